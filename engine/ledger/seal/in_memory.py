"""The leaves of a chunk that is being written, from the memory that its files are written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from engine.atoms.sql import quoted
from engine.bind.contract import Column
from engine.connect.arrow import Frame
from engine.connect.columnar import Cells
from engine.ledger.seal import laid_out as lay
from engine.ledger.seal.layout import Cell, Layout
from engine.ledger.seal.many import TEXTS, joined, netstrings, new_salts, worded


def leaves_in_memory(
    layout: Layout, given: Frame, made: Mapping[str, Cells], first: int, key: bytes
) -> bytes:
    """The leaf hashes of a chunk, as `leaves_of`; `given` are the columns of `query_in_memory`, and
    `made` those of its decisions."""
    numbers = {c.name: _length(c, given) for c in layout.inputs}
    places = {name: Cells("integer", values=values) for name, values in _places(layout, made)}
    cells = {c.name: made[c.name] for c in layout.cells if not c.words} | places
    for cell in layout.cells:
        _has_room(cell, cells[cell.name])
    frame = {**cells, "id": made["id"]}
    return joined(layout, given[TEXTS], numbers, frame, new_salts(first, key))


def query_in_memory(columns: Sequence[Column], source: str) -> str:
    """All columns of the rows of `source`, and what `leaves_in_memory` needs beside them."""
    names = [quoted(c.name) for c in columns]
    lists = {c.name: quoted(f"{TEXTS} {c.name}") for c in columns if c.storage == "words"}
    ends = [f"strlen({name}) AS {name}" for name in lists.values()]
    nets = ", ".join(["*", *(f"{netstrings(of)} AS {name}" for of, name in lists.items())])
    texts = [lists.get(c.name, quoted(c.name)) for c in columns if c.storage in ("text", "words")]
    told = f"concat({', '.join(texts)}) AS {quoted(TEXTS)}"
    return f"SELECT {', '.join([*names, *ends, told])} FROM (SELECT {nets} FROM {source})"


def _length(column: Column, given: Frame) -> Cells:
    """An input as the number that stands for it."""
    import numpy as np

    cells = given[column.name]
    match column.storage:
        case "text":
            return Cells("integer", cells.missing, np.diff(cells.starts))
        case "words":
            return given[f"{TEXTS} {column.name}"]
        case _:
            return cells


def _places(layout: Layout, made: Mapping[str, Cells]) -> Iterator[tuple[str, Any]]:
    """Of each word of a decision its place in the layout, 0 for none."""
    for cell in worded(layout):
        yield cell.name, _place_of(made[cell.name], cell.words)


def _place_of(cells: Cells, words: Sequence[str]) -> Any:
    import numpy as np

    places = {word: k + 1 for k, word in enumerate(words)}
    if cells.words is not None:
        table = np.array([places.get(w, -1) for w in cells.words] or [0], "i4")
        found = table[cells.values]
    else:
        raw, starts = bytes(cells.raw), cells.starts.tolist()
        known = {word.encode(): place for word, place in places.items()}
        found = np.array([known.get(raw[a:b], -1) for a, b in pairwise(starts)], "i4")
    if cells.missing is not None:
        found[cells.missing.view(bool)] = 0
    if len(found) and found.min() < 0:
        raise ValueError("a word that the layout does not know")
    return found


def _has_room(cell: Cell, cells: Cells) -> None:
    values = lay.numbers_of(cells).values
    most = 1 << 8 * cell.width - 1
    if cell.width < 8 and len(values) and (values.max() >= most or values.min() < -most):
        raise ValueError("integers that fit")
