"""Amounts of a record, and of its rows of tables, in the policy's currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.numbers import Fault
from engine.bind.bound import BoundPolicy, Table
from engine.bind.contract import fx_name
from engine.connect.amounts import EARLY
from engine.connect.layout import CURRENCY, Read, dated_columns, declared_of
from engine.connect.row_rates import NotConverted, RowRates
from engine.connect.row_windows import TableRow

#: The heading at which a fault was seen, and why there is no amount.
Unconverted = tuple[str, NotConverted]


class OwnAmounts:
    """Converts the amounts of customers' own fields for one as-of day."""

    def __init__(self, bound: BoundPolicy, as_of: int, reads: Sequence[Read]) -> None:
        self.as_of = as_of
        self.heading = {r.column: r.headings[0] for r in reads}
        dated = dated_columns(bound)
        self.fields = tuple(
            (f, declared_of(f).round, dated.get(f.id, ""))
            for f in bound.data_fields()
            if declared_of(f).currency is not None
        )

    def convert(
        self, row: dict[str, Any], rates: RowRates | None
    ) -> Iterator[tuple[str, Unconverted]]:
        """Puts the amounts of a row right; gives those that have none now, by field."""
        for f, round_, dated in self.fields:
            currency, amount = row.pop(CURRENCY + f.id, None), row[f.id]
            if amount is None or rates is None:
                continue
            day = row.get(dated)
            day = self.as_of if day is None else day
            value = rates.converted(amount, currency, day, f.type, round_)
            if isinstance(value, NotConverted):
                row[f.id] = None
                at = f.id if value.what == "outside" else CURRENCY + f.id
                yield f.id, (self.heading[at], value)
            else:
                row[f.id] = value
                row[fx_name(f)] = rates.source(currency, day)


def row_converted(
    table: Table, row: TableRow, rates: RowRates | None
) -> tuple[TableRow, list[tuple[str, NotConverted]]]:
    """A row of a table with its amounts in the policy's currency, and those that have none, each
    by the column at which that was seen. They make the row faulty."""
    cells, words, found = list(row.cells), dict(row.currencies), []
    for n, column in enumerate(table.columns.values()):
        amount = cells[n]
        if column.id not in row.currencies or amount is None or isinstance(amount, Fault):
            continue
        assert rates is not None
        currency = row.currencies[column.id]
        value = rates.converted(amount, currency, row.day, column.type, column.declared.round)
        if isinstance(value, NotConverted):
            cells[n] = Fault.UNREADABLE
            at = column.id if value.what == "outside" else CURRENCY + column.id
            found.append((at, value))
        else:
            cells[n] = value
            if value is None and row.day is not None:
                words[column.id] = f"{EARLY}{currency} {from_day(row.day).isoformat()}"
    return replace(row, cells=cells, currencies=words), found
