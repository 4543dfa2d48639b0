"""Child tables: what one customer's rows add up to. docs/language.md 1, 2, 13 ("Tables")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from engine.atoms.dates import Duration, back, last_calendar_month
from engine.atoms.numbers import divide
from engine.author.policy import DataField, ShareRead, TableRead
from engine.bind.bound import BoundPolicy, Field, Table
from engine.bind.contract import converted_fields
from engine.decide.interpreter.currency import foreign
from engine.decide.interpreter.fields import within
from engine.decide.interpreter.formulas import Value, ask
from engine.decide.interpreter.raters import in_the_middle


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its day, and its columns' exact values (None: missing). A cell that could not be
    read makes the row `faulty`, as does a day of None."""

    day: int | None
    values: Mapping[str, Value]
    faulty: bool = False
    currencies: Mapping[str, str | None] = field(default_factory=dict)  # of amounts, by column


@dataclass(slots=True)
class Aggregates:
    """Values of the fields that read tables, the reason codes of those in error, the currencies
    that amounts were converted from, and how far raters' answers lie apart."""

    values: dict[str, Value] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    fx: dict[str, list[str] | None] = field(default_factory=dict)
    spreads: dict[str, int | None] = field(default_factory=dict)  # by `<field>.spread`


class RowsInError(Exception):
    """The rows give a field no value."""


def aggregate(bound: BoundPolicy, rows: Mapping[str, Sequence[TableRow]], as_of: int) -> Aggregates:
    """What every field that reads a table gets from one customer's rows of it, on that day."""
    found = Aggregates()
    for f in bound.data_fields():
        declared = f.declared
        if not isinstance(declared, DataField) or declared.read is None:
            continue
        table = bound.tables[declared.read.table]
        value: Value = None
        if f.raters is not None:
            found.spreads[f.spread_name] = None
        try:
            counting = [r for r in counted(table, rows.get(table.id, ()), as_of)
                        if in_window(r, declared, as_of)]  # fmt: skip
            value = read_rows(bound, f, declared, counting, as_of)
            if f.raters is not None:
                answers = answers_of(bound, f, declared, counting)
                found.spreads[f.spread_name] = in_the_middle(answers, f.raters)[1]
            if value is not None and f in converted_fields(bound):
                found.fx[f.id] = _foreign(bound, declared, counting)
        except RowsInError:
            found.errors.append(f"{f.id}.rows")
        if not within(value, f.type):
            found.errors.append(f"{f.id}.outside")
            value = found.fx[f.id] = None
            if f.raters is not None:
                found.spreads[f.spread_name] = None
        found.values[f.id] = value
    return found


def _foreign(bound: BoundPolicy, declared: DataField, rows: Sequence[TableRow]) -> list[str] | None:
    """The currencies of the amounts read, other than the policy's own."""
    column = declared.read.column if isinstance(declared.read, TableRead) else None
    words = [r.currencies.get(column or "") for r in rows if r.values.get(column or "") is not None]
    return foreign(words, bound.policy.currency or "")


def counted(table: Table, rows: Sequence[TableRow], as_of: int) -> list[TableRow]:
    """The rows that count: vetted, not after as-of, not skipped."""
    if any(row.faulty or row.day is None for row in rows):
        raise RowsInError(f"a row of `{table.id}` could not be read")
    kept = []
    for row in rows:
        if _day(row) > as_of:
            continue
        skip = False if table.skip_when is None else _ask(table, row)
        if skip is None:
            raise RowsInError(f"whether a row of `{table.id}` is skipped is unknown")
        if not skip:
            kept.append(row)
    return kept


def _ask(table: Table, row: TableRow) -> bool | None:
    assert table.skip_when is not None
    return ask(table.skip_when, row.values, {c.id: c.type for c in table.columns.values()}).truth


def in_window(row: TableRow, declared: DataField, as_of: int) -> bool:
    """Whether the row's day lies in the field's window (D - w, D]."""
    if declared.window is None:
        return True
    if declared.window == "last calendar month":
        first, last = last_calendar_month(as_of)
        return first <= _day(row) <= last
    return _day(row) > back(as_of, declared.window)


def halvings(row: TableRow, decay: Duration, as_of: int) -> int:
    """How often the row's weight was halved: once for every whole `decay` since its day."""
    n = 0
    while n <= 20 and _day(row) <= back(as_of, Duration(decay.count * (n + 1), decay.unit)):
        n += 1
    return n


def weigh(row: TableRow, declared: DataField, as_of: int) -> Fraction:
    """What a row weighs; after more than 20 halvings nothing."""
    if declared.decay is None:
        return Fraction(1)
    n = halvings(row, declared.decay, as_of)
    return Fraction(0) if n > 20 else Fraction(1, 2**n)


def read_rows(
    bound: BoundPolicy, f: Field, declared: DataField, rows: Sequence[TableRow], as_of: int
) -> Value:
    """The one value that these rows give."""
    read = declared.read
    weights = {id(r): weigh(r, declared, as_of) for r in rows}
    if isinstance(read, ShareRead):
        return _share(bound, f, read, rows, weights)
    assert isinstance(read, TableRead)
    if read.how == "count_of":
        return len(rows)
    if read.column == "date":
        days = sorted(_day(r) for r in rows)
        return None if not days else days[0] if read.how in ("first_of", "min_of") else days[-1]
    assert read.column is not None
    if f.raters is not None:
        return in_the_middle(answers_of(bound, f, declared, rows), f.raters)[0]
    there = [r for r in rows if r.values[read.column] is not None]
    if len(there) < len(rows) and declared.missing_rows != "skip":
        raise RowsInError(f"a row that counts has no `{read.column}`")
    if not there:
        return 0 if read.how == "sum_of" else None
    found = _reduce(read, there, [weights[id(r)] for r in there])
    if isinstance(found, int | Fraction) and not isinstance(found, bool):
        column = bound.tables[read.table].columns[read.column].type
        return _at_scale(Fraction(found) / 10**column.scale, declared.round, f.type.scale)
    return found


def answers_of(
    bound: BoundPolicy, f: Field, declared: DataField, rows: Sequence[TableRow]
) -> list[int | None]:
    """Of each rater the answer of his latest day, at the field's scale."""
    read = declared.read
    assert isinstance(read, TableRead) and read.column is not None and read.by is not None
    column, scale = read.column, bound.tables[read.table].columns[read.column].type.scale
    by_rater: dict[str, list[TableRow]] = {}
    for row in rows:
        who = row.values[read.by.text]
        if isinstance(who, str) and row.values[column] is not None:
            by_rater.setdefault(who, []).append(row)
        elif declared.missing_rows != "skip":
            raise RowsInError(f"a row that counts has no `{column}`, or no rater")
    answers: list[int | None] = []
    for his in by_rater.values():
        latest = max(_day(row) for row in his)
        said = {row.values[column] for row in his if _day(row) == latest}
        if len(said) > 1:
            raise RowsInError(f"rows of one rater and day disagree on `{column}`")
        (answer,) = said
        assert isinstance(answer, int)
        answers.append(_at_scale(Fraction(answer) / 10**scale, declared.round, f.type.scale))
    return answers


def _reduce(
    read: TableRead, rows: Sequence[TableRow], weights: Sequence[Fraction]
) -> Value | Fraction:
    """Sum, mean, ends or extremes of the column's values, at the column's scale."""
    assert read.column is not None
    values = [r.values[read.column] for r in rows]
    if read.how in ("first_of", "last_of"):
        days = [_day(r) for r in rows]
        day = min(days) if read.how == "first_of" else max(days)
        of_day = [v for v, d in zip(values, days, strict=True) if d == day]
        if any(v != of_day[0] for v in of_day):
            raise RowsInError(f"rows of one day disagree on `{read.column}`")
        return of_day[0]
    numbers = [v for v in values if isinstance(v, int)]
    match read.how:
        case "sum_of":
            return _weighed(numbers, weights)
        case "mean_of":
            return _weighed(numbers, weights) / sum(weights) if sum(weights) else None
        case "min_of":
            return min(numbers)
        case _:
            return max(numbers)


def _weighed(numbers: Sequence[int], weights: Sequence[Fraction]) -> Fraction:
    return sum((n * w for n, w in zip(numbers, weights, strict=True)), Fraction(0))


def _share(
    bound: BoundPolicy, f: Field, read: ShareRead, rows: Sequence[TableRow],
    weights: Mapping[int, Fraction],
) -> int | None:  # fmt: skip
    """100 × what the rows weigh of which `when` is true / what all weigh; missing of too few."""
    if len(rows) < max(1, read.min_count) or not sum(weights.values()):
        return None
    types = {c.id: c.type for c in bound.tables[read.table].columns.values()}
    met = [r for r in rows if ask(bound.shares[f.id], r.values, types).truth is True]
    share = sum((weights[id(r)] for r in met), Fraction(0)) / sum(weights.values())
    exact = 100 * share * int(10**f.type.scale)
    return divide(exact.numerator, exact.denominator)


def _at_scale(value: Fraction, places: int | None, scale: int) -> int:
    """Rounded half away from zero, first to the field's `round`, at the field's scale."""
    if places is None:
        places = scale
    exact = value * 10**places
    rounded = divide(exact.numerator, exact.denominator)
    return rounded * int(10 ** (scale - places))


def _day(row: TableRow) -> int:
    assert row.day is not None
    return row.day
