"""The exchange rates of a run, read and vetted (docs/language.md 2, "Currencies").

A table of rates belongs to the run and not to a customer: what is wrong with it stops the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.atoms.numbers import show
from engine.author.policy import FX
from engine.bind.bound import BoundPolicy
from engine.connect.faults import CellFault, expected
from engine.connect.intake import take
from engine.connect.layout import Read
from engine.connect.origin import origin_of
from engine.connect.rate_forms import RATE_SCALE, rate_reads
from engine.connect.sources import Data, Reading
from engine.connect.vet import Cells

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Priced:
    """The rates of a run as the table `rates` (currency, day, rate at scale 8)."""

    reading: Reading
    rows: int
    notes: tuple[Diagnostic, ...]
    currencies: tuple[str, ...]


def read_rates(con: Any, bound: BoundPolicy, data: Data, work: Path) -> Priced:
    """Creates the table `rates`. Raises DataError where a row of it cannot be used."""
    rates = bound.policy.fx
    assert rates is not None
    cells, reads = take(con, data, rate_reads(bound, rates), "cells_of_fx", work)
    _refuse_cells(con, cells, reads)
    currency, day, rate = cells.values
    con.execute(
        f"CREATE TABLE rates AS SELECT {currency} AS currency, {day} AS day, {rate} AS rate, "
        f"{cells.row} AS row FROM {cells.table}"
    )
    con.execute(f"DROP TABLE {cells.table}")
    _refuse_rows(con, bound, cells, reads)
    con.execute("CREATE OR REPLACE TABLE rates AS SELECT DISTINCT currency, day, rate FROM rates")
    known = con.execute("SELECT DISTINCT currency FROM rates ORDER BY 1").fetchall()
    own = bound.policy.currency or ""
    currencies = tuple(sorted({own, *(c for (c,) in known)}))
    return Priced(cells.scan.reading, cells.rows, cells.scan.notes, currencies)


def _refuse_cells(con: Any, cells: Cells, reads: Sequence[Read]) -> None:
    """Cells of the rates that cannot be read."""
    if cells.faulty is None:
        return
    found = con.execute(
        f"SELECT row, col, seen, fault FROM {cells.faulty} WHERE fault IS NOT NULL "
        f"ORDER BY row, col LIMIT {_SHOWN}"
    ).fetchall()
    lines = cells.scan.lines([row for row, *_ in found])
    origin = origin_of(cells, reads)
    raise DataError([
        CellFault(origin.name, row, lines.get(row), cells.wanted[col].heading, None, seen or "",
                  expected(reads[col].form, fault), fault, f"{FX}.{fault}", None, origin.sheet)
        .diagnostic()
        for row, col, seen, fault in found
    ])  # fmt: skip


def _refuse_rows(con: Any, bound: BoundPolicy, cells: Cells, reads: Sequence[Read]) -> None:
    """Rows of the rates that lack a cell, contradict another, or price the policy's own currency
    at anything but 1."""
    origin, found = origin_of(cells, reads), []
    gaps = con.execute(
        "SELECT row, CASE WHEN currency IS NULL THEN 'currency' WHEN day IS NULL THEN 'date' "
        "ELSE 'rate' END FROM rates WHERE currency IS NULL OR day IS NULL OR rate IS NULL "
        f"ORDER BY row LIMIT {_SHOWN}"
    ).fetchall()
    lines = cells.scan.lines([row for row, _ in gaps])
    for row, what in gaps:
        heading = origin.headings[what]
        place = Place(origin.name, row, lines.get(row), heading, None, origin.sheet)
        found.append(Diagnostic("KT363", {"column": heading}, place=place))
    twice = con.execute(
        "SELECT min(row), currency, CAST(day AS VARCHAR), min(rate), max(rate) FROM rates "
        "GROUP BY currency, day HAVING min(rate) <> max(rate) ORDER BY 1 "
        f"LIMIT {_SHOWN}"
    ).fetchall()
    for row, currency, day, low, high in twice:
        params = {"currency": currency, "day": day, "low": show(low, RATE_SCALE),
                  "high": show(high, RATE_SCALE)}  # fmt: skip
        line = cells.scan.lines([row]).get(row)
        place = Place(origin.name, row, line, origin.headings["rate"], None, origin.sheet)
        found.append(Diagnostic("KT364", params, place=place))
    own = con.execute(
        "SELECT row, rate FROM rates WHERE currency = ? AND rate <> ? ORDER BY row LIMIT 1",
        [bound.policy.currency, 10**RATE_SCALE],
    ).fetchall()
    for row, rate in own:
        params = {"currency": bound.policy.currency, "rate": show(rate, RATE_SCALE)}
        line = cells.scan.lines([row]).get(row)
        place = Place(origin.name, row, line, origin.headings["rate"], None, origin.sheet)
        found.append(Diagnostic("KT365", params, place=place))
    if found:
        raise DataError(found)
