"""One call from a file to its canonical rows, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.atoms.dates import read_date
from engine.atoms.errors import KeytierError
from engine.bind.bound import BoundPolicy
from engine.bind.contract import input_columns
from engine.connect.canonical import Canonical, canonicalise
from engine.connect.database import open_database
from engine.connect.sources import Data

AS_OF = read_date("2026-06-30") or 0

HEAD = """
keytier: 1
policy: reading
version: 1.0.0
title: reading
currency: CNY
timezone: Asia/Shanghai
"""
TAIL = """
tiers:
  all: {require: {when: is_missing(revenue), if_unknown: met}}
  rest:
"""
PLAIN = f"""{HEAD}
customers: {{id: customer_id}}
data:
  revenue: {{is: money}}
  region: {{is: text, from: [region, 地区]}}
{TAIL}"""
ORDERS = f"""{HEAD}
customers: {{id: customer_id}}
tables:
  orders: {{key: who, date: day, columns: {{amount: {{is: money}}}}}}
data:
  revenue: {{is: money, sum_of: orders.amount, window: 1 year}}
{TAIL}"""


class Seen:
    """Canonical rows and what was said of them."""

    def __init__(self, made: Canonical, rows: list[dict[str, Any]], faults: list[Any]) -> None:
        self.made, self.rows, self.faults = made, rows, faults

    def column(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.made, name)


def read(
    bound: BoundPolicy,
    customers: Any,
    tables: Mapping[str, Any] | None = None,
    *,
    only: str | None = None,
    limit: int | None = None,
    **how: str,
) -> Seen:
    """Canonical rows of customers' data, which may be a path, records, or a frame."""
    with TemporaryDirectory() as folder:
        con = open_database(Path(folder))
        try:
            made = canonicalise(
                con,
                bound,
                None if customers is None else Data(customers, **how),
                {t: Data(d) for t, d in (tables or {}).items()},
                AS_OF,
                Path(folder),
                only=only,
                limit=limit,
            )
            found = con.execute(f"SELECT * FROM {made.table} ORDER BY rowid").fetchall()
            faults = con.execute(
                'SELECT "row", line, "column", id, seen, reason FROM faults '
                'ORDER BY file, "row" NULLS LAST, "column", id'
            ).fetchall()
        finally:
            con.close()
    names = [c.name for c in input_columns(bound)]
    return Seen(made, [dict(zip(names, row, strict=True)) for row in found], faults)


def refused(error: KeytierError) -> list[tuple[str, str]]:
    """Code and message of every finding of an error, in both languages without holes."""
    for d in error.diagnostics:
        for language in ("en", "zh"):
            assert "{" not in d.message(language).replace("{}", ""), d
    return [(d.code, d.message()) for d in error.diagnostics]
