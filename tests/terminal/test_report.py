"""`keytier report fairness`: tier rates by groups, with intervals."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from scipy.stats import binomtest

from engine.atoms.interval import wilson
from tests.terminal.conftest import ROOT, Run

POLICY = """
keytier: 1
policy: shops
version: 1.0.0
title: Shops
customers: {id: id}
data:
  sales: {is: whole, between: [0, 100]}
  region: {is: text, one_of: [south, north], label: {en: region, zh: 地区}}
  trades: {is: choices, one_of: [food, toys], personal: yes}
  cover: {is: percent, between: [0, 100]}
  met: {is: yes_no}
  size: {is: text}
applies_when: not met or is_missing(met)
red_flags:
  odd: {when: sales == 99, then: refer, if_unknown: nothing}
scorecard:
  criteria: {sales: {field: sales, points: as_is}}
  weights: {sales: 100}
  missing: refer
tiers: {a: {at_least: 80, label: 甲}, b: {at_least: 40}, c: {}}
"""


@pytest.fixture
def ran(keytier: Run, tmp_path: Path) -> Path:
    """A run: 40 in the south, 10 in the north, 2 without a region, 1 in error, 1 not judged."""
    rows = ["id,sales,region,trades,cover,met,size"]
    for n in range(40):
        rows.append(f"s{n:02},{90 if n < 10 else 50 if n < 30 else 10},south,food,{n},,s{n}")
    for n in range(10):
        rows.append(f"n{n:02},{90 if n < 1 else 99 if n < 3 else 10},north,food;toys,60,no,n{n}")
    rows += ["x1,90,,,,,x", "x2,90,,,,,x", "e1,110,south,,,,x", "m1,90,south,,,yes,x"]
    Path("policy.yaml").write_text(POLICY)
    Path("shops.csv").write_text("\n".join(rows) + "\n")
    assert keytier("run", "policy.yaml", "shops.csv", "-o", "run").code == 3
    return tmp_path / "run"


def test_wilson() -> None:
    """The interval is that of a library, to the last digits, at the ends as well."""
    for count, of in ((0, 7), (1, 7), (7, 7), (5, 40), (333, 1000), (1, 1)):
        for level in (0.9, 0.95, 0.99):
            want = binomtest(count, of).proportion_ci(level, method="wilson")
            assert wilson(count, of, level) == pytest.approx((want.low, want.high), abs=1e-12)


def test_rates(keytier: Run, ran: Path) -> None:
    """Each group with its size, each tier and referral with rate, interval and ratio; small groups
    and what is left out are said."""
    said = keytier("report", "fairness", ran, "--by", "region")
    assert said.code == 0
    lines = [re.split(r"  +", line.strip()) for line in said.out.splitlines()]
    assert lines[0] == ["tier rates by region: 52 customers judged, 95 % Wilson intervals"]
    assert lines[3] == ["south", "40", "甲", "10", "25.0 %", "14.2 %", "40.2 %", "1.00", "25.0 %",
                        "1.00"]  # fmt: skip
    assert lines[4] == ["b", "20", "50.0 %", "35.2 %", "64.8 %", "1.00", "75.0 %", "1.00"]
    assert lines[7] == ["north", "10 (small group)", "甲", "1", "10.0 %", "1.8 %", "40.4 %", "0.40",
                        "10.0 %", "0.40"]  # fmt: skip
    assert lines[10] == ["refer", "2", "20.0 %", "5.7 %", "51.0 %", "–"]
    assert lines[11][:3] == ["(missing)", "2 (small group)", "甲"]
    assert said.out.endswith(
        "ratios are of the largest group, south\n"
        "of small groups the rates say little: look at the intervals\n"
        "2 customers in error or not applicable are left out\n"
    )
    chinese = keytier("report", "fairness", ran, "--by", "region", "--by", "met", "--lang", "zh")
    assert "按地区的等级占比：已评 52 位客户" in chinese.out
    assert re.search(r"(?m)^否 +10（组别过小）", chinese.out)


def test_documents(keytier: Run, ran: Path) -> None:
    """The same as JSON and as CSV; a customer of two words is in two groups; the best group may
    be held against; no group is small where that is asked."""
    asked = ("report", "fairness", ran, "--by", "trades", "--by", "region", "--against", "best")
    found = json.loads(keytier(*asked, "--small", "0", "--format", "json").out)
    trades, region = found["by"]
    assert found["interval"] == {"method": "wilson", "level": 0.95}
    assert [(g["group"], g["judged"]) for g in trades["groups"]] == [
        ("food", 50), ("toys", 10), (None, 2),
    ]  # fmt: skip
    assert (trades["overlapping"], region["overlapping"], region["left_out"]) == (True, False, 2)
    assert [g["rates"]["a"]["ratio"] for g in region["groups"]] == [0.25, 0.1, 1.0]
    assert [g["or_better"]["b"]["rate"] for g in region["groups"]] == [0.75, 0.1, 1.0]
    assert not any(g["small"] for g in region["groups"])
    said = keytier(*asked[:5], "--by", "cover=10,20", "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(said.out.lstrip("\ufeff"))))
    mine = [r for r in rows if r["by"] == "cover" and r["tier"] == "a"]
    assert [(r["group"], r["customers"], r["count"]) for r in mine] == [
        ("< 10", "10", "10"), ("10 - < 20", "10", "0"), (">= 20", "30", "1"), ("", "2", "2"),
    ]  # fmt: skip
    assert mine[0]["low"] == f"{wilson(10, 10)[0]:.6f}"


MISTAKES = [
    (("--by", "regoin"), "did you mean `region`?"),
    (("--by", "weather"), "expected one of `sales`, `region`"),
    (("--by", "region=1,2"), "is no number"),
    (("--by", "cover=20,10"), "expected ascending values"),
    (("--by", "cover=a"), "expected ascending values"),
    (("--by", "region", "--csv", "run/x.csv"), "would lie inside the run"),
    ((), "`--by` is missing"),
]


def test_command_lines(keytier: Run, ran: Path) -> None:
    """What cannot be grouped by is refused, with what can; a changed run ends with 4."""
    for options, message in MISTAKES:
        said = keytier("report", "fairness", "run", *options)
        assert said.code == 2 and message in said.err, said.err
    part = ran / "inputs/00000.parquet"
    part.write_bytes(part.read_bytes() + b"x")
    assert keytier("report", "fairness", "run", "--by", "region").code == 4


def test_real_applicants(keytier: Run) -> None:
    """What no rule of the credit policy may read, it can be asked about: age and nationality."""
    home = ROOT / "policies/customer-credit-quality"
    keytier("run", home / "german-credit.policy.yaml", home / "german-credit.csv", "--as-of",
            "2026-06-30", "-o", "run")  # fmt: skip
    said = keytier("report", "fairness", "run", "--by", "foreign", "--by", "age=25,40,60",
                   "--format", "json")  # fmt: skip
    foreign, age = json.loads(said.out)["by"]
    assert [(g["group"], g["judged"]) for g in foreign["groups"]] == [("yes", 963), ("no", 37)]
    young, middle = (g["or_better"]["normal"] for g in age["groups"][:2])
    assert young["high"] < middle["low"] and young["ratio"] < 0.8  # a question to the policy
