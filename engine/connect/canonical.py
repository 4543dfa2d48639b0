"""From customers' files to canonical rows: read, vet, gate, sum up, order by id.

The result is a table in the run's temporary database whose rows are what is decided on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.author.policy import FX
from engine.bind.bound import BoundPolicy
from engine.connect.assemble import Brought, Part
from engine.connect.decided_errors import Whereabouts, decided_errors, tell_decided
from engine.connect.faults import CellFault
from engine.connect.groups import roll_up
from engine.connect.intake import take
from engine.connect.layout import customer_reads, dated_columns
from engine.connect.listing import Listing
from engine.connect.masks import masked_headings
from engine.connect.origin import Origin, origin_of
from engine.connect.questions import strange_tables, tables_of
from engine.connect.rates import amounts_of, convert, read_rates
from engine.connect.sources import Data, Reading, once_only
from engine.connect.subjects import SPOTS, TABLE, Subjects
from engine.connect.summed import sum_up

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
    listing = Listing(con)
    sources: list[Given] = []
    notes: list[Diagnostic] = []
    keyless: dict[str, int] = {}
    cells = reads = None
    if customers is not None:
        progress(CUSTOMERS)
        cells, reads = take(con, customers, customer_reads(bound), "cells", work)
        sources.append(Given(CUSTOMERS, cells.scan.reading, cells.rows))
        notes += cells.scan.notes
    currencies: tuple[str, ...] = ()
    if bound.policy.fx is not None:
        progress(FX)
        rates = read_rates(con, bound, tables[FX], work)
        sources.append(Given(FX, rates.reading, rates.rows))
        notes += rates.notes
        currencies = rates.currencies
    grouped = bound.policy.groups is not None
    parts: list[Part] = []
    for table in bound.tables.values():
        progress(table.id)
        summed = sum_up(con, bound, table, tables[table.id], as_of, work, listing,
                        None if grouped else only, currencies)  # fmt: skip
        parts.append(summed.part)
        sources.append(Given(table.id, summed.reading, summed.rows))
        notes += summed.notes
        if summed.keyless:
            keyless[table.id] = summed.keyless
    progress("subjects")
    subjects = Subjects(
        con, bound, parts, listing, None if grouped else only, limit,
        () if grouped else brought,
    )  # fmt: skip
    members = None
    if cells is not None and reads is not None:
        types = {f.id: f.type for f in bound.data_fields()}
        amounts = amounts_of(reads, cells, types, bound.policy.data, dated_columns(bound), as_of)
        converted = convert(con, bound, cells, reads, amounts, currencies)
        late = bool(decided_errors(bound, as_of))
        rows, spots = subjects.of_file(converted, reads, late)
        origin = origin_of(cells, reads)
        con.execute(f"DROP TABLE IF EXISTS {converted.cells.table}")
    else:
        members = _ids_of(bound)
        rows, spots = subjects.of_table(members), None
        origin = next(p.origin for p in parts if p.table == members)
    unknown = subjects.strangers(members)
    companies = None
    if grouped and cells is not None and reads is not None:
        progress("groups")
        companies = rows
        if spots is not None and spots != SPOTS:  # what holds the order is about to be rolled up
            con.execute(f"CREATE TABLE {SPOTS} AS SELECT row, id FROM {spots}")
            spots = SPOTS
        rows = roll_up(con, bound, TABLE, origin, listing, as_of, only, limit is not None, brought)
    faults = listing.count()
    if faults:
        listing.fill_lines()
        listing.mask(masked_headings(bound), bound.masked)
    headed: dict[str, tuple[Origin, str | None]] = {}
    if members is None:
        headed |= {name: (origin, h) for name, h in origin.headings.items()}
    headed |= {f.id: subjects.source(f.id, origin) for f in bound.data_fields()}
    return Canonical(
        TABLE, rows, tuple(sources), tuple(notes), faults, listing.first(shown),
        listing.by_reason(), unknown, keyless, companies,
        Whereabouts(spots, origin, headed, listing, grouped),
    )  # fmt: skip


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


def _ids_of(bound: BoundPolicy) -> str:
    declared = bound.policy.customers.from_ids_of
    assert declared is not None
    return declared.text
