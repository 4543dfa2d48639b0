"""Reason codes as sentences: `satisfaction.below` → what was read and what it cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engine.atoms.dates import from_day
from engine.atoms.kinds import KIND_WORDS
from engine.atoms.numbers import show
from engine.author.policy import ONLY, Text
from engine.bind.bound import BoundPolicy, Effect, Flag, Leaf, Parent, Tier, Type
from engine.bind.masks import MASK
from engine.explain.classes import class_label, class_of, unknown_class
from engine.explain.criteria import rule_text, too_old_text
from engine.explain.formulas import fields_of, with_values
from engine.explain.moves import move_reason
from engine.explain.override import override_reason
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
    named,
    points_text,
    shown,
    tier_label,
    weight_text,
)
from engine.explain.words import both, joined, plain

Kind = Literal[
    "error.unreadable", "error.digits", "error.outside", "error.future", "error.unlisted",
    "error.missing", "error.rows", "error.no_currency", "error.strange_currency", "id.duplicate",
    "id.missing", "id.total", "id.orphan", "id.cycle", "applies_when.unknown", "flag.yes",
    "flag.unknown", "tier.require", "tier.route", "class.unknown", "field.disagree",
    "sources.disagree",
    "scorecard.missing", "scorecard.evidence", "divided_by_zero", "benefit.missing", "seats.full",
    "criterion.missing", "criterion.too_old", "criterion.unranked", "parent.missing",
    "criterion.below", "moves.gone",
    "moves.kept_at", "moves.held", "moves.confirming", "moves.grace", "moves.one_level",
    "override.applied", "override.expired", "override.unapproved", "override.gone",
    "override.refused", "other",
]  # fmt: skip

#: Endings of codes that speak of a cell, or of the rows of a table.
_CELLS: Final[Mapping[str, Kind]] = {
    "unreadable": "error.unreadable", "digits": "error.digits", "outside": "error.outside",
    "future": "error.future", "unlisted": "error.unlisted", "missing": "error.missing",
    "rows": "error.rows", "no_currency": "error.no_currency",
    "strange_currency": "error.strange_currency",
}  # fmt: skip
_WHOLE: Final[Mapping[str, Kind]] = {
    "id.duplicate": "id.duplicate", "id.missing": "id.missing", "id.total": "id.total",
    "id.orphan": "id.orphan", "id.cycle": "id.cycle",
    "applies_when.unknown": "applies_when.unknown",
}  # fmt: skip


_MOVES: Final[Mapping[str, Kind]] = {
    "moves.gone": "moves.gone",
    "moves.kept_at": "moves.kept_at",
    "moves.held": "moves.held",
    "moves.confirming": "moves.confirming",
    "moves.grace": "moves.grace",
    "moves.one_level": "moves.one_level",
}
_OVERRIDES: Final[Mapping[str, Kind]] = {
    "override.applied": "override.applied", "override.expired": "override.expired",
    "override.unapproved": "override.unapproved", "override.gone": "override.gone",
    "override.refused": "override.refused",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code, what kind of code it is, and its sentence."""

    code: str
    kind: Kind
    sentence: Text


def reasons(row: Row) -> tuple[Reason, ...]:
    """All reasons of a decision in their ranked order."""
    return tuple(reason(row, code) for code in row.reasons)


def reason(row: Row, code: str) -> Reason:
    """One reason in words. Every code has a sentence; an unknown one is shown as it is."""
    kind = kind_of(row.bound, code, row.outcome)
    part, _, what = code.rpartition(".")
    said = _WORDS[kind](row, part, what)
    return Reason(shown_code(row.bound, code), kind, said)


def shown_code(bound: BoundPolicy, code: str) -> str:
    """A reason's code as outputs show it: that of a red flag that is not to be shown is masked."""
    part, _, what = code.rpartition(".")
    flags = any(f.id == part for f in bound.flags)
    return f"{MASK}.{what}" if flags and part in bound.masked else code


def kind_of(bound: BoundPolicy, code: str, outcome: str) -> Kind:
    """Which kind of code this is, under this policy and outcome."""
    part, _, what = code.rpartition(".")
    if outcome == "error":
        return _WHOLE.get(code) or _CELLS.get(what, "other")
    if part == "moves" and f"moves.{what}" in _MOVES:
        return _MOVES[f"moves.{what}"]
    if code in _OVERRIDES:
        return _OVERRIDES[code]
    if code in _WHOLE and part not in _criteria(bound):
        return _WHOLE[code]
    if what == "divided_by_zero":
        return "divided_by_zero"
    if what in ("missing", "evidence") and any(card.id == part for card in bound.scorecards):
        return "scorecard.missing" if what == "missing" else "scorecard.evidence"
    if what == "disagree" and part in bound.policy.data:
        return "field.disagree"
    if what == "disagree" and part in bound.policy.derived:
        return "sources.disagree"
    if what in ("yes", "unknown") and any(f.id == part for f in bound.flags):
        return "flag.yes" if what == "yes" else "flag.unknown"
    if code == "seats.full" and bound.seated():
        return "seats.full"
    criterion = _criteria(bound).get(part)
    if isinstance(criterion, Parent) and what == "missing":
        return "parent.missing"
    if isinstance(criterion, Leaf) and what in ("missing", "too_old", "unranked", "below"):
        return f"criterion.{what}"  # type: ignore[return-value]
    tier = _tier(bound, part)
    if tier is not None:
        if what == "require" and tier.require is not None:
            return "tier.require"
        if any(r.id == what for r in tier.routes):
            return "tier.route"
    if what == "unknown" and class_of(bound, part) is not None:
        return "class.unknown"
    return "benefit.missing" if part in bound.benefits and what == "missing" else "other"


def _criteria(bound: BoundPolicy) -> dict[str, Leaf | Parent]:
    found: dict[str, Leaf | Parent] = {}
    for card in bound.scorecards:
        found |= {c.id: c for c in (*card.criteria, *card.leaves())}
    return found


def _tier(bound: BoundPolicy, id: str) -> Tier | None:
    return next((t for t in bound.tiers if t.id == id), None)


# --- errors ----------------------------------------------------------------------------------


def _unreadable(row: Row, part: str, what: str) -> Text:
    return both(f"reason.error.{what}", part=field_label(row.bound, part), kind=_kind(row, part))


def _kind(row: Row, part: str) -> Text:
    f = row.bound.fields.get(part)
    if f is None:
        return plain("?")
    return Text(*KIND_WORDS["answer" if f.origin == "item" else f.type.kind])


def _outside(row: Row, part: str, what: str) -> Text:
    f = row.bound.fields.get(part)
    range_ = plain("?") if f is None else _range(f.type, row.currency)
    return both("reason.error.outside", part=field_label(row.bound, part), range=range_)


def _range(t: Type, currency: str | None) -> Text:
    """`0 to 100`, or the declared words."""
    if t.low is not None and t.high is not None:
        low, high = shown(t.low, t, currency), shown(t.high, t, currency)
        return both("range", low=low, high=high)
    return joined([plain(w) for w in t.words or ()])


def _future(row: Row, part: str, what: str) -> Text:
    as_of = from_day(row.as_of).isoformat()
    return both("reason.error.future", part=field_label(row.bound, part), as_of=as_of)


def _unlisted(row: Row, part: str, what: str) -> Text:
    f = row.bound.fields[part]
    value = shown(row.value(f), f.type, row.currency)
    return both("reason.error.unlisted", part=field_label(row.bound, part), value=value)


def _of_field(row: Row, part: str, what: str) -> Text:
    return both(f"reason.error.{what}", part=field_label(row.bound, part))


def _of_id(row: Row, part: str, what: str) -> Text:
    return both(f"reason.id.{what}")


# --- flags and tiers --------------------------------------------------------------------------


def effect_text(bound: BoundPolicy, effect: Effect) -> Text:
    """What a flag does: `no better than watch, minus 5 points`."""
    parts: list[Text] = []
    if effect.reject:
        parts.append(both("effect.reject"))
    if effect.refer:
        parts.append(both("effect.refer"))
    if effect.cap is not None:
        tier = tier_label(bound, bound.tiers[effect.cap].id)
        parts.append(both("effect.cap", tier=tier))
    if effect.minus is not None:
        points = points_text(effect.minus)
        if effect.card == ONLY:
            parts.append(both("effect.minus", points=points))
        else:
            card = card_label(bound.card(effect.card))
            parts.append(both("effect.minus.of", points=points, card=card))
    return joined(parts, zh="，")


def _flag(row: Row, part: str, what: str) -> Text:
    flag: Flag = next(f for f in row.bound.flags if f.id == part)
    effect = effect_text(row.bound, flag.then if what == "yes" else flag.if_unknown)
    if flag.declared.reason is not None and part not in row.bound.masked:
        return both(f"reason.flag.{what}.own", own=flag.declared.reason, effect=effect)
    return both(f"reason.flag.{what}", flag=flag_label(row.bound, part), effect=effect)


def _applies(row: Row, part: str, what: str) -> Text:
    typed = row.bound.applies_when
    formula = plain("") if typed is None else with_values(row, typed)
    return both("reason.applies_when.unknown", formula=formula)


def _require(row: Row, part: str, what: str) -> Text:
    tier = _tier(row.bound, part)
    assert tier is not None and tier.require is not None
    unknown = any(row.known(f) and row.value(f) is None for f in fields_of(row, tier.require))
    key = "reason.tier.require.unknown" if unknown else "reason.tier.require"
    return both(key, tier=tier_label(row.bound, part), formula=with_values(row, tier.require))


def _route(row: Row, part: str, what: str) -> Text:
    tier = _tier(row.bound, part)
    assert tier is not None
    route = next(r for r in tier.routes if r.id == what)
    label = next((r.label for r in tier.declared.routes if r.id == what), None)
    key = "reason.tier.route.open" if row.outcome == "refer" else "reason.tier.route"
    return both(
        key,
        route=named(label, what),
        tier=tier_label(row.bound, part),
        formula=with_values(row, route.when),
    )


# --- the score --------------------------------------------------------------------------------


def _no_score(row: Row, part: str, what: str) -> Text:
    card = row.bound.card(part)
    if part == ONLY:
        return both("reason.scorecard.missing")
    return both("reason.scorecard.missing.of", card=card_label(card))


def _evidence(row: Row, part: str, what: str) -> Text:
    key = "reason.scorecard.evidence" if part == ONLY else "reason.scorecard.evidence.of"
    return evidence_text(row, row.bound.card(part), key)


def _divided(row: Row, part: str, what: str) -> Text:
    return both("reason.divided_by_zero", part=_part_label(row.bound, part))


def _part_label(bound: BoundPolicy, part: str) -> Text:
    """The label of whatever part of the policy has this id."""
    if part in bound.fields:
        return field_label(bound, part)
    if any(f.id == part for f in bound.flags):
        return flag_label(bound, part)
    if _tier(bound, part) is not None:
        return tier_label(bound, part)
    if class_of(bound, part) is not None:
        return class_label(bound, part)
    return benefit_label(bound, part)


def _disagree(row: Row, part: str, what: str) -> Text:
    f = row.bound.fields[part]
    return both(
        "reason.field.disagree",
        part=field_label(row.bound, part),
        spread=show(row.number(f.spread_name) or 0, f.type.scale),
        limit=show(f.disagree or 0, f.type.scale),
    )


def _differ(row: Row, part: str, what: str) -> Text:
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


def _benefit(row: Row, part: str, what: str) -> Text:
    return both("reason.benefit.missing", part=benefit_label(row.bound, part))


def _leaf(row: Row, part: str) -> Leaf:
    leaf = _criteria(row.bound)[part]
    assert isinstance(leaf, Leaf)
    return leaf


def _missing(row: Row, part: str, what: str) -> Text:
    leaf = _leaf(row, part)
    weight = row.number(f"{part}.weight")
    return both(
        f"reason.criterion.{what}",
        part=criterion_label(row.bound, leaf),
        field=field_label(row.bound, leaf.field),
        age=too_old_text(row, leaf),
        rule=rule_text(leaf.missing, None if weight is None else weight_text(weight), leaf),
    )


def _unranked(row: Row, part: str, what: str) -> Text:
    leaf = _leaf(row, part)
    weight = row.number(f"{part}.weight")
    return both(
        "reason.criterion.unranked",
        part=criterion_label(row.bound, leaf),
        why=unranked_text(row, leaf),
        rule=rule_text(leaf.missing, None if weight is None else weight_text(weight), leaf),
    )


def _parent_missing(row: Row, part: str, what: str) -> Text:
    parent = _criteria(row.bound)[part]
    weight = row.number(f"{part}.weight")
    return both(
        "reason.parent.missing",
        part=criterion_label(row.bound, parent),
        rule=rule_text(parent.missing, None if weight is None else weight_text(weight)),
    )


def _below(row: Row, part: str, what: str) -> Text:
    leaf = _leaf(row, part)
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


def _full(row: Row, part: str, what: str) -> Text:
    return full_text(row)


def _other(row: Row, part: str, what: str) -> Text:
    return both("reason.other", part=_part_label(row.bound, part) if part else "", what=what)


_WORDS: Final[Mapping[Kind, Callable[[Row, str, str], Text]]] = {
    "error.unreadable": _unreadable, "error.digits": _unreadable, "error.outside": _outside,
    "error.future": _future, "error.unlisted": _unlisted, "error.missing": _of_field,
    "error.rows": _of_field, "error.no_currency": _of_field,
    "error.strange_currency": _of_field, 
    "id.duplicate": _of_id, "id.missing": _of_id, "id.total": _of_id,
    "id.orphan": _of_id, "id.cycle": _of_id,
    "applies_when.unknown": _applies, "flag.yes": _flag, "flag.unknown": _flag,
    "tier.require": _require, "tier.route": _route, "class.unknown": unknown_class,
    "field.disagree": _disagree, "sources.disagree": _differ,
    "scorecard.missing": _no_score, "scorecard.evidence": _evidence,
    "divided_by_zero": _divided, "benefit.missing": _benefit, "seats.full": _full,
    "criterion.missing": _missing, "criterion.too_old": _missing,
    "criterion.unranked": _unranked,
    "parent.missing": _parent_missing, "criterion.below": _below,
    **dict.fromkeys(_MOVES.values(), move_reason),
    **dict.fromkeys(_OVERRIDES.values(), override_reason), "other": _other,
}  # fmt: skip
