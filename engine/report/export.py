"""Decisions of a run for other programs: CSV and workbooks for people, JSON Lines for machines.

Numbers are written exactly, in their own unit (85.5, not 855000000). Texts that a spreadsheet
would take for a formula get a leading apostrophe; numbers stay numbers.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.errors import RunError
from engine.atoms.numbers import show
from engine.atoms.text import harmless
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, decision_columns
from engine.ledger.folder import trouble
from engine.ledger.stored import StoredRun
from engine.report.export_words import FIXED, PARTS

_EXACT_DIGITS = 15  # a workbook's numbers are doubles: more digits are written as text
_MOST_ROWS = 1_048_575  # of a worksheet, its heading not counted
_ID = "customers.id"  # among labels of parts, whose ids hold no point
Row = Mapping[str, Any]


def write_csv(run: StoredRun, file: Path, language: str = "en") -> int:
    """Decisions as CSV (UTF-8 with BOM, labels as headings, CRLF); how many were written."""
    columns = decision_columns(run.bound)
    count = 0
    with whole_file(file) as path, path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([harmless(h) for h in headings(run.bound, language)])
        for row in run.decisions():
            writer.writerow([_text(row[c.name], c) for c in columns])
            count += 1
    return count


def write_xlsx(run: StoredRun, file: Path, language: str = "en") -> int:
    """Decisions as a workbook with a frozen heading; numbers of up to 15 digits as numbers, others
    as text; a new sheet after 1,048,575 rows. How many were written."""
    import xlsxwriter

    columns = decision_columns(run.bound)
    heads = headings(run.bound, language)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count, sheet = 0, None
    with whole_file(file) as path:
        book = xlsxwriter.Workbook(str(path), options)
        bold = book.add_format({"bold": True})
        for row in run.decisions():
            line = count % _MOST_ROWS + 1
            if line == 1:
                sheet = _sheet(book, heads, bold)
            for at, column in enumerate(columns):
                _cell(sheet, line, at, row[column.name], column)
            count += 1
        if sheet is None:
            _sheet(book, heads, bold)
        book.close()
    return count


def write_jsonl(run: StoredRun, file: Path, language: str = "en") -> int:
    """Decisions as JSON Lines: one object a customer, keys as in the stored run, numbers exact.

    `-` as the file writes to standard output.
    """
    columns = decision_columns(run.bound)
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
    with whole_file(file) as path, path.open("w", encoding="utf-8", newline="\n") as out:
        for row in run.decisions():
            cells = (f"{json.dumps(c.name)}: {json_value(row[c.name], c)}" for c in columns)
            out.write(f"{start}, {', '.join(cells)}}}\n")
            count += 1
    return count


def headings(bound: BoundPolicy, language: str = "en") -> list[str]:
    """A heading for each decision column: the policy's labels, and ours for what we add.

    Two columns never have the same one: the id of the part is added where labels agree.
    """
    labels = _labels(bound, language)
    wanted = [_heading(c, labels, language) for c in decision_columns(bound)]
    twice = {h for h in wanted if wanted.count(h) > 1}
    return [
        f"{h} ({c.name})" if h in twice else h
        for h, c in zip(wanted, decision_columns(bound), strict=True)
    ]


def json_value(value: Any, column: Column) -> str:
    """A stored cell as JSON: numbers with as many decimals as they have, dates as ISO text."""
    if value is None:
        return "null"
    if column.storage == "integer":
        return show(value, column.scale)
    if column.storage == "date":
        return json.dumps(from_day(value).isoformat())
    return json.dumps(value, ensure_ascii=False)


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """A path to write to, which becomes `file` when the block ends without an error."""
    if str(file) == "-":
        yield Path("/dev/stdout")
        return
    beside = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        beside.replace(file)
    except OSError as e:
        beside.unlink(missing_ok=True)
        if isinstance(e, BrokenPipeError):
            raise
        raise RunError(trouble(e, file)) from e
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _labels(bound: BoundPolicy, language: str) -> dict[str, str]:
    policy = bound.policy
    found: dict[str, str] = {}
    if policy.customers.label is not None:
        found[_ID] = policy.customers.label.say(language)
    named: list[tuple[str, Any]] = [(f.id, f) for f in policy.derived.values()]
    named += [(f.id, f) for f in policy.red_flags.values()]
    named += [(b.id, b) for b in policy.benefits.values()]
    card = policy.scorecard
    for criterion in card.criteria if card is not None else ():
        named.append((criterion.id, criterion))
        named += [(child.id, child) for child in getattr(criterion, "criteria", ())]
    for id_, declared in named:
        label = getattr(declared, "label", None)
        found[id_] = id_ if label is None else label.say(language)
    return found


def _heading(column: Column, labels: Mapping[str, str], language: str) -> str:
    zh = language == "zh"
    if column.name in FIXED:
        own = labels.get(_ID) if column.name == "id" else None
        return own or FIXED[column.name][zh]
    part = labels.get(column.part, column.part)
    if column.name.startswith("derived."):
        return part
    what = column.name.rsplit(".", 1)[-1]
    return f"{part} {PARTS[what][zh]}" if what in PARTS else column.name


def _text(value: Any, column: Column) -> str:
    if value is None:
        return ""
    match column.storage:
        case "integer":
            return show(value, column.scale)
        case "date":
            return from_day(value).isoformat()
        case "boolean":
            return "yes" if value else "no"
        case "words":
            return harmless(" ".join(value) if column.name == "reasons" else "; ".join(value))
        case _:
            return harmless(value)


def _sheet(book: Any, heads: list[str], bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 1)
    for at, head in enumerate(heads):
        sheet.write_string(0, at, harmless(head), bold)
    return sheet


def _cell(sheet: Any, line: int, at: int, value: Any, column: Column) -> None:
    if value is None:
        return
    if column.storage == "integer":
        text = show(value, column.scale)
        if sum(c.isdigit() for c in text) <= _EXACT_DIGITS:
            sheet.write_number(line, at, float(text))  # 15 digits survive a double
            return
        sheet.write_string(line, at, text)
        return
    sheet.write_string(line, at, _text(value, column))


#: How each kind of export is made, by the option's name.
WRITERS: dict[str, Callable[[StoredRun, Path, str], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
}
