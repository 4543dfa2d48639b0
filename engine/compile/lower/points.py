"""A criterion's points: the value, the step that is hit, and what stands in for a missing value
(docs/language.md 4 and 13)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from engine.atoms.numbers import POINT_SCALE
from engine.bind.bound import (
    AsIsPoints,
    BandPoints,
    Leaf,
    LinePoints,
    Missing,
    RankPoints,
    Steps,
    Type,
    WordPoints,
    YesNoPoints,
)
from engine.compile.build import Row
from engine.compile.lower.ground import Ground, Value
from engine.compile.lower.ranks import attainable_ranks, lower_rank


@dataclass(slots=True)
class LeafSteps:
    """`least` and `greatest` are the points at both ends: the same step unless the value is
    missing both ways. They are missing where a missing value has no points. A value without a
    rank is as good as missing."""

    leaf: Leaf
    value: int
    missing: int
    hit: int
    least: int
    greatest: int
    unranked: int | None = None  # a value, and nobody to compare it with
    asked: int | None = None  # whether it applies to the customer; None: to all

    @property
    def how(self) -> str:
        """The rule for a missing value."""
        return self.leaf.missing.how if self.leaf.missing is not None else "refer"


def stand_in(rule: Missing | None, least: int, greatest: int) -> tuple[int | None, int | None]:
    """The points of a missing criterion, at its worst and at its best."""
    match None if rule is None else rule.how:
        case "keep":
            return 0, 0
        case "points":
            assert rule is not None
            return rule.points, rule.points
        case "both_ways":
            return least, greatest
        case _:
            return None, None


def lower_leaf(g: Ground, leaf: Leaf, asked: int | None = None) -> LeafSteps:
    """A criterion; where it is not `asked`, it has no value and nothing is missing."""
    value = g.values[leaf.field]
    if asked is None:
        return _leaf(g, leaf, value)
    b = g.b
    s = _leaf(g, leaf, Value(b.when(asked, value.step), value.scale))
    least = b.when(asked, s.least)
    greatest = least if s.greatest == s.least else b.when(asked, s.greatest)
    missing = b.every(asked, s.missing)
    return LeafSteps(leaf, s.value, missing, s.hit, least, greatest, s.unranked, asked)


def _leaf(g: Ground, leaf: Leaf, value: Value) -> LeafSteps:
    low, high = stand_in(leaf.missing, leaf.least, leaf.greatest)
    match leaf.points:
        case LinePoints() | AsIsPoints() as form:
            return _measured(g, leaf, form, value, (low, high))
        case RankPoints() as form:
            return _ranked(g, leaf, form, value, (low, high))
        case form:
            rows, otherwise = _rows(g, form, value.step)
    b = g.b
    table: list[tuple[int, Row]] = [(c, (hit, points, points)) for c, hit, points in rows]
    last: Row = (otherwise[0], otherwise[1], otherwise[1])
    if isinstance(leaf.points, YesNoPoints):  # unknown is what is neither
        if b.nullable(value.step):
            table, last = [*table, (b.negate(value.step), last)], (None, low, high)
    else:
        table.insert(0, (b.missing(value.step), (None, low, high)))
    hit, least, greatest = b.choose(table, last)
    if low == high:
        greatest = least
    missing = b.missing(hit) if b.nullable(value.step) else b.truth(False)
    return LeafSteps(leaf, value.step, missing, hit, least, greatest)


def _rows(
    g: Ground, form: Steps | WordPoints | YesNoPoints | BandPoints, v: int
) -> tuple[list[tuple[int, int, int]], tuple[int, int]]:
    """(condition, hit, points) in order, and (hit, points) otherwise."""
    b = g.b
    rows: list[tuple[int, int, int]]
    match form:
        case Steps(direction=direction, thresholds=thresholds, points=points, otherwise=last):
            op = ">=" if direction == "at_least" else "<="
            rows = [
                (b.compare(op, v, b.number(t)), k, p)
                for k, (t, p) in enumerate(zip(thresholds, points, strict=True))
            ]
            return rows, (len(rows), last)
        case WordPoints(words=words, otherwise=other):
            rows = [(b.equals(v, word), k, p) for k, (word, p) in enumerate(words)]
        case YesNoPoints(yes=yes, no=no):
            return [(v, 0, yes)], (1, no)
        case BandPoints(rows=bands, otherwise=other):
            rows = [
                (b.every(b.compare(">=", v, b.number(f)), b.compare("<", v, b.number(t))), k, p)
                for k, (f, t, p) in enumerate(bands)
            ]
    if other is None:  # all that the field may hold is listed, so the last needs no asking
        _, hit, points_ = rows.pop()
        return rows, (hit, points_)
    return rows, (len(rows), other)


def _measured(
    g: Ground,
    leaf: Leaf,
    form: LinePoints | AsIsPoints,
    value: Value,
    missing: tuple[int | None, int | None],
) -> LeafSteps:
    """Points that follow the value, and not from a table."""
    b, v = g.b, value.step
    if isinstance(form, AsIsPoints):
        points = b.rescale(v, value.scale, POINT_SCALE)
        (hit,) = b.choose([(b.missing(v), (None,))], (0,))
    else:
        points, hit = _line(g, form, v)
    b.known(points, leaf.least, leaf.greatest)
    return LeafSteps(leaf, v, b.missing(v), hit, *_ends(g, points, missing))


def _ranked(
    g: Ground,
    leaf: Leaf,
    form: RankPoints,
    value: Value,
    missing: tuple[int | None, int | None],
) -> LeafSteps:
    hit, points, unranked = lower_rank(g, leaf, form, value.step)
    lacks = g.b.missing(hit)
    return LeafSteps(leaf, value.step, lacks, hit, *_ends(g, points, missing), unranked)


def _ends(g: Ground, points: int, missing: tuple[int | None, int | None]) -> tuple[int, int]:
    """Points, or what stands in for them at the worst and at the best."""
    least, greatest = (
        points if stand is None else g.b.coalesce(points, g.b.number(stand)) for stand in missing
    )
    return least, greatest


def _line(g: Ground, form: LinePoints, v: int) -> tuple[int, int]:
    """Points and hit of a line: each piece is asked for a value clamped to it, so that a piece
    cannot leave 64 bits, and the first and last hold beyond their ends."""
    b, nodes = g.b, form.nodes
    rows: list[tuple[int, Row]] = [(b.missing(v), (None,))]
    rows += [(b.compare("<", v, b.number(x)), (k,)) for k, (x, _) in enumerate(nodes)]
    (hit,) = b.choose(rows, (len(nodes),))
    pieces = []
    for (x0, p0), (x1, p1) in pairwise(nodes):
        dx = x1 - x0
        x = b.greatest(b.least(v, b.number(x1)), b.number(x0))
        top = b.add(b.times(x, p1 - p0), b.number(p0 * dx - x0 * (p1 - p0)))
        b.known(top, 0, max(p0, p1) * dx)
        pieces.append(b.divide(top, b.number(dx)))
    if not pieces:  # a line of one node
        return b.when(b.present(v), b.number(nodes[0][1])), hit
    ends = [x for x, _ in nodes[1:-1]]
    conditions = [b.compare("<", v, b.number(x)) for x in ends]
    return b.case(list(zip(conditions, pieces[:-1], strict=True)), pieces[-1]), hit


def attainable(leaf: Leaf, t: Type) -> tuple[int, ...] | None:
    """The points that values within type and bounds can give, ascending; None where they are
    every thousandth from least to greatest."""
    match leaf.points:
        case LinePoints() | AsIsPoints():
            return None
        case RankPoints() as form:
            found = attainable_ranks(form, t)
        case YesNoPoints(yes=yes, no=no):
            found = {yes, no}
        case WordPoints(words=words, otherwise=other):
            found = {p for w, p in words if t.words is None or w in t.words}
            listed = {w for w, _ in words}
            if other is not None and (t.words is None or not listed.issuperset(t.words)):
                found.add(other)
        case Steps() as ladder:
            found = _of_spans(_ladder_spans(ladder), ladder.otherwise, t)
        case BandPoints(rows=rows, otherwise=other):
            found = _of_spans([(f, below - 1, p) for f, below, p in rows], other, t)
    return tuple(sorted(found))


def _ladder_spans(ladder: Steps) -> list[tuple[int, int, int]]:
    """(first, last, points) of the values of each step; far ends are open."""
    far = 10**40
    spans, edge = [], None
    for threshold, points in zip(ladder.thresholds, ladder.points, strict=True):
        if ladder.direction == "at_least":
            spans.append((threshold, far if edge is None else edge - 1, points))
        else:
            spans.append((-far if edge is None else edge + 1, threshold, points))
        edge = threshold
    return spans


def _of_spans(spans: list[tuple[int, int, int]], otherwise: int | None, t: Type) -> set[int]:
    assert t.low is not None and t.high is not None
    found, next_free = set(), t.low
    uncovered = False
    for first, last, points in sorted(spans):
        first, last = max(first, t.low), min(last, t.high)
        if first > last:
            continue
        found.add(points)
        uncovered |= first > next_free
        next_free = max(next_free, last + 1)
    if otherwise is not None and (uncovered or next_free <= t.high):
        found.add(otherwise)
    return found
