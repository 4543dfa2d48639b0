"""The headings of a customer file and the texts of its cells."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.connect.database import refused, scratch
from engine.connect.forms import TEXT
from engine.connect.sources import Data, Opened, Wanted, open_data
from engine.terminal.mistake import Mistake

#: Rows that are looked at; more would not change what a draft says.
ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Sample:
    """Headings, and for each of them its cells, missing ones as None."""

    name: str
    headings: tuple[str, ...]
    columns: tuple[tuple[str | None, ...], ...]

    @property
    def rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0


def sample(file: str, encoding: str | None) -> Sample:
    """The first rows of a data file. Raises DataError where it cannot be read."""
    with scratch() as (con, work):
        opened = open_data(con, Data(file, encoding=encoding), work)
        used = [(i, h) for i, h in enumerate(opened.headings) if h.strip()]
        for i, heading in used:
            if opened.headings.index(heading) != i:
                raise Mistake("draft.twice", file=file, heading=heading)
        wanted = [Wanted(i, h, TEXT) for i, h in used]
        rows = _rows(con, opened, wanted, work)
    if not rows:
        raise Mistake("draft.empty", file=file)
    headings = tuple(h for _, h in used)
    return Sample(os.fspath(file), headings, tuple(zip(*rows, strict=True)))


def _rows(con: Any, opened: Opened, wanted: list[Wanted], work: Path) -> list[tuple[Any, ...]]:
    scan = opened.scan(con, wanted, work)
    while True:
        cells = ", ".join(f"CAST({c} AS VARCHAR)" for c in scan.columns)
        try:
            found: list[tuple[Any, ...]] = con.execute(
                f"SELECT {cells} FROM {scan.relation} LIMIT {ROWS}"
            ).fetchall()
            return found
        except Exception as e:
            if scan.fallback is None or not refused(e):
                raise
            scan = scan.fallback()  # the slower reader says in words what is wrong
