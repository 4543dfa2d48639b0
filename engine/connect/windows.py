"""Child tables: one GROUP BY a table for all that fields read from it (docs/language.md 13,
"Tables"). Boundary days are literals; sums and means are exact in 128 bits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from engine.atoms.dates import back, last_calendar_month
from engine.atoms.sql import day_literal, literal, quoted
from engine.author.policy import DataField, ShareRead, TableRead
from engine.bind.bound import BoundPolicy, Field, Table, Type
from engine.connect.decayed import WHOLE, weight_sql
from engine.connect.layout import CURRENCY, declared_of
from engine.connect.questions import SKIP, row_columns, row_plan
from engine.connect.vet import Cells

#: `?rows` of an aggregate: no field of this table has a value for this customer.
BAD = quoted("?bad")


@dataclass(frozen=True, slots=True)
class Window:
    """What one field needs of a table: aggregate expressions by name, and how the final query
    makes the field's value of them.

    `counts` is the condition of a row that counts, `column` the one that is read (None: rows are
    counted). `gap` and `differs` are conditions, over the aggregates, of a row that counts and is
    empty, and of rows of one day that disagree. `fx` is the list of the currencies that amounts
    were converted from, where they may have been. `by` is the column that says whose answer a
    row is, `spread` how far answers lie apart.
    """

    field: str
    aggregates: tuple[tuple[str, str], ...]
    value: str
    counts: str
    how: str
    column: str | None = None
    gap: str = "false"
    differs: str = "false"
    fx: str | None = None
    by: str | None = None
    spread: str | None = None

    @property
    def bad(self) -> str:
        """The condition of `<field>.rows`."""
        return " OR ".join(c for c in (self.gap, self.differs) if c != "false") or "false"


def fields_of(bound: BoundPolicy, table: str) -> Iterator[tuple[Field, DataField]]:
    """The data fields that read a table, in policy order."""
    for f in bound.data_fields():
        declared = declared_of(f)
        if declared.read is not None and declared.read.table == table:
            yield f, declared


def boundaries(declared: DataField, as_of: int) -> tuple[int | None, int]:
    """The first day (None: any) and the last day whose rows lie in a field's window."""
    if declared.window is None:
        return None, as_of
    if declared.window == "last calendar month":
        return last_calendar_month(as_of)
    return back(as_of, declared.window) + 1, as_of


def vetted_rows(table: Table, cells: Cells) -> str:
    """The relation of a child table's canonical rows, in the order of `row_columns`."""
    faults = [f"{f} IS NOT NULL" for f in cells.faults if f is not None]
    faulty = " OR ".join([f"{cells.values[1]} IS NULL", *faults])
    unread = "false" if cells.faults[1] is None else f"{cells.faults[1]} IS NOT NULL"
    sources = [cells.values[0], cells.values[1], faulty, unread, cells.row, *cells.values[2:]]
    columns = ", ".join(
        f"{s} AS {quoted(c.name)}" for s, c in zip(sources, row_columns(table), strict=True)
    )
    return f"(SELECT {columns} FROM {cells.table})"


def asked_rows(con: Any, bound: BoundPolicy, table: Table, cells: Cells) -> str:
    """The rows with what the policy asks of each; creates a view."""
    from engine.compile.sql import sql

    view = f"rows_{table.id}"
    con.execute(f"CREATE VIEW {view} AS SELECT * FROM {vetted_rows(table, cells)}")
    return f"({sql(row_plan(bound, table), 'duckdb', view, pretty=False)})"


def aggregate_sql(bound: BoundPolicy, table: Table, rows: str, as_of: int) -> str:
    """One row a key that has any row: `?key`, `?bad`, `?known` (a row dated on or before as-of,
    or without a date), and the aggregates of every field."""
    day = day_literal(as_of)
    bad = f'"?faulty" OR ("?day" <= {day} AND {quoted(SKIP)} IS NULL)'
    known = f'coalesce("?day" <= {day}, true)'
    parts = [f"bool_or({bad}) AS {BAD}", f'bool_or({known}) AS "?known"', 'count(*) AS "?n"']
    for window in windows_of(bound, table, as_of):
        parts += [f"{e} AS {quoted(name)}" for name, e in window.aggregates]
    return f'SELECT "?key", {", ".join(parts)} FROM {rows} WHERE "?key" IS NOT NULL GROUP BY "?key"'


def windows_of(bound: BoundPolicy, table: Table, as_of: int) -> tuple[Window, ...]:
    """How each field of a table gets its value."""
    return tuple(
        _with_fx(table, _window(table, f, declared, as_of))
        for f, declared in fields_of(bound, table.id)
    )


def _with_fx(table: Table, w: Window) -> Window:
    """The window, with the foreign currencies of the amounts that it counts."""
    column = table.columns.get(w.column or "")
    if column is None or column.declared.currency is None:
        return w
    word, name = quoted(CURRENCY + column.id), f"{w.field}.fx"
    own = literal(table.currency or "")
    there = f"{w.counts} AND {quoted(column.id)} IS NOT NULL AND {word} <> {own}"
    found = f"list(DISTINCT {word}) FILTER (WHERE {there})"
    return replace(w, aggregates=(*w.aggregates, (name, found)), fx=f"list_sort({quoted(name)})")


def _window(table: Table, f: Field, declared: DataField, as_of: int) -> Window:
    first, last = boundaries(declared, as_of)
    counts = f'NOT {quoted(SKIP)} AND "?day" <= {day_literal(last)}'
    if first is not None:
        counts += f' AND "?day" >= {day_literal(first)}'
    read = declared.read
    if isinstance(read, ShareRead):
        return _share(f, read, counts, _weight(declared, as_of))
    assert isinstance(read, TableRead)
    a = quoted(f"{f.id}.a")
    if read.how == "count_of":
        count = f"count(*) FILTER (WHERE {counts})"
        return Window(f.id, ((f"{f.id}.a", count),), f"coalesce({a}, 0)", counts, read.how)
    if read.column == "date":
        end = "min" if read.how in ("first_of", "min_of") else "max"
        day = f'{end}("?day") FILTER (WHERE {counts})'
        return Window(f.id, ((f"{f.id}.a", day),), a, counts, read.how)
    assert read.column is not None
    if read.by is not None:
        return rated_rows(table, f, declared, read.column, read.by.text, counts)
    weight = _weight(declared, as_of)
    return _of_column(table, f, declared, read.how, read.column, counts, weight)


def _weight(declared: DataField, as_of: int) -> str | None:
    """What each row weighs; None where all weigh the same."""
    return None if declared.decay is None else weight_sql('"?day"', as_of, declared.decay)


def _of_column(
    table: Table, f: Field, declared: DataField, how: str, column: str, counts: str,
    weight: str | None,
) -> Window:  # fmt: skip
    c = quoted(column)
    a, n, empty = (quoted(f"{f.id}.{x}") for x in ("a", "n", "gap"))
    there = f"{counts} AND {c} IS NOT NULL"
    found: list[tuple[str, str]] = []
    gap = differs = "false"
    if declared.missing_rows != "skip":
        found.append((f"{f.id}.gap", f"bool_or({c} IS NULL) FILTER (WHERE {counts})"))
        gap = f"coalesce({empty}, false)"
    have = table.columns[column].type.scale
    if how in ("sum_of", "mean_of"):
        total = c if weight is None else f"CAST({c} AS HUGEINT) * {weight}"
        found.append((f"{f.id}.a", f"sum({total}) FILTER (WHERE {there})"))
        value, by = f"coalesce({a}, 0)", "1" if weight is None else f"CAST({WHOLE} AS HUGEINT)"
        if how == "mean_of":
            of = "count(*)" if weight is None else f"sum({weight})"
            found.append((f"{f.id}.n", f"{of} FILTER (WHERE {there})"))
            value, by = f"CASE WHEN {n} > 0 THEN {a} END", f"greatest({n}, 1)"
        value = _scaled(value, by, have, f, declared)
        return Window(f.id, tuple(found), value, counts, how, column, gap)
    if how in ("min_of", "max_of"):
        found.append((f"{f.id}.a", f"{how[:3]}({c}) FILTER (WHERE {there})"))
        value = a
    else:
        # The largest and the smallest value of the day that counts: they agree or it is an error.
        day = "(\"?day\" - DATE '1970-01-01')"
        day = day if how == "last_of" else f"-({day})"
        high = f"max({{d: {day}, v: {c}}}) FILTER (WHERE {there})"
        low = f"min({{d: -({day}), v: {c}}}) FILTER (WHERE {there})"
        found += [(f"{f.id}.a", high), (f"{f.id}.n", low)]
        value = f"{a}.v"
        differs = f"coalesce({a}.v <> {n}.v, false)"
    if f.type.numeric:
        value = _scaled(value, "1", have, f, declared)
    return Window(f.id, tuple(found), value, counts, how, column, gap, differs)


def rated_rows(
    table: Table, f: Field, declared: DataField, column: str, by: str, counts: str
) -> Window:
    """The lower median of each rater's latest answer. Of his latest day the least and the greatest
    answer are found: they agree or it is an error."""
    c, who = quoted(column), quoted(by)
    there = f"{counts} AND {c} IS NOT NULL AND {who} IS NOT NULL"
    answer = f"{{r: {who}, v: {c}}}"
    found = [
        (f"{f.id}.{name}", f'list({answer} ORDER BY {who}, "?day" DESC, {c} {way}) '
                           f"FILTER (WHERE {there})")
        for name, way in (("a", "ASC"), ("n", "DESC"))
    ]  # fmt: skip
    gap = "false"
    if declared.missing_rows != "skip":
        empty = f"bool_or({c} IS NULL OR {who} IS NULL) FILTER (WHERE {counts})"
        found.append((f"{f.id}.gap", empty))
        gap = f"coalesce({quoted(f.id + '.gap')}, false)"
    a, n = quoted(f"{f.id}.a"), quoted(f"{f.id}.n")
    least, greatest = (
        f"list_filter({each}, lambda x, i: i = 1 OR {each}[i - 1].r <> x.r)" for each in (a, n)
    )
    exact = _scaled("x.v", "1", table.columns[column].type.scale, f, declared)
    answers = f"list_sort(list_transform({least}, lambda x: {exact}))"
    enough = f"len({answers}) >= {f.raters}"
    middle = f"({answers})[(len({answers}) + 1) // 2]"
    apart = f"({answers})[len({answers})] - ({answers})[1]"
    return Window(
        f.id,
        tuple(found),
        f"CASE WHEN {enough} THEN {middle} END",
        counts,
        "median_of",
        column,
        gap,
        f"coalesce({least} <> {greatest}, false)",
        by=by,
        spread=f"CASE WHEN {enough} THEN {apart} END",
    )


def outside(f: Field, value: str) -> str | None:
    """The condition that a value is outside the field's bounds or words; None where none are."""
    if f.type.numeric:
        return f"{value} NOT BETWEEN {f.type.low} AND {f.type.high}"
    if f.type.words is not None:
        return f"{value} NOT IN ({', '.join(literal(w) for w in f.type.words)})"
    return None


def _share(f: Field, read: ShareRead, counts: str, weight: str | None) -> Window:
    a, n = quoted(f"{f.id}.a"), quoted(f"{f.id}.n")
    if weight is not None:
        return _weighed_share(f, read, counts, weight)
    met = f"count(*) FILTER (WHERE {counts} AND {quoted('?' + f.id)})"
    all_ = f"count(*) FILTER (WHERE {counts})"
    found = ((f"{f.id}.a", met), (f"{f.id}.n", all_))
    exact = divided(f"CAST({a} AS HUGEINT) * {100 * 10**f.type.scale}", f"greatest({n}, 1)")
    value = f"CASE WHEN {n} >= {max(1, read.min_count)} THEN {exact} END"
    return Window(f.id, found, value, counts, "share_of")


def _weighed_share(f: Field, read: ShareRead, counts: str, weight: str) -> Window:
    a, n, rows = (quoted(f"{f.id}.{x}") for x in ("a", "n", "rows"))
    met = f"sum({weight}) FILTER (WHERE {counts} AND {quoted('?' + f.id)})"
    found = (
        (f"{f.id}.a", met),
        (f"{f.id}.n", f"sum({weight}) FILTER (WHERE {counts})"),
        (f"{f.id}.rows", f"count(*) FILTER (WHERE {counts})"),
    )
    exact = divided(f"coalesce({a}, 0) * {100 * 10**f.type.scale}", f"greatest({n}, 1)")
    enough = f"{rows} >= {max(1, read.min_count)} AND {n} > 0"
    value = f"CASE WHEN {enough} THEN {exact} END"
    return Window(f.id, found, value, counts, "share_of")


def _scaled(value: str, by: str, have: int, f: Field, declared: DataField) -> str:
    """value / by, from the column's scale to the field's, rounded half away once."""
    want = f.type.scale
    places = want if declared.round is None else declared.round
    up, down = max(0, places - have), max(0, have - places)
    n = f"CAST({value} AS HUGEINT)"
    n = f"{n} * {10**up}" if up else n
    if by != "1" or down:
        n = divided(n, f"{by} * {10**down}" if down else by)
    return f"{n} * {10 ** (want - places)}" if want > places else n


def divided(n: str, d: str) -> str:
    """n / d to the nearest integer, half away from zero, for d > 0."""
    return f"sign({n}) * ((2 * abs({n}) + {d}) // (2 * {d}))"


def text_of(value: str, type_: Type) -> str:
    """A canonical value as `show` writes it, in SQL."""
    if not type_.numeric:
        return f"CAST({value} AS VARCHAR)"
    plain = f"CAST(abs({value}) AS HUGEINT)"
    sign, size = f"CASE WHEN {value} < 0 THEN '-' ELSE '' END", 10**type_.scale
    whole = f"CAST({plain} // {size} AS VARCHAR)"
    if not type_.scale:
        return f"{sign} || {whole}"
    rest = f"lpad(CAST({plain} % {size} AS VARCHAR), {type_.scale}, '0')"
    return f"{sign} || rtrim(rtrim({whole} || '.' || {rest}, '0'), '.')"
