"""The SQL: golden text for each dialect, and what DuckDB makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.atoms.numbers import divide
from engine.bind.contract import Column
from engine.compile.build import Builder
from engine.compile.sql import sql
from engine.compile.sql_duckdb import Running
from engine.compile.sql_nodes import DIALECTS
from engine.decide.columns import connect, running, select_sql
from tests.compile.policies import HERE, NAMES, bound, plan
from tests.compile.rows import rows_of
from tests.compile.test_columns import stored


@pytest.fixture(scope="module")
def con() -> Iterator[Any]:
    """One connection for all."""
    with closing(connect()) as connection:
        yield connection


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", NAMES)
def test_text(name: str, dialect: str, golden: Callable[[Path, str], None]) -> None:
    """The SQL of a policy does not change unseen, in any dialect."""
    golden(HERE / "golden" / f"{name}.{dialect}.sql", sql(plan(name), dialect) + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_text_of_a_query_that_runs_at_once(name: str, golden: Callable[[Path, str], None]) -> None:
    """What DuckDB is really given does not change unseen either."""
    text = sql(plan(name), running=Running(("csat.unreadable",), largest=True))
    golden(HERE / "golden" / f"{name}.running.sql", text + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_form_decides_alike(name: str, con: Any) -> None:
    """The text for reading, and what runs on DuckDB 1.5 and on this one, give the same rows."""
    rows = rows_of(bound(name), 200)
    errors = tuple({e for row in rows for e in row[-1] or ()})
    con.execute(f"CREATE OR REPLACE TABLE customers ({_columns(name)})")
    cells = [[stored(v, c) for v, c in zip(r, plan(name).inputs, strict=True)] for r in rows]
    con.executemany(f"INSERT INTO customers VALUES ({', '.join('?' * len(cells[0]))})", cells)
    forms = [None, Running(errors, largest=False), running(errors)]
    found = [con.execute(sql(plan(name), running=form)).fetchall() for form in forms]
    assert found[0] == found[1] == found[2]


def test_unknown_dialect() -> None:
    """A dialect that nobody has thought through is refused."""
    with pytest.raises(ValueError, match="oracle"):
        sql(plan("flat"), "oracle")


@pytest.mark.parametrize("name", NAMES)
def test_some_of_the_columns(name: str, con: Any) -> None:
    """Columns may be asked for in any order; a row comes out for each that goes in."""
    names = [o.column.name for o in plan(name).outputs]
    fixed = [n for n in names if n.endswith(".weight")]
    for columns in (["tier", "id"], fixed[:1], names):
        query = sql(plan(name), "duckdb", columns=columns)
        con.execute(f"CREATE OR REPLACE TABLE customers ({_columns(name)})")
        con.execute("INSERT INTO customers (id) VALUES ('a'), ('b')")
        result = con.execute(query)
        assert [d[0] for d in result.description] == columns
        assert len(result.fetchall()) == 2


@pytest.mark.parametrize("name", NAMES)
def test_types(name: str, con: Any) -> None:
    """Columns of nobody's values have their type all the same."""
    con.execute(f"CREATE OR REPLACE TABLE customers ({_columns(name)})")
    described = con.execute(f"DESCRIBE {sql(plan(name))}").fetchall()
    wanted = [(o.column.name, _TYPES[o.column.storage]) for o in plan(name).outputs]
    assert [(n, t) for n, t, *_ in described] == wanted


def test_hostile_words(con: Any) -> None:
    """Words and names of a policy are literals and quoted names, whatever is in them."""
    b = Builder()
    evil = "x'; DROP TABLE customers; --"
    column = b.column(0, "text", True, None, None)
    plan_ = b.plan(
        [Column('a"b', "text")],
        [(Column('c"d', "text"), b.case([(b.equals(column, evil), b.text(evil))], b.text("no")))],
        0, {},
    )  # fmt: skip
    con.execute('CREATE OR REPLACE TABLE odd ("a""b" VARCHAR)')
    con.execute("INSERT INTO odd VALUES (?)", [evil])
    result = con.execute(select_sql(plan_, "odd", ()))
    assert result.description[0][0] == 'c"d'
    assert result.fetchall() == [(evil,)]


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.none() | st.integers(-(10**18), 10**18), st.none() | st.integers(-(10**18), 10**18)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_wide_arithmetic(con: Any, rows: Sequence[tuple[int | None, int | None]]) -> None:
    """Products and quotients beyond 64 bits are exact in DuckDB, and come back when they fit."""
    b = Builder()
    x, y = (b.column(i, "int", True, -(10**18), 10**18) for i in range(2))
    product = b.multiply(x, y)
    steps = [
        b.divide(b.times(product, 10), y),
        b.divide(product, b.number(10**18)),
        b.least(product, b.number(5)),
        b.absolute(b.subtract(x, y)),
        b.compare(">", product, b.times(x, 10**9)),
        b.divide(x, b.number(7)),
    ]
    kinds = {"int": "integer", "bool": "boolean"}
    outputs = [
        (Column(f"y{k}", kinds[b.steps[s].kind]), s)  # type: ignore[arg-type]
        for k, s in enumerate(steps)
    ]
    plan_ = b.plan([Column("x", "integer"), Column("y", "integer")], outputs, 0, {})
    con.execute("CREATE OR REPLACE TABLE pairs (x BIGINT, y BIGINT)")
    con.executemany("INSERT INTO pairs VALUES (?, ?)", [list(r) for r in rows])
    assert con.execute(select_sql(plan_, "pairs", ())).fetchall() == [_exact(*row) for row in rows]


def _exact(x: int | None, y: int | None) -> tuple[Any, ...]:
    seventh = None if x is None else divide(x, 7)
    if x is None or y is None:
        return None, None, None, None, None, seventh
    quotient = divide(x * y * 10, y) if y else None
    return (
        quotient, divide(x * y, 10**18), min(x * y, 5), abs(x - y), x * y > x * 10**9, seventh,
    )  # fmt: skip


_TYPES = {
    "integer": "BIGINT", "text": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
    "words": "VARCHAR[]",
}  # fmt: skip


def _columns(name: str) -> str:
    return ", ".join(f'"{c.name}" {_TYPES[c.storage]}' for c in plan(name).inputs)


def test_texts_are_put_in_the_order_of_their_bytes() -> None:
    """Where ids settle who comes first, PostgreSQL compares their bytes, whatever its collation."""
    b = Builder()
    mine, last = (b.column(n, "text", True, None, None) for n in range(2))
    columns = (Column("id", "text"), Column("last", "text"))
    before = b.compare("<=", mine, last)
    same = b.compare("==", mine, last)
    outputs = [(Column("before", "boolean"), before), (Column("same", "boolean"), same)]
    made = b.plan(columns, outputs, 0, {})
    assert sql(made, "postgres").count('c0 COLLATE "C" <= c1') == 1
    assert "COLLATE" not in sql(made, "duckdb") + sql(made, "spark")


@pytest.mark.parametrize("most", [9, 2**56, 10**17])
def test_words_of_conditions_stand_before_ranked_ones(con: Any, most: int) -> None:
    """However great the keys of ranked words are, and whether or not these leave room for the
    others in one aggregate, words come in the same order as in the text for reading."""
    b = Builder()
    x, y = (b.column(i, "int", True, 0, most) for i in range(2))
    first = b.words([(b.missing(y), "y?"), (b.equals(x, 7), "seven"), (b.missing(x), "x?")])
    lost = [
        (b.times(b.subtract(b.number(most), column), 3), f"{name}-")
        for column, name in ((x, "x"), (y, "y"))
    ]
    words = b.join(first, b.ranked([*lost, (x, "x+")]))
    columns = [Column("x", "integer"), Column("y", "integer")]
    plan_ = b.plan(columns, [(Column("w", "words"), words)], 0, {})
    con.execute("CREATE OR REPLACE TABLE customers (x BIGINT, y BIGINT)")
    rows = [(x, y) for x in (None, 0, 7, most) for y in (None, 1, most)]
    con.executemany("INSERT INTO customers VALUES (?, ?)", rows)
    read = con.execute(sql(plan_)).fetchall()
    assert con.execute(sql(plan_, running=running(()))).fetchall() == read
    assert read[:2] == [(["y?", "x?"],), (["x?", "y-"],)]
    assert read[-3] == (["y?", "x+"],)
