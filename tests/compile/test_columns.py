"""Many customers in DuckDB: the same cells as one at a time, Parquet to Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.dates import EPOCH
from engine.bind.contract import Column
from engine.compile.build import Builder
from engine.compile.plan import Plan
from engine.decide.columns import connect, decide_parquet, decide_rows, quoted
from engine.decide.record import decider
from tests.compile import making as m
from tests.compile.policies import AS_OF, NAMES, bound, plan
from tests.compile.rows import rows_of

_TYPES = {
    "integer": "BIGINT", "text": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
    "words": "VARCHAR[]",
}  # fmt: skip


@pytest.fixture
def con() -> Iterator[Any]:
    with closing(connect()) as connection:
        yield connection


def stored(value: Any, column: Column) -> Any:
    """A canonical cell as files hold it."""
    if value is None:
        return None
    if column.storage == "date":
        return EPOCH + timedelta(value)
    return list(value) if column.storage == "words" else value


def filled(con: Any, plan_: Plan, rows: list[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{c.name}" {_TYPES[c.storage]}' for c in plan_.inputs)
    con.execute(f"CREATE OR REPLACE TABLE customers ({columns})")
    places = ", ".join("?" * len(plan_.inputs))
    cells = [[stored(v, c) for v, c in zip(r, plan_.inputs, strict=True)] for r in rows]
    con.executemany(f"INSERT INTO customers VALUES ({places})", cells)


def alone(plan_: Plan, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Decisions one by one, in the form of a file."""
    decide = decider(plan_)
    columns = [o.column for o in plan_.outputs]
    return [tuple(stored(v, c) for v, c in zip(decide(row), columns, strict=True)) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_relation_is_decided_as_its_rows_are(name: str, con: Any) -> None:
    """Every column of every decision is what the function says of the row alone."""
    rows = rows_of(bound(name), 400)
    filled(con, plan(name), rows)
    assert decide_rows(plan(name), "customers", con) == alone(plan(name), rows)


def test_hand_made_policies(con: Any) -> None:
    """A policy without any formula, made by hand: ladder, line and words, missing in every way."""
    money, share = m.number("money"), m.number("percent", 0, 1_000_000)
    words = m.k.Type("text", words=("x", "y", "z"))
    ladder = m.ladder((500, 100_000), (300, 60_000), otherwise=0)
    line = m.k.LinePoints(((0, 0), (300_000, 100_000)))
    lookup = m.k.WordPoints((("x", 100_000), ("y", 50_000)), 0)
    rows: list[tuple[Any, ...]] = [
        (f"c{a}{b}{c}", a, b, c, None)
        for a in (None, 299, 300, 500)
        for b in (None, 0, 149_999, 150_002, 300_000)
        for c in (None, "x", "z")
    ]
    for how in ("reallocate", "keep", "refer", "both_ways", 33_333):
        made = m.policy(
            [m.data("a", money), m.data("b", share), m.data("c", words)],
            [m.leaf("a", ladder, how), m.leaf("b", line, "both_ways"), m.leaf("c", lookup, how)],
            [4000, 3500, 2500],
            enough_evidence=300_000,
        )
        plan_ = m.lowered(made)
        filled(con, plan_, rows)
        assert decide_rows(plan_, "customers", con) == alone(plan_, rows)


@pytest.mark.parametrize("name", NAMES)
def test_parquet_to_parquet(name: str, tmp_path: Path, con: Any) -> None:
    """A file of rows becomes a file of decisions, in the same order, dates as dates."""
    rows = rows_of(bound(name), 300)
    filled(con, plan(name), rows)
    source, target = tmp_path / "it's in.parquet", tmp_path / "out.parquet"
    con.execute(f"COPY customers TO {quoted(str(source))} (FORMAT parquet)")
    assert decide_parquet(plan(name), source, target) == 300
    found = con.execute(f"FROM read_parquet({quoted(str(target))})").fetchall()
    assert found == alone(plan(name), rows)


def test_derived_dates_go_out_as_dates(con: Any) -> None:
    """A day that a formula gives is a date in DuckDB's answer."""
    b = Builder()
    x = b.column(0, "int", True, 0, 40_000)
    later = b.case([(b.compare("<", x, b.number(AS_OF)), b.number(AS_OF))], x)
    plan_ = b.plan([Column("d", "date")], [(Column("e", "date"), later)], 0, {}, [])
    filled(con, plan_, [(AS_OF + 1,), (0,), (None,)])
    after = date(2026, 7, 1)
    assert decide_rows(plan_, "customers", con) == [(after,), (date(2026, 6, 30),), (None,)]


def test_nothing_comes_from_outside(con: Any) -> None:
    """The connection may neither fetch nor load an extension."""
    settings = "autoinstall_known_extensions", "autoload_known_extensions"
    for setting in settings:
        assert con.execute(f"SELECT current_setting('{setting}')").fetchone() == (False,)
