"""The layout of a leaf record and of the inputs under its digest; it follows from the Plan.

A record is big endian and of fixed width:

    version  1 byte   1
    index    8 bytes  the place of the customer in the run, from 0
    outcome  1 byte   the place of the word in `OUTCOMES`, from 1
    tier     2 bytes  the place of the tier in `tiers`, from 1; 0 for none
    missing  a bit for each cell (the first is the highest of the first byte), 1 where it is empty
    cells    integers (two's complement), or the place of a word, from 1; 0 where empty
    H_in     32 bytes SHA-256(salt ‖ numbers ‖ id ‖ texts), with the snapshot's row

Numbers: a bit for each input (1 where it is empty), then 8 bytes for each: an integer, a date in
days since 1970-01-01, 1 or 0 for yes and no, of a text the length of its bytes, of a list of words
the length of its netstrings (`3:csat…`). Texts: those bytes, end to end. The id is the first input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast, get_args

from engine.atoms.digest import canonical_json, sha256
from engine.bind.contract import Column, Storage
from engine.compile.plan import Plan
from engine.compile.sql_words import text_words
from engine.ledger.manifest import OUTCOMES

VERSION: Final = 1
#: The integer columns that say which way a decision went; points, weights and gaps follow from
#: these and the inputs.
_NUMBERS: Final = (".score", ".hit", ".place", ".percent", ".amount")
#: How `struct` calls an integer of so many bytes.
_FORMS: Final = {1: "b", 2: "h", 4: "i", 8: "q"}
_STORAGES: Final = frozenset(get_args(Storage))


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of the decision in the record: `width` bytes; with `words`, which word it is."""

    name: str
    width: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """What a record of a run holds, in order.

    >>> Layout(("key", "other"), (Cell("score", 8),), (Column("id", "text"),)).width
    53
    """

    tiers: tuple[str, ...]
    cells: tuple[Cell, ...]
    inputs: tuple[Column, ...]

    @property
    def width(self) -> int:
        """The bytes of a record."""
        return 12 + bits(len(self.cells)) + sum(c.width for c in self.cells) + 32

    @cached_property
    def form(self) -> str:
        """The cells, as `struct` packs them."""
        return ">" + "".join(_FORMS[c.width] for c in self.cells)

    def to_json(self) -> dict[str, Any]:
        """As `record.json` stores it."""
        return {
            "record": VERSION,
            "outcomes": list(OUTCOMES),
            "tiers": list(self.tiers),
            "cells": [
                {"name": c.name, "width": c.width} | ({"words": list(c.words)} if c.words else {})
                for c in self.cells
            ],
            "inputs": [{"name": c.name, "storage": c.storage} for c in self.inputs],
        }

    @cached_property
    def canonical(self) -> bytes:
        return canonical_json(self.to_json())

    @cached_property
    def digest(self) -> str:
        return sha256(self.canonical)


def bits(count: int) -> int:
    """The bytes that hold so many bits."""
    return -(-count // 8)


def layout_of(plan: Plan, tiers: Iterable[str]) -> Layout:
    """The layout of the records of a plan's decisions. `tiers` are those of its policy: a plan
    that looks back takes words of tiers from its inputs, and does not know them all."""
    known = tuple(tiers)
    cells = []
    for output in plan.outputs:
        column, step = output.column, plan.steps[output.step]
        if column.name in ("outcome", "tier"):
            continue
        if column.storage == "text":
            words = text_words(plan, output.step)
            if words:
                cells.append(Cell(column.name, 1 if len(words) < 128 else 2, words))
        elif column.storage == "integer" and _tells(column.name):
            cells.append(Cell(column.name, _width(step.low, step.high)))
    return Layout(known, tuple(cells), plan.inputs)


def _tells(name: str) -> bool:
    return name in ("score", "priority") or name.endswith(_NUMBERS)


def _width(low: int | None, high: int | None) -> int:
    if low is None or high is None:
        return 8
    reach = max(high, -1 - low)
    return next((w for w in (1, 2, 4) if reach < 1 << (8 * w - 1)), 8)


def layout_from(found: Any) -> Layout:
    """The layout of a stored document. ValueError, KeyError or TypeError where it is none."""
    if found["record"] != VERSION or found["outcomes"] != list(OUTCOMES):
        raise ValueError("record")
    cells = tuple(
        Cell(_text(c["name"]), _one_of(c["width"], (1, 2, 4, 8)), _texts(c.get("words", ())))
        for c in found["cells"]
    )
    inputs = tuple(
        Column(_text(c["name"]), cast(Storage, _one_of(c["storage"], _STORAGES)))
        for c in found["inputs"]
    )
    return Layout(_texts(found["tiers"]), cells, inputs)


def _one_of(value: Any, allowed: Any) -> Any:
    if value not in allowed:
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_text(v) for v in values)


Row = Mapping[str, Any]
