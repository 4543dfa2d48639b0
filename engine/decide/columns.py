"""Many customers at once, in DuckDB, by the SQL that is generated from the Plan.

`select_sql` is the one primitive: a query over any relation that holds canonical rows. It looks
at one row at a time, so a relation may be decided whole, in pieces, or as a stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.atoms.sql import quoted
from engine.bind.contract import Column
from engine.compile.plan import Plan
from engine.connect.database import first_edition

if TYPE_CHECKING:
    from engine.compile.sql_duckdb import Running

#: How decisions and inputs are written, in a quarter less time than DuckDB's own choice with zstd
#: takes, in files that are larger by one in twenty. Version 2 writes numbers as differences; a
#: dictionary of more than 300 numbers costs more to make than it saves; bloom filters help nobody
#: who finds a customer by the first and last id.
PARQUET = (
    "FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION V2, "
    "DICTIONARY_SIZE_LIMIT 300, WRITE_BLOOM_FILTER false"
)


def select_sql(plan: Plan, from_sql: str, errors: Sequence[str]) -> str:
    """The DuckDB query that decides the rows of a relation.

    `from_sql` is what may stand after FROM (a table, `read_parquet('…')`, a subselect in
    brackets), with the columns of `plan.inputs`: integers as BIGINT, dates as DATE, lists of
    words as VARCHAR[]. `errors` are all words that its column `errors` holds (`error_words`).
    The result has the columns of `plan.outputs`, in no order; texts and words of which the plan
    knows all are ENUM, which Parquet and `fetchall` give as text.
    """
    from engine.compile.sql import sql

    return sql(plan, "duckdb", from_sql, pretty=False, running=running(errors))


def running(errors: Sequence[str]) -> Running:
    """What is known of the rows, and of the DuckDB that is installed."""
    from engine.compile.sql_duckdb import Running

    return Running(tuple(errors), largest=not first_edition())


def error_words(plan: Plan, from_sql: str, connection: Any) -> tuple[str, ...]:
    """The words in the column `errors` of a relation, each once, in order; there is one wherever
    a row has a list, be it an empty one."""
    if all(c.name != "errors" for c in plan.inputs):
        return ()
    some = "CASE WHEN len(errors) > 0 THEN errors ELSE [''] END"
    query = f"SELECT DISTINCT unnest({some}) FROM {from_sql} WHERE errors IS NOT NULL"
    return tuple(sorted(word for (word,) in connection.execute(query).fetchall()))


def as_stored(columns: Sequence[Column]) -> str:
    """`SELECT …` of decision columns with the types that they have in a file: no ENUM.

    >>> as_stored([Column("tier", "text"), Column("score", "integer", 7)])
    'SELECT CAST("tier" AS VARCHAR) AS "tier", "score"'
    """
    types = {"text": "VARCHAR", "words": "VARCHAR[]"}
    names = {c.name: quoted(c.name) for c in columns}
    found = [
        f"CAST({names[c.name]} AS {types[c.storage]}) AS {names[c.name]}"
        if c.storage in types
        else names[c.name]
        for c in columns
    ]
    return f"SELECT {', '.join(found)}"


def connect() -> Any:
    """A DuckDB connection in memory that loads nothing from outside."""
    import duckdb

    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    # A long IN list becomes a join, which loses the order of rows (seen in DuckDB 2.0).
    # To place projections anew saves nothing in a query of one row at a time, and takes a third of
    # the time in which the query of a large policy is planned; DuckDB 1 does not know it.
    known = "in_clause" if first_edition() else "in_clause,projection_placement"
    connection.execute(f"SET GLOBAL disabled_optimizers = '{known}'")
    return connection
