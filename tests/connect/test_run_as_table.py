"""Another policy's decisions as a table: the folder of a run, and of that policy only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine import decide
from engine.atoms.digest import sha256
from engine.atoms.errors import DataError
from engine.connect.sources import Data
from engine.ledger.run import RunResult, run
from tests.asking import asked_of

ROOT = Path(__file__).resolve().parents[2]
TERMS = ROOT / "policies/payment-terms/policy.yaml"
CREDIT = """\
keytier: 1
policy: customer-credit-quality
version: 1.0
title: Credit
customers: {id: id}
data:
  a: {is: percent, between: [0, 100]}
gates: {must_have: [a], on_bad_row: set_aside}
scorecard: {criteria: {a: {field: a, points: as_is}}, weights: {a: 100}}
tiers:
  good: {at_least: 70}
  normal: {at_least: 50}
  watch: {at_least: 30}
  reject:
"""
LAST, NEXT = 20_634, 20_635  # 2026-06-30 and the day after


def decided(policy: Path, folder: Path, customers: str, day: int, **tables: Data) -> RunResult:
    file = folder.with_suffix(".csv")
    file.write_text(customers, encoding="utf-8")
    return run(asked_of(policy, Data(str(file)), day, tables=tables), folder)


@pytest.fixture(scope="module")
def credit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("credit")
    (folder / "policy.yaml").write_text(CREDIT, encoding="utf-8")
    people = "id,a\nC1,80\nC2,55\nC3,10\nC4,\nC9,90\n"
    return decided(folder / "policy.yaml", folder / "run", people, LAST).run.folder


def terms(credit: Path, tmp_path: Path) -> RunResult:
    ids = "客户编号\nC1\nC2\nC3\nC4\nC5\n"
    return decided(TERMS, tmp_path / "terms", ids, NEXT, credit=Data(str(credit)))


def test_decisions_are_rows(credit: Path, tmp_path: Path) -> None:
    """Each customer has the tier that the other policy decided; who has no decision is referred,
    who is no customer here is counted, and the record names the other run."""
    done = terms(credit, tmp_path)
    rows = {r["id"]: (r["outcome"], r["tier"]) for r in done.run.decisions()}
    assert rows == {
        "C1": ("decided", "open_account"), "C2": ("decided", "thirty_days"),
        "C3": ("decided", "prepaid"), "C4": ("refer", None), "C5": ("refer", None),
    }  # fmt: skip
    assert done.run.manifest.notes["rows_of_unknown_customers"] == {"credit": 1}
    [source] = [s for s in done.run.manifest.sources if s.role == "credit"]
    assert source.digest == sha256((credit / "manifest.json").read_bytes())
    assert source.reader == {
        "reader": "run", "policy": "customer-credit-quality", "version": "1.0",
        "as_of": "2026-06-30",
    }  # fmt: skip
    row = [{"id": "C1", "as_of": "2026-06-30", "outcome": "decided", "tier": "good"}]
    one = decide(str(TERMS), {"客户编号": "C1"}, tables={"credit": row}, as_of="2026-07-01")
    assert one.tier == "open_account"


def test_only_runs_of_that_policy(credit: Path, tmp_path: Path) -> None:
    """A run of another policy or version, one that was changed, and a file are refused by name; a
    run for a table that asks for none is, too."""

    def said(given: Path, policy: Path = TERMS) -> str:
        with pytest.raises(DataError) as raised:
            decided(policy, tmp_path / "no", "客户编号\nC1\n", NEXT, credit=Data(str(given)))
        [told] = raised.value.diagnostics
        assert told.code == "KT336"
        return told.message()

    done = terms(credit, tmp_path)
    assert "it is a run of `payment-terms@1.0.0`, not of" in said(done.run.folder)
    newer = tmp_path / "newer.yaml"
    newer.write_text(TERMS.read_text(encoding="utf-8").replace("quality@1.0.0", "quality@1.1"))
    assert "`customer-credit-quality@1.0`, not of `customer-credit-quality@1.1`" in said(
        credit, newer
    )
    free = tmp_path / "free.yaml"
    text = TERMS.read_text(encoding="utf-8")
    free.write_text(text.replace("    from: decision:customer-credit-quality@1.0.0\n", ""))
    assert "says `from: decision:policy@version`" in said(credit, free)
    rows = tmp_path / "rows.csv"
    rows.write_text("id,as_of,outcome,tier\nC1,2026-06-30,decided,good\n")
    assert "the folder of a run of `customer-credit-quality@1.0.0` is asked for" in said(rows)
    changed = tmp_path / "changed"
    shutil.copytree(credit, changed)
    [part] = (changed / "decisions").glob("*.parquet")
    part.write_bytes(part.read_bytes() + b" ")
    assert "not what a run wrote" in said(changed)
