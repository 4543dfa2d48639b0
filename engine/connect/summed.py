"""A child table, read, vetted, and summed up by customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic
from engine.bind.bound import BoundPolicy, Table
from engine.connect.assemble import Part
from engine.connect.intake import take
from engine.connect.layout import Read, table_reads
from engine.connect.listing import Listing
from engine.connect.sources import Data, Reading
from engine.connect.sources.opened import literal
from engine.connect.vet import Cells
from engine.connect.windows import aggregate_sql, asked_rows, windows_of


@dataclass(frozen=True, slots=True)
class Summed:
    """`part` is what the customers' query joins; `keyless` counts rows that name no customer."""

    part: Part
    reading: Reading
    rows: int
    keyless: int
    notes: tuple[Diagnostic, ...]


def sum_up(
    con: Any, bound: BoundPolicy, table: Table, data: Data, as_of: int, work: Path,
    listing: Listing, only: str | None,
) -> Summed:  # fmt: skip
    """Creates the table `sums_<table>`, one row a customer; faulty rows go to the listing."""
    cells, reads = take(con, data, table_reads(bound, table), f"rows_of_{table.id}", work)
    rows = asked_rows(con, bound, table, cells)
    if only is not None:
        rows = f'(SELECT * FROM {rows} WHERE "?key" = {literal(only)})'
    name = f"sums_{table.id}"
    con.execute(f"CREATE TABLE {name} AS {aggregate_sql(bound, table, rows, as_of)}")
    if con.execute(f'SELECT bool_or("?bad") FROM {name}').fetchone()[0]:
        _list(listing, table, cells, reads, rows, as_of)
    key = cells.values[0]
    (keyless,) = con.execute(f"SELECT count(*) FROM {cells.table} WHERE {key} IS NULL").fetchone()
    con.execute(f"DROP VIEW rows_{table.id}")
    con.execute(f"DROP TABLE {cells.table}")
    part = Part(table.id, name, windows_of(bound, table, as_of))
    return Summed(part, cells.scan.reading, cells.rows, keyless, cells.scan.notes)


def _list(
    listing: Listing, table: Table, cells: Cells, reads: Sequence[Read], rows: str, as_of: int
) -> None:
    keys = f"(SELECT {cells.row} AS row, {cells.values[0]} AS id FROM {cells.table})"
    listing.cells(cells, reads, keys, f"{table.id}.rows")
    day = f"DATE '{from_day(as_of).isoformat()}'"
    listing.rows(cells.scan.reading.name, cells.wanted, rows, day, table.id)
