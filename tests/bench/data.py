"""Seeded customers of the reference policy: canonical rows, and the raw file that they come from.

One customer in twenty lacks each of the numbers; numbers lie across all steps of their ladders,
a fifth of them exactly on a threshold.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.atoms.sql import literal
from engine.bind.bound import BoundPolicy, Field, Steps
from engine.decide.columns import PARQUET

# Where numbers lie, at the scale of the column; ladders are spread around their thresholds.
RANGES = {
    "share_of_wallet": (0, 800_000),
    "growth_3y": (-100_000, 500_000),
    "headcount": (0, 1_000),
    "sites": (0, 6),
    "rd_spend": (0, 20_000_000_000),
    "contract_years": (0, 8_000_000),
    "overdue_days": (0, 94),
    "disputes": (0, 3),
    "top_supplier_share": (0, 1_000_000),
}


def canonical_sql(bound: BoundPolicy, count: int, seed: int = 1) -> str:
    """The canonical rows of so many customers, as DuckDB SQL."""
    cells = [_cell(bound, f, n, seed) for n, f in enumerate(bound.data_fields())]
    columns = ["'C' || lpad(i::VARCHAR, 8, '0') AS id", *cells, "NULL::VARCHAR[] AS errors"]
    return f"SELECT {', '.join(columns)} FROM range({count}) AS customers(i)"


def raw_sql(bound: BoundPolicy, canonical: str) -> str:
    """The same customers as a business hands them over: decimals and words."""
    columns = ["id AS customer_id"]
    for f in bound.data_fields():
        decimals = f.type.scale
        if decimals:
            factor = f"0.{'0' * (decimals - 1)}1"
            columns.append(f"{f.id}::DECIMAL(18, 0) * {factor} AS {f.id}")
        else:
            columns.append(f.id)
    return f"SELECT {', '.join(columns)} FROM {canonical}"


def write(connection: Any, query: str, target: Path) -> Path:
    """A query's rows as Parquet, with the options of keytier's own files."""
    connection.execute(f"COPY ({query}) TO {literal(str(target))} ({PARQUET})")
    return target


def _cell(bound: BoundPolicy, f: Field, number: int, seed: int) -> str:
    chance = f"hash(i * 64 + {number} + {seed} * 1000003)"
    if f.type.words is not None:
        words = ", ".join(literal(w) for w in f.type.words)
        return f"[{words}][1 + ({chance} % {len(f.type.words)})::INTEGER] AS {f.id}"
    low, high, edges = _spread(bound, f)
    value = f"({low} + ({chance} // 400 % {high - low + 1})::BIGINT)"
    if edges:
        listed = ", ".join(f"{e}::BIGINT" for e in edges)
        on_edge = f"[{listed}][1 + ({chance} // 400 % {len(edges)})::INTEGER]"
        value = f"CASE WHEN {chance} // 20 % 5 = 0 THEN {on_edge} ELSE {value} END"
    return f"CASE WHEN {chance} % 20 > 0 THEN {value} END AS {f.id}"


def _spread(bound: BoundPolicy, f: Field) -> tuple[int, int, list[int]]:
    if f.id in RANGES:
        return *RANGES[f.id], []
    assert bound.scorecard is not None and f.type.low is not None and f.type.high is not None
    for leaf in bound.scorecard.leaves():
        if leaf.field == f.id and isinstance(leaf.points, Steps):
            edges = sorted(leaf.points.thresholds)
            room = (edges[-1] - edges[0]) // 4
            return max(f.type.low, edges[0] - room), min(f.type.high, edges[-1] + room), edges
    return f.type.low, f.type.high, []
