"""Rows that Python read, handed to DuckDB as a text file whose form is known exactly."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from engine.connect.sources.opened import literal


def write_spool(rows: Iterable[Sequence[str | None]], work: Path) -> Path:
    """A new file in `work` with rows of texts; None is an empty cell."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=work, suffix=".csv", delete=False
    ) as out:
        # A leading column that is never empty keeps a row of empty cells from being a blank line.
        write = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
        for row in rows:
            write(["-", *row])
    return Path(out.name)


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
        f"read_csv({literal(str(path))}, auto_detect=false, header={str(header).lower()}, "
        f"delim={literal(delimiter)}, {end}quote='\"', escape='\"', strict_mode=true, "
        f"null_padding=false, ignore_errors=false, max_line_size=16000000, columns={{{columns}}})"
    )
