"""Two axes: each score's cut, the cell in which they meet, and what lies between two ends.

docs/language.md 6 and 13 ("Two axes").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.atoms.numbers import POINT_SCALE
from engine.bind.bound import Axis, Matrix
from engine.decide.interpreter.both_ways import Level, Taken
from engine.decide.interpreter.flags import Effects
from engine.decide.interpreter.moves import Before, Place
from engine.decide.interpreter.scores import Card
from engine.decide.interpreter.tiers import ByCell, ByScore, Gaps, Rung, Standing, final, walk


@dataclass(frozen=True, slots=True)
class OnLadder:
    """One score, or none, against the thresholds of tiers."""

    card: Card | None
    rungs: Sequence[Rung]
    before: Before
    effects: Effects

    def standing(self, taken: Taken) -> ByScore:
        score = None if self.card is None else self.card.score(taken)
        return ByScore(score, self.before.number)

    def places(self, low: Taken, high: Taken) -> set[Place]:
        """Those of both ends, and of every threshold between them: moves may bring two ends
        together over a tier at which the walk would stop."""
        standings = [self.standing(low), self.standing(high)]
        worst, best = (standing.score for standing in standings)
        if worst is not None and best is not None:
            edges = {e for r in self.rungs for e in (r.at_least, r.keep_at) if e is not None}
            held = self.before.number
            standings += [ByScore(edge, held) for edge in edges if worst < edge < best]
        return {self._final(self._walk(standing)) for standing in standings}

    def level(self, id_: str, taken: Taken) -> Level:
        place = self._walk(self.standing(taken))
        return place.number, place.stopped

    def levels(self, id_: str) -> Sequence[Level]:
        return [(rung.number, False) for rung in self.rungs]

    def _walk(self, standing: Standing) -> Place:
        return walk(self.rungs, standing, self.effects.cap)

    def _final(self, place: Place) -> Place:
        return final(place, self.before, self.effects, len(self.rungs) - 1)


@dataclass(frozen=True, slots=True)
class Part:
    """Scores of an axis that are alike to cuts: from `edge` points on, up to the part before.
    `cut` is the number of the cut by `at_least`, `kept` of that by `keep_at`."""

    edge: int
    cut: int
    kept: int


def parts_of(axis: Axis, scale: int) -> list[Part]:
    """The parts of an axis, best first, from both kinds of points that its cuts have."""
    up = int(10 ** (scale - POINT_SCALE))
    enter = [cut.at_least or 0 for cut in axis.cuts]
    keep = [e if c.keep_at is None else c.keep_at for e, c in zip(enter, axis.cuts, strict=True)]
    enter[-1] = keep[-1] = 0

    def first(points: int, edges: Sequence[int]) -> int:
        return next(n for n, edge in enumerate(edges) if points >= edge)

    edges = sorted({*enter, *keep}, reverse=True)
    return [Part(points * up, first(points, enter), first(points, keep)) for points in edges]


@dataclass(frozen=True, slots=True)
class InMatrix:
    """Two scores against their cuts."""

    matrix: Matrix
    cards: Mapping[str, Card]  # those of the two axes, by id
    rungs: Sequence[Rung]
    before: Before
    effects: Effects

    def parts(self, axis: Axis) -> list[Part]:
        return parts_of(axis, self.cards[axis.card].scale)

    def part(self, axis: Axis, taken: Taken) -> int:
        """The number of the part that the axis's score lies in."""
        score = self.cards[axis.card].score(taken)
        return next(n for n, part in enumerate(self.parts(axis)) if score >= part.edge)

    def cut(self, axis: Axis, taken: Taken) -> int:
        """The number of the cut that the axis's score reaches."""
        return self.parts(axis)[self.part(axis, taken)].cut

    def standing(self, taken: Taken) -> ByCell:
        row, column = (self.part(axis, taken) for axis in self.matrix.axes)
        return self.cell(row, column)

    def cell(self, row: int, column: int) -> ByCell:
        """What two parts give."""
        r, c = self.parts(self.matrix.rows)[row], self.parts(self.matrix.columns)[column]
        cells = self.matrix.cells
        return ByCell(cells[r.cut][c.cut], cells[r.kept][c.kept], self.before.number)

    def places(self, low: Taken, high: Taken) -> set[Place]:
        """Those of every cell from the parts of one end to the parts of the other."""
        rows, columns = (
            range(self.part(axis, high), self.part(axis, low) + 1) for axis in self.matrix.axes
        )
        last, cap = len(self.rungs) - 1, self.effects.cap
        return {
            final(walk(self.rungs, self.cell(r, c), cap), self.before, self.effects, last)
            for r in rows
            for c in columns
        }

    def level(self, id_: str, taken: Taken) -> Level:
        axis = self._axis_with(id_)
        assert axis is not None
        return self.part(axis, taken), False

    def levels(self, id_: str) -> Sequence[Level]:
        axis = self._axis_with(id_)
        return [] if axis is None else [(n, False) for n in range(len(self.parts(axis)))]

    def _axis_with(self, id_: str) -> Axis | None:
        """The axis to whose scorecard an open criterion belongs; None for one of neither."""
        for axis in self.matrix.axes:
            if id_ in self.cards[axis.card].open():
                return axis
        return None

    def gaps(self, which: int, taken: Taken, held: int, by_route: bool) -> Gaps:
        """What one axis may lose, and what it lacks, the other as it stands.

        `which` is 0 for rows and 1 for columns, `held` the number of the final tier.
        """
        axis = self.matrix.axes[which]
        score, parts = self.cards[axis.card].score(taken), self.parts(axis)
        own, other = self.part(axis, taken), self.part(self.matrix.axes[1 - which], taken)

        def there(number: int) -> ByCell:
            return self.cell(number, other) if which == 0 else self.cell(other, number)

        lowest = None
        for number in range(own, len(parts)):
            if there(number).best > held:
                break
            lowest = number
        keep = None
        if lowest is not None and lowest < len(parts) - 1 and not by_route:
            keep = score - parts[lowest].edge
        for number in range(own, -1, -1):
            if there(number).tier < held:
                return Gaps(keep, max(0, parts[number].edge - score))
        return Gaps(keep, None)
