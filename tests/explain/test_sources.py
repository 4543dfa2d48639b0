"""Values of several sources: which gave them, and what is said where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import engine
from engine.bind.contract import input_columns
from engine.explain import explain
from tests.evaluators import bound_policy, by_interpreter

CASE = Path(__file__).parent.parent / "corpus" / "sources" / "precedence" / "policy.yaml"
DAY = 20_634  # 2026-06-30


def test_the_source_is_named_and_a_difference_told() -> None:
    """An explanation says which source was taken, how far they lie apart and what a person has to
    find out, in both languages; a record is asked as any."""
    text = CASE.read_text(encoding="utf-8")
    bound = bound_policy(text)
    row: dict[str, Any] = dict.fromkeys(c.name for c in input_columns(bound))
    row |= {"id": "c", "filed": 10_000_000_000, "said": 12_000_000_000}
    (decided,) = by_interpreter(bound, [row], DAY, {})
    told = explain(decided, bound, as_of=DAY, inputs=row)
    assert [r.code for r in told.reasons] == ["revenue.disagree"]
    assert told.reasons[0].sentence.en == "revenue: its sources lie 200,000.00 apart, more than 10%"
    assert told.settle[0].en == "which of the sources of revenue is right"
    assert told.sources[0].en == ("revenue: taken from filed; its sources lie 200,000.00 apart")
    assert "须判明revenue的哪个来源正确" in told.settle[0].zh.replace(" ", "")
    alone = engine.load(text).decide({"id": "c", "filed": 10, "said": 10}, as_of="2026-06-30")
    assert alone.row["revenue.source"] == "filed"
    assert alone.row["revenue.spread"] == 0
