"""What a customer would need for a better tier: the cheapest combination of changes.

Points of criteria that nothing else reads add up, so that for them the best sum for every price
is found by an exact walk (a multiple-choice knapsack). What flags, requirements, routes and
derived fields read is tried in every combination, cheapest first. Whatever comes of it is decided
again before it is named.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from engine.author.policy import Text
from engine.bind.bound import Field
from engine.explain.again import Again
from engine.explain.changes import Change, least_change
from engine.explain.effort import affordable, allowed, cost_of
from engine.explain.options import finite, options, places, variables, without_harm
from engine.explain.single import moved, reached, tried
from engine.explain.values import Value, criterion_label, field_label, shown
from engine.explain.words import both, plain

#: So many decisions are made before it is said that there may be something cheaper.
MOST_TRIED = 60_000
Values = tuple[tuple[Field, Value], ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """One value of the combination; `cost` is its own."""

    part: str
    label: Text
    now: Text
    to: Text
    cost: int
    sentence: Text


@dataclass(frozen=True, slots=True)
class Needs:
    """The cheapest combination that reaches the tier, or a better one; no changes where there is
    none. `proved` says that nothing cheaper can; else the search ended before everything was
    tried. `reached` is the tier that it comes to."""

    tier: str
    reached: str | None
    cost: int
    changes: tuple[Needed, ...]
    proved: bool


def needs(again: Again, target: int) -> Needs:
    """What it takes to reach the tier of this number, or a better one."""
    tier = again.row.bound.tiers[target].id
    among = variables(again)
    best, proved = _search(again, target, *among)
    if not proved and (easier := without_harm(again)) is not None:
        # Whoever could get there for less could without these flags too.
        least, known = _search(easier, target, *among)
        proved = known and (least is None or (best is not None and least[0] >= best[0]))
    if best is None:
        return Needs(tier, None, 0, (), proved)
    values = _least_single(again, target, best) or _nearest(again, target, best[2])
    end = again.changes([(f, change.to) for f, change in values])
    assert reached(target)(end)
    assert end.tier is not None
    changes = tuple(_needed(again, f, change) for f, change in values)
    total = sum(change.cost for change in changes)
    return Needs(tier, again.row.bound.tiers[end.tier].id, total, changes, proved)


def _search(
    again: Again, target: int, adding: list[Field], rest: list[Field]
) -> tuple[tuple[int, int, Values] | None, bool]:
    """The cheapest combination (cost, changes, values) among those that are tried, and whether
    these stand for all."""
    best: tuple[int, int, Values] | None = None
    for cost, chosen in _cheapest_first(again, rest):
        if best is not None and cost >= best[0]:
            break
        if again.tries >= MOST_TRIED:
            return best, False
        found = _filled_up(again, target, chosen, cost, adding, best)
        best = found or best
    return best, finite(again, {f.id: f for f in (*adding, *rest)})


def _least_single(
    again: Again, target: int, best: tuple[int, int, Values]
) -> list[tuple[Field, Change]] | None:
    """Where one change is enough: of those that cost no more, that which moves the scores least."""
    cost, size, _ = best
    if size != 1:
        return None
    found = [
        one
        for card in (*again.row.bound.scorecards, None)
        for one in tried(again, reached(target), losing=False, card=card)
        if allowed(one.field.effort, one.change.now, one.change.to)
        and cost_of(one.field.effort, one.change.now, one.change.to) <= cost
    ]
    if not found:
        return None
    least = min(found, key=lambda one: moved(again, one.end))
    return [(least.field, least.change)]


# --- the search -----------------------------------------------------------------------------------


def _cheapest_first(again: Again, fields: list[Field]) -> Iterator[tuple[int, Values]]:
    """Every combination of values of these fields once, the cheapest first, nothing changed at
    first. Each leads to at most three more that cost no less, so that few wait at any time."""
    yield 0, ()
    found = [tried for f in fields if (tried := options(again, f))]
    every = sorted(found, key=lambda one: one[0].cost)
    number = count()
    heap: list[tuple[int, int, int, int, int, int, Values]] = []

    def wait(before: Values, spent: int, at: int, k: int) -> None:
        if at < len(every) and k < len(every[at]):
            cost = spent + every[at][k].cost
            heapq.heappush(heap, (cost, len(before), next(number), at, k, spent, before))

    wait((), 0, 0, 0)
    while heap:
        cost, _, _, at, k, spent, before = heapq.heappop(heap)
        option = every[at][k]
        chosen = (*before, (option.field, option.value))
        yield cost, chosen
        wait(before, spent, at, k + 1)  # the next value of the same field
        wait(chosen, cost, at + 1, 0)  # the next field besides
        if k == 0:
            wait(before, spent, at + 1, 0)  # the next field instead


def _filled_up(
    again: Again, target: int, chosen: Values, cost: int, adding: list[Field],
    best: tuple[int, int, Values] | None,
) -> tuple[int, int, Values] | None:  # fmt: skip
    """The cheapest sum of points that, with what is chosen, reaches the tier for less than the
    best so far."""
    wanted = reached(target)
    if wanted(again.changes(chosen)):
        return cost, len(chosen), chosen
    if not adding:
        return None
    front = _front(again, chosen, adding)
    low, high = 0, len(front) - 1
    if high < 0 or not wanted(again.changes((*chosen, *front[high][2]))):
        return None
    while low < high:  # more points never give a worse tier
        middle = (low + high) // 2
        if wanted(again.changes((*chosen, *front[middle][2]))):
            high = middle
        else:
            low = middle + 1
    price, _, values = front[low]
    if best is not None and cost + price >= best[0]:
        return None
    return cost + price, len(chosen) + len(values), (*chosen, *values)


def _front(again: Again, chosen: Values, adding: list[Field]) -> list[tuple[int, int, Values]]:
    """(price, points, values): the most points for every price, prices and points ascending."""
    base = again.changes(chosen).points
    front: list[tuple[int, int, Values]] = [(0, 0, ())]
    for f in adding:
        gains = [
            (o.cost, again.changes((*chosen, (f, o.value))).points - base, ((f, o.value),))
            for o in options(again, f)
        ]
        merged = [
            (cost + price, points + gain, values + value)
            for cost, points, values in front
            for price, gain, value in [(0, 0, ()), *gains]
        ]
        merged.sort(key=lambda one: (one[0], -one[1], len(one[2])))
        front = []
        for one in merged:
            if not front or one[1] > front[-1][1]:
                front.append(one)
    return front


# --- what is named --------------------------------------------------------------------------------


def _nearest(again: Again, target: int, values: Values) -> list[tuple[Field, Change]]:
    """The same fields for no more, each as near to what it is as the others let it."""
    held: dict[str, tuple[Field, Value]] = {f.id: (f, value) for f, value in values}
    changes: dict[str, Change] = {}
    row = again.row
    for f, value in values:
        effort, now = f.effort, row.value(f)
        within = affordable(effort, f.type, now, cost_of(effort, now, value))

        def fits(to: Value, f: Field = f) -> bool:
            others = [pair for id_, pair in held.items() if id_ != f.id]
            return reached(target)(again.changes([*others, (f, to)]))

        near = least_change(places(again, f), within, now, fits, lambda to: 0, False)
        change = near or Change("becomes", now, value, value)
        changes[f.id] = change
        held[f.id] = f, change.to
    return [(f, changes[f.id]) for f, _ in values]


def _needed(again: Again, f: Field, change: Change) -> Needed:
    row = again.row
    leaf = next((leaf for leaf in row.bound.leaves() if leaf.field == f.id), None)
    label = field_label(row.bound, f.id) if leaf is None else criterion_label(row.bound, leaf)
    now, edge = (shown(v, f.type, row.currency) for v in (change.now, change.edge))
    key = f"change.{change.way}" if change.now is not None else "change.known"
    cost = cost_of(f.effort, change.now, change.to)
    sentence = both(key, part=label, now=now, edge=edge, why=plain(""))
    return Needed(f.id, label, now, edge, cost, sentence)
