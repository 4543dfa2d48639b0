"""A run for events: only those who are named, by the last full run, which stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.atoms.dates import read_date
from engine.ledger.run import open_run
from tests.terminal.conftest import Run

POLICY = """
keytier: 1
policy: on-events
version: 1.0.0
title: On events
reassess_on: [name_change, merger]
customers: {id: id}
data:
  size: {is: percent, between: [0, 100]}
gates: {must_have: [size]}
scorecard:
  criteria:
    only: {field: size, points: as_is}
  weights: {only: 100}
tiers:
  gold:
    at_least: 80
    seats: 2
    order_by: [size]
    when_full: silver
  silver: {at_least: 50}
  rest:
moves: {grace: 2 months}
warnings:
  drop: {watch: size, drops_by: 10}
"""
EVENTS = """id,event,date
a,merger,2026-06-10
a,name_change,2026-06-12
b,name_change,2026-05-31
c,moved_house,2026-06-12
d,merger,2026-06-16
stranger,merger,2026-06-01
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "policy.yaml"
    file.write_text(POLICY, encoding="utf-8")
    (tmp_path / "may.csv").write_text("id,size\na,90\nb,85\nc,60\nd,60\n", encoding="utf-8")
    (tmp_path / "june.csv").write_text("id,size\na,75\nb,20\nc,20\nd,20\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    return file


def test_only_those_who_are_named(policy: Path, tmp_path: Path, keytier: Run) -> None:
    """Events of the policy, after the last full run and up to as-of; with its facts and state."""
    may, out = tmp_path / "may", tmp_path / "events"
    assert (
        keytier("run", policy, tmp_path / "may.csv", "--as-of", "2026-05-31", "-o", may).code == 0
    )
    call = ("run", policy, tmp_path / "june.csv", "--as-of", "2026-06-15", "--previous", may)
    said = keytier(*call, "--events", tmp_path / "events.csv", "-o", out)
    assert said.code == 0, said.err
    stored = open_run(out)
    (a,) = stored.decisions()
    assert (a["id"], a["event"], a["tier"], a["move"]) == ("a", "name_change", "gold", "grace")
    assert a["drop.answer"] == "yes"
    held = (a["held.tier"], a["held.since"], a["held.worse"], a["held.grace"])
    assert held == ("gold", read_date("2026-05-31"), 0, None)
    assert (a["history.size.1"], a["history.length"]) == (900000, 1)
    notes = json.loads((out / "manifest.json").read_text())["notes"]
    assert notes["events"] == {"named": 2, "others": 3}
    assert (out / "facts.json").read_bytes() == (may / "facts.json").read_bytes()
    full = keytier(*call, "-o", tmp_path / "june")
    assert full.code == 0
    after = open_run(tmp_path / "june").decision("a")
    assert after is not None
    assert (after["event"], after["held.grace"]) == (None, read_date("2026-06-15"))
    why = keytier("why", out, "--id", "a", "--steps")
    assert why.code == 0


def test_runs_for_events_that_cannot_be(policy: Path, tmp_path: Path, keytier: Run) -> None:
    """Without the last full run, by a run for events, with rows that lack something, or under a
    policy that names no events."""
    may, out = tmp_path / "may", tmp_path / "events"
    keytier("run", policy, tmp_path / "may.csv", "--as-of", "2026-05-31", "-o", may)
    base = ("run", policy, tmp_path / "june.csv", "--as-of", "2026-06-15")
    events = ("--events", tmp_path / "events.csv")
    assert "KT399" in keytier(*base, *events, "--dry-run").err
    keytier(*base, *events, "--previous", may, "-o", out)
    again = (*base[:-1], "2026-06-20", *events, "--previous", out, "--dry-run")
    assert "KT399" in keytier(*again).err
    (tmp_path / "events.csv").write_text("id,event,date\na,merger,\n", encoding="utf-8")
    lacks = keytier(*base, *events, "--previous", may, "--dry-run")
    assert (lacks.code, "KT398" in lacks.err) == (2, True)
    plain = policy.read_text("utf-8").replace("reassess_on: [name_change, merger]\n", "")
    policy.write_text(plain, encoding="utf-8")
    assert "KT399" in keytier(*base, *events, "--previous", may, "--dry-run").err
