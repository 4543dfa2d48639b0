"""Two scores, their cuts and the cell between them, in an explanation."""

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
from engine.explain import as_json, explain, say
from engine.explain.explanation import Explanation
from engine.explain.trace import steps
from tests.evaluators import bound_policy

HERE = Path(__file__).parent
AS_OF = to_day(date(2026, 6, 30))

#: A customer of the best cell, as canonical cells: money and percent at scale 4.
SOUND: dict[str, Any] = {
    "margin": 1_200_000_0000, "growth": 18_0000, "wallet": 55_0000, "renewal": 92_0000,
    "overdue_days": 0, "years": 7,
}  # fmt: skip

CASES: dict[str, dict[str, Any]] = {
    "matrix_strategic": {},
    "matrix_require": {"years": 1},
    "matrix_capped": {"overdue_days": 91},
    "matrix_weak": {"wallet": 10_0000, "renewal": 20_0000},
    "matrix_last": {"margin": 0, "growth": -10_0000, "wallet": 0, "renewal": 0},
    "matrix_both_ways": {"growth": None},
    "matrix_no_strength": {"wallet": None, "renewal": None},
    "matrix_evidence": {"wallet": None},
    "matrix_open": {"years": None},
}  # fmt: skip


@pytest.fixture(scope="module")
def bound() -> BoundPolicy:
    return bound_policy((HERE / "matrix.yaml").read_text(encoding="utf-8"))


def inputs_of(bound: BoundPolicy, case: str) -> dict[str, Any]:
    return {c.name: None for c in input_columns(bound)} | SOUND | CASES[case] | {"id": "C-1"}


def explained(bound: BoundPolicy, case: str) -> Explanation:
    inputs = inputs_of(bound, case)
    return explain(interpret(bound, inputs, AS_OF, {}), bound, as_of=AS_OF, inputs=inputs)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_explanation(
    bound: BoundPolicy, case: str, language: Language, golden: Callable[[Path, str], None]
) -> None:
    """The whole explanation of one customer reads as it was approved."""
    lines = say(explained(bound, case), language, all_reasons=True)
    golden(HERE / "golden" / f"{case}.{language}.txt", "\n".join(lines) + "\n")


def test_json(bound: BoundPolicy) -> None:
    """JSON has every score with its cut and its gaps, and nothing that speaks of one score."""
    data = json.loads(json.dumps(as_json(explained(bound, "matrix_require"))))
    assert data["score"] is data["profile"] is data["score_sum"] is None
    attractive, strength = data["scores"]
    assert (attractive["id"], attractive["score"], attractive["cut"]) == (
        "attractiveness", "66", "high",
    )  # fmt: skip
    assert (strength["score"], strength["to_keep"], strength["to_reach"]) == ("69.8", None, "0")
    assert {c["scorecard"] for c in data["criteria"]} == {"attractiveness", "strength"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_steps(bound: BoundPolicy, language: Language, golden: Callable[[Path, str], None]) -> None:
    """The walk shows both scores, their cuts and the cell."""
    trace: Trace = []
    interpret(bound, inputs_of(bound, "matrix_both_ways"), AS_OF, {}, trace)
    text = "\n".join(steps(trace, bound, language)) + "\n"
    golden(HERE / "golden" / f"matrix_steps.{language}.txt", text)
