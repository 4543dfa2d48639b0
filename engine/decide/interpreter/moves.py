"""Moves: what the previous decision does to this one, and what this one leaves to the next.

docs/language.md 6 and 13 ("Moves").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from engine.atoms.dates import forward
from engine.bind.bound import BoundPolicy, Moves
from engine.bind.contract import HELD

Row = dict[str, object]
#: What became of the tier held; docs/language.md 6 says of each word when it is said.
Move = Literal[
    "first", "gone", "none", "kept_at", "held", "confirming", "grace", "one_level", "promoted",
    "demoted",
]  # fmt: skip
#: Moves that are a reason.
SAID: frozenset[Move] = frozenset({"gone", "kept_at", "held", "confirming", "grace", "one_level"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk ends: the number of the tier, and whether it stopped there for a person."""

    number: int
    stopped: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What the previous decision left of one customer, and what the policy makes of it.

    `number` is the place of the tier held; None where there is none, or it no longer exists.
    """

    rules: Moves
    as_of: int
    tier: str | None = None
    since: int | None = None
    worse: int | None = None
    grace: int | None = None
    number: int | None = None
    event: bool = False  # an assessment out of turn, which leaves everything as it was
    lost: str | None = None  # the tier that was lost last

    @property
    def keeps(self) -> Move | None:
        """What keeps the tier held where today's assessment is worse; None if nothing does."""
        rules, since = self.rules, self.since
        if rules.hold is not None and since is not None and self.as_of < forward(since, rules.hold):
            return "held"
        if rules.confirm is not None and self.count < rules.confirm:
            return "confirming"
        if rules.grace is not None and self.as_of < forward(self.start, rules.grace):
            return "grace"
        return None

    @property
    def count(self) -> int:
        """Assessments in a row that are worse, where today's is."""
        return (self.worse or 0) + 1

    @property
    def start(self) -> int:
        """The first of them, where today's is worse."""
        return self.as_of if self.grace is None else self.grace

    def after(self, place: Place) -> Place:
        """Where a walk leads that ends here; where it stopped, a person decides as ever."""
        if place.stopped or self.number is None or place.number <= self.number:
            return place
        if self.keeps is not None:
            return Place(self.number, stopped=False)
        return Place(self.number + 1, stopped=False) if self.rules.one_level else place


def before_of(bound: BoundPolicy, row: Mapping[str, object], as_of: int) -> Before:
    """The previous decision in a canonical row; nothing where the policy does not look at it."""
    if bound.moves is None:
        return Before(Moves(), as_of)
    tier = cast("str | None", row.get("previous.tier"))
    since, worse, grace = (cast("int | None", row.get(f"previous.{what}")) for what, _ in HELD[1:])
    number = next((n for n, t in enumerate(bound.tiers) if t.id == tier), None)
    event = row.get("event") is not None
    lost = cast("str | None", row.get("previous.lost"))
    return Before(bound.moves, as_of, tier, since, worse, grace, number, event, lost)


def move_of(before: Before, by_points: Place | None, by_moves: Place | None, end: Place) -> Move:
    """The word for what happened. `by_points` is where the walk by `at_least` ended, `by_moves`
    where the one by `keep_at` did, before anything kept the tier; `end` the final place."""
    held = before.number
    if held is None:
        return "first" if before.tier is None else "gone"
    if end.number < held:
        return "promoted"
    worse = by_moves is not None and by_moves.number > held
    if end.number > held:
        lets_go = before.rules.one_level and before.keeps is None
        softened = lets_go and by_moves is not None and by_moves.number > end.number
        return "one_level" if softened else "demoted"
    if worse:
        return before.keeps or "none"
    helped = by_points is not None and by_points.number > held
    return "kept_at" if helped else "none"


def state_after(before: Before, by_moves: Place | None, end: Place | None, outcome: str) -> Row:
    """`tier`, `since`, `worse`, `grace` as the next decision finds them; `end` is that of who is
    decided (a number of `bound.tiers`)."""
    kept: Row = {"since": before.since, "worse": before.worse, "grace": before.grace}
    if before.event:
        return kept
    if outcome == "not_applicable":
        return {"since": None, "worse": None, "grace": None}
    if outcome != "decided" or end is None:
        return kept
    if end.number != before.number:
        return {"since": before.as_of, "worse": 0, "grace": None}
    if by_moves is None or by_moves.number <= end.number:
        return {"since": before.since, "worse": 0, "grace": None}
    grace = None if before.rules.grace is None else before.start
    return {"since": before.since, "worse": before.count, "grace": grace}
