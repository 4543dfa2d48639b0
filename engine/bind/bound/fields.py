"""What rules read: types, formulas with their types, fields, items, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from engine.atoms.dates import Duration
from engine.atoms.numbers import Kind
from engine.atoms.record import dataclass
from engine.author import policy as p
from engine.author.formula.tree import Formula


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a field or formula node.

    Numbers are integers at `scale` within [low, high] (both inclusive, at that scale; None for
    kinds that are no numbers). `words` are the declared words of text and choices.
    """

    kind: Kind
    scale: int = 0
    low: int | None = None
    high: int | None = None
    words: tuple[str, ...] | None = None
    masked: bool = field(default=False, compare=False)  # its values are not to be shown

    @property
    def numeric(self) -> bool:
        return self.low is not None


@dataclass(frozen=True, slots=True)
class Typed:
    """A formula with the type of each node (by node id) and of the whole."""

    formula: Formula
    types: tuple[Type, ...]
    divides: bool  # holds a quotient whose divisor may be 0

    @property
    def type(self) -> Type:
        return self.types[self.formula.root.id]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far sources may lie apart: at the field's scale, or `of_value`, percent at scale 4."""

    amount: int
    of_value: bool


Origin = Literal["data", "derived", "context", "item", "before"]


@dataclass(frozen=True, slots=True)
class Effort:
    """What it takes to change a value: `cost` is the price of a change, with `step` (at the type's
    scale) of each step begun; `only` the way that it may go."""

    cost: int = 1
    step: int | None = None
    only: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A name that formulas and criteria may read.

    `data`: a value of the customer (from a column or aggregated from a table); `fresh` makes it
    missing when too old, judged by the day in `<id>.date`. `derived`: computed by `formula` and
    rounded to the type's scale. `context`: the same for everybody in a run. `item`: a checklist
    answer, kind yes_no.
    """

    id: str
    type: Type
    origin: Origin
    may_miss: bool  # some customer may lack it
    fresh: Duration | None = None
    formula: Typed | None = None
    raters: int | None = None  # how many answers it takes
    disagree: int | None = None  # how far apart they may lie, at the type's scale
    sources: tuple[str, ...] = ()  # fields of which the first that has a value gives it
    tolerance: Tolerance | None = None
    stale_after: tuple[str, ...] = ()  # dates that make what is older too old
    effort: Effort = Effort()
    declared: p.DataField | p.DerivedField | p.ChecklistItem | None = field(
        default=None, compare=False, repr=False
    )

    @property
    def date_name(self) -> str:
        """The canonical column that holds the value's (or answer's) day."""
        return f"{self.id}.date"

    @property
    def source_name(self) -> str:
        """The column of which source gave the value."""
        return f"{self.id}.source"

    @property
    def spread_name(self) -> str:
        """The column of how far apart the raters' answers, or the sources, lie."""
        return f"{self.id}.spread"

    @property
    def spread_type(self) -> Type:
        """The type of that distance."""
        low, high = self.type.low or 0, self.type.high or 0
        return Type(self.type.kind, self.type.scale, 0, high - low)


@dataclass(frozen=True, slots=True)
class Item:
    """A checklist item. Its answer is the canonical column of its id: `yes`, `no`, `unknown`,
    `not_applicable`, or `error` where the cell could not be read; its day is `<id>.date`."""

    id: str
    good_for: Duration | None
    applies_when: Typed | None
    declared: p.ChecklistItem = field(compare=False, repr=False)
    stale_after: tuple[str, ...] = ()  # dates that make an answer from before them unknown


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table with its type."""

    id: str
    type: Type
    declared: p.DataField = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings of key and date, its columns, and which rows are skipped."""

    id: str
    key: str  # heading
    date: str  # heading
    columns: Mapping[str, TableColumn]
    skip_when: Typed | None
    currency: str | None  # of its amounts, once they are converted
    lookup: str | None  # the field whose value is its rows' key; None: they are a customer's own
    declared: p.Table = field(compare=False, repr=False)
