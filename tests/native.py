"""Rows as columns in memory and back, so that tests can ask the native engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from engine.atoms.compiled import compiled
from engine.bind.contract import Column
from engine.compile.plan import Plan
from engine.connect.columnar import Cells
from engine.decide.native import BLOCK, Native

needs_native = pytest.mark.skipif(
    compiled("engine.decide._native") is None, reason="no compiled part: `make kernel` says why"
)


def cells_of(column: Column, values: Sequence[Any], words: bool = False) -> Cells:
    """A column out of Python's values, None where it is missing; with `words`, texts as places in
    all words that there are."""
    lacks = np.array([v is None for v in values], np.uint8)
    missing = lacks if lacks.any() else None
    match column.storage:
        case "integer" | "date":
            return Cells(column.storage, missing, np.array([v or 0 for v in values], np.int64))
        case "boolean":
            return Cells("boolean", missing, np.array([bool(v) for v in values], np.uint8))
        case "text":
            texts = [v or "" for v in values]
            return Cells("text", missing, **_texts(texts, words))
        case _:
            lists = np.cumsum([0, *(len(v or ()) for v in values)], dtype=np.int64)
            texts = [w for v in values for w in v or ()]
            return Cells("words", missing, lists=lists, **_texts(texts, words))


def _texts(texts: Sequence[str], words: bool) -> dict[str, Any]:
    if words:
        known = tuple(dict.fromkeys(texts))
        places = {w: k for k, w in enumerate(known)}
        return {"values": np.array([places[t] for t in texts], np.int32), "words": known}
    raw = [t.encode() for t in texts]
    starts = np.cumsum([0, *map(len, raw)], dtype=np.int64)
    return {"starts": starts, "raw": np.frombuffer(b"".join(raw), np.uint8)}


def values_of(c: Cells) -> list[Any]:
    """What a column holds, as Python's values."""
    missing = [False] * c.rows if c.missing is None else [m == 1 for m in c.missing]
    if c.storage == "words":
        texts, ends = _told(c), c.lists.tolist()
        assert ends[0] == 0 and ends[-1] == len(texts)
        found: list[Any] = [texts[a:b] for a, b in pairwise(ends)]
        assert all(not f for f, m in zip(found, missing, strict=True) if m)
    elif c.storage == "text":
        found = _told(c)
    elif c.storage == "boolean":
        found = [{0: False, 1: True}[v] for v in c.values.tolist()]
    else:
        found = c.values.tolist()
    return [None if m else f for f, m in zip(found, missing, strict=True)]


def _told(c: Cells) -> list[str]:
    if c.words is not None:
        return [c.words[v] for v in c.values.tolist()]
    raw, starts = c.raw.tobytes(), c.starts.tolist()
    assert starts[-1] == len(raw)
    return [raw[a:b].decode() for a, b in pairwise(starts)]


def decided(
    plan: Plan, rows: Sequence[Mapping[str, Any]], block: int = BLOCK, words: bool = False
) -> list[dict[str, Any]] | None:
    """Decisions of the native engine; None where it does not take the plan."""
    errors = sorted({w for row in rows for w in row.get("errors") or ()})
    native = Native.of(plan, errors, block)
    if native is None:
        return None
    columns = {c.name: cells_of(c, [r.get(c.name) for r in rows], words) for c in plan.inputs}
    found = native.decide(columns, len(rows))
    assert [name for name, _ in found] == [o.column.name for o in plan.outputs]
    told = {name: values_of(cells) for name, cells in found}
    return [{name: values[r] for name, values in told.items()} for r in range(len(rows))]
