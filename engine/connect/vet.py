"""A source's wanted columns as a table of exact values, with every cell that could not be read.

DuckDB reads plain cells (`fast`); the distinct texts of all others are read by `read_cell`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.atoms.numbers import Fault
from engine.connect.cells import read_any
from engine.connect.database import refused
from engine.connect.fast import fast, readable, stored_type, stripped
from engine.connect.forms import Form
from engine.connect.sources.opened import Opened, Scan, Wanted, broken, file_literal
from engine.connect.sources.spool import LONGEST, too_long

_BATCH = 50_000
_LIST = "\x1f"  # between the words of a list in the spool of read cells


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of vetted cells, one row a row of the file, in any order.

    `row` is the expression of the row's number (from 1); column i of the wanted ones is
    `values[i]`, NULL where missing or in error; `faults[i]` is the expression of its fault's
    word, or None where the column has none. `faulty` names the table of all faults
    (row, col, seen, fault), or is None.
    """

    table: str
    row: str
    rows: int
    values: tuple[str, ...]
    faults: tuple[str | None, ...]
    faulty: str | None
    scan: Scan
    wanted: tuple[Wanted, ...]


def vet(con: Any, opened: Opened, wanted: Sequence[Wanted], name: str, work: Path) -> Cells:
    """Creates the table `name` from a source. Raises DataError where the file is broken."""
    scan = opened.scan(con, wanted, work)
    for w, type_ in zip(wanted, scan.types, strict=True):
        if not readable(type_):
            params = {"name": opened.name, "column": w.heading, "type": type_}
            place = Place(opened.name, column=w.heading)
            raise DataError(Diagnostic("KT317", params, place=place))
    try:
        rows = _first_pass(con, scan, wanted, name)
    except Exception as e:
        if not refused(e):
            raise
        if scan.fallback is None:
            raise DataError(broken(e, opened.name)) from None
        scan = scan.fallback()
        rows = _first_pass(con, scan, wanted, name)
    if not rows:
        raise DataError(Diagnostic("KT303", {"name": opened.name}, place=Place(opened.name)))
    values = tuple(f"v{i}" for i in range(len(wanted)))
    left = con.execute(f"SELECT count(raw) FROM {name}").fetchone()[0]
    none: tuple[str | None, ...] = (None,) * len(wanted)
    if not left:
        return Cells(name, "rowid + 1", rows, values, none, None, scan, tuple(wanted))
    return _second_pass(con, scan, tuple(wanted), name, rows, work)


def _first_pass(con: Any, scan: Scan, wanted: Sequence[Wanted], name: str) -> int:
    """The table `name`: v0 …, and `raw`, the texts of the cells that were not accepted."""
    cells, values, bad, texts = [], [], [], []
    for i, (column, type_, w) in enumerate(zip(scan.columns, scan.types, wanted, strict=True)):
        cells.append(f"{stripped(column) if type_ == 'VARCHAR' else column} AS t{i}")
        read = fast(f"t{i}", type_, w.form)
        values.append(f"{read.value} AS v{i}")
        bad.append(f"coalesce(({read.there}) AND v{i} IS NULL, false) AS b{i}")
        texts.append(f"CASE WHEN b{i} THEN {read.text} END")
    numbers = range(len(wanted))
    vs = ", ".join(f"v{i}" for i in numbers)
    ts = ", ".join(f"t{i}" for i in numbers)
    some = " OR ".join(f"b{i}" for i in numbers)
    con.execute(f"DROP TABLE IF EXISTS {name}")
    raw = f"CASE WHEN {some} THEN [{', '.join(texts)}] END"
    texts_of = f"SELECT {', '.join(cells)} FROM {scan.relation}"
    read_of = f"SELECT {ts}, {', '.join(values)} FROM ({texts_of})"
    bad_of = f"SELECT {vs}, {ts}, {', '.join(bad)} FROM ({read_of})"
    con.execute(f"CREATE TABLE {name} AS SELECT {vs}, {raw} AS raw FROM ({bad_of})")
    return int(con.execute(f"SELECT count(*) FROM {name}").fetchone()[0])


def _second_pass(
    con: Any, scan: Scan, wanted: tuple[Wanted, ...], name: str, rows: int, work: Path
) -> Cells:
    """The table `name` again, with the cells that Python read joined in."""
    values, joins, faulty = [], [], []
    faults: list[str | None] = []
    for i in range(len(wanted)):
        if not _read(con, name, i, scan, wanted, work):
            values.append(f"k.v{i} AS v{i}")
            faults.append(None)
            continue
        m = f"{name}_m{i}"
        joins.append(f"LEFT JOIN {m} ON k.raw[{i + 1}] = {m}.seen")
        values.append(f"coalesce(k.v{i}, {m}.v) AS v{i}")
        if con.execute(f"SELECT count(fault) FROM {m}").fetchone()[0]:
            values.append(f"{m}.fault AS f{i}")
            faults.append(f"f{i}")
            faulty.append(
                f"SELECT k.rowid + 1 AS row, {i} AS col, {m}.seen, {m}.fault FROM {name} k "
                f"JOIN {m} ON k.raw[{i + 1}] = {m}.seen WHERE {m}.fault IS NOT NULL"
            )
        else:
            faults.append(None)
    table = f"{name}_c"
    con.execute(
        f"CREATE TABLE {table} AS SELECT k.rowid + 1 AS row, {', '.join(values)} "
        f"FROM {name} k {' '.join(joins)}"
    )
    for n, part in enumerate(faulty):
        make = f"INSERT INTO {name}_f" if n else f"CREATE TABLE {name}_f AS"
        con.execute(f"{make} {part}")
    con.execute(f"DROP TABLE {name}")
    names = tuple(f"v{i}" for i in range(len(wanted)))
    bad = f"{name}_f" if faulty else None
    return Cells(table, "row", rows, names, tuple(faults), bad, scan, wanted)


def _read(con: Any, name: str, i: int, scan: Scan, wanted: Sequence[Wanted], work: Path) -> bool:
    """Reads the distinct texts of column i in Python into the table `<name>_m<i>`."""
    cursor = con.cursor()
    seen = f"raw[{i + 1}]"
    cursor.execute(f"SELECT DISTINCT {seen} FROM {name} WHERE {seen} IS NOT NULL")
    some = False
    form = wanted[i].form
    typed = _typed(scan.types[i])
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=work, suffix=".csv", delete=False
    ) as out:
        write = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
        for (text,) in _fetched(cursor):
            some = True
            if len(text) > LONGEST:
                raise _too_long(con, name, i, text, scan, wanted)
            value = read_any(typed(text), form)
            write((text, *_spooled(value, form)))
    if some:
        stored = stored_type(form)
        value = f"string_split(v, '{_LIST}')" if stored == "VARCHAR[]" else f"CAST(v AS {stored})"
        con.execute(
            f"CREATE TABLE {name}_m{i} AS SELECT seen, "
            f"CASE WHEN state = 'v' THEN {value} END AS v, "
            "CASE WHEN state NOT IN ('v', 'm') THEN state END AS fault "
            f"FROM read_csv({file_literal(Path(out.name))}, auto_detect=false, header=false, "
            "delim=',', "
            "new_line='\\n', quote='\"', escape='\"', strict_mode=true, max_line_size=16000000, "
            "columns={'seen': 'VARCHAR', 'v': 'VARCHAR', 'state': 'VARCHAR'})"
        )
    Path(out.name).unlink()
    return some


def _too_long(
    con: Any, name: str, i: int, text: str, scan: Scan, wanted: Sequence[Wanted]
) -> DataError:
    """The refusal of a file with such a cell, by its row."""
    found = con.execute(f"SELECT min(rowid) + 1 FROM {name} WHERE raw[{i + 1}] = ?", [text])
    (row,) = found.fetchone()
    line = scan.lines([row]).get(row)
    return too_long(scan.reading.name, wanted[i].heading, row, line)


def _typed(type_: str) -> Callable[[str], Any]:
    """From DuckDB's text of a value of a type to what `read_cell` should be given."""
    if type_ in ("FLOAT", "DOUBLE"):
        return float
    return _instant if type_ == "TIMESTAMP WITH TIME ZONE" else str


def _instant(text: str) -> Any:
    """The moment, or the text where Python has none such (before year 1, after 9999)."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _spooled(value: Any, form: Form) -> tuple[str, str]:
    """(value as text, state): state is `v`, `m` for missing, or the fault's word."""
    if value is None:
        return "", "m"
    if isinstance(value, Fault):
        return "", value.value
    if isinstance(value, tuple):
        return _LIST.join(value), "v"
    if form.kind == "date":
        return from_day(value).isoformat(), "v"
    return ("true" if value is True else "false" if value is False else str(value)), "v"


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
