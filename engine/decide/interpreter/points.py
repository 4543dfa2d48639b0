"""What points a value earns, and what points a criterion can give at all. docs/language.md 4."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from engine.atoms.numbers import POINT_SCALE
from engine.bind.bound import (
    AsIsPoints,
    BandPoints,
    LinePoints,
    Points,
    RankPoints,
    Steps,
    Type,
    WordPoints,
    YesNoPoints,
)
from engine.decide.interpreter.formulas import Value
from engine.decide.interpreter.ranks import percent_of


def points_of(points: Points, value: Value) -> tuple[int, int]:
    """The step that a value hits, and its points in thousandths.

    >>> points_of(Steps("at_most", (1, 4, 24), (100_000, 80_000, 50_000), 0), 3)
    (1, 80000)
    """
    match points:
        case Steps():
            return _ladder(points, _integer(value))
        case LinePoints():
            return _line(points, _integer(value))
        case BandPoints():
            return _band(points, _integer(value))
        case AsIsPoints(scale=scale):
            return 0, half_up(Fraction(_integer(value) * 10**POINT_SCALE, 10**scale))
        case YesNoPoints(yes=yes, no=no):
            return (0, yes) if value is True else (1, no)
        case WordPoints():
            for number, (word, given) in enumerate(points.words):
                if word == value:
                    return number, given
            return len(points.words), _otherwise(points.otherwise)
        case RankPoints():
            percent = percent_of(points, _integer(value))
            return percent, percent * 10**POINT_SCALE


def _ladder(ladder: Steps, value: int) -> tuple[int, int]:
    for number, (edge, given) in enumerate(zip(ladder.thresholds, ladder.points, strict=True)):
        if value >= edge if ladder.direction == "at_least" else value <= edge:
            return number, given
    return len(ladder.thresholds), ladder.otherwise


def _line(line: LinePoints, value: int) -> tuple[int, int]:
    passed = sum(x <= value for x, _ in line.nodes)
    if passed in (0, len(line.nodes)):
        return passed, line.nodes[0 if passed == 0 else -1][1]
    (x0, p0), (x1, p1) = line.nodes[passed - 1 : passed + 1]
    return passed, half_up(p0 + Fraction(value - x0, x1 - x0) * (p1 - p0))


def _band(bands: BandPoints, value: int) -> tuple[int, int]:
    for number, (first, below, given) in enumerate(bands.rows):
        if first <= value < below:
            return number, given
    return len(bands.rows), _otherwise(bands.otherwise)


def half_up(x: Fraction) -> int:
    """The nearest integer; a half goes up.

    >>> half_up(Fraction(5, 2)), half_up(Fraction(7, 3))
    (3, 2)
    """
    return floor(x + Fraction(1, 2))


def _integer(value: Value) -> int:
    assert isinstance(value, int)
    return value


def _otherwise(points: int | None) -> int:
    assert points is not None, "the policy was checked to cover every value"
    return points


@dataclass(frozen=True, slots=True)
class Reach:
    """The points that a missing criterion could give: these, or every step between two ends."""

    least: int
    greatest: int
    these: tuple[int, ...] | None  # None: every step from least to greatest


def reach(points: Points, t: Type) -> Reach:
    """What some value within the type's bounds or words would earn, in thousandths.

    A ladder changes only at its edges, so the bounds and the values beside each edge meet every
    step that can be met.

    >>> reach(Steps("at_least", (50, 20), (100_000, 70_000), 0), Type("rating", 0, 20, 60)).these
    (70000, 100000)
    """
    if isinstance(points, RankPoints) and points.reference is None:
        whole = tuple(percent * 10**POINT_SCALE for percent in range(101))
        return Reach(whole[0], whole[-1], whole)
    given = sorted({points_of(points, v)[1] for v in _telling_values(points, t)})
    finite = not isinstance(points, LinePoints | AsIsPoints)
    return Reach(given[0], given[-1], tuple(given) if finite else None)


def _telling_values(points: Points, t: Type) -> list[Value]:
    """Values that between them earn all the points that can be earned (of a line: its ends)."""
    match points:
        case YesNoPoints():
            return [True, False]
        case WordPoints(words=words, otherwise=otherwise):
            listed: list[Value] = [w for w, _ in words]
            if t.words is not None:
                return list(t.words)
            return listed if otherwise is None else [*listed, "\0 any other word"]
        case Steps(thresholds=edges):
            pass
        case LinePoints(nodes=nodes):
            edges = tuple(x for x, _ in nodes)
        case BandPoints(rows=rows):
            edges = tuple(edge for first, below, _ in rows for edge in (first, below))
        case RankPoints(edges=percents):
            edges = tuple(at for _, at in percents)
        case AsIsPoints():
            edges = ()
    assert t.low is not None
    assert t.high is not None
    near = {t.low, t.high, *(e + d for e in edges for d in (-1, 0, 1))}
    return [v for v in near if t.low <= v <= t.high]
