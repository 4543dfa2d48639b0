"""The data contract: customers, tables, fields, and what stops a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from engine.atoms.dates import Duration
from engine.atoms.numbers import Kind
from engine.atoms.record import dataclass
from engine.atoms.text import Span
from engine.author.policy.words import FormulaText, Text, Word, at_place


@dataclass(frozen=True, slots=True)
class Bounds:
    """`between: [low, high]`, both inclusive."""

    low: Word
    high: Word


Aggregate = Literal[
    "sum_of", "count_of", "first_of", "last_of", "min_of", "max_of", "mean_of", "median_of"
]


@dataclass(frozen=True, slots=True)
class TableRead:
    """`sum_of: orders.amount`, `count_of: orders`, `last_of: orders.date`; `by` is the column that
    says whose answer a row of `median_of` is."""

    how: Aggregate
    table: str
    column: str | None  # None only for count_of
    by: Word | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class ShareRead:
    """`share_of: {table: orders, when: status == 'returned', min_count: 5}`."""

    table: str
    when: FormulaText
    min_count: int = 1
    at: Span = at_place()


RollUpWord = Literal["sum", "max", "min", "best", "worst", "any", "all", "same", "head"]


@dataclass(frozen=True, slots=True)
class RollUp:
    """`roll_up: sum`, `roll_up: {weighted_by: purchases}`: how the companies of a group become
    one value. `how` is None where it is weighted."""

    how: RollUpWord | None
    weighted_by: Word | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Effort:
    """`effort: {cost: 3, step: 5, only: up}`: what it takes to change a value."""

    cost: int = 1
    step: Word | None = None
    only: Literal["up", "down"] | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class DataField:
    """One entry of `data:`, of a table's `columns:`, or of `context:`."""

    id: str
    kind: Kind
    headings: tuple[str, ...] = ()  # `from:`; empty means the id itself
    between: Bounds | None = None
    one_of: tuple[Word, ...] | None = None
    round: int | None = None
    fresh: Duration | None = None
    dated: Word | None = None
    stale_after: tuple[Word, ...] = ()  # dates of the customer
    missing_as: tuple[str, ...] = ()
    format: str | None = None  # dates: a pattern of YYYY, MM, DD
    written_as: Literal["units", "fraction", "percent"] | None = None
    read: TableRead | ShareRead | None = None
    window: Duration | Literal["last calendar month"] | None = None
    missing_rows: Literal["skip"] | None = None
    decay: Duration | None = None  # how long it takes until a row weighs half as much
    raters: int | None = None  # how many must answer
    disagree: Word | None = None  # how far apart their answers may lie
    roll_up: RollUp | None = None
    better: Literal["high", "low"] | None = None
    missing_members: Literal["skip"] | None = None
    currency: Word | None = None  # the heading of the word that says each amount's currency
    model: str | None = None  # `from: model:churn@2.1`: what gives the values, and its version
    personal: bool = False
    secret: bool = False
    changeable: bool = True
    effort: Effort | None = None
    label: Text | None = None
    note: Text | None = None
    at: Span = at_place()  # the id
    whole: Span = at_place()  # id and body


#: What a formula calls what the last assessment found of a number: `before_satisfaction`.
BEFORE = "before_"


@dataclass(frozen=True, slots=True)
class DerivedField:
    """One entry of `derived:`. With `sources` the formula is made of them: the first that has a
    value."""

    id: str
    kind: Kind
    formula: FormulaText
    between: Bounds | None = None
    one_of: tuple[Word, ...] | None = None
    sources: tuple[Word, ...] = ()
    tolerance: Word | None = None  # how far they may lie apart
    secret: bool = False
    looks_back: tuple[Word, ...] = ()  # `change:`, the numbers held against the last assessment
    label: Text | None = None
    note: Text | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Table:
    """One entry of `tables:`. With `lookup` the rows are nobody's own: each customer has those
    whose key is its value of that field."""

    id: str
    key: Word
    date: Word
    columns: Mapping[str, DataField]
    skip_when: FormulaText | None = None
    lookup: Word | None = None  # the data field by which rows are looked up
    date_format: str | None = None
    decides: tuple[str, str] | None = None  # `from: decision:policy@1.2`: policy and version
    label: Text | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Groups:
    """`groups:`: the headings of a company's group and of its parent company."""

    id: Word | None = None
    parent: Word | None = None
    label: Text | None = None  # what people call a group
    at: Span = at_place()


#: What the table of exchange rates is called.
FX = "fx"


@dataclass(frozen=True, slots=True)
class Rates:
    """`fx:`: the headings of the table of exchange rates."""

    currency: Word
    date: Word
    rate: Word
    date_format: str | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Customers:
    """`customers:`: where ids come from."""

    id: Word
    from_ids_of: Word | None = None
    label: Text | None = None  # what people call the id: `customer` without it
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Gates:
    """`gates:`: what stops a run before anything is published."""

    max_missing: Mapping[str, Word] = field(default_factory=dict)
    must_have: tuple[Word, ...] = ()
    on_bad_row: Literal["stop", "set_aside"] = "stop"
    at: Span = at_place()
