"""Benefits that outlive the loss of their tier (docs/language.md 9 and 13, "Ends of benefits")."""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.dates import first_still
from engine.bind.bound import Action
from engine.compile.lower.ground import Ground
from engine.compile.lower.moves import Before


@dataclass(slots=True)
class Notice:
    """(condition, action) of each benefit that is granted still, tier by tier; the tier's name, and
    what the next decision finds."""

    granted: list[tuple[int, Action]]
    tier: int
    lost: int


def lower_notice(
    g: Ground, before: Before, final: int, decided: int, alone: int, closed: int
) -> Notice:
    """`final` is the tier by the policy; `decided` where it gives one, `alone` where moreover no
    person and no rejection has the word, `closed` where it does not apply."""
    b = g.b
    with b.about("benefits_end"):
        lost = g.column("previous.lost")
        falls = b.every(before.known, b.holds(b.compare(">", final, before.held)))
        stays = b.every(before.known, b.holds(b.compare("==", final, before.held)))
        of = {grant.key: grant.actions for grant in g.bound.grants}
        granted, tiers = [], []
        for k, tier in enumerate(g.bound.tiers):
            here = []
            fell = b.every(falls, b.holds(b.equals(before.held, k)))
            stayed = b.every(stays, b.holds(b.equals(lost, tier.id)))
            for action in of.get(tier.id, ()):
                notice = g.bound.benefits[action.benefit].notice if action.benefit else None
                if notice is None:
                    continue
                day = b.number(first_still(g.as_of, notice))
                still = b.every(stayed, b.holds(b.compare(">=", before.since, day)))
                here.append(b.every(alone, b.some(fell, still)))
                granted.append((here[-1], action))
            if here:
                tiers.append((b.some(*here), b.text(tier.id)))
        next_ = b.case(
            [
                (closed, b.nothing("text")),
                (b.every(decided, falls), before.tier),
                (b.every(decided, b.negate(stays)), b.nothing("text")),
            ],
            lost,
        )
        if g.bound.policy.reassess_on:  # out of turn: everything stays as it was
            next_ = b.case([(b.missing(g.column("event")), next_)], lost)
        return Notice(granted, b.case(tiers, b.nothing("text")), next_)
