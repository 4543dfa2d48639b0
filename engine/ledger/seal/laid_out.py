"""The bytes of many rows, laid out by numpy as `layout.py` says: numbers and heads, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from engine.connect.columnar import Cells
from engine.ledger.seal.layout import bits

#: Rows that are laid out at a time, so that what they take stays near the processor.
_BLOCK: Final = 4096
Laid = tuple[str, Any]  # how numpy calls the integers, and a value for each row


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of integers, 0 where it is empty; `missing` says where, None for nowhere."""

    values: Any
    missing: Any


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts without an empty cell: their bytes end to end, and where each begins;
    the last of `starts` is where the last one ends."""

    raw: Any
    starts: Any


def numbers_of(cells: Cells) -> Numbers:
    """A column of integers. ValueError where it is none."""
    if cells.values is None:
        raise ValueError("a text where a number belongs")
    if cells.missing is None:
        return Numbers(cells.values, None)
    # What lies at an empty place means nothing.
    return Numbers(cells.values * (cells.missing ^ 1).astype(cells.values.dtype), cells.missing)


def texts_of(cells: Cells) -> Texts:
    """A column of texts. ValueError where it is none, or one is missing."""
    if cells.raw is None:
        raise ValueError("a number where a text belongs")
    if cells.missing is not None:
        raise ValueError("a text is missing")
    return Texts(cells.raw, cells.starts)


def missing_bits(columns: Sequence[Numbers]) -> Iterator[Laid]:
    """A bit for each column, the first the highest of the first byte; a column for each byte."""
    import numpy as np

    for byte in range(bits(len(columns))):
        flags: Any = np.zeros(len(columns[0].values), "u1")
        for k, column in enumerate(columns[8 * byte : 8 * byte + 8]):
            if column.missing is not None:
                flags |= column.missing.view("u1") << (7 - k)
        yield "u1", flags


def rows(columns: Sequence[Laid]) -> Iterator[Any]:
    """The bytes of each row, its cells end to end, block by block; each block lies where the one
    before it lay."""
    import numpy as np

    block: Any = np.empty(_BLOCK, [(str(n), kind) for n, (kind, _) in enumerate(columns)])
    fields, rows = [block[name] for name in block.dtype.names], block.view(f"V{block.itemsize}")
    count = len(columns[0][1])
    for at in range(0, count, _BLOCK):
        size = min(_BLOCK, count - at)
        for field, (_, values) in zip(fields, columns, strict=True):
            field[:size] = values[at : at + size]
        yield rows[:size]


def blocks(texts: Texts) -> Iterator[Texts]:
    """The texts block by block, where they lie."""
    starts = texts.starts.astype("i8")
    for at in range(0, len(starts) - 1, _BLOCK):
        yield Texts(texts.raw, starts[at : at + _BLOCK + 1])


def pieces(texts: Texts) -> list[bytes]:
    """The bytes of each text."""
    import numpy as np

    starts, lengths = texts.starts, np.diff(texts.starts)
    if (size := lengths[0]) and (lengths == size).all():
        found: list[bytes] = np.frombuffer(texts.raw, f"V{size}", len(lengths), starts[0]).tolist()
        return found
    raw = bytes(texts.raw)
    return [raw[a:b] for a, b in pairwise(starts.tolist())]
