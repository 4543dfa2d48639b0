"""A person's decision on one customer: what came of it. docs/language.md 6 and 13 ("Overrides")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.decide.interpreter.fields import Case

#: What came of an override; docs/language.md 13 says of each word when it is said.
Word = Literal["applied", "expired", "unapproved", "gone", "refused"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What came of it, None where there is none; and the number of its tier where it acts."""

    word: Word | None = None
    number: int | None = None


def rule(case: Case, row: Mapping[str, object], rejected: bool, outcome: str) -> Ruling:
    """What a person's decision does to a customer for whom the policy has this outcome."""
    rules, tier = case.bound.override, row.get("override.tier")
    if rules is None or tier is None or outcome in ("error", "not_applicable"):
        return Ruling()
    until = row.get("override.until")
    if not isinstance(until, int) or until < case.as_of:
        return Ruling("expired")
    if row.get("override.approved") is not True:
        return Ruling("unapproved")
    number = next((n for n, t in enumerate(case.bound.tiers) if t.id == tier), None)
    if number is None:
        return Ruling("gone")
    lifts = "reject" if rejected else "refer" if outcome == "refer" else None
    if lifts is not None and lifts not in rules.may_lift:
        return Ruling("refused")
    return Ruling("applied", number)
