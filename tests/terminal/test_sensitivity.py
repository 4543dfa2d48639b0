"""`keytier report sensitivity`: how far each weight may move before anybody's tier changes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import engine
from engine.ledger.stored import open_run
from engine.weights.sensitivity import End, sensitivity
from tests.terminal.conftest import Run

#: With two criteria, what one weight gains the other loses: every move is a policy of its own.
TWO = """
keytier: 1
policy: two
version: 1.0.0
title: Two
customers: {id: id}
data:
  a: {is: percent, between: [0, 100]}
  b: {is: percent, between: [0, 100]}
  old: {is: whole, between: [0, 9]}
red_flags:
  late: {when: old > 7, then: {cap: low}, if_unknown: nothing}
  poor: {when: old == 7, then: {minus: 5}, if_unknown: nothing}
scorecard:
  criteria:
    a: {field: a, points: as_is, missing: MISSING}
    b: {field: b, points: as_is}
  weights: {a: 60, b: 40}
  missing: keep
  enough_evidence: 39
tiers:
  top: {at_least: 75, require: {when: old < 5, if_unknown: not_met}}
  mid: {at_least: 50, routes: {known: old == 6}}
  low:
"""


def tiers(text: str, rows: list[dict[str, object]], a: int) -> dict[object, str | None]:
    """Tier by customer, with `a` hundredths of a percent for the first weight."""
    weights = f"{{a: {a / 100:.2f}, b: {(10_000 - a) / 100:.2f}}}"
    policy = engine.load(text.replace("{a: 60, b: 40}", weights))
    return {row["id"]: policy.decide(row).tier for row in rows}


def test_ends_are_where_the_first_tier_changes(keytier: Run, tmp_path: Path) -> None:
    """At each end every tier is as it was, a hundredth further the customer named has the tier
    named: tried by deciding everybody again, beside requirements, routes, caps and lost points."""
    for seed, missing in ((1, "reallocate"), (2, "keep"), (4, "both_ways")):
        text = TWO.replace("MISSING", missing)
        chance = random.Random(seed)
        rows: list[dict[str, object]] = [
            {"id": f"C{n}", "a": chance.choice(["", chance.randint(0, 1000) / 10]),
             "b": chance.randint(0, 100), "old": chance.choice(["", chance.randint(0, 9)])}
            for n in range(40)
        ]  # fmt: skip
        lines = [",".join(str(v) for v in row.values()) for row in rows]
        (tmp_path / "p.yaml").write_text(text)
        (tmp_path / "c.csv").write_text("id,a,b,old\n" + "\n".join(lines))
        assert keytier("run", "p.yaml", "c.csv", "-o", f"run{seed}").code == 0
        (found,) = sensitivity(open_run(tmp_path / f"run{seed}"))
        now = tiers(text, rows, 6000)
        both = {r["id"] for r in rows if missing == "both_ways" and not r["a"]}
        looked = [r for r in rows if r["id"] not in both and now[r["id"]] is not None]
        assert found.customers <= len(looked)
        a, b = found.weights
        assert a.weight == 6000
        assert (b.down.weight, b.up.weight) == (10_000 - a.up.weight, 10_000 - a.down.weight)
        for end, step in ((a.down, -1), (a.up, 1)):
            assert isinstance(end, End) and end.first is not None and end.searched
            same = tiers(text, looked, end.weight)
            assert all(same[r["id"]] == now[r["id"]] for r in looked)
            then = tiers(text, looked, end.weight + step)
            assert (now[end.first.id], then[end.first.id]) == (end.first.before, end.first.after)


def test_on_the_command_line(keytier: Run, tmp_path: Path) -> None:
    """The report is a table or a document; what belongs to the other report is refused."""
    (tmp_path / "p.yaml").write_text(TWO.replace("MISSING", "keep"))
    (tmp_path / "c.csv").write_text("id,a,b,old\nx,90,50,1\ny,40,20,1\n")
    assert keytier("run", "p.yaml", "c.csv", "-o", "run").code == 0
    said = keytier("report", "sensitivity", "run")
    assert "before the tier of one of 2 customers changes" in said.out
    told = json.loads(keytier("report", "sensitivity", "run", "--format", "json").out)
    (card,) = told["scorecards"]
    assert [w["criterion"] for w in card["weights"]] == ["a", "b"]
    # 90 and 50 are 74 points at 60 %; 75 at 62.5 %
    assert card["weights"][0]["up"] == {
        "to": "62.49", "first": {"id": "x", "from": "mid", "to": "top"}, "searched": True,
    }  # fmt: skip
    (tmp_path / "c.csv").write_text("id,a,b,old\nz,50,90,1\n")  # alone, a still reaches the 50
    assert keytier("run", "p.yaml", "c.csv", "-o", "one").code == 0
    (card,) = json.loads(keytier("report", "sensitivity", "one", "--format", "json").out)[
        "scorecards"
    ]
    assert card["weights"][0]["up"] == {"to": "100", "first": None, "searched": True}
    assert "可升至" in keytier("report", "sensitivity", "run", "--lang", "zh").out
    strange = keytier("report", "sensitivity", "run", "--by", "old")
    assert (strange.code, "`--by` belongs to the report `fairness`" in strange.err) == (2, True)
    lacking = keytier("report", "fairness", "run")
    assert (lacking.code, "`--by` is missing" in lacking.err) == (2, True)
