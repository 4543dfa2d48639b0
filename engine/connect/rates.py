"""Amounts in other currencies become the policy's own: the rates are read and vetted, and every
amount is converted at the rate of its own day (docs/language.md 2, "Currencies").

A table of rates belongs to the run and not to a customer: what is wrong with it stops the run. An
amount that does not say a currency that is known is a cell in error of its customer; one without
a rate by its day is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.atoms.numbers import show
from engine.atoms.sql import literal
from engine.author.policy import FX, DataField
from engine.bind.bound import BoundPolicy, Type
from engine.connect.faults import CellFault, expected
from engine.connect.forms import Form
from engine.connect.intake import take
from engine.connect.layout import CURRENCY, Read
from engine.connect.origin import origin_of
from engine.connect.rate_forms import RATE, RATE_SCALE, rate_reads
from engine.connect.sources import Data, Reading
from engine.connect.vet import Cells
from engine.connect.windows import divided, text_of

#: Why an amount cannot be converted: its word is missing, or has no rate at all.
NO_CURRENCY, STRANGE = "no_currency", "strange_currency"
#: What stands before the word of a row's amount that is missing because it has no rate by its day.
EARLY = "\x1f"
_RATE_TYPE = Type("number", RATE_SCALE, RATE.low, RATE.high)
_SHOWN = 20
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Priced:
    """The rates of a run as the table `rates` (currency, day, rate at scale 8)."""

    reading: Reading
    rows: int
    notes: tuple[Diagnostic, ...]
    currencies: tuple[str, ...]


def wanted_currency(known: Sequence[str]) -> Both:
    """The currencies that have a rate, as what a cell should have held."""
    named = ", ".join(known[:_NAMED]) + (" …" if len(known) > _NAMED else "")
    return f"one of {named}", f"以下之一：{named.replace(', ', '、')}"


def read_rates(con: Any, bound: BoundPolicy, data: Data, work: Path) -> Priced:
    """Creates the table `rates`. Raises DataError where a row of it cannot be used."""
    rates = bound.policy.fx
    assert rates is not None
    cells, reads = take(con, data, rate_reads(bound, rates), "cells_of_fx", work)
    _refuse_cells(con, cells, reads)
    currency, day, rate = cells.values
    con.execute(
        f"CREATE TABLE rates AS SELECT {currency} AS currency, {day} AS day, {rate} AS rate, "
        f"{cells.row} AS row FROM {cells.table}"
    )
    con.execute(f"DROP TABLE {cells.table}")
    _refuse_rows(con, bound, cells, reads)
    con.execute("CREATE OR REPLACE TABLE rates AS SELECT DISTINCT currency, day, rate FROM rates")
    known = con.execute("SELECT DISTINCT currency FROM rates ORDER BY 1").fetchall()
    own = bound.policy.currency or ""
    currencies = tuple(sorted({own, *(c for (c,) in known)}))
    return Priced(cells.scan.reading, cells.rows, cells.scan.notes, currencies)


def _refuse_cells(con: Any, cells: Cells, reads: Sequence[Read]) -> None:
    """Cells of the rates that cannot be read."""
    if cells.faulty is None:
        return
    found = con.execute(
        f"SELECT row, col, seen, fault FROM {cells.faulty} WHERE fault IS NOT NULL "
        f"ORDER BY row, col LIMIT {_SHOWN}"
    ).fetchall()
    lines = cells.scan.lines([row for row, *_ in found])
    origin = origin_of(cells, reads)
    raise DataError([
        CellFault(origin.name, row, lines.get(row), cells.wanted[col].heading, None, seen or "",
                  expected(reads[col].form, fault), fault, f"{FX}.{fault}", None, origin.sheet)
        .diagnostic()
        for row, col, seen, fault in found
    ])  # fmt: skip


def _refuse_rows(con: Any, bound: BoundPolicy, cells: Cells, reads: Sequence[Read]) -> None:
    """Rows of the rates that lack a cell, contradict another, or price the policy's own currency
    at anything but 1."""
    origin, found = origin_of(cells, reads), []
    gaps = con.execute(
        "SELECT row, CASE WHEN currency IS NULL THEN 'currency' WHEN day IS NULL THEN 'date' "
        "ELSE 'rate' END FROM rates WHERE currency IS NULL OR day IS NULL OR rate IS NULL "
        f"ORDER BY row LIMIT {_SHOWN}"
    ).fetchall()
    lines = cells.scan.lines([row for row, _ in gaps])
    for row, what in gaps:
        heading = origin.headings[what]
        place = Place(origin.name, row, lines.get(row), heading, None, origin.sheet)
        found.append(Diagnostic("KT363", {"column": heading}, place=place))
    twice = con.execute(
        "SELECT min(row), currency, CAST(day AS VARCHAR), min(rate), max(rate) FROM rates "
        "GROUP BY currency, day HAVING min(rate) <> max(rate) ORDER BY 1 "
        f"LIMIT {_SHOWN}"
    ).fetchall()
    for row, currency, day, low, high in twice:
        params = {"currency": currency, "day": day, "low": show(low, RATE_SCALE),
                  "high": show(high, RATE_SCALE)}  # fmt: skip
        line = cells.scan.lines([row]).get(row)
        place = Place(origin.name, row, line, origin.headings["rate"], None, origin.sheet)
        found.append(Diagnostic("KT364", params, place=place))
    own = con.execute(
        "SELECT row, rate FROM rates WHERE currency = ? AND rate <> ? ORDER BY row LIMIT 1",
        [bound.policy.currency, 10**RATE_SCALE],
    ).fetchall()
    for row, rate in own:
        params = {"currency": bound.policy.currency, "rate": show(rate, RATE_SCALE)}
        line = cells.scan.lines([row]).get(row)
        place = Place(origin.name, row, line, origin.headings["rate"], None, origin.sheet)
        found.append(Diagnostic("KT365", params, place=place))
    if found:
        raise DataError(found)


@dataclass(frozen=True, slots=True)
class Amount:
    """A column of amounts: its place and that of its currency among the reads, the SQL of its
    day, and the type that it has once converted."""

    column: int
    currency: int
    day: str
    type: Type
    places: int


def amounts_of(
    reads: Sequence[Read], cells: Cells, types: Mapping[str, Type],
    declared: Mapping[str, DataField], dated: Mapping[str, str], as_of: int,
) -> list[Amount]:  # fmt: skip
    """The amounts among the columns of a file that say their currency. `dated` names the columns
    of their days; those without one have the day of as-of, as have those whose day is missing."""
    place = {r.column: i for i, r in enumerate(reads)}
    found = []
    for column, type_ in types.items():
        if (word := place.get(CURRENCY + column)) is None:
            continue
        round_ = declared[column].round
        day = f"DATE '{from_day(as_of).isoformat()}'"
        if (of := dated.get(column)) is not None:
            value = cells.values[place[of]]
            day = value if of == "date" else f"coalesce({value}, {day})"
        found.append(Amount(place[column], word, day, type_,
                            type_.scale if round_ is None else round_))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Converted:
    """The cells with every amount in the policy's currency. `faulty` names the table of amounts
    that could not be converted (row, col, what, seen), or is None; `sources` gives, by column,
    the SQL of what an amount was converted from (`['USD 7.12']`)."""

    cells: Cells
    faulty: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    currencies: Sequence[str] = ()
    types: Mapping[int, Type] = field(default_factory=dict)  # by column, of converted amounts

    def wanted(self, column: int, what: str) -> Both:
        """What was expected of an amount or its currency."""
        if what != "outside":
            return wanted_currency(self.currencies)
        t = self.types[column]
        return expected(Form(t.kind, t.scale, t.low, t.high), what)


def convert(
    con: Any, bound: BoundPolicy, cells: Cells, reads: Sequence[Read], amounts: Sequence[Amount],
    currencies: Sequence[str],
) -> Converted:  # fmt: skip
    """Replaces the table of the cells by one with converted amounts. `currencies` are those that
    have a rate."""
    if not amounts:
        return Converted(cells)
    name, own = cells.table, literal(bound.policy.currency or "")
    _price(con, cells, amounts, own)
    values, faults = list(cells.values), list(cells.faults)
    selected = [f"{v} AS {v}" for v in cells.values]
    selected += [f"{f} AS {f}" for f in cells.faults if f is not None]
    joins, told, sources = [], [], {}
    for n, a in enumerate(amounts):
        v, word = cells.values[a.column], cells.values[a.currency]
        joins.append(f"LEFT JOIN priced p{n} ON p{n}.currency = {word} AND p{n}.day = {a.day}")
        given = f"CASE WHEN {word} = {own} THEN {v} ELSE {_at_rate(v, f'p{n}.rate', a)} END"
        inside = f"({given}) BETWEEN {a.type.low} AND {a.type.high}"
        what = (
            f"CASE WHEN {v} IS NULL THEN NULL WHEN {word} IS NULL THEN '{NO_CURRENCY}' "
            f"WHEN {word} <> {own} AND {a.day} IS NULL THEN NULL "
            f"WHEN {word} <> {own} AND NOT coalesce(p{n}.known, false) THEN '{STRANGE}' "
            f"WHEN {word} <> {own} AND p{n}.rate IS NULL THEN NULL "
            f"WHEN NOT ({inside}) THEN 'outside' END"
        )
        earlier = cells.faults[a.column]
        values[a.column], faults[a.column] = f"x{n}", f"y{n}"
        selected.append(f"CASE WHEN {inside} THEN CAST({given} AS BIGINT) END AS x{n}")
        selected.append(f"{what if earlier is None else f'coalesce({earlier}, {what})'} AS y{n}")
        seen = (
            f"CASE {what} WHEN '{STRANGE}' THEN {word} "
            f"WHEN 'outside' THEN concat({text_of(v, a.type)}, ' ', {word}) ELSE '' END"
        )
        told.append((a.column, what, seen))
        rate = text_of(f"p{n}.rate", _RATE_TYPE)
        foreign = f"({inside}) AND {word} <> {own}"
        early = f"{v} IS NOT NULL AND p{n}.known AND p{n}.rate IS NULL"
        selected.append(
            f"CASE WHEN {foreign} THEN [concat({word}, ' ', {rate})] "
            f"WHEN {early} THEN [{word}] END AS z{n}"
        )
        mark = f"concat({literal(EARLY)}, {word}, ' ', CAST({a.day} AS VARCHAR))"
        values[a.currency] = f"w{n}"
        selected.append(f"CASE WHEN {early} THEN {mark} ELSE {word} END AS w{n}")
        sources[reads[a.column].column] = f"z{n}"
    table, joined = f"{name}_x", f"{name} {' '.join(joins)}"
    row = cells.row if cells.row != "rowid + 1" else f"{name}.rowid + 1"
    for n, (column, what, seen) in enumerate(told):
        head = f"CREATE TABLE {table}f AS" if n == 0 else f"INSERT INTO {table}f"
        con.execute(
            f"{head} SELECT * FROM (SELECT {row} AS row, {column} AS col, {what} AS what, "
            f"{seen} AS seen FROM {joined}) WHERE what IS NOT NULL"
        )
    con.execute(f"CREATE TABLE {table} AS SELECT {row} AS row, {', '.join(selected)} FROM {joined}")
    con.execute(f"DROP TABLE {name}")
    con.execute("DROP TABLE priced")
    some = con.execute(f"SELECT count(*) FROM {table}f").fetchone()[0]
    made = Cells(table, "row", cells.rows, tuple(values), tuple(faults), cells.faulty, cells.scan,
                 cells.wanted)  # fmt: skip
    return Converted(made, f"{table}f" if some else None, sources, currencies,
                     {a.column: a.type for a in amounts})  # fmt: skip


def _price(con: Any, cells: Cells, amounts: Sequence[Amount], own: str) -> None:
    """The table `priced`: each currency and day that occurs, with its rate. There are few of
    them, however many rows: only they are searched for their rate."""
    con.execute("CREATE OR REPLACE TABLE pairs (currency VARCHAR, day DATE)")
    for a in amounts:
        word = cells.values[a.currency]
        con.execute(
            f"INSERT INTO pairs SELECT DISTINCT {word}, {a.day} FROM {cells.table} "
            f"WHERE {cells.values[a.column]} IS NOT NULL AND {word} <> {own} "
            f"AND {a.day} IS NOT NULL"
        )
    con.execute(
        "CREATE OR REPLACE TABLE priced AS SELECT p.currency, p.day, r.rate, "
        "p.currency IN (SELECT currency FROM rates) AS known "
        "FROM (SELECT DISTINCT * FROM pairs) p "
        "ASOF LEFT JOIN rates r ON p.currency = r.currency AND p.day >= r.day"
    )
    con.execute("DROP TABLE pairs")


def _at_rate(amount: str, rate: str, a: Amount) -> str:
    """amount × rate at the amount's scale, rounded half away from zero once."""
    exact = f"CAST({amount} AS HUGEINT) * {rate}"
    by = 10 ** (a.type.scale + RATE_SCALE - a.places)
    return f"{divided(exact, str(by))} * {10 ** (a.type.scale - a.places)}"
