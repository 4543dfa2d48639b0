"""Tables that are the same for all customers, looked up by a word of each."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import engine
from engine.atoms.codes import Language
from engine.author.opening import load_source
from engine.check import inspect
from engine.connect.sources import Data
from engine.ledger.run import Asked, run
from tests.terminal.conftest import ROOT

HOME = ROOT / "tests/broken_data"
POLICY = HOME / "trades.policy.yaml"
FILES = HOME / "KT346-of-one-trade"
DAY = 20_634  # 2026-06-30


def test_one_by_one_as_in_a_run(tmp_path: Path) -> None:
    """A customer decided alone, by records or as the only one of a file, is decided as in the run
    of all; faults of other words are not told of it."""
    source = load_source(POLICY)
    bound, _ = inspect(source)
    assert bound is not None
    tables = {"trades": Data(str(FILES / "trades.csv"))}
    asked = Asked(source, bound, Data(str(FILES / "customers.csv")), DAY, tables)
    together = {r["id"]: r for r in run(asked, tmp_path / "run").run.decisions()}
    policy = engine.load(POLICY)
    records = {n: list(csv.DictReader((FILES / n).open(encoding="utf-8")))
               for n in ("customers.csv", "trades.csv")}  # fmt: skip
    for record in records["customers.csv"]:
        one = policy.decide(record, tables={"trades": records["trades.csv"]}, as_of="2026-06-30")
        of_all = together[record["customer_id"]]
        assert (one.outcome, one.reasons) == (of_all["outcome"], tuple(of_all["reasons"] or ()))
    only = run(replace(asked, only="C3"), tmp_path / "only")
    assert [f.seen for f in only.canonical.first_faults] == ["soon"]


def test_why_names_the_word() -> None:
    """An explanation says by which word a value was found, and why none was."""
    policy = engine.load(POLICY)
    rows = [{"trade": "tools", "published": "2026-03-01", "growth": "4"}]

    def said(language: Language, **record: str) -> str:
        known = {"customer_id": "C1", "growth": "5", "trade": "", **record}
        why = policy.why(known, tables={"trades": rows}, as_of="2026-06-30")
        return "\n".join(why.say(language))

    assert "growth of the trade: from the table growth of the trades, for tools" in said(
        "en", trade="tools"
    )
    assert "行业增长率：截至当日，表“行业增长率表”中没有“toys”的数据" in said("zh", trade="toys")
    absent = "growth of the trade: not looked up in the table growth of the trades, for trade is"
    assert f"{absent} missing" in said("en")
