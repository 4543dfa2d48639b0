"""A person's decision on one customer (docs/language.md 6 and 13, "Overrides")."""

from __future__ import annotations

from dataclasses import dataclass

from engine.compile.build import Row
from engine.compile.lower.ground import Ground

#: What may come of an override.
WORDS = ("applied", "expired", "unapproved", "gone", "refused")


@dataclass(slots=True)
class Ruled:
    """The word for what came of it, missing where there is none; whether it acts, and the number
    of its tier."""

    word: int
    applies: int
    tier: int

    def reasons(self, g: Ground) -> list[tuple[int, str]]:
        return [(g.b.holds(g.b.equals(self.word, word)), f"override.{word}") for word in WORDS]


def lower_override(g: Ground, judged: int, reject: int, refer: int) -> Ruled | None:
    """What a person's decision does to whom the policy applies; None where it has no overrides."""
    rules, b = g.bound.override, g.b
    if rules is None:
        return None
    with b.about("override"):
        tier, until = g.column("override.tier"), g.column("override.until")
        rows: list[tuple[int, Row]] = [
            (b.holds(b.equals(tier, t.id)), (k,)) for k, t in enumerate(g.bound.tiers)
        ]
        (number,) = b.choose(rows, (None,))
        in_force = b.holds(b.compare(">=", until, b.number(g.as_of)))
        barred = []
        if "reject" not in rules.may_lift:
            barred.append(reject)
        if "refer" not in rules.may_lift:
            barred.append(b.every(b.negate(reject), refer))
        word = b.case(
            [
                (b.some(b.negate(judged), b.missing(tier)), b.nothing("text")),
                (b.negate(in_force), b.text("expired")),
                (b.negate(b.holds(g.column("override.approved"))), b.text("unapproved")),
                (b.missing(number), b.text("gone")),
                (b.some(*barred), b.text("refused")),
            ],
            b.text("applied"),
        )
        return Ruled(word, b.holds(b.equals(word, "applied")), number)
