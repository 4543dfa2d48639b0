"""Seats: who finds one, by the facts of the run (docs/language.md 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.atoms.numbers import MAX_POINTS, POINT_SCALE
from engine.bind.bound import Seats, Type
from engine.compile.lower.ground import Ground


@dataclass(slots=True)
class SeatSteps:
    """`tier` is the number of the tier in which a customer ends that was decided into one;
    `waits` whether it waits for a seat; `full` the conditions under which a tier had none, best
    first, and `places` the column of each waiting list."""

    tier: int
    waits: int
    full: list[tuple[int, str]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


def lower_seats(g: Ground, placed: int, tier: int, scores: Mapping[str, int]) -> SeatSteps:
    """`placed` where a customer was decided into the tier of number `tier`; `scores` are by
    scorecard, at the worst."""
    b = g.b
    found = SeatSteps(tier, b.truth(False))
    waits = []
    for n, t, seats in g.bound.seated():
        with b.about(f"seats {t.id}", t.declared.at):
            here = b.every(placed, b.holds(b.equals(found.tier, n)))
            out = b.every(here, b.negate(_has_seat(g, t.id, seats, scores)))
            found.full.append((out, t.id))
            if seats.waiting_list:
                waits.append(out)
                place = g.column(f"facts.{t.id}.place", t=Type("whole", 0, 0, 10**12))
                found.places[f"{t.id}.place"] = b.when(out, place)
            found.tier = b.case([(out, b.number(seats.when_full))], found.tier)
    found.waits = b.some(*waits)
    return found


def _has_seat(g: Ground, tier: str, seats: Seats, scores: Mapping[str, int]) -> int:
    """Whether the tier is not full, or the customer stands before its last holder, or is it."""
    b = g.b
    free = b.negate(b.holds(g.column(f"facts.{tier}.full")))
    last = g.column(f"facts.{tier}.last")
    found = b.holds(b.compare("<=", g.column("id", nullable=False), last))
    for n in range(len(seats.order_by) - 1, -1, -1):
        mine, bounds = _key(g, tier, seats, n, scores)
        theirs = g.column(f"facts.{tier}.{n + 1}", t=bounds)
        before = b.compare("<" if seats.order_by[n].low_first else ">", mine, theirs)
        lost = b.every(b.present(mine), b.missing(theirs))
        same = b.some(
            b.holds(b.compare("==", mine, theirs)),
            b.every(b.missing(mine), b.missing(theirs)),
        )
        found = b.some(b.holds(before), lost, b.every(same, found))
    return b.some(free, b.every(b.present(last), found))


def _key(
    g: Ground, tier: str, seats: Seats, n: int, scores: Mapping[str, int]
) -> tuple[int, Type | None]:
    """The step of a key, by its number from 0, and the bounds of its values (None: a day)."""
    key, margin = seats.order_by[n], seats.keep_margin if n == 0 else 0
    if key.card is not None:
        card = g.bound.card(key.card)
        up = int(10 ** (card.scale - POINT_SCALE))
        mine, low, high, scale, margin = (
            scores[key.card],
            0,
            MAX_POINTS * up,
            card.scale,
            margin * up,
        )
    else:
        t = g.bound.fields[key.name].type
        mine, scale = g.values[key.name].step, t.scale
        if t.low is None or t.high is None:
            return mine, None
        low, high = t.low, t.high
    if margin:
        b = g.b
        kept = b.add(mine, b.number(-margin if key.low_first else margin))
        mine = b.case([(b.holds(b.equals(g.column("previous.tier"), tier)), kept)], mine)
    return mine, Type("number", scale, low - margin, high + margin)


def key_step(g: Ground, tier: str, seats: Seats, n: int, scores: Mapping[str, int]) -> int:
    """The step of a key of `order_by`, by its number from 0."""
    return _key(g, tier, seats, n, scores)[0]
