"""Workbooks (.xlsx, .xls, .ods): the cells of one sheet, numbers by their shortest text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256_file
from engine.atoms.errors import DataError
from engine.atoms.outside import why_not
from engine.atoms.suggest import nearest
from engine.connect.cells import clean
from engine.connect.cells.typed import as_text, shown
from engine.connect.sources.opened import Reading, Scan, Wanted, reported
from engine.connect.sources.spool import spooled, write_spool


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet. `cells` are its rows below the heading, blank ones left out, with their lines."""

    name: str
    headings: tuple[str, ...]
    sheet: str
    path: Path
    cells: tuple[tuple[int, tuple[Any, ...]], ...]

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        """Raises DataError where a percent field finds numbers and does not say how they are
        written: a cell shown as 40 % holds 0.4."""
        self._percent(wanted)
        rows = ([as_text(row[w.index], w.form) for w in wanted] for _, row in self.cells)
        target = write_spool(rows, work)
        return Scan(
            spooled(target, len(wanted)),
            tuple(f"c{i}" for i in range(len(wanted))),
            ("VARCHAR",) * len(wanted),
            Reading(self.name, "workbook", sha256_file(self.path), {"sheet": self.sheet}),
            self.lines,
        )

    def _percent(self, wanted: Sequence[Wanted]) -> None:
        for w in wanted:
            if w.form.kind != "percent" or w.form.written_as is not None:
                continue
            for line, row in self.cells:
                if isinstance(row[w.index], int | float):
                    params = {"name": self.name, "column": w.heading, "line": line,
                              "seen": shown(row[w.index])}  # fmt: skip
                    place = Place(self.name, line=line, column=w.heading)
                    raise DataError(Diagnostic("KT316", params, place=place))

    def peek(self) -> tuple[tuple[int, tuple[Any, ...]], ...]:
        """The rows below the heading, for a heading that stands lower."""
        return self.cells

    def lines(self, rows: Sequence[int]) -> Mapping[int, int]:
        return {row: self.cells[row - 1][0] for row in rows if row <= len(self.cells)}


def _broken(e: Exception, name: str) -> DataError:
    """What is wrong with a workbook; what has no words of ours is told as its reader told it."""
    from python_calamine import PasswordError, ZipError

    said = reported(e)
    if isinstance(e, PasswordError):
        said = "it is locked by a password", "它有密码保护"
    elif isinstance(e, ZipError):
        said = "it is no workbook, or is cut short", "它不是工作簿，或已被截断"
    elif isinstance(e, OSError):
        said = why_not(e)
    params = {"name": name, "detail": said[0], "detail_zh": said[1]}
    return DataError(Diagnostic("KT315", params, place=Place(name)))


def open_workbook(path: Path, name: str, sheet: str | None) -> Workbook:
    """The first sheet with anything in it, or the one named. Raises DataError."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as e:
        raise _broken(e, name) from None
    if sheet is not None and sheet not in book.sheet_names:
        near = nearest(sheet, book.sheet_names)
        hint = None if near is None else (f"did you mean `{near}`?", f"是否指 `{near}`？")
        params = {"name": name, "sheet": sheet, "sheets": book.sheet_names}
        raise DataError(Diagnostic("KT341", params, place=Place(name), hint=hint))
    for candidate in [sheet] if sheet is not None else book.sheet_names:
        try:
            found = list(_rows(book.get_sheet_by_name(candidate)))
        except CalamineError as e:
            raise _broken(e, name) from None
        if found:
            _, heading = found[0]
            width = max(i for i, h in enumerate(heading) if clean(str(h))) + 1
            headings = tuple(str(h) for h in heading[:width])
            return Workbook(name, headings, candidate, path, tuple(found[1:]))
    raise DataError(Diagnostic("KT302", {"name": name}, place=Place(name)))


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(line, cells) of every row that holds anything."""
    for line, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        if any(not isinstance(c, str) or clean(c) for c in row):
            yield line, tuple(row)
