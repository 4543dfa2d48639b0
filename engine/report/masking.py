"""Decisions as exports show them: what is personal or secret is masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, decision_columns
from engine.bind.masks import MASK
from engine.explain.reasons import shown_code
from engine.ledger.stored import StoredRun


def shown_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """The columns of decisions; a masked one holds text."""
    hidden = hidden_columns(bound)
    return tuple(
        replace(c, storage="text", scale=0) if c.name in hidden else c
        for c in decision_columns(bound)
    )


def shown_rows(run: StoredRun) -> Iterator[Mapping[str, Any]]:
    """The decisions of a run, with a mask wherever something that is not to be shown is."""
    hidden = hidden_columns(run.bound)
    if not run.bound.masked:
        yield from run.decisions()
        return
    for row in run.decisions():
        masked = {name: MASK for name in hidden if row[name] is not None}
        codes = row["reasons"]
        if codes is not None:
            codes = [shown_code(run.bound, code) for code in codes]
        yield {**row, **masked, "reasons": codes}


def hidden_columns(bound: BoundPolicy) -> frozenset[str]:
    """The columns that tell a value, the step that it hit, or the answer of a flag."""
    found = set()
    read = {leaf.id for leaf in bound.leaves() if leaf.field in bound.masked}
    for id_ in bound.masked:
        found |= {f"derived.{id_}", f"{id_}.spread", f"{id_}.answer", f"{id_}.effect"}
    for leaf in read:
        found |= {f"{leaf}.value", f"{leaf}.hit"}
    found |= {f"history.{name}.1" for name in bound.befores() if name in bound.masked}
    for w in bound.warnings:
        if w.watch in read or w.reads in bound.masked:
            found |= {c.name for c in decision_columns(bound)
                      if c.name.startswith(f"history.{w.watch}.")}  # fmt: skip
    return frozenset(found & {c.name for c in decision_columns(bound)})
