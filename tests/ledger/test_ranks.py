"""A run with ranks: facts once, stored; one customer decided and explained alone by them."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pandas
import pytest

import engine
from engine.atoms.errors import UsageError
from engine.connect.sources import Data
from engine.ledger.frozen import frozen
from engine.ledger.run import Asked, run
from engine.ledger.stored import StoredRun
from tests.asking import asked_by

POLICY = """
keytier: 1
policy: ranks
version: 1.0.0
title: Ranks
customers: {id: id}
data:
  spend: {is: money, round: 1}
  overdue: {is: whole, between: [0, 400]}
  region: {is: text}
reference:
  trade: {label: 同业, measured: 2026-01-31, good_for: 1 year, count: 1280, percentiles: {50: 30, 90: 70}}
scorecard:
  criteria:
    volume: {field: spend, points: rank_percent}
    paying: {field: overdue, points: {rank_percent: {low: first, per: region}}}
    trade: {field: spend, points: {rank_percent: {reference: trade}}}
  weights: {volume: 40, paying: 40, trade: 20}
  missing: keep
tiers:
  gold: {at_least: 50, seats: 5, order_by: [score]}
  rest:
"""  # noqa: E501
DAY = 20_636  # 2026-07-02


def frame() -> pandas.DataFrame:
    c = Random(3)
    return pandas.DataFrame(
        [
            {"id": f"K-{n:02}", "spend": c.choice([None, *range(0, 101, 5)]),
             "overdue": c.choice([None, 0, 0, 7, 30, 90]), "region": c.choice(["north", "west"])}
            for n in range(60)
        ] + [{"id": "K-only", "spend": "1e6", "overdue": 3, "region": "south"}],
        dtype="object",
    )  # fmt: skip


def asked(folder: Path, text: str = POLICY, **more: object) -> Asked:
    return asked_by(text, folder, Data(frame(), "customers"), DAY, **more)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    folder = tmp_path_factory.mktemp("ranks")
    return run(asked(folder), folder / "run").run


def test_the_value_at_each_percent_is_stored(stored: StoredRun) -> None:
    """facts.json holds for each criterion, and each word of `per`, how many are ranked and the
    value at each percent, as an integer; who is in error is ranked with nobody."""
    ranks = json.loads((stored.folder / "facts.json").read_text(encoding="utf-8"))["ranks"]
    assert list(ranks) == ["paying", "volume"]
    assert ranks["volume"]["measured"] == "2026-07-02"
    (everybody,) = ranks["volume"]["groups"]
    values = sorted(r["spend"] for r in frame().to_dict("records") if isinstance(r["spend"], int))
    assert everybody["count"] == len(values)
    assert everybody["edges"][99] == values[-2] * 10_000  # before all others: better than those
    assert [g["of"] for g in ranks["paying"]["groups"]] == ["north", "west"]


def test_one_customer_alone_is_ranked_as_in_the_full_run(stored: StoredRun) -> None:
    """With the facts of the run every customer's decision is the same, in every column; without
    them nobody is ranked."""
    policy = engine.load(stored.folder / "policy.yaml")
    for record in frame().to_dict("records"):
        decision = policy.decide(record, as_of="2026-07-02", facts=stored.folder)
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in decision.row.items()}
        assert plain == stored.decision(record["id"]), record["id"]
        assert policy.decide(record, as_of="2026-07-02").row["volume.hit"] is None
    part = policy.decide_table(frame()[::9], as_of="2026-07-02", facts=stored.folder, columns="all")
    assert [*part["volume.hit"].fillna(-1)] == [
        -1 if (hit := (stored.decision(i) or {})["volume.hit"]) is None else hit for i in part["id"]
    ]


def test_why_says_among_how_many_and_when(stored: StoredRun) -> None:
    """An explanation names the percent, how many were ranked and the day, in both languages; and
    why there is no rank."""
    policy = engine.load(stored.folder / "policy.yaml")
    record = {"id": "K-new", "spend": 64, "overdue": 0, "region": "south"}
    why = policy.why(record, as_of="2026-07-02", facts=stored.folder)
    volume, paying, trade = (line.said for line in why.criteria)
    percent = policy.decide(record, as_of="2026-07-02", facts=stored.folder).row["volume.hit"]
    many = json.loads((stored.folder / "facts.json").read_text())["ranks"]["volume"]["groups"][0]
    others = f"ahead of {percent}% of the others ({many['count']} ranked, 2026-07-02)"
    assert volume.en == others
    assert volume.zh == f"领先其余客户的 {percent}%（2026-07-02 共 {many['count']} 个参与排名）"
    assert paying.en.startswith("not ranked, for nobody else of south had a value on 2026-07-02; ")
    assert trade.en == "ahead of 50% of 同业 (1280 measured, 2026-01-31)"
    late = policy.why(record, as_of="2027-02-01")
    assert [r.code for r in late.reasons] == [
        "volume.unranked", "paying.unranked", "trade.unranked",
    ]  # fmt: skip
    assert "facts of a run are not given" in late.reasons[0].sentence.en
    assert "同业 is of 2026-01-31 and good for 1 year" in late.reasons[2].sentence.en


def test_facts_of_other_ranks_are_refused(stored: StoredRun, tmp_path: Path) -> None:
    """Facts belong to the ranks that they are of; one id alone is not run without them."""
    for changed in ("low: first, per: region", "per: region, low: first"):
        other = POLICY.replace("{low: first, per: region}", f"{{{changed}}}")
        assert frozen(stored, asked(tmp_path, other).bound).facts.ranks
    other = POLICY.replace("low: first, per: region", "per: region")
    with pytest.raises(UsageError) as raised:
        frozen(stored, asked(tmp_path, other).bound)
    assert raised.value.diagnostics[0].code == "KT470"
    with pytest.raises(UsageError) as raised:
        run(asked(tmp_path, only="K-01"), tmp_path / "one")
    assert raised.value.diagnostics[0].code == "KT471"
    facts = frozen(stored, asked(tmp_path).bound)
    one = run(asked(tmp_path, only="K-01", facts=facts), tmp_path / "one").run
    assert [*one.decisions()] == [stored.decision("K-01")]
