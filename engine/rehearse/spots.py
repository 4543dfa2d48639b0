"""Where in the policy file the part stands that a reason code speaks of."""

from __future__ import annotations

from engine.atoms.text import Span
from engine.author.policy import ONLY
from engine.bind.bound import BoundPolicy, Parent, Tier


def spot_of(bound: BoundPolicy, code: str) -> Span | None:
    """The id of the criterion, flag, tier, item, benefit or field; None where there is none."""
    part = code.rpartition(".")[0]
    if code == "seats.full" and bound.seated():
        return bound.seated()[0][1].declared.at
    if part == "applies_when":
        return bound.policy.spans.get(("applies_when",))
    if part in ("moves", "override"):
        return bound.policy.spans.get((part,))
    for card in bound.scorecards:
        if card.id == part and card.id != ONLY:
            return card.declared.at
        for c in card.criteria:
            for one in (c, *(c.children if isinstance(c, Parent) else ())):
                if one.id == part:
                    return one.declared.at
    for flag in bound.flags:
        if flag.id == part:
            return flag.declared.at
    for tier in bound.tiers:
        if part == tier.id:
            return _route(tier, code) or tier.declared.at
    for _, rules in bound.class_tables():
        for rule in rules:
            if rule.id == part:
                return rule.declared.at
    if part in bound.benefits:
        return bound.benefits[part].declared.at
    field = bound.fields.get(part)
    if field is not None and field.declared is not None:
        return field.declared.at
    if part == "scorecard":
        return bound.policy.spans.get(("scorecard",))
    return None


def _route(tier: Tier, code: str) -> Span | None:
    routes = tier.declared.routes
    return next((r.at for r in routes if r.id == code.rpartition(".")[2]), None)
