"""What a criterion's points can be, over all values that a type and its bounds allow."""

from __future__ import annotations

from itertools import pairwise

from engine.atoms.numbers import POINT_SCALE, divide, rescale
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
from engine.bind.kinds import interval


def reach(points: Points, of: Type) -> tuple[int, int]:
    """(least, greatest) points in thousandths.

    >>> reach(Steps("at_least", (80, 60), (100000, 50000), 0), Type("whole", 0, 60, 90))
    (50000, 100000)
    """
    match points:
        case LinePoints() | AsIsPoints():
            found = _along(points, of)
        case RankPoints():
            found = ranks(points, of)
        case _:
            found = [p for p in hits(points, of) if p is not None]
    return min(found), max(found)


def hits(points: Points, of: Type) -> list[int | None]:
    """The points of each step that some value hits, None for one that none hits.

    `otherwise` is last where the form has it. Not for `line` and `as_is`, which have no steps.
    """
    match points:
        case YesNoPoints(yes=yes, no=no):
            return [yes, no]
        case WordPoints(words=words, otherwise=otherwise):
            found: list[int | None] = [
                p if of.words is None or w in of.words else None for w, p in words
            ]
            listed = {w for w, _ in words}
            met = of.words is None or any(w not in listed for w in of.words)
            return [*found, otherwise if met else None] if otherwise is not None else found
        case Steps():
            return _steps(points, of)
        case BandPoints(rows=rows, otherwise=otherwise):
            low, high = interval(of)
            found = [p if max(a, low) <= min(b - 1, high) else None for a, b, p in rows]
            if otherwise is None:
                return found
            return [*found, otherwise if gaps(points, low, high) else None]
        case _:
            return []


def ranks(points: RankPoints, of: Type) -> list[int]:
    """The points that a rank can give: against a reference those of its percents that some value
    has, else every whole percent.

    >>> ranks(RankPoints(edges=((90, 70), (50, 20))), Type("whole", 0, 30, 60))
    [50000]
    """
    if not points.edges:
        return [percent * 10**POINT_SCALE for percent in range(101)]
    low, high = interval(of)
    worst, best = (high, low) if points.low_first else (low, high)
    found = []
    for end in (worst, best):
        beaten = (p for p, x in points.edges if (end < x if points.low_first else end > x))
        found.append(next(beaten, 0))
    percents = {0, *(p for p, _ in points.edges)}
    return sorted(p * 10**POINT_SCALE for p in percents if found[0] <= p <= found[1])


def gaps(points: BandPoints, low: int, high: int) -> list[tuple[int, int]]:
    """The stretches from `low` up to `high`, both inclusive, that no band covers."""
    found, at = [], low
    for start, below, _ in sorted(points.rows):
        if start > at and at <= high:
            found.append((at, min(start - 1, high)))
        at = max(at, below)
    if at <= high:
        found.append((at, high))
    return found


def line_at(points: LinePoints, x: int) -> int:
    """The points of a value on a line, rounded half up once.

    >>> line_at(LinePoints(((0, 0), (30, 100000))), 1)
    3333
    """
    nodes = points.nodes
    if x <= nodes[0][0]:
        return nodes[0][1]
    for (x0, p0), (x1, p1) in pairwise(nodes):
        if x < x1:
            return divide(p0 * (x1 - x0) + (x - x0) * (p1 - p0), x1 - x0)
    return nodes[-1][1]


def _along(points: LinePoints | AsIsPoints, of: Type) -> list[int]:
    low, high = interval(of)
    if isinstance(points, AsIsPoints):
        return [rescale(x, points.scale, POINT_SCALE) for x in (low, high)]
    inside = [x for x, _ in points.nodes if low < x < high]
    return [line_at(points, x) for x in (low, *inside, high)]


def _steps(points: Steps, of: Type) -> list[int | None]:
    low, high = interval(of)
    found: list[int | None] = []
    for threshold, p in zip(points.thresholds, points.points, strict=True):
        if points.direction == "at_least":  # holds from the threshold up to what is left
            found.append(p if max(threshold, low) <= high else None)
            high = min(high, threshold - 1)
        else:
            found.append(p if low <= min(threshold, high) else None)
            low = max(low, threshold + 1)
    found.append(points.otherwise if low <= high else None)
    return found
