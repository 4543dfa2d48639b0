"""`keytier compare`: two policies on the same customers, exit code 1 where anything differs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.terminal.conftest import ROOT, Run

STARTER = ROOT / "policies" / "starter"


def test_compare(keytier: Run) -> None:
    """Who moves stands in the text, in JSON and in a file, in both languages; the same policy
    twice differs in nothing; data that are read more than once do not come from a pipe."""
    text = (STARTER / "policy.yaml").read_text("utf-8")
    Path("new.policy.yaml").write_text(text.replace("at_least: 50", "at_least: 40"))
    rest = (STARTER / "customers.csv", "--as-of", "2026-06-30")
    old, new = STARTER / "policy.yaml", "new.policy.yaml"
    shown = keytier("compare", old, new, *rest, "--limit", "1", "-o", "moved.csv")
    assert shown.code == 1
    assert "tiers.valued.at_least (new.policy.yaml:41)" in shown.out
    told = json.loads(keytier("compare", old, new, *rest, "--format", "json").out)
    assert told["schema"] == "keytier/compare/1"
    (change,) = told["changes"]
    assert (change["alone"], change["needed"]) == (told["moved"], told["moved"])
    assert [m["now"]["tier"] for m in told["movers"]] == ["valued"] * told["moved"]
    assert sum(cell["customers"] for cell in told["matrix"]) == told["customers"] == 12
    lines = Path("moved.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "customer,was,now,because"
    assert len(lines) == told["moved"] + 1
    assert ("more: `--limit`" in shown.err) is (told["moved"] > 1)
    same = keytier("compare", old, old, *rest, "--lang", "zh")
    assert (same.code, "两份政策所说相同" in same.out) == (0, True)
    piped = keytier("compare", old, new, "-", "--as-of", "2026-06-30", input="")
    assert (piped.code, "the data are read more than once" in piped.err) == (2, True)
