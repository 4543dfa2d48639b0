"""Where rows come from: what their file is called, and how it counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Place
from engine.connect.layout import Read
from engine.connect.sources.opened import Lines
from engine.connect.vet import Cells


@dataclass(frozen=True, slots=True)
class Origin:
    """A source: its name, the lines of its rows (a workbook's are those of its sheet), and the
    heading under which each canonical column was found."""

    name: str
    lines: Lines
    sheet: str | None
    headings: Mapping[str, str]

    def told(
        self, rows: Sequence[tuple[int, str | None]], count: int, column: str | None
    ) -> tuple[Place, Both]:
        """The place of the first of `rows` (row, id), and all of them in words, as the file shows
        them: `lines 3, 8`, `row 3 of sheet `Data``, or, where nothing has lines, `row 3`. `count`
        says how many there are in all, `column` is a heading."""
        (row, id_), lines = rows[0], self.lines([r for r, _ in rows])
        place = Place(self.name, row, lines.get(row), column, id_, self.sheet)
        numbers = [str(lines.get(r, r)) for r, _ in rows]
        more = " …" if count > len(rows) else ""
        word = "line" if lines and self.sheet is None else "row"
        listed = f"{word}{'s' if count > 1 else ''} {', '.join(numbers)}{more}"
        listed_zh = f"第 {'、'.join(numbers)}{more} {'行' if lines else '条记录'}"
        if self.sheet is not None:
            listed, listed_zh = (
                f"{listed} of sheet `{self.sheet}`", f"工作表 `{self.sheet}` {listed_zh}"
            )  # fmt: skip
        return place, (listed, listed_zh)


def origin_of(cells: Cells, reads: Sequence[Read]) -> Origin:
    """The origin of vetted cells."""
    reading = cells.scan.reading
    headings = {r.column: w.heading for r, w in zip(reads, cells.wanted, strict=True)}
    return Origin(reading.name, cells.scan.lines, reading.options.get("sheet"), headings)
