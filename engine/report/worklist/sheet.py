"""The sheet that a person fills in: one line a thing that is asked, as CSV or as a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from engine.atoms.codes import Language
from engine.atoms.text import harmless
from engine.ledger.stored import StoredRun
from engine.report.outlets import text_outlet, whole_file
from engine.report.workbook import cannot_hold
from engine.report.worklist.lines import Told, cases, told
from engine.report.worklist.words import FILLED, HEADINGS

_WIDTHS = {"question": 40, "why": 50, "known": 24, "expected": 30, "answer": 18, "date": 12}
_MOST_CHARACTERS = 32_767  # of a cell of a workbook
_MOST_LINES = 1_048_575  # of its sheet, the heading not counted


def write_csv(run: StoredRun, file: Path, language: Language = "en") -> int:
    """The sheet as CSV (UTF-8 with BOM, CRLF); how many lines. `-` is standard output.

    Texts that a spreadsheet would run as a formula get a leading apostrophe, which `--answers`
    takes away again.
    """
    count = 0
    with text_outlet(file, "utf-8-sig", "") as out:
        writer = csv.writer(out)
        writer.writerow(_headings(language))
        for line in _lines(run, told(run, language)):
            writer.writerow([harmless(cell) for cell in line])
            count += 1
    return count


def write_xlsx(run: StoredRun, file: Path, language: Language = "en") -> int:
    """The sheet as a workbook with a frozen heading, the cells to fill in coloured and of text, so
    that nothing that is typed becomes another value; how many lines.

    Equal runs give equal bytes. Raises RunError where the file cannot be written, or a workbook
    cannot hold what is asked.
    """
    import xlsxwriter

    count = 0
    with whole_file(file) as path:
        book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        book.set_properties({"created": datetime.fromisoformat(run.manifest.as_of)})
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        marked = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        empty = book.add_format({"num_format": "@", "bg_color": "#FFF7DC", "valign": "top"})
        sheet.freeze_panes(1, 2)
        for at, (name, heading) in enumerate(zip(HEADINGS, _headings(language), strict=True)):
            sheet.set_column(at, at, _WIDTHS.get(name, 16))
            sheet.write_string(0, at, heading, bold)
        for line in _lines(run, told(run, language)):
            count += 1
            if count > _MOST_LINES or max(map(len, line)) > _MOST_CHARACTERS:
                raise cannot_hold(file, "so much", "这么多内容")
            for at, (name, cell) in enumerate(zip(HEADINGS, line, strict=True)):
                if name in FILLED:
                    sheet.write_blank(count, at, None, empty)
                elif cell:
                    how = marked if harmless(cell) != cell else plain
                    sheet.write_string(count, at, cell, how)
        book.close()
    return count


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def _headings(language: Language) -> list[str]:
    return [said[language == "zh"] for said in HEADINGS.values()]


def _lines(run: StoredRun, say: Told) -> Iterator[list[str]]:
    for case in cases(run):
        for ask in case.asks:
            yield [
                case.customer,
                ask.part,
                ask.question.say(say.language),
                ask.evidence or "",
                say.why(ask),
                say.known(ask),
                say.expected(ask),
                *("" for _ in FILLED),
            ]
