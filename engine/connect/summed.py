"""A child table, read, vetted, and summed up by customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.sql import day_literal, literal
from engine.bind.bound import BoundPolicy, Table
from engine.connect.amounts import amounts_of, convert
from engine.connect.assemble import Part
from engine.connect.intake import take
from engine.connect.layout import table_reads
from engine.connect.listing import Listing
from engine.connect.origin import origin_of
from engine.connect.sources import Data, Reading
from engine.connect.window_faults import find_faults
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
    listing: Listing, only: str | None, currencies: Sequence[str],
) -> Summed:  # fmt: skip
    """Creates the table `sums_<table>`, one row a customer; faulty rows go to the listing."""
    cells, reads = take(
        con, data, table_reads(bound, table), f"rows_of_{table.id}", work, table.declared.decides
    )
    declared = table.declared.columns
    types = {c.id: c.type for c in table.columns.values()}
    amounts = amounts_of(reads, cells, types, declared, dict.fromkeys(types, "date"), as_of)
    converted = convert(con, bound, cells, reads, amounts, currencies)
    cells = converted.cells
    rows = asked_rows(con, bound, table, cells)
    if only is not None and table.lookup is None:
        rows = f'(SELECT * FROM {rows} WHERE "?key" = {literal(only)})'
    name = f"sums_{table.id}"
    con.execute(f"CREATE TABLE {name} AS {aggregate_sql(bound, table, rows, as_of)}")
    windows, origin = windows_of(bound, table, as_of), origin_of(cells, reads)
    if con.execute(f'SELECT bool_or("?bad") FROM {name}').fetchone()[0]:
        keys = f"(SELECT {cells.row} AS row, {cells.values[0]} AS id FROM {cells.table})"
        listing.cells(cells, reads, keys, f"{table.id}.rows")
        listing.amounts(converted, reads, keys, f"{table.id}.rows")
        listing.rows(origin, table, rows, day_literal(as_of))
    find_faults(con, bound, table, name, windows, rows)
    key = cells.values[0]
    (keyless,) = con.execute(f"SELECT count(*) FROM {cells.table} WHERE {key} IS NULL").fetchone()
    con.execute(f"DROP VIEW rows_{table.id}")
    con.execute(f"DROP TABLE {cells.table}")
    if converted.faulty is not None:
        con.execute(f"DROP TABLE {converted.faulty}")
    part = Part(table.id, name, windows, origin, table.lookup)
    return Summed(part, cells.scan.reading, cells.rows, keyless, cells.scan.notes)
