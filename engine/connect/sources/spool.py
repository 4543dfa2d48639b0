"""Rows that Python read, handed to DuckDB as a text file whose form is known exactly."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.atoms.sql import literal
from engine.connect.sources.opened import Lines, Wanted, file_literal, no_lines

#: Characters of a cell; what is longer is a quote that was never closed, or another file.
LONGEST = 1_000_000
_WIDEST = 5_000_000  # characters of a row: at most 15 MB, and DuckDB reads lines of 16


def write_spool(
    rows: Iterable[Sequence[str | None]], work: Path, name: str, wanted: Sequence[Wanted],
    lines: Lines = no_lines,
) -> Path:  # fmt: skip
    """A new file in `work` with rows of texts in the order of `wanted`; None is an empty cell.
    Raises DataError for a cell that is too long, by the heading and the row of `name`."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=work, suffix=".csv", delete=False
    ) as out:
        # A leading column that is never empty keeps a row of empty cells from being a blank line.
        write = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
        for number, row in enumerate(rows, 1):
            length = write(["-", *row])
            if length > LONGEST:
                sizes = [len(cell or "") for cell in row]
                if max(sizes) > LONGEST or length > _WIDEST:
                    heading = wanted[sizes.index(max(sizes))].heading
                    raise too_long(name, heading, number, lines([number]).get(number))
    return Path(out.name)


def too_long(name: str, heading: str | None, row: int | None, line: int | None) -> DataError:
    """The refusal of a file with a cell that nobody can have meant."""
    place = Place(name, row, line, heading)
    params = {"name": name, "column": heading or "", "line": line or row or ""}
    return DataError(Diagnostic("KT348", params, place=place))


def spooled(path: Path, columns: int) -> str:
    """The relation of a spool: columns `c0` …, all text."""
    names = ["_mark", *(f"c{i}" for i in range(columns))]
    return csv_relation(path, names, ",", header=False)


def csv_relation(
    path: Path, names: Sequence[str], delimiter: str, *, header: bool, line_end: str = "\n"
) -> str:
    """DuckDB's reader with nothing left to guess, strict, every cell as text."""
    # Told of "\\r\\n" it loses rows, left to itself it finds it; of a "\\n" it must be told, or
    # a "\\r" inside quotes is taken for a line's end.
    end = "new_line='\\n', " if line_end == "\n" else ""
    columns = ", ".join(f"{literal(n)}: 'VARCHAR'" for n in names)
    return (
        f"read_csv({file_literal(path)}, auto_detect=false, header={str(header).lower()}, "
        f"delim={literal(delimiter)}, {end}quote='\"', escape='\"', strict_mode=true, "
        f"null_padding=false, ignore_errors=false, hive_partitioning=false, "
        f"compression='none', max_line_size=16000000, columns={{{columns}}})"
    )
