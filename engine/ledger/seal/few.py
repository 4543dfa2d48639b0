"""The leaves of a few rows, read as rows: no numpy is loaded for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from engine.atoms.dates import to_day
from engine.atoms.sql import quoted
from engine.connect.sources.opened import parquet_relation
from engine.ledger.seal.layout import Layout
from engine.ledger.seal.row import inputs_digest, record_of
from engine.ledger.seal.salt import salts_of_rows
from engine.ledger.seal.tree import leaf_hash

Row = dict[str, Any]


def leaves_of_few(
    con: Any,
    layout: Layout,
    inputs: Path,
    decisions: Path,
    first: int,
    key: bytes,
) -> bytes:
    """As `leaves_of` of `many.py`."""
    found = rows_of(con, layout, inputs, decisions)
    salts = salts_of_rows(key, [decision["id"] for decision, _ in found])
    return b"".join(
        leaf_hash(record_with(layout, first + n, decision, row, salts[n]))
        for n, (decision, row) in enumerate(found)
    )


def record_with(layout: Layout, index: int, decision: Row, row: Row, salt: bytes) -> bytes:
    """The record of a decision and the row that it was made from, with the row's salt."""
    if decision["id"] != row["id"]:
        raise ValueError("the same customers in inputs and decisions")
    h_in = inputs_digest(layout, row, salt)
    return record_of(layout, index, decision, h_in)


def rows_of(
    con: Any, layout: Layout, inputs: Path, decisions: Path, part: tuple[int, int] | None = None
) -> list[tuple[Row, Row]]:
    """Each decision, as far as the record asks for it, and the row that it was made from."""
    wanted = ["id", "outcome", "tier", *(c.name for c in layout.cells)]
    made = list(_rows(con, wanted, decisions, part))
    given = list(_rows(con, [c.name for c in layout.inputs], inputs, part))
    if len(made) != len(given):
        raise ValueError("as many inputs as decisions")
    return list(zip(made, given, strict=True))


def _rows(con: Any, names: list[str], file: Path, part: tuple[int, int] | None) -> Iterator[Row]:
    limit = "" if part is None else f" LIMIT {part[1] - part[0]} OFFSET {part[0]}"
    query = f"SELECT {', '.join(map(quoted, names))} FROM {parquet_relation(file)}{limit}"
    for row in con.execute(query).fetchall():
        cells = (to_day(v) if isinstance(v, date) else v for v in row)
        yield dict(zip(names, cells, strict=True))
