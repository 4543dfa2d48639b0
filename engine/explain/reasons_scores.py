"""What a score lost or lacks, as sentences: missing values, evidence, points."""

from __future__ import annotations

from engine.atoms.numbers import show
from engine.author.policy import ONLY, Text
from engine.bind.bound import BoundPolicy, Leaf, Parent, Tier
from engine.explain.behind import spread_text
from engine.explain.classes import class_label, class_of
from engine.explain.criteria import rule_text, too_old_text
from engine.explain.ranks import unranked_text
from engine.explain.row import Row
from engine.explain.scores import card_label, evidence_text
from engine.explain.seats import full_text
from engine.explain.sums import card_of, lost
from engine.explain.values import (
    benefit_label,
    criterion_label,
    field_label,
    flag_label,
    points_text,
    shown,
    tier_label,
    weight_text,
)
from engine.explain.words import both, plain


def criteria_of(bound: BoundPolicy) -> dict[str, Leaf | Parent]:
    found: dict[str, Leaf | Parent] = {}
    for card in bound.scorecards:
        found |= {c.id: c for c in (*card.criteria, *card.leaves())}
    return found


def tier_of(bound: BoundPolicy, id: str) -> Tier | None:
    return next((t for t in bound.tiers if t.id == id), None)


def no_score(row: Row, part: str, what: str) -> Text:
    card = row.bound.card(part)
    if part == ONLY:
        return both("reason.scorecard.missing")
    return both("reason.scorecard.missing.of", card=card_label(card))


def evidence(row: Row, part: str, what: str) -> Text:
    key = "reason.scorecard.evidence" if part == ONLY else "reason.scorecard.evidence.of"
    return evidence_text(row, row.bound.card(part), key)


def divided(row: Row, part: str, what: str) -> Text:
    return both("reason.divided_by_zero", part=part_label(row.bound, part))


def part_label(bound: BoundPolicy, part: str) -> Text:
    """The label of whatever part of the policy has this id."""
    if part in bound.fields:
        return field_label(bound, part)
    if any(f.id == part for f in bound.flags):
        return flag_label(bound, part)
    if tier_of(bound, part) is not None:
        return tier_label(bound, part)
    if class_of(bound, part) is not None:
        return class_label(bound, part)
    return benefit_label(bound, part)


def disagree(row: Row, part: str, what: str) -> Text:
    f = row.bound.fields[part]
    return both(
        "reason.field.disagree",
        part=field_label(row.bound, part),
        spread=spread_text(row, f),
        limit=show(f.disagree or 0, f.type.scale),
    )


def differ(row: Row, part: str, what: str) -> Text:
    f = row.bound.fields[part]
    declared = row.bound.policy.derived[part].tolerance
    own = f.tolerance is not None and not f.tolerance.of_value
    limit = plain("" if declared is None else declared.text)
    if own and f.tolerance is not None:
        limit = shown(f.tolerance.amount, f.type, row.currency)
    return both(
        "reason.sources.disagree",
        part=field_label(row.bound, part),
        spread=shown(row.number(f.spread_name), f.type, row.currency),
        limit=limit,
    )


def benefit(row: Row, part: str, what: str) -> Text:
    return both("reason.benefit.missing", part=benefit_label(row.bound, part))


def leaf_of(row: Row, part: str) -> Leaf:
    leaf = criteria_of(row.bound)[part]
    assert isinstance(leaf, Leaf)
    return leaf


def missing(row: Row, part: str, what: str) -> Text:
    leaf = leaf_of(row, part)
    weight = row.number(f"{part}.weight")
    return both(
        f"reason.criterion.{what}",
        part=criterion_label(row.bound, leaf),
        field=field_label(row.bound, leaf.field),
        age=too_old_text(row, leaf),
        rule=rule_text(leaf.missing, None if weight is None else weight_text(weight), leaf),
    )


def unranked(row: Row, part: str, what: str) -> Text:
    leaf = leaf_of(row, part)
    weight = row.number(f"{part}.weight")
    return both(
        "reason.criterion.unranked",
        part=criterion_label(row.bound, leaf),
        why=unranked_text(row, leaf),
        rule=rule_text(leaf.missing, None if weight is None else weight_text(weight), leaf),
    )


def parent_missing(row: Row, part: str, what: str) -> Text:
    parent = criteria_of(row.bound)[part]
    weight = row.number(f"{part}.weight")
    return both(
        "reason.parent.missing",
        part=criterion_label(row.bound, parent),
        rule=rule_text(parent.missing, None if weight is None else weight_text(weight)),
    )


def below(row: Row, part: str, what: str) -> Text:
    leaf = leaf_of(row, part)
    f = row.bound.fields[leaf.field]
    gone = lost(row, leaf)
    card = card_of(row.bound, part)
    said = both(
        "reason.criterion.below" if card.id == ONLY else "reason.criterion.below.of",
        part=criterion_label(row.bound, leaf),
        value=shown(row.decided.get(f"{part}.value"), f.type, row.currency),
        points=points_text(row.number(f"{part}.points") or 0),
        greatest=points_text(leaf.greatest),
        lost="?" if gone is None else show(gone, card.scale),
        card=card_label(card),
    )
    own = leaf.declared.reason
    return said if own is None else both("reason.criterion.below.own", own=own, said=said)


def full(row: Row, part: str, what: str) -> Text:
    return full_text(row)
