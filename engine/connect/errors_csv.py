"""errors.csv: every cell and row in error or set aside, as a spreadsheet opens it right."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.numbers import read_decimal
from engine.atoms.text import harmless

COLUMNS = ("id", "file", "row", "line", "column", "code", "seen", "expected", "expected_zh")
_BATCH = 10_000
CellPlace = tuple[str, int | None, int | None, str | None]  # file, row, line, column


def write_errors(con: Any, path: Path) -> int:
    """Writes the table `faults` as CSV (UTF-8 with BOM), by file and row; how many lines.

    Texts that would run as a formula get a leading apostrophe; numbers stay numbers. Raises
    OSError where the disk is full.
    """
    found = con.cursor().execute(
        'SELECT id, file, "row", line, "column", reason, seen, expected, expected_zh FROM faults '
        'ORDER BY file, "row" NULLS LAST, "column", id, reason'
    )
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        while batch := found.fetchmany(_BATCH):
            writer.writerows([[_cell(v) for v in row] for row in batch])
            count += len(batch)
    return count


def read_errors(path: Path, id: str) -> Iterator[tuple[CellPlace, str, str, Both]]:
    """Of one customer: where, the reason's code, what was seen and what was expected.

    Raises ValueError where the file is not as `write_errors` writes it.
    """
    with path.open(encoding="utf-8-sig", newline="") as f:
        rows = csv.reader(f)
        if tuple(next(rows, ())) != COLUMNS:
            raise ValueError(path.name)
        for row in rows:
            if harmless(id) != row[0] and id != row[0]:
                continue
            _, file, number, line, column, code, seen, en, zh = map(_typed, row)
            place = file, _number(number), _number(line), column or None
            yield place, code, seen, (en, zh)


def _typed(text: str) -> str:
    """Without the apostrophe of `harmless`."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _number(text: str) -> int | None:
    return int(text) if text else None


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value if read_decimal(value) is not None else harmless(value)
