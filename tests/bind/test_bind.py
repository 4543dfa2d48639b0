"""A policy meets its data contract: what is found, in which order, and what is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.atoms.text import Source
from engine.author.read import read_policy
from engine.bind.bind import bind
from engine.bind.bound import BoundPolicy
from engine.bind.contract import decision_columns, input_columns

HEAD = """\
keytier: 1
policy: sample
version: 1.0.0
title: sample
customers: {id: customer_id}
"""
BODY = """\
data:
  csat: {is: percent, between: [0, 100], fresh: 180 days, dated: csat_date}
  orders: {is: whole, between: [0, 1000]}
  spend: {is: money, sum_of: purchases.amount, window: 12 months}
  seen: {is: date}
tables:
  purchases:
    key: customer_id
    date: day
    columns: {amount: {is: money}, status: {is: text}}
    skip_when: status == 'void'
context:
  stage: {one_of: [grow, keep]}
derived:
  last: {is: number, formula: middle * 2}
  middle: {is: number, formula: first + 1}
  first: {is: number, formula: orders / 2}
checklist:
  owed: {ask: does the customer owe us, good_for: 90 days}
red_flags:
  owed: {then: reject, if_unknown: refer}
scorecard:
  base: 2.5
  criteria:
    happy: {field: csat, points: as_is, missing: both_ways}
    busy: {field: orders, points: {at_least: {12: 100}, otherwise: 0}}
    worth: {field: spend, points: {at_least: {5m: 100, 500万: 60}, otherwise: 0}}
  weights:
    choose_by: stage
    grow: {happy: 33.33, busy: 33.33, worth: 33.34}
    default: {happy: 40, busy: 40, worth: 20}
  missing: {points: 12.5}
  enough_evidence: 70%
tiers:
  gold: {at_least: 85.125, require: {when: last > 3, if_unknown: met}}
  basic:
benefits:
  gift: {amount: 1.5k}
  cut: {percent: {formula: "min(15, 5 + score / 10)"}}
actions:
  everyone: [{task: call, to: sales}]
  gold: [gift, cut]
"""


def bound_of(text: str) -> tuple[BoundPolicy | None, list[str]]:
    policy, found = read_policy(Source("p.yaml", text))
    assert policy is not None, [d.message() for d in found]
    bound, more = bind(policy)
    return bound, [f"{d.code} {d.message()}" for d in more]


def whole() -> BoundPolicy:
    bound, said = bound_of(HEAD + BODY.replace("5m: 100, 500万: 60", "5m: 100, 1m: 60"))
    assert bound is not None, said
    return bound


def test_literals_are_exact_integers_at_their_scale() -> None:
    """Weights are basis points, points thousandths, thresholds at the scale of the field."""
    card = whole().scorecard
    assert card is not None
    assert card.profiles == {"grow": (3333, 3333, 3334), "default": (4000, 4000, 2000)}
    assert card.base == 2500
    assert card.enough_evidence == 700000
    worth = card.leaves()[2]
    assert worth.points.thresholds == (50_000_000_000, 10_000_000_000)  # type: ignore[union-attr]
    assert whole().tiers[0].at_least == 85125
    assert whole().benefits["gift"].parameters == {"amount": 15_000_000}


def test_a_missing_rule_is_the_criterion_s_own_else_the_scorecard_s() -> None:
    """`both_ways` stands on one criterion, `points: 12.5` comes from the scorecard."""
    card = whole().scorecard
    assert card is not None
    rules = [c.missing for c in card.leaves()]
    assert [(r.how, r.points) for r in rules if r] == [
        ("both_ways", 0), ("points", 12500), ("points", 12500)
    ]  # fmt: skip


def test_derived_fields_come_after_what_they_read() -> None:
    """The file's order, but each reads only earlier ones."""
    assert [f.id for f in whole().derived_fields()] == ["first", "middle", "last"]


def test_what_may_be_missing_follows_from_where_it_comes() -> None:
    """Columns may be missing; sums of rows never are; what is derived follows what it reads."""
    fields = whole().fields
    assert {n for n, f in fields.items() if not f.may_miss} == {"spend"}
    must = HEAD + "gates: {must_have: [orders, csat]}\n" + BODY.replace("5m: 100, 500万: 60",
                                                                        "5m: 100")  # fmt: skip
    bound, said = bound_of(must)
    assert bound is not None, said
    never = {n for n, f in bound.fields.items() if not f.may_miss}
    assert never == {"spend", "orders", "first", "middle", "last"}  # csat may still be too old


def test_two_thresholds_equal_after_scaling_are_one_mistake() -> None:
    """`5m` and `500万` are the same money."""
    bound, said = bound_of(HEAD + BODY)
    assert bound is None
    assert said == ["KT211 `5m` and `500万` are the same threshold"]


def test_row_layouts_follow_from_the_bound_policy() -> None:
    """Inputs and decisions have one column each, without two of one name."""
    bound = whole()
    for columns in (input_columns(bound), decision_columns(bound)):
        names = [c.name for c in columns]
        assert len(set(names)) == len(names)
    assert "csat.date" in [c.name for c in input_columns(bound)]


def test_all_mistakes_of_a_file_come_in_one_go() -> None:
    """Nine mistakes in nine places are nine findings, in file order."""
    text = HEAD + BODY
    for right, wrong in [
        ("between: [0, 1000]", "between: [1000, 0]"),
        ("purchases.amount", "purchases.amuont"),
        ("status == 'void'", "status = 'void'"),
        ("first + 1", "fist + 1"),
        ("{field: orders,", "{field: ordres,"),
        ("happy: 33.33", "happy: 33.3"),
        ("5m: 100, 500万: 60", "5m: 100, 10m: 60"),
        ("last > 3", "last"),
        ("gold: [gift, cut]", "gold: [gft, cut]"),
    ]:
        assert right in text
        text = text.replace(right, wrong, 1)
    bound, said = bound_of(text)
    assert bound is None
    assert [s[:5] for s in said] == [
        "KT192", "KT182", "KT155", "KT180", "KT180", "KT210", "KT203", "KT172", "KT184"
    ]  # fmt: skip


@pytest.mark.parametrize("cycle", ["middle", "last"])
def test_a_circle_is_named_once(cycle: str) -> None:
    """However long the circle, one finding names it, and nothing follows from it."""
    text = (HEAD + BODY).replace("orders / 2", cycle).replace("5m: 100, 500万: 60", "5m: 100")
    bound, said = bound_of(text)
    assert bound is None
    assert len(said) == 1
    assert said[0].startswith("KT188")
    assert "first" in said[0]


def test_a_faulty_declaration_is_not_repeated_by_its_readers() -> None:
    """A derived field whose formula is wrong gives one finding, not one for each reader."""
    text = (HEAD + BODY).replace("orders / 2", "order / 2").replace("5m: 100, 500万: 60", "5m: 100")
    bound, said = bound_of(text)
    assert bound is None
    assert said == ["KT180 there is no field `order`"]


@pytest.mark.parametrize("word", ["today", "now", "TODAY", "current_date"])
def test_whoever_writes_today_is_told_of_as_of(word: str) -> None:
    """A word for the day of the clock is offered `as_of`, not a field that is spelled alike."""
    text = (HEAD + BODY).replace("orders / 2", f"days_between(seen, {word}) / 2")
    text = text.replace("first:", "todays: {is: number, formula: orders}\n  first:")
    policy, _ = read_policy(Source("p.yaml", text.replace("5m: 100, 500万: 60", "5m: 100")))
    assert policy is not None
    (said,) = bind(policy)[1]
    assert (said.code, said.hint) == (
        "KT180",
        ("write `as_of`, the day of the run: nothing reads the clock",
         "写 `as_of`，即基准日；任何地方都不读时钟"),
    )  # fmt: skip
    assert said.fix is not None and said.fix.text == "as_of"


def test_layout_does_not_change_what_is_bound() -> None:
    """The same policy in another layout binds to an equal policy."""
    text = HEAD + BODY.replace("5m: 100, 500万: 60", "5m: 100")
    other = text.replace("checklist:\n  owed: {ask: does the customer owe us, good_for: 90 days}",
                         "# a comment\nchecklist:\n  owed:\n    good_for: 90 days\n"
                         "    ask: does the customer owe us")  # fmt: skip
    one, _ = bound_of(text)
    two, _ = bound_of(other)
    assert text != other
    assert one is not None
    assert two is not None
    assert replace(one, policy=two.policy) == two


def test_the_shipped_policy_binds() -> None:
    """The policy of the demo is sound."""
    file = Path(__file__).parents[2] / "policies" / "value-tiers" / "policy.yaml"
    bound, said = bound_of(file.read_text(encoding="utf-8"))
    assert said == []
    assert bound is not None
