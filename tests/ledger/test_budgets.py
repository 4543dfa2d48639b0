"""Budgets of benefits: what a run comes to, and none over budget is published."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from engine.atoms.errors import DataError
from engine.connect.sources import Data
from engine.ledger.budgets import Spending, spending_of
from engine.ledger.run import Asked, run
from tests.asking import asked_by

POLICY = """
keytier: 1
policy: budgets
version: 1.0.0
title: Budgets
currency: CNY
customers: {id: id}
data:
  points: {is: percent, between: [0, 100]}
  region: {is: text}
tiers:
  gold: {require: {when: points >= 80, if_unknown: refer}}
  rest:
benefits:
  manager: {cost_per_year: 180k, budget_per_year: 360k, per: region}
  gift: {cost_per_year: 0.5001, budget_per_year: 6.0012}
  call:
actions:
  everyone: [gift, call]
  gold: [manager]
"""
REGIONS = ("north", "", "south")
ROWS = [f"K-{n:02d},{'' if n == 3 else 90 if n % 2 else 10},{REGIONS[n % 3]}" for n in range(12)]


def asked(folder: Path, text: str) -> Asked:
    file = folder / "customers.csv"
    file.write_text("id,points,region\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    return asked_by(text, folder, Data(str(file)), 20_636)


def test_a_run_stores_what_its_benefits_cost(tmp_path: Path) -> None:
    """Each customer who is granted a benefit counts, whatever the outcome, for its own region;
    exactly the budget is within it."""
    stored = run(asked(tmp_path, POLICY), tmp_path / "run").run
    spent = {(s.benefit, s.of): s for s in spending_of(stored.manifest.notes["spending"])}
    regions = {r.split(",")[0]: r.split(",")[2] or None for r in ROWS}
    managed = Counter(regions[r["id"]] for r in stored.decisions() if "manager" in r["actions"])
    assert {of: s.granted for (b, of), s in spent.items() if b == "manager"} == managed
    assert set(managed) == {"north", "south", None}
    gift = spent["gift", None]
    assert gift == Spending("gift", None, 12, 5001, 60_012, 60_012)
    assert gift.over == 0


def test_a_run_over_budget_leaves_nothing(tmp_path: Path) -> None:
    """The error names the benefit, the region, who and how much; no run is there afterwards."""
    text = POLICY.replace("budget_per_year: 360k", "budget_per_year: 359999.9999")
    with pytest.raises(DataError) as raised:
        run(asked(tmp_path, text), tmp_path / "run")
    assert raised.value.gate
    said = [d.message() for d in raised.value.diagnostics]
    assert said == [
        "`manager` is over budget where `per` is missing: 2 × CNY 180,000.00 is CNY 360,000.00 a "
        "year, CNY 0.0001 more than CNY 359,999.9999",
        "`manager` is over budget in `south`: 2 × CNY 180,000.00 is CNY 360,000.00 a year, "
        "CNY 0.0001 more than CNY 359,999.9999",
    ]
    assert raised.value.diagnostics[1].params["who"] == "`K-05`, `K-11`"
    assert not (tmp_path / "run").exists()
