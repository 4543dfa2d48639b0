"""The bound policy: every name found, every literal read to an exact integer by its type.

This is what the interpreter walks and what `engine.compile` lowers. Mappings and tuples keep
the author's order; ids are those of the file.
"""

from __future__ import annotations

import dataclasses
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


Origin = Literal["data", "derived", "context", "item"]


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
    declared: p.DataField | p.DerivedField | p.ChecklistItem | None = field(
        default=None, compare=False, repr=False
    )

    @property
    def date_name(self) -> str:
        """The canonical column that holds the value's (or answer's) day."""
        return f"{self.id}.date"


@dataclass(frozen=True, slots=True)
class Item:
    """A checklist item. Its answer is the canonical column of its id: `yes`, `no`, `unknown`,
    `not_applicable`, or `error` where the cell could not be read; its day is `<id>.date`."""

    id: str
    good_for: Duration | None
    applies_when: Typed | None
    declared: p.ChecklistItem = field(compare=False, repr=False)


# --- points ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Steps:
    """A ladder: thresholds in the author's (checked, best first) order, points in thousandths.

    `at_least`: the first step with value >= threshold; `at_most`: the first with
    value <= threshold; else `otherwise`. The hit is the step's number from 0, `otherwise` is
    the number of steps.
    """

    direction: Literal["at_least", "at_most"]
    thresholds: tuple[int, ...]
    points: tuple[int, ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class LinePoints:
    """(value, points) nodes, values strictly ascending; clamped at both ends.

    Between nodes: (p0·dx + (x - x0)·dp) / dx, rounded once, half up. The hit is the number of
    nodes that are <= value: 0 before the first, len(nodes) from the last on.
    """

    nodes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WordPoints:
    """Words to points. The hit is the word's number in the list, `otherwise` is their count."""

    words: tuple[tuple[str, int], ...]
    otherwise: int | None


@dataclass(frozen=True, slots=True)
class YesNoPoints:
    """The hit is 0 for yes and 1 for no."""

    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class BandPoints:
    """(from, below, points) rows, disjoint, in the author's order. The hit is the row's number,
    `otherwise` is their count."""

    rows: tuple[tuple[int, int, int], ...]
    otherwise: int | None


@dataclass(frozen=True, slots=True)
class AsIsPoints:
    """The value itself (bounds within 0..100), rounded half up to thousandths. The hit is 0."""

    scale: int


Points = Steps | LinePoints | WordPoints | YesNoPoints | BandPoints | AsIsPoints

How = Literal["reallocate", "keep", "refer", "both_ways", "points"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A missing-data rule; `points` (thousandths) only for how == "points"."""

    how: How
    points: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion that reads one field. `least`/`greatest`: over all values that type and bounds
    allow, in thousandths. `missing` is resolved (own, else scorecard's); None: never missing."""

    id: str
    field: str
    points: Points
    missing: Missing | None
    least: int
    greatest: int
    declared: p.Criterion = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Parent:
    """A criterion of criteria: `weights` are basis points by child; cap and floor thousandths."""

    id: str
    children: tuple[Leaf, ...]
    weights: tuple[int, ...]
    cap: int | None
    floor: int | None
    missing: Missing | None
    declared: p.ParentCriterion = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`profiles`: name → basis points of the top criteria in order. `choose_by`: a field or
    context id, or None. `base`: thousandths. `enough_evidence`: percent at scale 4, or None."""

    criteria: tuple[Leaf | Parent, ...]
    profiles: Mapping[str, tuple[int, ...]]
    choose_by: str | None
    base: int
    enough_evidence: int | None

    @property
    def nested(self) -> bool:
        return any(isinstance(c, Parent) for c in self.criteria)

    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf in policy order, children where their parent stands."""
        found: list[Leaf] = []
        for c in self.criteria:
            found.extend(c.children if isinstance(c, Parent) else (c,))
        return tuple(found)


# --- flags, tiers, benefits, actions ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """`cap`: tier number (0 is the best); `minus`: thousandths of points."""

    reject: bool = False
    refer: bool = False
    cap: int | None = None
    minus: int | None = None

    @property
    def acts(self) -> bool:
        return self.reject or self.refer or self.cap is not None or self.minus is not None


@dataclass(frozen=True, slots=True)
class Flag:
    """`when` is None where the flag reads the checklist item `id`."""

    id: str
    when: Typed | None
    then: Effect
    if_unknown: Effect
    declared: p.RedFlag = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Route:
    """A formula that lets into a tier whatever the score."""

    id: str
    when: Typed
    refer_if_unknown: bool


@dataclass(frozen=True, slots=True)
class Tier:
    """`at_least`, `keep_at`: thousandths of a score point (at most 3 decimals)."""

    id: str
    at_least: int | None
    keep_at: int | None
    require: Typed | None
    require_unknown: Literal["refer", "met", "not_met"] | None
    routes: tuple[Route, ...]
    declared: p.Tier = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Benefit:
    """`parameters`: key → a constant at the key's scale (percent 4, money 4), or a formula that
    is rounded to it. A formula may read `score` (a number)."""

    id: str
    parameters: Mapping[str, int | Typed]
    declared: p.Benefit = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Action:
    """`name` is how decisions show it: the benefit's id, `task:<what>`, `alert:<whom>`."""

    name: str
    benefit: str | None
    declared: p.Action = field(compare=False, repr=False)


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
    declared: p.Table = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BoundPolicy:
    """A policy whose every name is found and typed.

    `fields` holds data, derived (in an order in which each reads only earlier ones), context
    and items, by id. `as_of` and `score` are names of formulas, not fields.
    """

    policy: p.Policy
    fields: Mapping[str, Field]
    tables: Mapping[str, Table]
    shares: Mapping[str, Typed]  # data field id → its share_of `when`, over the table's columns
    items: Mapping[str, Item]
    applies_when: Typed | None
    scorecard: Scorecard | None
    flags: tuple[Flag, ...]
    tiers: tuple[Tier, ...]
    benefits: Mapping[str, Benefit]
    everyone: tuple[Action, ...]
    actions: Mapping[str, tuple[Action, ...]]  # tier id → actions
    must_have: tuple[str, ...] = ()
    max_missing: Mapping[str, int] = field(default_factory=dict)  # field → percent, scale 4
    set_aside: bool = False

    def data_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields.values() if f.origin == "data")

    def derived_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields.values() if f.origin == "derived")
