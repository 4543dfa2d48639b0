"""errors.csv: every cell and row in error or set aside, as a spreadsheet opens it right."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from engine.atoms.numbers import read_decimal
from engine.atoms.text import harmless

COLUMNS = ("id", "file", "row", "line", "column", "code", "seen", "expected", "expected_zh")
_BATCH = 10_000


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


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value if read_decimal(value) is not None else harmless(value)
