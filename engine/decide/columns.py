"""Many customers at once, in DuckDB, by the SQL that is generated from the Plan.

`select_sql` is the one primitive: a query over any relation that holds canonical rows. It looks
at one row at a time, so a relation may be decided whole, in pieces, or as a stream.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.compile.plan import Plan


def select_sql(plan: Plan, from_sql: str) -> str:
    """The DuckDB query that decides the rows of a relation.

    `from_sql` is what may stand after FROM (a table, `read_parquet('…')`, a subselect in
    brackets), with the columns of `plan.inputs`: integers as BIGINT, dates as DATE, lists of
    words as VARCHAR[]. The result has the columns of `plan.outputs`, in no order.
    """
    from engine.compile.sql import sql

    return sql(plan, "duckdb", from_sql, pretty=False)


def connect() -> Any:
    """A DuckDB connection in memory that loads nothing from outside."""
    import duckdb

    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    # A long IN list becomes a join, which loses the order of rows (seen in DuckDB 2.0).
    connection.execute("SET GLOBAL disabled_optimizers = 'in_clause'")
    return connection


def decide_parquet(plan: Plan, source: Path, target: Path, connection: Any = None) -> int:
    """Decides a Parquet file of canonical rows into another (zstd), in one stream; how many.

    The rows keep their order. `target` is written in place: who needs it whole or not at all
    writes beside it and renames.
    """
    own = connection if connection is not None else connect()
    try:
        query = select_sql(plan, f"read_parquet({quoted(str(source))})")
        own.execute(
            f"COPY ({query}) TO {quoted(str(target))} "
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 65536)"
        )
        (count,) = own.fetchone()
        return int(count)
    finally:
        if connection is None:
            own.close()


def decide_rows(plan: Plan, relation: str, connection: Any) -> list[tuple[Any, ...]]:
    """Decisions on the rows of a relation, as tuples in the order of `plan.outputs`."""
    rows: list[tuple[Any, ...]] = connection.execute(select_sql(plan, relation)).fetchall()
    return rows


def quoted(text: str) -> str:
    """A text as a SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
