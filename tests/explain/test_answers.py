"""Answers of a checklist in an explanation."""

from __future__ import annotations

from datetime import date

import pytest

from engine.atoms.dates import to_day
from engine.bind.contract import input_columns
from engine.decide.interpreter.walk import interpret
from engine.explain import explain, say
from tests.evaluators import bound_policy

AS_OF = to_day(date(2026, 6, 30))
BOUND = bound_policy("""\
keytier: 1
policy: answers
version: 1.0.0
title: Answers
customers: {id: customer_id}
data:
  years: {is: whole}
checklist:
  clean: {ask: is the report clean, evidence: report, good_for: 90 days}
red_flags:
  not_clean: {when: not clean, then: {cap: low}, if_unknown: nothing, reason: R01 report}
tiers:
  high: {require: {when: years >= 1, if_unknown: refer}}
  low: {}
""")


@pytest.mark.parametrize(
    ("day", "said"),
    [(AS_OF - 89, "now clean no"), (AS_OF - 90, "now clean missing"), (None, "now clean missing")],
)
def test_an_answer_that_is_too_old_is_no_answer(day: int | None, said: str) -> None:
    """A formula is shown with what it read: an answer whose evidence is no longer good is none."""
    inputs = {c.name: None for c in input_columns(BOUND)}
    inputs |= {"id": "C-1", "clean": "no", BOUND.fields["clean"].date_name: day}
    row = interpret(BOUND, inputs, AS_OF, {})
    assert row["not_clean.answer"] == ("yes" if said == "now clean no" else "unknown")
    lines = say(explain(row, BOUND, as_of=AS_OF, inputs=inputs), "en")
    assert any(f"not clean ({said})" in line for line in lines), lines


STALE = bound_policy("""\
keytier: 1
policy: stale
version: 1.0.0
title: Stale
customers: {id: customer_id}
data:
  merged: {is: date, label: {en: merger, zh: 合并}}
  size: {is: whole, between: [0, 100], fresh: 1 year, dated: day, stale_after: merged}
checklist:
  clean: {ask: {en: is it clean, zh: 是否清白}, stale_after: merged}
red_flags:
  clean: {then: nothing, if_unknown: refer}
scorecard:
  criteria: {size: {field: size, points: as_is}}
  weights: {size: 100}
  missing: refer
tiers:
  high: {at_least: 50}
  low: {}
""")


def test_what_is_from_before_an_event_says_so() -> None:
    """The event, its day, and from when on an answer counts, in both languages."""
    inputs = {c.name: None for c in input_columns(STALE)}
    inputs |= {"id": "C-1", "merged": to_day(date(2026, 5, 1)), "size": 7, "clean": "yes"}
    inputs |= dict.fromkeys(("size.date", "clean.date"), to_day(date(2026, 4, 30)))
    row = interpret(STALE, inputs, AS_OF, {})
    explained = explain(row, STALE, as_of=AS_OF, inputs=inputs)
    en, zh = ("\n".join(say(explained, language)) for language in ("en", "zh"))
    for said in (
        "size is too old (61 days old, from before merger of 2026-05-01)",
        "an answer to: is it clean, not from before 2026-05-01",
        "a newer value for size (at most 1 year old), not from before 2026-05-01",
    ):
        assert said in en, en
    assert "61 天前，早于 2026-05-01 的合并" in zh, zh
    assert "回答：是否清白，日期不早于 2026-05-01" in zh, zh
    alone = "\n".join(say(explain(row, STALE, as_of=AS_OF), "en"))
    assert "61 days old, from before a later event" in alone, alone
