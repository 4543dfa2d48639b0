"""`keytier compare`: two policies on the same customers, exit code 1 where anything differs."""

from __future__ import annotations

import json
from pathlib import Path

from engine.terminal.words import words
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


def test_the_head_of_a_comparison_counts_what_is_decided_on() -> None:
    """Thousands are set apart as everywhere, and where groups are decided on they are counted as
    groups."""
    told = dict(old="p 1", new="p 2", day="2026-06-30", moved=11_669)
    assert "200,040 customers, moved: 11,669" in words("compare.head", "en", n=200_040, **told)
    assert "200,040 groups, moved: 11,669" in words("compare.head.groups", "en", n=200_040, **told)
    assert "200,040 个集团，变动：11,669" in words("compare.head.groups", "zh", n=200_040, **told)
    assert "1 group, moved: 0" in words("compare.head.groups", "en", n=1, **{**told, "moved": 0})
    assert words("compare.more", "en", n=11_666).startswith("11,666 more")


def test_a_comparison_of_groups_says_groups(keytier: Run) -> None:
    """A policy that decides for groups compares groups."""
    accounts = ROOT / "policies" / "key-accounts"
    tables = [f"--table={name}={accounts / name}.csv" for name in ("orders", "contracts", "fx")]
    line = ("compare", accounts / "policy.yaml", accounts / "policy.yaml",
            accounts / "customers.csv", *tables, "--as-of", "2026-06-30",
            "--format", "short")  # fmt: skip
    assert " groups, moved: 0\n" in keytier(*line).out
    assert " 个集团，变动：0\n" in keytier(*line, "--lang", "zh").out
