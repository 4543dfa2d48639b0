"""Seats in words: who had none, where the last one stands, and the place on the waiting list."""

from __future__ import annotations

from engine.atoms.numbers import POINT_SCALE, show
from engine.author.policy import Text
from engine.bind.bound import Seats, SortKey, Tier
from engine.bind.contract import ERASED_LAST
from engine.explain.row import Row, tier_number
from engine.explain.scores import card_label
from engine.explain.values import Value, field_label, shown, tier_label
from engine.explain.words import both, joined, plain


def first_full(row: Row) -> int | None:
    """The number of the best tier that had no seat for the customer."""
    full = row.words("no_seat")
    return tier_number(row.bound, full[0]) if full else None


def seat_lines(row: Row) -> tuple[Text, ...]:
    """How it came to a seat, or to none, tier by tier."""
    lines = []
    for number, tier, seats in row.bound.seated():
        label = tier_label(row.bound, tier.id)
        if row.tier == number and row.text("override") == "applied":
            lines.append(both("seat.given", tier=label, seats=seats.count))
        elif tier.id in row.words("no_seat"):
            lines.append(_none(row, tier, seats))
            lines += _last(row, tier, seats)
        elif row.tier == number and _told(row, tier):
            lines.append(both("seat.has", tier=label, seats=seats.count))
            lines += _last(row, tier, seats)
        elif row.tier == number:
            lines.append(both("seat.free", tier=label, seats=seats.count))
    return tuple(lines)


def awaited(row: Row) -> list[Text]:
    """The tiers for whose seats a customer waits."""
    full = row.words("no_seat")
    return [
        tier_label(row.bound, tier.id)
        for _, tier, seats in row.bound.seated()
        if tier.id in full and seats.waiting_list
    ]


def full_text(row: Row) -> Text:
    """The reason `seats.full`: every tier that had no seat."""
    full = [(t, s) for _, t, s in row.bound.seated() if t.id in row.words("no_seat")]
    said = [_none(row, tier, seats) for tier, seats in full]
    return both("reason.seats.full", tiers=joined(said, en="; ", zh="；"))


def wanted_lines(row: Row, number: int) -> list[Text]:
    """What a seat in a better tier asks besides points, where all of them are taken."""
    tier = row.bound.tiers[number]
    if tier.seats is None or row.inputs is None or not row.inputs.get(f"facts.{tier.id}.full"):
        return []
    label = tier_label(row.bound, tier.id)
    full = both("reach.seat", tier=label, seats=tier.seats.count)
    return [full, *_last(row, tier, tier.seats)]


def _none(row: Row, tier: Tier, seats: Seats) -> Text:
    label, place = tier_label(row.bound, tier.id), row.number(f"{tier.id}.place")
    if place is None:
        return both("seat.none", tier=label, seats=seats.count)
    rank = seats.count + place
    return both("seat.waits", tier=label, seats=seats.count, rank=rank, place=place)


def _told(row: Row, tier: Tier) -> bool:
    """Whether the customer was decided by the facts of a run, as far as the inputs tell."""
    return row.inputs is None or row.inputs.get(f"facts.{tier.id}.full") is not None


def _last(row: Row, tier: Tier, seats: Seats) -> list[Text]:
    """Where the last holder of a full tier stands in the order, and the customer."""
    inputs = row.inputs or {}
    id_ = inputs.get(f"facts.{tier.id}.last")
    if not isinstance(id_, str) or not id_:
        return []
    theirs = [
        _standing(row, key, inputs.get(f"facts.{tier.id}.{n}"))
        for n, key in enumerate(seats.order_by, 1)
    ]
    own = [_standing(row, key, _own(row, key)) for key in seats.order_by]
    erased = id_.endswith(ERASED_LAST)
    if seats.keep_margin and row.text("previous.tier") == tier.id:
        own[0] = both("seat.margin", own=own[0], margin=_margin(row, seats))
    if row.text("id") == id_:
        return [both("seat.is_last", own=joined(own))]
    who = both("head.customer" if row.bound.policy.groups is None else "head.group")
    if erased:
        return [both("seat.last_erased", theirs=joined(theirs), own=joined(own), who=who)]
    return [both("seat.last", id=plain(id_), theirs=joined(theirs), own=joined(own), who=who)]


def _own(row: Row, key: SortKey) -> Value:
    if key.card is not None:
        return row.number(row.bound.card(key.card).column("score"))
    return row.value(row.bound.fields[key.name])


def _margin(row: Row, seats: Seats) -> Text:
    """What counts besides for who held the tier."""
    first = seats.order_by[0]
    if first.card is not None:
        return plain(show(seats.keep_margin, POINT_SCALE))
    return shown(seats.keep_margin, row.bound.fields[first.name].type, row.currency)


def _standing(row: Row, key: SortKey, value: Value) -> Text:
    """`margin CNY 1,200.00`."""
    if key.card is not None:
        card = row.bound.card(key.card)
        text = plain(show(value, card.scale)) if isinstance(value, int) else both("value.missing")
        return both("now", name=card_label(card), value=text)
    f = row.bound.fields[key.name]
    said = shown(value, f.type, row.currency)
    return both("now", name=field_label(row.bound, key.name), value=said)
