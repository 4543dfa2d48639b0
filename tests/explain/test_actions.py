"""Actions in words: each in its language, its terms behind it."""

from __future__ import annotations

from pathlib import Path

import engine

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
