"""The rows of tables that a case gives, and what the interpreter says that they add up to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, cast

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault
from engine.author.policy import FX, Case, DataField, Word
from engine.bind.bound import BoundPolicy, Table
from engine.connect.cells import clean
from engine.connect.forms import day_form
from engine.connect.written import read_written, written_form
from engine.decide.interpreter.currency import NoAmount
from engine.decide.interpreter.windows import TableRow, aggregate
from engine.rehearse.given import not_readable, unknown
from engine.rehearse.rates import CaseRates, not_converted, rates_of

Cells = tuple[tuple[Word, Word | None], ...]

_WHY: dict[str, Both] = {
    "rows": (
        "a row has no value, disagrees with another of its day, or `skip_when` is unknown",
        "有一行缺值、与同一天的另一行不一致，或 `skip_when` 无法判断",
    ),
    "outside": ("the result is outside its bounds", "结果超出范围"),
}


@dataclass(slots=True)
class Sums:
    """Values of the fields that read tables, fields in error, and findings about the rows."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    fx: dict[str, Any] = field(default_factory=dict)
    rates: CaseRates = field(default_factory=lambda: CaseRates(""))


def summed(
    bound: BoundPolicy, case: Case, as_of: int, doubtful: Collection[str] | None = None
) -> Sums:
    """What the tables of a case give, on that day; of no rows where it gives none.

    A field that the case gives a value of its own is left out. Where rows give no value, that
    is a finding, and in a case that expects the outcome `error` the error of that field.
    Of a policy with mistakes, rows are vetted and not summed up, those of `doubtful` tables left
    aside.
    """
    sums = Sums()
    given = {key.text for key, _ in case.given.values}
    sums.rates = rates_of(bound, case, sums.found)
    rows: dict[str, list[TableRow]] = {}
    for name, entries in case.given.tables:
        if name.text in (doubtful or ()):
            continue
        if name.text in bound.tables:
            table = bound.tables[name.text]
            read = (_entry(bound, case, table, row, sums) for row in entries)
            rows[name.text] = [r for r in read if r is not None]
        elif name.text != FX or bound.policy.fx is None:
            sums.found.append(unknown(case, name, tuple(bound.tables)))
    if sums.found or doubtful is not None:
        return sums
    total = aggregate(bound, rows, as_of)
    sums.values = {id_: v for id_, v in total.values.items() if id_ not in given}
    for f in bound.data_fields():
        if f.id in sums.values and f.spread_name in total.spreads:
            sums.values[f.spread_name] = total.spreads[f.spread_name]
    sums.fx = {id_: words for id_, words in total.fx.items() if id_ not in given}
    for code in total.errors:
        id_, _, what = code.rpartition(".")
        if id_ not in given:
            sums.errors[id_] = what
            if not _expects_error(case):
                sums.found.append(_no_value(bound, case, id_, what))
    return sums


def _expects_error(case: Case) -> bool:
    return case.expect.outcome is not None and case.expect.outcome.text == "error"


def _no_value(bound: BoundPolicy, case: Case, id_: str, what: str) -> Diagnostic:
    declared = bound.fields[id_].declared
    table = declared.read.table if isinstance(declared, DataField) and declared.read else ""
    why, why_zh = _WHY[what]
    at = next((name.at for name, _ in case.given.tables if name.text == table), case.at)
    params = {"name": case.name, "table": table, "field": id_, "why": why, "why_zh": why_zh}
    return Diagnostic("KT509", params, at)


def _entry(bound: BoundPolicy, case: Case, table: Table, row: Cells, sums: Sums) -> TableRow | None:
    """One row; `date` is the table's date whatever its heading is."""
    day, before = None, len(sums.found)
    values = dict[str, Any].fromkeys(table.columns)
    words = _currencies(table, row)
    keys = () if table.lookup is None else ("key", table.key)
    for key, word in row:
        column = table.columns.get(key.text)
        if column is None and key.text in (*words, *keys):
            continue
        if column is None and key.text not in ("date", table.date):
            sums.found.append(unknown(case, key, (*keys[:1], "date", *table.columns)))
            continue
        if word is None:
            continue
        form = day_form(bound)
        if column is not None:
            form = written_form(bound, column.type, column.declared)
        value = read_written(word.text, form)
        if value is None or isinstance(value, Fault):
            sums.found.append(not_readable(case, key.text, word, form, value or ""))
        elif column is not None:
            values[column.id] = value
        else:
            day = cast(int, value)
    if day is None and len(sums.found) == before:
        at = row[0][0].at if row else case.at
        sums.found.append(not_readable(case, f"{table.id}.date", Word("", at), day_form(bound)))
    if day is None or not _looked_up(case, table, row, keys):
        return None
    currencies = {c: words.get(heading) for c, heading in _headings(table).items()}
    faulty = False
    for name, currency in currencies.items():
        if (amount := values[name]) is None:
            continue
        column = table.columns[name]
        try:
            values[name] = sums.rates.converted(amount, currency, day, column.type, column.declared)
        except NoAmount as why:
            faulty = True
            if not _expects_error(case):
                sums.found.append(not_converted(case, row[0][0], name, currency, why))
    return TableRow(day, values, faulty, currencies)


def _looked_up(case: Case, table: Table, row: Cells, keys: Collection[str]) -> bool:
    """Whether a row is of what the case's customer looks up; one that names no key is."""
    named = next((word for key, word in row if key.text in keys), None)
    own = next((word for key, word in case.given.values if key.text == table.lookup), None)
    return named is None or (own is not None and clean(named.text) == clean(own.text))


def _headings(table: Table) -> dict[str, str]:
    """The heading of the currency of each amount that says its own."""
    return {
        c.id: c.declared.currency.text
        for c in table.columns.values()
        if c.declared.currency is not None
    }


def _currencies(table: Table, row: Cells) -> dict[str, str | None]:
    """The currencies that a row names, by heading."""
    headings = set(_headings(table).values())
    return {key.text: None if word is None else word.text for key, word in row
            if key.text in headings}  # fmt: skip
