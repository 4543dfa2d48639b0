"""Decisions of a run as a workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import RunError
from engine.atoms.text import harmless
from engine.bind.contract import Column
from engine.ledger.stored import StoredRun
from engine.report.headings import headings
from engine.report.masking import shown_columns, shown_rows
from engine.report.outlets import whole_file
from engine.report.written import writer_of

_EXACT_DIGITS = 15  # a workbook's numbers are doubles: more digits are written as text
_MOST_ROWS = 1_048_575  # of a worksheet, its heading not counted
_MOST_COLUMNS = 16_384
_MOST_CHARACTERS = 32_767  # of a cell


def write_xlsx(run: StoredRun, file: Path, language: str = "en") -> int:
    """Decisions as a workbook with a frozen heading; numbers of up to 15 digits as numbers, others
    as text; a new sheet after 1,048,575 rows. How many were written.

    Equal runs give equal bytes. Raises RunError where the file cannot be written, or a workbook
    cannot hold what stands in the run.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    heads = headings(run.bound, language)
    if len(heads) > _MOST_COLUMNS:
        raise cannot_hold(file, f"{len(heads)} columns", f"{len(heads)} 列")
    # What is put together stands beside the file: that disk has the room, or it cannot be.
    with (
        whole_file(file) as path,
        _folder_for(path) as work,
        path.open("wb") as raw,
    ):
        sink = _Sink(raw)
        book = xlsxwriter.Workbook(
            sink,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "tmpdir": str(work),
            },
        )
        book.use_zip64()
        book.set_properties({"created": datetime.fromisoformat(run.manifest.as_of)})
        count = _Pages(book, file, language).fill(run, heads)
        try:
            book.close()
        except FileCreateError as e:
            raise (sink.fault or e.__context__ or e) from None
    return count


def _folder_for(path: Path) -> TemporaryDirectory[str]:
    """For the pieces: beside the file, or where temporary files go when it is a pipe."""
    beside = path.parent if path.name.endswith(".partial") else None
    return TemporaryDirectory(prefix=f"{path.name}.", dir=beside)


class _Sink:
    """A file that fails once: who tries to end the workbook properly after that is not heard,
    since there is nobody left to tell."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.fault: OSError | None = None

    def write(self, data: bytes) -> int:
        if self.fault is None:
            try:
                return self.out.write(data)
            except OSError as e:
                self.fault = e
                raise
        return len(data)

    def flush(self) -> None:
        if self.fault is None:
            try:
                self.out.flush()
            except OSError as e:
                self.fault = e
                raise

    def tell(self) -> int:
        return self.out.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.out.seek(offset, whence)


class _Pages:
    """The sheets of a workbook, one after the other."""

    def __init__(self, book: Any, file: Path, language: str) -> None:
        self.book, self.file, self.language = book, file, language
        self.bold = book.add_format({"bold": True})
        # How a spreadsheet itself marks a text that looks like a formula: shown and read without
        # a sign, and a text still when somebody edits the cell.
        self.text = book.add_format({"quote_prefix": True})

    def fill(self, run: StoredRun, heads: list[str]) -> int:
        columns = [(c, writer_of(c, self.language)) for c in shown_columns(run.bound)]
        count, sheet = 0, None
        for row in shown_rows(run):
            line = count % _MOST_ROWS + 1
            if line == 1:
                sheet = self._sheet(heads)
            for at, (column, write) in enumerate(columns):
                if (value := row[column.name]) is not None:
                    self._cell(sheet, line, at, write(value), column)
            count += 1
        if sheet is None:
            self._sheet(heads)
        return count

    def _sheet(self, heads: list[str]) -> Any:
        sheet = self.book.add_worksheet()
        sheet.freeze_panes(1, 1)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, self.bold)
        return sheet

    def _cell(self, sheet: Any, line: int, at: int, text: str, column: Column) -> None:
        if column.storage == "integer" and sum(c.isdigit() for c in text) <= _EXACT_DIGITS:
            sheet.write_number(line, at, float(text))  # 15 digits survive a double
            return
        if len(text) > _MOST_CHARACTERS:
            size = f"{len(text):,}"
            raise cannot_hold(
                self.file,
                f"a text of {size} characters in `{column.name}`",
                f"`{column.name}` 中有一段 {size} 个字符的文本",
            )
        sheet.write_string(line, at, text, self.text if harmless(text) != text else None)


def cannot_hold(file: Path, what: str, what_zh: str) -> RunError:
    """The refusal to write what a workbook has no room for."""
    params = {"file": str(file), "what": what, "what_zh": what_zh}
    return RunError(Diagnostic("KT389", params, place=Place(str(file))))
