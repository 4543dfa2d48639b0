"""Events: who has to be assessed anew, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.atoms.sql import literal, quoted
from engine.bind.bound import BoundPolicy
from engine.connect.assemble import Brought
from engine.connect.forms import TEXT, day_form
from engine.connect.intake import take
from engine.connect.layout import Read
from engine.connect.sources import Data, Reading

TABLE = "reassessed"


@dataclass(frozen=True, slots=True)
class Events:
    """Who is named: the table `reassessed` (`id`, `event`, `day`, each customer or company once
    with its latest event). `others` counts rows of other events, or of other days."""

    brought: Brought
    named: int
    others: int
    reading: Reading
    rows: int


def read_events(
    con: Any, bound: BoundPolicy, data: Data, work: Path, after: int | None, as_of: int
) -> Events:
    """The customers that events of the policy's `reassess_on` name, dated after the day `after`
    (any, where it is None) and up to as-of.

    The file has the heading of the customers' id, `event` and `date`. Raises DataError where it
    cannot be read, or where a row lacks one of them.
    """
    reads = (
        Read("id", (bound.policy.customers.id.text,), TEXT, "id", ("the customer", "客户编号")),
        Read("event", ("event",), TEXT, "event", ("the event", "事件")),
        Read("date", ("date",), day_form(bound), "date", ("the day of the event", "事件日期")),
    )
    cells, _ = take(con, data, reads, "cells_of_events", work)
    id_, event, day = cells.values
    wrong = f"{id_} IS NULL OR {event} IS NULL OR {day} IS NULL"
    found = con.execute(
        f"SELECT {cells.row} FROM {cells.table} WHERE {wrong} ORDER BY 1 LIMIT 1"
    ).fetchone()
    if found is not None:
        name = cells.scan.reading.name
        params = {"name": name, "row": found[0]}
        raise DataError(Diagnostic("KT398", params, place=Place(name, found[0])))
    kinds = ", ".join(literal(e) for e in bound.policy.reassess_on)
    last = f"DATE {literal(from_day(as_of).isoformat())}"
    within = f"{event} IN ({kinds}) AND {day} <= {last}"
    if after is not None:
        within += f" AND {day} > DATE {literal(from_day(after).isoformat())}"
    con.execute(
        f"CREATE TABLE {TABLE} AS SELECT {id_} AS id, arg_max({event}, ({day}, {event})) AS event, "
        f"max({day}) AS day FROM {cells.table} WHERE {within} GROUP BY 1"
    )
    (named,) = con.execute(f"SELECT count(*) FROM {TABLE}").fetchone()
    (counted,) = con.execute(f"SELECT count(*) FROM {cells.table} WHERE {within}").fetchone()
    con.execute(f"DROP TABLE {cells.table}")
    brought = Brought(TABLE, ("event",), "day")
    return Events(brought, named, cells.rows - counted, cells.scan.reading, cells.rows)


def keep_named(con: Any, table: str) -> int:
    """Leaves in a table of canonical rows those whom an event names; how many."""
    con.execute(f"CREATE TABLE kept AS SELECT * FROM {table} WHERE event IS NOT NULL ORDER BY id")
    con.execute(f"DROP TABLE {table}")
    con.execute(f"ALTER TABLE kept RENAME TO {quoted(table)}")
    (rows,) = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(rows)
