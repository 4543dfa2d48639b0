"""A file of evidence as headings and rows of texts, each with the line on which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256_file
from engine.atoms.errors import DataError
from engine.connect.cells import clean
from engine.connect.database import open_database
from engine.connect.forms import TEXT
from engine.connect.sources import Data, Scan, Wanted, open_data

_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number (from 1, headings not counted), its line in the file, its cells.

    An empty cell is an empty text.
    """

    number: int
    line: int | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read: headings and cells are clean texts; `notes` tell how it was read."""

    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    digest: str
    notes: tuple[Diagnostic, ...] = ()

    def place(self, line: Line | None = None, column: int | None = None) -> Place:
        """Where a cell stands. A column without a heading is told by its number."""
        heading = None
        if column is not None:
            heading = self.headings[column] or str(column + 1)
        number, at = (None, None) if line is None else (line.number, line.line)
        return Place(self.name, number, at, heading)

    def columns(self) -> Iterator[tuple[int, str]]:
        """(number, heading) of every column that has a heading."""
        return ((i, h) for i, h in enumerate(self.headings) if h)


def read_sheet(file: Path, encoding: str | None = None) -> Sheet:
    """All rows of a CSV file, workbook, JSON Lines or Parquet file.

    Raises DataError where it cannot be read, has no rows, or has a heading twice.
    """
    name = str(file)
    with TemporaryDirectory(prefix="keytier-") as folder:
        work = Path(folder)
        con = open_database(work)
        try:
            opened = open_data(con, Data(file, encoding=encoding), work)
            wanted = [Wanted(i, h, TEXT) for i, h in enumerate(opened.headings)]
            scan, rows = _rows(con, opened.scan(con, wanted, work))
            lines = scan.lines(range(1, len(rows) + 1)) if rows else {}
        finally:
            con.close()
    headings = tuple(clean(h) for h in opened.headings)
    _vet(name, headings, len(rows))
    made = (
        Line(n, lines.get(n), tuple("" if c is None else clean(str(c)) for c in row))
        for n, row in enumerate(rows, 1)
    )
    digest = scan.reading.digest or sha256_file(file)
    return Sheet(name, headings, tuple(x for x in made if any(x.cells)), digest, scan.notes)


def _rows(con: Any, scan: Scan) -> tuple[Scan, list[tuple[Any, ...]]]:
    """Every row as texts; where DuckDB refuses, the slower reader says in words what is wrong."""
    while True:
        cells = ", ".join(f"CAST({c} AS VARCHAR)" for c in scan.columns)
        try:
            return scan, con.execute(f"SELECT {cells} FROM {scan.relation}").fetchall()
        except Exception:
            if scan.fallback is None:
                raise
            scan = scan.fallback()


def _vet(name: str, headings: tuple[str, ...], rows: int) -> None:
    if not rows:
        raise DataError(Diagnostic("KT303", {"name": name}, place=Place(name)))
    seen: dict[str, int] = {}
    for number, h in enumerate(headings, 1):
        if h and h in seen:
            params = {"heading": h, "name": name, "first": seen[h], "second": number}
            raise DataError(Diagnostic("KT309", params, place=Place(name, line=1, column=h)))
        seen.setdefault(h, number)
