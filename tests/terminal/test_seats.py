"""Seats on the command line: what a run prints of them, and one customer explained by them."""

from __future__ import annotations

from pathlib import Path

import engine
from tests.terminal.conftest import Run

POLICY = """\
keytier: 1
policy: seats
version: 1.0.0
title: Seats
customers: {id: id}
data:
  points: {is: percent, between: [0, 100], label: {en: points, zh: 评分}}
  region: {is: text}
scorecard:
  criteria:
    worth: {field: points, points: as_is}
  weights: {worth: 100}
  missing: refer
tiers:
  gold: {at_least: 80, seats: 1, order_by: [score], when_full: rest, waiting_list: yes, label: 金}
  silver: {at_least: 50, seats: 1, per: region, order_by: [score]}
  rest:
tests:
  - name: a seat is lost to a better one
    facts: {gold: {last: {score: 90.5}, place: 3}}
    given: {points: 90}
    expect: {outcome: waiting, tier: rest, because: [seats.full]}
  - name: a tie is lost
    facts: {gold: {last: {score: 90}}}
    given: {points: 90}
    expect: {outcome: waiting}
  - name: a tie is won by the id
    facts: {gold: {last: {score: 90}, id: x}}
    given: {points: 90}
    expect: {outcome: decided, tier: gold}
"""
DATA = "id,points,region\na,95,\nb,90,\nc,85,north\nd,60,north\ne,55,north\n"


def test_a_run_tells_who_had_no_seat(keytier: Run, tmp_path: Path) -> None:
    """The run prints the seats of each tier, and `why` says alike from the run and from files."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
    said = keytier("run", "policy.yaml", "data.csv", "--as-of", "2026-06-30", "-o", "out")
    assert said.code == 0
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert "waiting 2 40.0 %" in lines
    assert "gold 1 3 2" in lines
    assert "silver north 1 2 1" in lines
    stored = keytier("why", "out", "--id", "c").out
    files = ("why", "policy.yaml", "data.csv", "--id", "c", "--as-of", "2026-06-30")
    assert keytier(*files).out == stored
    assert keytier(*files, "--facts", "out").out == stored
    assert "no seat in 金: seat 3 of 1, waiting list place 2" in stored
    assert "its last seat went to a (score 95); this customer has score 85" in stored
    assert (
        "金没有名额：排第 3 位，名额 1 个，候补第 2 位"
        in keytier("why", "out", "--id", "c", "--lang", "zh").out
    )
    steps = keytier("why", "out", "--id", "e", "--steps").out
    assert "full: no seat" in steps


def test_one_customer_is_not_run_alone(keytier: Run, tmp_path: Path) -> None:
    """A run of one customer needs the facts of all, which another run has."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
    run = ("run", "policy.yaml", "data.csv", "--as-of", "2026-06-30")
    assert keytier(*run, "-o", "out").code == 0
    alone = keytier(*run, "--id", "b", "--dry-run")
    assert (alone.code, "KT471" in alone.err) == (2, True)
    frozen = keytier(*run, "--id", "b", "--dry-run", "--facts", "out")
    assert frozen.code == 0
    assert "waits for a seat in 金, rest until then" in frozen.out


def test_cases_may_know_who_sits(keytier: Run, tmp_path: Path) -> None:
    """A case says where the last holder of a full tier stands; without it every seat is free."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    assert keytier("test", "policy.yaml").code == 0
    wrong = POLICY.replace("last: {score: 90.5}, place: 3", "last: {scor: 90.5, score: much}")
    (tmp_path / "policy.yaml").write_text(wrong, encoding="utf-8")
    said = keytier("test", "policy.yaml")
    assert said.code == 1
    assert "KT504" in said.out + said.err
    assert "KT505" in said.out + said.err


def test_without_facts_it_is_said_that_seats_count_as_free() -> None:
    """A customer decided alone finds a seat, and the explanation says why."""
    said = engine.why(POLICY, {"id": "c", "points": 85}, as_of="2026-06-30").say("en")
    assert any("count as free without the facts of a run" in line for line in said)
