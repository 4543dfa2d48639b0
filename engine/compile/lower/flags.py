"""Red flags: answers, effects as text, and what all effects together do (docs/language.md 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.atoms.numbers import POINT_SCALE, show
from engine.author.policy import ONLY
from engine.bind.bound import BoundPolicy, Effect, Flag
from engine.compile.build import Row
from engine.compile.lower.fields import Known
from engine.compile.lower.formulas import lower_truth
from engine.compile.lower.ground import Ground


@dataclass(slots=True)
class Flags:
    """`minus` in thousandths by scorecard, `cap` the number of the best tier still allowed;
    `reasons` are (condition, code)."""

    minus: dict[str, int]
    cap: int
    reject: int
    refer: int
    answers: dict[str, int] = field(default_factory=dict)
    effects: dict[str, int] = field(default_factory=dict)
    reasons: list[tuple[int, str]] = field(default_factory=list)


def lower_flags(g: Ground, known: Known) -> Flags:
    b = g.b
    cards = [card.id for card in g.bound.scorecards] or [ONLY]
    zero = b.number(0)
    found = Flags(dict.fromkeys(cards, zero), zero, b.truth(False), b.truth(False))
    minus: list[Sequence[int]] = []
    caps, rejects, refers = [zero], [], []
    for flag in g.bound.flags:
        with b.about(f"flag {flag.id}", flag.declared.at):
            yes, unknown, less, cap = _flag(g, flag, known, found)
            minus.append(less)
            caps.append(cap)
            for acts, effect in ((yes, flag.then), (unknown, flag.if_unknown)):
                rejects += [acts] if effect.reject else []
                refers += [acts] if effect.refer else []
    with b.about("flags"):
        for card, parts in zip(cards, zip(*minus, strict=True), strict=False):
            found.minus[card] = b.add(*parts)
        for cap in caps:
            found.cap = b.greatest(found.cap, cap)
        found.reject, found.refer = b.some(*rejects), b.some(*refers)
    return found


def _flag(g: Ground, flag: Flag, known: Known, found: Flags) -> tuple[int, int, Sequence[int], int]:
    """Conditions of yes and unknown; minus (for each scorecard) and cap of the effect that acts."""
    b, cards = g.b, list(found.minus)
    rows: list[tuple[int, Row]] = []
    if flag.when is None:
        answer = known.answers[flag.id]
        truth, aside = answer.value, answer.not_applicable
    else:
        truth, aside = lower_truth(g, flag.when, ("flag", flag.id)), b.truth(False)
    nothing: Row = (None, *(0 for _ in cards), 0)
    rows.append((truth, ("yes", *_row(g.bound, flag.then, cards))))
    rows.append((b.negate(truth), ("no", *nothing)))
    rows.append((aside, ("not_applicable", *nothing)))
    unknown_row: Row = ("unknown", *_row(g.bound, flag.if_unknown, cards))
    if not b.nullable(truth):
        rows, unknown_row = rows[:1], ("no", *nothing)
    said, effect, *minus, cap = b.choose(rows, unknown_row)
    yes = b.holds(truth)
    unknown = b.every(b.missing(truth), b.negate(aside))
    found.answers[flag.id], found.effects[flag.id] = said, effect
    if flag.then.acts:
        found.reasons.append((yes, f"{flag.id}.yes"))
    if flag.if_unknown.acts:
        found.reasons.append((unknown, f"{flag.id}.unknown"))
    return yes, unknown, minus, cap


def _row(bound: BoundPolicy, effect: Effect, cards: Sequence[str]) -> Row:
    minus = ((effect.minus or 0) if effect.card == card else 0 for card in cards)
    return (effect_text(bound, effect), *minus, effect.cap or 0)


def effect_text(bound: BoundPolicy, effect: Effect) -> str | None:
    """An effect as decisions show it: `cap normal, minus 15`, `minus 15 from strength`; None where
    nothing acts."""
    if effect.reject:
        return "reject"
    if effect.refer:
        return "refer"
    words = []
    if effect.cap is not None:
        words.append(f"cap {bound.tiers[effect.cap].id}")
    if effect.minus is not None:
        of = "" if effect.card == ONLY else f" from {effect.card}"
        words.append(f"minus {show(effect.minus, POINT_SCALE)}{of}")
    return ", ".join(words) or None
