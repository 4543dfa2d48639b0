"""Fields that the rows of a table give no value, each with the first row at fault.

Asked only where something is wrong, while the rows are still there: the aggregates themselves
carry no row numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.atoms.sql import literal, quoted
from engine.bind.bound import BoundPolicy, Table
from engine.connect.amounts import EARLY
from engine.connect.layout import CURRENCY
from engine.connect.windows import BAD, Window, outside, text_of

#: (table, "?key", field, what, row, seen): rows of customers, whoever they are.
WINDOW_FAULTS = "window_faults"
VALUE = quoted("?value")
_MAKE = f"""CREATE TABLE IF NOT EXISTS {WINDOW_FAULTS} ("table" VARCHAR, "?key" VARCHAR,
field VARCHAR, what VARCHAR, "row" BIGINT, seen VARCHAR)"""


def find_faults(
    con: Any, bound: BoundPolicy, table: Table, sums: str, windows: Sequence[Window], rows: str
) -> None:
    """Adds the faults of one table's fields; `sums` holds its aggregates, `rows` its rows."""
    con.execute(_MAKE)
    asked = [(w, what, when) for w in windows for what, when in _conditions(bound, w)]
    if not asked:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {when})" for _, _, when in asked)
    found = con.execute(f"SELECT {counts} FROM {sums} WHERE NOT {BAD}").fetchone()
    for (w, what, when), count in zip(asked, found, strict=True):
        if count:
            wrong = f"SELECT *, {w.value} AS {VALUE} FROM {sums} WHERE NOT {BAD} AND {when}"
            query = _QUERIES[what](bound, table, w, f"({wrong})", rows)
            early = f"starts_with(seen, {literal(EARLY)})"
            con.execute(
                f'INSERT INTO {WINDOW_FAULTS} SELECT {literal(table.id)}, "?key", '
                f"{literal(w.field)}, CASE WHEN {early} THEN 'no_rate' ELSE {literal(what)} END, "
                f'"row", ltrim(seen, {literal(EARLY)}) FROM ({query})'
            )


def _conditions(bound: BoundPolicy, w: Window) -> Iterator[tuple[str, str]]:
    if w.gap != "false":
        yield "gap", w.gap
    if w.differs != "false":
        yield "differ", f"{w.differs} AND NOT {w.gap}"
    if (beyond := outside(bound.fields[w.field], f"({w.value})")) is not None:
        yield "result", f"{beyond} AND NOT ({w.bad})"


def _gap(bound: BoundPolicy, table: Table, w: Window, wrong: str, rows: str) -> str:
    """The first row that counts and is empty; seen is an amount that has no rate by its day."""
    lacks = " OR ".join(f"{quoted(c)} IS NULL" for c in (w.column or "", w.by) if c is not None)
    empty, seen = f"{w.counts} AND ({lacks})", "''"
    if w.fx is not None:
        word = quoted(CURRENCY + (w.column or ""))
        word = f"coalesce(CASE WHEN starts_with({word}, {literal(EARLY)}) THEN {word} END, '')"
        seen = f'arg_min({word}, "?row")'
    return (
        f'SELECT "?key", min("?row") AS "row", {seen} AS seen FROM {rows} '
        f'WHERE {empty} AND "?key" IN (SELECT "?key" FROM {wrong}) GROUP BY "?key"'
    )


def _differ(bound: BoundPolicy, table: Table, w: Window, wrong: str, rows: str) -> str:
    """The first row of the day that counts (of each rater his) whose value is another than that
    day's first row's."""
    end = "min" if w.how == "first_of" else "max"
    who = f'"?key", {quoted(w.by)}' if w.by is not None else '"?key"'
    there = "" if w.by is None else f"AND {quoted(w.by)} IS NOT NULL "
    of_day = (
        f'SELECT {who}, "?row" AS r, {_column(w)} AS v FROM {rows} '
        f"WHERE {w.counts} AND {_column(w)} IS NOT NULL {there}"
        f'AND "?key" IN (SELECT "?key" FROM {wrong}) '
        f'QUALIFY "?day" = {end}("?day") OVER (PARTITION BY {who})'
    )
    first = f"SELECT *, arg_min(v, r) OVER (PARTITION BY {who}) AS v1 FROM ({of_day})"
    type_ = table.columns[w.column or ""].type
    first_two = (text_of(f"arg_min({v}, r)", type_) for v in ("v1", "v"))
    seen = " || ', ' || ".join(first_two)
    return (
        f'SELECT "?key", min(r) AS "row", {seen} AS seen FROM ({first}) '
        'WHERE v <> v1 GROUP BY "?key"'
    )


def _result(bound: BoundPolicy, table: Table, w: Window, wrong: str, rows: str) -> str:
    """What the rows come to, and the row that makes it so: the one with that value; of a sum or
    mean that is too great the greatest, of one too small the least. Counts and shares have none."""
    type_ = bound.fields[w.field].type
    seen = f"{text_of(VALUE, type_)} AS seen"
    if w.column is None:
        return f'SELECT "?key", NULL AS "row", {seen} FROM {wrong}'
    by = '"?day"' if w.how in ("first_of", "last_of") else _column(w)
    great = f'-max({{v: {by}, r: -"?row"}}).r AS great'
    least = f'min({{v: {by}, r: "?row"}}).r AS least'
    ends = (
        f'SELECT "?key", {great}, {least} FROM {rows} WHERE {w.counts} AND {_column(w)} IS NOT NULL'
        f' AND "?key" IN (SELECT "?key" FROM {wrong}) GROUP BY "?key"'
    )
    row = {"max_of": "great", "last_of": "great", "min_of": "least", "first_of": "least"}.get(
        w.how, f"CASE WHEN {VALUE} > {type_.high} THEN great ELSE least END"
    )
    return f'SELECT "?key", {row} AS "row", {seen} FROM {wrong} JOIN ({ends}) USING ("?key")'


def _column(w: Window) -> str:
    return quoted(w.column or "")


_QUERIES = {"gap": _gap, "differ": _differ, "result": _result}
