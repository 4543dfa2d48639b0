"""CSV: DuckDB reads it strictly; where DuckDB refuses, Python's reader says where and why.

What DuckDB refuses and Python's strict reader takes (old line ends, a blank first line) is
copied into a spool, so that the outcome does not depend on which of the two was asked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError, UsageError
from engine.connect.cells import clean
from engine.connect.sources.opened import Reading, Scan, Wanted
from engine.connect.sources.spool import csv_relation, spooled, too_long, write_spool
from engine.connect.sources.stream import TextFile, text_file

_WIDEST_CELL = 1 << 24
_PEEK = 20
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file with its headings read."""

    name: str
    headings: tuple[str, ...]
    text: TextFile
    delimiter: str
    line_end: str
    heading_line: int
    plain: bool  # DuckDB sees the heading where Python sees it

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        """The wanted columns, all text. The fallback raises DataError for a broken row."""
        if not self.plain:
            return self._spool(wanted, work)
        names = [f"c{i}" for i in range(len(self.headings))]
        return Scan(
            csv_relation(
                self.text.path, names, self.delimiter, header=True, line_end=self.line_end
            ),
            tuple(f"c{w.index}" for w in wanted),
            ("VARCHAR",) * len(wanted),
            self._reading(),
            self.lines,
            self.text.notes,
            lambda: self._spool(wanted, work),
        )

    def _spool(self, wanted: Sequence[Wanted], work: Path) -> Scan:
        picked = [w.index for w in wanted]
        rows = ([row[i] for i in picked] for _, row in self.rows())
        target = write_spool(rows, work, self.name, wanted, self.lines)
        return Scan(
            spooled(target, len(picked)),
            tuple(f"c{i}" for i in range(len(picked))),
            ("VARCHAR",) * len(picked),
            self._reading(),
            self.lines,
            self.text.notes,
        )

    def _reading(self) -> Reading:
        options = {"encoding": self.text.encoding, "delimiter": self.delimiter}
        return Reading(self.name, "csv", self.text.digest, options)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with the line on which it begins; raises DataError where a row is broken."""
        records = _records(self.text, self.delimiter, self.name)
        next(records, None)
        width = len(self.headings)
        for number, (line, row) in enumerate(records, 1):
            if len(row) != width:
                params = {"name": self.name, "line": line, "found": len(row), "expected": width}
                place = Place(self.name, number, line)
                raise DataError(Diagnostic("KT307", params, place=place))
            yield line, row

    def peek(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the first as they are, for a heading that stands lower; a title above it
        has no delimiter, so theirs is the one that they have most of."""
        delimiter = self.delimiter
        if len(self.headings) == 1:
            with self.text.path.open(encoding="utf-8-sig", newline="") as f:
                delimiter = _guess("".join(islice(f, _PEEK)))
        records = _records(self.text, delimiter, self.name)
        next(records, None)
        return records

    def lines(self, rows: Sequence[int]) -> Mapping[int, int]:
        left, last = set(rows), max(rows, default=0)
        found = {}
        for number, (line, _) in enumerate(self.rows(), 1):
            if number in left:
                found[number] = line
            if number >= last:
                break
        return found


def open_csv(
    path: Path, name: str, work: Path, encoding: str | None, delimiter: str | None
) -> CsvFile:
    """Headings of a CSV file. Raises DataError when it is empty or no text."""
    if delimiter is not None and len(delimiter) != 1:
        raise UsageError(Diagnostic("KT340", {"delimiter": delimiter}))
    text = text_file(path, name, encoding, work)
    first = _first_line(text)
    chosen = delimiter or _guess(first)
    line, heading = next(_records(text, chosen, name), (0, []))
    if not any(clean(h) for h in heading):
        raise DataError(Diagnostic("KT302", {"name": name}, place=Place(name)))
    plain = line == 1 and len(heading) > 1
    ends = first[len(first.rstrip("\r\n")) :]
    return CsvFile(name, tuple(heading), text, chosen, ends or "\n", line, plain)


def _first_line(text: TextFile) -> str:
    """The first line that is not blank, with its line end."""
    with text.path.open(encoding="utf-8-sig", newline="") as f:
        return next((line for line in f if line.strip()), "")


def _guess(first: str) -> str:
    """The delimiter that a line has most often, outside of quotes."""
    outside = "".join(part for i, part in enumerate(first.split('"')) if i % 2 == 0)
    return max(_DELIMITERS, key=outside.count)


def _records(text: TextFile, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every record that is no blank line, the heading first."""
    csv.field_size_limit(_WIDEST_CELL)
    with text.path.open(encoding="utf-8-sig", newline="") as f:
        reader = csv.reader(f, delimiter=delimiter, strict=True)
        number, begin = 0, 1
        try:
            for row in reader:
                if row:
                    yield begin, row
                    number += 1
                begin = reader.line_num + 1
        except csv.Error as e:
            if "field larger than" in str(e):
                raise too_long(name, None, number or None, begin) from None
            place = Place(name, number or None, begin)
            params = {"name": name, "line": begin}
            raise DataError(Diagnostic("KT308", params, place=place)) from None
