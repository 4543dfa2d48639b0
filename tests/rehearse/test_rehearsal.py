"""Policy tests: what passes, what fails and how it says so, and what counts as reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source
from engine.author.read import load_source, read_policy
from engine.bind.bind import bind
from engine.bind.bound import BoundPolicy
from engine.decide.interpreter import walk
from engine.rehearse import rehearsal
from engine.rehearse.days import dated_parts
from engine.rehearse.folder import read_cases
from engine.rehearse.rehearsal import Rehearsal, rehearse
from engine.rehearse.windows import summed
from engine.report.render import render

ROOT = Path(__file__).resolve().parent.parent.parent

POLICY = """\
keytier: 1
policy: tried
version: 1.0.0
title: Tried
currency: CNY
customers: {id: id}
context: {stage: {one_of: [growing, calm], is: text}}
tables:
  orders:
    key: id
    date: 下单日
    columns: {amount: {is: money}, status: {is: text}}
    skip_when: status == 'cancelled'
data:
  spend: {is: money, sum_of: orders.amount, window: 12 months}
  number: {is: whole, count_of: orders}
  latest: {is: money, last_of: orders.amount, missing_rows: skip}
  mean: {is: money, mean_of: orders.amount, missing_rows: skip, round: 2}
  first: {is: date, first_of: orders.date}
  returned: {is: percent, share_of: {table: orders, when: status == 'returned', min_count: 2}}
  last_month: {is: whole, count_of: orders, window: last calendar month}
  csat: {is: number, between: [0, 100], fresh: 180 days, dated: asked_on}
  region: {is: text, one_of: [华东, 华南]}
  interests: {is: choices, one_of: [family, listed]}
checklist:
  fraud: {ask: Known for fraud?, good_for: 90 days}
red_flags:
  fraud: {then: reject, if_unknown: nothing, reason: R1}
  few:
    when: number < 2
    then: {cap: good}
    if_unknown: nothing
    reason: R2
scorecard:
  criteria:
    spending: {field: spend, points: {at_least: {1000: 100, 100: 50}, otherwise: 0}}
    survey: {field: csat, points: as_is, missing: keep}
    place: {field: region, points: {one_of: {华东: 100}, otherwise: 20}, missing: {points: 50}}
  weights:
    choose_by: stage
    growing: {spending: 60, survey: 20, place: 20}
    calm: {spending: 20, survey: 60, place: 20}
tiers:
  best: {at_least: 80}
  good: {at_least: 40, routes: {rich: spend > 5000}}
  rest: {}
benefits: {gift: {}}
actions:
  everyone: [gift]
tests:
"""

ORDERS = (
    "orders: [{date: 2026-06-01, amount: 900, status: paid},"
    " {date: 2026-05-02, amount: 200, status: paid}]"
)
DECIDED = "{outcome: decided}"


def bound_of(text: str) -> BoundPolicy:
    policy, found = read_policy(Source("policy.yaml", text))
    assert policy is not None, render(found)
    bound, found = bind(policy)
    assert bound is not None, render(found)
    return bound


def tried(
    given: str, expect: str, head: str = "as_of: 2026-06-30, context: {stage: calm}"
) -> Rehearsal:
    """The rehearsal of one case of the policy above, as if it stood in a file of its own."""
    parts = [p for p in ("name: 一例", head, f"given: {{{given}}}", f"expect: {expect}") if p]
    cases, found = read_cases(Source("cases.yaml", f"tests:\n  - {{{', '.join(parts)}}}\n"))
    assert found == []
    return rehearse(bound_of(POLICY.replace("tests:\n", "")), cases)


def row(given: str, head: str = "as_of: 2026-06-30, context: {stage: calm}") -> dict[str, object]:
    """The decision of one case, which both engines must agree on."""
    done = tried(given, DECIDED, head)
    assert done.found == ()
    (result,) = done.results
    assert result.row is not None
    return dict(result.row)


def test_rows_add_up() -> None:
    """Windows are (D - w, D]; rows after as-of and skipped ones are left out."""
    got = row(
        "orders: ["
        "{date: 2025-06-30, amount: 5000, status: paid},"  # the day before the window opens
        "{date: 2025-07-01, amount: 100.5, status: paid},"
        "{date: 2026-05-31, amount: 30, status: returned},"
        "{date: 2026-06-01, amount: 7, status: paid},"
        "{date: 2026-06-30, amount: 1m, status: cancelled},"
        "{date: 2026-07-01, amount: 9m, status: paid}]"
    )
    assert got["spending.value"] == (1005000 + 300000 + 70000)
    assert got["spending.points"] == 50_000


@pytest.mark.parametrize(
    ("field", "rows", "expected"),
    [
        ("latest", ["2026-01-02 5"], 50000),
        ("latest", [], None),
        ("latest", ["2026-01-02", "2026-01-01 3"], 30000),
        ("mean", ["2026-01-02 1", "2026-01-02 2", "2026-01-03 2"], 16700),
        ("mean", ["2026-01-02"], None),
        ("first", ["2026-01-02 1", "2026-01-05 1"], 20455),
        ("returned", ["2026-01-02 1 returned"], None),
        ("returned", ["2026-01-02 1 returned", "2026-01-05 1", "2026-01-05 1"], 333333),
        ("last_month", ["2026-05-01 1", "2026-05-31 1", "2026-04-30 1", "2026-06-01 1"], 2),
        ("number", [], 0),
        ("spend", [], 0),
    ],
)
def test_aggregates(field: str, rows: list[str], expected: int | None) -> None:
    """Each way to sum up rows, exact, and what no rows give."""
    keys = ("date", "amount", "status")
    listed = ", ".join(
        "{" + ", ".join(f"{k}: {v}" for k, v in zip(keys, row.split(), strict=False)) + "}"
        for row in (r if r.count(" ") == 2 else f"{r} paid" if " " in r else r for r in rows)
    )
    case = f"  - {{name: x, given: {{orders: [{listed}]}}, expect: {DECIDED}}}\n"
    policy = bound_of(POLICY.replace("skip_when: status == 'cancelled'", "") + case)

    sums = summed(policy, policy.policy.tests[0], 20634)
    assert field not in sums.errors
    assert sums.values[field] == expected


def test_a_window_may_be_given_its_value() -> None:
    """A summed field may be given directly, in the policy's own writing."""
    assert row("spend: 5万, number: 3")["spending.value"] == 500_000_000
    assert row("spend: 5万, number: 3")["tier"] == "good"


def test_ages_and_answers() -> None:
    """`<id>_date`, the `dated:` heading and answers are given as data would have them."""
    fresh = row("csat: 80, asked_on: 2026-06-01, fraud: yes, fraud_date: 2026-06-01")
    assert (fresh["survey.points"], fresh["fraud.answer"]) == (80_000, "yes")
    old = row("csat: 80, csat_date: 2025-06-01, fraud: yes, fraud_date: 2026-01-01")
    assert (old["survey.points"], old["fraud.answer"]) == (0, "unknown")
    assert "survey.too_old" in old["reasons"]  # type: ignore[operator]


def test_a_table_may_be_given_without_rows() -> None:
    """`orders: []` says that there is none, as saying nothing does."""
    assert row("orders: [], region: 华东") == row("region: 华东")
    assert row("orders: []")["few.answer"] == "yes"


def test_a_heading_may_date_several_fields() -> None:
    """The day under a heading is that of every field that the heading dates."""
    field = "{is: number, between: [0, 100], fresh: 180 days, dated: asked_on}"
    text = (
        POLICY.replace("tests:\n", "")
        .replace("  region:", f"  nps: {field}\n  region:")
        .replace("checklist:", "derived:\n  both: {formula: csat + nps, is: number}\nchecklist:")
    )
    given = ["asked_on: 2026-06-01", "nps_date: 2025-06-01, asked_on: 2026-06-01"]
    cases, _ = read_cases(
        Source(
            "cases.yaml",
            "tests:\n"
            + "".join(
                f"  - {{name: {i}, as_of: 2026-06-30, context: {{stage: calm}}, "
                f"given: {{csat: 80, nps: 40, {dates}}}, expect: {DECIDED}}}\n"
                for i, dates in enumerate(given)
            ),
        )
    )
    rows = [r.row for r in rehearse(bound_of(text), cases).results]
    assert [r and r["derived.both"] for r in rows] == [120_000_000, None]


def test_everything_may_be_expected() -> None:
    """Outcome, tier, exact score, reasons, actions in any order, and flags."""
    done = tried(
        f"{ORDERS}, csat: 90, csat_date: 2026-06-01, region: 华东",
        "{outcome: decided, tier: best, score: 94.0, because: [survey.below], actions: [gift],"
        " flags: {few: no, fraud: unknown}}",
    )
    assert done.found == ()


@pytest.mark.parametrize(
    ("given", "expect", "code", "under", "message"),
    [
        (ORDERS, "{outcome: refer}", "KT500", "refer", "outcome `refer`, got `decided`"),
        (ORDERS, "{tier: best}", "KT500", "best", "tier `best`, got `rest`"),
        (ORDERS, "{score: 30.1}", "KT500", "30.1", "score `30.1`, got `30`"),
        (ORDERS, "{actions: []}", "KT500", "{actions: []}", "actions ``, got `gift`"),
        (ORDERS, "{actions: [gift, x]}", "KT500", "gift, x", "`gift, x`, got `gift`"),
        (ORDERS, "{flags: {few: yes}}", "KT500", "yes", "flag `few` `yes`, got `no`"),
        (ORDERS, "{flags: {fwe: yes}}", "KT504", "fwe", "gives `fwe`"),
        (ORDERS, "{because: []}", "KT502", "{because: []}", "expects no reason at all"),
        (ORDERS, "{because: [survey.misin]}", "KT501", "survey.misin", "got `survey.missing`"),
        ("spned: 5", DECIDED, "KT504", "spned", "gives `spned`"),
        ("orders: [{date: 2026-01-01, amout: 1}]", DECIDED, "KT504", "amout", "gives `amout`"),
        ("odrers: [{date: 2026-01-01}]", DECIDED, "KT504", "odrers", "gives `odrers`"),
        ("orders: [{amount: 3}]", DECIDED, "KT505", "amount", "gives `orders.date` as ``"),
        ("orders: [{date: 2026-1-1}]", DECIDED, "KT505", "2026-1-1", "expected a date"),
        ("spend: lots", DECIDED, "KT505", "lots", "expected an amount of money"),
        ("spend: 1.00001", DECIDED, "KT505", "1.00001", "expected an amount of money"),
        ("csat: 101", DECIDED, "KT505", "101", "expected a number from 0 to 100"),
        ("region: 华北", DECIDED, "KT505", "华北", "expected one of 华东, 华南"),
        ("fraud: maybe", DECIDED, "KT505", "maybe", "expected yes, no, unknown"),
        ("interests: [family, x]", DECIDED, "KT505", "[family, x]", "expected one of family"),
        ("orders: [{date: 2026-01-01, status: a}]", DECIDED, "KT509", "orders", "no `spend`: a"),
    ],
)  # fmt: skip
def test_what_fails_says_where(
    given: str, expect: str, code: str, under: str | None, message: str
) -> None:
    """Every way to fail is one finding, at the words that are wrong."""
    done = tried(given, expect)
    (found,) = done.found
    assert found.code == code
    assert message in found.message()
    assert found.message("zh")
    assert found.at is not None
    if under is not None:
        assert found.at.text == under


@pytest.mark.parametrize("given", ["满意度: 90", "csta: 90", "cust_sat_2026: 90"])
def test_a_heading_is_offered_the_id_of_its_field(given: str) -> None:
    """A case that gives a value under the heading of the data is told of the field's id, as one
    that misspells the id is."""
    headed = POLICY.replace("fresh: 180 days, dated: asked_on}", "from: [cust_sat_2026, 满意度]}")
    head = "name: one, as_of: 2026-06-30, context: {stage: calm}"
    case = f"tests:\n  - {{{head}, given: {{{given}}}, expect: {DECIDED}}}\n"
    cases, _ = read_cases(Source("c.yaml", case))
    (found,) = rehearse(bound_of(headed.replace("tests:\n", "")), cases).found
    assert found.code == "KT504"
    assert found.caret == ("did you mean `csat`?", "是否想写 `csat`？")


def test_differences_come_together() -> None:
    """A case that differs in several ways says all of them; the first shows the reasons."""
    done = tried(ORDERS, "{tier: best, score: 1, because: [place.below]}")
    assert [d.code for d in done.found] == ["KT500", "KT500", "KT501"]
    labels = {label.at.text for label in done.found[0].labels}
    assert labels == {"survey", "place"}
    assert all(not d.labels for d in done.found[1:])


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("context: {stage: calm}", "KT503"),
        ("as_of: 2026-06-30", "KT508"),
        ("as_of: 2026-06-30, context: {stage: odd}", "KT505"),
        ("as_of: 2026-06-30, context: {stag: calm}", "KT504"),
    ],
)
def test_day_and_context(head: str, code: str) -> None:
    """The day and the context of a case are never guessed."""
    assert [d.code for d in tried(ORDERS, DECIDED, head).found] == [code]


def test_a_case_may_expect_an_error() -> None:
    """Where the outcome `error` is expected, a cell that cannot be read is no mistake."""
    expect = "{outcome: error, because: [csat.outside, region.outside]}"
    assert tried("csat: 900, region: 华北", expect).found == ()
    assert tried("orders: [{date: 2026-01-01, status: a}]",
                 "{outcome: error, because: [spend.rows]}").found == ()  # fmt: skip


def test_a_policy_without_dates_needs_no_as_of() -> None:
    """Where nothing depends on a day, a case may leave it out."""
    policy, _ = read_policy(load_source(ROOT / "policies/starter/policy.yaml"))
    assert policy is not None
    bound, _ = bind(policy)
    assert bound is not None
    assert dated_parts(bound) == ()
    assert "spend" in dated_parts(bound_of(POLICY.replace("tests:\n", "")))


def test_engines_that_disagree_are_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column on which the two engines differ is a finding that says so."""

    def lying(*args: object, **kwargs: object) -> dict[str, object]:
        decided = walk.interpret(*args, **kwargs)  # type: ignore[arg-type]
        return {**decided, "tier": "best", "reasons": []}

    monkeypatch.setattr(rehearsal, "interpret", lying)
    found = tried(ORDERS, "{tier: rest}").found
    assert [d.params["column"] for d in found] == ["tier", "reasons"]
    assert "this is a bug in keytier" in render(found)


def spots(done: Rehearsal) -> set[str]:
    return {s.words[0] for s in done.coverage.missed}


def test_coverage_counts_steps_tiers_flags_and_routes() -> None:
    """What no case reaches is listed by name; what cannot be reached is not asked for."""
    done = tried(ORDERS, DECIDED)
    assert spots(done) == {
        "flag `fraud`: yes", "flag `few`: yes",
        "criterion `spending`: at_least 100", "criterion `spending`: otherwise",
        "criterion `survey`: any value", "criterion `place`: 华东", "criterion `place`: otherwise",
        "tier `best`", "tier `good`", "route `good.rich`",
    }  # fmt: skip
    assert done.coverage.percent == "33.3"
    more = tried("spend: 6000, number: 5, fraud: no", DECIDED)
    assert "route `good.rich`" not in spots(more)
    assert "tier `good`" not in spots(more)


def test_coverage_is_never_rounded_up() -> None:
    """100 % means everything."""
    done = tried(ORDERS, DECIDED)
    assert done.coverage.tenths < 1000
    assert re.fullmatch(r"\d+(\.\d)?", done.coverage.percent)


def test_failures_in_words(golden: object) -> None:
    """The terminal output of failing cases, in both languages."""
    cases = (
        "  - {name: 大客户应是最高级, as_of: 2026-06-30, context: {stage: calm}, given: {"
        + ORDERS
        + "}, expect: {tier: best, because: [survey.misin], flags: {few: yes}}}\n"
        "  - {name: without a day, given: {spned: 5}, expect: {tier: best}}\n"
    )
    found: list[Diagnostic] = list(rehearse(bound_of(POLICY + cases)).found)
    here = Path(__file__).parent / "golden"
    for language in ("en", "zh"):
        golden(here / f"failures.{language}.txt", render(found, "text", language))  # type: ignore[operator]
