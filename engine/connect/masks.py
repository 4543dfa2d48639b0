"""Cells that are not to be shown, wherever they could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.bind.bound import BoundPolicy
from engine.bind.masks import MASK
from engine.connect.faults import CellFault
from engine.connect.layout import customer_reads, table_reads


def masked_headings(bound: BoundPolicy) -> frozenset[str]:
    """The headings under which values stand that are not to be shown."""
    if not bound.masked:
        return frozenset()
    found = {h for r in customer_reads(bound) if r.code in bound.masked for h in r.headings}
    for table in bound.tables.values():
        hidden = {c for c in table.columns if f"{table.id}.{c}" in bound.masked}
        found |= {h for r in table_reads(bound, table) if r.column in hidden for h in r.headings}
    return frozenset(found)


def masked_faults(bound: BoundPolicy, faults: Iterable[CellFault]) -> tuple[CellFault, ...]:
    """The same faults, without what was seen where it is not to be shown."""
    headings = masked_headings(bound)
    return tuple(
        replace(f, seen=MASK, hint=None)
        if f.column in headings or f.reason.partition(".")[0] in bound.masked
        else f
        for f in faults
    )
