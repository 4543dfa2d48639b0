"""What an explanation says, held against the evaluators on random policies and customers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.atoms.dates import read_date
from engine.bind.bound import BoundPolicy, Leaf, RankPoints
from engine.bind.contract import PERCENTS, rank_name
from engine.explain import as_json, explain, say
from engine.explain.again import decide_again
from engine.explain.explanation import Explanation
from engine.explain.row import Row, tier_number
from engine.explain.single import Tried, lost, reached, tried
from engine.explain.steps import points_of
from engine.explain.sums import Sums
from tests.evaluators import bind_text, by_interpreter
from tests.generator import draw_customers, draw_policy
from tests.longer import times

POLICIES = times(30)
CUSTOMERS = 20


@dataclass(frozen=True)
class Decided:
    """One decision with all that went into it."""

    seed: int
    bound: BoundPolicy
    as_of: int
    context: dict[str, Any]
    inputs: dict[str, Any]
    row: dict[str, Any]

    def read(self) -> Row:
        return Row(self.bound, self.row, self.as_of, self.inputs, self.context)


@cache
def decisions() -> tuple[Decided, ...]:
    return tuple(_decide())


def _decide() -> Iterator[Decided]:
    for seed in range(POLICIES):
        source = Random(seed)
        drawn = draw_policy(source)
        bound, _ = bind_text(drawn.text)
        if bound is None:
            continue
        rows = draw_customers(source, bound, drawn.as_of, CUSTOMERS).rows
        for inputs, row in zip(
            rows, by_interpreter(bound, rows, drawn.as_of, drawn.context), strict=True
        ):
            yield Decided(seed, bound, drawn.as_of, drawn.context, inputs, row)
    yield from _decide_by_hand_written()


def _decide_by_hand_written() -> Iterator[Decided]:
    """A policy with one of everything, under which most criteria can move alone."""
    bound, _ = bind_text((Path(__file__).parent / "policy.yaml").read_text(encoding="utf-8"))
    as_of = read_date("2026-06-30")
    assert bound is not None and as_of is not None
    context = {"stage": "stable"}
    rows = draw_customers(Random(1), bound, as_of, 300).rows
    for inputs, row in zip(rows, by_interpreter(bound, rows, as_of, context), strict=True):
        yield Decided(-1, bound, as_of, context, inputs, row)


EXPLAINED: dict[tuple[int, str], Explanation] = {}


def explained(d: Decided) -> Explanation:
    """What is said of a decision with its inputs, once for all tests."""
    key = (d.seed, d.inputs["id"])
    if key not in EXPLAINED:
        EXPLAINED[key] = explain(d.row, d.bound, as_of=d.as_of, context=d.context, inputs=d.inputs)
    return EXPLAINED[key]


def alone(d: Decided) -> Explanation:
    """What is said of a decision from its row alone."""
    return explain(d.row, d.bound, as_of=d.as_of, context=d.context)


@pytest.mark.parametrize("with_inputs", [True, False])
def test_everything_can_be_said(with_inputs: bool) -> None:
    """Every decision has an explanation in both languages, from its row alone too."""
    assert len(decisions()) > POLICIES * CUSTOMERS / 2
    for d in decisions():
        e = explained(d) if with_inputs else alone(d)
        assert [r.code for r in e.reasons] == list(d.row["reasons"] or ())
        assert all(r.kind != "other" for r in e.reasons), d.row["reasons"]
        for language in ("en", "zh"):
            text = "\n".join(say(e, language, all_reasons=True))
            assert "{" not in text and "None" not in text, text
        json.dumps(as_json(e))


def test_points_are_the_rows() -> None:
    """Points as explained are the points that were decided, for every value read."""
    seen = 0
    for d in decisions():
        for leaf in leaves(d.bound):
            value, points = d.row[f"{leaf.id}.value"], leaf.points
            if isinstance(points, RankPoints) and points.reference is None:
                named = [(p, d.inputs[rank_name(leaf.id, p)]) for p in reversed(PERCENTS)]
                points = replace(points, edges=tuple((p, e) for p, e in named if e is not None))
            if value is not None and d.row[f"{leaf.id}.hit"] is not None:
                assert points_of(points, value) == d.row[f"{leaf.id}.points"]
                seen += 1
    assert seen > 1000


def test_sums_are_the_scores() -> None:
    """The parts that are shown add up to the score that was decided."""
    seen = 0
    for d in decisions():
        for card in d.bound.scorecards:
            score = d.row[card.column("score")]
            if score is not None:
                assert Sums(d.read(), card).score() == score
                seen += 1
    assert seen > 300


_PLAIN_SUM = re.compile(r"[-0-9.]+(?: [+−] [0-9.]+)* = ([0-9.]+)")


def test_shown_sum_adds_up() -> None:
    """Where nothing was spread or limited, adding the shown terms by hand gives the score."""
    seen = 0
    for d in decisions():
        e = explained(d)
        for said, score in [(e.score_sum, e.score), *((s.sum, s.score) for s in e.scores)]:
            m = None if said is None else _PLAIN_SUM.fullmatch(said.en)
            if said is None or m is None:
                continue
            assert score == m[1]
            terms = re.findall(r"(?:^|[+−] )[-0-9.]+", said.en.partition(" = ")[0])
            total = sum(Decimal(t.replace("+ ", "").replace("− ", "-")) for t in terms)
            assert total == Decimal(m[1]), said.en
            seen += 1
    assert seen > 100


def test_points_times_weight() -> None:
    """Every line's points × weight is its contribution, as written."""
    seen = 0
    for d in decisions():
        e = explained(d)
        for c in e.criteria:
            if c.points is not None and c.weight is not None and c.contribution is not None:
                weight = Decimal(c.weight.removesuffix("%")) / 100
                assert Decimal(c.points) * weight == Decimal(c.contribution)
                seen += 1
    assert seen > 1000


def test_named_changes_do_it() -> None:
    """Every "lost by itself" and "enough by itself" is true when the change is made for real and
    the interpreter decides again."""
    lost_, reached_, routes, flags = 0, 0, 0, 0
    for d in decisions():
        row = d.read()
        again = decide_again(row)
        if again is None or row.tier is None:
            continue
        for card in (*d.bound.scorecards, None):
            for t in tried(again, lost(row), losing=True, card=card):
                tier = decided_again(d, t, t.change.to)
                assert tier is not None and tier > row.tier, (d.seed, d.inputs["id"], t)
                if t.change.way in ("falls_below", "rises_above"):  # the edge itself does not
                    tier = decided_again(d, t, t.change.edge, seats=False)
                    assert tier is None or tier <= row.tier, (d.seed, d.inputs["id"], t)
                lost_, flags = lost_ + 1, flags + (t.end.acting != again.now.acting)
            for t in tried(again, reached(row.tier - 1), losing=False, card=card):
                tier = decided_again(d, t, t.change.to)
                assert tier is not None and tier < row.tier, (d.seed, d.inputs["id"], t)
                reached_, routes = reached_ + 1, routes + bool(t.end.route)
    assert min(lost_, reached_) > 100, (lost_, reached_)
    assert min(routes, flags) > 5, (routes, flags)


def decided_again(d: Decided, t: Tried, value: Any, seats: bool = True) -> int | None:
    """The number of the tier after a change, by the interpreter; without `seats`, which hang on
    others, as if every one were free."""
    f, bound, changed = t.field, d.bound, dict(d.inputs)
    if not seats:
        changed |= {name: None for name in changed if name.startswith("facts.")}
    changed[f.id] = value
    if f.origin == "derived":  # it is taken as given
        taken = replace(f, origin="data", formula=None)
        bound = replace(bound, fields={**bound.fields, f.id: taken})
    if f.origin == "item":
        changed[f.id] = "yes" if value else "no"
    if (f.origin == "item" or f.fresh is not None) and t.change.now is None:
        changed[f.date_name] = d.as_of
    again = by_interpreter(bound, [changed], d.as_of, d.context)[0]
    return tier_number(bound, again["tier"] or "")


def leaves(bound: BoundPolicy) -> tuple[Leaf, ...]:
    return bound.leaves()
