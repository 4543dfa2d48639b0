"""What several checks ask of a policy: its formulas, and who reads which name."""

from __future__ import annotations

from collections.abc import Iterator

from engine.author.formula.tree import names
from engine.bind.bound import BoundPolicy, Typed


def formulas(bound: BoundPolicy) -> Iterator[Typed]:
    """Every formula of the policy, those about rows of tables included."""
    if bound.applies_when is not None:
        yield bound.applies_when
    for table in bound.tables.values():
        if table.skip_when is not None:
            yield table.skip_when
    yield from bound.shares.values()
    yield from rules(bound)


def rules(bound: BoundPolicy) -> Iterator[Typed]:
    """Formulas about a customer, `applies_when` apart."""
    for f in bound.derived_fields():
        if f.formula is not None:
            yield f.formula
    for item in bound.items.values():
        if item.applies_when is not None:
            yield item.applies_when
    for flag in bound.flags:
        if flag.when is not None:
            yield flag.when
    for tier in bound.tiers:
        if tier.require is not None:
            yield tier.require
        yield from (r.when for r in tier.routes)
    for _, rules_ in bound.class_tables():
        yield from (rule.when for rule in rules_ if rule.when is not None)
    for benefit in bound.benefits.values():
        yield from (v for v in benefit.parameters.values() if isinstance(v, Typed))


def read_names(bound: BoundPolicy) -> set[str]:
    """Fields, derived fields, context values and items that something reads."""
    found: set[str] = set()
    asked = list(rules(bound))
    if bound.applies_when is not None:
        asked.append(bound.applies_when)
    for typed in asked:
        found.update(names(typed.formula.root))
    found.update(leaf.field for leaf in bound.leaves())
    found.update(w.reads for w in bound.warnings if w.reads is not None)
    found.update(card.choose_by for card in bound.scorecards if card.choose_by is not None)
    found.update(flag.id for flag in bound.flags if flag.when is None)
    for _, _, seats in bound.seated():
        found.update(key.name for key in seats.order_by if key.card is None)
        found.update([] if seats.per is None else [seats.per])
    found.update(rank.per for _, rank in bound.ranked() if rank.per is not None)
    found.update(x.per for x in bound.benefits.values() if x.per is not None)
    found.update(t.lookup for t in bound.tables.values() if t.lookup is not None)
    for f in bound.policy.data.values():
        if f.roll_up is not None and f.roll_up.weighted_by is not None:
            found.add(f.roll_up.weighted_by.text)
        if f.dated is not None:
            found.add(f.dated.text)
    for f_ in bound.data_fields():
        found.update(f_.stale_after)
    for item in bound.items.values():
        found.update(item.stale_after)
    return found | set(bound.must_have) | set(bound.max_missing)
