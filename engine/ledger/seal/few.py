"""The leaves of a few rows, read as rows: no numpy is loaded for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.atoms.sql import quoted
from engine.bind.contract import Column
from engine.connect.sources.opened import ROW_NUMBER, parquet_relation
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
    """Each decision, as far as the record asks for it, and the row that it was made from; with
    `part` those from the first row of the files on to the second."""
    cells = {name: quoted(name) for name in ("id", "outcome", "tier")}
    cells |= {c.name: quoted(c.name) for c in layout.cells}
    made = _rows(con, cells, decisions, part)
    given = _rows(con, {c.name: _cell(c) for c in layout.inputs}, inputs, part)
    if len(made) != len(given):
        raise ValueError("as many inputs as decisions")
    return list(zip(made, given, strict=True))


def _cell(column: Column) -> str:
    name = quoted(column.name)
    return f"{name} - DATE '1970-01-01'" if column.storage == "date" else name


def _rows(con: Any, cells: dict[str, str], file: Path, part: tuple[int, int] | None) -> list[Row]:
    """Rows of a file by name; days as numbers."""
    numbered = part is not None and ROW_NUMBER not in cells
    where = ""
    if part is not None:
        first, until = part
        where = f" LIMIT {until - first} OFFSET {first}"
        if numbered:  # then nothing is read of what stands before them
            where = f" WHERE {ROW_NUMBER} >= {first} AND {ROW_NUMBER} < {until}"
    query = f"SELECT {', '.join(cells.values())} FROM {parquet_relation(file, numbered=numbered)}"
    return [dict(zip(cells, row, strict=True)) for row in con.execute(query + where).fetchall()]
