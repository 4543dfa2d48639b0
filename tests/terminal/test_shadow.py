"""`keytier run --shadow`: a second policy on the same data, recorded and acted on by nobody."""

from __future__ import annotations

import json
from pathlib import Path

from tests.terminal.conftest import ROOT, Run

STARTER = ROOT / "policies" / "starter"


def test_a_policy_in_the_shadow_of_another(keytier: Run) -> None:
    """The shadow is a whole sealed run beside the first, which stays what it is without it; who
    ends otherwise is counted; every later output says that it is a shadow; nothing is replaced
    unasked, and what is no whole run has none."""
    text = (STARTER / "policy.yaml").read_text("utf-8")
    Path("new.policy.yaml").write_text(text.replace("at_least: 50", "at_least: 40"))
    run = ("run", STARTER / "policy.yaml", STARTER / "customers.csv", "--as-of", "2026-06-30")
    assert keytier(*run, "-o", "alone").code == 0
    both = keytier(*run, "-o", "june", "--shadow", "new.policy.yaml")
    assert both.code == 0
    compared = keytier("compare", STARTER / "policy.yaml", "new.policy.yaml", *run[2:],
                       "--format", "json")  # fmt: skip
    moved = json.loads(compared.out)["moved"]
    assert moved > 0
    assert f"ends {moved} of 12 customers otherwise: june-shadow" in both.err
    roots = [Path(r, "checkpoint").read_text().splitlines()[2] for r in ("alone", "june")]
    assert roots[0] == roots[1]
    first, shadow = (
        json.loads(Path(r, "manifest.json").read_text()) for r in ("june", "june-shadow")
    )
    assert (first["notes"].get("shadow"), shadow["notes"]["shadow"]) == (None, True)
    assert keytier("ledger", "verify", "june-shadow").code == 0
    id = first["inputs"][0]["first"]
    assert "in the shadow of another policy" in keytier("why", "june-shadow", "--id", id).err
    assert "in the shadow of" not in keytier("why", "june", "--id", id).err
    assert keytier("case", "june-shadow", "--id", id, "-o", "case.html").code == 0
    page = Path("case.html").read_text("utf-8")
    assert "in the shadow of another policy" in page and "影子" in page
    assert "starter 1.0.0 (shadow)" in keytier("export", "june-shadow", "--as", "crm").out
    log = keytier("export", "june-shadow", "--as", "opa-log").out.splitlines()
    assert {json.loads(event)["labels"]["shadow"] for event in log} == {"true"}
    lived = keytier("history", ".", "--id", id)  # nobody lived through a shadow
    assert lived.out.startswith(f"customer {id}: 2 runs of starter")
    assert "june-shadow is a shadow" in lived.err
    named = keytier("history", "june", "june-shadow", "june/", "--id", id)
    assert named.out.startswith(f"customer {id}: 2 runs of starter")
    again = keytier(*run, "-o", "other", "--shadow", "new.policy.yaml", "--lang", "zh")
    assert "other-shadow" in again.err
    Path("third-shadow").mkdir()
    Path("third-shadow/mine.txt").write_text("mine")
    there = keytier(*run, "-o", "third", "--shadow", "new.policy.yaml")
    assert (there.code, "`third-shadow` exists already" in there.err) == (2, True)
    assert not Path("third").exists()
    for refused in (("--dry-run",), ("--id", id), ("--facts", "june")):
        part = keytier(*run, *refused, "--shadow", "new.policy.yaml")
        assert (part.code, "a shadow stands beside a whole run" in part.err) == (2, True)
