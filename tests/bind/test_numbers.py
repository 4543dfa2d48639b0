"""Bounds of arithmetic and reach of points against brute force."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from engine.atoms.numbers import divide, rescale
from engine.bind import intervals as iv
from engine.bind.bound import (
    AsIsPoints,
    BandPoints,
    LinePoints,
    Points,
    Steps,
    Type,
    WordPoints,
    YesNoPoints,
)
from engine.bind.reach import gaps, hits, line_at, reach

SMALL = st.tuples(st.integers(-7, 7), st.integers(0, 6)).map(lambda x: (x[0], x[0] + x[1]))


def within(a: iv.Interval) -> range:
    return range(a[0], a[1] + 1)


@given(SMALL, SMALL)
def test_bounds_are_the_exact_extremes(a: iv.Interval, b: iv.Interval) -> None:
    """Of every operation, over all whole numbers within two intervals."""
    pairs = list(product(within(a), within(b)))
    exact = {
        iv.added: [x + y for x, y in pairs],
        iv.multiplied: [x * y for x, y in pairs],
        iv.lesser: [min(x, y) for x, y in pairs],
        iv.greater: [max(x, y) for x, y in pairs],
        iv.hull: [*within(a), *within(b)],
    }
    for operation, results in exact.items():
        assert operation(a, b) == (min(results), max(results))
    assert iv.absolute(a) == (min(map(abs, within(a))), max(map(abs, within(a))))
    assert iv.negated(a) == (-a[1], -a[0])
    assert iv.widest(a) == max(map(abs, within(a)))


@given(SMALL, SMALL)
def test_quotients_stay_within_their_bounds(a: iv.Interval, b: iv.Interval) -> None:
    """And the bounds are met, where any divisor but 0 is there."""
    results = [divide(x, y) for x, y in product(within(a), within(b)) if y]
    if results:
        low, high = iv.quotient(a, b)
        assert low <= min(results)
        assert high >= max(results)
        assert {low, high} <= {*results, 0}


THOUSANDTHS = st.integers(0, 100_000)


@st.composite
def numeric_points(draw: st.DrawFn) -> Points:
    marks = sorted(draw(st.sets(st.integers(-8, 8), min_size=2, max_size=5)))
    given_points = [draw(THOUSANDTHS) for _ in marks]
    form = draw(st.sampled_from(["at_least", "at_most", "line", "bands"]))
    if form == "line":
        return LinePoints(tuple(zip(marks, given_points, strict=True)))
    if form == "bands":
        rows = [(a, b, p) for a, b, p in zip(marks, marks[1:], given_points, strict=False)]
        kept = [r for r in rows if draw(st.booleans())] or rows[:1]
        return BandPoints(tuple(draw(st.permutations(kept))), draw(THOUSANDTHS))
    if form == "at_least":
        return Steps("at_least", tuple(reversed(marks)), tuple(given_points), draw(THOUSANDTHS))
    return Steps("at_most", tuple(marks), tuple(given_points), draw(THOUSANDTHS))


def points_of(points: Points, x: int) -> int:
    """Points of a value, straight from the law."""
    match points:
        case Steps(direction=direction, thresholds=thresholds, points=given_points):
            for t, p in zip(thresholds, given_points, strict=True):
                if (x >= t) if direction == "at_least" else (x <= t):
                    return p
            return points.otherwise
        case BandPoints(rows=rows, otherwise=otherwise):
            found = [p for a, b, p in rows if a <= x < b]
            assert len(found) <= 1
            assert otherwise is not None
            return found[0] if found else otherwise
        case LinePoints():
            return line_at(points, x)
        case _:
            raise AssertionError(points)


@given(numeric_points(), SMALL)
def test_reach_is_what_some_value_gives(points: Points, bounds: iv.Interval) -> None:
    """Least and greatest points over every value within the bounds."""
    of = Type("whole", 0, *bounds)
    all_points = [points_of(points, x) for x in within(bounds)]
    assert reach(points, of) == (min(all_points), max(all_points))


@given(numeric_points(), SMALL)
def test_a_step_is_dead_when_no_value_hits_it(points: Points, bounds: iv.Interval) -> None:
    """`hits` has None exactly for the steps that no value within the bounds takes."""
    of = Type("whole", 0, *bounds)
    values = within(bounds)
    match points:
        case Steps(direction="at_least", thresholds=ts):
            first = [next((i for i, t in enumerate(ts) if x >= t), len(ts)) for x in values]
        case Steps(thresholds=ts):
            first = [next((i for i, t in enumerate(ts) if x <= t), len(ts)) for x in values]
        case BandPoints(rows=rows):
            first = [
                next((i for i, (a, b, _) in enumerate(rows) if a <= x < b), len(rows))
                for x in values
            ]
        case _:
            return
    alive = [h is not None for h in hits(points, of)]
    assert alive == [i in first for i in range(len(alive))]


@given(numeric_points(), SMALL)
def test_gaps_are_the_values_without_a_band(points: Points, bounds: iv.Interval) -> None:
    """The stretches between and beside bands, and nothing else."""
    if isinstance(points, BandPoints):
        bare = [x for x in within(bounds) if not any(a <= x < b for a, b, _ in points.rows)]
        assert [x for g in gaps(points, *bounds) for x in within(g)] == bare


@given(st.integers(0, 100 * 10**4), st.integers(0, 100 * 10**4))
def test_as_is_reaches_its_rounded_ends(a: int, b: int) -> None:
    """The bounds themselves, rounded half up to three decimals."""
    low, high = sorted((a, b))
    found = reach(AsIsPoints(4), Type("percent", 4, low, high))
    assert found == (rescale(low, 4, 3), rescale(high, 4, 3))


def test_words_and_answers_reach_what_is_written() -> None:
    """`otherwise` counts only where a declared word is left for it."""
    lookup = WordPoints((("a", 10), ("b", 90)), 50)
    assert reach(lookup, Type("text", words=("a", "b"))) == (10, 90)
    assert reach(lookup, Type("text", words=("a", "c"))) == (10, 50)
    assert reach(lookup, Type("text")) == (10, 90)
    assert reach(WordPoints((("a", 10),), 0), Type("text")) == (0, 10)
    assert reach(YesNoPoints(70, 20), Type("yes_no")) == (20, 70)
