"""Actions in words: each in its language, its terms behind it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import engine
from engine.atoms.dates import to_day
from engine.decide.interpreter.walk import interpret
from engine.explain import explain
from tests.evaluators import bound_policy

TASKS = Path(__file__).parents[1] / "corpus" / "actions" / "tasks_in_two_languages" / "policy.yaml"


def test_a_task_is_said_in_its_language() -> None:
    """What to do and who does it are said in the language of the explanation."""
    said = engine.why(TASKS, {"id": "C1", "a": 85}, as_of="2026-06-30").actions
    assert [t.en for t in said] == [
        "alert: 客户经理", "task: yearly letter",
        "task: executive visit, by sales director, every 3 months",
    ]  # fmt: skip
    assert [t.zh for t in said] == [
        "提醒：客户经理", "任务：yearly letter", "任务：高层拜访，由销售总监，每 3 个月",
    ]  # fmt: skip


ENDS = bound_policy("""\
keytier: 1
policy: ends
version: 1.0.0
title: Ends
customers: {id: id}
data: {size: {is: percent, between: [0, 100]}}
gates: {must_have: [size]}
scorecard:
  criteria: {size: {field: size, points: as_is}}
  weights: {size: 100}
tiers:
  gold: {at_least: 80, label: {en: Gold, zh: 金}}
  rest:
benefits:
  manager: {label: {en: own manager, zh: 专属经理}, benefits_end: 1 month}
  spring: {benefits_end: 2026-07-31}
actions:
  everyone: [spring]
  gold: [manager]
""")


def test_a_benefit_that_ends_says_when() -> None:
    """Its last day; and how long who fell keeps what the tier that was lost gave."""
    day = to_day(date(2026, 6, 30))
    inputs = {"id": "1", "size": 100000, "errors": None, "previous.worse": 0,
              "previous.grace": None}  # fmt: skip
    for before, since, lost, end in (
        ("gold", to_day(date(2026, 1, 1)), None, "2026-07-29"),
        ("rest", to_day(date(2026, 6, 15)), "gold", "2026-07-14"),
    ):
        held = {"previous.tier": before, "previous.since": since, "previous.lost": lost}
        row = interpret(ENDS, inputs | held, day, {})
        explained = explain(row, ENDS, as_of=day, inputs=inputs | held)
        en = [line.en for line in explained.actions]
        assert en == ["spring, until 2026-07-31", f"own manager, still of Gold, until {end}"]
        assert explained.actions[1].zh == f"专属经理，沿用金的权益，至 {end} 止"
