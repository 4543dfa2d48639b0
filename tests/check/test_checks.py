"""What the checks of meaning promise, beyond one example each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from engine.atoms.dates import to_day
from engine.atoms.text import Source
from engine.check import MOST_FINDINGS, check, inspect
from engine.check.attainable import attainable
from engine.check.matrix import unreachable_cuts, unreachable_places
from engine.check.tiers import unreachable_tiers
from engine.check.wording import says_nothing
from tests.evaluators import bind_text, by_interpreter
from tests.generator import draw_customers, draw_policy

BROKEN = Path(__file__).parents[1] / "broken"
TODAY = to_day(date(2026, 6, 30))


def text_of(name: str) -> str:
    return (BROKEN / name).read_text(encoding="utf-8")


def codes(text: str, today: int | None = TODAY) -> list[str]:
    return [d.code for d in inspect(Source("p.yaml", text), today)[1]]


@pytest.mark.parametrize("portion", range(4))
def test_no_customer_proves_a_check_wrong(portion: int) -> None:
    """On random policies, scores stay within the attainable range, no new customer is decided into
    a tier, or falls into a cut, that is called unreachable, and what is never missing is never
    missing."""
    called = 0
    for number in range(12):
        source = Random(f"checks/{portion}/{number}")
        drawn = draw_policy(source)
        bound, _ = bind_text(drawn.text)
        if bound is None:
            continue
        rows = draw_customers(source, bound, drawn.as_of, 30).rows
        rows = [
            {k: None if k.startswith(("previous.", "override.")) else v for k, v in r.items()}
            for r in rows
        ]
        places = (*unreachable_tiers(bound, None), *unreachable_places(bound, None))
        never = {d.params["tier"] for d in places}
        cuts = {(d.params["card"], d.params["cut"]) for d in unreachable_cuts(bound, None)}
        sure = [f for f in bound.derived_fields() if not f.may_miss]
        called += len(never) + len(cuts)
        for decision in by_interpreter(bound, rows, drawn.as_of, drawn.context):
            assert decision["tier"] not in never, drawn.text
            for card in bound.scorecards:
                least, greatest, _ = attainable(bound, card)
                for what in ("score", "score_best"):
                    score = decision[card.column(what)]
                    assert score is None or least <= score <= greatest, drawn.text
                if bound.axis_of(card) is not None:
                    assert (card.id, decision[card.column("cut")]) not in cuts, drawn.text
            if decision["outcome"] == "decided":
                assert all(decision[f"derived.{f.id}"] is not None for f in sure), drawn.text
    assert called, "nothing is called unreachable in any of these policies"


CARD = """\
keytier: 1
policy: ends
version: 1.0.0
title: ends
customers: {{id: id}}
data:
  a: {{is: whole, between: [0, 10]}}
  b: {{is: whole, between: [0, 10]}}
scorecard:
  criteria:
    x: {{field: a, points: {{at_least: {{5: 50}}, otherwise: 10}}, missing: {x}}}
    y: {{field: b, points: {{at_least: {{5: 100}}, otherwise: 20}}, missing: {y}}}
  weights: {{x: 50, y: 50}}
tiers:
  top: {{at_least: {top}}}
  rest:
"""


@pytest.mark.parametrize(
    ("x", "y", "least", "greatest"),
    [
        ("refer", "refer", 15, 75),
        ("keep", "refer", 10, 75),
        ("{points: 90}", "refer", 15, 95),
        ("reallocate", "refer", 15, 100),
        ("reallocate", "reallocate", 10, 100),
        ("refer", "reallocate", 10, 75),
        ("both_ways", "both_ways", 15, 75),
    ],
)
def test_the_attainable_range_is_exact(x: str, y: str, least: int, greatest: int) -> None:
    """Missing data may lift a score above what full data give, where weights are spread."""
    bound, said = bind_text(CARD.format(x=x, y=y, top=60))
    assert bound is not None, said
    assert attainable(bound, bound.scorecards[0])[:2] == (least * 10**7, greatest * 10**7)


@pytest.mark.parametrize(("top", "found"), [("75", []), ("75.001", ["KT231"])])
def test_a_threshold_at_the_highest_score_can_be_reached(top: str, found: list[str]) -> None:
    """The limit is inclusive, to the last digit."""
    assert codes(CARD.format(x="refer", y="refer", top=top)) == found


ENOUGH = "  weights: {x: 50, y: 50}\n"


@pytest.mark.parametrize(
    ("enough", "top", "found"),
    [("50", "100", []), ("50.01", "75", []), ("50.01", "75.001", ["KT231"]),
     ("100", "15.001", []), ("100", "15", ["KT231"]), ("50", "15", []), ("50", "10", ["KT231"])],
)  # fmt: skip
def test_who_is_decided_has_enough_evidence(enough: str, top: str, found: list[str]) -> None:
    """Weights that are spread lift (and lower) a score only as far as evidence allows."""
    text = CARD.format(x="reallocate", y="reallocate", top=top)
    text = text.replace(ENOUGH, f"{ENOUGH}  enough_evidence: {enough}\n")
    assert codes(text) == found


NESTED = """\
scorecard:
  enough_evidence: {enough}
  criteria:
    p:
      criteria:
        x: {{field: a, points: {{at_least: {{5: 50}}, otherwise: 10}}, missing: reallocate}}
        y: {{field: b, points: {{at_least: {{5: 100}}, otherwise: 20}}, missing: keep}}
      weights: {{x: 40, y: 60}}
      missing: reallocate
    z: {{field: c, points: {{at_least: {{5: 70}}, otherwise: 0}}, missing: {{points: 90}}}}
  weights: {{p: 50, z: 50}}
tiers:
"""


@pytest.mark.parametrize(
    ("enough", "highest"),
    [("100", "75"), ("80", "85"), ("50", "85"), ("31", "85"), ("30", "95"), ("20", "95")],
)
def test_evidence_is_that_of_leaves(enough: str, highest: str) -> None:
    """In a parent, a child counts by its weight in the whole; the top stays exact."""
    head, _ = CARD.split("scorecard:")
    head = head.format() + "  c: {is: whole, between: [0, 10]}\n"
    for top, found in ((highest, []), (highest + ".001", ["KT231"])):
        tiers = f"  top: {{at_least: {top}}}\n  rest:\n"
        assert codes(head + NESTED.format(enough=enough) + tiers) == found


@pytest.mark.parametrize(
    ("middle", "found"),
    [("at_least: 60", ["KT231"]), ("at_least: 59.9", []),
     ("at_least: 60, keep_at: 50", []), ("at_least: 60, routes: {vip: a > 9}", []),
     ("at_least: 60, require: {when: a > 9, if_unknown: not_met}", ["KT231"])],
)  # fmt: skip
def test_a_tier_with_the_points_of_a_better_one(middle: str, found: list[str]) -> None:
    """Whoever has the points is in the better tier, unless that asks for more."""
    text = CARD.format(x="refer", y="refer", top="60")
    text = text.replace("  rest:", f"  middle: {{{middle}}}\n  rest:")
    assert codes(text) == found
    asks = "at_least: 60, require: {when: a > 5, if_unknown: not_met}"
    assert codes(text.replace("top: {at_least: 60}", f"top: {{{asks}}}")) == []


@pytest.mark.parametrize(
    "entry", ["routes: {vip: a > 9}", "require: {when: a > 9, if_unknown: not_met}"]
)
def test_a_tier_entered_otherwise_is_reachable(entry: str) -> None:
    """A route, or a require without points, lets customers in whatever the score."""
    text = CARD.format(x="refer", y="refer", top="99")
    kept = "at_least: 99, " if entry.startswith("routes") else ""
    assert codes(text.replace("top: {at_least: 99}", f"top: {{{kept}{entry}}}")) == []


def test_a_warning_can_be_allowed_with_a_reason() -> None:
    """Behind the line or on the line above; the finding is then not shown."""
    text = text_of("KT231-above-the-highest-score.yaml")
    line = next(x for x in text.split("\n") if x.startswith("  strategic:"))
    behind = text.replace(line, line + " # keytier: allow KT231 — opens in 2027")
    above = text.replace(line, "  # keytier: allow KT231 -- opens in 2027\n  # so there\n" + line)
    assert codes(text) == ["KT231"]
    assert codes(behind) == []
    assert codes(above) == []


def test_an_error_cannot_be_allowed() -> None:
    """The error stays, and the comment is named."""
    text = text_of("KT203-weights-add-up-to-90.yaml")
    line = next(x for x in text.split("\n") if x.startswith("  weights:"))
    allowed = text.replace(line, line + " # keytier: allow KT203 — we like 90")
    assert codes(allowed) == ["KT203"]  # what is left over is only known when every check ran


def test_an_allowance_of_no_code_is_named() -> None:
    """A misspelt code would allow nothing, for ever."""
    text = text_of("KT231-above-the-highest-score.yaml") + "# keytier: allow KT999 — because\n"
    assert codes(text) == ["KT231", "KT291"]


def test_at_most_fifty_findings_are_shown_errors_first() -> None:
    """An error at the end of a long list of warnings is never cut off."""
    text = text_of("KT299-more-than-fifty.yaml")
    found = inspect(Source("p.yaml", text), TODAY)[1]
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].params["count"] == 2
    twice = text.replace("weights: {satisfaction: 40", "weights: {satisfaction: 50")
    assert "KT203" in codes(twice)


def test_dates_are_held_against_today_only_when_it_is_given() -> None:
    """Nothing reads the clock."""
    for name in ("KT207-out-of-force.yaml", "KT251-overdue-review.yaml"):
        assert codes(text_of(name), None) == []


def test_findings_that_need_no_names_come_beside_errors() -> None:
    """An empty reason is said in the same go as a misspelt field."""
    text = text_of("KT250-empty-reason.yaml").replace("idle_days > 180", "idle_day > 180")
    assert codes(text) == ["KT180", "KT250"]


@pytest.mark.parametrize(
    "reason",
    ["得分过低", "R07 得分过低", "R1: 分数不足", "综合得分太低", "不达标", "score too low",
     "The score is too low.", "R03 low score", "insufficient points", "Criteria not met",
     "does not qualify", "评分低", "总分不够"],
)  # fmt: skip
def test_empty_reasons_are_known(reason: str) -> None:
    """Words that only restate the result."""
    assert says_nothing(reason)


@pytest.mark.parametrize(
    "reason",
    ["R02 近12个月三次逾期超过90天", "satisfaction fell below 60 in two surveys", "还款记录不良",
     "低分客户投诉三次", "credit score too low at the bureau", "purchase volume too low",
     "R05 毛利率低于行业均值", "满意度得分过低"],
)  # fmt: skip
def test_reasons_that_say_something_pass(reason: str) -> None:
    """A reason that names what was found is left alone."""
    assert not says_nothing(reason)


def test_the_shipped_policy_has_no_finding() -> None:
    """The policy of the demo is clean in its own time."""
    file = Path(__file__).parents[2] / "policies" / "value-tiers" / "policy.yaml"
    bound, found = inspect(
        Source("policy.yaml", file.read_text(encoding="utf-8")), to_day(date(1998, 6, 30))
    )
    assert [d.message() for d in found] == []
    assert bound is not None
    assert check(bound) == []
