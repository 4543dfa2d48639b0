"""Phase A of a run: the facts of everybody, found in the database (docs/language.md 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.atoms.dates import exact
from engine.atoms.sql import quoted
from engine.bind.bound import BoundPolicy, Seats, Tier
from engine.decide.columns import error_words, select_sql
from engine.decide.facts import SQL_TYPES, Facts, Group, SeatFacts, order_of, with_columns
from engine.decide.ranks import find_ranks, join_ranks


def find_facts(
    con: Any, bound: BoundPolicy, as_of: int, context: Mapping[str, object], table: str
) -> Facts:
    """The facts of everybody in a table of canonical rows.

    Leaves the tables `waiting_<number of the tier>` (id, place) in the database. Sorts narrow
    rows, on disk where memory is short, so memory is bounded however many customers there are.
    """
    from engine.compile.lower import lower_contest

    ranks = find_ranks(con, bound, as_of, context, table)
    if not bound.seated():
        return Facts({}, ranks)
    plan = lower_contest(bound, as_of, context)
    rows = with_columns(*join_ranks(con, bound, ranks)).rows(table)
    query = select_sql(plan, rows, error_words(plan, table, con))
    columns = ", ".join(
        f"CAST({quoted(o.column.name)} AS {SQL_TYPES[o.column.storage]}) AS {quoted(o.column.name)}"
        for o in plan.outputs
    )
    seated = ", ".join(str(n) for n, _, _ in bound.seated())
    con.execute(
        f"CREATE OR REPLACE TABLE contest AS SELECT {columns} FROM ({query}) "
        f"WHERE tier IN ({seated})"
    )
    found = {t.id: _seat(con, bound, n, t, seats) for n, t, seats in bound.seated()}
    con.execute("DROP TABLE contest")
    return Facts(found, ranks)


def _seat(con: Any, bound: BoundPolicy, number: int, tier: Tier, seats: Seats) -> SeatFacts:
    """Who competes, in order, first those to whom a person gave a seat, however many; those beyond
    the last seat join the tier `when_full`."""
    per = "CAST(NULL AS VARCHAR)" if seats.per is None else quoted(f"per.{seats.per}")
    keys = [quoted(f"key.{tier.id}.{n}") for n, _ in enumerate(seats.order_by, 1)]
    order = [
        f"{key} {'ASC' if k.low_first else 'DESC'} NULLS LAST"
        for key, k in zip(keys, seats.order_by, strict=True)
    ]
    given = "coalesce(given, false)" if bound.override is not None else "false"
    order = ["1 NULLS FIRST", "chosen DESC", *order, "id"]
    con.execute(
        f"CREATE OR REPLACE TABLE queue AS SELECT {per} AS of, id, {', '.join(keys)}, "
        f"{given} AS chosen FROM contest WHERE tier = {number} ORDER BY {', '.join(order)}"
    )
    con.execute(
        "CREATE OR REPLACE TABLE groups AS "
        "SELECT of, count(*) AS competing, count(*) FILTER (WHERE chosen) AS given, "
        f"greatest(count(*) FILTER (WHERE chosen), {seats.count}) AS taken, "
        "min(rowid) AS first FROM queue GROUP BY of"
    )
    found = con.execute(
        f"SELECT g.of, g.competing, g.given, q.id, {', '.join(f'q.{key}' for key in keys)} "
        f"FROM groups g LEFT JOIN queue q ON g.competing > {seats.count} "
        f"AND g.given < {seats.count} AND q.rowid = g.first + {seats.count - 1} ORDER BY g.first"
    ).fetchall()
    con.execute(
        f"CREATE OR REPLACE TABLE waiting_{number} AS "
        "SELECT q.id, q.rowid - g.first - g.taken + 1 AS place FROM queue q "
        "JOIN groups g ON q.of IS NOT DISTINCT FROM g.of WHERE q.rowid >= g.first + g.taken"
    )
    con.execute(
        f"INSERT INTO contest SELECT c.* REPLACE ({seats.when_full} AS tier) "
        f"FROM contest c JOIN waiting_{number} w ON c.id = w.id WHERE c.tier = {number}"
    )
    con.execute("DROP TABLE queue")
    con.execute("DROP TABLE groups")
    groups = tuple(
        Group(of, competing, last, () if last is None else tuple(map(exact, at)), given)
        for of, competing, given, last, *at in found
    )
    return SeatFacts(seats.count, order_of(seats), seats.per, groups, seats.keep_margin)


def waiting_tables(bound: BoundPolicy) -> dict[str, str]:
    """The waiting lists that `find_facts` left, by tier."""
    return {t.id: f"waiting_{n}" for n, t, seats in bound.seated() if seats.waiting_list}
