"""The four evaluators behind one call, so that tests can demand one answer of them."""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.atoms import sql
from engine.atoms.dates import from_day, to_day
from engine.atoms.text import Source
from engine.author.read import read_policy
from engine.bind.bind import bind
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, input_columns

Row = dict[str, Any]
Rows = list[Row]


def bound_policy(text: str, name: str = "policy.yaml") -> BoundPolicy:
    """A policy from its YAML text; what is wrong with it fails the test in its own words."""
    bound, said = bind_text(text, name)
    assert bound is not None, said
    return bound


def bind_text(text: str, name: str = "policy.yaml") -> tuple[BoundPolicy | None, list[str]]:
    """The bound policy, or None and what the reader or the binder said."""
    policy, found = read_policy(Source(name, text))
    bound = None
    if policy is not None and not any(d.severity == "error" for d in found):
        bound, more = bind(policy)
        found = [*found, *more]
    errors = [f"{d.code} {d.message()}" for d in found if d.severity == "error"]
    return (None, errors) if errors else (bound, [])


def by_interpreter(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> Rows:
    """Decisions of the law read aloud."""
    from engine.decide.interpreter.walk import interpret

    return [interpret(bound, row, as_of, context) for row in rows]


def by_record(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> Rows:
    """Decisions of the generated Python function."""
    from engine.compile.lower import lower
    from engine.decide.record import decider

    plan = lower(bound, as_of, context)
    decide = decider(plan)
    names = [o.column.name for o in plan.outputs]
    cells = [[row.get(c.name) for c in plan.inputs] for row in rows]
    return [dict(zip(names, map(plain, decide(row)), strict=True)) for row in cells]


def plain(value: Any) -> Any:
    """Words as a list, however an evaluator holds them."""
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def by_columns(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> Rows:
    """Decisions of DuckDB, by the SQL that is made from the same Plan."""
    from engine.compile.lower import lower
    from tests.columns import decide_rows

    plan = lower(bound, as_of, context)
    connection = database()
    load_rows(connection, plan.inputs, rows)
    columns = [o.column for o in plan.outputs]
    decided = {
        row[0]: {c.name: from_duckdb(v, c) for c, v in zip(columns, row, strict=True)}
        for row in decide_rows(plan, "customers", connection)
    }
    return [decided[row["id"]] for row in rows]


def by_native(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> Rows | None:
    """Decisions of the native engine over columns in memory, a few rows at a time, so that they
    end in the middle of a block; None where it does not take the plan, or is not compiled."""
    from engine.compile.lower import lower
    from tests.native import decided

    return decided(lower(bound, as_of, context), rows, block=7)


def load_rows(connection: Any, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Canonical rows into the table `customers`."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE customers ({column_types(columns)})")
    if rows:
        tuples = (
            "(" + ", ".join(literal(row.get(c.name), c) for c in columns) + f", {number})"
            for number, row in enumerate(rows)
        )
        connection.execute("INSERT INTO customers VALUES " + ", ".join(tuples))


def read_rows(
    bound: BoundPolicy, customers: Path | None, tables: Mapping[str, Path], as_of: int
) -> Rows:
    """Canonical rows of files as they come, with what their tables add up to."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import open_database
    from engine.connect.sources import Data

    with TemporaryDirectory() as folder:
        connection = open_database(Path(folder))
        try:
            given = None if customers is None else Data(customers)
            children = {table: Data(path) for table, path in tables.items()}
            made = canonicalise(connection, bound, given, children, as_of, Path(folder))
            columns = input_columns(bound)
            found = connection.execute(f"SELECT * FROM {made.table} ORDER BY rowid").fetchall()
        finally:
            connection.close()
    return [{c.name: from_duckdb(v, c) for c, v in zip(columns, row, strict=True)} for row in found]


@cache
def database() -> Any:
    """One DuckDB in memory for all of a process's tests, which is gone before Python itself."""
    from engine.decide.columns import connect

    made = connect()
    atexit.register(database.cache_clear)
    atexit.register(made.close)
    return made


STORED = {
    "integer": "BIGINT", "text": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
    "words": "VARCHAR[]",
}  # fmt: skip


def column_types(columns: Sequence[Column]) -> str:
    typed = [f'"{c.name}" {STORED[c.storage]}' for c in columns]
    return ", ".join([*typed, "row_number INTEGER"])


def literal(value: Any, column: Column) -> str:
    """A canonical cell as SQL."""
    if value is None:
        return "NULL"
    match column.storage:
        case "date":
            return f"DATE '{from_day(value).isoformat()}'"
        case "text":
            return sql.literal(value)
        case "words":
            return "[" + ", ".join(map(sql.literal, value)) + "]"
        case _:
            return str(value)


def from_duckdb(value: Any, column: Column) -> Any:
    """A cell as the evaluators in Python hold it: dates are day numbers."""
    return to_day(value) if column.storage == "date" and value is not None else value


#: The last may give nothing.
EVALUATORS = (by_interpreter, by_record, by_columns, by_native)
