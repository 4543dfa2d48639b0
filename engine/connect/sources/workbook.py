"""Workbooks (.xlsx, .xls, .ods): the cells of one sheet, numbers by their shortest text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256_file
from engine.atoms.errors import DataError
from engine.atoms.numbers import show
from engine.atoms.outside import why_not
from engine.atoms.suggest import nearest
from engine.connect.cells import clean
from engine.connect.cells.typed import as_text, shown
from engine.connect.sources.opened import Reading, Scan, Wanted, reported
from engine.connect.sources.spool import spooled, write_spool
from engine.connect.sources.workbook_cells import holds_errors, marks

_PLAIN = ("number", "rating")  # percent says itself how it is written, money is no share
_MANY = 10  # numbers that may reach this are no shares of 1
_SEVERAL = 3
_PEEK = 20  # rows of another sheet in which headings are looked for


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet. `cells` are its rows below the heading, blank ones left out, with their lines;
    `uncalculated` the (row, column), from 0, of formulas without a value."""

    name: str
    headings: tuple[str, ...]
    sheet: str
    path: Path
    heading_line: int
    cells: tuple[tuple[int, tuple[Any, ...]], ...]
    uncalculated: frozenset[tuple[int, int]]
    notes: tuple[Diagnostic, ...]

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        """Raises DataError where a percent field finds numbers and does not say how they are
        written (a cell shown as 40 % holds 0.4), and where a formula was never calculated."""
        self._percent(wanted)
        self._calculated(wanted)
        rows = ([as_text(row[w.index], w.form) for w in wanted] for _, row in self.cells)
        target = write_spool(rows, work, self.name, wanted, self.lines)
        return Scan(
            spooled(target, len(wanted)),
            tuple(f"c{i}" for i in range(len(wanted))),
            ("VARCHAR",) * len(wanted),
            Reading(self.name, "workbook", sha256_file(self.path), {"sheet": self.sheet}),
            self.lines,
            (*self.notes, *self._fractions(wanted)),
        )

    def _fractions(self, wanted: Sequence[Wanted]) -> Iterator[Diagnostic]:
        """Columns of shares of 1 that are read as numbers up to 100: a cell shown as 92.5 % holds
        0.925, and nothing else in a workbook says so."""
        for w in wanted:
            form = w.form
            if form.kind not in _PLAIN or form.low is None or form.high is None:
                continue
            if form.low < 0 or form.high < _MANY * 10**form.scale:
                continue
            cells = [row[w.index] for _, row in self.cells]
            found = [c for c in cells if isinstance(c, int | float) and not isinstance(c, bool)]
            within = len(found) >= _SEVERAL and all(0 <= c <= 1 for c in found)
            if within and any(c != int(c) for c in found):
                params = {"name": self.name, "column": w.heading, "seen": shown(found[0]),
                          "high": show(form.high, form.scale)}  # fmt: skip
                place = Place(self.name, None, None, w.heading, None, self.sheet)
                yield Diagnostic("KT351", params, place=place)

    def elsewhere(self, needed: Collection[str]) -> str | None:
        """Another sheet, the first row of which holds more than half of the needed headings."""
        book = _open(self.path, self.name)
        for sheet in _visible(book):
            rows = iter(book.get_sheet_by_name(sheet).to_python(nrows=_PEEK))
            for row in rows if sheet != self.sheet else ():
                if len(set(needed) & {clean(str(c)) for c in row}) * 2 > len(needed):
                    return str(sheet)
        return None

    def _calculated(self, wanted: Sequence[Wanted]) -> None:
        headings = {w.index: w.heading for w in wanted}
        for row, column in sorted(self.uncalculated):
            if column in headings and row >= self.heading_line:
                params = {"name": self.name, "column": headings[column], "line": row + 1,
                          "sheet": self.sheet}  # fmt: skip
                place = Place(self.name, None, row + 1, headings[column], None, self.sheet)
                raise DataError(Diagnostic("KT338", params, place=place))

    def _percent(self, wanted: Sequence[Wanted]) -> None:
        for w in wanted:
            if w.form.kind != "percent" or w.form.written_as is not None:
                continue
            for line, row in self.cells:
                if isinstance(row[w.index], int | float):
                    params = {"name": self.name, "column": w.heading, "line": line,
                              "seen": shown(row[w.index])}  # fmt: skip
                    place = Place(self.name, None, line, w.heading, None, self.sheet)
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
    from python_calamine import CalamineError

    book = _open(path, name)
    if sheet is not None and sheet not in book.sheet_names:
        near = nearest(sheet, book.sheet_names)
        hint = None if near is None else (f"did you mean `{near}`?", f"是否指 `{near}`？")
        params = {"name": name, "sheet": sheet, "sheets": book.sheet_names}
        raise DataError(Diagnostic("KT341", params, place=Place(name), hint=hint))
    for candidate in [sheet] if sheet is not None else _visible(book):
        marked = marks(path, candidate)
        try:
            found = list(_rows(book.get_sheet_by_name(candidate), marked.errors))
        except CalamineError as e:
            raise _broken(e, name) from None
        if found:
            line, heading = found[0]
            width = max(i for i, h in enumerate(heading) if clean(str(h))) + 1
            headings = tuple(shown(h) or "" for h in heading[:width])
            return Workbook(
                name, headings, candidate, path, line, tuple(found[1:]),
                frozenset(marked.uncalculated), _notes(path, name),
            )  # fmt: skip
    raise DataError(Diagnostic("KT302", {"name": name}, place=Place(name)))


def _open(path: Path, name: str) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as e:
        raise _broken(e, name) from None


def _visible(book: Any) -> list[str]:
    """The sheets that people see; all of them where none is visible."""
    from python_calamine import SheetVisibleEnum

    seen = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
    return seen or list(book.sheet_names)


def _notes(path: Path, name: str) -> tuple[Diagnostic, ...]:
    """A warning where cells in error cannot be told from empty ones."""
    if path.suffix.lower() in (".xlsx", ".xlsm") or not holds_errors(path):
        return ()
    return (Diagnostic("KT301", {"name": name}, place=Place(name)),)


def _rows(
    sheet: Any, errors: Mapping[tuple[int, int], str]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(line, cells) of every row that holds anything."""
    at_fault = {row for row, _ in errors}
    for line, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        if line - 1 in at_fault:
            row[:] = [errors.get((line - 1, i), c) for i, c in enumerate(row)]
        if any(not isinstance(c, str) or clean(c) for c in row):
            yield line, tuple(row)
