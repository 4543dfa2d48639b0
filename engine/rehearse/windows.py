"""What the rows that a case gives add up to, by the words of docs/language.md 1 and 2.

A few rows at a time, in plain Python on purpose: it shares no code with the way in of real data,
so a case is also a witness of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.dates import back, last_calendar_month, read_date
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault, divide, rescale
from engine.atoms.suggest import nearest
from engine.author.policy import Case, DataField, ShareRead, TableRead, Word
from engine.bind.bound import BoundPolicy, Field, Table, Type, Typed
from engine.decide.interpreter.formulas import ask
from engine.rehearse.given import expected, literal

Cells = tuple[tuple[Word, Word | None], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table: its day, and its columns' exact values (None is missing)."""

    day: int
    values: Mapping[str, Any]


@dataclass(slots=True)
class Sums:
    """Values of the fields that read tables, fields in error, and findings about the rows."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


class _Refused(Exception):
    """The rows give a field no value: the error's word, and why in both languages."""

    def __init__(self, error: str, why: Both) -> None:
        super().__init__(error)
        self.error, self.why = error, why


def summed(bound: BoundPolicy, case: Case, as_of: int) -> Sums:
    """What the tables of a case give, on that day; of no rows where it gives none.

    A field that the case gives a value of its own is left out. Where rows give no value, that
    is a finding, and in a case that expects the outcome `error` the error of that field.
    """
    sums = Sums()
    given = {key.text for key, _ in case.given.values}
    rows: dict[str, list[Entry]] = {}
    for name, entries in case.given.tables:
        if name.text in bound.tables:
            rows[name.text] = _entries(case, bound.tables[name.text], entries, sums)
        else:
            sums.found.append(_unknown(case, name, tuple(bound.tables)))
    for f in bound.data_fields():
        read = f.declared.read if isinstance(f.declared, DataField) else None
        if read is None or f.id in given:
            continue
        try:
            kept = _kept(bound.tables[read.table], rows.get(read.table, ()), f, as_of)
            sums.values[f.id] = _value(f, bound, kept)
        except _Refused as no:
            sums.errors[f.id] = no.error
            if case.expect.outcome is None or case.expect.outcome.text != "error":
                params = {"name": case.name, "table": read.table, "field": f.id,
                          "why": no.why[0], "why_zh": no.why[1]}  # fmt: skip
                sums.found.append(Diagnostic("KT509", params, case.at))
    return sums


# --- rows --------------------------------------------------------------------------------------


def _entries(case: Case, table: Table, rows: Sequence[Cells], sums: Sums) -> list[Entry]:
    read = (_entry(case, table, row, sums) for row in rows)
    return [e for e in read if e is not None]


def _entry(case: Case, table: Table, row: Cells, sums: Sums) -> Entry | None:
    day, values = None, dict[str, Any].fromkeys(table.columns)
    for key, word in row:
        is_date = key.text in ("date", table.date)
        column = table.columns.get(key.text)
        if not is_date and column is None:
            sums.found.append(_unknown(case, key, ("date", *table.columns)))
            continue
        if word is None:
            continue
        type_ = Type("date") if column is None else column.type
        value = (read_date(word.text) if column is None
                 else literal(word.text, column.type, column.declared))  # fmt: skip
        if value is None or isinstance(value, Fault):
            en, zh = expected(type_)
            params = {"name": case.name, "key": key.text, "seen": word.text,
                      "expected": en, "expected_zh": zh}  # fmt: skip
            sums.found.append(Diagnostic("KT505", params, word.at))
        elif column is None:
            day = value
        else:
            values[column.id] = value
    if day is None:
        at = row[0][0].at if row else case.at
        en, zh = expected(Type("date"))
        params = {"name": case.name, "key": f"{table.id}.date", "seen": "", "expected": en,
                  "expected_zh": zh}  # fmt: skip
        sums.found.append(Diagnostic("KT505", params, at))
        return None
    return Entry(day, values)


def _kept(table: Table, rows: Sequence[Entry], f: Field, as_of: int) -> list[Entry]:
    """The rows that count: not after as-of, not skipped, and in the field's window."""
    assert isinstance(f.declared, DataField)
    kept = []
    for row in rows:
        if row.day > as_of:
            continue
        skip = False if table.skip_when is None else _asked(table.skip_when, table, row)
        if skip is None:
            raise _Refused(
                "rows", ("`skip_when` is unknown for a row", "有一行的 `skip_when` 无法判断")
            )
        if not skip:
            kept.append(row)
    window = f.declared.window
    if window is None:
        return kept
    if window == "last calendar month":
        first, last = last_calendar_month(as_of)
        return [r for r in kept if first <= r.day <= last]
    start = back(as_of, window)
    return [r for r in kept if r.day > start]


def _asked(formula: Typed, table: Table, row: Entry) -> bool | None:
    types = {id_: c.type for id_, c in table.columns.items()}
    return ask(formula, row.values, types).truth


# --- sums --------------------------------------------------------------------------------------


def _value(f: Field, bound: BoundPolicy, rows: list[Entry]) -> Any:
    assert isinstance(f.declared, DataField)
    read = f.declared.read
    if isinstance(read, ShareRead):
        return _share(f, bound, read, rows)
    assert isinstance(read, TableRead)
    if read.how == "count_of":
        return _within(f, len(rows))
    if read.column == "date":
        days = sorted(r.day for r in rows)
        return (days[0] if read.how in ("first_of", "min_of") else days[-1]) if days else None
    assert read.column is not None
    column = bound.tables[read.table].columns[read.column]
    counted = _counted(f.declared, read.column, rows)
    if not counted:
        return 0 if read.how == "sum_of" else None
    values = [r.values[read.column] for r in counted]
    if not column.type.numeric:
        return _ends(read, counted, read.column)
    places = f.declared.round if f.declared.round is not None else f.type.scale
    match read.how:
        case "sum_of":
            number = rescale(sum(values), column.type.scale, places)
        case "mean_of":
            number = divide(sum(values) * 10**places, len(values) * 10**column.type.scale)
        case _:
            number = rescale(_ends(read, counted, read.column), column.type.scale, places)
    return _within(f, rescale(number, places, f.type.scale))


def _counted(declared: DataField, column: str, rows: list[Entry]) -> list[Entry]:
    there = [r for r in rows if r.values[column] is not None]
    if len(there) < len(rows) and declared.missing_rows != "skip":
        raise _Refused(
            "rows", (f"a row that counts has no `{column}`", f"计入的行里有一行没有 `{column}`")
        )
    return there


def _ends(read: TableRead, rows: list[Entry], column: str) -> Any:
    values = [r.values[column] for r in rows]
    if read.how in ("min_of", "max_of"):
        return min(values) if read.how == "min_of" else max(values)
    day = min(r.day for r in rows) if read.how == "first_of" else max(r.day for r in rows)
    of_day = {r.values[column] for r in rows if r.day == day}
    if len(of_day) > 1:
        raise _Refused("rows", ("two rows of one day disagree", "同一天的两行取值不同"))
    return of_day.pop()


def _share(f: Field, bound: BoundPolicy, read: ShareRead, rows: list[Entry]) -> int | None:
    if len(rows) < max(1, read.min_count):
        return None
    table = bound.tables[read.table]
    met = sum(_asked(bound.shares[f.id], table, r) is True for r in rows)
    return _within(f, divide(100 * met * 10**f.type.scale, len(rows)))


def _within(f: Field, value: int) -> int:
    low, high = f.type.low, f.type.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise _Refused("outside", ("the result is outside its bounds", "结果超出范围"))
    return value


def _unknown(case: Case, key: Word, known: Sequence[str]) -> Diagnostic:
    near = nearest(key.text, known)
    caret = None if near is None else (f"did you mean `{near}`?", f"是否想写 `{near}`？")
    return Diagnostic("KT504", {"name": case.name, "key": key.text}, key.at, caret=caret)
