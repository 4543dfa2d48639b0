"""A Plan on the rows of a relation, without a run around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.atoms.sql import literal
from engine.compile.plan import Plan
from engine.connect.sources.opened import parquet_relation
from engine.decide.columns import PARQUET, connect, error_words, select_sql


def decide_parquet(plan: Plan, source: Path, target: Path, connection: Any = None) -> int:
    """Decides a Parquet file of canonical rows into another (zstd), in one stream; how many.

    The rows keep their order.
    """
    own = connection if connection is not None else connect()
    try:
        relation = parquet_relation(source)
        query = select_sql(plan, relation, error_words(plan, relation, own))
        own.execute(f"COPY ({query}) TO {literal(str(target))} ({PARQUET})")
        (count,) = own.fetchone()
        return int(count)
    finally:
        if connection is None:
            own.close()


def decide_rows(plan: Plan, relation: str, connection: Any) -> list[tuple[Any, ...]]:
    """Decisions on the rows of a relation, as tuples in the order of `plan.outputs`."""
    query = select_sql(plan, relation, error_words(plan, relation, connection))
    rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return rows
