"""Segments and stages in an explanation."""

from __future__ import annotations

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
from engine.explain import explain, say
from engine.explain.trace import steps
from tests.evaluators import bound_policy

HERE = Path(__file__).parent
AS_OF = to_day(date(2026, 6, 30))

#: One customer each: decided with a combination, referred at a segment, and the last of all.
CASES: dict[str, dict[str, Any]] = {
    "classes_decided": {
        "csat": 80_0000, "shareholders": ["family"], "last_order": AS_OF - 181, "orders": 10,
    },
    "classes_open": {"csat": 80_0000, "last_order": AS_OF - 180, "orders": 10},
    "classes_rest": {"csat": 10_0000, "shareholders": [], "last_order": AS_OF - 400, "orders": 0},
}  # fmt: skip


@pytest.fixture(scope="module")
def bound() -> BoundPolicy:
    return bound_policy((HERE / "classes.yaml").read_text(encoding="utf-8"))


def inputs_of(bound: BoundPolicy, case: str) -> dict[str, Any]:
    return {c.name: None for c in input_columns(bound)} | CASES[case] | {"id": "C-1"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_explanation(
    bound: BoundPolicy, case: str, language: Language, golden: Callable[[Path, str], None]
) -> None:
    """An explanation says where the customer belongs, what put it there, and what it gets."""
    inputs = inputs_of(bound, case)
    said = explain(interpret(bound, inputs, AS_OF, {}), bound, as_of=AS_OF, inputs=inputs)
    lines = say(said, language, all_reasons=True)
    golden(HERE / "golden" / f"{case}.{language}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_steps(bound: BoundPolicy, language: Language, golden: Callable[[Path, str], None]) -> None:
    """The walk shows every entry that was asked, and where each table ended."""
    trace: Trace = []
    interpret(bound, inputs_of(bound, "classes_open"), AS_OF, {}, trace)
    text = "\n".join(steps(trace, bound, language)) + "\n"
    golden(HERE / "golden" / f"classes_steps.{language}.txt", text)
