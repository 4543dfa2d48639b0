"""The facts of a run: what has to be known of everybody before anybody can be decided.

Phase A finds them once, from a few columns of each customer; they are stored and hashed, and are
constants for phase B, which looks at one customer at a time (docs/language.md 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.sql import literal, quoted
from engine.bind.bound import BoundPolicy, Seats
from engine.bind.contract import facts_columns, key_columns
from engine.decide.ranks import RankFacts, join_ranks, rank_facts

Row = Mapping[str, Any]
#: Where a customer stands on a tier's waiting list, by tier and customer; None for who does not.
Places = Callable[[str, str], int | None]
#: Of a column of the contest, by how it is stored.
SQL_TYPES = {"integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE", "text": "VARCHAR"}


@dataclass(frozen=True, slots=True)
class Group:
    """Those who compete for seats together: all, or those of one word of `per` (`of`; None where
    it is missing). `last` is the id of the last who found a seat and `at` what `order_by` reads of
    it, where not all found one; `given` counts the seats that persons gave, which come first: where
    these are all there are, nobody is the last."""

    of: str | None
    competing: int
    last: str | None = None
    at: tuple[int | None, ...] = ()
    given: int = 0


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What happened to the seats of one tier; `order_by`, `per` and `keep_margin` (0: none) as
    the policy has them."""

    seats: int
    order_by: tuple[str, ...]
    per: str | None
    groups: tuple[Group, ...]
    keep_margin: int = 0

    def full(self, group: Group | None) -> bool:
        """Whether not all of those who compete together found a seat."""
        return group is not None and group.competing > max(self.seats, group.given)

    def group(self, of: str | None) -> Group | None:
        """Those with whom a customer of this word competes."""
        return next((g for g in self.groups if g.of == of), None)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known of everybody: seats by tier, ranks by criterion.

    >>> Facts().to_json()
    {'facts': 1}
    """

    seats: Mapping[str, SeatFacts] = field(default_factory=dict)
    ranks: Mapping[str, RankFacts] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As `facts.json` stores it: integers at their scale, dates as days since 1970-01-01."""
        found: dict[str, Any] = {"facts": 1}
        if self.seats:
            found["seats"] = {tier: _plain(f) for tier, f in self.seats.items()}
        if self.ranks:
            found["ranks"] = {leaf: f.to_json() for leaf, f in self.ranks.items()}
        return found

    def fits(self, bound: BoundPolicy) -> bool:
        """Whether these are facts of a policy with such seats and ranks."""
        ranked = bound.ranked()
        if {leaf.id for leaf, _ in ranked} != self.ranks.keys():
            return False
        if not all(self.ranks[leaf.id].fits(bound, leaf, form) for leaf, form in ranked):
            return False
        wanted = {t.id: _asked(s) for _, t, s in bound.seated()}
        told = {i: (f.seats, f.order_by, f.per, f.keep_margin) for i, f in self.seats.items()}
        return wanted == told

    def columns(self, bound: BoundPolicy, row: Row, places: Places) -> dict[str, Any]:
        """The columns `facts_columns` of one customer's canonical row."""
        found: dict[str, Any] = {c.name: None for c in facts_columns(bound)}
        for _, tier, seats in bound.seated():
            facts = self.seats[tier.id]
            group = facts.group(None if seats.per is None else row[seats.per])
            name = f"facts.{tier.id}"
            found[f"{name}.full"] = facts.full(group)
            if group is not None and group.last is not None:
                found[f"{name}.last"] = group.last
                found |= {f"{name}.{n}": value for n, value in enumerate(group.at, 1)}
            if seats.waiting_list:
                found[f"{name}.place"] = places(tier.id, str(row["id"]))
        for leaf, form in bound.ranked():
            word = None if form.per is None else row[form.per]
            found |= self.ranks[leaf.id].columns(leaf.id, word)
        return found


def facts_of(whole: Mapping[str, Any]) -> Facts:
    """The facts of a stored document. ValueError, KeyError or TypeError where it is none."""
    if whole["facts"] != 1:
        raise ValueError("facts")
    ranks = {leaf: rank_facts(f) for leaf, f in whole.get("ranks", {}).items()}
    return Facts({tier: _seat_facts(f) for tier, f in whole.get("seats", {}).items()}, ranks)


def _plain(f: SeatFacts) -> dict[str, Any]:
    groups = []
    for g in f.groups:
        last = None if g.last is None else {"id": g.last, "at": list(g.at)}
        group = {"of": g.of, "competing": g.competing, "last": last}
        groups.append({**group, "given": g.given} if g.given else group)
    told = {"seats": f.seats, "order_by": list(f.order_by), "per": f.per, "groups": groups}
    return told | ({"keep_margin": f.keep_margin} if f.keep_margin else {})


def _seat_facts(found: Mapping[str, Any]) -> SeatFacts:
    groups = []
    for g in found["groups"]:
        last = g["last"]
        id_, at = (None, ()) if last is None else (last["id"], tuple(map(_whole, last["at"])))
        given = int(g.get("given", 0))
        groups.append(Group(g["of"], int(g["competing"]), id_, at, given))
    return SeatFacts(
        int(found["seats"]),
        tuple(found["order_by"]),
        found["per"],
        tuple(groups),
        int(found.get("keep_margin", 0)),
    )


def _whole(value: Any) -> int | None:
    """Canonical JSON holds integers beyond 2^53 as text."""
    return None if value is None else int(value)


def _asked(seats: Seats) -> tuple[int, tuple[str, ...], str | None, int]:
    return seats.count, order_of(seats), seats.per, seats.keep_margin


def order_of(seats: Seats) -> tuple[str, ...]:
    """The keys as the policy writes them."""
    return tuple(f"{k.name} low first" if k.low_first else k.name for k in seats.order_by)


@dataclass(frozen=True, slots=True)
class Known:
    """Canonical rows with their facts: `columns` and `joins` of a SELECT over them as `t`."""

    columns: str = "t.*"
    joins: str = ""

    def rows(self, table: str, where: str = "", order: str = "") -> str:
        """A relation of canonical rows, in brackets."""
        return f"(SELECT {self.columns} FROM {table} t{self.joins}{where}{order})"


def known(con: Any, bound: BoundPolicy, facts: Facts, places: Mapping[str, str]) -> Known:
    """Makes a table of each tier's and criterion's facts, to be joined to canonical rows. `places`
    are relations (id, place) of the waiting lists, by tier."""
    columns, joins = join_ranks(con, bound, facts.ranks)
    for number, tier, seats in bound.seated():
        mine = f"facts_{number}"
        own = [c for c in facts_columns(bound) if c.name.startswith(f"facts.{tier.id}.")]
        told = [c for c in own if not c.name.endswith(".place")]
        typed = ", ".join(f"{quoted(c.name)} {SQL_TYPES[c.storage]}" for c in told)
        con.execute(f"CREATE OR REPLACE TABLE {mine} (of VARCHAR, {typed})")
        for row in _rows(bound, facts.seats[tier.id], seats):
            con.execute(f"INSERT INTO {mine} VALUES ({', '.join(row)})")
        of = (
            "true" if seats.per is None else f"{mine}.of IS NOT DISTINCT FROM t.{quoted(seats.per)}"
        )
        joins.append(f" LEFT JOIN {mine} ON {of}")
        columns += [f"{mine}.{quoted(c.name)} AS {quoted(c.name)}" for c in told]
        if seats.waiting_list:
            joins.append(f" LEFT JOIN {places[tier.id]} p{number} ON p{number}.id = t.id")
            place = quoted(f"facts.{tier.id}.place")
            columns.append(f"CAST(p{number}.place AS BIGINT) AS {place}")
    return with_columns(columns, joins)


def with_columns(columns: Sequence[str], joins: Sequence[str]) -> Known:
    """Rows with these columns for what stands under their names, and what they are joined from."""
    if not columns:
        return Known()
    return Known(f"t.* REPLACE ({', '.join(columns)})", "".join(joins))


def _rows(bound: BoundPolicy, f: SeatFacts, seats: Seats) -> Iterator[Sequence[str]]:
    keys = key_columns(bound, seats)
    for g in f.groups:
        at = g.at or (None,) * len(keys)
        values = [_literal(v, c.storage == "date") for v, c in zip(at, keys, strict=True)]
        yield [_literal(g.of), str(f.full(g)).lower(), *values, _literal(g.last)]


def _literal(value: str | int | None, day: bool = False) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return literal(value)
    return f"DATE '1970-01-01' + INTEGER '{value}'" if day else str(value)
