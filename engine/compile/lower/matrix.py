"""Two axes: each score's cut, the cell in which they meet, and what lies between two ends
(docs/language.md 6 and 13, "Two axes")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.atoms.numbers import MAX_POINTS, POINT_SCALE
from engine.bind.bound import Axis, Matrix
from engine.compile.build import Row
from engine.compile.lower.both_ways import Class
from engine.compile.lower.ground import Ground
from engine.compile.lower.scores import Scores
from engine.compile.lower.tiers import Ladder, TierSteps, Walk


@dataclass(frozen=True, slots=True)
class Cuts:
    """The cuts of one axis: their numbers at the worst and at the best score, and the id at the
    worst. All missing where the score is."""

    axis: Axis
    scores: Scores
    worst: int
    best: int
    name: int

    def edge(self, number: int) -> int:
        """The points from which a cut holds, at the score's scale; 0 for the last."""
        return (self.axis.cuts[number].at_least or 0) * self._up

    @property
    def top(self) -> int:
        """The highest score."""
        return MAX_POINTS * self._up

    @property
    def _up(self) -> int:
        return int(10 ** (self.scores.scale - POINT_SCALE))

    def reached(self, g: Ground, number: int) -> int:
        """Whether a cut lies between the worst and the best."""
        b = g.b
        return b.every(
            b.compare("<=", self.best, b.number(number)),
            b.compare(">=", self.worst, b.number(number)),
        )


class CellLadder(Ladder):
    """What the tiers ask of a customer's points, which here are the tier that its cell names."""

    def __init__(self, g: Ground, tiers: list[TierSteps], cap: int, matrix: Matrix) -> None:
        super().__init__(g, tiers, cap, POINT_SCALE)
        self.matrix = matrix

    def asks(self, t: TierSteps) -> bool:
        return self.matrix.named(t.number)

    def first(self, t: TierSteps, points: int | None) -> int:
        b = self.g.b
        if not self.asks(t):
            return b.truth(True)
        assert points is not None
        return b.compare("<=", points, b.number(t.number))


class Grid:
    """A matrix for one customer: its cell, and the walks of the cells around it."""

    def __init__(
        self, g: Ground, matrix: Matrix, scores: Mapping[str, Scores], ladder: CellLadder
    ) -> None:
        self.g, self.matrix, self.ladder = g, matrix, ladder
        with g.b.about("matrix"):
            self.axes = tuple(lower_cuts(g, axis, scores[axis.card]) for axis in matrix.axes)
            self.cell = self._cell()
        self._walks: dict[int, Walk] = {}

    def _cell(self) -> int:
        """The tier that the cell of both worsts names; missing where a score is."""
        b, (rows, columns) = self.g.b, self.axes
        unknown = b.some(b.missing(rows.worst), b.missing(columns.worst))
        cells: list[tuple[int, Row]] = [(unknown, (None,))]
        for r, row in enumerate(self.matrix.cells):
            for c, tier in enumerate(row):
                here = b.every(b.equals(rows.worst, r), b.equals(columns.worst, c))
                cells.append((here, (tier,)))
        last = cells.pop()[1]
        return b.choose(cells, last)[0]

    def walk_of(self, tier: int) -> Walk:
        """The walk of a cell that names this tier."""
        if tier not in self._walks:
            self._walks[tier] = self.ladder.walk(self.g.b.number(tier))
        return self._walks[tier]

    def differs(self, walk: Walk, reject: int) -> int:
        """Whether some cell between the worst and the best of both axes ends otherwise than the
        walk of the worst one."""
        b, (rows, columns) = self.g.b, self.axes
        if rows.worst == rows.best and columns.worst == columns.best:
            return b.truth(False)
        with b.about("both ways"):
            found = []
            for tier in sorted({t for row in self.matrix.cells for t in row}):
                between = [
                    b.every(rows.reached(self.g, r), columns.reached(self.g, c))
                    for r, row in enumerate(self.matrix.cells)
                    for c, named in enumerate(row)
                    if named == tier
                ]
                other = b.compare("!=", self.walk_of(tier).state, walk.state)
                found.append(b.every(b.some(*between), other))
            return b.holds(b.every(b.some(*found), b.negate(reject)))

    def classes(self, which: int) -> list[Class]:
        """The cuts of one axis as classes of its score, worst first: neighbours whose cells, over
        all cuts that the other axis may reach, end in one thing share a ceiling."""
        b, own = self.g.b, self.axes[which]
        found: list[Class] = []
        above: tuple[int, int, int] | None = None  # floor, ceiling and state of the cut above
        alike_above = b.truth(False)
        for number in range(len(own.axis.cuts)):
            state, alike = self._state(which, number)
            floor = own.edge(number)
            if above is None:
                ceiling = b.number(own.top + 1)
            else:
                same = b.every(b.compare("==", state, above[2]), alike_above)
                ceiling = b.case([(same, above[1])], b.number(above[0]))
            above, alike_above = (floor, ceiling, state), alike
            decided = b.every(alike, b.compare("<=", state, b.number(self.ladder.last)))
            found.append(Class(floor, ceiling, decided))
        return found[::-1]

    def _state(self, which: int, number: int) -> tuple[int, int]:
        """What the cells of one row (or column) come to: the state of the worst that the other
        axis may reach, and whether all that it may reach have that state."""
        b, other = self.g.b, self.axes[1 - which]
        states = [self.walk_of(t).state for t in self._line(which, number)]
        *first, last = [(b.equals(other.worst, k), s) for k, s in enumerate(states)]
        state = b.case(first, last[1])
        alike = [
            b.some(b.negate(other.reached(self.g, k)), b.compare("==", s, state))
            for k, s in enumerate(states)
        ]
        return state, b.holds(b.every(*alike))

    def _line(self, which: int, number: int) -> Sequence[int]:
        """The tiers of a row (which is 0) or of a column."""
        if which == 0:
            return self.matrix.cells[number]
        return [row[number] for row in self.matrix.cells]

    def gaps(self, which: int, final: int, route: int) -> tuple[int, int]:
        """What the score of one axis may lose, and what it lacks, the other as it stands."""
        b, own, other = self.g.b, self.axes[which], self.axes[1 - which]
        score, nothing = own.scores.score.least, b.nothing("int")
        tiers = []  # the tier of each cut of this axis, with the other's own cut
        for number in range(len(own.axis.cuts)):
            *cells, last = [(b.equals(other.worst, k), b.number(t))
                            for k, t in enumerate(self._line(which, number))]  # fmt: skip
            tiers.append(b.when(b.present(other.worst), b.case(cells, last[1])))
        keep, reach = [], []
        for number, tier in enumerate(tiers):
            worse = b.compare(">", tier, final)
            keep.append((b.every(worse, b.equals(own.worst, number)), nothing))
            if number:
                passed = b.compare("<", own.worst, b.number(number))
                margin = b.subtract(score, b.number(own.edge(number - 1)))
                keep.append((b.every(worse, passed), margin))
        for number, tier in reversed(list(enumerate(tiers))):
            within = b.compare(">=", own.worst, b.number(number))
            better = b.every(within, b.compare("<", tier, final))
            wanting = b.subtract(b.number(own.edge(number)), score)
            reach.append((better, b.greatest(wanting, b.number(0))))
        kept = b.when(b.missing(route), b.case(keep, nothing))
        return kept, b.case(reach, nothing)


def lower_cuts(g: Ground, axis: Axis, scores: Scores) -> Cuts:
    """The cut at the worst score and at the best: the first whose points are reached."""

    def cut(score: int) -> tuple[int, int]:
        b, up = g.b, 10 ** (scores.scale - POINT_SCALE)
        rows: list[tuple[int, Row]] = [(b.missing(score), (None, None))]
        for k, one in enumerate(axis.cuts[:-1]):
            assert one.at_least is not None
            edge = b.number(one.at_least * up)
            rows.append((b.compare(">=", score, edge), (k, one.id)))
        number, name = b.choose(rows, (len(axis.cuts) - 1, axis.cuts[-1].id))
        return number, name

    worst, name = cut(scores.score.least)
    best, _ = cut(scores.score.greatest)
    return Cuts(axis, scores, worst, best, name)
