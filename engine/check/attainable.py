"""The least and the greatest score that any customer can have, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.atoms.numbers import (
    ALL_WEIGHT,
    FLAT_SCALE,
    MAX_POINTS,
    POINT_SCALE,
    divide,
)
from engine.bind.bound import BoundPolicy, Leaf, Missing, Parent, Scorecard

#: Parent points keep this many more decimals than leaf points.
_INSIDE = FLAT_SCALE - POINT_SCALE


@dataclass(frozen=True, slots=True)
class Ends:
    """Points that a criterion can have; `leaves`: whether it can give its weight away instead."""

    least: int
    greatest: int
    leaves: bool


def attainable(bound: BoundPolicy, card: Scorecard) -> tuple[int, int, str]:
    """(least, greatest) score at its own scale, and the profile that gives the greatest.

    Fields are taken as independent, missing data under each criterion's rule included, and
    flags at their most merciful (greatest) and severest (least).
    """
    scale = card.scale
    ends = [_top(bound, c, card) for c in card.criteria]
    base = card.base * 10 ** (scale - POINT_SCALE)
    minus = lowered(bound, card)
    least = greatest = None
    best_profile = ""
    for name, weights in card.profiles.items():
        low = _weighted(ends, weights, best=False)
        high = _weighted(ends, weights, best=True)
        if greatest is None or high > greatest:
            greatest, best_profile = high, name
        least = low if least is None else min(least, low)
    assert least is not None
    assert greatest is not None
    most = MAX_POINTS * 10 ** (scale - POINT_SCALE)
    return clamp(least + base - minus, most), clamp(greatest + base, most), best_profile


def lowered(bound: BoundPolicy, card: Scorecard) -> int:
    """By how much flags lower the score at their severest."""
    less = [[e.minus or 0 for e in (f.then, f.if_unknown) if e.card == card.id]
            for f in bound.flags]  # fmt: skip
    return sum(max(parts, default=0) for parts in less) * int(10 ** (card.scale - POINT_SCALE))


def rule_of(bound: BoundPolicy, leaf: Leaf) -> Missing | None:
    """The missing rule of a leaf whose field some customer may lack."""
    return leaf.missing if bound.fields[leaf.field].may_miss else None


def clamp(score: int, most: int) -> int:
    return max(0, min(most, score))


def _top(bound: BoundPolicy, c: Leaf | Parent, card: Scorecard) -> Ends:
    """Points of a top criterion: thousandths in a flat scorecard, scale 7 in a nested one."""
    if isinstance(c, Parent):
        return _parent(bound, c)
    ends = _leaf(bound, c)
    lift = 10**_INSIDE if card.nested else 1
    return Ends(ends.least * lift, ends.greatest * lift, ends.leaves)


def _leaf(bound: BoundPolicy, leaf: Leaf) -> Ends:
    rule = rule_of(bound, leaf)
    least, greatest = leaf.least, leaf.greatest
    if rule is not None and rule.how in ("keep", "points"):
        given = rule.points if rule.how == "points" else 0
        least, greatest = min(least, given), max(greatest, given)
    return Ends(least, greatest, rule is not None and rule.how == "reallocate")


def _parent(bound: BoundPolicy, parent: Parent) -> Ends:
    """At scale 7: what its children make of it, its own missing rule, then its limits."""
    children = [_leaf(bound, c) for c in parent.children]
    least = _weighted(children, parent.weights, best=False)
    greatest = _weighted(children, parent.weights, best=True)
    gone = all(c.leaves for c, w in zip(children, parent.weights, strict=True) if w)
    if gone:
        for points in _missing_points(parent.missing):
            lifted = points * 10**_INSIDE
            least, greatest = min(least, lifted), max(greatest, lifted)
    floor = 0 if parent.floor is None else parent.floor
    cap = MAX_POINTS if parent.cap is None else parent.cap
    lift = 10**_INSIDE
    least = max(floor * lift, min(cap * lift, least))
    greatest = max(floor * lift, min(cap * lift, greatest))
    leaves = gone and parent.missing is not None and parent.missing.how == "reallocate"
    return Ends(least, greatest, leaves)


def _missing_points(rule: Missing | None) -> tuple[int, ...]:
    if rule is None or rule.how not in ("keep", "points"):
        return ()
    return (rule.points if rule.how == "points" else 0,)


def _weighted(ends: Sequence[Ends], weights: Sequence[int], *, best: bool) -> int:
    """The best (or worst) sum of points × weight, spreading weights that may be given away.

    A criterion is given away where the mean of the others is better (worse) than its own best
    (worst) points. Taking them in order of points finds the best mean.
    """
    parts = [(e.greatest if best else e.least, w, e.leaves) for e, w in zip(ends, weights,
                                                                          strict=True)]  # fmt: skip
    total = sum(points * w for points, w, leaves in parts if not leaves)
    left = sum(w for _, w, leaves in parts if not leaves)
    optional = sorted(((points, w) for points, w, leaves in parts if leaves and w), reverse=best)
    for points, w in optional:
        better = left == 0 or (points * left > total if best else points * left < total)
        if better:
            total, left = total + points * w, left + w
    if left in (0, ALL_WEIGHT):
        return total
    return divide(total * ALL_WEIGHT, left)
