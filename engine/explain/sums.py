"""The score as the row adds it up, and what it would be with other points for one criterion.

All integers, as docs/language.md 4 has them; `Sums.score()` of an unchanged row is the row's
score, which the tests hold for every kind of scorecard.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.numbers import ALL_WEIGHT, FLAT_SCALE, POINT_SCALE, divide
from engine.bind.bound import BoundPolicy, Leaf, Parent, Scorecard
from engine.explain.row import Row


@dataclass(frozen=True, slots=True)
class Sums:
    """The parts of a score, at the score's scale; None where a criterion was reallocated."""

    row: Row
    card: Scorecard

    @property
    def scale(self) -> int:
        return self.card.scale

    def contribution(self, criterion: Leaf | Parent) -> int | None:
        """Points × weight of a top criterion, before any spreading."""
        return self.row.number(f"{criterion.id}.contribution")

    def minus(self) -> int:
        """What the acting flags take away, in thousandths."""
        effects = [self.row.effect(flag) for flag in self.row.bound.flags]
        return sum(e.minus or 0 for e in effects if e is not None and e.card == self.card.id)

    def score(self, leaf: Leaf | None = None, points: int = 0) -> int | None:
        """The score if `leaf` had `points` (thousandths) and all else stayed; None without one."""
        total = self.unlimited(leaf, points)
        return None if total is None else max(0, min(total, 100 * int(10**self.scale)))

    def unlimited(self, leaf: Leaf | None = None, points: int = 0) -> int | None:
        """The same before it is limited to 0 to 100."""
        total, left = 0, 0
        for c in self.card.criteria:
            weight = self.row.number(f"{c.id}.weight")
            if weight is None:
                return None
            part = self._part(c, weight, leaf, points)
            if part is not None:
                total, left = total + part, left + weight
        if left == 0:
            return None
        if left != ALL_WEIGHT:
            total = divide(total * ALL_WEIGHT, left)
        return total + (self.card.base - self.minus()) * int(10 ** (self.scale - POINT_SCALE))

    def _part(
        self, criterion: Leaf | Parent, weight: int, leaf: Leaf | None, points: int
    ) -> int | None:
        if leaf is None:
            return self.contribution(criterion)
        if isinstance(criterion, Leaf):
            if criterion.id != leaf.id:
                return self.contribution(criterion)
            return points * weight * int(10 ** (self.scale - FLAT_SCALE))
        if leaf.id not in {child.id for child in criterion.children}:
            return self.contribution(criterion)
        return self._parent(criterion, leaf, points) * weight  # scale 7 × basis points

    def _parent(self, parent: Parent, leaf: Leaf, points: int) -> int:
        """A parent's points (scale 7) with one child's changed."""
        total, left = 0, 0
        for child, weight in zip(parent.children, parent.weights, strict=True):
            part = (
                points * weight
                if child.id == leaf.id
                else self.row.number(f"{child.id}.contribution")
            )
            if part is not None:
                total, left = total + part, left + weight
        if left not in (0, ALL_WEIGHT):
            total = divide(total * ALL_WEIGHT, left)
        scale = 10 ** (FLAT_SCALE - POINT_SCALE)
        if parent.cap is not None:
            total = min(total, parent.cap * scale)
        if parent.floor is not None:
            total = max(total, parent.floor * scale)
        return total


def lost(row: Row, leaf: Leaf) -> int | None:
    """Points of its score lost on a leaf against its greatest, at the score's scale."""
    points = row.number(f"{leaf.id}.points")
    weight = row.number(f"{leaf.id}.weight")
    if points is None or weight is None:
        return None
    card = card_of(row.bound, leaf.id)
    missed = (leaf.greatest - points) * weight
    for c in card.criteria:
        if isinstance(c, Parent) and leaf.id in {child.id for child in c.children}:
            outer = row.number(f"{c.id}.weight")
            return None if outer is None else missed * outer
    return missed * int(10 ** (card.scale - FLAT_SCALE))


def card_of(bound: BoundPolicy, id: str) -> Scorecard:
    """The scorecard that a criterion, or a criterion made of criteria, stands in."""
    return next(
        card for card in bound.scorecards if id in {c.id for c in (*card.criteria, *card.leaves())}
    )
