"""What decides beside points: checklist, flags and tiers; and what follows: benefits, actions."""

from __future__ import annotations

from typing import Literal

from engine.atoms.dates import Duration
from engine.atoms.record import dataclass
from engine.atoms.text import Span
from engine.author.policy.words import FormulaText, Text, Word, at_place


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One entry of `checklist:`."""

    id: str
    ask: Text
    evidence: str | None = None
    good_for: Duration | None = None
    stale_after: tuple[Word, ...] = ()  # dates of the customer
    applies_when: FormulaText | None = None
    headings: tuple[str, ...] = ()
    missing_as: tuple[str, ...] = ()
    secret: bool = False
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Effect:
    """`reject`, `refer`, `nothing`, `{cap: tier}`, `{minus: points}`, or cap and minus; with
    several scorecards `minus` names one."""

    word: Literal["reject", "refer", "nothing"] | None = None
    cap: Word | None = None
    minus: Word | None = None
    at: Span = at_place()
    scorecard: Word | None = None


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One entry of `red_flags:`."""

    id: str
    then: Effect
    if_unknown: Effect
    when: FormulaText | None = None  # None: reads the checklist item of its own id
    reason: Text | None = None
    label: Text | None = None
    secret: bool = False
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of a tier's `routes:`."""

    id: str
    when: FormulaText
    if_unknown: Literal["refer"] | None = None
    label: Text | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Require:
    """`require:` of a tier."""

    when: FormulaText
    if_unknown: Literal["refer", "met", "not_met"]
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class SortKey:
    """One entry of `order_by:`: a scorecard or field, or `{field: …, low: first}`."""

    name: Word
    low_first: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """One entry of `tiers:`; the best stands first."""

    id: str
    at_least: Word | None = None
    keep_at: Word | None = None
    require: Require | None = None
    routes: tuple[Route, ...] = ()
    label: Text | None = None
    at: Span = at_place()
    seats: Word | None = None
    order_by: tuple[SortKey, ...] = ()
    when_full: Word | None = None
    waiting_list: bool = False
    per: Word | None = None
    keep_margin: Word | None = None
    priority: int | None = None  # who is served first, from 1


@dataclass(frozen=True, slots=True)
class Override:
    """`override:`: what a person's decision on one customer may change."""

    may_lift: tuple[Word, ...]
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Moves:
    """`moves:`: what keeps a customer in the tier held for a while."""

    hold: Duration | None = None
    confirm: int | None = None
    grace: Duration | None = None
    one_level: bool = False
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class WarningRule:
    """One entry of `warnings:`."""

    id: str
    watch: Word
    falls_in_a_row: int | None = None
    drops_by: Word | None = None
    within_assessments: int | None = None
    min_history: int | None = None
    mute: Duration | None = None
    reason: Text | None = None
    label: Text | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class ClassRule:
    """One entry of `segments:` or `stages:`; `when` is None where it says `otherwise`."""

    id: str
    when: FormulaText | None
    if_unknown: Literal["refer"] | None = None
    label: Text | None = None
    at: Span = at_place()


Parameter = Literal["percent", "amount"]


@dataclass(frozen=True, slots=True)
class Benefit:
    """One entry of the catalogue. A parameter is a plain value (`Word`) or a formula."""

    id: str
    label: Text | None = None
    percent: Word | FormulaText | None = None
    amount: Word | FormulaText | None = None
    every: Duration | None = None
    to: str | None = None
    note: Text | None = None
    at: Span = at_place()
    cost_per_year: Word | None = None
    budget_per_year: Word | None = None
    per: Word | None = None
    max_value: Word | None = None  # what `amount` never exceeds
    sla: Duration | None = None  # within what time a reaction is promised
    last_day: Word | None = None  # `benefits_end:` as a day
    notice: Duration | None = None  # `benefits_end:` as a time after its tier was lost


@dataclass(frozen=True, slots=True)
class Action:
    """`dedicated_manager`, `{benefit: discount}`, `{task: …, to: …, every: …}`, `{alert: …}`."""

    how: Literal["benefit", "task", "alert"]
    name: str  # benefit id, what to do, or whom to alert: of two languages the English
    to: str | Text | None = None
    every: Duration | None = None
    within: Duration | None = None
    at: Span = at_place()
    label: Text | None = None  # what to do or whom to alert, where it is said in two languages


@dataclass(frozen=True, slots=True)
class Combination:
    """`when: {tier: …, segment: …, stage: …}` of actions: any of the ids; empty is "not asked"."""

    tier: tuple[Word, ...] = ()
    segment: tuple[Word, ...] = ()
    stage: tuple[Word, ...] = ()
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class ActionList:
    """One entry of `actions:`. `key` is `everyone`, a tier, a segment or a stage; with `when`
    it is the combination's own id."""

    key: str
    actions: tuple[Action, ...]
    at: Span = at_place()
    when: Combination | None = None
