"""Seats: who finds one, by the facts of the run. docs/language.md 7.

The facts are columns of the customer's row: whether a tier is full, and by what its last holder
stands in the order. Where there are none, every seat is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.atoms.numbers import POINT_SCALE
from engine.bind.bound import Seats, SortKey
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.steps import Shown

Key = int | None


@dataclass(slots=True)
class Seated:
    """The number of the tier that the customer ends in, the tiers that had no seat for it, and
    its place on each waiting list where it stands on one."""

    number: int
    no_seat: list[str] = field(default_factory=list)
    places: dict[str, int | None] = field(default_factory=dict)

    @property
    def waiting(self) -> bool:
        return bool(self.places)


def find_seat(
    case: Case, row: Mapping[str, object], scores: Mapping[str, int | None], number: int
) -> Seated:
    """A seat in the tier of this number, or in the one that those without a seat join, and so on;
    `scores` are by scorecard, at the worst of what is missing."""
    found = Seated(number)
    for n, tier, seats in case.bound.seated():
        if n != found.number:
            continue
        seated = _has_seat(case, row, scores, tier.id, seats)
        _tell(case, scores, tier.id, seats, seated)
        if seated:
            continue
        found.no_seat.append(tier.id)
        if seats.waiting_list:
            place = row.get(f"facts.{tier.id}.place")
            found.places[tier.id] = place if isinstance(place, int) else None
        found.number = seats.when_full
    return found


def _has_seat(
    case: Case,
    row: Mapping[str, object],
    scores: Mapping[str, int | None],
    tier: str,
    seats: Seats,
) -> bool:
    """Whether the tier is not full, or the customer stands before its last holder, or is it."""
    if row.get(f"facts.{tier}.full") is not True:
        return True
    holder, own = row.get(f"facts.{tier}.last"), row["id"]
    if not isinstance(holder, str) or not isinstance(own, str):
        return False
    for n, key in enumerate(seats.order_by, 1):
        mine, theirs = _key(case, scores, tier, seats, n), row.get(f"facts.{tier}.{n}")
        assert theirs is None or isinstance(theirs, int)
        if mine != theirs:
            return _before(mine, theirs, key)
    return own.encode() <= holder.encode()


def _key(case: Case, scores: Mapping[str, int | None], tier: str, seats: Seats, number: int) -> Key:
    """What the customer has by a key; the first is better by the margin for who held the tier."""
    key = seats.order_by[number - 1]
    value = case.values[key.name] if key.card is None else scores[key.card]
    assert value is None or isinstance(value, int)
    if value is None or number > 1 or case.before.tier != tier:
        return value
    margin = seats.keep_margin
    if key.card is not None:
        margin *= int(10 ** (case.bound.card(key.card).scale - POINT_SCALE))
    return value - margin if key.low_first else value + margin


def _before(mine: Key, theirs: Key, key: SortKey) -> bool:
    """Which of two different values stands first: the missing one stands last."""
    if mine is None or theirs is None:
        return theirs is None
    return mine < theirs if key.low_first else mine > theirs


def _tell(
    case: Case, scores: Mapping[str, int | None], tier: str, seats: Seats, seated: bool
) -> None:
    """What the customer stands in the order by, and whether it found a seat."""
    if case.trace is None:
        return
    read = {"seats": Shown(seats.count, "whole")}
    for key in seats.order_by:
        if key.card is None:
            read[key.name] = case.show(key.name)
        else:
            read[key.name] = Shown(scores[key.card], "points", case.bound.card(key.card).scale)
    case.say("seat", tier, "", read, Shown("seated" if seated else "full", "word"))
