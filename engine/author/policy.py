"""The Policy: what the author wrote, as frozen values; one field per YAML key.

Positions are metadata: `at` never takes part in equality, so re-indenting a file, or writing
it in flow style, gives an equal Policy with the same digest. Scalars stay text (`Word`) until
the type of the key reads them, which is the work of `engine.bind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from engine.atoms.dates import Duration
from engine.atoms.numbers import Kind
from engine.atoms.record import dataclass
from engine.atoms.text import Span


def _at() -> Span:
    return field(default=None, compare=False, repr=False)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Word:
    """A scalar as typed, with its place."""

    text: str
    at: Span = _at()
    quoted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A label or sentence: one text for both languages, or one each."""

    en: str
    zh: str

    def say(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class FormulaText:
    """A formula as written; `at` covers the formula's own characters (inside any quotes)."""

    text: str
    at: Span = _at()
    #: For each character of `text`, its offset in the source: quotes and folding move them.
    offsets: tuple[int, ...] = field(default=(), compare=False, repr=False)


# --- data contract ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bounds:
    """`between: [low, high]`, both inclusive."""

    low: Word
    high: Word


Aggregate = Literal["sum_of", "count_of", "first_of", "last_of", "min_of", "max_of", "mean_of"]


@dataclass(frozen=True, slots=True)
class TableRead:
    """`sum_of: orders.amount`, `count_of: orders`, `last_of: orders.date`."""

    how: Aggregate
    table: str
    column: str | None  # None only for count_of
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class ShareRead:
    """`share_of: {table: orders, when: status == 'returned', min_count: 5}`."""

    table: str
    when: FormulaText
    min_count: int = 1
    at: Span = _at()


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
    missing_as: tuple[str, ...] = ()
    format: str | None = None  # dates: a pattern of YYYY, MM, DD
    written_as: Literal["units", "fraction", "percent"] | None = None
    read: TableRead | ShareRead | None = None
    window: Duration | Literal["last calendar month"] | None = None
    missing_rows: Literal["skip"] | None = None
    better: Literal["high", "low"] | None = None
    personal: bool = False
    secret: bool = False
    changeable: bool = True
    label: Text | None = None
    note: Text | None = None
    at: Span = _at()  # the id
    whole: Span = _at()  # id and body


@dataclass(frozen=True, slots=True)
class DerivedField:
    """One entry of `derived:`."""

    id: str
    kind: Kind
    formula: FormulaText
    between: Bounds | None = None
    one_of: tuple[Word, ...] | None = None
    label: Text | None = None
    note: Text | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Table:
    """One entry of `tables:`."""

    id: str
    key: Word
    date: Word
    columns: Mapping[str, DataField]
    skip_when: FormulaText | None = None
    date_format: str | None = None
    label: Text | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Customers:
    """`customers:`: where ids come from."""

    id: Word
    from_ids_of: Word | None = None
    label: Word | None = None  # a heading shown beside the id, never decided on
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Gates:
    """`gates:`: what stops a run before anything is published."""

    max_missing: Mapping[str, Word] = field(default_factory=dict)
    must_have: tuple[Word, ...] = ()
    on_bad_row: Literal["stop", "set_aside"] = "stop"
    at: Span = _at()


# --- checklist and flags ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One entry of `checklist:`."""

    id: str
    ask: Text
    evidence: str | None = None
    good_for: Duration | None = None
    applies_when: FormulaText | None = None
    headings: tuple[str, ...] = ()
    missing_as: tuple[str, ...] = ()
    personal: bool = False
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Effect:
    """`reject`, `refer`, `nothing`, `{cap: tier}`, `{minus: points}`, or cap and minus."""

    word: Literal["reject", "refer", "nothing"] | None = None
    cap: Word | None = None
    minus: Word | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One entry of `red_flags:`."""

    id: str
    then: Effect
    if_unknown: Effect
    when: FormulaText | None = None  # None: reads the checklist item of its own id
    reason: Text | None = None
    label: Text | None = None
    at: Span = _at()


# --- scores ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ladder:
    """`at_least:` or `at_most:` steps in the author's order, and `otherwise`."""

    direction: Literal["at_least", "at_most"]
    steps: tuple[tuple[Word, Word], ...]  # (threshold, points)
    otherwise: Word
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class LineShape:
    """`line: [[value, points], …]`."""

    nodes: tuple[tuple[Word, Word], ...]  # (value, points)
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Lookup:
    """`one_of:` words to points; `otherwise` may be absent when all declared words are there."""

    words: tuple[tuple[Word, Word], ...]
    otherwise: Word | None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class YesNo:
    """`{yes: points, no: points}`."""

    yes: Word
    no: Word
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Bands:
    """`bands:` rows of [from, below, points]; `otherwise` where they do not cover the bounds."""

    rows: tuple[tuple[Word, Word, Word], ...]
    otherwise: Word | None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class AsIs:
    """`as_is`: the value is the points."""

    at: Span = _at()


Points = Ladder | LineShape | Lookup | YesNo | Bands | AsIs


@dataclass(frozen=True, slots=True)
class MissingRule:
    """`reallocate`, `keep`, `refer`, `both_ways`, or `{points: n}` (how == "points")."""

    how: Literal["reallocate", "keep", "refer", "both_ways", "points"]
    points: Word | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A leaf criterion: one field, points."""

    id: str
    field: Word
    points: Points
    missing: MissingRule | None = None
    label: Text | None = None
    reason: Text | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight profile: criterion id to percent."""

    name: str  # "default" where there is one profile
    entries: tuple[tuple[Word, Word], ...]
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class ParentCriterion:
    """A criterion made of criteria."""

    id: str
    criteria: tuple[Criterion, ...]
    weights: Weights
    cap: Word | None = None
    floor: Word | None = None
    missing: MissingRule | None = None
    label: Text | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Because:
    """Where weights come from."""

    method: str
    panel: str | None = None
    date: Word | None = None
    minutes: str | None = None
    review_by: Word | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`scorecard:`: criteria, weights, and what missing data means."""

    criteria: tuple[Criterion | ParentCriterion, ...]
    profiles: tuple[Weights, ...]
    choose_by: Word | None = None
    because: Because | None = None
    base: Word | None = None
    missing: MissingRule | None = None
    enough_evidence: Word | None = None
    at: Span = _at()


# --- tiers, moves, benefits, actions ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of a tier's `routes:`."""

    id: str
    when: FormulaText
    if_unknown: Literal["refer"] | None = None
    label: Text | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Require:
    """`require:` of a tier."""

    when: FormulaText
    if_unknown: Literal["refer", "met", "not_met"]
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Tier:
    """One entry of `tiers:`; the best stands first."""

    id: str
    at_least: Word | None = None
    keep_at: Word | None = None
    require: Require | None = None
    routes: tuple[Route, ...] = ()
    label: Text | None = None
    at: Span = _at()


Parameter = Literal["percent", "amount"]


@dataclass(frozen=True, slots=True)
class Benefit:
    """One entry of the catalogue. A parameter is a plain value (`Word`) or a formula."""

    id: str
    label: Text | None = None
    percent: Word | FormulaText | None = None
    amount: Word | FormulaText | None = None
    cost_per_year: Word | None = None
    budget_per_year: Word | None = None
    every: Duration | None = None
    to: str | None = None
    note: Text | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Action:
    """`dedicated_manager`, `{benefit: discount}`, `{task: …, to: …, every: …}`, `{alert: …}`."""

    how: Literal["benefit", "task", "alert"]
    name: str  # benefit id, what to do, or whom to alert
    to: str | None = None
    every: Duration | None = None
    within: Duration | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class ActionList:
    """One entry of `actions:`."""

    key: str  # `everyone` or a tier
    actions: tuple[Action, ...]
    at: Span = _at()


# --- tests -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """A test's customer: field, item or `<x>_date` to text; table id to rows. None is missing."""

    values: tuple[tuple[Word, Word | None], ...] = ()
    tables: tuple[tuple[Word, tuple[tuple[tuple[Word, Word | None], ...], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Expect:
    """What a case must give; None is "not asked"."""

    outcome: Word | None = None
    tier: Word | None = None
    score: Word | None = None
    because: tuple[Word, ...] | None = None
    actions: tuple[Word, ...] | None = None
    flags: tuple[tuple[Word, Word], ...] | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of `tests:`."""

    name: str
    given: Given
    expect: Expect
    as_of: Word | None = None
    context: tuple[tuple[Word, Word], ...] = ()
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Effective:
    """`effective: {from: …, until: …}`, both inclusive."""

    first: Word | None = None  # `from:`
    until: Word | None = None
    at: Span = _at()


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole file. Mappings keep the author's order."""

    keytier: Word
    id: str
    version: str
    title: Text
    customers: Customers
    owner: str | None = None
    reviewed_by: tuple[str, ...] = ()
    effective: Effective | None = None
    assess: str | None = None
    currency: str | None = None
    timezone: str | None = None
    applies_when: FormulaText | None = None
    context: Mapping[str, DataField] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    data: Mapping[str, DataField] = field(default_factory=dict)
    derived: Mapping[str, DerivedField] = field(default_factory=dict)
    gates: Gates | None = None
    checklist: Mapping[str, ChecklistItem] = field(default_factory=dict)
    red_flags: Mapping[str, RedFlag] = field(default_factory=dict)
    scorecard: Scorecard | None = None
    tiers: tuple[Tier, ...] = ()
    benefits: Mapping[str, Benefit] = field(default_factory=dict)
    actions: tuple[ActionList, ...] = ()
    tests: tuple[Case, ...] = ()
    moves: bool = False  # `moves:` waits; kept so that its presence is known
    #: id/key path to span, for findings of later stages: ("tiers", "key", "at_least") → value.
    spans: Mapping[tuple[str, ...], Span] = field(default_factory=dict, compare=False, repr=False)
