"""Random child tables: policies that read them, and their rows both as values and as CSV text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from engine.atoms.dates import Duration, back, from_day, last_calendar_month, read_duration
from engine.atoms.numbers import NUMERIC, rescale, show
from engine.bind.bound import BoundPolicy, Table, TableColumn
from engine.decide.interpreter.currency import Rate
from engine.decide.interpreter.windows import TableRow
from tests.generator.chance import Chance
from tests.generator.fields import WORDS, Spec, draw_field
from tests.generator.formulas import Formulas
from tests.generator.policies import DAYS, Drawn
from tests.generator.rates import (
    HEADINGS,
    OWN,
    converted,
    draw_currency,
    draw_rates,
    rates_text,
)
from tests.generator.yaml_text import document

WINDOWS = ("30 days", "1 month", "3 months", "1 year", "last calendar month")
#: Words by which rows are looked up; the rows of the first may be at fault, the last has none.
_TRADES = ("faulty", "tools", "机械", "nowhere")
NUMBER_READS = ("sum_of", "mean_of", "min_of", "max_of", "first_of", "last_of")


def draw_table_policy(source: Random) -> Drawn:
    """A policy whose every field is read from the rows of one or two tables."""
    c = Chance(source)
    as_of = c.pick(DAYS)
    tables: dict[str, Any] = {}
    data: dict[str, Any] = {}
    several = c.percent(40)
    for n in range(c.whole(1, 2)):
        kinds = ["money", "number", "percent", "whole", "text", "yes_no", "date", "rating"]
        columns = [draw_field(c, f"c{n}{i}", c.pick(kinds)) for i in range(c.whole(1, 3))]
        if several:
            columns.append(draw_field(c, f"m{n}", "money"))
        if c.percent(40):  # whose answer a row is
            columns.insert(0, draw_field(c, f"w{n}", "text"))
        ask = Formulas(c, columns, as_of, knows_as_of=False)
        table: dict[str, Any] = {
            "key": "who", "date": "day", "columns": {s.id: s.declared for s in columns},
        }  # fmt: skip
        if c.percent(50) and (formula := ask.truth(2)) is not None:
            table["skip_when"] = formula
        if several:
            for spec in columns:
                if spec.kind == "money" and c.percent(80):
                    spec.declared["currency"] = f"{spec.id} in"
                    if c.one_in(4):
                        spec.declared["round"] = c.whole(0, 4)
        tables[f"t{n}"] = table
        for i in range(c.whole(1, 4)):
            data[f"f{n}{i}"] = _read(c, f"t{n}", columns, ask)
    if c.percent(50):  # the rows of one table are looked up by a word of the customer
        tables[c.pick(list(tables))]["lookup"] = "trade"
        data["trade"] = {"is": "text"}
    own = {"currency": OWN, "fx": HEADINGS} if several else {}
    sections = {
        "keytier": 1, "policy": "drawn", "version": "1.0.0", "title": "drawn", **own,
        "customers": {"id": "id"}, "tables": tables, "data": data,
        "tiers": {"all": {"require": {"when": f"is_missing({next(iter(data))})",
                                      "if_unknown": "met"}}, "rest": None},
    }  # fmt: skip
    return Drawn(document(sections), as_of)


def _read(c: Chance, table: str, columns: list[Spec], ask: Formulas) -> dict[str, Any]:
    """A field that reads a table, in one of all ways."""
    found: dict[str, Any] = {}
    way = c.whole(0, 9)
    condition = ask.truth(2) if way == 0 else None
    if condition is not None:
        share: dict[str, Any] = {"table": table, "when": condition}
        if c.percent(50):
            share["min_count"] = c.whole(1, 3)
        found = {"is": "percent", "share_of": share}
    elif way <= 1:
        found = {"is": "whole", "count_of": table}
    elif way == 2:
        found = {"is": "date", c.pick(["first_of", "last_of"]): f"{table}.date"}
    elif way <= 5 and (rated := _read_answers(c, table, columns)) is not None:
        found = rated
    else:
        found = _read_column(c, table, columns[-1] if c.one_in(3) else c.pick(columns))
    if c.percent(60):
        found["window"] = c.pick(WINDOWS)
    if c.percent(40) and found.keys() & {"sum_of", "mean_of", "share_of"}:
        found["decay"] = c.pick(WINDOWS[:-1])
    return found


def _read_answers(c: Chance, table: str, columns: list[Spec]) -> dict[str, Any] | None:
    """The median of several raters' answers, where a column says who gave them."""
    numbers = [s for s in columns if s.kind in NUMERIC]
    raters = [s for s in columns if s.kind == "text"]
    if not numbers or not raters:
        return None
    column = c.pick(numbers)
    found: dict[str, Any] = {
        "is": "whole" if column.kind == "rating" else column.kind,
        "median_of": f"{table}.{column.id}", "by": c.pick(raters).id, "raters": c.pick([2, 2, 3]),
    }  # fmt: skip
    if c.percent(60):
        found["missing_rows"] = "skip"
    if column.kind in ("money", "number", "percent") and c.one_in(3):
        found["round"] = c.whole(0, 3)
    return found


def _read_column(c: Chance, table: str, column: Spec) -> dict[str, Any]:
    how = c.pick(["first_of", "last_of"])
    if column.kind == "date":
        how = c.pick(["first_of", "last_of", "min_of", "max_of"])
    kind = column.kind
    if kind in NUMERIC:
        how = c.pick(NUMBER_READS)
        if how == "mean_of" and kind in ("whole", "rating"):
            kind = "number"
        elif kind == "rating":
            kind = "whole"
    found: dict[str, Any] = {"is": kind, how: f"{table}.{column.id}"}
    if kind in ("money", "number", "percent"):
        if c.one_in(3):
            found["round"] = c.whole(0, 3)
        if c.one_in(4):
            found["between"] = [-100, 1000]
    if column.kind == "text" and column.words is not None:
        found["one_of"] = list(column.words)
    if c.percent(60):
        found["missing_rows"] = "skip"
    return found


@dataclass
class TableData:
    """Rows of every customer by table, as values, and the same tables as CSV text; of a table that
    is looked up, rows by word. `trades` gives each customer's word, where there are any."""

    customers: list[str]
    trades: dict[str, str | None] = field(default_factory=dict)
    looked_up: frozenset[str] = frozenset()
    rows: dict[str, dict[str, list[TableRow]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    rates: list[Rate] = field(default_factory=list)


def draw_table_data(source: Random, bound: BoundPolicy, as_of: int, count: int) -> TableData:
    """Rows for so many customers: on the boundary days of every window, missing, faulty, late."""
    c = Chance(source)
    data = TableData([f"C{n}" for n in range(count)])
    faulty = [id_ for id_ in data.customers if c.one_in(8)]
    data.looked_up = frozenset(t.id for t in bound.tables.values() if t.lookup is not None)
    if data.looked_up:
        data.trades = {id_: c.pick([None, *_TRADES]) for id_ in data.customers}
    if bound.policy.fx is not None:
        data.rates = draw_rates(c, as_of)
        data.texts["fx"] = rates_text(c, data.rates)
    for table in bound.tables.values():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        amounts = [x for x in table.columns.values() if x.declared.currency is not None]
        writer.writerow(["who", "day", *table.columns, *(f"{x.id} in" for x in amounts)])
        keys = data.customers if table.lookup is None else _TRADES[:-1]
        rows: dict[str, list[TableRow]] = {id_: [] for id_ in keys}
        for _ in range(len(keys) * c.whole(1, 4)):
            id_ = c.pick(keys)
            row, cells = _row(c, table, as_of, id_ in (*faulty, _TRADES[0]), data.rates)
            rows[id_].append(row)
            writer.writerow([id_, *cells])
        data.rows[table.id] = rows
        data.texts[table.id] = text.getvalue()
    return data


def _row(
    c: Chance, table: Table, as_of: int, faulty: bool, rates: list[Rate]
) -> tuple[TableRow, list[str]]:
    day: int | None = _day(c, as_of)
    cells = ["" if day is None else from_day(day).isoformat()]
    if faulty and c.one_in(6):
        day, cells = None, [c.pick(["", "soon", "2026-02-30"])]
    values: dict[str, Any] = {}
    bad = False
    missing = 25 if table.skip_when is None else 6
    for column in table.columns.values():
        if c.percent(missing):
            values[column.id], text = None, ""
        elif faulty and c.one_in(6) and column.type.kind != "text":
            values[column.id], text, bad = None, "soon", True
        else:
            values[column.id], text = _cell(c, column)
        cells.append(text)
    words: dict[str, str | None] = {}
    for column in table.columns.values():
        if column.declared.currency is not None:
            words[column.id] = draw_currency(c, rates, faulty)
            cells.append(words[column.id] or "")
            if day is not None:  # else the row is faulty all the same
                amount = values[column.id]
                if amount is not None and (places := column.declared.round) is not None:
                    amount = rescale(rescale(amount, 4, places), places, 4)  # as it is read
                values[column.id], beyond = converted(
                    amount, words[column.id], day, rates, column.type, column.declared.round
                )
                bad = bad or beyond
    return TableRow(day, values, bad, words), cells


def _day(c: Chance, as_of: int) -> int:
    """A day right at the boundary of some window, or near as-of."""
    window = c.pick(WINDOWS)
    span = read_duration(window)
    if span is None:
        edges = last_calendar_month(as_of)
        return c.pick(edges) + c.whole(-1, 1)
    if c.percent(60):
        halvings = c.pick([1, 1, 1, 2, 3, 20, 21, 22])
        return back(as_of, Duration(span.count * halvings, span.unit)) + c.whole(0, 1)
    return as_of - c.pick([-1, 0, 0, 1, 2, 40, 400])


def _cell(c: Chance, column: TableColumn) -> tuple[Any, str]:
    t = column.type
    if t.kind == "yes_no":
        answer = c.one_in(2)
        return answer, "yes" if answer else "no"
    if t.kind == "text":
        word = c.pick(t.words or WORDS[:5])
        return word, word
    if t.kind == "date":
        day = 20_000 + c.whole(-3, 3)
        return day, from_day(day).isoformat()
    assert t.low is not None
    assert t.high is not None
    value = c.magnitude(t.low, t.high) if c.one_in(2) else c.pick([t.low, t.high])
    if c.one_in(2):
        value = max(t.low, min(t.high, c.whole(-3, 3) * 10**t.scale))
    return value, show(value, t.scale)


def rows_of(data: TableData, id_: str) -> Mapping[str, list[TableRow]]:
    """One customer's rows, by table."""
    keys = {t: data.trades[id_] if t in data.looked_up else id_ for t in data.rows}
    return {t: rows.get(keys[t] or "", []) for t, rows in data.rows.items()}
