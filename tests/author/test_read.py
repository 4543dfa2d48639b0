"""From text to Policy: every key, every place, and a digest that layout does not touch."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.atoms.dates import Duration
from engine.atoms.text import Source, Span
from engine.author import policy as p
from engine.author.compose import compose
from engine.author.formula_text import formula_text
from engine.author.identity import policy_digest
from engine.author.nodes import Mapping, Scalar
from engine.author.page import Page
from engine.author.read import PARSER, read_policy
from tests.author.layouts import Layout

HERE = Path(__file__).parent
WHOLE = (HERE / "policies/relationship.yaml").read_text(encoding="utf-8")


def read(text: str) -> p.Policy:
    """The policy of a text that must have no findings."""
    policy, findings = read_policy(Source("p", text))
    assert findings == []
    assert policy is not None
    return policy


def changed(old: str, new: str) -> p.Policy:
    """The whole policy with one place changed."""
    assert WHOLE.count(old) >= 1
    return read(WHOLE.replace(old, new, 1))


POLICY = read(WHOLE)


def test_data() -> None:
    """Fields of all kinds, with what they are read from and how."""
    spend = POLICY.data["purchases_12m"]
    assert (spend.kind, spend.read, spend.window, spend.missing_rows) == (
        "money",
        p.TableRead("sum_of", "orders", "amount"),
        Duration(12, "months"),
        "skip",
    )
    assert POLICY.customers.label == p.Text("company", "企业")
    assert POLICY.data["orders_12m"].read == p.TableRead("count_of", "orders", None)
    assert POLICY.data["purchases_month"].window == "last calendar month"
    share = POLICY.data["returns_share"].read
    assert share == p.ShareRead("orders", p.FormulaText("status == 'returned'"), 5)
    csat = POLICY.data["csat"]
    assert csat.headings == ("csat", "客户满意度")
    assert csat.between == p.Bounds(p.Word("0"), p.Word("100"))
    assert csat.fresh == Duration(180, "days")
    assert csat.dated == p.Word("csat_date")
    nps = POLICY.data["nps"]
    assert (nps.missing_as, nps.changeable) == (("n/a", "暂无"), False)
    assert POLICY.data["phone"].personal
    assert POLICY.data["response_hours"].note == p.Text("first answer", "首次响应")
    assert POLICY.context["business_stage"].kind == "text"
    assert POLICY.tables["orders"].columns["amount"].round == 2
    assert POLICY.tables["orders"].skip_when == p.FormulaText("status == 'cancelled'")
    assert POLICY.gates == p.Gates({"csat": p.Word("20%")}, (p.Word("region"),), "set_aside")
    assert list(POLICY.derived) == ["idle_days", "loud", "grade"]


def test_scorecard() -> None:
    """Every form of points, nested criteria, profiles."""
    card = POLICY.scorecard
    assert card is not None
    satisfaction, profit, potential, place, service = card.criteria
    assert isinstance(satisfaction, p.Criterion)
    assert satisfaction.points == p.AsIs()
    assert isinstance(profit, p.Criterion)
    assert profit.points == p.Ladder(
        "at_least",
        ((p.Word("5m"), p.Word("100")), (p.Word("100万"), p.Word("70")),
         (p.Word("200k"), p.Word("40"))),
        p.Word("10"),
    )  # fmt: skip
    assert isinstance(potential, p.Criterion)
    assert potential.points == p.LineShape(
        ((p.Word("0"), p.Word("100")), (p.Word("30"), p.Word("0")))
    )
    assert potential.missing == p.MissingRule("points", p.Word("30"))
    assert isinstance(place, p.Criterion)
    assert place.points == p.Lookup(
        ((p.Word("华东"), p.Word("100")), (p.Word("华南"), p.Word("80"))), p.Word("40")
    )
    assert isinstance(service, p.ParentCriterion)
    assert [c.id for c in service.criteria] == ["speed", "has_permit", "age_band"]
    assert service.criteria[1].points == p.YesNo(p.Word("100"), p.Word("0"))
    assert service.weights.name == "default"
    assert (service.cap, service.floor) == (p.Word("80"), p.Word("10"))
    assert service.missing == p.MissingRule("keep")
    assert [w.name for w in card.profiles] == ["expansion", "default"]
    assert card.choose_by == p.Word("business_stage")
    assert card.because is not None
    assert card.because.review_by == p.Word("2026-11-01")
    flat = changed(
        "    choose_by: business_stage\n    expansion: {satisfaction: 40, profit: 20, "
        "potential: 20, place: 10, service: 10}\n    default: {satisfaction",
        "    {satisfaction",
    ).scorecard
    assert flat is not None
    assert [w.name for w in flat.profiles] == ["default"]
    assert flat.choose_by is None


def test_rules() -> None:
    """Flags, checklist, tiers, benefits, actions."""
    overdue = POLICY.red_flags["overdue"]
    assert overdue.then == p.Effect(None, p.Word("key"), p.Word("2.5"))
    assert overdue.if_unknown == p.Effect("nothing")
    assert POLICY.red_flags["defaulted_loan"].when is None
    item = POLICY.checklist["defaulted_loan"]
    assert (item.good_for, item.headings) == (
        Duration(90, "days"), ("defaulted_loan", "贷款违约"),
    )  # fmt: skip
    strategic, key, standard = POLICY.tiers
    assert strategic.require == p.Require(p.FormulaText("orders_12m >= 2"), "refer")
    assert [r.if_unknown for r in strategic.routes] == [None, "refer"]
    assert (key.at_least, key.keep_at) == (p.Word("60"), p.Word("55"))
    assert standard == p.Tier("standard", label=p.Text("普通客户", "普通客户"))
    assert changed("  standard: {label: 普通客户}", "  standard:").tiers[2] == p.Tier("standard")
    discount = POLICY.benefits["discount"]
    assert discount.percent == p.FormulaText("min(15, 5 + score / 10)")
    assert discount.amount == p.Word("500")
    assert POLICY.actions[1] == p.ActionList("strategic", (
        p.Action("benefit", "dedicated_manager"),
        p.Action("benefit", "discount"),
        p.Action("task", "高层拜访", "sales_director", Duration(3, "months"),
                 Duration(30, "days")),
        p.Action("alert", "customer_success_lead"),
    ))  # fmt: skip


def test_cases() -> None:
    """A test's values keep their words; nothing is missing, tables are rows."""
    (case,) = POLICY.tests
    values = {k.text: v and v.text for k, v in case.given.values}
    assert values == {"response_hours": "3", "nps": None, "kinds": "[family, listed]"}
    ((table, rows),) = case.given.tables
    assert table == p.Word("orders")
    assert [(k.text, v and v.text) for k, v in rows[0]] == [
        ("order_date", "2026-01-05"), ("amount", "1200.50"), ("status", "paid"),
    ]  # fmt: skip
    assert case.expect.flags == ((p.Word("overdue"), p.Word("unknown")),)
    assert case.context == ((p.Word("business_stage"), p.Word("stable")),)


# --- places --------------------------------------------------------------------------------------


def spans_of(value: Any) -> list[tuple[str, Span | None, Any]]:
    """Every `at` inside a policy, with the name of its class and its owner."""
    found: list[tuple[str, Span | None, Any]] = []
    if is_dataclass(value) and not isinstance(value, Span | Source):
        if hasattr(value, "at"):
            found.append((type(value).__name__, value.at, value))
        for f in fields(value):
            if f.name not in ("at", "whole", "spans"):
                found += spans_of(getattr(value, f.name))
    elif isinstance(value, tuple):
        for v in value:
            found += spans_of(v)
    elif isinstance(value, dict):
        for v in value.values():
            found += spans_of(v)
    return found


def test_everything_knows_its_place() -> None:
    """Each part of a policy points at the text that it was read from."""
    spans = spans_of(POLICY)
    assert len(spans) > 150
    for name, at, owner in spans:
        assert at is not None, name
        if isinstance(owner, p.Word | p.FormulaText) and owner.text[0] != "[":
            assert at.text == owner.text
        elif hasattr(owner, "id") and isinstance(owner.id, str):
            assert at.text == owner.id


def test_places_by_path() -> None:
    """Later stages find a value's place by its path of keys and list numbers."""
    assert POLICY.spans["tiers", "key", "at_least"].text == "60"
    assert POLICY.spans["tests", "0", "as_of"].text == "2026-06-30"
    assert POLICY.spans["scorecard", "criteria", "profit", "points", "otherwise"].text == "10"
    assert POLICY.spans["scorecard", "missing"].text == "reallocate"


FORMULAS = [
    ("plain > 1", "plain > 1"),
    ("'single ''quoted'' text'", "single 'quoted' text"),
    ('"x == \\"a\\\\b\\" \\u0041"', 'x == "a\\b" A'),
    ("a >\n  1 and\n\n  b", "a > 1 and\nb"),
    ('"a\n  b \\\n  c\\x41x"', "a b cAx"),
    ("'a\n\n  b'", "a\nb"),
    ("|\n  a > 1\n  and b\n", "a > 1\nand b\n"),
    (">\n  a > 1\n  and b\n\n  or c\n", "a > 1 and b\nor c\n"),
    (">-\n  a\n    b\n  c", "a\n  b\nc"),
    ("|2-\n    a b\n  c", "  a b\nc"),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("typed", "meant"), FORMULAS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_character_of_a_formula_has_its_place(typed: str, meant: str, end: str) -> None:
    """Quotes, escapes and folded lines move characters; each still points at itself."""
    text = f"x: {typed}".replace("\n", end) + end
    root = compose(Page.of(Source("p", text)), PARSER).root
    assert isinstance(root, Mapping)
    node = root.get("x")
    assert isinstance(node, Scalar)
    formula = formula_text(node)
    assert formula.text == meant
    assert len(formula.offsets) == len(formula.text)
    assert list(formula.offsets) == sorted(formula.offsets)
    for character, offset in zip(formula.text, formula.offsets, strict=True):
        there = text[offset]
        assert character == there or character in " \n" or there in "\\'\""
        assert not character.isalpha() or character == there or there == "\\"


def test_a_formula_that_is_not_composed_keeps_a_place() -> None:
    """Letters that composing joins still have a place for each character."""
    policy = changed("status != 'closed'", "status != 'close\u0301d' and 1 < 2")
    assert policy.applies_when is not None
    text, offsets = policy.applies_when.text, policy.applies_when.offsets
    assert text == "status != 'clos\u00e9d' and 1 < 2"
    assert len(offsets) == len(text)
    assert list(offsets) == sorted(offsets)


# --- identity ------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_layout_changes_nothing(seed: int) -> None:
    """Flow or block, comments, quotes, line ends: the same Policy, the same digest."""
    root = compose(Page.of(Source("p", WHOLE)), PARSER).root
    assert isinstance(root, Mapping)
    other = read(Layout(Random(seed)).text(root))
    assert other == POLICY
    assert policy_digest(other) == policy_digest(POLICY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 60", "at_least: 61"),
        ("label: 战略客户", "label: 战略"),
        ("orders_12m >= 2", "orders_12m >= 3"),
        ("personal: yes", "personal: no"),
        ("missing: reallocate", "missing: keep"),
        ("[华东, 华南, 华北]", "[华南, 华东, 华北]"),
        ("  nps:\n", "  nps: 4\n"),
        ("  orders_12m: {is: whole, count_of: orders, window: 12 months}\n", ""),
    ],
)
def test_whatever_is_said_counts(old: str, new: str) -> None:
    """Every word takes part in equality and digest."""
    assert old in WHOLE
    other = read_policy(Source("p", WHOLE.replace(old, new)))[0]
    assert other is not None
    assert other != POLICY
    assert policy_digest(other) != policy_digest(POLICY)


def test_the_order_of_ids_counts_and_the_order_of_keys_does_not() -> None:
    """Reasons follow the order of fields; `owner` before or after `version` says the same."""
    line = "  overdue_days: {is: whole}\n"
    moved = WHOLE.replace(line, "").replace("data:\n", "data:\n" + line, 1)
    assert policy_digest(read(moved)) != policy_digest(POLICY)
    owner = "owner: customer-success@example.com\n"
    turned = WHOLE.replace(owner, "").replace("keytier: 1\n", owner + "keytier: 1\n")
    assert policy_digest(read(turned)) == policy_digest(POLICY)


def test_a_digest_stays_the_same() -> None:
    """The digest of this policy in the first version of keytier; it must never change."""
    text = "keytier: 1\npolicy: x\nversion: 1.0.0\ntitle: X\ncustomers: {id: id}\ntiers: {all: }\n"
    assert policy_digest(read(text)) == DIGEST


DIGEST = "sha256:d75fc6a03e8054cdd25a46b619d4a463e020ff2d57fd7bbc43e0f97021806e83"


# --- mistakes ------------------------------------------------------------------------------------


def test_a_policy_with_mendable_mistakes_is_read_as_meant() -> None:
    """One obvious mend each: the Policy is what was meant, beside the errors."""
    wrong = WHOLE.replace("at_least: 85", "at_leest: ８５").replace("12 months", "12 month")
    policy, findings = read_policy(Source("p", wrong))
    assert policy == POLICY
    assert {d.code for d in findings} == {"KT105", "KT111", "KT120"}


@pytest.mark.parametrize(
    "old",
    ["  csat: {is: percent", "  missing: reallocate", "    then: {cap: key", "tiers:\n"],
)
def test_what_cannot_be_understood_gives_no_policy(old: str) -> None:
    """Where a part is left out there is no Policy to go on with."""
    policy, findings = read_policy(Source("p", WHOLE.replace(old, "  &x ? " + old.strip(), 1)))
    assert policy is None
    assert any(d.severity == "error" for d in findings)
