"""Criteria that a customer is not asked for."""

from __future__ import annotations

import engine
from tests.terminal.conftest import ROOT

CASE = ROOT / "tests/corpus/profiles/applies_to/policy.yaml"


def test_what_is_not_asked_is_said_and_nobody_waits_for_it() -> None:
    """The explanation says that a criterion is not asked of this customer, and what settles the
    matter never names it."""
    policy = engine.load(CASE)
    record = {"id": "C1", "kind": "buyer", "need": 80, "spend": None, "fit": None, "name": None}
    why = policy.why(record, as_of="2026-06-30")
    said = {language: "\n".join(why.say(language)) for language in ("en", "zh")}  # type: ignore[arg-type]
    assert "not asked of this customer" in said["en"]
    assert "不适用于该客户" in said["zh"]
    assert len(why.settle) == 1
    assert "spend" in why.settle[0].en
    states = {line.id: line.state for line in why.criteria}
    assert states == {"needs": "read", "worth": "missing", "promise": "apart"}
