"""Key accounts on their own data: seats in both good tiers, and what is promised is paid for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.atoms.errors import DataError
from engine.atoms.text import Source
from engine.author.opening import load_source
from engine.check import inspect
from engine.connect.sources import Data
from engine.ledger.budgets import spending_of
from engine.ledger.run import Asked, dry_run, run
from engine.ledger.stored import StoredRun

HERE = Path(__file__).resolve().parents[2] / "policies" / "key-accounts"
DAY = 20_634  # 2026-06-30


def asked(source: Source) -> Asked:
    bound, found = inspect(source)
    assert bound is not None, found
    tables = {name: Data(str(HERE / f"{name}.csv")) for name in ("orders", "contracts", "fx")}
    return Asked(source, bound, Data(str(HERE / "customers.csv")), DAY, tables)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    return run(asked(load_source(HERE / "policy.yaml")), tmp_path_factory.mktemp("ka") / "run").run


def test_the_good_tiers_hold_no_more_than_their_seats(stored: StoredRun) -> None:
    """Four are strategic and six are stars; the others wait, first those with more points."""
    tiers = stored.manifest.counts["tiers"]
    assert (tiers["strategic"], tiers["star"]) == (4, 6)
    rows = [r for r in stored.decisions() if r["outcome"] == "waiting"]
    assert {r["tier"] for r in rows} == {"status", "streamline"}
    stars = sorted((r for r in rows if r["star.place"]), key=lambda r: r["star.place"])
    assert [r["star.place"] for r in stars] == [1, 2]
    scores = [r["attractiveness.score"] for r in stars]
    assert scores == sorted(scores, reverse=True)


def test_what_is_promised_stays_within_the_budget(stored: StoredRun) -> None:
    """Joint innovation with each strategic account is paid for; with less it would not be, and
    nothing would be published."""
    spent = spending_of(stored.manifest.notes["spending"])
    (joint,) = [s for s in spent if s.benefit == "joint_innovation"]
    assert (joint.granted, joint.cost, joint.budget) == (4, 320_000 * 10**4, 600_000 * 10**4)
    source = load_source(HERE / "policy.yaml")
    less = replace(
        source, text=source.text.replace("budget_per_year: 60万", "budget_per_year: 31万")
    )
    with pytest.raises(DataError) as raised:
        with_less = stored.folder.parent / "less"
        run(asked(less), with_less)
    (over,) = raised.value.diagnostics
    assert (over.code, over.params["benefit"]) == ("KT387", "joint_innovation")
    assert not with_less.exists()


def test_each_region_has_a_budget_of_its_own(stored: StoredRun) -> None:
    """Dedicated managers are paid for by region, and no region spends another's money."""
    spent = [s for s in spending_of(stored.manifest.notes["spending"])
             if s.benefit == "dedicated_manager"]  # fmt: skip
    assert len(spent) > 3
    assert all(s.of and s.over <= 0 for s in spent)
    assert sum(s.granted for s in spent) == 10


def test_companies_of_one_owner_are_one_group(stored: StoredRun) -> None:
    """Their purchases are added up, in yuan whatever they were paid in, and each company is told
    of the group's decision."""
    group = stored.group_of("C000047")
    assert group == "G000046"
    decided, inputs = stored.decision(group), stored.inputs(group)
    assert decided is not None and inputs is not None
    assert decided["members"] == ["C000046", "C000047", "C000048"]
    text = load_source(HERE / "policy.yaml").text
    by_itself = text.replace("{id: 集团编号, parent: 上级客户编号, ", "{id: 客户编号, ")
    with dry_run(asked(Source("alone.yaml", by_itself))) as done:
        alone = [done.run.inputs(company) for company in decided["members"]]
    assert all(row is not None and len(row["members"]) == 1 for row in alone)
    bought = [row["purchases_12m"] for row in alone if row is not None]
    assert inputs["purchases_12m"] == sum(bought) > max(bought) > 0
