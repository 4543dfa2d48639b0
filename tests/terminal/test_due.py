"""What a run promises by a day: reactions of benefits, and tasks."""

from __future__ import annotations

import json
from pathlib import Path

from tests.terminal.conftest import Run

POLICY = """keytier: 1
policy: promises
version: 1.0.0
title: Promises
customers: {id: id}
data: {size: {is: whole, between: [0, 100]}}
scorecard:
  criteria: {size: {field: size, points: as_is}}
  weights: {size: 100}
  missing: refer
tiers: {high: {at_least: 60}, low: {}}
benefits:
  desk: {label: {en: service desk, zh: 服务台}, sla: 2 days, to: support}
  manager: {sla: 1 month}
  salon: {}
actions:
  everyone: [desk]
  high: [manager, salon, {task: visit, to: {en: boss, zh: 总监}, within: 1 day}]
  low: [{task: call, every: 1 month}]
"""


def test_what_is_promised_by_which_day(keytier: Run) -> None:
    """Soonest first, to whom and by whom; who waits for a person is promised a reaction too."""
    Path("policy.yaml").write_text(POLICY, encoding="utf-8")
    Path("data.csv").write_text("id,size\nA,90\nB,\nC,10\n")
    run = keytier("run", "policy.yaml", "data.csv", "--as-of", "2026-01-31", "-o", "run")
    assert run.code == 0, run.err
    said = keytier("worklist", "run", "--due")
    assert said.out.splitlines() == [
        "promises 1.0.0, as of 2026-01-31: 5 promised by a day",
        "2026-02-01  A  task: visit   → boss",
        "2026-02-02  A  service desk  → support",
        "2026-02-02  B  service desk  → support",
        "2026-02-02  C  service desk  → support",
        "2026-02-28  A  manager",
    ]
    told = json.loads(keytier("worklist", "run", "--due", "--format", "json").out)
    first = {"day": "2026-02-01", "customer": "A", "outcome": "decided", "tier": "high",
             "action": "task:visit", "what": {"en": "task: visit", "zh": "任务：visit"},
             "to": {"en": "boss", "zh": "总监"}}  # fmt: skip
    assert (told["schema"], told["due"][0], len(told["due"])) == ("keytier/due/1", first, 5)
    assert "\n  by 2026-02-02: service desk\n" in keytier("worklist", "run").out
    cases = json.loads(keytier("worklist", "run", "--format", "json").out)["cases"]
    assert [case["due"] for case in cases] == ["2026-02-02"]
    why = keytier("why", "run", "--id", "A", "--lang", "zh").out
    assert "2 天内响应，不晚于 2026-02-02" in why, why
    assert "a reaction within 1 month, by 2026-02-28" in keytier("why", "run", "--id", "A").out
    both = keytier("worklist", "run", "--due", "--csv", "x.csv")
    assert (both.code, "--due" in both.err) == (2, True)
