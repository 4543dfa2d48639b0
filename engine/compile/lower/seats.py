"""Seats: who finds one, by the facts of the run (docs/language.md 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.atoms.numbers import MAX_POINTS, POINT_SCALE
from engine.bind.bound import Scorecard, Seats, SortKey, Type
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
    for n in range(len(seats.order_by), 0, -1):
        key = seats.order_by[n - 1]
        mine, low_high = _key(g, key, scores)
        theirs = g.column(f"facts.{tier}.{n}", t=low_high)
        before = b.compare("<" if key.low_first else ">", mine, theirs)
        lost = b.every(b.present(mine), b.missing(theirs))
        same = b.some(
            b.holds(b.compare("==", mine, theirs)),
            b.every(b.missing(mine), b.missing(theirs)),
        )
        found = b.some(b.holds(before), lost, b.every(same, found))
    return b.some(free, b.every(b.present(last), found))


def _key(g: Ground, key: SortKey, scores: Mapping[str, int]) -> tuple[int, Type | None]:
    """The step of a key, and the bounds of its values (None: a day)."""
    if key.card is not None:
        card = g.bound.card(key.card)
        return scores[key.card], score_type(card)
    t = g.bound.fields[key.name].type
    return g.values[key.name].step, t if t.numeric else None


def score_type(card: Scorecard) -> Type:
    return Type("number", card.scale, 0, MAX_POINTS * int(10 ** (card.scale - POINT_SCALE)))


def key_step(g: Ground, key: SortKey, scores: Mapping[str, int]) -> int:
    """The step of a key of `order_by`."""
    return _key(g, key, scores)[0]
