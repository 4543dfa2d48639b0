"""Explanations as people read them: one customer for each way a decision can end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.codes import Language
from engine.atoms.dates import to_day
from engine.bind.bound import BoundPolicy
from engine.bind.contract import input_columns
from engine.decide.interpreter.walk import Trace, interpret
from engine.explain import as_json, brief, explain, say
from engine.explain.explanation import Explanation
from engine.explain.trace import steps
from tests.evaluators import bound_policy

HERE = Path(__file__).parent
AS_OF = to_day(date(2026, 6, 30))
CONTEXT = {"stage": "expansion"}

#: A customer without fault, as canonical cells: money and percent at scale 4, number at 6.
SOUND: dict[str, Any] = {
    "status": "active", "spend": 1_300_000_0000, "csat": 90_0000, "csat.date": AS_OF - 30,
    "hours": 3_000000, "solved": 80_0000, "management": 4, "region": "华东", "orders": 100,
    "overdue_days": 0, "years": 7, "defaulted_loan": "no", "defaulted_loan.date": AS_OF - 100,
}  # fmt: skip

CASES: dict[str, dict[str, Any]] = {
    "decided": {},
    "reallocated": {"csat": None, "hours": None, "spend": 6_000_000_0000, "years": 1},
    "family_missing": {"csat": None, "csat.date": None, "hours": None, "solved": None},
    "too_old_and_capped": {
        "csat.date": AS_OF - 200, "spend": 22_000_000_0000, "overdue_days": 100,
        "management": 5, "years": 1,
    },
    "route": {"spend": 22_000_000_0000, "csat": 10_0000, "hours": 100_000000, "management": 1},
    "refer_both_ways": {"management": None, "spend": 4_999_999_9900, "hours": 500000,
                        "csat": 98_0000, "solved": 95_0000},
    "refer_flag": {"defaulted_loan": "unknown", "defaulted_loan.date": None},
    "refer_evidence": {"spend": None, "orders": None, "management": None, "region": None},
    "refer_require": {"years": None, "spend": 6_000_000_0000, "management": 5},
    "refer_applies": {"status": None},
    "rejected": {"defaulted_loan": "yes"},
    "not_applicable": {"status": "closed"},
    "error": {"spend": None, "errors": ["spend.unreadable", "years.outside"]},
    "future": {"csat.date": AS_OF + 1},
    "last_tier": {"spend": 10_000_0000, "csat": 10_0000, "hours": 100_000000, "management": 1,
                  "region": None, "orders": 300},
    "divided": {"orders": 0},
}  # fmt: skip


@pytest.fixture(scope="module")
def bound() -> BoundPolicy:
    return bound_policy((HERE / "policy.yaml").read_text(encoding="utf-8"))


def inputs_of(bound: BoundPolicy, case: str) -> dict[str, Any]:
    row: dict[str, Any] = {c.name: None for c in input_columns(bound)}
    given = {k: v for k, v in (SOUND | CASES[case]).items() if k in row}
    return row | given | {"id": f"C-{list(CASES).index(case) + 1:02}"}


def explained(bound: BoundPolicy, case: str) -> Explanation:
    inputs = inputs_of(bound, case)
    decided = interpret(bound, inputs, AS_OF, CONTEXT)
    return explain(decided, bound, as_of=AS_OF, context=CONTEXT, inputs=inputs)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_explanation(
    bound: BoundPolicy, case: str, language: Language, golden: Callable[[Path, str], None]
) -> None:
    """The whole explanation of one customer reads as it was approved."""
    lines = say(explained(bound, case), language, all_reasons=True)
    golden(HERE / "golden" / f"{case}.{language}.txt", "\n".join(lines) + "\n")


def test_json(bound: BoundPolicy, golden: Callable[[Path, str], None]) -> None:
    """The JSON of an explanation has the shape that was approved, numbers as text."""
    data = as_json(explained(bound, "decided"))
    text = json.dumps(data, ensure_ascii=False, indent=1)
    golden(HERE / "golden" / "decided.json", text + "\n")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_steps(bound: BoundPolicy, language: Language, golden: Callable[[Path, str], None]) -> None:
    """The interpreter's walk reads as it was approved."""
    trace: Trace = []
    interpret(bound, inputs_of(bound, "refer_both_ways"), AS_OF, CONTEXT, trace)
    text = "\n".join(steps(trace, bound, language)) + "\n"
    golden(HERE / "golden" / f"steps.{language}.txt", text)


def test_four_reasons_first(bound: BoundPolicy) -> None:
    """Four reasons are shown unless all are asked for, and the rest is counted."""
    e = explained(bound, "reallocated")
    assert len(e.reasons) > 4
    short = say(e, "en")
    assert "  4. " in "\n".join(short)
    assert "  5. " not in "\n".join(short)
    assert f"  {len(e.reasons) - 4} more" in short
    assert f"  {len(e.reasons)}. " in "\n".join(say(e, "en", all_reasons=True))


def test_brief(bound: BoundPolicy) -> None:
    """The short form is the headline and the first reasons."""
    e = explained(bound, "rejected")
    assert brief(e, "en", 1) == [e.headline.en, f"  {e.reasons[0].sentence.en}"]
    assert e.reasons[0].sentence.en == "R01 bad repayment record: reject"
    assert e.reasons[0].sentence.zh == "R01 还款记录不良：否决"


def test_not_changeable(bound: BoundPolicy) -> None:
    """A field that cannot be changed is never offered as a change."""
    e = explained(bound, "last_tier")
    assert e.reach is not None
    assert e.reach.changes
    assert "place" not in {c.criterion for c in e.reach.changes}
