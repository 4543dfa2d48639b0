"""Tiers that nobody can ever reach."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.numbers import POINT_SCALE, show
from engine.bind.bound import BoundPolicy, Scorecard, Tier
from engine.check.decided import decided_range


def unreachable_tiers(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT231: the threshold is above the highest attainable score, or a better tier takes all.

    A tier entered by a route, by `require` alone, by a flag's cap or for want of a seat is
    reachable. Avoid
    `gold: {at_least: 85}` where criteria give 80 at most.
    """
    card = bound.scorecard
    if card is None:
        return
    scale = card.scale
    least, greatest, profile, narrowed = decided_range(bound, card)
    capped = {e.cap for f in bound.flags for e in (f.then, f.if_unknown)}
    rejects = any(e.reject for f in bound.flags for e in (f.then, f.if_unknown))
    taker: Tier | None = None  # the best tier that everybody's score is enough for
    reached = False
    joined: set[int] = set()  # by those who find no seat in a better tier
    for number, tier in enumerate(bound.tiers):
        last = number == len(bound.tiers) - 1
        lowered = number in joined or (reached and (number in capped or (last and rejects)))
        if taker is not None and not lowered:
            yield _taken(tier, taker)
        elif _too_high(tier, greatest, scale) and not tier.routes and not lowered:
            yield _above(card, tier, show(greatest, scale), profile, narrowed)
        elif (better := _with_as_many(bound, number)) is not None and not lowered:
            yield _shadowed(tier, better)
        else:
            reached = True
            if tier.seats is not None:
                joined.add(tier.seats.when_full)
        threshold = None if tier.at_least is None else _lifted(tier.at_least, scale)
        takes = threshold is not None and threshold <= least and tier.require is None
        if taker is None and takes and not last:
            taker = tier


def _lifted(points: int, scale: int) -> int:
    return points * int(10 ** (scale - POINT_SCALE))


def _too_high(tier: Tier, greatest: int, scale: int) -> bool:
    return tier.at_least is not None and _lifted(tier.at_least, scale) > greatest


def _with_as_many(bound: BoundPolicy, number: int) -> Tier | None:
    """A better tier that takes, and keeps, everybody whose points are enough for this one."""
    tier = bound.tiers[number]
    if tier.at_least is None or tier.routes:
        return None
    for t in bound.tiers[:number]:
        if t.at_least == tier.at_least and t.require is None and _keeps(t) <= _keeps(tier):
            return t
    return None


def _keeps(tier: Tier) -> int:
    assert tier.at_least is not None
    return tier.at_least if tier.keep_at is None else tier.keep_at


def _above(card: Scorecard, tier: Tier, highest: str, profile: str, narrowed: bool) -> Diagnostic:
    word, enough = tier.declared.at_least, card.declared.enough_evidence
    assert word is not None
    at = next((w.at for w in card.declared.profiles if w.name == profile), card.declared.at)
    said = (f"criteria give {highest} at most", f"各指标合计最多 {highest}")
    why = f"`at_least` {word.text} is above the highest score {highest}"
    why_zh = f"`at_least` {word.text} 高于最高可能得分 {highest}"
    if narrowed and enough is not None:
        at = enough.at
        said = ("with less, a person decides", "低于它就转人工")
        why += " of a customer with enough evidence"
        why_zh = f"`at_least` {word.text} 高于数据充分的客户的最高可能得分 {highest}"
    labels = [Label(at, *said)]
    return Diagnostic(
        "KT231",
        {"tier": tier.id, "why": why, "why_zh": why_zh},
        at=word.at,
        labels=tuple(labels),
    )


def _taken(tier: Tier, taker: Tier) -> Diagnostic:
    assert taker.declared.at_least is not None
    label = Label(taker.declared.at_least.at, "no score is below this", "没有得分低于它")
    return Diagnostic(
        "KT231",
        {
            "tier": tier.id,
            "why": f"the better tier `{taker.id}` takes everybody",
            "why_zh": f"更高等级 `{taker.id}` 已收走所有人",
        },
        at=tier.declared.at,
        labels=(label,),
    )


def _shadowed(tier: Tier, better: Tier) -> Diagnostic:
    word, first = tier.declared.at_least, better.declared.at_least
    assert word is not None
    assert first is not None
    label = Label(first.at, "as many points", "得分门槛相同")
    return Diagnostic(
        "KT231",
        {
            "tier": tier.id,
            "why": f"the better tier `{better.id}` takes everybody with {word.text} points",
            "why_zh": f"达到 {word.text} 分的客户都归入更高等级 `{better.id}`",
        },
        at=word.at,
        labels=(label,),
    )
