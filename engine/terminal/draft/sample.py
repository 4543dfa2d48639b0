"""The headings of a customer file and the texts of its cells."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from engine.connect.cells import clean
from engine.connect.cells.typed import as_text
from engine.connect.database import refused, scratch
from engine.connect.forms import TEXT, Form
from engine.connect.sources import Data, Opened, Wanted, open_data
from engine.connect.sources.opened import Scan
from engine.terminal.draft.guess import is_value
from engine.terminal.mistake import Mistake

#: Rows that are looked at; more would not change what a draft says.
ROWS = 100_000
_PEEK = 20  # rows in which headings that stand too low are looked for

Cells = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Headings, and for each of them its cells, missing ones as None.

    `lines` tells the line in the file of given rows (from 1), where it has lines; `sheet` names a
    workbook's. `heading_line` is that of headings that do not stand first. `numbers` are the
    headings under which a workbook holds numbers.
    """

    name: str
    headings: tuple[str, ...]
    columns: tuple[Cells, ...]
    lines: Callable[[Sequence[int]], Mapping[int, int]]
    sheet: str | None = None
    heading_line: int | None = None
    numbers: frozenset[str] = frozenset()

    @property
    def rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def without(self, rows: frozenset[int]) -> Sample:
        """The sample without some rows; `lines` counts as before."""
        kept = [i for i in range(self.rows) if i + 1 not in rows]
        return replace(self, columns=tuple(tuple(c[i] for i in kept) for c in self.columns))


@contextmanager
def sample(file: str, encoding: str | None) -> Iterator[Sample]:
    """The first rows of a data file, for as long as the block. Raises DataError where it cannot be
    read, Mistake where there is nothing to draft from."""
    with scratch() as (con, work):
        opened = open_data(con, Data(file, encoding=encoding), work)
        found = _lower(opened, file) or _first(opened, file, con, work)
        if not found.rows:
            raise Mistake("draft.empty", file=file)
        yield found


def _first(opened: Opened, file: str, con: Any, work: Path) -> Sample:
    """The sample of a file whose headings stand first, as a run reads it."""
    used = _used(opened.headings, file)
    wanted = [Wanted(i, h, TEXT) for i, h in used]
    scan, rows = _rows(con, opened, wanted, work)
    headings = tuple(h for _, h in used)
    sheet = scan.reading.options.get("sheet")
    columns = tuple(zip(*rows, strict=True)) if rows else ()
    numbers = _numbers(getattr(opened, "cells", ()), used)
    return Sample(os.fspath(file), headings, columns, scan.lines, sheet, None, numbers)


def _used(headings: Sequence[str], file: str) -> list[tuple[int, str]]:
    """The columns that have a heading, with their numbers."""
    used = [(i, h) for i, h in enumerate(map(clean, headings)) if h]
    seen: set[str] = set()
    for _, heading in used:
        if heading in seen:
            raise Mistake("draft.twice", file=file, heading=heading)
        seen.add(heading)
    return used


def _rows(
    con: Any, opened: Opened, wanted: list[Wanted], work: Path
) -> tuple[Scan, list[tuple[Any, ...]]]:
    scan = opened.scan(con, wanted, work)
    while True:
        cells = ", ".join(f"CAST({c} AS VARCHAR)" for c in scan.columns)
        try:
            found: list[tuple[Any, ...]] = con.execute(
                f"SELECT {cells} FROM {scan.relation} LIMIT {ROWS}"
            ).fetchall()
            return scan, found
        except Exception as e:
            if scan.fallback is None or not refused(e):
                raise
            scan = scan.fallback()  # the slower reader says in words what is wrong


def _numbers(
    rows: Sequence[tuple[int, Sequence[Any]]], used: Sequence[tuple[int, str]]
) -> frozenset[str]:
    return frozenset(h for i, h in used if any(_is_number(row[i]) for _, row in rows[:ROWS]))


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


# --- headings that stand lower --------------------------------------------------------------------


def _lower(opened: Opened, file: str) -> Sample | None:
    """The sample of a file with a title above its headings; None where there is none."""
    found = _heading_row(opened)
    if found is None:
        return None
    line, headings = found
    used = _used(headings, file)
    below = [r for r in islice(_peek(opened), ROWS + _PEEK) if r[0] > line]
    rows = [(n, [*row, *[""] * (len(headings) - len(row))]) for n, row in below]
    at = {i: n for i, (n, _) in enumerate(rows, 1)}
    texts = ([as_text(row[i], Form("text")) for i, _ in used] for _, row in rows)
    return Sample(
        os.fspath(file),
        tuple(h for _, h in used),
        tuple(zip(*texts, strict=True)),
        lambda asked: {r: at[r] for r in asked if r in at},
        getattr(opened, "sheet", None),
        line,
        _numbers(rows, used),
    )


def _peek(opened: Opened) -> Iterator[tuple[int, Sequence[Any]]]:
    """(line, cells) of the rows below the first, where a file has lines."""
    peek = getattr(opened, "peek", None)
    return iter(()) if peek is None else iter(peek())


def _heading_row(opened: Opened) -> tuple[int, Sequence[str]] | None:
    """The line and cells of the row that looks like the headings, where the first row has not half
    as many cells as another."""
    first = list(islice(_peek(opened), _PEEK))
    widest = max((_filled(row) for _, row in first), default=0)
    if widest < 2 or _filled(opened.headings) * 2 > widest:
        return None
    for line, row in first:
        texts = [clean(as_text(c, Form("text")) or "") for c in row]
        named = [t for t in texts if t]
        plain = sum(not is_value(t) for t in named) * 2 > len(named)
        if len(named) == widest and plain and len(set(named)) == len(named):
            return line, texts
    return None


def _filled(row: Sequence[Any]) -> int:
    return sum(1 for c in row if clean(as_text(c, Form("text")) or ""))
