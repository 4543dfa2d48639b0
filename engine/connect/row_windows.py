"""What one customer's rows of a child table give each field, in Python: the same as the GROUP BY
of `engine.connect.windows`, for single decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.numbers import Fault, divide, show
from engine.author.policy import DataField, ShareRead, TableRead
from engine.bind.bound import BoundPolicy, Field, Table, Type
from engine.compile.python import python_function
from engine.connect.amounts import EARLY
from engine.connect.cells.typed import shown
from engine.connect.decayed import WHOLE, weight
from engine.connect.layout import CURRENCY
from engine.connect.questions import row_plan, shares_of, skip_columns
from engine.connect.windows import boundaries, fields_of


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it was read: its number, its day, its cells in the order of the table's columns; a
    cell that could not be read is a `Fault`, a row without a day has None."""

    number: int
    day: int | None
    cells: Sequence[Any]
    currencies: Mapping[str, str | None] = field(default_factory=dict)  # of amounts, by column

    @property
    def faulty(self) -> bool:
        return self.day is None or any(isinstance(c, Fault) for c in self.cells)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A row that counts: columns by name, and the answers of shares by field."""

    number: int
    day: int
    cells: Mapping[str, Any]
    shares: Mapping[str, bool | None]
    currencies: Mapping[str, str | None]


@dataclass(eq=False)
class NoValue(Exception):
    """The rows give a field no value. `what` is the listing's word, or `rows` where the rows
    themselves are at fault; `row` and `column` are those of the first at fault, where there is
    one, `seen` what stands there or what the rows come to."""

    what: str
    row: int | None = None
    column: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """By field its value or why there is none, and the rows of which `skip_when` is unknown."""

    values: Mapping[str, Any]
    unclear: Sequence[NoValue]
    fx: Mapping[str, list[str] | None] = field(default_factory=dict)  # currencies converted from


@dataclass(frozen=True, slots=True)
class TableFields:
    """Sums up the rows of one table for one customer."""

    bound: BoundPolicy
    table: Table
    as_of: int
    ask: Callable[[Sequence[Any]], tuple[Any, ...]]
    shares: tuple[str, ...]

    def totals(self, rows: Sequence[TableRow]) -> Totals:
        """What the rows come to."""
        fields = list(fields_of(self.bound, self.table.id))
        counted, unclear = [], []
        for row in rows:
            if row.day is None or row.day > self.as_of or row.faulty:
                continue
            answers = self.ask(
                (None, row.day, False, False, 1, *row.cells, *row.currencies.values())
            )
            skip, *shares = answers[-1 - len(self.shares) :]
            cells = dict(zip(self.table.columns, row.cells, strict=True))
            if skip is None:
                unclear.append(self._unclear(row, cells))
            elif not skip:
                asked = dict(zip(self.shares, shares, strict=True))
                counted.append(_Counted(row.number, row.day, cells, asked, row.currencies))
        if unclear or any(row.faulty for row in rows):
            return Totals({f.id: NoValue("rows") for f, _ in fields}, unclear)
        values: dict[str, Any] = {}
        for f, declared in fields:
            values[f.id] = self._value(f, declared, counted)
            if f.raters is not None:
                values[f.spread_name] = self._spread(f, declared, counted, values[f.id])
        fx = {
            f.id: self._currencies(declared, counted)
            for f, declared in fields
            if values[f.id] is not None and not isinstance(values[f.id], NoValue)
        }
        return Totals(values, (), {k: v for k, v in fx.items() if v})

    def _currencies(self, declared: DataField, rows: Sequence[_Counted]) -> list[str] | None:
        """The foreign currencies of the amounts that a field reads."""
        read = declared.read
        if not isinstance(read, TableRead) or read.column is None or read.how == "count_of":
            return None
        kept = [r for r in self._kept(declared, rows) if r.cells.get(read.column) is not None]
        words = {r.currencies.get(read.column) for r in kept}
        return sorted(w for w in words if w is not None and w != self.table.currency)

    def _kept(self, declared: DataField, rows: Sequence[_Counted]) -> list[_Counted]:
        first, last = boundaries(declared, self.as_of)
        return [r for r in rows if r.day <= last and (first is None or r.day >= first)]

    def _unclear(self, row: TableRow, cells: Mapping[str, Any]) -> NoValue:
        """Told of the first column that `skip_when` reads and that is empty, else of the last."""
        asked = skip_columns(self.table)
        column = next((c for c in asked if cells[c] is None), asked[-1])
        seen = _text(cells[column], self.table.columns[column].type)
        return NoValue("unclear", row.number, column, seen)

    def _value(self, f: Field, declared: DataField, rows: Sequence[_Counted]) -> Any:
        kept = self._kept(declared, rows)
        try:
            value = self._read(f, declared, kept)
        except NoValue as e:
            return e
        t = f.type
        beyond = t.words is not None and value not in t.words
        if t.low is not None and t.high is not None and value is not None:
            beyond = not t.low <= value <= t.high
        if value is None or not beyond:
            return value
        row, column = self._row_of(f, declared, kept, value)
        return NoValue("result", row, column, _text(value, t))

    def _spread(self, f: Field, declared: DataField, rows: Sequence[_Counted], value: Any) -> Any:
        """How far the raters' answers lie apart, where there is a value."""
        if value is None or isinstance(value, NoValue):
            return None
        answers = self._answers(f, declared, self._kept(declared, rows))
        return answers[-1] - answers[0]

    def _answers(self, f: Field, declared: DataField, rows: Sequence[_Counted]) -> list[int]:
        """Each rater's latest answer, ascending."""
        read = declared.read
        assert isinstance(read, TableRead) and read.column is not None and read.by is not None
        column, by = read.column, read.by.text
        type_ = self.table.columns[column].type
        latest: dict[str, _Counted] = {}
        differing: list[tuple[_Counted, _Counted]] = []
        there = [r for r in rows if r.cells[column] is not None and r.cells[by] is not None]
        for row in there:
            best = latest.get(row.cells[by])
            if best is None or row.day > best.day:
                latest[row.cells[by]] = row
        for row in there:
            first = latest[row.cells[by]]
            if row.day == first.day and row.cells[column] != first.cells[column]:
                differing.append((first, row))
        if differing:
            first, other = min(differing, key=lambda pair: pair[1].number)
            seen = f"{_text(first.cells[column], type_)}, {_text(other.cells[column], type_)}"
            raise NoValue("differ", other.number, column, seen)
        cells = (r.cells[column] for r in latest.values())
        return sorted(_scaled(v, 1, type_.scale, f, declared) for v in cells)

    def _row_of(
        self, f: Field, declared: DataField, rows: Sequence[_Counted], value: Any
    ) -> tuple[int | None, str | None]:
        """The row that makes a result what it is; see `window_faults`."""
        read = declared.read
        if not isinstance(read, TableRead) or read.column is None:
            return None, None
        column, how = read.column, read.how
        there = [r for r in rows if r.cells[column] is not None]
        if how in ("first_of", "last_of"):
            key: Callable[[_Counted], Any] = lambda r: r.day  # noqa: E731
            great = how == "last_of"
        else:
            key = lambda r: r.cells[column]  # noqa: E731
            great = how == "max_of" or (how != "min_of" and value > (f.type.high or 0))
        end = (max if great else min)(map(key, there))
        return next(r.number for r in there if key(r) == end), column

    def _read(self, f: Field, declared: DataField, rows: Sequence[_Counted]) -> Any:
        read = declared.read
        if isinstance(read, ShareRead):
            if len(rows) < max(1, read.min_count):
                return None
            weights = [self._weight(declared, r) for r in rows]
            pairs = zip(rows, weights, strict=True)
            met = sum(w for r, w in pairs if r.shares[f.id])
            by = sum(weights)
            return divide(100 * 10**f.type.scale * met, by) if by else None
        assert isinstance(read, TableRead)
        if read.how == "count_of":
            return len(rows)
        days = [r.day for r in rows]
        if read.column == "date":
            ends = min if read.how in ("first_of", "min_of") else max
            return ends(days) if days else None
        assert read.column is not None
        return self._of_column(f, declared, read.how, read.column, rows)

    def _weight(self, declared: DataField, row: _Counted) -> int:
        """What a row weighs: 1 where all weigh the same."""
        return 1 if declared.decay is None else weight(row.day, self.as_of, declared.decay)

    def _of_column(
        self, f: Field, declared: DataField, how: str, column: str, rows: Sequence[_Counted]
    ) -> Any:
        by = declared.read.by if isinstance(declared.read, TableRead) else None
        needed = (column,) if by is None else (column, by.text)
        there = [r for r in rows if all(r.cells[c] is not None for c in needed)]
        if len(there) < len(rows) and declared.missing_rows != "skip":
            empty = next(r for r in rows if any(r.cells[c] is None for c in needed))
            word = empty.currencies.get(column) or ""
            if word.startswith(EARLY):
                raise NoValue("no_rate", empty.number, CURRENCY + column, word[len(EARLY) :])
            raise NoValue("gap", empty.number, column)
        type_ = self.table.columns[column].type
        values = [r.cells[column] for r in there]
        if how == "median_of":
            answers = self._answers(f, declared, there)
            enough = f.raters is not None and len(answers) >= f.raters
            return answers[(len(answers) - 1) // 2] if enough else None
        if how in ("sum_of", "mean_of"):
            weights = [self._weight(declared, r) for r in there]
            total = sum(v * w for v, w in zip(values, weights, strict=True))
            whole = 1 if declared.decay is None else WHOLE
            whole = whole if how == "sum_of" else sum(weights)
            return _scaled(total, whole, type_.scale, f, declared) if whole else None
        if not there:
            return None
        if how in ("min_of", "max_of"):
            value = min(values) if how == "min_of" else max(values)
        else:
            day = (max if how == "last_of" else min)(r.day for r in there)
            one, *others = [r for r in there if r.day == day]
            value = one.cells[column]
            if (other := next((r for r in others if r.cells[column] != value), None)) is not None:
                seen = f"{_text(value, type_)}, {_text(other.cells[column], type_)}"
                raise NoValue("differ", other.number, column, seen)
        return _scaled(value, 1, type_.scale, f, declared) if f.type.numeric else value


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


def _text(value: Any, type_: Type) -> str:
    """A canonical value as a person reads it; empty where it is missing."""
    if value is None:
        return ""
    if type_.numeric:
        return show(value, type_.scale)
    return from_day(value).isoformat() if type_.kind == "date" else shown(value) or ""
