"""`keytier history`: one customer over all runs, each change with its cause."""

from __future__ import annotations

import json
from pathlib import Path

from tests.terminal.conftest import Run

POLICY = """
keytier: 1
policy: seated
version: 1.0.0
title: Seated
customers: {id: id}
data:
  a: {is: number, between: [0, 100], label: {en: first, zh: 甲}}
  since: {is: date}
red_flags:
  new: {when: "days_between(since, as_of) < 100", then: {cap: low}, if_unknown: nothing}
scorecard:
  criteria: {one: {field: a, points: as_is}}
  weights: {one: 100}
  missing: keep
tiers:
  high: {at_least: 80, seats: 1, order_by: [a], when_full: mid}
  mid: {at_least: 50}
  low: {}
"""
#: The day, the version's threshold, and the customers: what moves `x` is said in the test.
RUNS = (
    ("2026-01-31", "50", {"x": "90,2025-12-01", "y": "70,2020-01-01"}),
    ("2026-04-30", "50", {"x": "90,2025-12-01", "y": "70,2020-01-01"}),  # the day: no longer new
    ("2026-05-31", "50", {"x": "90,2025-12-01", "y": "95,2020-01-01"}),  # y took the seat
    ("2026-06-30", "50", {"x": "45,2025-12-01", "y": "95,2020-01-01"}),  # its own data
    ("2026-07-31", "40", {"x": "45,2025-12-01", "y": "95,2020-01-01"}),  # the policy
    ("2026-08-31", "40", {"y": "95,2020-01-01"}),  # gone
    ("2026-09-30", "30", {"x": "35,2025-12-01", "y": "95,2020-01-01"}),  # no change
    ("2026-10-31", "40", {"x": "20,2025-12-01", "y": "95,2020-01-01"}),  # data, or the policy
)  # fmt: skip


def test_causes(keytier: Run) -> None:
    """A change is laid at the door of the day, of others, of the customer's own data or of the
    policy, whichever makes it happen by itself; a run without the customer is passed over."""
    for day, threshold, rows in RUNS:
        text = POLICY.replace("at_least: 50", f"at_least: {threshold}")
        Path("p.yaml").write_text(text.replace("1.0.0", f"{threshold}.0.0"))
        lines = [f"{id_},{row}\n" for id_, row in rows.items()]
        Path("c.csv").write_text("id,a,since\n" + "".join(lines))
        assert keytier("run", "p.yaml", "c.csv", "--as-of", day, "-o", f"runs/{day}").code == 0
    told = json.loads(keytier("history", "runs", "--id", "x", "--format", "json").out)["runs"]
    tiers = ["low", "high", "mid", "low", "mid", None, "mid", "low"]
    assert [r["tier"] for r in told] == tiers
    assert [r["alone"] for r in told] == [
        [], ["day"], ["others"], ["data"], ["policy"], [], [], ["data", "policy"],
    ]  # fmt: skip
    assert [r["needed"] for r in told[:5]] == [r["alone"] for r in told[:5]]
    assert told[7]["needed"] == []
    assert told[3]["changed"] == [
        {"field": "a", "was": {"en": "90", "zh": "90"}, "now": {"en": "45", "zh": "45"}}
    ]
    shown = keytier("history", *(f"runs/{day}" for day, *_ in RUNS), "--id", "x").out
    assert "customer x: 8 runs of seated, changes: 5" in shown
    assert "because of other customers (seats, ranks)" in shown
    assert "2026-08-31  seated 40.0.0  not in this run" in shown
    assert (
        "起因：自身数据或政策，任何一项单独就够"
        in keytier("history", "runs", "--id", "x", "--lang", "zh").out
    )
    Path("empty").mkdir()
    for line, words in (
        (("runs", "--id", "z"), "there is no customer `z`"),
        (("runs", "--id", "x", "--policy", "other"), "none of the runs is of policy `other`"),
        (("empty", "--id", "x"), "`empty` is not a run"),
    ):
        refused = keytier("history", *line)
        assert (refused.code, words in refused.err) == (2, True)
