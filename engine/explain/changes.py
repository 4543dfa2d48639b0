"""The least change of one criterion's value that brings its points where they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from engine.atoms.numbers import MAX_POINTS
from engine.bind.bound import (
    AsIsPoints,
    BandPoints,
    Leaf,
    LinePoints,
    Steps,
    Type,
    WordPoints,
    YesNoPoints,
)
from engine.explain.steps import points_of, words_of
from engine.explain.values import Value

Wanted = Callable[[int], bool]  # of points, in thousandths
Way = Literal["rises_to", "falls_to", "falls_below", "rises_above", "becomes"]


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one criterion put in place of another, all else as it was.

    `to` is the value reached; `edge` the one to speak of (`falls_below` and `rises_above` name
    the edge that is passed). `distance` is how far the value moves, for numbers.
    """

    leaf: Leaf
    way: Way
    now: Value
    to: Value
    edge: Value
    points: int

    @property
    def distance(self) -> int:
        if isinstance(self.now, int) and isinstance(self.to, int):
            return abs(self.to - self.now)
        return 0


def least_change(leaf: Leaf, t: Type, now: Value, wanted: Wanted) -> Change | None:
    """The nearest value whose points are `wanted`, or None when no value has them.

    `wanted` holds from some points on, or below some. For words, and where `now` is missing,
    the value is named whose points do no more than is wanted.
    """
    match leaf.points:
        case WordPoints() | YesNoPoints():
            return _choice(leaf, t, now, wanted)
        case _ if now is None:
            return _from_nothing(leaf, t, wanted)
        case _:
            assert isinstance(now, int)
            found = [c for c in _moves(leaf, t, now, wanted) if wanted(c.points)]
            return min(found, key=lambda c: c.distance, default=None)


def _choice(leaf: Leaf, t: Type, now: Value, wanted: Wanted) -> Change | None:
    values: list[Value] = (
        [True, False] if isinstance(leaf.points, YesNoPoints) else list(words_of(leaf, t))
    )
    fits = [(points_of(leaf.points, v), v) for v in values if v != now]
    return _mildest(leaf, now, [(p, v, v) for p, v in fits if wanted(p)], wanted)


def _from_nothing(leaf: Leaf, t: Type, wanted: Wanted) -> Change | None:
    """What a missing value has to be: the first wanted place of every stretch is tried."""
    fits: list[tuple[int, Value, Value]] = []
    at_most = isinstance(leaf.points, Steps) and leaf.points.direction == "at_most"
    for low, high in _stretches(leaf, t):
        for start, end in ((low, high), (high, low)):
            to = _search(leaf, start, end, wanted)
            if to is not None:
                edge = high if at_most else to
                fits.append((points_of(leaf.points, to), to, edge))
    return _mildest(leaf, None, fits, wanted)


def _mildest(
    leaf: Leaf, now: Value, fits: list[tuple[int, Value, Value]], wanted: Wanted
) -> Change | None:
    """Of (points, value, edge), the one that does no more than is wanted."""
    if not fits:
        return None
    more = wanted(MAX_POINTS)
    points, to, edge = min(fits, key=lambda fit: fit[0] if more else -fit[0])
    return Change(leaf, "becomes", now, to, edge, points)


def _moves(leaf: Leaf, t: Type, now: int, wanted: Wanted) -> Iterator[Change]:
    """Candidates: into each step or band, or to the first wanted place of each line segment."""
    for low, high in _stretches(leaf, t):
        if isinstance(leaf.points, LinePoints | AsIsPoints):
            for start, end in _directions(low, high, now):
                to = _search(leaf, start, end, wanted)
                if to is not None:
                    yield _onto(leaf, now, to)
        elif not low <= now <= high:
            yield _into(leaf, now, low, high)


def _directions(low: int, high: int, now: int) -> list[tuple[int, int]]:
    """A stretch as walked away from `now`: start and end, in one or both directions."""
    if high <= now:
        return [(high, low)]
    if low >= now:
        return [(low, high)]
    return [(now, low), (now, high)]


def _onto(leaf: Leaf, now: int, to: int) -> Change:
    """The move to a place on a slope: up to it for more points, past it for fewer."""
    points, up = points_of(leaf.points, to), to > now
    if points < points_of(leaf.points, now):
        way: Way = "rises_above" if up else "falls_below"
        return Change(leaf, way, now, to, to - 1 if up else to + 1, points)
    return Change(leaf, "rises_to" if up else "falls_to", now, to, to, points)


def _into(leaf: Leaf, now: int, low: int, high: int) -> Change:
    """The move into a step or band from outside it, spoken of as its author drew the edge."""
    points = points_of(leaf.points, low)
    at_most = isinstance(leaf.points, Steps) and leaf.points.direction == "at_most"
    if low > now:
        if at_most:
            return Change(leaf, "rises_above", now, low, low - 1, points)
        return Change(leaf, "rises_to", now, low, low, points)
    if at_most:
        return Change(leaf, "falls_to", now, high, high, points)
    return Change(leaf, "falls_below", now, high, high + 1, points)


def _stretches(leaf: Leaf, t: Type) -> list[tuple[int, int]]:
    """Ranges of values, inside the type's bounds, on which points are constant or one line."""
    assert t.low is not None and t.high is not None
    match leaf.points:
        case Steps(direction="at_least", thresholds=edges):
            cuts = sorted(edges)
        case Steps(thresholds=edges):
            cuts = [e + 1 for e in sorted(edges)]
        case BandPoints(rows=rows):
            cuts = sorted({e for low, high, _ in rows for e in (low, high)})
        case LinePoints(nodes=nodes):
            xs = [t.low, *(x for x, _ in nodes if _inside(t, x)), t.high]
            return list(pairwise(xs))
        case _:
            return [(t.low, t.high)]
    starts = [t.low, *(c for c in cuts if _inside(t, c) and c != t.low)]
    ends = [*(s - 1 for s in starts[1:]), t.high]
    return list(zip(starts, ends, strict=True))


def _search(leaf: Leaf, start: int, end: int, wanted: Wanted) -> int | None:
    """The first place from `start` towards `end` with wanted points; None when `end` has none."""

    def fits(x: int) -> bool:
        return wanted(points_of(leaf.points, x))

    if fits(start):
        return start
    if not fits(end):
        return None
    bad, good = start, end
    while abs(good - bad) > 1:
        middle = (bad + good) // 2
        bad, good = (bad, middle) if fits(middle) else (middle, good)
    return good


def _inside(t: Type, value: int) -> bool:
    assert t.low is not None and t.high is not None
    return t.low <= value <= t.high
