"""Facts of everybody in plain Python, against those that DuckDB finds, and decisions by them.

The witness sorts customers as docs/language.md 7 says and walks the tiers; it shares nothing with
`engine.decide.facts` but the form of the answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from engine.atoms.digest import canonical_json
from engine.bind.bound import BoundPolicy, Seats
from engine.bind.contract import PERCENTS, facts_columns, input_columns
from engine.compile.lower import lower
from engine.decide.contest import find_facts, waiting_tables
from engine.decide.facts import (
    Facts,
    Group,
    SeatFacts,
    facts_of,
    known,
)
from engine.decide.interpreter.fields import read_case
from engine.decide.interpreter.walk import interpret
from engine.decide.ranks import RankFacts, RankGroup
from tests.agreement import Agreement, Difference, decide_all, first_difference
from tests.columns import decide_rows
from tests.evaluators import bind_text, database, from_duckdb, load_rows
from tests.generator import draw_customers, draw_policy
from tests.generator.chance import Chance
from tests.generator.policies import Drawn
from tests.generator.seats import decisive
from tests.generator.yaml_text import document

Row = dict[str, Any]


@dataclass
class Ending:
    """Where a customer ends: the tier's number, whether a person said so, tiers without a seat for
    it, places in queues."""

    tier: int
    given: bool = False
    no_seat: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


@dataclass
class Population:
    """What holds of everybody, and where each customer that was decided ends."""

    facts: Facts
    endings: dict[str, Ending]

    def place(self, tier: str, id_: str) -> int | None:
        """Where a customer stands on the waiting list of a tier."""
        ending = self.endings.get(id_)
        return None if ending is None else ending.places.get(tier)


def witness(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> Population:
    """Everybody ranked, decided by the ranks, then seated tier by tier, best first."""
    ranks = ranks_of(bound, rows, as_of, context)
    ranked = Facts({}, ranks)
    names = [t.id for t in bound.tiers]
    endings, values = {}, {}
    for row in rows:
        row = by_ranks(bound, row, ranked)
        alone = interpret(bound, row, as_of, context)
        if alone["outcome"] == "decided":
            given = alone.get("override") == "applied"
            endings[row["id"]] = Ending(names.index(str(alone["tier"])), given)
            values[row["id"]] = _values(bound, row, alone, as_of, context)
    facts = {}
    for number, tier, seats in bound.seated():
        groups: dict[str | None, list[str]] = {}
        for id_, ending in endings.items():
            if ending.tier == number:
                groups.setdefault(values[id_][seats.per], []).append(id_)
        found = []
        for of in sorted(groups, key=lambda w: (w is not None, (w or "").encode())):
            own = {i: _keys(bound, tier.id, seats, values[i]) for i in groups[of]}
            given = [i for i in groups[of] if endings[i].given]
            ids = sorted(set(groups[of]) - set(given), key=lambda i: _standing(seats, own[i], i))
            left, last, at = max(0, seats.count - len(given)), None, ()
            if 0 < left < len(ids):
                last = ids[left - 1]
                at = tuple(own[last])
            found.append(Group(of, len(groups[of]), last, at, len(given)))
            for place, id_ in enumerate(ids[left:], 1):
                endings[id_].tier = seats.when_full
                endings[id_].no_seat.append(tier.id)
                if seats.waiting_list:
                    endings[id_].places[tier.id] = place
        names_of = tuple(k.name + " low first" * k.low_first for k in seats.order_by)
        facts[tier.id] = SeatFacts(
            seats.count, names_of, seats.per, tuple(found), seats.keep_margin
        )
    return Population(Facts(facts, ranks), endings)


def by_ranks(bound: BoundPolicy, row: Row, facts: Facts) -> Row:
    """A canonical row with nothing known of everybody but the ranks."""
    found = without_facts(bound, row)
    for leaf, form in bound.ranked():
        word = None if form.per is None else row[form.per]
        found |= facts.ranks[leaf.id].columns(leaf.id, word)
    return found


def ranks_of(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> dict[str, RankFacts]:
    """For each criterion by rank and each percent, the value that just so many are not above."""
    found = {}
    told = [
        (read_case(bound, row, as_of, context, None), row)
        for row in (without_facts(bound, r) for r in rows if bound.ranked())
        if interpret(bound, row, as_of, context)["outcome"] not in ("error", "not_applicable")
    ]
    for leaf, form in bound.ranked():
        groups: dict[str | None, list[int]] = {}
        for case, row in told:
            value = case.values[leaf.field]
            if isinstance(value, int):
                groups.setdefault(None if form.per is None else row[form.per], []).append(value)
        made = []
        for of in sorted(groups, key=lambda w: (w is not None, (w or "").encode())):
            values = sorted(groups[of], reverse=form.low_first)
            others = len(values) - 1
            edges = [
                next(v for n, v in enumerate(values, 1) if 100 * n >= percent * others)
                for percent in PERCENTS
            ]
            made.append(RankGroup(of, len(values), tuple(edges) if others else ()))
        scale = bound.fields[leaf.field].type.scale
        found[leaf.id] = RankFacts(leaf.field, scale, form.low_first, form.per, as_of, tuple(made))
        for of, values in groups.items():
            _hold(found[leaf.id], of, values)
    return found


def _hold(facts: RankFacts, of: str | None, values: Sequence[int]) -> None:
    """By the edges each has the share of the others that it stands before, in whole percent."""
    group = facts.group(of)
    assert group is not None
    for mine in dict.fromkeys(values if group.edges else ()):
        worse = sum(v > mine if facts.low_first else v < mine for v in values)
        passed = sum(mine < e if facts.low_first else mine > e for e in group.edges)
        assert passed == 100 * worse // (len(values) - 1)


def _values(
    bound: BoundPolicy, row: Row, alone: Mapping[str, Any], as_of: int, context: Mapping[str, Any]
) -> dict[str | None, Any]:
    """Scores, and fields as rules read them."""
    case = read_case(bound, row, as_of, context, None)
    scores = {
        ("score" if card.column("score") == "score" else card.id): alone[card.column("score")]
        for card in bound.scorecards
    }
    return {None: None, "previous tier": row.get("previous.tier"), **case.values, **scores}


def _keys(
    bound: BoundPolicy, tier: str, seats: Seats, values: Mapping[str | None, Any]
) -> list[Any]:
    """What a customer has by each key; who held the tier is better by the margin."""
    keys = [values[k.name] for k in seats.order_by]
    first = seats.order_by[0]
    if values["previous tier"] == tier and keys[0] is not None:
        thousandth = 1 if first.card is None else 10 ** bound.card(first.card).scale // 1000
        keys[0] += seats.keep_margin * thousandth * (-1 if first.low_first else 1)
    return keys


def _standing(seats: Seats, keys: Sequence[Any], id_: str) -> tuple[Any, ...]:
    """What a customer is sorted by, the first seat smallest."""
    standing: list[Any] = []
    for key, value in zip(seats.order_by, keys, strict=True):
        known_ = 0 if value is None else value
        standing += [value is None, known_ if key.low_first else -known_]
    return (*standing, id_.encode())


def without_facts(bound: BoundPolicy, row: Row) -> Row:
    """A canonical row as it is before anything is known of everybody."""
    return row | {c.name: None for c in facts_columns(bound)}


def agree_on_everybody(source: Random, customers: int) -> Agreement:
    """One random policy with seats: the facts of a random population by DuckDB and by the
    witness, then everybody decided by them on every evaluator, one by one and in one query."""
    drawn = draw_policy(source)
    if source.random() < 0.7:
        sections = decisive(drawn.sections, Chance(source))
        drawn = replace(drawn, sections=sections, text=document(sections))
    bound, _ = bind_text(drawn.text)
    if bound is None or not bound.by_facts:
        return Agreement(refused=1)
    rows = draw_customers(source, bound, drawn.as_of, customers).rows
    rows = [without_facts(bound, row) for row in rows]
    right = witness(bound, rows, drawn.as_of, drawn.context)
    con = database()
    load_rows(con, input_columns(bound), rows)
    facts = find_facts(con, bound, drawn.as_of, drawn.context, "customers")
    found = Agreement(policies=1, customers=len(rows), populations=1)
    if facts != right.facts:
        said = {"interpreter": right.facts, "columns": facts}
        found.difference = Difference(drawn, rows[0], "facts", said)
        return found
    frozen = facts_of(json.loads(canonical_json(facts.to_json())))
    told = [row | frozen.columns(bound, row, right.place) for row in rows]
    answers = decide_all(bound, told, drawn)
    relation = known(con, bound, facts, waiting_tables(bound)).rows("customers")
    load_rows(con, input_columns(bound), rows)
    answers["one query"] = in_one_query(bound, relation, rows, drawn)
    found.cells = sum(map(len, answers["interpreter"]))
    found.native = int("native" in answers)
    found.difference = first_difference(drawn, told, answers) or _wrong(
        drawn, right, told, answers["interpreter"]
    )
    for decision in answers["interpreter"]:
        outcome = str(decision.get("outcome"))
        found.outcomes[outcome] = found.outcomes.get(outcome, 0) + 1
    return found


def in_one_query(bound: BoundPolicy, relation: str, rows: Sequence[Row], drawn: Drawn) -> list[Row]:
    """Decisions on the rows of a relation, in the order of `rows`."""
    plan = lower(bound, drawn.as_of, drawn.context)
    columns = [o.column for o in plan.outputs]
    decided = {
        row[0]: {c.name: from_duckdb(v, c) for c, v in zip(columns, row, strict=True)}
        for row in decide_rows(plan, relation, database())
    }
    return [decided[row["id"]] for row in rows]


def _wrong(
    drawn: Drawn, right: Population, rows: Sequence[Row], decisions: Sequence[Row]
) -> Difference | None:
    """A customer who ends elsewhere than the witness says."""
    names = list(drawn.sections["tiers"])
    if "no_seat" not in decisions[0]:
        return None  # no tier has seats
    for row, decided in zip(rows, decisions, strict=True):
        ending = right.endings.get(row["id"])
        if ending is None:
            seen = {"tier": decided["tier"], "no_seat": decided["no_seat"]}
            wanted: Row = {"tier": None, "no_seat": None}
        else:
            places = {t: decided[f"{t}.place"] for t in names if decided.get(f"{t}.place")}
            seen = {k: decided[k] for k in ("tier", "no_seat", "outcome")} | {"places": places}
            wanted = {
                "tier": names[ending.tier],
                "no_seat": ending.no_seat,
                "outcome": "waiting" if ending.places else "decided",
                "places": ending.places,
            }
        if seen != wanted:
            return Difference(drawn, row, "tier", {"interpreter": seen, "witness": wanted})
    return None
