"""The whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.atoms.record import dataclass
from engine.author import policy as p
from engine.bind.bound.fields import Field, Item, Table, Typed
from engine.bind.bound.rules import (
    Action,
    Benefit,
    ClassRule,
    ClassTable,
    Flag,
    Grant,
    Moves,
    Override,
    Seats,
    Tier,
    WarningRule,
)
from engine.bind.bound.scores import Axis, Leaf, Matrix, RankPoints, Scorecard


@dataclass(frozen=True, slots=True)
class BoundPolicy:
    """A policy whose every name is found and typed.

    `fields` holds data, derived (in an order in which each reads only earlier ones), context
    and items, by id. `as_of` and `score` are names of formulas, not fields. There is a matrix
    where there are several scorecards, and only then.
    """

    policy: p.Policy
    fields: Mapping[str, Field]
    tables: Mapping[str, Table]
    shares: Mapping[str, Typed]  # data field id → its share_of `when`, over the table's columns
    items: Mapping[str, Item]
    applies_when: Typed | None
    scorecards: tuple[Scorecard, ...]
    flags: tuple[Flag, ...]
    tiers: tuple[Tier, ...]
    benefits: Mapping[str, Benefit]
    everyone: tuple[Action, ...]
    grants: tuple[Grant, ...]  # in the order in which they are given, after everyone's
    segments: tuple[ClassRule, ...] = ()
    stages: tuple[ClassRule, ...] = ()
    matrix: Matrix | None = None
    warnings: tuple[WarningRule, ...] = ()
    moves: Moves | None = None  # there where a previous decision is asked for
    override: Override | None = None  # there where a person's decisions are
    must_have: tuple[str, ...] = ()
    max_missing: Mapping[str, int] = field(default_factory=dict)  # field → percent, scale 4
    set_aside: bool = False
    #: Fields, columns, items and flags that are personal or secret: outputs mask them.
    masked: frozenset[str] = frozenset()

    @property
    def keeps_benefits(self) -> bool:
        """Whether some benefit outlives the loss of its tier."""
        return any(benefit.notice is not None for benefit in self.benefits.values())

    @property
    def scorecard(self) -> Scorecard | None:
        """The scorecard where there is only one; None where there is none, or several."""
        return self.scorecards[0] if self.scorecards and self.matrix is None else None

    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf of every scorecard, in policy order."""
        return tuple(leaf for card in self.scorecards for leaf in card.leaves())

    def card(self, id: str) -> Scorecard:
        """The scorecard of this id."""
        return next(card for card in self.scorecards if card.id == id)

    def axis_of(self, card: Scorecard) -> Axis | None:
        """The axis that a scorecard is, if it is one."""
        axes = () if self.matrix is None else self.matrix.axes
        return next((axis for axis in axes if axis.card == card.id), None)

    def seated(self) -> tuple[tuple[int, Tier, Seats], ...]:
        """The tiers that have seats, with their numbers, best first."""
        return tuple((n, t, t.seats) for n, t in enumerate(self.tiers) if t.seats is not None)

    def ranked(self) -> tuple[tuple[Leaf, RankPoints], ...]:
        """The criteria that rank customers among those of the run, in policy order."""
        found = ((leaf, leaf.points) for leaf in self.leaves())
        return tuple(
            (leaf, form)
            for leaf, form in found
            if isinstance(form, RankPoints) and form.reference is None
        )

    @property
    def by_facts(self) -> bool:
        """Whether something has to be known of everybody before anybody can be decided."""
        return bool(self.seated() or self.ranked())

    @property
    def prioritised(self) -> bool:
        """Whether some tier says how early its customers are served."""
        return any(t.priority is not None for t in self.tiers)

    def class_tables(self) -> tuple[tuple[ClassTable, tuple[ClassRule, ...]], ...]:
        """`segment` and `stage` with their entries, as far as the policy has them."""
        tables: tuple[tuple[ClassTable, tuple[ClassRule, ...]], ...] = (
            ("segment", self.segments), ("stage", self.stages),
        )  # fmt: skip
        return tuple((what, rules) for what, rules in tables if rules)

    def watched(self) -> dict[str, tuple[int, int]]:
        """What warnings watch, by name: the scale of its numbers, and how many earlier assessments
        are looked at."""
        found: dict[str, tuple[int, int]] = {}
        for w in self.warnings:
            _, deep = found.get(w.watch, (0, 0))
            found[w.watch] = w.scale, max(deep, w.depth)
        for name, f in self.befores().items():
            _, deep = found.get(name, (0, 0))
            found[name] = f.type.scale, max(deep, 1)
        return found

    def befores(self) -> dict[str, Field]:
        """What the last assessment found, by the id of the number that is held against it."""
        return {f.id.removeprefix(p.BEFORE): f for f in self.fields.values()
                if f.origin == "before"}  # fmt: skip

    def data_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields.values() if f.origin == "data")

    def derived_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields.values() if f.origin == "derived")
