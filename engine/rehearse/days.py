"""Whether a policy's decisions depend on the as-of date, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from engine.author.formula.tree import names
from engine.author.policy import DataField
from engine.bind.bound import BoundPolicy, Typed


def dated_parts(bound: BoundPolicy) -> tuple[str, ...]:
    """The ids of what reads a date: windows, tables, ages, answers that expire, `as_of` in
    formulas; each once, empty where no decision depends on the day."""
    return tuple(dict.fromkeys(_parts(bound)))


def _parts(bound: BoundPolicy) -> Iterator[str]:
    for f in bound.data_fields():
        declared = f.declared
        read = isinstance(declared, DataField) and declared.read is not None
        foreign = isinstance(declared, DataField) and declared.currency is not None
        if f.fresh is not None or read or foreign:
            yield f.id
    for item in bound.items.values():
        if item.good_for is not None or item.stale_after:
            yield item.id
    if bound.moves is not None and (bound.moves.hold or bound.moves.grace) is not None:
        yield "moves"
    yield from (w.id for w in bound.warnings if w.mute is not None)
    yield from (x.id for x in bound.benefits.values() if x.last_day is not None or x.notice)
    if bound.override is not None:
        yield "override"
    for id_, formula in _formulas(bound):
        if "as_of" in names(formula.formula.root):
            yield id_


def _formulas(bound: BoundPolicy) -> Iterator[tuple[str, Typed]]:
    if bound.applies_when is not None:
        yield "applies_when", bound.applies_when
    for f in bound.derived_fields():
        if f.formula is not None:
            yield f.id, f.formula
    for item in bound.items.values():
        if item.applies_when is not None:
            yield item.id, item.applies_when
    for flag in bound.flags:
        if flag.when is not None:
            yield flag.id, flag.when
    for tier in bound.tiers:
        if tier.require is not None:
            yield tier.id, tier.require
        yield from ((f"{tier.id}.{route.id}", route.when) for route in tier.routes)
    for _, rules in bound.class_tables():
        yield from ((rule.id, rule.when) for rule in rules if rule.when is not None)
    for benefit in bound.benefits.values():
        for value in benefit.parameters.values():
            if isinstance(value, Typed):
                yield benefit.id, value
