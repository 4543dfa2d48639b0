"""Decisions of a run for other programs: CSV and workbooks for people, JSON Lines for machines.

Numbers are written exactly, in their own unit (85.5, not 855000000). Texts that a spreadsheet
would take for a formula get a leading apostrophe in CSV; numbers stay numbers.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.numbers import show
from engine.atoms.text import harmless
from engine.bind.contract import Column
from engine.ledger.stored import StoredRun
from engine.report.headings import headings
from engine.report.masking import shown_columns, shown_rows
from engine.report.outlets import text_outlet
from engine.report.workbook import write_xlsx
from engine.report.written import writer_of

__all__ = ["WRITERS", "write_csv", "write_jsonl", "write_xlsx"]


def write_csv(run: StoredRun, file: Path, language: str = "en") -> int:
    """Decisions as CSV (UTF-8 with BOM, labels as headings, CRLF); how many were written.

    `-` as the file writes to standard output.
    """
    columns = [(c.name, _csv_cell(c, language)) for c in shown_columns(run.bound)]
    count = 0
    with text_outlet(file, "utf-8-sig", "") as out:
        writer = csv.writer(out)
        writer.writerow([harmless(h) for h in headings(run.bound, language)])
        for row in shown_rows(run):
            writer.writerow([write(row[name]) for name, write in columns])
            count += 1
    return count


def write_jsonl(run: StoredRun, file: Path, language: str = "en") -> int:
    """Decisions as JSON Lines: one object a customer, keys as in the stored run, numbers exact.

    The same in every language. `-` as the file writes to standard output.
    """
    columns = shown_columns(run.bound)
    policy = run.manifest.policy
    head = {
        "schema": "keytier/decision/1",
        "policy": policy["id"],
        "version": policy["version"],
        "digest": policy["digest"],
        "as_of": run.manifest.as_of,
    }
    start = json.dumps(head, ensure_ascii=False)[:-1]
    count = 0
    with text_outlet(file, "utf-8", "\n") as out:
        for row in shown_rows(run):
            cells = (f"{json.dumps(c.name)}: {json_value(row[c.name], c)}" for c in columns)
            out.write(f"{start}, {', '.join(cells)}}}\n")
            count += 1
    return count


def json_value(value: Any, column: Column) -> str:
    """A stored cell as JSON: numbers with as many decimals as they have, dates as ISO text."""
    if value is None:
        return "null"
    if column.storage == "integer":
        return show(value, column.scale)
    if column.storage == "date":
        return json.dumps(from_day(value).isoformat())
    return json.dumps(value, ensure_ascii=False)


def _csv_cell(column: Column, language: str) -> Callable[[Any], str]:
    write = writer_of(column, language)
    return write if column.storage == "integer" else lambda value: harmless(write(value))


#: How each kind of export is made, by the option's name.
WRITERS: dict[str, Callable[[StoredRun, Path, str], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
}
