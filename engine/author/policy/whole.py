"""A whole policy file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from engine.atoms.record import dataclass
from engine.atoms.text import Span
from engine.author.policy.cases import Case
from engine.author.policy.contract import (
    Customers,
    DataField,
    DerivedField,
    Gates,
    Groups,
    Rates,
    Table,
)
from engine.author.policy.matrix import Matrix
from engine.author.policy.region import Extends, Opened
from engine.author.policy.rules import (
    ActionList,
    Benefit,
    ChecklistItem,
    ClassRule,
    Moves,
    Override,
    RedFlag,
    Tier,
    WarningRule,
)
from engine.author.policy.scores import Reference, Scorecard
from engine.author.policy.words import FormulaText, Text, Word, at_place


@dataclass(frozen=True, slots=True)
class Effective:
    """`effective: {from: …, until: …}`, both inclusive."""

    first: Word | None = None  # `from:`
    until: Word | None = None
    at: Span = at_place()


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
    reassess_on: tuple[str, ...] = ()
    decide_for: Literal["group"] | None = None
    groups: Groups | None = None
    currency: str | None = None
    fx: Rates | None = None
    timezone: str | None = None
    applies_when: FormulaText | None = None
    context: Mapping[str, DataField] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    data: Mapping[str, DataField] = field(default_factory=dict)
    derived: Mapping[str, DerivedField] = field(default_factory=dict)
    gates: Gates | None = None
    checklist: Mapping[str, ChecklistItem] = field(default_factory=dict)
    red_flags: Mapping[str, RedFlag] = field(default_factory=dict)
    reference: Mapping[str, Reference] = field(default_factory=dict)
    scorecard: Scorecard | None = None
    scorecards: Mapping[str, Scorecard] = field(default_factory=dict)
    matrix: Matrix | None = None
    tiers: tuple[Tier, ...] = ()
    segments: tuple[ClassRule, ...] = ()
    stages: tuple[ClassRule, ...] = ()
    moves: Moves | None = None
    warnings: Mapping[str, WarningRule] = field(default_factory=dict)
    override: Override | None = None
    benefits: Mapping[str, Benefit] = field(default_factory=dict)
    actions: tuple[ActionList, ...] = ()
    tests: tuple[Case, ...] = ()
    extends: Extends | None = None
    may_change: tuple[Opened, ...] = ()
    #: id/key path to span, for findings of later stages: ("tiers", "key", "at_least") → value.
    spans: Mapping[tuple[str, ...], Span] = field(default_factory=dict, compare=False, repr=False)

    @property
    def cards(self) -> tuple[Scorecard, ...]:
        """Every scorecard, in file order."""
        own = () if self.scorecard is None else (self.scorecard,)
        return (*own, *self.scorecards.values())
