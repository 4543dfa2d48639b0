"""From customers' files to canonical rows: read, vet, gate, sum up, order by id.

The result is a table in the run's temporary database whose rows are what is decided on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.author.policy import FX
from engine.bind.bound import BoundPolicy, Table
from engine.connect.amounts import amounts_of, convert
from engine.connect.assemble import Brought, Part
from engine.connect.decided_errors import Whereabouts, decided_errors, tell_decided
from engine.connect.faults import CellFault
from engine.connect.groups import roll_up
from engine.connect.intake import take
from engine.connect.layout import Read, customer_reads, dated_columns
from engine.connect.listing import Listing
from engine.connect.masks import masked_headings
from engine.connect.origin import Origin, origin_of
from engine.connect.questions import strange_tables, tables_of
from engine.connect.rates import read_rates
from engine.connect.sources import Data, Reading, once_only
from engine.connect.subjects import SPOTS, TABLE, Subjects
from engine.connect.summed import sum_up
from engine.connect.vet import Cells

Progress = Callable[[str], None]
CUSTOMERS = "customers"


@dataclass(frozen=True, slots=True)
class Given:
    """A source as it was read: `customers` or a table's id, how, and how many rows."""

    role: str
    reading: Reading
    rows: int


@dataclass(frozen=True, slots=True)
class Canonical:
    """Canonical rows in the database: the table `table` has the columns of `input_columns` in
    their order, rows by id in byte order (`rowid` counts them from 0).

    `faults` counts what could not be read and what was set aside; `first_faults` are the first
    few, and the table `faults` holds them all. `unknown` counts, by table, rows of customers
    that are not there; `keyless` rows without any customer. Where groups are decided on, `rows`
    counts them and `companies` those whom they are made of.
    """

    table: str
    rows: int
    sources: tuple[Given, ...]
    notes: tuple[Diagnostic, ...]
    faults: int
    first_faults: tuple[CellFault, ...]
    by_reason: Mapping[str, int]
    unknown: Mapping[str, int]
    keyless: Mapping[str, int]
    companies: int | None = None
    whereabouts: Whereabouts | None = None


def canonicalise(
    con: Any,
    bound: BoundPolicy,
    customers: Data | None,
    tables: Mapping[str, Data],
    as_of: int,
    work: Path,
    *,
    only: str | None = None,
    limit: int | None = None,
    brought: Sequence[Brought] = (),
    shown: int = 20,
    progress: Progress = lambda stage: None,
) -> Canonical:
    """Makes the table of canonical rows. `only` keeps one id, `limit` the first rows of the file.

    Where the policy takes its customers from a table (`from_ids_of`), `customers` may be that
    table. `brought` gives columns of elsewhere by id. `progress` hears the name of each source
    when its turn comes. Raises DataError for a file that cannot be read, a column that is not
    there, and a gate that stops the run; UsageError for tables that are not given, or not named
    by the policy.
    """
    customers, tables = given(bound, customers, tables)
    grouped = bound.policy.groups is not None
    alone = None if grouped else only  # whose a company is, is found out when all are read
    listing = Listing(con)
    reader = _Reader(con, bound, as_of, work, progress)
    file = None if customers is None else reader.customers(customers)
    currencies = () if bound.policy.fx is None else reader.rates(tables[FX])
    parts = [
        reader.table(table, tables[table.id], listing, alone, currencies)
        for table in bound.tables.values()
    ]
    progress("subjects")
    subjects = Subjects(
        con, bound, parts, listing, alone, limit, () if grouped else brought
    )  # fmt: skip
    if file is None:
        made = _of_table(bound, subjects, parts)
    else:
        made = _of_file(con, bound, as_of, subjects, file, currencies)
    unknown = subjects.strangers(made.members)
    rows, spots, companies = made.rows, made.spots, None
    if grouped and file is not None:
        progress("groups")
        companies = rows
        if spots is not None and spots != SPOTS:  # what holds the order is about to be rolled up
            con.execute(f"CREATE TABLE {SPOTS} AS SELECT row, id FROM {spots}")
            spots = SPOTS
        rows = roll_up(
            con, bound, TABLE, made.origin, listing, as_of, only, limit is not None, brought
        )
    faults = listing.count()
    if faults:
        listing.fill_lines()
        listing.mask(masked_headings(bound), bound.masked)
    return Canonical(
        TABLE, rows, tuple(reader.sources), tuple(reader.notes), faults, listing.first(shown),
        listing.by_reason(), unknown, reader.keyless, companies,
        Whereabouts(spots, made.origin, _headed(bound, subjects, made), listing, grouped),
    )  # fmt: skip


class _Reader:
    """Reads source after source, and keeps what there is to say of them."""

    def __init__(
        self, con: Any, bound: BoundPolicy, as_of: int, work: Path, progress: Progress
    ) -> None:
        self.con, self.bound, self.as_of, self.work = con, bound, as_of, work
        self.progress = progress
        self.sources: list[Given] = []
        self.notes: list[Diagnostic] = []
        self.keyless: dict[str, int] = {}

    def _read(
        self, role: str, reading: Reading, rows: int, notes: Iterable[Diagnostic]
    ) -> None:  # fmt: skip
        self.sources.append(Given(role, reading, rows))
        self.notes += notes

    def customers(self, data: Data) -> tuple[Cells, Sequence[Read]]:
        """The customers' cells, vetted."""
        self.progress(CUSTOMERS)
        cells, reads = take(self.con, data, customer_reads(self.bound), "cells", self.work)
        self._read(CUSTOMERS, cells.scan.reading, cells.rows, cells.scan.notes)
        return cells, reads

    def rates(self, data: Data) -> tuple[str, ...]:
        """The currencies that have a rate; the rates lie in the database."""
        self.progress(FX)
        rates = read_rates(self.con, self.bound, data, self.work)
        self._read(FX, rates.reading, rates.rows, rates.notes)
        return rates.currencies

    def table(
        self, table: Table, data: Data, listing: Listing, only: str | None,
        currencies: tuple[str, ...],
    ) -> Part:  # fmt: skip
        """A table's rows, summed up by customer."""
        self.progress(table.id)
        summed = sum_up(
            self.con, self.bound, table, data, self.as_of, self.work, listing, only, currencies
        )
        self._read(table.id, summed.reading, summed.rows, summed.notes)
        if summed.keyless:
            self.keyless[table.id] = summed.keyless
        return summed.part


@dataclass(frozen=True, slots=True)
class _Everybody:
    """Whom the run decides on: how many, where in the sources they stand, and the table that names
    them, where none of them stands in a file."""

    rows: int
    spots: str | None
    origin: Origin
    members: str | None = None


def _of_file(
    con: Any, bound: BoundPolicy, as_of: int, subjects: Subjects,
    file: tuple[Cells, Sequence[Read]], currencies: tuple[str, ...],
) -> _Everybody:  # fmt: skip
    cells, reads = file
    types = {f.id: f.type for f in bound.data_fields()}
    amounts = amounts_of(reads, cells, types, bound.policy.data, dated_columns(bound), as_of)
    converted = convert(con, bound, cells, reads, amounts, currencies)
    rows, spots = subjects.of_file(converted, reads, bool(decided_errors(bound, as_of)))
    con.execute(f"DROP TABLE IF EXISTS {converted.cells.table}")
    return _Everybody(rows, spots, origin_of(cells, reads))


def _of_table(bound: BoundPolicy, subjects: Subjects, parts: Sequence[Part]) -> _Everybody:
    declared = bound.policy.customers.from_ids_of
    assert declared is not None
    origin = next(p.origin for p in parts if p.table == declared.text)
    return _Everybody(subjects.of_table(declared.text), None, origin, declared.text)


def _headed(
    bound: BoundPolicy, subjects: Subjects, made: _Everybody
) -> dict[str, tuple[Origin, str | None]]:
    """Where each column is read, and under which heading."""
    headed: dict[str, tuple[Origin, str | None]] = {}
    if made.members is None:
        headed |= {name: (made.origin, h) for name, h in made.origin.headings.items()}
    return headed | {f.id: subjects.source(f.id, made.origin) for f in bound.data_fields()}


def with_decided(
    con: Any, bound: BoundPolicy, as_of: int, made: Canonical, decided: str, shown: int = 20
) -> Canonical:
    """The same with the faults of errors that only the decision found; `decided` is a relation of
    `id` and `code`, the reasons of those in error."""
    at = made.whereabouts
    if at is None or not tell_decided(con, bound, as_of, at, made.table, decided):
        return made
    at.listing.fill_lines()
    at.listing.mask(masked_headings(bound), bound.masked)
    return replace(made, faults=at.listing.count(), first_faults=at.listing.first(shown),
                   by_reason=at.listing.by_reason())  # fmt: skip


def given(
    bound: BoundPolicy, customers: Data | None, tables: Mapping[str, Data]
) -> tuple[Data | None, Mapping[str, Data]]:
    """Which sources are there, vetted; customers that come from a table have no file."""
    from_ids = bound.policy.customers.from_ids_of
    if from_ids is not None and customers is not None and from_ids.text not in tables:
        tables, customers = {**tables, from_ids.text: customers}, None
    wrong = list(strange_tables(bound, tables))
    meant = {d.params["near"] for d in wrong}
    wrong += [
        Diagnostic("KT328", {"table": name, "id": bound.policy.id})
        for name in tables_of(bound)
        if name not in tables and name not in meant
    ]
    wrong += _twice([*tables.values(), *([] if customers is None else [customers])])
    if from_ids is None and customers is None:
        wrong.append(Diagnostic("KT343", {"id": bound.policy.id}))
    if from_ids is not None and customers is not None:
        wrong.append(Diagnostic("KT344", {"table": from_ids.text, "id": bound.policy.id}))
    if wrong:
        raise UsageError(wrong)
    return customers, tables


def _twice(sources: Sequence[Data]) -> Iterator[Diagnostic]:
    """A finding for what can be read once and is given twice."""
    for what, count in Counter(once_only(s) for s in sources).items():
        if what is not None and count > 1:
            yield Diagnostic("KT347", {"name": "<stdin>" if what == "-" else what})
