"""Random customers for a bound policy: canonical rows, mostly right beside its edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from engine.atoms.dates import FIRST_DAY, LAST_DAY, Duration, back
from engine.author.formula import tree as t
from engine.bind.bound import (
    BandPoints,
    BoundPolicy,
    Field,
    LinePoints,
    Points,
    Steps,
    Typed,
    WordPoints,
)
from engine.bind.contract import OVERRIDE, held_columns
from tests.generator.chance import Chance
from tests.generator.fields import WORDS
from tests.generator.seats import draw_facts

Row = dict[str, Any]


@dataclass
class Customers:
    """Rows, and how many of their numbers and days stand within one unit of an edge."""

    rows: list[Row] = field(default_factory=list)
    values: int = 0
    at_edges: int = 0


def draw_customers(source: Random, bound: BoundPolicy, as_of: int, count: int) -> Customers:
    """So many customers; about one in twelve has something in error."""
    c = Chance(source)
    edges = {f.id: edges_of(bound, f, as_of) for f in bound.data_fields()}
    customers = Customers()
    for n in range(count):
        customers.rows.append(_row(c, bound, as_of, f"C{n}", edges, customers))
    return customers


def _row(
    c: Chance, bound: BoundPolicy, as_of: int, id_: str, edges: dict[str, Any], seen: Customers
) -> Row:
    row: Row = {"id": id_}
    errors = []
    faulty = c.one_in(14)
    missing = c.pick([3, 10, 30, 60])  # percent of this customer's cells
    for f in bound.data_fields():
        row[f.id] = None if c.percent(missing) else _value(c, f, edges[f.id], seen)
        if f.fresh is not None:
            row[f.date_name] = _day(c, as_of, f.fresh, faulty)
        if faulty and c.one_in(5):
            row[f.id] = None
            errors.append(f"{f.id}.{c.pick(['unreadable', 'digits', 'outside'])}")
        if f.raters is not None:
            row[f.spread_name] = _spread(c, f, row[f.id])
        if row[f.id] is None and f.id in bound.must_have and f"{f.id}." not in "".join(errors):
            errors.append(f"{f.id}.missing")
    for item in bound.items.values():
        answers = ["no", "yes", "unknown", "not_applicable"]
        row[item.id] = "error" if faulty and c.one_in(4) else c.pick(answers)
        row[f"{item.id}.date"] = _day(c, as_of, item.good_for, faulty)
    for dated in (*bound.data_fields(), *bound.items.values()):
        _overtake(c, row, dated.id, dated.stale_after, as_of)
    row |= _previous(c, bound, as_of)
    row |= _history(c, bound, as_of, row)
    if bound.policy.reassess_on:
        row["event"] = c.pick(["moved", "merged"]) if c.one_in(3) else None
    row |= _override(c, bound, as_of)
    draw_facts(c, bound, row)
    row["errors"] = errors or None
    return row


def _overtake(c: Chance, row: Row, id_: str, events: tuple[str, ...], as_of: int) -> None:
    """Puts a day of evidence beside the day of an event that may make it stale."""
    if not events or c.one_in(3) or (event := row[c.pick(events)]) is None:
        return
    if event > as_of + 1:
        return
    row[f"{id_}.date"] = max(FIRST_DAY, min(event + c.whole(-1, 1), as_of))


def _previous(c: Chance, bound: BoundPolicy, as_of: int) -> Row:
    """What the previous decision left: nothing, a tier that is gone, or one held, with days at the
    boundaries of hold and grace."""
    moves = bound.moves
    if moves is None:
        return {}
    held: Row = dict.fromkeys(f"previous.{what}" for what, _ in held_columns(bound))
    way = c.whole(0, 9)
    if way == 0:
        return held
    held["previous.tier"] = "gone" if way == 1 else c.pick([t.id for t in bound.tiers])
    held["previous.since"] = None if c.one_in(12) else _start(c, as_of, moves.hold)
    held["previous.worse"] = c.pick([None, 0, 0, 1, 1, 2, 5])
    if c.percent(40):
        held["previous.grace"] = _start(c, as_of, moves.grace)
    notices = [x.notice for x in bound.benefits.values() if x.notice is not None]
    if notices:
        held["previous.lost"] = c.pick([None, "gone", *(t.id for t in bound.tiers)])
        if c.one_in(2):
            held["previous.since"] = _start(c, as_of, c.pick(notices))
    return held


def _history(c: Chance, bound: BoundPolicy, as_of: int, row: Row) -> Row:
    """What earlier assessments found of what warnings watch: mostly a bit more each time, the
    further back, sometimes nothing."""
    found: Row = {}
    for w in bound.warnings:
        scale, deep = bound.watched()[w.watch]
        low, high = 0, 100 * 10**scale
        if w.reads is not None:
            t = bound.fields[w.reads].type
            low, high = t.low or 0, t.high or 0
        now = row.get(w.reads or "")
        number = now if isinstance(now, int) else c.magnitude(low, high)
        for n in range(1, deep + 1):
            number += c.pick([0, 1, 1, 1, -1, 10**scale, w.drop or 0])
            known = None if c.one_in(9) else max(low, min(high, number))
            found[f"history.{w.watch}.{n}"] = known
        found["history.length"] = c.pick([None, 1, deep - 1, deep, deep, deep + 1, 9])
        if w.mute is not None:
            found[f"warned.{w.id}"] = None if c.one_in(3) else _start(c, as_of, w.mute)
    for name, f in bound.befores().items():
        low, high, now = f.type.low or 0, f.type.high or 0, row.get(name)
        number = now if isinstance(now, int) else c.magnitude(low, high)
        number += c.pick([0, 1, -1, -5, 5]) * c.pick([1, 10**f.type.scale])
        known = None if c.one_in(6) else max(low, min(high, number))
        found.setdefault(f"history.{name}.1", known)
    return found


def _override(c: Chance, bound: BoundPolicy, as_of: int) -> Row:
    """What a person decided: mostly nothing, else any tier, or one that is gone, approved or not,
    until a day at the boundary."""
    if bound.override is None:
        return {}
    row: Row = dict.fromkeys(f"override.{what}" for what, _ in OVERRIDE)
    if c.percent(40):
        return row
    row["override.tier"] = "gone" if c.one_in(12) else c.pick([t.id for t in bound.tiers])
    row["override.until"] = None if c.one_in(20) else as_of + c.pick([-400, -1, 0, 0, 1, 400])
    row["override.approved"] = c.pick([True, True, True, True, False, None])
    return row


def _start(c: Chance, as_of: int, span: Duration | None) -> int:
    """A day in the past, mostly where what began then is just over, or just not."""
    if span is None or c.one_in(4):
        return as_of - c.pick([1, 30, 400])
    return back(as_of, span) + c.whole(-3, 3)


def _value(c: Chance, f: Field, edges: list[int], seen: Customers) -> Any:
    kind = f.type.kind
    if kind == "yes_no":
        return c.one_in(2)
    if kind == "text":
        return c.pick(f.type.words or (*WORDS, "其他"))
    if kind == "choices":
        words = list(f.type.words or ())
        return c.some(words, len(words)) or words[:1]
    low = f.type.low if f.type.low is not None else FIRST_DAY
    high = f.type.high if f.type.high is not None else LAST_DAY
    near = bool(edges) and c.percent(60)
    value = c.pick(edges) + c.whole(-1, 1) if near else c.magnitude(low, high)
    value = max(low, min(high, value))
    seen.values += 1
    seen.at_edges += any(abs(value - e) <= 1 for e in edges)
    return value


def _spread(c: Chance, f: Field, value: int | None) -> int | None:
    """How far apart the raters of a value lie: beside what is allowed, or anything."""
    if value is None and not c.one_in(5):
        return None
    allowed, most = f.disagree or 0, f.spread_type.high or 0
    apart = allowed + c.whole(-1, 1) if c.percent(70) else c.magnitude(0, most)
    return max(0, min(most, apart))


def _day(c: Chance, as_of: int, span: Duration | None, faulty: bool) -> int | None:
    """A day of evidence: right at the boundary, on the day itself, and in error ahead of it."""
    way = c.whole(0, 9)
    if way == 0:
        return None
    if faulty and way == 1:
        return as_of + c.whole(1, 3)
    if span is not None and way <= 6:
        return back(as_of, span) + c.whole(0, 1)
    return as_of - c.pick([0, 1, 100, 10_000])


def edges_of(bound: BoundPolicy, f: Field, as_of: int) -> list[int]:
    """Every number or day that the policy compares this field with, at its scale, and its ends."""
    found: set[int] = set()
    if f.type.low is not None and f.type.high is not None:
        found |= {f.type.low, f.type.high}
        if f.type.low <= 0 <= f.type.high:
            found.add(0)
    for leaf in bound.leaves():
        if leaf.field == f.id:
            found |= set(points_edges(leaf.points))
    for typed in formulas(bound):
        nodes = list(t.walk(typed.formula.root))
        if any(isinstance(n, t.Name) and n.name == f.id for n in nodes):
            found |= _literals(nodes, f.type.scale, day=f.type.kind == "date")
    if f.type.kind == "date":
        found.add(as_of)
    return sorted(found)


def points_edges(points: Points) -> Iterable[int]:
    match points:
        case Steps(thresholds=edges):
            return edges
        case LinePoints(nodes=nodes):
            return [x for x, _ in nodes]
        case BandPoints(rows=rows):
            return [e for first, below, _ in rows for e in (first, below)]
        case WordPoints():
            return []
        case _:
            return []


def _literals(nodes: list[t.Tree], scale: int, day: bool) -> set[int]:
    if day:
        return {n.day for n in nodes if isinstance(n, t.Day)}
    found = set()
    for n in nodes:
        if isinstance(n, t.Number) and n.scale <= scale:
            value = n.digits * 10 ** (scale - n.scale)
            found |= {value, -value}
    return found


def formulas(bound: BoundPolicy) -> list[Typed]:
    """Every formula of a policy."""
    found = [f.formula for f in bound.fields.values()]
    found += [bound.applies_when, *(i.applies_when for i in bound.items.values())]
    found += [flag.when for flag in bound.flags]
    for tier in bound.tiers:
        found += [tier.require, *(r.when for r in tier.routes)]
    for _, rules in bound.class_tables():
        found += [rule.when for rule in rules]
    for benefit in bound.benefits.values():
        found += [v for v in benefit.parameters.values() if isinstance(v, Typed)]
    return [f for f in found if f is not None]
