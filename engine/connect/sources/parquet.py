"""Parquet: typed columns are read as what they are, with no detour over text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.digest import sha256_file
from engine.atoms.errors import DataError
from engine.atoms.sql import quoted
from engine.connect.sources.opened import Reading, Scan, Wanted, broken, no_lines, parquet_relation


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A Parquet file and the DuckDB type of each column."""

    name: str
    headings: tuple[str, ...]
    types: tuple[str, ...]
    path: Path

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        return Scan(
            parquet_relation(self.path),
            tuple(quoted(self.headings[w.index]) for w in wanted),
            tuple(self.types[w.index] for w in wanted),
            Reading(self.name, "parquet", sha256_file(self.path)),
            no_lines,
        )


def open_parquet(con: Any, path: Path, name: str) -> ParquetFile:
    """Raises DataError for a file that is no Parquet or is cut short."""
    import duckdb

    try:
        rows = con.execute(
            f"SELECT * FROM (DESCRIBE SELECT * FROM {parquet_relation(path)})"
        ).fetchall()
    except duckdb.Error as e:
        raise DataError(broken(e, name)) from None
    return ParquetFile(name, tuple(r[0] for r in rows), tuple(r[1] for r in rows), path)
