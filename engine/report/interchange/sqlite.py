"""A stored run as one SQLite file, to explore with any tool that opens one.

Tables: `run` (name, value), `decisions` (a row a customer, a column for each of the run), `reasons`
(a row for each code of each customer, ranked), `events` (those of the ledger, where one is given).
A number is a number where a SQLite number holds all its digits, and a text where none does.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from engine.atoms.numbers import show
from engine.atoms.sql import quoted
from engine.bind.contract import Column, decision_columns
from engine.explain.reasons import shown_code
from engine.ledger.paired import MADE, paired
from engine.ledger.stored import StoredRun
from engine.report.interchange.opa_log import MASK
from engine.report.masking import hidden_columns, shown_spending
from engine.report.outlets import whole_file

MOST_COLUMNS: Final = 2000  # what SQLite holds in a table
_EXACT: Final = 10**15  # below it a double gives back every digit
_BATCH: Final = 4096
_REFUSED: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}
_TYPES: Final = {"text": "TEXT", "date": "TEXT", "words": "TEXT", "boolean": "INTEGER"}


def write_sqlite(run: StoredRun, file: Path, events: Iterable[Mapping[str, Any]] = ()) -> int:
    """The database, whole or not at all; how many decisions it holds.

    Dates are ISO texts, lists JSON, yes and no 1 and 0. Raises RunError where it cannot be written.
    """
    columns = decision_columns(run.bound)
    with whole_file(file) as path:
        if path.exists() and not path.is_file():  # a database is written here and there in a file
            raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE))
        path.write_bytes(b"")  # where that cannot be, the system says why better than SQLite does
        with _told(), closing(sqlite3.connect(path)) as db:
            # Until it is whole it has another name, so nothing of it has to outlive a crash.
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            _schema(db, columns)
            db.executemany("INSERT INTO run VALUES (?, ?)", _of_run(run))
            count = _decisions(db, run, columns)
            db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", _events(events))
            db.execute("CREATE INDEX reasons_by_code ON reasons (code)")
            db.commit()
    return count


@contextmanager
def _told() -> Iterator[None]:
    """What the disk refuses to SQLite, as it refuses it to anybody."""
    try:
        yield
    except sqlite3.Error as e:
        code = getattr(e, "sqlite_errorcode", 0) & 0xFF
        if (number := _REFUSED.get(code)) is None:
            raise
        raise OSError(number, os.strerror(number)) from None


def _schema(db: sqlite3.Connection, columns: Iterable[Column]) -> None:
    cells = [f"{quoted(c.name)} {_declared(c)}" for c in columns]
    cells[0] += " PRIMARY KEY"
    db.execute("CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT)")
    db.execute(f"CREATE TABLE decisions ({', '.join(cells)})")
    db.execute(
        "CREATE TABLE reasons (id TEXT REFERENCES decisions (id), rank INTEGER, code TEXT, "
        "PRIMARY KEY (id, rank)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE events (number INTEGER PRIMARY KEY, at TEXT, event TEXT, by TEXT, "
               "content TEXT)")  # fmt: skip


def _declared(column: Column) -> str:
    """A declared type would turn texts into numbers that they are not."""
    return _TYPES.get(column.storage, "INTEGER" if column.scale == 0 else "")


def _of_run(run: StoredRun) -> Iterator[tuple[str, str]]:
    yield "meaning", run.manifest.meaning()
    manifest = asdict(run.manifest)
    if spent := manifest["notes"].get("spending"):
        manifest["notes"] = {**manifest["notes"], "spending": shown_spending(run.bound, spent)}
    for name, value in manifest.items():
        yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _decisions(db: sqlite3.Connection, run: StoredRun, columns: tuple[Column, ...]) -> int:
    hidden = hidden_columns(run.bound)
    said = [_mask if c.name in hidden else _cell(c) for c in columns]
    at = next(n for n, c in enumerate(columns) if c.name == "reasons")
    insert = f"INSERT INTO decisions VALUES ({', '.join('?' * len(columns))})"
    cells = [f"{MADE}.{quoted(c.name)}" for c in columns]
    rows: list[list[Any]] = []
    reasons: list[tuple[str, int, str]] = []
    count = 0
    for found in paired(run, cells):
        codes = found[at] or ()
        if run.bound.masked and codes:
            codes = tuple(shown_code(run.bound, code) for code in codes)
            found = (*found[:at], list(codes), *found[at + 1 :])
        rows.append([say(value) for say, value in zip(said, found, strict=True)])
        reasons += [(found[0], n, code) for n, code in enumerate(codes, 1)]
        count += 1
        if len(rows) == _BATCH:
            _put(db, insert, rows, reasons)
    _put(db, insert, rows, reasons)
    return count


def _put(
    db: sqlite3.Connection, insert: str, rows: list[list[Any]], reasons: list[tuple[str, int, str]]
) -> None:
    db.executemany(insert, rows)
    db.executemany("INSERT INTO reasons VALUES (?, ?, ?)", reasons)
    rows.clear()
    reasons.clear()


def _events(events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for number, event in enumerate(events):
        content = json.dumps(event, ensure_ascii=False)
        yield number, event.get("at"), event.get("event"), event.get("by"), content


def _cell(column: Column) -> Callable[[Any], Any]:
    match column.storage:
        case "integer" if column.scale:
            return lambda value: None if value is None else number(value, column.scale)
        case "date":
            return lambda value: None if value is None else value.isoformat()
        case "words":
            return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
        case _:
            return lambda value: value


def number(value: int, scale: int) -> float | str:
    """A stored number in its own unit, or its text where a double would change a digit.

    >>> number(855000000, 7), number(1234567890123456789, 7)
    (85.5, '123456789012.3456789')
    """
    return value / 10**scale if abs(value) < _EXACT else show(value, scale)


def _mask(value: Any) -> str | None:
    return None if value is None else MASK
