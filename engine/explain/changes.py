"""The least change of one value that brings about what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.author.formula.tree import Name, Number, TextLiteral, walk
from engine.bind.bound import (
    BandPoints,
    Leaf,
    LinePoints,
    Steps,
    Type,
    Typed,
    WordPoints,
)
from engine.explain.values import Value

Fits = Callable[[Value], bool]
Way = Literal["rises_to", "falls_to", "falls_below", "rises_above", "becomes"]


@dataclass(frozen=True, slots=True)
class Change:
    """One value put in place of another, all else as it was.

    `to` is the value reached; `edge` the one to speak of (`falls_below` and `rises_above` name
    the edge that is passed). `distance` is how far the value moves, for numbers.
    """

    way: Way
    now: Value
    to: Value
    edge: Value

    @property
    def distance(self) -> int:
        if isinstance(self.now, int) and isinstance(self.to, int):
            return abs(self.to - self.now)
        return 0


@dataclass(frozen=True, slots=True)
class Places:
    """Where what reads a value changes its mind.

    `edges`: each number from which on something is otherwise than below it, and the number that
    its author wrote there. `words`: the other values that are told apart.
    """

    edges: Mapping[int, int]
    words: tuple[Value, ...] = ()


def places_of(t: Type, leaves: Iterable[Leaf], formulas: Iterable[tuple[str, Typed]]) -> Places:
    """The places of a value of type `t` that these criteria read, and, under a name each, these
    formulas."""
    edges: dict[int, int] = {}
    words: dict[Value, None] = dict.fromkeys([True, False] if t.kind == "yes_no" else t.words or ())
    for leaf in leaves:
        match leaf.points:
            case Steps(direction="at_least", thresholds=steps):
                edges |= {e: e for e in steps}
            case Steps(thresholds=steps):
                edges |= {e + 1: e for e in steps}
            case BandPoints(rows=rows):
                edges |= {e: e for low, high, _ in rows for e in (low, high)}
            case LinePoints(nodes=nodes):
                edges |= {x: x for x, _ in nodes}
            case WordPoints(words=listed):
                words |= dict.fromkeys(w for w, _ in listed)
            case _:
                pass
    for name, typed in formulas:
        tree = list(walk(typed.formula.root))
        if not any(isinstance(n, Name) and n.name == name for n in tree):
            continue
        for n in tree:
            if isinstance(n, Number) and n.scale <= t.scale:
                written = n.digits * int(10 ** (t.scale - n.scale))
                for edge in (written, -written):
                    edges.setdefault(edge, edge)
                    edges.setdefault(edge + 1, edge)
            elif isinstance(n, TextLiteral) and t.kind == "text" and t.words is None:
                words[n.value] = None
    return Places(edges, tuple(words) if t.kind in ("text", "yes_no") else ())


def least_change(
    places: Places, t: Type, now: Value, fits: Fits, cost: Callable[[Value], int], losing: bool
) -> Change | None:
    """The nearest value that `fits`, or None when none was found.

    For words, and where `now` is missing, the value of the least `cost` is named. `losing` says
    that the change is for the worse: then the last good place is named where there is a choice.
    """
    if not t.numeric:
        found = [v for v in places.words if v != now and fits(v)]
        to = min(found, key=cost, default=None)
        return None if to is None else Change("becomes", now, to, to)
    if not isinstance(now, int):
        return _from_nothing(places, t, fits, cost)
    moves = [_named(places, now, to, losing) for to in _reached(places, t, now, fits)]
    return min(moves, key=lambda c: c.distance, default=None)


def tried_values(places: Places, t: Type, now: Value, beside: Iterable[int] = ()) -> list[Value]:
    """Values of which one stands for every way in which a value may count: the ends of every
    stretch, those `beside` within bounds, and the other words."""
    if not t.numeric:
        return [v for v in places.words if v != now]
    assert t.low is not None and t.high is not None
    ends = {v for pair in _stretches(places, t) for v in pair}
    ends |= {v for v in beside if t.low <= v <= t.high}
    return [v for v in sorted(ends) if v != now]


def _from_nothing(
    places: Places, t: Type, fits: Fits, cost: Callable[[Value], int]
) -> Change | None:
    """What a missing value has to be: the first fitting place of every stretch is tried."""
    found: list[tuple[int, int]] = []
    for low, high in _stretches(places, t):
        for start, end in ((low, high), (high, low)):
            to = _search(start, end, fits)
            if to is not None:
                written = places.edges.get(high + 1) == high and fits(high)
                found.append((to, high if written else to))
    if not found:
        return None
    to, edge = min(found, key=lambda pair: cost(pair[0]))
    return Change("becomes", None, to, edge)


def _reached(places: Places, t: Type, now: int, fits: Fits) -> Iterator[int]:
    """The first fitting place of each stretch, walking away from `now`."""
    for low, high in _stretches(places, t):
        ways = [(now, low), (now, high)] if low <= now <= high else [(low, high)]
        for start, end in [(high, low)] if high < now else ways:
            to = _search(start, end, fits)
            if to is not None:
                yield to


def _named(places: Places, now: int, to: int, losing: bool) -> Change:
    """The move to a place, spoken of as its author drew the edge; elsewhere by the rounder of the
    place and the one before it, else up to it for what is better, past that for what is worse."""
    up = to > now
    edge, beside = (to, to - 1) if up else (to + 1, to + 1)
    written = places.edges.get(edge)
    onto: Way = "rises_to" if up else "falls_to"
    past: Way = "rises_above" if up else "falls_below"
    if written not in (to, beside):
        zeros = _zeros(to) - _zeros(beside)
        written = to if zeros > 0 or (zeros == 0 and not losing) else beside
    return Change(onto, now, to, to) if written == to else Change(past, now, to, beside)


def _zeros(number: int) -> int:
    """How many zeros a number ends with."""
    text = str(number)
    return len(text) - len(text.rstrip("0"))


def _stretches(places: Places, t: Type) -> list[tuple[int, int]]:
    """Ranges of values, inside the type's bounds, on which nothing changes but along a slope."""
    assert t.low is not None and t.high is not None
    starts = [t.low, *sorted(e for e in places.edges if t.low < e <= t.high)]
    return list(zip(starts, [*(s - 1 for s in starts[1:]), t.high], strict=True))


def _search(start: int, end: int, fits: Fits) -> int | None:
    """The first place from `start` towards `end` that fits; None when `end` does not either."""
    if fits(start):
        return start
    if start == end or not fits(end):
        return None
    bad, good = start, end
    while abs(good - bad) > 1:
        middle = (bad + good) // 2
        bad, good = (bad, middle) if fits(middle) else (middle, good)
    return good
