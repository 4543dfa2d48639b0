"""The leaves of a chunk, from its two Parquet files: columns in, hashes out.

The numbers of all rows are laid out at once by numpy; what is left for each row is its hashes,
which the compiled kernel makes, or hashlib row by row. A record is never stored: it follows from
the decision and the row it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from engine.atoms.sql import literal, quoted
from engine.bind.contract import Column
from engine.connect.arrow import columns
from engine.connect.columnar import Cells
from engine.connect.sources.opened import parquet_relation
from engine.ledger.manifest import OUTCOMES
from engine.ledger.seal import laid_out as lay
from engine.ledger.seal.kernel import kernel
from engine.ledger.seal.laid_out import Laid, Numbers, Texts
from engine.ledger.seal.layout import VERSION, Cell, Layout
from engine.ledger.seal.salt import SALT, salts_of_group
from engine.ledger.seal.tree import GROUP, HASH

TEXTS: Final = "keytier texts"
#: What a leaf begins with: RFC 6962's zero, and the record's first byte.
_PREFIX: Final = bytes([0, VERSION])
_INTEGERS: Final = {1: "TINYINT", 2: "SMALLINT", 4: "INTEGER", 8: "BIGINT"}
#: What every decision has, beside the cells of its layout.
_WORDED: Final = ("outcome", "tier")
#: The index and the salt of each row, by the ids.
Salts = Callable[[Texts], tuple[Any, Any]]


def leaves_of(
    con: Any,
    layout: Layout,
    inputs: Path,
    decisions: Path,
    first: int,
    key: bytes,
) -> bytes:
    """The leaf hashes of a chunk, end to end; `first` is the index of its first customer.

    ValueError where the files do not hold the same customers, or a decision holds a word or a
    number that the layout has no room for; the errors of DuckDB where a file or a column cannot
    be read.
    """
    return _leaves(con, layout, (inputs, decisions), new_salts(first, key))


def new_salts(first: int, key: bytes) -> Salts:
    """Rows that follow on each other from an index on, with the salts of a key."""
    import numpy as np

    return lambda ids: (np.arange(first, first + len(ids.starts) - 1), _salts(key, ids))


def leaves_beside(
    con: Any,
    layout: Layout,
    files: tuple[Path, Path],
    first: int,
    salts: bytes,
    gaps: Mapping[int, bytes],
) -> bytes:
    """As `leaves_beside` of `kept.py`."""
    import numpy as np

    places = np.arange(len(salts) // SALT + len(gaps))
    places = np.setdiff1d(places, list(gaps), assume_unique=True)

    def left(ids: Texts) -> tuple[Any, Any]:
        if len(ids.starts) - 1 != len(places):
            raise ValueError("as many salts as rows")
        return first + places, np.frombuffer(salts, f"V{SALT}")

    found = np.empty((len(places) + len(gaps), HASH), "u1")
    found[places] = np.frombuffer(_leaves(con, layout, files, left), "u1").reshape(-1, HASH)
    for place, gap in gaps.items():
        found[place] = np.frombuffer(gap, "u1")
    return found.tobytes()


def _leaves(con: Any, layout: Layout, files: tuple[Path, Path], salts: Salts) -> bytes:
    """The leaf hash of each row; `salts` gives the index and the salt of each, by their ids."""
    inputs, decisions = map(parquet_relation, files)
    with (
        columns(con, _given(layout, inputs)) as given,
        columns(con, _made(layout, decisions)) as made,
    ):
        return joined(layout, given[TEXTS], given, made, salts)


def joined(
    layout: Layout, told: Cells, given: Mapping[str, Cells], made: Mapping[str, Cells], salts: Salts
) -> bytes:
    """The leaf hash of each row: `told` are the texts of each row end to end, `given` the numbers
    of its inputs, `made` its id and the cells of its record, words as their places."""
    texts, ids = lay.texts_of(told), lay.texts_of(made["id"])
    _same_customers(texts, lay.numbers_of(given["id"]).values, ids)
    index, own = salts(ids)
    numbers = [(f"V{SALT}", own), *_numbers(layout, given)]
    blocks = zip(lay.rows(numbers), lay.blocks(texts), lay.rows(_heads(layout, made, index)),
                 strict=True)  # fmt: skip
    return b"".join(_hashes(*block) for block in blocks)


def _hashes(numbers: Any, texts: Texts, heads: Any) -> bytes:
    """The leaf hashes of a block of rows."""
    compiled = kernel()
    if compiled is None:
        return b"".join(_one_by_one(numbers.tolist(), lay.pieces(texts), heads.tolist()))
    return compiled.leaves(_PREFIX, numbers, texts.raw, texts.starts, heads)


def _one_by_one(numbers: list[bytes], texts: list[bytes], heads: list[bytes]) -> list[bytes]:
    """The loop over rows: H_in, leaf. A state that is copied costs less than one that is made."""
    plain, leaf = sha256().copy, sha256(_PREFIX).copy
    found = []
    for number, text, head in zip(numbers, texts, heads, strict=True):
        h_in = plain()
        h_in.update(number)
        h_in.update(text)
        one = leaf()
        one.update(head)
        one.update(h_in.digest())
        found.append(one.digest())
    return found


def _salts(key: bytes, ids: Texts) -> Any:
    """The salt of each row: those of a group of 256 at once."""
    import numpy as np

    lengths, raw = np.diff(ids.starts), np.frombuffer(ids.raw, "u1")
    begins = ids.starts + 4 * np.arange(len(ids.starts))
    sizes = lengths.astype(">u4").view("u1")
    if len(lengths) and (lengths == lengths[0]).all():
        pairs = sizes.reshape(-1, 4), raw.reshape(len(lengths), -1)
        told = np.concatenate(pairs, axis=1).ravel()
    else:
        told = np.empty(len(raw) + len(sizes), "u1")
        is_id = np.ones(len(told), bool)
        is_id[(begins[:-1, None] + np.arange(4)).ravel()] = False
        told[is_id], told[~is_id] = raw, sizes
    found = []
    for at in range(0, len(lengths), GROUP):
        until = min(at + GROUP, len(lengths))
        group = told[begins[at] : begins[until]].tobytes()
        found.append(salts_of_group(key, group, until - at))
    return np.frombuffer(b"".join(found), f"V{SALT}")


# --- columns in ---------------------------------------------------------------------------------


def _given(layout: Layout, file: str) -> str:
    """Each input as an integer, and all texts of a row end to end."""
    numbers = [f"{_whole(c)} AS {quoted(c.name)}" for c in layout.inputs]
    texts = [quoted(c.name) for c in layout.inputs if c.storage in ("text", "words")]
    told = ", ".join([*numbers, f"concat({', '.join(texts)}) AS {quoted(TEXTS)}"])
    # A query of its own, so that the netstrings of a list are made once.
    lists = [f"{netstrings(c.name)} AS {quoted(c.name)}"
             for c in layout.inputs if c.storage == "words"]  # fmt: skip
    replaced = f" REPLACE ({', '.join(lists)})" if lists else ""
    return f"SELECT {told} FROM (SELECT *{replaced} FROM {file})"


def _whole(column: Column) -> str:
    name = quoted(column.name)
    match column.storage:
        case "text" | "words":
            return f"strlen({name})"
        case "date":
            return f"{name} - DATE '1970-01-01'"
        case "boolean":
            return f"CAST({name} AS TINYINT)"
        case "integer":
            return name


def netstrings(column: str) -> str:
    """A list of words as one text, in DuckDB."""
    each = f"list_transform({quoted(column)}, lambda w: concat(strlen(w), ':', w))"
    return f"array_to_string({each}, '')"


def _made(layout: Layout, file: str) -> str:
    """The id, and each cell of the record as an integer of its width; of a word its place, 0 for
    none, and empty for a word that nobody knows."""
    cells = [*_always(layout), *layout.cells]
    places = {c.name: _place(c) if c.name in _WORDED or c.words else quoted(c.name) for c in cells}
    told = [f"CAST({places[c.name]} AS {_INTEGERS[c.width]}) AS {quoted(c.name)}" for c in cells]
    return f"SELECT {', '.join(['id', *told])} FROM {file}"


def _place(cell: Cell) -> str:
    name, listed = quoted(cell.name), ", ".join(map(literal, cell.words))
    return f"CASE WHEN {name} IS NULL THEN 0 ELSE list_position([{listed}]::VARCHAR[], {name}) END"


def _always(layout: Layout) -> tuple[Cell, Cell]:
    return Cell("outcome", 1, OUTCOMES), Cell("tier", 2, layout.tiers)


def worded(layout: Layout) -> list[Cell]:
    """The cells of a record that are words."""
    return [*_always(layout), *(c for c in layout.cells if c.words)]


def _same_customers(texts: Texts, lengths: Any, ids: Texts) -> None:
    """ValueError where the texts of a row do not begin with the id of its decision."""
    import numpy as np

    if len(texts.starts) != len(ids.starts):
        raise ValueError("as many inputs as decisions")
    if np.array_equal(lengths, np.diff(ids.starts)):
        apart = np.repeat(texts.starts[:-1] - ids.starts[:-1], lengths)
        begin = np.frombuffer(texts.raw, "u1")[np.arange(len(ids.raw)) + apart]
        if np.array_equal(begin, np.frombuffer(ids.raw, "u1")):
            return
    raise ValueError("the same customers in inputs and decisions")


def _numbers(layout: Layout, given: Mapping[str, Cells]) -> list[Laid]:
    """Which inputs are empty, and the numbers, of each row."""
    columns = [lay.numbers_of(given[c.name]) for c in layout.inputs]
    return [*lay.missing_bits(columns), *((">i8", c.values) for c in columns)]


def _heads(layout: Layout, made: Mapping[str, Cells], index: Any) -> list[Laid]:
    """What stands between the version and H_in in each record."""
    outcome, tier = (_known(lay.numbers_of(made[name])) for name in _WORDED)
    if outcome.missing.any():
        raise ValueError("a decision without an outcome")
    found = [(c, lay.numbers_of(made[c.name])) for c in layout.cells]
    cells = [_known(numbers) if c.words else numbers for c, numbers in found]
    return [
        (">u8", index),
        ("u1", outcome.values),
        (">u2", tier.values),
        *lay.missing_bits(cells),
        *((f">i{c.width}", numbers.values)
          for c, numbers in zip(layout.cells, cells, strict=True)),
    ]  # fmt: skip


def _known(places: Numbers) -> Numbers:
    if places.missing is not None and places.missing.any():
        raise ValueError("a word that the layout does not know")
    return Numbers(places.values, (places.values == 0).view("u1"))
