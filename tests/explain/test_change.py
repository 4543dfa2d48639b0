"""Derived fields that say how much a number has changed since the last assessment."""

from __future__ import annotations

from pathlib import Path

import engine
from tests.terminal.conftest import ROOT

POLICY = ROOT / "tests/corpus/formulas/change/policy.yaml"


def test_a_run_hands_its_numbers_to_the_next(tmp_path: Path) -> None:
    """What one decision found is what the next is compared with; explanations show both in words
    of either language, and ask for an assessment before where there was none."""
    policy = engine.load(POLICY)
    first = policy.decide({"id": "C1", "csat": 70, "asked": 40, "good": 20}, as_of="2026-03-31")
    assert first.outcome == "refer"
    said = {language: "\n".join(first.why().say(language)) for language in ("en", "zh")}  # type: ignore[arg-type]
    assert "an assessment before this one that found it: csat, last assessment" in said["en"]
    assert "需要有找到该值的上一次评定：上次评定的csat" in said["zh"]

    now = {"id": "C1", "csat": 75, "asked": 30, "good": 15}
    second = policy.decide(now, as_of="2026-06-30", previous=first)
    assert (second.tier, second.row["derived.by_so_much"]) == ("better", 50_000)
    said = {language: "\n".join(second.why().say(language)) for language in ("en", "zh")}  # type: ignore[arg-type]
    assert "csat, last assessment" in said["en"]
    assert "上次评定的csat" in said["zh"]
