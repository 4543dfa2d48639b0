"""Moves: what the previous decision does to this one, and what this one leaves to the next
(docs/language.md 6 and 13, "Moves")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.atoms.dates import first_still
from engine.bind.bound import Moves
from engine.bind.contract import HELD
from engine.compile.build import Row
from engine.compile.lower.ground import Ground

#: Moves that are a reason, as they follow one another in the policy's own order.
SAID = ("gone", "kept_at", "held", "confirming", "grace", "one_level")


@dataclass(slots=True)
class Before:
    """What the previous decision left. `held` is the number of the tier held, the last one where
    there is none: whom nothing holds cannot fall below it. `keeps` is true where a worse
    assessment changes nothing, for the reason `why`."""

    rules: Moves
    tier: int
    since: int
    worse: int
    grace: int
    held: int
    known: int
    keeps: int
    why: int

    def after(self, g: Ground, tier: int) -> int:
        """Where a walk leads that ends at this tier without stopping."""
        b = g.b
        falls = b.holds(b.compare(">", tier, self.held))
        rows = [(b.every(falls, self.keeps), self.held)]
        if self.rules.one_level:
            rows.append((falls, b.add(self.held, b.number(1))))
        return b.case(rows, tier)


def lower_before(g: Ground) -> Before | None:
    """The previous decision; None where the policy does not look at it."""
    rules, b = g.bound.moves, g.b
    if rules is None:
        return None
    with b.about("moves"):
        tier, since, worse, grace = (g.column(f"previous.{what}") for what, _ in HELD)
        last = len(g.bound.tiers) - 1
        known = [(b.holds(b.equals(tier, t.id)), k) for k, t in enumerate(g.bound.tiers)]
        rows: list[tuple[int, Row]] = [(c, (k,)) for c, k in known]
        (held,) = b.choose(rows, (last,))
        before = b.coalesce(worse, b.number(0))
        lets: list[tuple[int, str]] = []
        if rules.hold is not None:
            day = b.number(first_still(g.as_of, rules.hold))
            lets.append((b.holds(b.compare(">=", since, day)), "held"))
        if rules.confirm is not None:
            lets.append((b.compare("<", before, b.number(rules.confirm - 1)), "confirming"))
        if rules.grace is not None:
            start = b.coalesce(grace, b.number(g.as_of))
            day = b.number(first_still(g.as_of, rules.grace))
            lets.append((b.compare(">=", start, day), "grace"))
        keeps = b.some(*(c for c, _ in lets))
        (why,) = b.choose([(c, (word,)) for c, word in lets], ("none",))
        return Before(
            rules, tier, since, before, grace, held, b.some(*(c for c, _ in known)), keeps, why
        )


@dataclass(slots=True)
class Moved:
    """The word for what happened, missing but for who is decided, and the columns of the
    state."""

    move: int
    columns: Mapping[str, int]

    def reasons(self, g: Ground) -> list[tuple[int, str]]:
        return [(g.b.holds(g.b.equals(self.move, word)), f"moves.{word}") for word in SAID]


def lower_moves(
    g: Ground,
    before: Before,
    places: tuple[int, int],
    final: int,
    decided: int,
    closed: int,
) -> Moved:
    """`places` are where the walk by `at_least` and the one by `keep_at` ended (missing without a
    walk), `final` the final tier; `closed` is true where the policy does not apply."""
    b = g.b
    by_points, by_moves = places
    with b.about("moves"):
        rises = b.compare("<", final, before.held)
        falls = b.compare(">", final, before.held)
        worse = b.holds(b.compare(">", by_moves, before.held))
        deeper = b.holds(b.compare(">", by_moves, final))
        lets_go = b.every(b.truth(before.rules.one_level), b.negate(before.keeps))
        helped = b.holds(b.compare(">", by_points, before.held))
        move = b.case(
            [
                (b.missing(before.tier), b.text("first")),
                (b.negate(before.known), b.text("gone")),
                (rises, b.text("promoted")),
                (b.every(falls, deeper, lets_go), b.text("one_level")),
                (falls, b.text("demoted")),
                (worse, before.why),
                (helped, b.text("kept_at")),
            ],
            b.text("none"),
        )
        changed = b.every(decided, b.some(b.negate(before.known), rises, falls))
        columns = _state(g, before, final, _Course(decided, closed, changed, worse))
    return Moved(b.when(decided, move), columns)


@dataclass(frozen=True, slots=True)
class _Course:
    """What came of the tier held: whether anybody is decided, the policy is not for them, the tier
    is another, and today's assessment is worse."""

    decided: int
    closed: int
    changed: int
    worse: int


def _state(g: Ground, before: Before, final: int, now: _Course) -> dict[str, int]:
    """What this decision leaves to the next, by column."""
    b, closed, changed = g.b, now.closed, now.changed
    counted = b.every(now.decided, b.negate(changed), now.worse)
    steady = b.every(now.decided, b.negate(changed), b.negate(now.worse))
    nothing, zero = b.nothing("int"), b.number(0)
    since = b.case([(closed, nothing), (changed, b.number(g.as_of))], before.since)
    count = b.case(
        [
            (closed, nothing),
            (b.some(changed, steady), zero),
            (counted, b.add(before.worse, b.number(1))),
        ],
        g.column("previous.worse"),
    )
    start = nothing
    if before.rules.grace is not None:
        start = b.coalesce(before.grace, b.number(g.as_of))
    grace = b.case([(b.some(closed, changed, steady), nothing), (counted, start)], before.grace)
    (name,) = tier_name(g, final)
    tier = b.case([(closed, b.nothing("text")), (now.decided, name)], before.tier)
    if g.bound.policy.reassess_on:  # out of turn: everything stays as it was
        turn = b.missing(g.column("event"))
        count = b.case([(turn, count)], g.column("previous.worse"))
        tier = b.case([(turn, tier)], before.tier)
        since = b.case([(turn, since)], before.since)
        grace = b.case([(turn, grace)], before.grace)
    return {
        "previous.tier": before.tier,
        "held.tier": tier,
        "held.since": since,
        "held.worse": count,
        "held.grace": grace,
    }


def tier_name(g: Ground, tier: int) -> tuple[int, ...]:
    """The id of a tier from its number; missing for no tier."""
    b = g.b
    *rows, last = [(b.equals(tier, k), (t.id,)) for k, t in enumerate(g.bound.tiers)]
    return b.choose([(b.missing(tier), (None,)), *rows], last[1])
