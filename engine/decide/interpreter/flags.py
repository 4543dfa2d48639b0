"""Red flags: every one is asked, always, and every effect acts. docs/language.md 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.atoms.numbers import POINT_SCALE, show
from engine.author.policy import ONLY
from engine.bind.bound import Effect, Flag, Tier
from engine.decide.interpreter.fields import Case

NOTHING = Effect()
WORD = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Raised:
    """One flag's answer and the effect that acts because of it (often none)."""

    flag: Flag
    answer: str
    effect: Effect
    text: str | None  # the effect in words: `cap watch, minus 5`


def raise_flags(case: Case) -> list[Raised]:
    """The answer and effect of every flag, in policy order."""
    raised = []
    for flag in case.bound.flags:
        if flag.when is None:
            answer = case.answers[flag.id]
        else:
            answer = WORD[case.ask("flag", flag.id, flag.when).truth]
        effect = {"yes": flag.then, "unknown": flag.if_unknown}.get(answer, NOTHING)
        raised.append(Raised(flag, answer, effect, effect_text(effect, case.bound.tiers)))
    return raised


def effect_text(effect: Effect, tiers: Sequence[Tier]) -> str | None:
    """`reject`, `refer`, `cap watch`, `minus 15`, `cap watch, minus 2.5 from strength`; None for
    none."""
    words = []
    if effect.reject:
        words.append("reject")
    if effect.refer:
        words.append("refer")
    if effect.cap is not None:
        words.append(f"cap {tiers[effect.cap].id}")
    if effect.minus is not None:
        of = "" if effect.card == ONLY else f" from {effect.card}"
        words.append(f"minus {show(effect.minus, POINT_SCALE)}{of}")
    return ", ".join(words) or None


@dataclass(frozen=True, slots=True)
class Effects:
    """What all flags together do."""

    reject: bool
    refer: bool
    cap: int | None  # the lowest tier named, the best being 0
    minus: Mapping[str, int]  # thousandths, by scorecard


def together(raised: Sequence[Raised]) -> Effects:
    """All effects act, so the order of flags never matters."""
    effects = [r.effect for r in raised]
    caps = [e.cap for e in effects if e.cap is not None]
    minus: dict[str, int] = {}
    for e in effects:
        minus[e.card] = minus.get(e.card, 0) + (e.minus or 0)
    return Effects(
        reject=any(e.reject for e in effects),
        refer=any(e.refer for e in effects),
        cap=max(caps) if caps else None,
        minus=minus,
    )
