"""Many customers in DuckDB: the same cells as one at a time, Parquet to Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.dates import EPOCH
from engine.atoms.sql import literal
from engine.bind.contract import Column
from engine.compile.build import Builder
from engine.compile.plan import Plan
from engine.decide.columns import (
    connect,
    error_words,
    select_sql,
)
from engine.decide.record import decider
from tests.columns import decide_parquet, decide_rows
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
    con.execute(f"COPY customers TO {literal(str(source))} (FORMAT parquet)")
    assert decide_parquet(plan(name), source, target) == 300
    found = con.execute(f"FROM read_parquet({literal(str(target))})").fetchall()
    assert found == alone(plan(name), rows)


def test_derived_dates_go_out_as_dates(con: Any) -> None:
    """A day that a formula gives is a date in DuckDB's answer."""
    b = Builder()
    x = b.column(0, "int", True, 0, 40_000)
    later = b.case([(b.compare("<", x, b.number(AS_OF)), b.number(AS_OF))], x)
    plan_ = b.plan([Column("d", "date")], [(Column("e", "date"), later)], 0, {})
    filled(con, plan_, [(AS_OF + 1,), (0,), (None,)])
    after = date(2026, 7, 1)
    assert decide_rows(plan_, "customers", con) == [(after,), (date(2026, 6, 30),), (None,)]


@pytest.mark.parametrize("name", NAMES)
def test_words_are_small_numbers_on_the_way_and_text_in_the_file(
    name: str, tmp_path: Path, con: Any
) -> None:
    """Texts and lists of words that the plan knows are ENUM in the query, and text in Parquet."""
    rows = rows_of(bound(name), 100)
    filled(con, plan(name), rows)
    query = select_sql(plan(name), "customers", error_words(plan(name), "customers", con))
    types = {n: t for n, t, *_ in con.execute(f"DESCRIBE {query}").fetchall()}
    for column in ("outcome", "tier", "tier_by_points", "actions", "reasons"):
        assert types[column].startswith("ENUM("), column
    assert types["id"] == "VARCHAR"
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    con.execute(f"COPY customers TO {literal(str(source))} (FORMAT parquet)")
    decide_parquet(plan(name), source, target)
    found = con.execute(f"DESCRIBE FROM read_parquet({literal(str(target))})").fetchall()
    wanted = [(o.column.name, _TYPES[o.column.storage]) for o in plan(name).outputs]
    assert [(n, t) for n, t, *_ in found] == wanted


def test_errors_are_the_words_of_the_rows(con: Any) -> None:
    """Reason codes of cells come through whatever they are, in their order, each row's own."""
    rows = [list(r) for r in rows_of(bound("flat"), 3)]
    for row, errors in zip(rows, (["z.odd", "it's"], None, ["a.new", "z.odd"]), strict=True):
        row[-1] = errors
    filled(con, plan("flat"), [tuple(r) for r in rows])
    assert error_words(plan("flat"), "customers", con) == ("a.new", "it's", "z.odd")
    names = [o.column.name for o in plan("flat").outputs]
    found = [
        dict(zip(names, row, strict=True)) for row in decide_rows(plan("flat"), "customers", con)
    ]
    assert found[0]["reasons"][:2] == ["z.odd", "it's"]
    assert found[2]["reasons"][:2] == ["a.new", "z.odd"]
    assert [f["outcome"] == "error" for f in found] == [True, False, True]


def test_words_of_the_data_stay_text(con: Any) -> None:
    """A list or a text that comes from the rows may hold anything, and is no ENUM."""
    b = Builder()
    x, tags = b.column(0, "text", True, None, None), b.column(1, "words", True, None, None)
    yes = b.compare("==", x, b.text("a"))
    plan_ = b.plan(
        [Column("x", "text"), Column("tags", "words")],
        [
            (Column("y", "text"), b.case([(yes, b.text("b"))], x)),
            (Column("tags", "words"), b.join(tags, b.words([(yes, "a")]))),
        ],
        0, {},
    )  # fmt: skip
    filled(con, plan_, [("a", ["q"]), ("z", ["a", "p"])])
    assert decide_rows(plan_, "customers", con) == [("b", ["q", "a"]), ("z", ["a", "p"])]


def test_the_least_and_the_greatest(con: Any) -> None:
    """`min` and `max` are missing with either argument, whichever may be missing."""
    b = Builder()
    x, y = (b.column(i, "int", True, -100, 100) for i in range(2))
    z = b.coalesce(y, b.number(7))
    steps = [f(a, c) for f in (b.least, b.greatest) for a, c in ((x, y), (x, z), (z, x))]
    plan_ = b.plan(
        [Column("x", "integer"), Column("y", "integer")],
        [(Column(f"s{k}", "integer"), s) for k, s in enumerate(steps)],
        0, {},
    )  # fmt: skip
    cells = (None, -3, 0, 7, 9)
    rows = [(x, y) for x in cells for y in cells]
    filled(con, plan_, rows)

    def of(f: Any, x: int | None, y: int | None) -> int | None:
        return None if x is None or y is None else f(x, y)

    wanted = [
        tuple(of(f, x, 7 if y is None and k else y) for f in (min, max) for k in range(3))
        for x, y in rows
    ]
    assert decide_rows(plan_, "customers", con) == wanted == alone(plan_, rows)


def test_nothing_comes_from_outside(con: Any) -> None:
    """The connection may neither fetch nor load an extension."""
    settings = "autoinstall_known_extensions", "autoload_known_extensions"
    for setting in settings:
        assert con.execute(f"SELECT current_setting('{setting}')").fetchone() == (False,)
