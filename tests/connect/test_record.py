"""A record read alone gives the canonical row that it gets in bulk."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.atoms.dates import read_date, to_day
from engine.atoms.errors import DataError
from engine.bind.bound import BoundPolicy
from engine.bind.contract import input_columns
from engine.connect.canonical import canonicalise
from engine.connect.database import open_database
from engine.connect.record import RecordReader, canonical_row
from engine.connect.sources import Data
from tests.evaluators import bound_policy
from tests.generator.tables import draw_table_data, draw_table_policy
from tests.longer import times

POLICY = """
keytier: 1
policy: everything
version: 1.0.0
title: everything
currency: CNY
timezone: Asia/Shanghai
customers: {id: 客户编号}
data:
  revenue: {is: money, from: [revenue, 年收入], between: [0, 1亿], missing_as: [N/A]}
  margin: {is: percent, round: 2}
  csat: {is: number, between: [0, 100], fresh: 180 days, dated: csat_day}
  nps: {is: whole, fresh: 90 days, dated: surveyed}
  surveyed: {is: date, format: YYYY/MM/DD}
  region: {is: text, one_of: [华东, 华南]}
  kinds: {is: choices, one_of: [listed, family]}
  vip: {is: yes_no}
checklist:
  audit: {ask: audit, good_for: 1 year}
  permit: {ask: permit}
gates: {must_have: [vip], on_bad_row: set_aside}
tiers:
  all: {require: {when: vip, if_unknown: met}}
  rest:
"""
HEADINGS = ["客户编号", "年收入", "margin", "csat", "csat_day", "nps", "surveyed", "region",
            "kinds", "vip", "audit", "audit_date", "permit"]  # fmt: skip
AS_OF = read_date("2026-06-30") or 0
_days = st.sampled_from(["2026-06-30", "2026/6/1", "2026-01-01T23:00:00Z", "2026-13-01", "", "x"])
CELLS: Mapping[str, st.SearchStrategy[str]] = {
    "年收入": st.sampled_from(["1,200.50", "¥5", "", "N/A", "-1", "0.00001", "１２", "2e3"]),
    "margin": st.sampled_from(["40%", "12.345", "", "a"]),
    "csat": st.sampled_from(["88.5", "101", "", "good"]),
    "csat_day": _days,
    "nps": st.sampled_from(["7", "7.5", ""]),
    "surveyed": _days,
    "region": st.sampled_from(["华东", "　华南 ", "北京", ""]),
    "kinds": st.sampled_from(["family、listed", "listed", "other", "", "family|family"]),
    "vip": st.sampled_from(["是", "no", "maybe", ""]),
    "audit": st.sampled_from(["yes", "否", "不清楚", "不适用", "", "perhaps"]),
    "audit_date": _days,
    "permit": st.sampled_from(["yes", "", "?"]),
}


@pytest.fixture(scope="module")
def everything() -> BoundPolicy:
    return bound_policy(POLICY)


def in_bulk(
    bound: BoundPolicy, customers: Any, tables: Mapping[str, Any], as_of: int, work: Path
) -> list[dict[str, Any]]:
    con = open_database(work)
    given = {t: Data(rows) for t, rows in tables.items()}
    made = canonicalise(con, bound, Data(customers), given, as_of, work)
    rows = con.execute(f"SELECT * FROM {made.table} ORDER BY rowid").fetchall()
    con.close()
    names = [c.name for c in input_columns(bound)]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return to_day(value)
    return tuple(value) if isinstance(value, list) else value


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


@settings(max_examples=times(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12))
def test_a_record_alone_is_the_same_row_as_in_bulk(
    everything: BoundPolicy, tmp_path_factory: Any, rows: list[dict[str, str]]
) -> None:
    """Values, answers, days and codes of errors of one record are those of the bulk reader."""
    records = [{"客户编号": f"C{n:02}", **row} for n, row in enumerate(rows)]
    reader = RecordReader(everything, AS_OF)
    alone = [_listed(reader.read(r)[0]) for r in records]
    assert in_bulk(everything, records, {}, AS_OF, tmp_path_factory.mktemp("bulk")) == alone


@pytest.mark.parametrize("seed", range(times(8)))
def test_rows_of_tables_sum_up_alone_as_in_bulk(seed: int, tmp_path: Path) -> None:
    """Random windows over random rows give one customer what they give him among all."""
    source = Random(seed)
    drawn = draw_table_policy(source)
    bound = bound_policy(drawn.text)
    data = draw_table_data(source, bound, drawn.as_of, 15)
    tables = {t: list(csv.DictReader(io.StringIO(text))) for t, text in data.texts.items()}
    people = [{"id": i, "trade": data.trades.get(i)} for i in sorted(data.customers)]
    bulk = in_bulk(bound, people, tables, drawn.as_of, tmp_path)
    reader = RecordReader(bound, drawn.as_of)
    alone = []
    for person in people:
        row, faults = reader.read(person, tables)
        assert {f.id for f in faults} <= {person["id"]}
        assert faults or not row["errors"]
        alone.append(_listed(row))
    assert bulk == alone


def test_a_record_may_name_fields_by_id_and_hold_typed_values(everything: BoundPolicy) -> None:
    """Field ids stand for headings, numbers and dates need no text, absent keys are missing."""
    raw = {"客户编号": "C1", "revenue": 1200.5, "vip": True, "surveyed": date(2026, 6, 1)}
    row, faults = canonical_row(everything, raw, as_of=AS_OF)
    assert row["revenue"] == 12005000
    assert row["surveyed"] == row["nps.date"] == to_day(date(2026, 6, 1))
    assert row["csat"] is None
    assert row["audit"] == "unknown"
    assert row["errors"] is None
    assert not faults


def test_a_key_that_is_nearly_a_heading_is_a_slip(everything: BoundPolicy) -> None:
    """A misspelt key is not silently another column."""
    with pytest.raises(DataError) as e:
        canonical_row(everything, {"客户编号": "C1", "revenu": 1}, as_of=AS_OF)
    assert e.value.diagnostics[0].code == "KT310"
    assert "revenue" in (e.value.diagnostics[0].help() or "")


def test_faults_of_a_record_say_what_was_seen_and_expected(everything: BoundPolicy) -> None:
    """A cell in error comes with its heading, its text, what was expected and a hint."""
    row, faults = canonical_row(everything, {"客户编号": "C1", "年收入": "１２"}, as_of=AS_OF)
    assert row["errors"] == ["revenue.unreadable", "vip.missing"]
    fault, gone = faults
    assert (gone.column, gone.seen, gone.what) == ("vip", "", "missing")
    said = fault.diagnostic()
    assert said.message() == "`年收入` is `１２`, expected an amount of money from 0 to 100000000"
    assert said.message("zh") == "`年收入` 的值是 `１２`，应为介于 0 到 100000000 的金额"
    assert said.help() == "these are full-width characters; write `12`"
