"""A run with seats: facts once, stored and hashed; one customer decided alone by them."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pandas
import pytest

import engine
from engine.atoms.digest import sha256_file
from engine.atoms.errors import BrokenRecord, UsageError
from engine.connect.sources import Data
from engine.ledger import chunks
from engine.ledger.frozen import frozen
from engine.ledger.run import Asked, run
from engine.ledger.stored import StoredRun
from tests.asking import asked_by

POLICY = """
keytier: 1
policy: seats
version: 1.0.0
title: Seats
customers: {id: id}
data:
  points: {is: percent, between: [0, 100]}
  margin: {is: money}
  region: {is: text}
scorecard:
  criteria:
    worth: {field: points, points: as_is}
  weights: {worth: 100}
  missing: refer
tiers:
  gold: {at_least: 80, seats: 5, order_by: [score, margin], when_full: bronze, waiting_list: yes}
  silver: {at_least: 50, seats: 3, per: region, order_by: [{field: margin, low: first}]}
  bronze: {at_least: 20, seats: 40, order_by: [score], waiting_list: yes}
  rest:
"""
DAY = 20_636  # 2026-07-02


def frame() -> pandas.DataFrame:
    c = Random(3)
    return pandas.DataFrame(
        [
            {"id": f"K-{n}", "points": c.choice([None, *range(0, 101, 5)]),
             "margin": c.choice([None, 1, 2, 3]), "region": c.choice(["north", "south", None])}
            for n in range(160)
        ],
        dtype="object",
    )  # fmt: skip


def asked(folder: Path, text: str = POLICY, **more: object) -> Asked:
    return asked_by(text, folder, Data(frame(), "customers"), DAY, **more)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    """A run of 160 customers in pieces of 64."""
    folder = tmp_path_factory.mktemp("seats")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "CHUNK", 64)
        return run(asked(folder), folder / "run").run


def test_the_facts_of_a_run_are_stored_and_hashed(stored: StoredRun) -> None:
    """facts.json names, for each tier and word of `per`, how many compete and the last holder."""
    document = json.loads((stored.folder / "facts.json").read_text(encoding="utf-8"))
    assert list(document["seats"]) == ["bronze", "gold", "silver"]
    gold = document["seats"]["gold"]
    assert gold["order_by"] == ["score", "margin"]
    assert gold["groups"][0]["competing"] > 5
    assert [g["of"] for g in document["seats"]["silver"]["groups"]] == [None, "north", "south"]
    whole = (stored.folder / "facts.json").read_bytes().removesuffix(b"\n")
    copy = stored.folder.parent / "copy"
    copy.write_bytes(whole)
    assert sha256_file(copy) == stored.manifest.facts


def test_a_full_run_gives_seats_in_every_piece(stored: StoredRun) -> None:
    """Every tier holds no more than its seats, in pieces that are ordered by id; waiting customers
    have the places from 1 without a gap."""
    rows = list(stored.decisions())
    assert [r["id"] for r in rows] == sorted(r["id"] for r in rows)
    held = [r for r in rows if r["tier"] == "gold"]
    assert len(held) == 5
    assert all(r["outcome"] == "decided" and r["no_seat"] == [] for r in held)
    for tier in ("gold", "bronze"):
        places = sorted(r[f"{tier}.place"] for r in rows if r[f"{tier}.place"] is not None)
        assert places == list(range(1, len(places) + 1))
        assert places
    counts = stored.manifest.counts
    assert counts["tiers"]["gold"] == 5
    assert sum(counts["tiers"].values()) == counts["outcomes"]["decided"]
    assert counts["outcomes"]["waiting"] == sum(r["outcome"] == "waiting" for r in rows) > 0


def test_one_customer_alone_is_decided_as_in_the_full_run(stored: StoredRun) -> None:
    """With the facts of the run every customer's decision is the same, in every column."""
    policy = engine.load(stored.folder / "policy.yaml")
    alone = 0
    for record in frame().to_dict("records"):
        decision = policy.decide(record, as_of="2026-07-02", facts=stored.folder)
        in_run = stored.decision(record["id"])
        assert in_run is not None
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in decision.row.items()}
        assert plain == in_run, record["id"]
        free = policy.decide(record, as_of="2026-07-02")
        alone += free.row["tier"] != decision.row["tier"]
    assert alone > 10  # without facts every seat is free


def test_a_frame_is_seated_among_itself_or_by_a_run(stored: StoredRun) -> None:
    """decide_table finds the facts of its frame; with `facts` a part of it is decided as in the
    run; who was not in the run waits without a place."""
    policy = engine.load(stored.folder / "policy.yaml")
    whole = policy.decide_table(frame(), as_of="2026-07-02")
    in_run = {r["id"]: r for r in stored.decisions()}
    assert list(whole["tier"]) == [in_run[i]["tier"] for i in whole["id"]]
    waiting = whole[whole["gold.place"].notna()]
    assert [int(p) for p in waiting["gold.place"]] == [
        in_run[i]["gold.place"] for i in waiting["id"]
    ]
    some = frame().iloc[::7]
    part = policy.decide_table(some, as_of="2026-07-02", facts=stored.folder, columns="all")
    assert list(part["tier"]) == [in_run[i]["tier"] for i in part["id"]]
    stranger = {"id": "K-new", "points": 80, "region": "north"}
    decision = policy.decide(stranger, as_of="2026-07-02", facts=stored.folder)
    assert decision.outcome == "waiting"
    assert decision.row["gold.place"] is None


def test_another_run_may_be_decided_by_frozen_facts(stored: StoredRun, tmp_path: Path) -> None:
    """A run by the facts of another decides by them, stores them and names whose they are."""
    bound = asked(tmp_path).bound
    one = next(r["id"] for r in stored.decisions() if r["gold.place"] == 2)
    again = run(asked(tmp_path, facts=frozen(stored, bound), only=one), tmp_path / "one").run
    assert list(again.decisions()) == [stored.decision(one)]
    assert again.facts == stored.facts
    assert again.manifest.facts == stored.manifest.facts
    assert again.manifest.notes["facts_of"] == stored.manifest.meaning()


def test_one_customer_has_no_run_of_its_own(tmp_path: Path) -> None:
    """A run of one customer by a policy with seats asks for the facts of all."""
    with pytest.raises(UsageError) as raised:
        run(asked(tmp_path, only="K-1"), tmp_path / "one")
    assert [d.code for d in raised.value.diagnostics] == ["KT471"]


def test_facts_of_other_seats_are_refused(stored: StoredRun, tmp_path: Path) -> None:
    """Facts are those of a policy of this id with the same seats, order and `per`."""
    for text in (
        POLICY.replace("seats: 5", "seats: 6"),
        POLICY.replace("policy: seats", "policy: s"),
    ):
        with pytest.raises(UsageError) as raised:
            frozen(stored, asked(tmp_path, text).bound)
        assert [d.code for d in raised.value.diagnostics] == ["KT470"]


def test_facts_that_were_changed_decide_nothing(stored: StoredRun, tmp_path: Path) -> None:
    """A run whose facts.json is not what it wrote is broken, and says so."""
    import shutil

    copy = tmp_path / "run"
    shutil.copytree(stored.folder, copy)
    text = (copy / "facts.json").read_text(encoding="utf-8")
    (copy / "facts.json").write_text(text.replace('"seats":5', '"seats":6'), encoding="utf-8")
    with pytest.raises(BrokenRecord):
        engine.decide(stored.folder / "policy.yaml", {"id": "K-1"}, as_of="2026-07-02", facts=copy)
