"""Amounts in other currencies become the policy's own, each at the rate of its own day
(docs/language.md 2, "Currencies").

An amount that does not say a currency that is known is a cell in error of its customer; one
without a rate by its day is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.sql import day_literal, literal
from engine.author.policy import DataField
from engine.bind.bound import BoundPolicy, Type
from engine.connect.faults import expected
from engine.connect.forms import Form
from engine.connect.layout import CURRENCY, Read
from engine.connect.rate_forms import RATE, RATE_SCALE
from engine.connect.vet import Cells
from engine.connect.windows import divided, text_of

#: Why an amount cannot be converted: its word is missing, or has no rate at all.
NO_CURRENCY, STRANGE = "no_currency", "strange_currency"
#: What stands before the word of a row's amount that is missing because it has no rate by its day.
EARLY = "\x1f"
_RATE_TYPE = Type("number", RATE_SCALE, RATE.low, RATE.high)
_NAMED = 12


def wanted_currency(known: Sequence[str]) -> Both:
    """The currencies that have a rate, as what a cell should have held."""
    named = ", ".join(known[:_NAMED]) + (" …" if len(known) > _NAMED else "")
    return f"one of {named}", f"以下之一：{named.replace(', ', '、')}"


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
        day = day_literal(as_of)
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
    own = literal(bound.policy.currency or "")
    _price(con, cells, amounts, own)
    priced = [
        _Pricing(n, a, cells.values[a.column], cells.values[a.currency], own)
        for n, a in enumerate(amounts)
    ]
    values, faults = list(cells.values), list(cells.faults)
    selected = [f"{v} AS {v}" for v in cells.values]
    selected += [f"{f} AS {f}" for f in cells.faults if f is not None]
    for one in priced:
        selected += one.selected(cells.faults[one.amount.column])
        values[one.amount.column], faults[one.amount.column] = f"x{one.n}", f"y{one.n}"
        values[one.amount.currency] = f"w{one.n}"
    name, joins = cells.table, " ".join(one.join for one in priced)
    table, joined = f"{name}_x", f"{name} {joins}"
    row = cells.row if cells.row != "rowid + 1" else f"{name}.rowid + 1"
    for one in priced:
        head = f"CREATE TABLE {table}f AS" if one.n == 0 else f"INSERT INTO {table}f"
        con.execute(
            f"{head} SELECT * FROM (SELECT {row} AS row, {one.amount.column} AS col, "
            f"{one.fault} AS what, {one.seen} AS seen FROM {joined}) WHERE what IS NOT NULL"
        )
    con.execute(f"CREATE TABLE {table} AS SELECT {row} AS row, {', '.join(selected)} FROM {joined}")
    con.execute(f"DROP TABLE {name}")
    con.execute("DROP TABLE priced")
    some = con.execute(f"SELECT count(*) FROM {table}f").fetchone()[0]
    made = Cells(table, "row", cells.rows, tuple(values), tuple(faults), cells.faulty, cells.scan,
                 cells.wanted)  # fmt: skip
    sources = {reads[one.amount.column].column: f"z{one.n}" for one in priced}
    return Converted(made, f"{table}f" if some else None, sources, currencies,
                     {a.column: a.type for a in amounts})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pricing:
    """The SQL of one amount: `value` in the currency `word`, priced by the row `p<n>` of `priced`;
    `own` is the policy's currency."""

    n: int
    amount: Amount
    value: str
    word: str
    own: str

    @property
    def join(self) -> str:
        p = f"p{self.n}"
        return f"LEFT JOIN priced {p} ON {p}.currency = {self.word} AND {p}.day = {self.amount.day}"

    @property
    def given(self) -> str:
        """The amount in the policy's currency."""
        priced = _at_rate(self.value, f"p{self.n}.rate", self.amount)
        return f"CASE WHEN {self.word} = {self.own} THEN {self.value} ELSE {priced} END"

    @property
    def inside(self) -> str:
        return f"({self.given}) BETWEEN {self.amount.type.low} AND {self.amount.type.high}"

    @property
    def early(self) -> str:
        """Whether the currency has a rate, but none yet on the amount's day."""
        return f"{self.value} IS NOT NULL AND p{self.n}.known AND p{self.n}.rate IS NULL"

    @property
    def fault(self) -> str:
        """The word for why it cannot be converted, NULL where it can, or is missing."""
        foreign = f"{self.word} <> {self.own}"
        return (
            f"CASE WHEN {self.value} IS NULL THEN NULL WHEN {self.word} IS NULL "
            f"THEN '{NO_CURRENCY}' "
            f"WHEN {foreign} AND {self.amount.day} IS NULL THEN NULL "
            f"WHEN {foreign} AND NOT coalesce(p{self.n}.known, false) THEN '{STRANGE}' "
            f"WHEN {foreign} AND p{self.n}.rate IS NULL THEN NULL "
            f"WHEN NOT ({self.inside}) THEN 'outside' END"
        )

    @property
    def seen(self) -> str:
        """What a finding shows of it."""
        text = text_of(self.value, self.amount.type)
        return (
            f"CASE {self.fault} WHEN '{STRANGE}' THEN {self.word} "
            f"WHEN 'outside' THEN concat({text}, ' ', {self.word}) ELSE '' END"
        )

    def selected(self, earlier: str | None) -> list[str]:
        """The columns of the converted cells: the amount `x`, the word of its fault `y` (`earlier`
        is one from reading), what it was converted from `z`, and its currency `w`."""
        n, fault = self.n, self.fault
        rate = text_of(f"p{n}.rate", _RATE_TYPE)
        mark = f"concat({literal(EARLY)}, {self.word}, ' ', CAST({self.amount.day} AS VARCHAR))"
        return [
            f"CASE WHEN {self.inside} THEN CAST({self.given} AS BIGINT) END AS x{n}",
            f"{fault if earlier is None else f'coalesce({earlier}, {fault})'} AS y{n}",
            f"CASE WHEN ({self.inside}) AND {self.word} <> {self.own} "
            f"THEN [concat({self.word}, ' ', {rate})] "
            f"WHEN {self.early} THEN [{self.word}] END AS z{n}",
            f"CASE WHEN {self.early} THEN {mark} ELSE {self.word} END AS w{n}",
        ]


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
