"""Reason codes as sentences: `satisfaction.below` → what was read and what it cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engine.author.policy import ONLY, Text
from engine.bind.bound import BoundPolicy, Effect, Flag, Leaf, Parent
from engine.bind.masks import MASK
from engine.explain.classes import class_of, unknown_class
from engine.explain.formulas import fields_of, with_values
from engine.explain.moves import move_reason
from engine.explain.override import override_reason
from engine.explain.reasons_errors import future, of_field, of_id, outside, unlisted, unreadable
from engine.explain.reasons_scores import (
    below,
    benefit,
    criteria_of,
    differ,
    disagree,
    divided,
    evidence,
    full,
    missing,
    no_score,
    parent_missing,
    part_label,
    tier_of,
    unranked,
)
from engine.explain.row import Row
from engine.explain.scores import card_label
from engine.explain.values import (
    flag_label,
    named,
    points_text,
    tier_label,
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
    """A reason's code as outputs show it: that of a red flag that is not to be shown, of which it
    tells the answer, is masked."""
    part, _, what = code.rpartition(".")
    answers = what in ("yes", "unknown") and part in bound.masked
    return MASK if answers and any(f.id == part for f in bound.flags) else code


def kind_of(bound: BoundPolicy, code: str, outcome: str) -> Kind:
    """Which kind of code this is, under this policy and outcome."""
    part, _, what = code.rpartition(".")
    if outcome == "error":
        return _WHOLE.get(code) or _CELLS.get(what, "other")
    if part == "moves" and f"moves.{what}" in _MOVES:
        return _MOVES[f"moves.{what}"]
    if code in _OVERRIDES:
        return _OVERRIDES[code]
    if code in _WHOLE and part not in criteria_of(bound):
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
    criterion = criteria_of(bound).get(part)
    if isinstance(criterion, Parent) and what == "missing":
        return "parent.missing"
    if isinstance(criterion, Leaf) and what in ("missing", "too_old", "unranked", "below"):
        return f"criterion.{what}"  # type: ignore[return-value]
    tier = tier_of(bound, part)
    if tier is not None:
        if what == "require" and tier.require is not None:
            return "tier.require"
        if any(r.id == what for r in tier.routes):
            return "tier.route"
    if what == "unknown" and class_of(bound, part) is not None:
        return "class.unknown"
    return "benefit.missing" if part in bound.benefits and what == "missing" else "other"


# --- flags and tiers --------------------------------------------------------------------------


def effect_text(bound: BoundPolicy, flag: str, effect: Effect) -> Text:
    """What a flag does: `no better than watch, minus 5 points`; a mask where that is not to be
    shown."""
    if flag in bound.masked:
        return plain(MASK)
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
    if part in row.bound.masked:
        return both("reason.flag.hidden", flag=flag_label(row.bound, part))
    effect = effect_text(row.bound, part, flag.then if what == "yes" else flag.if_unknown)
    if flag.declared.reason is not None:
        return both(f"reason.flag.{what}.own", own=flag.declared.reason, effect=effect)
    return both(f"reason.flag.{what}", flag=flag_label(row.bound, part), effect=effect)


def _applies(row: Row, part: str, what: str) -> Text:
    typed = row.bound.applies_when
    formula = plain("") if typed is None else with_values(row, typed)
    return both("reason.applies_when.unknown", formula=formula)


def _require(row: Row, part: str, what: str) -> Text:
    tier = tier_of(row.bound, part)
    assert tier is not None and tier.require is not None
    unknown = any(row.known(f) and row.value(f) is None for f in fields_of(row, tier.require))
    key = "reason.tier.require.unknown" if unknown else "reason.tier.require"
    return both(key, tier=tier_label(row.bound, part), formula=with_values(row, tier.require))


def _route(row: Row, part: str, what: str) -> Text:
    tier = tier_of(row.bound, part)
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


def _other(row: Row, part: str, what: str) -> Text:
    return both("reason.other", part=part_label(row.bound, part) if part else "", what=what)


_WORDS: Final[Mapping[Kind, Callable[[Row, str, str], Text]]] = {
    "error.unreadable": unreadable, "error.digits": unreadable, "error.outside": outside,
    "error.future": future, "error.unlisted": unlisted, "error.missing": of_field,
    "error.rows": of_field, "error.no_currency": of_field,
    "error.strange_currency": of_field, 
    "id.duplicate": of_id, "id.missing": of_id, "id.total": of_id,
    "id.orphan": of_id, "id.cycle": of_id,
    "applies_when.unknown": _applies, "flag.yes": _flag, "flag.unknown": _flag,
    "tier.require": _require, "tier.route": _route, "class.unknown": unknown_class,
    "field.disagree": disagree, "sources.disagree": differ,
    "scorecard.missing": no_score, "scorecard.evidence": evidence,
    "divided_by_zero": divided, "benefit.missing": benefit, "seats.full": full,
    "criterion.missing": missing, "criterion.too_old": missing,
    "criterion.unranked": unranked,
    "parent.missing": parent_missing, "criterion.below": below,
    **dict.fromkeys(_MOVES.values(), move_reason),
    **dict.fromkeys(_OVERRIDES.values(), override_reason), "other": _other,
}  # fmt: skip
