"""The whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.atoms.record import dataclass
from engine.author import policy as p
from engine.bind.bound.fields import Field, Item, Table, Typed
from engine.bind.bound.rules import Action, Benefit, ClassRule, ClassTable, Flag, Grant, Tier
from engine.bind.bound.scores import Scorecard


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
    grants: tuple[Grant, ...]  # in the order in which they are given, after everyone's
    segments: tuple[ClassRule, ...] = ()
    stages: tuple[ClassRule, ...] = ()
    must_have: tuple[str, ...] = ()
    max_missing: Mapping[str, int] = field(default_factory=dict)  # field → percent, scale 4
    set_aside: bool = False

    def class_tables(self) -> tuple[tuple[ClassTable, tuple[ClassRule, ...]], ...]:
        """`segment` and `stage` with their entries, as far as the policy has them."""
        tables: tuple[tuple[ClassTable, tuple[ClassRule, ...]], ...] = (
            ("segment", self.segments), ("stage", self.stages),
        )  # fmt: skip
        return tuple((what, rules) for what, rules in tables if rules)

    def data_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields.values() if f.origin == "data")

    def derived_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields.values() if f.origin == "derived")
