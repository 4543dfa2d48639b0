"""Random seats of tiers, and random facts for one customer: mostly right beside the last holder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.atoms.dates import FIRST_DAY, LAST_DAY
from engine.atoms.numbers import MAX_POINTS, POINT_SCALE
from engine.bind.bound import BoundPolicy, Leaf, RankPoints, SortKey
from engine.bind.contract import PERCENTS, rank_name
from tests.generator.chance import Chance
from tests.generator.fields import Spec

Row = dict[str, Any]


def draw_seats(
    c: Chance, tiers: dict[str, Any], cards: Sequence[str], named: Sequence[Spec]
) -> None:
    """Gives some tiers seats. `cards` are the ids of scorecards, of which the only one has none;
    `named` the data and derived fields."""
    keys = [card or "score" for card in cards]
    keys += [s.id for s in named if s.numeric or s.kind == "date"]
    made = {"formula", "sources"}
    groups = [s.id for s in named if s.kind == "text" and not made & s.declared.keys()]
    names = list(tiers)
    for number, name in enumerate(names[:-1]):
        order = c.some(keys, 3)
        if not order or not c.percent(45):
            continue
        tier = tiers[name]
        tier["seats"] = c.pick([1, 2, 3, 5, 8])
        tier["order_by"] = [{"field": k, "low": "first"} if c.one_in(4) else k for k in order]
        if c.percent(60):
            tier["when_full"] = c.pick(names[number + 1 :])
        if c.percent(50):
            tier["waiting_list"] = c.percent(80)
        first = next((s for s in named if s.id == order[0]), None)
        if c.percent(40) and (first is None or first.numeric):
            tier["keep_margin"] = (
                c.pick(["5", "0.001", "20"]) if first is None else c.pick(["1", "3", "1000"])
            )
        if groups and c.percent(40):
            tier["per"] = c.pick(groups)


def decisive(sections: dict[str, Any], c: Chance) -> dict[str, Any]:
    """The policy with less for a person to decide and fewer seats, so that more customers compete
    for them."""
    made: dict[str, Any] = _decisive(sections)
    made.pop("applies_when", None)
    for tier in made["tiers"].values():
        if tier and "seats" in tier:
            tier["seats"] = c.whole(1, 3)
    return made


def _decisive(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        found = {k: _decisive(v, k) for k, v in value.items() if k != "enough_evidence"}
        if value.get("if_unknown") == "refer" and "then" not in value:
            if key == "require":
                return found | {"if_unknown": "met"}
            del found["if_unknown"]
        return found
    if isinstance(value, list):
        return [_decisive(v) for v in value]
    if value == "refer":
        return "keep" if key == "missing" else "nothing" if key in ("then", "if_unknown") else value
    return "keep" if key == "missing" and value == "both_ways" else value


def draw_facts(c: Chance, bound: BoundPolicy, row: Row) -> None:
    """Facts of the run, each customer's own: more ways to stand beside the last holder than the
    facts of one population have."""
    for leaf, form in bound.ranked():
        row |= _ranks(c, bound, leaf, form, row)
    for _, tier, seats in bound.seated():
        name = f"facts.{tier.id}"
        row[f"{name}.full"] = None if c.one_in(6) else c.percent(75)
        for n, key in enumerate(seats.order_by, 1):
            row[f"{name}.{n}"] = _beside(c, bound, key, row)
        own = str(row["id"])
        row[f"{name}.last"] = c.pick([own, own, own[:-1], own + "0", "c", "Ü", None])
        if seats.waiting_list:
            row[f"{name}.place"] = c.whole(1, 50) if c.percent(80) else None


def _ranks(c: Chance, bound: BoundPolicy, leaf: Leaf, form: RankPoints, row: Row) -> Row:
    """How others lie around the customer: mostly close, with ties; now and then nobody."""
    named: Row = {rank_name(leaf.id, what): None for what in ("measured", "count", *PERCENTS)}
    if c.one_in(6):
        return named
    t, own = bound.fields[leaf.field].type, row.get(leaf.field)
    assert t.low is not None and t.high is not None
    middle = own if isinstance(own, int) else c.whole(0, 20_000)
    start, rise = middle - c.whole(-5, 105), c.pick([0, 1, 10, 20])
    edges = [max(t.low, min(t.high, start + percent * rise // 10)) for percent in PERCENTS]
    if form.low_first:
        edges.reverse()
    found = {rank_name(leaf.id, p): e for p, e in zip(PERCENTS, edges, strict=True)}
    return named | {rank_name(leaf.id, "count"): 412} | found


def _beside(c: Chance, bound: BoundPolicy, key: SortKey, row: Row) -> int | None:
    if c.one_in(5):
        return None
    if key.card is None:
        own, t = row.get(key.name), bound.fields[key.name].type
        found = own + c.pick([0, 0, 0, 1, -1]) if isinstance(own, int) else c.whole(-5, 20_000)
        low = FIRST_DAY if t.low is None else t.low
        return max(low, min(LAST_DAY if t.high is None else t.high, found))
    up = int(10 ** (bound.card(key.card).scale - POINT_SCALE))
    return c.pick([0, 50_000, MAX_POINTS, c.whole(0, MAX_POINTS)]) * up
