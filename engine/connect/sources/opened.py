"""What every source gives: headings, and the wanted columns as a relation that DuckDB reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.sql import literal
from engine.connect.forms import Form

#: Parts of what DuckDB says of a Parquet file that ends too early, or is none.
_CUT = ("No magic bytes", "too small to be a Parquet", "Footer length error")
#: What DuckDB calls the place of a row in its Parquet file.
ROW_NUMBER = "file_row_number"
Lines = Callable[[Sequence[int]], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column to read: its number among the file's headings, and the form of its cells."""

    index: int
    heading: str
    form: Form


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was read, for the record: reader, encoding, delimiter, sheet, digest."""

    name: str
    reader: str
    digest: str | None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scan:
    """The wanted columns as `c0`, `c1`, … of `relation` (a FROM clause), rows in file order.

    `types` are DuckDB's; a VARCHAR column holds the cells' texts. `lines` tells the line in the
    file of given rows (from 1) where that differs from the row's number.
    """

    relation: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    reading: Reading
    lines: Lines
    notes: tuple[Diagnostic, ...] = ()
    #: The same rows by a slower reader that says what is wrong, for when DuckDB refuses the file.
    fallback: Callable[[], Scan] | None = None


class Opened(Protocol):
    """A source whose headings are known and whose rows are not read yet."""

    @property
    def name(self) -> str: ...

    @property
    def headings(self) -> tuple[str, ...]: ...

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan: ...


def no_lines(rows: Sequence[int]) -> Mapping[int, int]:
    """For sources without lines."""
    return {}


def reported(e: Exception) -> Both:
    """What a reader says of a file, word for word, where we have no words of our own."""
    said = (str(e).splitlines() or [type(e).__name__])[0].replace("`", "'")
    return f"its reader says `{said}`", f"读取程序报告 `{said}`"


def broken(e: Exception, name: str) -> Diagnostic:
    """A file that does not hold together (KT314)."""
    detail = reported(e)
    if any(part in str(e) for part in _CUT):
        detail = "it is no Parquet file, or is cut short", "它不是 Parquet 文件，或已被截断"
    params = {"name": name, "detail": detail[0], "detail_zh": detail[1]}
    return Diagnostic("KT314", params, place=Place(name))


def file_literal(path: Path) -> str:
    """The path of a file as an SQL literal that means that very file: DuckDB takes `*`, `?` and
    `[` for patterns, and `~` for a home.

    >>> file_literal(Path("/data/a[1].csv"))
    "'/data/a[[]1].csv'"
    """
    return literal("".join(f"[{c}]" if c in "*?[" else c for c in os.path.abspath(path)))


def parquet_relation(*paths: Path, numbered: bool = False) -> str:
    """Parquet files as what may stand after FROM; folders called `key=value` give no columns.
    `numbered` adds the place of each row in its file, from 0, as `ROW_NUMBER`; no column of the
    file may be called so."""
    more = f", {ROW_NUMBER}=true" if numbered else ""
    return f"read_parquet([{', '.join(map(file_literal, paths))}], hive_partitioning=false{more})"
