"""The least change of one value, against trying every value there is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.author.policy import AsIs, Criterion, Word
from engine.bind.bound import (
    AsIsPoints,
    BandPoints,
    Leaf,
    LinePoints,
    Points,
    Steps,
    Type,
    WordPoints,
    YesNoPoints,
)
from engine.explain.changes import Change, least_change, places_of
from engine.explain.steps import points_of
from engine.explain.values import Value

LOW, HIGH = -30, 60
NUMBERS = Type("whole", 0, LOW, HIGH)
points_values = st.integers(0, 100).map(lambda p: p * 1000)


def leaf(points: Points) -> Leaf:
    """A criterion with these points; its limits play no part here."""
    return Leaf("c", "f", points, None, 0, 100_000, Criterion("c", Word("f"), AsIs()))


def find(
    points: Points, t: Type, now: Value, wanted: Callable[[int], bool], *, better: bool = True
) -> Change | None:
    """The least change by which the points of one criterion come where they are wanted."""

    def points_at(value: Value) -> int:
        return points_of(points, value)

    return least_change(
        places_of(t, [leaf(points)], []),
        t,
        now,
        lambda v: wanted(points_at(v)),
        lambda v: points_at(v) if better else -points_at(v),
        not better,
    )


@st.composite
def ladders(draw: st.DrawFn) -> Steps:
    edges = sorted(draw(st.sets(st.integers(LOW - 5, HIGH + 5), min_size=1, max_size=5)))
    direction = draw(st.sampled_from(["at_least", "at_most"]))
    if direction == "at_least":
        edges.reverse()
    given_points = tuple(draw(points_values) for _ in edges)
    return Steps(direction, tuple(edges), given_points, draw(points_values))


@st.composite
def lines(draw: st.DrawFn) -> LinePoints:
    xs = sorted(draw(st.sets(st.integers(LOW - 5, HIGH + 5), min_size=2, max_size=5)))
    return LinePoints(tuple((x, draw(points_values)) for x in xs))


@st.composite
def bands(draw: st.DrawFn) -> BandPoints:
    cuts = sorted(draw(st.sets(st.integers(LOW, HIGH), min_size=2, max_size=6)))
    rows = [(a, b, draw(points_values)) for a, b in pairwise(cuts)]
    kept = [row for row in rows if draw(st.booleans())] or rows
    return BandPoints(tuple(draw(st.permutations(kept))), draw(points_values))


numeric_points = st.one_of(ladders(), lines(), bands())


@settings(max_examples=400, deadline=None)
@given(numeric_points, st.integers(LOW, HIGH), points_values, st.booleans())
def test_nearest_value(points: Points, now: int, edge: int, better: bool) -> None:
    """The change found is the nearest value with the points that are wanted, or there is none."""
    wanted = (lambda p: p >= edge) if better else (lambda p: p < edge)
    assume(not wanted(points_of(points, now)))
    fits = [v for v in range(LOW, HIGH + 1) if wanted(points_of(points, v))]
    found = find(points, NUMBERS, now, wanted, better=better)
    if not fits:
        assert found is None
        return
    assert found is not None and isinstance(found.to, int)
    assert wanted(points_of(points, found.to))
    assert found.distance == min(abs(v - now) for v in fits)
    assert_edge_is_said_right(points, found)


def assert_edge_is_said_right(points: Points, change: Change) -> None:
    """`falls below 10` means that 9 will do and 10 will not; `rises to 10` that 10 will."""
    assert isinstance(change.to, int)
    said = {"falls_below": change.to + 1, "rises_above": change.to - 1}
    assert change.edge == said.get(change.way, change.to)
    up = change.way in ("rises_to", "rises_above")
    assert isinstance(change.now, int) and (change.to > change.now) is up


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 100), points_values)
def test_as_is(now: int, edge: int) -> None:
    """A field taken as it is has to reach the points themselves."""
    assume(now * 1000 < edge)
    percent = Type("percent", 4, 0, 100 * 10**4)
    points = AsIsPoints(4)
    found = find(points, percent, now * 10**4, lambda p: p >= edge)
    assert found is not None and found.way == "rises_to"
    assert isinstance(found.to, int)
    assert points_of(points, found.to) >= edge > points_of(points, found.to - 1)


def test_words() -> None:
    """Among words that are enough, the one that changes the points least is named."""
    words = WordPoints((("a", 100_000), ("b", 70_000), ("c", 10_000)), 40_000)
    text = Type("text", words=("a", "b", "c", "d"))
    found = find(words, text, "c", lambda p: p >= 50_000)
    assert found is not None and (found.way, found.to) == ("becomes", "b")
    assert find(words, text, "c", lambda p: p > 100_000) is None


def test_other_declared_word() -> None:
    """A declared word that the look-up does not list counts with the points of `otherwise`."""
    words = WordPoints((("a", 0),), 60_000)
    found = find(words, Type("text", words=("a", "z")), "a", lambda p: p >= 50_000)
    assert found is not None and found.to == "z"


def test_yes_no() -> None:
    """A yes becomes a no where that helps."""
    found = find(YesNoPoints(0, 100_000), Type("yes_no"), True, lambda p: p > 0)
    assert found is not None and found.to is False


@settings(max_examples=300, deadline=None)
@given(numeric_points, points_values, st.booleans())
def test_mildest_for_a_missing_value(points: Points, edge: int, better: bool) -> None:
    """What a missing value has to be does no more than is wanted, and is found if there is any."""
    wanted = (lambda p: p >= edge) if better else (lambda p: p < edge)
    fits = [p for v in range(LOW, HIGH + 1) if wanted(p := points_of(points, v))]
    found = find(points, NUMBERS, None, wanted, better=better)
    assert (found is None) == (not fits)
    if found is not None:
        assert points_of(points, found.to) == (min(fits) if better else max(fits))


def test_missing_value() -> None:
    """For a missing value the least that is enough is named, not the most."""
    ladder = Steps("at_least", (50, 20, 5), (100_000, 70_000, 30_000), 0)
    found = find(ladder, NUMBERS, None, lambda p: p >= 40_000)
    assert found is not None and (found.now, found.to) == (None, 20)
