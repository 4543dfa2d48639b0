"""Points by rank: with whom a customer is compared. docs/language.md 4 and 13 ("Ranks")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from engine.atoms.dates import back
from engine.bind.bound import BoundPolicy, RankPoints

#: For each criterion that ranks customers among themselves: (percent, value), best first.
Standing = Mapping[str, tuple[tuple[int, int], ...]]


def standing_of(bound: BoundPolicy, row: Mapping[str, object]) -> Standing:
    """What the facts of the run say of those with whom a customer is ranked."""
    found = {}
    for leaf, _ in bound.ranked():
        seen = [(p, row.get(f"rank.{leaf.id}.{p}")) for p in range(100, 0, -1)]
        found[leaf.id] = tuple((p, cast(int, at)) for p, at in seen if at is not None)
    return found


def compared(leaf: str, form: RankPoints, standing: Standing, as_of: int) -> RankPoints | None:
    """The points with the edges to go by; None where there is nobody to be compared with."""
    if form.reference is None:
        edges = standing[leaf]
        # Where somebody is known at all, somebody is known at the first percent.
        return replace(form, edges=edges) if edges and edges[-1][0] == 1 else None
    oldest = back(as_of, form.reference.good_for)
    return form if oldest < form.reference.measured <= as_of else None


def percent_of(form: RankPoints, value: int) -> int:
    """The greatest percent whose value the customer's is better than; 0 where it is none.

    >>> percent_of(RankPoints(edges=((90, 70), (50, 20))), 70)
    50
    """
    for percent, at in form.edges:
        if value < at if form.low_first else value > at:
            return percent
    return 0
