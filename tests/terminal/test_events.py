"""A run for events: only those who are named, by the last full run, which stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pandas
import pytest

import engine
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
  sinks: {watch: score, drops_by: 10}
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
    for told in (
        "  gold: kept in grace, from 2026-06-15 until 2026-08-15; silver by points\n",
        "  drop: size 75%, before that 90%\n",
        "  sinks: score 75, before that 90\n",
        "  1. in grace from 2026-06-15 until 2026-08-15; by points it would be silver\n",
    ):
        assert told in why.out
    loaded = engine.load(policy)
    frame = engine.decide_table(
        loaded, pandas.read_csv(tmp_path / "june.csv"), as_of="2026-06-15", previous=may,
        events=tmp_path / "events.csv",
    )  # fmt: skip
    assert frame[["id", "event", "tier", "move"]].to_numpy().tolist() == [
        ["a", "name_change", "gold", "grace"]
    ]
    one = {"as_of": "2026-06-15", "previous": may}
    alone = loaded.decide({"id": "a", "size": 75}, **one, event="merger")
    assert (alone.row["event"], alone.row["held.grace"], alone.tier) == ("merger", None, "gold")
    with pytest.raises(engine.UsageError, match="`moved_house`; expected an event"):
        loaded.decide({"id": "a", "size": 75}, **one, event="moved_house")
    with pytest.raises(engine.UsageError, match="cannot be run for events"):
        loaded.decide({"id": "a", "size": 75}, as_of="2026-06-15", event="merger")
    with pytest.raises(engine.UsageError, match="cannot be run for events"):
        engine.decide_table(loaded, frame, as_of="2026-06-15", events=[])


def test_an_event_of_a_company_assesses_its_group(tmp_path: Path, keytier: Run) -> None:
    """A row names a company, or a group; the group is assessed, and shows the latest of them."""
    file = tmp_path / "policy.yaml"
    text = POLICY.replace("customers:", "decide_for: group\ngroups: {id: of}\ncustomers:")
    text = text.replace("[0, 100]}", "[0, 100], roll_up: max}")
    file.write_text(text, encoding="utf-8")
    data = tmp_path / "companies.csv"
    data.write_text("id,of,size\na1,A,90\na2,A,20\nb1,B,60\nc,,60\nd,,10\n", encoding="utf-8")
    may, out = tmp_path / "may", tmp_path / "events"
    assert keytier("run", file, data, "--as-of", "2026-05-31", "-o", may).code == 0
    rows = ["a1,merger,2026-06-02", "a2,name_change,2026-06-04", "B,merger,2026-06-01",
            "c,merger,2026-05-01"]  # fmt: skip
    events = tmp_path / "events.csv"
    events.write_text("\n".join(["id,event,date", *rows, ""]), encoding="utf-8")
    call = ("run", file, data, "--as-of", "2026-06-30", "--previous", may, "--events", events)
    said = keytier(*call, "-o", out)
    assert said.code == 0, said.err
    named = [(row["id"], row["event"], row["tier"]) for row in open_run(out).decisions()]
    assert named == [("A", "name_change", "gold"), ("B", "merger", "silver")]


def test_runs_for_events_that_cannot_be(policy: Path, tmp_path: Path, keytier: Run) -> None:
    """Without the last full run, by a run for events, with rows that lack something, or under a
    policy that names no events."""
    may, out = tmp_path / "may", tmp_path / "events"
    keytier("run", policy, tmp_path / "may.csv", "--as-of", "2026-05-31", "-o", may)
    base = ("run", policy, tmp_path / "june.csv", "--as-of", "2026-06-15")
    events = ("--events", tmp_path / "events.csv")

    def refused(*line: object) -> str:
        """Why it cannot be run for events."""
        said, told = keytier(*line), "error[KT399]: the policy `on-events` cannot be run for events"
        assert said.code == 2
        return said.err.partition(f"{told}: ")[2].partition("\n")[0]

    assert refused(*base, *events, "--dry-run") == "the last full run is not given"
    keytier(*base, *events, "--previous", may, "-o", out)
    again = (*base[:-1], "2026-06-20", *events, "--previous", out, "--dry-run")
    assert refused(*again) == "the previous run was for events itself"
    (tmp_path / "events.csv").write_text("id,event,date\na,merger,\n", encoding="utf-8")
    lacks = keytier(*base, *events, "--previous", may, "--dry-run")
    assert (lacks.code, "KT398" in lacks.err) == (2, True)
    plain = policy.read_text("utf-8").replace("reassess_on: [name_change, merger]\n", "")
    policy.write_text(plain, encoding="utf-8")
    none = refused(*base, *events, "--previous", may, "--dry-run")
    assert none == "it names none under `reassess_on:`"
