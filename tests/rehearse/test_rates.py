"""Policy tests with amounts in several currencies."""

from __future__ import annotations

from engine.rehearse.rehearsal import Rehearsal, rehearse
from tests.evaluators import bound_policy

POLICY = """\
keytier: 1
policy: buyers
version: 1.0.0
title: 买家
currency: CNY
fx: {currency: 币种, date: 日期, rate: 汇率}
customers: {id: customer_id}
tables:
  orders:
    key: customer_id
    date: order_date
    columns: {amount: {is: money, currency: 币种}}
data:
  credit: {is: money, currency: 授信币种}
  spend: {is: money, sum_of: orders.amount, window: 12 months}
tiers:
  key: {require: {when: spend + credit >= 1100, if_unknown: refer}}
  other:
tests:
"""
RATES = "{币种: USD, 日期: 2026-01-01, 汇率: 7.1}, {currency: USD, date: 2026-06-01, rate: 8}"


def tried(given: str, expect: str) -> Rehearsal:
    case = f"  - {{name: n, as_of: 2026-06-30, given: {{{given}}}, expect: {{{expect}}}}}\n"
    return rehearse(bound_policy(POLICY + case))


def said(given: str, expect: str = "tier: other") -> list[tuple[str, object]]:
    return [(d.code, d.params.get("why")) for d in tried(given, expect).found]


def test_a_case_gives_rates_and_amounts_in_their_currencies() -> None:
    """Each amount is converted at its day's rate; one without a word is in the policy's own."""
    given = (
        f"fx: [{RATES}], credit: 5, 授信币种: USD, orders: "
        "[{date: 2026-01-01, amount: 150, 币种: USD}, {date: 2026-01-01, amount: -5}]"
    )
    found = tried(given, "tier: key")
    assert not found.found
    row = found.results[0].row
    assert row is not None and not row["reasons"]
    assert said(given.replace("-5", "-5.01")) == []


def test_a_case_says_why_an_amount_cannot_be_converted() -> None:
    """No rate at all, none by that day: a finding, unless the case expects that very error."""
    unknown = "credit: 5, 授信币种: USD"
    assert said(unknown) == [("KT514", "`fx` has no rate of `USD`")]
    error = "outcome: error, because: [credit.strange_currency]"
    assert said(unknown, error) == []
    early = f"fx: [{RATES}], credit: 5, orders: [{{date: 2025-12-31, amount: 7, 币种: USD}}]"
    assert [code for code, _ in said(early)] == ["KT509"]
    assert said(early.replace("orders", "授信币种: USD, orders").split(", orders")[0]) == []
    assert said(early, "outcome: error, because: [spend.rows]") == []
    assert [code for code, _ in said("fx: [{currency: USD, date: soon, rate: 7}]")] == ["KT505"]
    assert [code for code, _ in said("fx: [{money: USD}]")] == ["KT504"]
