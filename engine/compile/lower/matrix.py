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
from engine.compile.lower.moves import Before
from engine.compile.lower.scores import Scores
from engine.compile.lower.tiers import Ladder, TierSteps, Walk


@dataclass(frozen=True, slots=True)
class Part:
    """Scores of an axis that are alike: from `edge` on. `cut` is the number of the cut that they
    reach by `at_least`, `kept` by `keep_at`, which is the same where no tier was held before."""

    edge: int
    cut: int
    kept: int


def parts_of(axis: Axis, scale: int, looks_back: bool) -> tuple[Part, ...]:
    """The parts of an axis, best first."""
    up = 10 ** (scale - POINT_SCALE)
    enter = [cut.at_least or 0 for cut in axis.cuts[:-1]]
    keep = list(enter)
    if looks_back:
        keep = [
            points if cut.keep_at is None else cut.keep_at
            for points, cut in zip(enter, axis.cuts[:-1], strict=True)
        ]
    last = len(enter)

    def first(points: int, edges: list[int]) -> int:
        return min([n for n, edge in enumerate(edges) if edge <= points], default=last)

    edges = sorted({0, *enter, *keep}, reverse=True)
    return tuple(Part(p * up, first(p, enter), first(p, keep)) for p in edges)


@dataclass(frozen=True, slots=True)
class Cuts:
    """The parts of one axis: the numbers of those of the worst and of the best score, and the id
    of the cut at the worst. All missing where the score is."""

    axis: Axis
    scores: Scores
    parts: tuple[Part, ...]
    worst: int
    best: int
    name: int

    @property
    def top(self) -> int:
        """The highest score."""
        return int(MAX_POINTS * 10 ** (self.scores.scale - POINT_SCALE))

    def reached(self, g: Ground, number: int) -> int:
        """Whether a part lies between the worst and the best."""
        b = g.b
        return b.every(
            b.compare("<=", self.best, b.number(number)),
            b.compare(">=", self.worst, b.number(number)),
        )


class CellLadder(Ladder):
    """What the tiers ask of a customer's points, which here are the tier that its cell names."""

    def __init__(
        self,
        g: Ground,
        tiers: list[TierSteps],
        cap: int,
        matrix: Matrix,
        before: Before | None = None,
    ) -> None:
        super().__init__(g, tiers, cap, POINT_SCALE, before)
        self.matrix = matrix

    def asks(self, t: TierSteps) -> bool:
        return self.matrix.named(t.number)

    def first(self, t: TierSteps, points: int | None) -> int:
        b = self.g.b
        if not self.asks(t):
            return b.truth(True)
        assert points is not None
        return b.compare("<=", points, b.number(t.number))

    def enough_for(self, tiers: tuple[int, int]) -> int:
        """The best tier that the points are enough for, of a cell by `at_least` and one by
        `keep_at`, which counts for the tier held and every worse one."""
        b, (enter, keep) = self.g.b, tiers
        if self.before is None or enter <= keep:
            return b.number(enter)
        return b.least(b.number(enter), b.greatest(self.before.held, b.number(keep)))


class Grid:
    """A matrix for one customer: its cell, and the walks of the cells around it.

    `cell` is the tier that the cell of both worsts names, `enough` the best tier for which the
    points are enough when the tier held before is asked too; both missing where a score is.
    """

    def __init__(
        self, g: Ground, matrix: Matrix, scores: Mapping[str, Scores], ladder: CellLadder
    ) -> None:
        self.g, self.matrix, self.ladder = g, matrix, ladder
        with g.b.about("matrix"):
            back = ladder.before is not None
            self.axes = tuple(lower_cuts(g, axis, scores[axis.card], back) for axis in matrix.axes)
            self.cell, kept = self._cell()
            self.enough = self.cell
            if ladder.before is not None:
                b = g.b
                self.enough = b.least(self.cell, b.greatest(kept, ladder.before.held))
        self._walks: dict[int, Walk] = {}

    def _cell(self) -> tuple[int, int]:
        """The tiers of the customer's cell by `at_least` and by `keep_at`."""
        b, (rows, columns) = self.g.b, self.axes
        unknown = b.some(b.missing(rows.worst), b.missing(columns.worst))
        cells: list[tuple[int, Row]] = [(unknown, (None, None))]
        for r in range(len(rows.parts)):
            for c in range(len(columns.parts)):
                here = b.every(b.equals(rows.worst, r), b.equals(columns.worst, c))
                cells.append((here, self._tiers(r, c)))
        last = cells.pop()[1]
        cell, kept = b.choose(cells, last)
        return cell, kept

    def _tiers(self, row: int, column: int) -> tuple[int, int]:
        """The tiers of two parts by `at_least` and by `keep_at`."""
        r, c, cells = self.axes[0].parts[row], self.axes[1].parts[column], self.matrix.cells
        return cells[r.cut][c.cut], cells[r.kept][c.kept]

    def walk_of(self, tiers: tuple[int, int]) -> Walk:
        """The walk of two parts with these tiers."""
        points = self.ladder.enough_for(tiers)
        if points not in self._walks:
            self._walks[points] = self.ladder.walk(points)
        return self._walks[points]

    def differs(self, walk: Walk, reject: int) -> int:
        """Whether some cell between the worst and the best of both axes ends otherwise than the
        walk of the worst one."""
        b, (rows, columns) = self.g.b, self.axes
        if rows.worst == rows.best and columns.worst == columns.best:
            return b.truth(False)
        with b.about("both ways"):
            between: dict[tuple[int, int], list[int]] = {}
            for r in range(len(rows.parts)):
                for c in range(len(columns.parts)):
                    there = b.every(rows.reached(self.g, r), columns.reached(self.g, c))
                    between.setdefault(self._tiers(r, c), []).append(there)
            found = []
            for tiers in sorted(between):
                other = b.compare("!=", self.walk_of(tiers).state, walk.state)
                found.append(b.every(b.some(*between[tiers]), other))
            return b.holds(b.every(b.some(*found), b.negate(reject)))

    def classes(self, which: int) -> list[Class]:
        """The parts of one axis as classes of its score, worst first: neighbours whose cells, over
        all parts that the other axis may reach, end in one thing share a ceiling."""
        b, own = self.g.b, self.axes[which]
        found: list[Class] = []
        above: tuple[int, int, int] | None = None  # floor, ceiling and state of the part above
        alike_above = b.truth(False)
        for number, part in enumerate(own.parts):
            state, alike = self._state(which, number)
            if above is None:
                ceiling = b.number(own.top + 1)
            else:
                same = b.every(b.compare("==", state, above[2]), alike_above)
                ceiling = b.case([(same, above[1])], b.number(above[0]))
            above, alike_above = (part.edge, ceiling, state), alike
            decided = b.every(alike, b.compare("<=", state, b.number(self.ladder.last)))
            found.append(Class(part.edge, ceiling, decided))
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

    def _line(self, which: int, number: int) -> Sequence[tuple[int, int]]:
        """The tiers of a row (which is 0) or of a column, by the parts of the other axis."""
        if which == 0:
            return [self._tiers(number, c) for c in range(len(self.axes[1].parts))]
        return [self._tiers(r, number) for r in range(len(self.axes[0].parts))]

    def gaps(self, which: int, final: int, route: int) -> tuple[int, int]:
        """What the score of one axis may lose, and what it lacks, the other as it stands."""
        b, own, other = self.g.b, self.axes[which], self.axes[1 - which]
        score, nothing = own.scores.score.least, b.nothing("int")
        enough: list[int] = []  # the tiers of each part of this axis, with the other's own part
        named: list[int] = []
        for number in range(len(own.parts)):
            line = self._line(which, number)
            for tiers, found in ((enough, [self.ladder.enough_for(t) for t in line]),
                                 (named, [b.number(t) for t, _ in line])):  # fmt: skip
                *cells, last = [(b.equals(other.worst, k), t) for k, t in enumerate(found)]
                tiers.append(b.when(b.present(other.worst), b.case(cells, last[1])))
        keep, reach = [], []
        for number, tier in enumerate(enough):
            worse = b.compare(">", tier, final)
            keep.append((b.every(worse, b.equals(own.worst, number)), nothing))
            if number:
                passed = b.compare("<", own.worst, b.number(number))
                margin = b.subtract(score, b.number(own.parts[number - 1].edge))
                keep.append((b.every(worse, passed), margin))
        for number, tier in reversed(list(enumerate(named))):
            within = b.compare(">=", own.worst, b.number(number))
            better = b.every(within, b.compare("<", tier, final))
            wanting = b.subtract(b.number(own.parts[number].edge), score)
            reach.append((better, b.greatest(wanting, b.number(0))))
        kept = b.when(b.missing(route), b.case(keep, nothing))
        return kept, b.case(reach, nothing)


def lower_cuts(g: Ground, axis: Axis, scores: Scores, looks_back: bool) -> Cuts:
    """The part of the worst score and of the best: the first whose points are reached."""
    parts = parts_of(axis, scores.scale, looks_back)

    def part(score: int) -> tuple[int, int]:
        b = g.b
        rows: list[tuple[int, Row]] = [(b.missing(score), (None, None))]
        for k, one in enumerate(parts[:-1]):
            reached = b.compare(">=", score, b.number(one.edge))
            rows.append((reached, (k, axis.cuts[one.cut].id)))
        number, name = b.choose(rows, (len(parts) - 1, axis.cuts[parts[-1].cut].id))
        return number, name

    worst, name = part(scores.score.least)
    best, _ = part(scores.score.greatest)
    return Cuts(axis, scores, parts, worst, best, name)
