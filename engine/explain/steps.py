"""Points as words and as a function: which step a value hits, and what another value would give."""

from __future__ import annotations

from itertools import pairwise

from engine.atoms.numbers import POINT_SCALE, rescale
from engine.author.policy import Text
from engine.bind.bound import (
    AsIsPoints,
    BandPoints,
    Leaf,
    LinePoints,
    Points,
    RankPoints,
    Steps,
    Type,
    WordPoints,
    YesNoPoints,
)
from engine.explain.values import Value, points_text, shown
from engine.explain.words import both


def points_of(points: Points, value: Value) -> int:
    """The points (thousandths) of a known value.

    >>> points_of(LinePoints(((30, 100000), (180, 40000), (365, 0))), 60)
    88000
    """
    match points:
        case Steps(direction=way, thresholds=edges, points=gives, otherwise=other):
            assert isinstance(value, int)
            for edge, given in zip(edges, gives, strict=True):
                if value >= edge if way == "at_least" else value <= edge:
                    return given
            return other
        case LinePoints(nodes=nodes):
            assert isinstance(value, int)
            return _on_line(nodes, value)
        case WordPoints(words=words, otherwise=other):
            found = dict(words).get(str(value), other)
            assert found is not None
            return found
        case YesNoPoints(yes=yes, no=no):
            return yes if value else no
        case BandPoints(rows=rows, otherwise=other):
            assert isinstance(value, int)
            for low, high, given in rows:
                if low <= value < high:
                    return given
            assert other is not None
            return other
        case AsIsPoints(scale=scale):
            assert isinstance(value, int)
            return rescale(value, scale, POINT_SCALE)
        case RankPoints(low_first=low_first, edges=percents):
            assert isinstance(value, int)
            beaten = (p for p, at in percents if (value < at if low_first else value > at))
            return next(beaten, 0) * int(10**POINT_SCALE)


def _on_line(nodes: tuple[tuple[int, int], ...], x: int) -> int:
    if x <= nodes[0][0]:
        return nodes[0][1]
    for (x0, p0), (x1, p1) in pairwise(nodes):
        if x <= x1:
            dx = x1 - x0
            return (2 * (p0 * dx + (x - x0) * (p1 - p0)) + dx) // (2 * dx)
    return nodes[-1][1]


def step(leaf: Leaf, hit: int, t: Type, currency: str | None) -> Text:
    """The step that was hit, in words: `at least USD 300.00`."""

    def say(v: int) -> Text:
        return shown(v, t, currency)

    match leaf.points:
        case Steps(direction="at_least", thresholds=edges):
            if hit < len(edges):
                return both("step.at_least", edge=say(edges[hit]))
            return both("step.below", edge=say(edges[-1]))
        case Steps(thresholds=edges):
            if hit < len(edges):
                return both("step.at_most", edge=say(edges[hit]))
            return both("step.above", edge=say(edges[-1]))
        case LinePoints(nodes=nodes):
            if hit == 0:
                return both("step.line.before", edge=say(nodes[0][0]))
            if hit == len(nodes):
                return both("step.line.after", edge=say(nodes[-1][0]))
            (x0, p0), (x1, p1) = nodes[hit - 1 : hit + 1]
            return both("step.line", x0=say(x0), p0=points_text(p0), x1=say(x1), p1=points_text(p1))
        case WordPoints(words=words):
            return both("step.word" if hit < len(words) else "step.other_word")
        case YesNoPoints():
            return both("step.answer", answer=shown(hit == 0, t))
        case BandPoints(rows=rows):
            if hit == len(rows):
                return both("step.no_band")
            return both("step.band", low=say(rows[hit][0]), high=say(rows[hit][1]))
        case AsIsPoints():
            return both("step.as_is")
        case RankPoints():
            return both("rank.others", percent=hit)
