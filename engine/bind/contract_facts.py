"""What is known of everybody, as columns: of each customer's row, and of what it is found by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.bind.bound import BoundPolicy, Seats
from engine.bind.columns import Column, storage_of


def facts_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """What a run finds out about everybody, as each customer's row has it: for each tier with
    seats, of those whom the customer competes with, `facts.<tier>.full` (whether not all found
    one), `facts.<tier>.1` … (by what the last who did stands in the order), `facts.<tier>.last`
    (whose id that is), and with a waiting list `facts.<tier>.place`, the customer's own place on
    it; for each criterion that ranks customers among themselves, `rank.<criterion>.1` … `.100`
    (the value at each percent of those whom the customer is ranked with), `.count` (how many they
    are) and `.measured`. They are missing where there are no facts."""
    columns: list[Column] = []
    for _, tier, seats in bound.seated():
        name = f"facts.{tier.id}"
        columns.append(Column(f"{name}.full", "boolean", part=tier.id))
        columns += [
            Column(f"{name}.{n}", key.storage, key.scale, tier.id)
            for n, key in enumerate(key_columns(bound, seats), 1)
        ]
        columns.append(Column(f"{name}.last", "text", part=tier.id))
        if seats.waiting_list:
            columns.append(Column(f"{name}.place", "integer", part=tier.id))
    for leaf, _ in bound.ranked():
        scale = bound.fields[leaf.field].type.scale
        columns.append(Column(rank_name(leaf.id, "measured"), "date", part=leaf.id))
        columns.append(Column(rank_name(leaf.id, "count"), "integer", part=leaf.id))
        columns += [
            Column(rank_name(leaf.id, percent), "integer", scale, leaf.id) for percent in PERCENTS
        ]
    return tuple(columns)


#: What ends the word that stands for the id of a last holder who was erased: no id holds it, and
#: the word comes just behind the id that it begins with.
ERASED_LAST: Final = "\x01"


def last_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Those of these columns that hold the id of a last holder.

    >>> last_columns(["id", "facts.gold.full", "facts.gold.last"])
    ('facts.gold.last',)
    """
    return tuple(n for n in names if n.startswith("facts.") and n.endswith(".last"))


#: The percents at which a rank changes.
PERCENTS: Final = range(1, 101)


def rank_name(leaf: str, what: str | int) -> str:
    """The canonical column of a fact by which a criterion ranks: the value at a percent, `count`
    or `measured`."""
    return f"rank.{leaf}.{what}"


def standing_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """What ranks are found by: for each criterion `value.<criterion>` (missing for who is not
    ranked), and `per.<field>`."""
    columns = []
    for leaf, form in bound.ranked():
        scale = bound.fields[leaf.field].type.scale
        columns.append(Column(f"value.{leaf.id}", "integer", scale, leaf.id))
        if form.per is not None:
            columns.append(Column(f"per.{form.per}", "text"))
    return tuple({c.name: c for c in columns}.values())


def key_columns(bound: BoundPolicy, seats: Seats) -> tuple[Column, ...]:
    """What each key of `order_by` holds."""
    columns = []
    for key in seats.order_by:
        if key.card is None:
            t = bound.fields[key.name].type
            columns.append(Column(key.name, storage_of(t), t.scale))
        else:
            columns.append(Column(key.name, "integer", bound.card(key.card).scale))
    return tuple(columns)


def contest_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """What seats are given by: the customer, the number of the tier that it was decided into
    (missing for who was not), whether a person gave it that tier, for each tier with seats
    `key.<tier>.1` … by `order_by`, and `per.<field>`."""
    columns = [Column("id", "text"), Column("tier", "integer")]
    if bound.override is not None:
        columns.append(Column("given", "boolean"))
    for _, tier, seats in bound.seated():
        for n, key in enumerate(key_columns(bound, seats), 1):
            columns.append(Column(f"key.{tier.id}.{n}", key.storage, key.scale))
        if seats.per is not None:
            columns.append(Column(f"per.{seats.per}", "text"))
    return tuple({c.name: c for c in columns}.values())
