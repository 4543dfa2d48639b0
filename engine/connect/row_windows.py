"""What one customer's rows of a child table give each field, in Python: the same as the GROUP BY
of `engine.connect.windows`, for single decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.atoms.numbers import Fault, divide
from engine.author.policy import DataField, ShareRead, TableRead
from engine.bind.bound import BoundPolicy, Field, Table
from engine.compile.python import python_function
from engine.connect.questions import row_plan, shares_of
from engine.connect.windows import boundaries, fields_of

#: Days, columns by name, and the answers of shares by field.
Counted = tuple[int, Mapping[str, Any], Mapping[str, bool | None]]


class NoValue(Exception):
    """The rows give a field no value; the word is the listing's."""


@dataclass(frozen=True, slots=True)
class TableFields:
    """Sums up the rows of one table for one customer."""

    bound: BoundPolicy
    table: Table
    as_of: int
    ask: Callable[[Sequence[Any]], tuple[Any, ...]]
    shares: tuple[str, ...]

    def values(self, rows: Sequence[tuple[int | None, Sequence[Any]]]) -> dict[str, Any]:
        """By field: its value, a `Fault` (outside), or `NoValue`. Rows are (day, cells); a cell
        that could not be read is a `Fault`, a row without a day has None."""
        fields = list(fields_of(self.bound, self.table.id))
        try:
            counted = [c for row in rows if (c := self._counted(*row)) is not None]
            if any(day is None or any(isinstance(c, Fault) for c in cells) for day, cells in rows):
                raise NoValue("faulty")
        except NoValue as e:
            return {f.id: e for f, _ in fields}
        return {f.id: self._value(f, declared, counted) for f, declared in fields}

    def _counted(self, day: int | None, cells: Sequence[Any]) -> Counted | None:
        if day is None or day > self.as_of or any(isinstance(c, Fault) for c in cells):
            return None
        answers = self.ask((None, day, False, False, 1, *cells))
        skip, *shares = answers[-1 - len(self.shares) :]
        if skip is None:
            raise NoValue("unclear")
        if skip:
            return None
        asked = dict(zip(self.shares, shares, strict=True))
        return day, dict(zip(self.table.columns, cells, strict=True)), asked

    def _value(self, f: Field, declared: DataField, rows: Sequence[Counted]) -> Any:
        first, last = boundaries(declared, self.as_of)
        kept = [r for r in rows if r[0] <= last and (first is None or r[0] >= first)]
        try:
            value = self._read(f, declared, kept)
        except NoValue as e:
            return e
        t = f.type
        if value is None:
            return None
        if t.low is not None and t.high is not None and not t.low <= value <= t.high:
            return Fault.OUTSIDE
        return Fault.OUTSIDE if t.words is not None and value not in t.words else value

    def _read(self, f: Field, declared: DataField, rows: Sequence[Counted]) -> Any:
        read = declared.read
        if isinstance(read, ShareRead):
            if len(rows) < max(1, read.min_count):
                return None
            met = sum(1 for r in rows if r[2][f.id])
            return divide(100 * 10**f.type.scale * met, len(rows))
        assert isinstance(read, TableRead)
        if read.how == "count_of":
            return len(rows)
        days = [r[0] for r in rows]
        if read.column == "date":
            ends = min if read.how in ("first_of", "min_of") else max
            return ends(days) if days else None
        assert read.column is not None
        return self._of_column(f, declared, read.how, read.column, rows)

    def _of_column(
        self, f: Field, declared: DataField, how: str, column: str, rows: Sequence[Counted]
    ) -> Any:
        there = [(day, cells[column]) for day, cells, _ in rows if cells[column] is not None]
        if len(there) < len(rows) and declared.missing_rows != "skip":
            raise NoValue("gap")
        have = self.table.columns[column].type.scale
        values = [v for _, v in there]
        if how == "sum_of":
            return _scaled(sum(values), 1, have, f, declared)
        if not there:
            return None
        if how == "mean_of":
            return _scaled(sum(values), len(values), have, f, declared)
        if how in ("min_of", "max_of"):
            value = min(values) if how == "min_of" else max(values)
        else:
            day = (max if how == "last_of" else min)(d for d, _ in there)
            of_day = {v for d, v in there if d == day}
            if len(of_day) > 1:
                raise NoValue("differ")
            value = of_day.pop()
        return _scaled(value, 1, have, f, declared) if f.type.numeric else value


def table_fields(bound: BoundPolicy, table: Table, as_of: int) -> TableFields:
    """What sums up one customer's rows of a table, with its questions compiled once."""
    plan = row_plan(bound, table)
    shares = tuple(shares_of(bound, table))
    return TableFields(bound, table, as_of, python_function(plan), shares)


def _scaled(value: int, by: int, have: int, f: Field, declared: DataField) -> int:
    """value / by, from the column's scale to the field's, rounded half away once."""
    want = f.type.scale
    places = want if declared.round is None else declared.round
    up, down = max(0, places - have), max(0, have - places)
    rounded = divide(value * 10**up, by * 10**down)
    return int(rounded * 10 ** (want - places))
