"""The outcome, and what follows from it: tier, route and gaps (docs/language.md 8 and 13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from engine.bind.bound import ClassTable
from engine.compile.lower.both_ways import BothWays, ladder_classes, ladder_differs, settled
from engine.compile.lower.classes import ClassSteps
from engine.compile.lower.fields import Known
from engine.compile.lower.flags import Flags
from engine.compile.lower.formulas import lower_truth
from engine.compile.lower.ground import Ground
from engine.compile.lower.matrix import CellLadder, Grid
from engine.compile.lower.moves import Before, Moved, lower_before, lower_moves, tier_name
from engine.compile.lower.notice import Notice, lower_notice
from engine.compile.lower.override import Ruled, lower_override
from engine.compile.lower.scores import Scores
from engine.compile.lower.seats import SeatSteps, lower_seats
from engine.compile.lower.tiers import Ladder, TierSteps, Walk, lower_tiers


@dataclass(slots=True)
class CardOutcome:
    """What decisions show of one scorecard. `too_little`: its evidence is below what it asks for;
    `cut` and the gaps are there for an axis, the gaps also for the only scorecard."""

    scores: Scores
    too_little: int
    score: int
    best: int
    cut: int | None = None
    to_keep: int | None = None
    to_reach: int | None = None


@dataclass(slots=True)
class Points:
    """What lets customers into tiers: the walk, by one score or by a cell of two; `points` are
    that score, or the tier that the cell names (None without a scorecard). `plain` is the walk by
    `at_least` alone, which differs where a tier was held before."""

    plain: Walk
    walk: Walk
    ladder: Ladder
    ends: BothWays
    points: int | None
    grid: Grid | None = None


@dataclass(slots=True)
class Outcome:
    """Conditions and columns. `judged` is true where the customer is neither in error nor out of
    the policy, `placed` where the policy found a tier for it, by the number `into` before seats;
    `tier` is the number of the tier that a decided customer ends in."""

    error: int
    judged: int
    decided: int
    outcome: int
    tier: int
    tier_name: int
    by_points: int
    route: int
    route_number: int
    applies_unknown: int
    errors: list[tuple[int, str]]
    by: Points
    placed: int
    into: int
    seats: SeatSteps
    moved: Moved | None = None
    notice: Notice | None = None
    priority: int = 0
    ruled: Ruled | None = None
    by_policy: int | None = None
    cards: list[CardOutcome] = field(default_factory=list)


def lower_outcome(
    g: Ground,
    known: Known,
    flags: Flags,
    cards: Sequence[Scores],
    classes: Mapping[ClassTable, ClassSteps],
) -> Outcome:
    """Whether a customer is decided, referred, waiting, outside the policy or in error, into which
    tier, and what the decision shows of that."""
    b = g.b
    applies = _applies(g)
    tiers, before = lower_tiers(g), lower_before(g)
    with b.about("errors"):
        errors = [*known.errors(g), *_unlisted(g, cards)]
        error = b.some(b.present(g.column("errors")), *(c for c, _ in errors))
        judged = b.every(b.negate(error), b.negate(b.fails(applies)))
    with b.about("tiers"):
        by = _points(g, flags, cards, tiers, before)
        walk = by.walk
        last = b.number(len(g.bound.tiers) - 1)
        ends = walk.tier if before is None else before.after(g, walk.tier)
        final = b.case([(flags.reject, last)], b.greatest(ends, flags.cap))
        stopped = b.holds(b.equals(walk.stopped, 1))
    with b.about("outcome"):
        little = [_too_little(g, scores) for scores in cards]
        unknown = b.missing(applies)
        missing = [b.missing(scores.score.least) for scores in cards]
        halts = [one.stopped(g) for one in classes.values()]
        refer = b.some(
            unknown, flags.refer, *(far for far, _ in known.disagree), *missing, *little,
            stopped, *halts, by.ends.differ,
        )  # fmt: skip
        placed = b.every(judged, b.some(flags.reject, b.negate(refer)))
    ruled = lower_override(g, judged, flags.reject, refer)
    by_policy_alone = placed if ruled is None else b.every(placed, b.negate(ruled.applies))
    seats = lower_seats(g, by_policy_alone, final, {s.card.id: s.score.least for s in cards})
    with b.about("outcome"):
        into, final = final, seats.tier
        by_policy = decided = b.every(placed, b.negate(seats.waits))
        ends_in, held = final, placed
        if ruled is not None:
            decided, held = b.some(decided, ruled.applies), b.some(placed, ruled.applies)
            ends_in = b.case([(ruled.applies, ruled.tier)], final)
        outcome = _word(g, b.every(placed, seats.waits), held, judged, error)
        tier = b.when(decided, ends_in)
        (shown,) = tier_name(g, b.when(held, ends_in))
        (by_points,) = tier_name(g, b.when(judged, by.plain.tier))
        name, number = by.ladder.route(final, by.points)
        o = Outcome(
            error, judged, decided, outcome, tier, shown, by_points,
            b.when(by_policy_alone, name), b.when(by_policy_alone, number), unknown, errors, by,
            by_policy_alone, into, seats,
        )  # fmt: skip
        o.priority = _priority(g, b.when(held, ends_in))
        if before is not None:
            closed = b.every(b.negate(error), b.fails(applies))
            o.moved = lower_moves(g, before, (by.plain.tier, walk.tier), final, by_policy, closed)
            if g.bound.keeps_benefits:
                alone = b.every(by_policy_alone, decided, b.negate(flags.reject))
                o.notice = lower_notice(g, before, final, by_policy, alone, closed)
        if ruled is not None:
            (name_by_policy,) = tier_name(g, final)
            said = b.case([(placed, name_by_policy)], b.text("refer"))
            o.ruled, o.by_policy = ruled, b.when(ruled.applies, said)
        o.cards += [
            _card(g, scores, few, judged) for scores, few in zip(cards, little, strict=True)
        ]
        _gaps(g, o, final, name)
    return o


def _applies(g: Ground) -> int:
    """Whether the policy is for the customer."""
    with g.b.about("applies_when"):
        true = g.b.truth(True)
        if g.bound.applies_when is None:
            return true
        return lower_truth(g, g.bound.applies_when, ("applies_when", "applies_when"))


def _word(g: Ground, waits: int, held: int, judged: int, error: int) -> int:
    """The outcome; `held` is true where a tier was found, by the policy or by a person."""
    b = g.b
    return b.case(
        [
            (waits, b.text("waiting")),
            (held, b.text("decided")),
            (judged, b.text("refer")),
            (error if g.bound.applies_when else b.truth(True), b.text("error")),
        ],
        b.text("not_applicable"),
    )


def _card(g: Ground, scores: Scores, too_little: int, judged: int) -> CardOutcome:
    b = g.b
    score = b.when(judged, scores.score.least)
    best = b.when(b.every(judged, scores.both), scores.score.greatest)
    return CardOutcome(scores, too_little, score, best)


def _priority(g: Ground, tier: int) -> int:
    """How early a customer of a tier is served, where its tier says so."""
    b = g.b
    said = [(k, t.priority) for k, t in enumerate(g.bound.tiers) if t.priority is not None]
    pairs = [(b.holds(b.equals(tier, k)), b.number(n)) for k, n in said]
    return b.case(pairs, b.nothing("int"))


def _unlisted(g: Ground, cards: Sequence[Scores]) -> list[tuple[int, str]]:
    """Fields that choose no weights, each once."""
    found: dict[str, list[int]] = {}
    for scores in cards:
        if scores.card.choose_by is not None:
            found.setdefault(scores.card.choose_by, []).append(scores.unlisted)
    return [(g.b.some(*steps), f"{by}.unlisted") for by, steps in found.items()]


def _points(
    g: Ground,
    flags: Flags,
    cards: Sequence[Scores],
    tiers: list[TierSteps],
    before: Before | None,
) -> Points:
    b, matrix = g.b, g.bound.matrix
    if matrix is not None:
        return _in_matrix(g, flags, cards, CellLadder(g, tiers, flags.cap, matrix, before))
    if not cards:
        ladder = Ladder(g, tiers, flags.cap, 3, before)
        nothing, walk = BothWays(b.truth(False), b.truth(True)), ladder.walk(None)
        return Points(walk, walk, ladder, nothing, None)
    (scores,) = cards
    ladder = Ladder(g, tiers, flags.cap, scores.scale, before)
    walk = ladder.walk(scores.score.least)
    plain = walk
    if before is not None:
        plain = Ladder(g, tiers, flags.cap, scores.scale).walk(scores.score.least)
    differ = ladder_differs(g, scores, ladder, walk, flags.reject)
    ends = settled(g, differ, [(scores, lambda: ladder_classes(g, scores, ladder))])
    return Points(plain, walk, ladder, ends, scores.score.least)


def _in_matrix(g: Ground, flags: Flags, cards: Sequence[Scores], ladder: CellLadder) -> Points:
    grid = Grid(g, ladder.matrix, {s.card.id: s for s in cards}, ladder)
    walk = ladder.walk(grid.enough)
    plain = ladder.walk(grid.cell)
    differ = grid.differs(walk, flags.reject)
    asked = [
        (cuts.scores, partial(grid.classes, which))
        for which, cuts in enumerate(grid.axes)
        if cuts.scores.score.least != cuts.scores.score.greatest
    ]
    return Points(plain, walk, ladder, settled(g, differ, asked), grid.enough, grid)


def _gaps(g: Ground, o: Outcome, final: int, route: int) -> None:
    """The cut of each axis, and what the final tier may lose and lacks."""
    b, grid = g.b, o.by.grid
    if grid is None:
        for card in o.cards:
            keep, reach = o.by.ladder.gaps(final, card.scores.score.least, route)
            card.to_keep, card.to_reach = b.when(o.placed, keep), b.when(o.placed, reach)
        return
    for which, cuts in enumerate(grid.axes):
        card = next(c for c in o.cards if c.scores is cuts.scores)
        card.cut = b.when(o.judged, cuts.name)
        keep, reach = grid.gaps(which, final, route)
        card.to_keep, card.to_reach = b.when(o.placed, keep), b.when(o.placed, reach)


def _too_little(g: Ground, scores: Scores) -> int:
    """Whether evidence is below what the scorecard asks for."""
    b = g.b
    if scores.card.enough_evidence is None:
        return b.truth(False)
    return b.holds(b.compare("<", scores.evidence, b.number(scores.card.enough_evidence * 100)))
