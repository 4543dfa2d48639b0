"""One customer's record to its canonical row, in Python: the same as in bulk, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError, UsageError
from engine.atoms.numbers import Fault
from engine.atoms.suggest import nearest
from engine.author.policy import FX
from engine.bind.bound import BoundPolicy, Table
from engine.bind.contract import input_columns
from engine.connect.cells import read_any
from engine.connect.cells.typed import shown
from engine.connect.faults import (
    A_DATE,
    ALIKE,
    DECIDABLE,
    SEEN,
    CellFault,
    cut,
    expected,
)
from engine.connect.forms import Form, form_of
from engine.connect.hints import hint
from engine.connect.layout import (
    Read,
    customer_reads,
    date_field,
    declared_of,
    table_reads,
    whose_of,
)
from engine.connect.questions import currencies_of, strange_tables
from engine.connect.raters import rate_record
from engine.connect.record_amounts import OwnAmounts, row_converted
from engine.connect.record_keys import cleaned, keys_of, vet_record
from engine.connect.row_groups import MEMBERS, rolled_up, same_group
from engine.connect.row_rates import RowRates, row_rates
from engine.connect.row_windows import NoValue, TableFields, TableRow, table_fields

Row = dict[str, Any]
Tables = Mapping[str, Iterable[Mapping[str, Any]]]
RECORD = "<record>"
_Reads = tuple[tuple[Read, tuple[str, ...]], ...]  # each with the keys that it may have


def canonical_row(
    bound: BoundPolicy, raw: Mapping[str, Any], tables: Tables | None = None, *, as_of: int
) -> tuple[Row, tuple[CellFault, ...]]:
    """The canonical row of a record, by the names of `input_columns`, and its cells in error.

    Keys are headings or field ids; one that is absent is missing. `tables` holds the customer's
    rows of child tables. Dates are days since 1970-01-01. For many records make one
    `RecordReader`. Raises DataError where a key looks like a misspelt heading, or where a field
    is given twice.
    """
    return RecordReader(bound, as_of).read(raw, tables)


@dataclass(slots=True)
class _Found:
    """A row in the making: cells, errors by code in the order found, faults to show."""

    row: Row
    codes: dict[str, list[str]] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)


class RecordReader:
    """Reads records of one policy for one as-of day; makes ready once what all share."""

    def __init__(self, bound: BoundPolicy, as_of: int) -> None:
        self.bound = bound
        self.names = tuple(c.name for c in input_columns(bound))
        self.reads = tuple((r, keys_of(r)) for r in customer_reads(bound))
        self.known = frozenset(k for _, keys in self.reads for k in keys)
        self.tables: dict[str, tuple[TableFields, _Reads]] = {
            t.id: (
                table_fields(bound, t, as_of),
                tuple((r, keys_of(r)) for r in table_reads(bound, t)),
            )
            for t in bound.tables.values()
        }
        self.as_of = as_of
        self.id_heading = bound.policy.customers.id.text
        self.amounts = OwnAmounts(bound, as_of, [r for r, _ in self.reads])
        self.dated = {
            f.date_name: name
            for f in bound.data_fields()
            if f.fresh is not None and (name := date_field(bound, declared_of(f))) is not None
        }

    def read(
        self, raw: Mapping[str, Any], tables: Tables | None = None
    ) -> tuple[Row, tuple[CellFault, ...]]:
        """As `canonical_row`. Where groups are decided on, the record is the only company of its
        group, or holds its companies as records under `members`."""
        if self.bound.policy.groups is None:
            return self._company(raw, tables)
        nested = MEMBERS in raw
        read = [self._company(r, tables) for r in (raw[MEMBERS] if nested else [raw])]
        rows = [row for row, _ in read]
        group, head = same_group(rows)
        id_ = raw.get(self.id_heading) if nested else None
        made = rolled_up(self.bound, rows, self.as_of, id_ or group, head)
        whole = dict.fromkeys(self.names) | made
        return whole, tuple(fault for _, faults in read for fault in faults)

    def _company(
        self, raw: Mapping[str, Any], tables: Tables | None
    ) -> tuple[Row, tuple[CellFault, ...]]:
        found = _Found(dict.fromkeys(self.names))
        absent = False
        rates = self._rates(tables or {})
        for read, keys in self.reads:
            there = [k for k in keys if k in raw]
            if not there:
                absent = True
            elif len(there) > 1:
                params = {**whose_of(read), "name": RECORD, "headings": there}
                raise DataError(Diagnostic("KT311", params, place=Place(RECORD)))
            else:
                self._cell(found, read, there[0], raw[there[0]])
        if absent:
            if (plain := cleaned(raw, RECORD)) is not raw:
                return self._company(plain, tables)
            self._vet_keys(raw)
        self._convert(found, rates)
        rate_record(self.bound, found.row, found.codes)
        self._sum_up(found, tables or {}, rates)
        self._finish(found)
        return found.row, tuple(found.faults)

    def _cell(self, found: _Found, read: Read, key: str, cell: Any) -> None:
        value = read_any(cell, read.form)
        if not isinstance(value, Fault):
            found.row[read.column] = value
            return
        of_field = read.column == read.code or read.column.startswith("?r")
        reason = f"{read.code}.{value.value if of_field else 'unreadable'}"
        found.faults.append(_fault(found.row["id"], key, cell, read.form, value.value, reason))
        if read.code not in self.bound.items:
            codes = found.codes.setdefault(read.code, [])
            if not codes:
                codes.append(reason)
        elif of_field:
            found.row[read.column] = "error"
        elif found.row[read.code] in ("yes", "no"):
            found.row[read.code] = "error"

    def _vet_keys(self, raw: Mapping[str, Any]) -> None:
        """A key that is nearly one that is absent is a slip, not another column."""
        absent = [r.headings[0] for r, keys in self.reads if not any(k in raw for k in keys)]
        for key in raw:
            if key in self.known or (near := nearest(str(key), absent)) is None:
                continue
            tip = (f"did you mean `{near}`, not `{key}`?", f"是否应为 `{near}`，而不是 `{key}`？")
            meant = next(r for r, _ in self.reads if r.headings[0] == near)
            params = {**whose_of(meant), "heading": near, "name": RECORD}
            raise DataError(Diagnostic("KT310", params, place=Place(RECORD), hint=tip))

    def _rates(self, tables: Tables) -> RowRates | None:
        if self.bound.policy.fx is None:
            return None
        return row_rates(self.bound, tables.get(FX, ()))

    def _convert(self, found: _Found, rates: RowRates | None) -> None:
        for id_, (heading, why) in self.amounts.convert(found.row, rates):
            reason = f"{id_}.{why.what}"
            found.codes.setdefault(id_, []).insert(0, reason)
            found.faults.append(
                CellFault(RECORD, None, None, heading, found.row["id"], why.seen, why.wanted,
                          why.what, reason)
            )  # fmt: skip

    def _sum_up(self, found: _Found, tables: Tables, rates: RowRates | None) -> None:
        if wrong := list(strange_tables(self.bound, tables)):
            raise UsageError(wrong)
        for name, (fields, reads) in self.tables.items():
            rows = []
            for number, raw in enumerate(tables.get(name, ()), 1):
                row = self._table_row(found, fields.table, number, reads, raw, rates)
                if row is not None:
                    rows.append(row)
            totals = fields.totals(rows)
            for unclear in totals.unclear:
                self._at_fault(found, name, reads, unclear, DECIDABLE, f"{name}.rows")
            for field_id, value in totals.values.items():
                self._summed(found, name, reads, field_id, value)
            for field_id, currencies in totals.fx.items():
                found.row[f"{field_id}.fx"] = currencies

    def _table_row(
        self, found: _Found, of: Table, number: int, reads: _Reads, raw: Mapping[str, Any],
        rates: RowRates | None,
    ) -> TableRow | None:  # fmt: skip
        """A row as it was read; None where it names another customer."""
        cells: list[Any] = []
        faults: list[CellFault] = []
        table = of.id
        vet_record(raw, f"<{table}>", number)
        if not all(any(k in raw for k in keys) for _, keys in reads):
            raw = cleaned(raw, f"<{table}>")
        for read, keys in reads:
            key = next((k for k in keys if k in raw), read.headings[0])
            value = read_any(raw.get(key), read.form)
            if isinstance(value, Fault):
                fault = _fault(found.row["id"], key, raw[key], read.form, value.value,
                               f"{table}.rows", f"<{table}>", number)  # fmt: skip
                faults.append(fault)
            cells.append(value)
        owner, day, *rest = cells
        whose = found.row["id" if of.lookup is None else of.lookup]
        if owner is not None and owner != whose:
            return None
        found.faults += faults
        if day is None:
            undated = NoValue("undated", number, "date")
            self._at_fault(found, table, reads, undated, A_DATE, f"{table}.rows")
        day = None if isinstance(day, Fault) else day
        words = dict(zip(currencies_of(of), rest[len(of.columns) :], strict=True))
        row = TableRow(number, day, rest[: len(of.columns)], words)
        row, gone = row_converted(of, row, rates)
        for column, why in gone:
            at = NoValue(why.what, number, column, why.seen)
            self._at_fault(found, table, reads, at, why.wanted, f"{table}.rows")
        return row

    def _summed(self, found: _Found, table: str, reads: _Reads, field_id: str, value: Any) -> None:
        """A field's value, or why its rows give it none."""
        if not isinstance(value, NoValue):
            found.row[field_id] = value
            return
        reason = f"{field_id}.{'outside' if value.what == 'result' else 'rows'}"
        found.codes.setdefault(field_id, []).append(reason)
        if value.what == "rows":
            return  # they are listed one by one
        f = self.bound.fields[field_id]
        form = form_of(self.bound, f.type, declared_of(f))
        if value.what != "result":
            form = next(r.form for r, _ in reads if r.column == value.column)
        wanted = ALIKE.get(value.what) or expected(form, value.what)
        self._at_fault(found, table, reads, value, wanted, reason)

    def _at_fault(
        self, found: _Found, table: str, reads: _Reads, at: NoValue, wanted: Both, reason: str
    ) -> None:
        heading = next((r.headings[0] for r, _ in reads if r.column == at.column), None)
        found.faults.append(
            CellFault(f"<{table}>", at.row, None, heading, found.row["id"], at.seen, wanted,
                      at.what, reason)
        )  # fmt: skip

    def _finish(self, found: _Found) -> None:
        row = found.row
        for column, name in self.dated.items():
            row[column] = row[name]
        for item in self.bound.items:
            row[item] = row[item] or "unknown"
        for name in self.bound.must_have:
            if row[name] is None and name not in found.codes:
                found.codes[name] = [f"{name}.missing"]
                found.faults.append(self._gone(name, row["id"]))
        errors = [c for f in self.bound.data_fields() for c in found.codes.get(f.id, ())]
        row["errors"] = errors or None

    def _gone(self, name: str, id_: str | None) -> CellFault:
        """That a field which must be there is missing."""
        f = self.bound.fields[name]
        wanted = expected(form_of(self.bound, f.type, declared_of(f)))
        heading = self.headings.get(name)
        return CellFault(RECORD, None, None, heading, id_, "", wanted, "missing", f"{name}.missing")

    @property
    def headings(self) -> dict[str, str]:
        """The first heading of each canonical column that a record may hold."""
        return {read.column: read.headings[0] for read, _ in self.reads}


def _fault(
    id_: str | None, key: str, cell: Any, form: Form, word: str, reason: str,
    file: str = RECORD, number: int | None = None,
) -> CellFault:  # fmt: skip
    seen = cut(shown(cell) or "", SEEN)
    return CellFault(file, number, None, key, id_, seen, expected(form, word), word, reason,
                     hint(seen, word, form))  # fmt: skip
