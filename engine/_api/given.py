"""What a call is given, made exact: the day, the context, and one customer's or all rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from engine.atoms.dates import exact, read_date
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError, UsageError
from engine.bind.bound import BoundPolicy

if TYPE_CHECKING:
    from pathlib import Path

    from engine.connect.assemble import Brought
    from engine.connect.canonical import Canonical
    from engine.connect.events import Events
    from engine.connect.faults import CellFault

Record = Mapping[str, Any]
Tables = Mapping[str, Any]  # table id → records, a frame, or a path
Day = str | date
#: From a canonical row to the decision, and the row with what else is known.
Decide = Callable[[dict[str, Any]], tuple[dict[str, Any], dict[str, Any]]]
#: Reads the file of events into a database, with a folder to work in.
ReadEvents = Callable[[Any, "Path"], "Events"]


def day_of(bound: BoundPolicy, as_of: Day | None, insist: bool) -> int:
    """The day to decide for, inside `effective` unless the caller insists.

    Today, where no decision depends on the day: it is then only checked and shown.
    """
    from engine.connect.circumstances import inside_effective
    from engine.rehearse.days import dated_parts

    if as_of is None:
        parts = dated_parts(bound)
        if parts:
            raise UsageError(Diagnostic("KT451", {"parts": parts}))
        as_of = date.today()
    day = read_day(as_of)
    inside_effective(bound, day, insist)
    return day


def read_day(day: Day) -> int:
    """Days since 1970-01-01 of a date (also of numpy or pandas) or an ISO text."""
    from engine.connect.cells.typed import as_text
    from engine.connect.forms import Form

    read = read_date(as_text(day, Form("date")) or "")
    if read is None:
        raise UsageError(Diagnostic("KT450", {"seen": str(day)}))
    return read


def refuse(name: str, given: object, expected: str, expected_zh: str) -> NoReturn:
    """Say of an argument what it is, and what was expected: UsageError."""
    params = {"name": name, "given": str(given), "expected": expected, "expected_zh": expected_zh}
    raise UsageError(Diagnostic("KT458", params))


def _mapping(name: str, given: object, values: str, values_zh: str) -> None:
    if not isinstance(given, Mapping):
        refuse(name, given, f"a mapping from names to {values}", f"名称到{values_zh}的映射")


def read_context(bound: BoundPolicy, given: Mapping[str, Any]) -> dict[str, Any]:
    """Exact context values; what is not given is missing. Raises UsageError, RunError."""
    from engine.connect import circumstances

    _mapping("context", given, "values", "值")
    return circumstances.read_context(bound, given)


def picked(
    bound: BoundPolicy, tables: Tables, as_of: int, id: str | None, decide: Decide
) -> tuple[dict[str, Any], dict[str, Any], tuple[CellFault, ...]]:
    """The decision on the one customer of the tables that is asked for, what it was made from, and
    the cells in error."""
    from engine.connect.canonical import with_decided
    from engine.connect.decided_errors import codes_of

    with canonical_table(bound, None, tables, as_of, id) as (con, made):
        found = con.execute(f"SELECT * FROM {made.table} LIMIT 2")
        names = [c[0] for c in found.description]
        got = found.fetchall()
        (count,) = con.execute(f"SELECT count(*) FROM {made.table}").fetchone()
        if count > 1:
            raise UsageError(Diagnostic("KT456", {"count": count}))
        if not got:
            raise UsageError(Diagnostic("KT455", {"id": id or ""}))
        cells = zip(names, got[0], strict=True)
        row, inputs = decide({n: exact(v) for n, v in cells})
        if row["outcome"] == "error":
            made = with_decided(con, bound, as_of, made, codes_of(row))
    return row, inputs, made.first_faults


def unnested(bound: BoundPolicy, record: Record, tables: Tables) -> tuple[Record, Tables]:
    """A record may hold its own rows under a table's id: the record without them, and they."""
    from engine.connect.sources.frames import is_frame, records_of, row_of

    _mapping("tables", tables, "rows", "行")
    record = row_of(record)
    if not isinstance(record, Mapping):
        params = {"name": "<record>", "row": 1, "seen": type(record).__name__}
        raise DataError(Diagnostic("KT342", params, place=Place("<record>")))
    own = {t: record[t] for t in bound.tables if t in record and t not in tables}
    rows = {t: records_of(r) if is_frame(r) else r for t, r in {**tables, **own}.items()}
    for name, given in rows.items():
        if not isinstance(given, Iterable):
            refuse(name, given, "a frame or records", "数据框或若干条记录")
    return {k: v for k, v in record.items() if k not in own}, rows


@contextmanager
def canonical_table(
    bound: BoundPolicy,
    customers: Any,
    tables: Tables,
    as_of: int,
    only: str | None,
    brought: Sequence[Brought] = (),
    shown: int = 20,
    events: ReadEvents | None = None,
) -> Iterator[tuple[Any, Canonical]]:
    """A database connection, and the canonical rows in it, with the first `shown` faults; with
    events, of those whom they name."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import scratch
    from engine.connect.sources import Data

    _mapping("tables", tables, "rows", "行")
    with scratch() as (con, work):
        named = [] if events is None else [events(con, work).brought]
        made = canonicalise(
            con,
            bound,
            None if customers is None else Data(customers, "<customers>"),
            {id_: Data(given, f"<{id_}>") for id_, given in tables.items()},
            as_of,
            work,
            only=only,
            brought=[*brought, *named],
            shown=shown,
        )
        if events is not None:
            from engine.connect.events import keep_named

            made = replace(made, rows=keep_named(con, made.table))
        yield con, made
