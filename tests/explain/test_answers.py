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
