"""The leaves of a chunk, from its two Parquet files: columns in, hashes out.

The numbers of all rows are laid out at once by numpy, and sliced; what is left for each row is
its hashes. A record is never stored: it follows from the decision and the row it was made from.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.atoms.sql import literal, quoted
from engine.bind.contract import Column
from engine.connect.sources.opened import parquet_relation
from engine.ledger.manifest import OUTCOMES
from engine.ledger.seal.layout import VERSION, Layout
from engine.ledger.seal.tree import GROUP, HASH

_TEXTS = "keytier texts"


def leaves_of(
    con: Any,
    layout: Layout,
    inputs: Path,
    decisions: Path,
    first: int,
    key: bytes,
    part: tuple[int, int] | None = None,
) -> bytes:
    """The leaf hashes of a chunk, end to end; `first` is the index of its first customer.

    `part` are the rows of the chunk that are wanted, from and up to. ValueError where the files
    do not hold the same customers, or a decision holds a word that the layout does not know.
    """
    import numpy as np

    limit = "" if part is None else f" LIMIT {part[1] - part[0]} OFFSET {part[0]}"
    given = con.execute(f"SELECT {_given(layout)} FROM {parquet_relation(inputs)}{limit}")
    given = given.fetchnumpy()
    made = con.execute(f"SELECT {_made(layout)} FROM {parquet_relation(decisions)}{limit}")
    made = made.fetchnumpy()
    texts, ids = given.pop(_TEXTS), made.pop("id")
    count = len(texts)
    if len(ids) != count:
        raise ValueError("as many inputs as decisions")
    start = first + (0 if part is None else part[0])
    lengths, numbers = _numbers(np, layout, given, count)
    heads = _heads(np, layout, made, start, count)
    return _hashes(texts, ids, lengths, numbers, heads, key)


def _hashes(texts: Any, ids: Any, lengths: Any, numbers: Any, heads: Any, key: bytes) -> bytes:
    """The loop over rows: salt (HMAC, written out), H_in, leaf."""
    inner, outer = _pads(key)
    size, wide = numbers.shape[1], heads.shape[1]
    numbers, heads = numbers.tobytes(), heads.tobytes()
    found = []
    for n, (text, id_, length) in enumerate(
        zip(texts.tolist(), ids.tolist(), lengths.tolist(), strict=True)
    ):
        raw = text.encode()
        own = raw[:length]
        if own != id_.encode():
            raise ValueError("the same customers in inputs and decisions")
        salt = sha256(outer + sha256(inner + own).digest()).digest()
        row = sha256(salt + numbers[n * size : n * size + size] + raw).digest()
        found.append(sha256(heads[n * wide : n * wide + wide] + row).digest())
    return b"".join(found)


def _pads(key: bytes) -> tuple[bytes, bytes]:
    """The two blocks that HMAC puts before what it hashes."""
    if len(key) > 64:
        key = sha256(key).digest()
    block = key.ljust(64, b"\x00")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


# --- columns in ---------------------------------------------------------------------------------


def _given(layout: Layout) -> str:
    """Each input as an integer, and all texts of a row end to end."""
    numbers = [f"{_number(c)} AS {quoted(c.name)}" for c in layout.inputs]
    texts = [_bytes(c) for c in layout.inputs if c.storage in ("text", "words")]
    return ", ".join([*numbers, f"concat({', '.join(texts)}) AS {quoted(_TEXTS)}"])


def _number(column: Column) -> str:
    name = quoted(column.name)
    match column.storage:
        case "text":
            return f"CAST(strlen({name}) AS BIGINT)"
        case "words":
            return f"CAST(strlen({_bytes(column)}) AS BIGINT)"
        case "date":
            return f"CAST({name} - DATE '1970-01-01' AS BIGINT)"
        case _:
            return f"CAST({name} AS BIGINT)"


def _bytes(column: Column) -> str:
    name = quoted(column.name)
    if column.storage == "text":
        return name
    each = f"list_transform({name}, lambda w: concat(strlen(w), ':', w))"
    return f"array_to_string({each}, '')"


def _made(layout: Layout) -> str:
    """The id, and each cell of the record as an integer; -1 for a word that nobody knows."""
    cells = [f"{_place('outcome', OUTCOMES)} AS outcome", f"{_place('tier', layout.tiers)} AS tier"]
    for c in layout.cells:
        name = quoted(c.name)
        cells.append(f"{_place(c.name, c.words) if c.words else name} AS {name}")
    return ", ".join(["id", *cells])


def _place(column: str, words: tuple[str, ...]) -> str:
    name = quoted(column)
    listed = ", ".join(map(literal, words))
    place = f"coalesce(list_position([{listed}]::VARCHAR[], {name}), -1)"
    return f"CAST(CASE WHEN {name} IS NOT NULL THEN {place} END AS SMALLINT)"


# --- laid out -----------------------------------------------------------------------------------


def _numbers(np: Any, layout: Layout, given: Any, count: int) -> tuple[Any, Any]:
    """The lengths of ids, and the numbers of each row."""
    columns = [given[c.name] for c in layout.inputs]
    table = np.empty((count, len(columns)), ">i8")
    for n, column in enumerate(columns):
        table[:, n] = _filled(np, column)
    missing = np.packbits(_masks(np, columns, count), axis=1)
    numbers = np.concatenate([missing, table.view(np.uint8).reshape(count, -1)], axis=1)
    return _filled(np, columns[0]), numbers


def _heads(np: Any, layout: Layout, made: Any, start: int, count: int) -> Any:
    """What stands before H_in in each record, behind the 0 of a leaf."""
    columns = [made[c.name] for c in layout.cells]
    parts = [np.full((count, 1), 0, np.uint8), np.full((count, 1), VERSION, np.uint8)]
    parts.append(_big(np, np.arange(start, start + count), ">u8"))
    parts.append(_big(np, _known(np, made["outcome"]), ">u1"))
    parts.append(_big(np, _known(np, made["tier"]), ">u2"))
    parts.append(np.packbits(_masks(np, columns, count), axis=1))
    for cell, column in zip(layout.cells, columns, strict=True):
        values = _known(np, column) if cell.words else _filled(np, column)
        parts.append(_big(np, values, f">i{cell.width}"))
    return np.concatenate(parts, axis=1)


def _filled(np: Any, column: Any) -> Any:
    return column.filled(0) if isinstance(column, np.ma.MaskedArray) else column


def _known(np: Any, column: Any) -> Any:
    found = _filled(np, column)
    if (found < 0).any():
        raise ValueError("a word that the layout does not know")
    return found


def _masks(np: Any, columns: list[Any], count: int) -> Any:
    found = np.zeros((count, len(columns)), bool)
    for n, column in enumerate(columns):
        if isinstance(column, np.ma.MaskedArray):
            found[:, n] = column.mask
    return found


def _big(np: Any, values: Any, kind: str) -> Any:
    """Big-endian bytes of each value, one row a value."""
    whole = values.astype(kind)
    if (whole != values).any():
        raise ValueError("a number beyond the bounds of the plan")
    return np.ascontiguousarray(whole).view(np.uint8).reshape(len(values), -1)


__all__ = ["GROUP", "HASH", "leaves_of"]
