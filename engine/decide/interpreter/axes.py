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
from engine.decide.interpreter.scores import Card
from engine.decide.interpreter.tiers import ByCell, ByScore, Gaps, Place, Rung, final, walk


@dataclass(frozen=True, slots=True)
class OnLadder:
    """One score, or none, against the thresholds of tiers."""

    card: Card | None
    rungs: Sequence[Rung]
    effects: Effects

    def place(self, taken: Taken) -> Place:
        """Where the walk ends with open criteria at these points, after caps and rejects."""
        score = None if self.card is None else self.card.score(taken)
        place = walk(self.rungs, ByScore(score), self.effects.cap)
        return final(place, self.effects, len(self.rungs) - 1)

    def places(self, low: Taken, high: Taken) -> set[Place]:
        return {self.place(low), self.place(high)}

    def level(self, id_: str, taken: Taken) -> Level:
        place = self.place(taken)
        return place.number, place.stopped

    def levels(self, id_: str) -> Sequence[Level]:
        return [(rung.number, False) for rung in self.rungs]


@dataclass(frozen=True, slots=True)
class InMatrix:
    """Two scores against their cuts."""

    matrix: Matrix
    cards: Mapping[str, Card]  # those of the two axes, by id
    rungs: Sequence[Rung]
    effects: Effects

    def cut(self, axis: Axis, taken: Taken) -> int:
        """The number of the cut that the axis's score reaches."""
        card = self.cards[axis.card]
        return cut_of(axis, card.scale, card.score(taken))

    def standing(self, taken: Taken) -> ByCell:
        row, column = (self.cut(axis, taken) for axis in self.matrix.axes)
        return ByCell(self.matrix.cells[row][column])

    def places(self, low: Taken, high: Taken) -> set[Place]:
        """Those of every cell from the cuts of one end to the cuts of the other."""
        rows, columns = (
            range(self.cut(axis, high), self.cut(axis, low) + 1) for axis in self.matrix.axes
        )
        last = len(self.rungs) - 1
        return {
            final(
                walk(self.rungs, ByCell(self.matrix.cells[r][c]), self.effects.cap),
                self.effects,
                last,
            )
            for r in rows
            for c in columns
        }

    def level(self, id_: str, taken: Taken) -> Level:
        axis = self._axis_with(id_)
        assert axis is not None
        return self.cut(axis, taken), False

    def levels(self, id_: str) -> Sequence[Level]:
        axis = self._axis_with(id_)
        return [] if axis is None else [(n, False) for n in range(len(axis.cuts))]

    def _axis_with(self, id_: str) -> Axis | None:
        """The axis to whose scorecard an open criterion belongs; None for one of neither."""
        for axis in self.matrix.axes:
            if id_ in self.cards[axis.card].open():
                return axis
        return None


def cut_of(axis: Axis, scale: int, score: int) -> int:
    """The first cut whose points the score reaches."""
    for number, cut in enumerate(axis.cuts):
        edge = edge_of(axis, number, scale)
        if cut.at_least is None or score >= edge:
            return number
    raise AssertionError("the last cut takes every score")


def edge_of(axis: Axis, number: int, scale: int) -> int:
    """The points from which a cut holds, at the score's scale; 0 for the last."""
    return (axis.cuts[number].at_least or 0) * int(10 ** (scale - POINT_SCALE))


def axis_gaps(
    matrix: Matrix,
    which: int,
    cuts: tuple[int, int],
    held: int,
    by_route: bool,
    at: tuple[int, int],
) -> Gaps:
    """What one axis may lose, and what it lacks, the other as it stands.

    `which` is 0 for rows and 1 for columns, `cuts` the customer's cuts, `held` its final tier;
    `at` the score of this axis and its scale.
    """
    axis, (score, scale) = matrix.axes[which], at

    def tier(number: int) -> int:
        row, column = (number, cuts[1]) if which == 0 else (cuts[0], number)
        return matrix.cells[row][column]

    lowest = None
    for number in range(cuts[which], len(axis.cuts)):
        if tier(number) > held:
            break
        lowest = number
    keep = None
    if lowest is not None and lowest < len(axis.cuts) - 1 and not by_route:
        keep = score - edge_of(axis, lowest, scale)
    for number in range(cuts[which], -1, -1):
        if tier(number) < held:
            return Gaps(keep, max(0, edge_of(axis, number, scale) - score))
    return Gaps(keep, None)
