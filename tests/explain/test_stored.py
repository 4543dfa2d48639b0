"""What a stored run explains is what the decision was when it was made."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import engine
from engine.explain import explain
from engine.ledger.run import open_run
from engine.terminal import main

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "policies" / "starter"


def test_same_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the files of a run, every customer's explanation is the one that was fresh."""
    customers = STARTER / "customers.csv"
    there = tmp_path / "run"
    arguments = ["run", str(STARTER / "policy.yaml"), str(customers), "--as-of", "2026-06-30"]
    monkeypatch.setattr("sys.argv", ["keytier", *arguments, "-o", str(there)])
    assert main() == 0
    run = open_run(there)
    policy = engine.load(STARTER / "policy.yaml")
    with customers.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    assert len(records) == 12
    for record in records:
        decided, inputs = run.decision(record["customer_id"]), run.inputs(record["customer_id"])
        assert decided is not None and inputs is not None
        stored = explain(decided, run.bound, as_of=run.as_of, context=run.context, inputs=inputs)
        assert stored == policy.why(record, as_of="2026-06-30")
