"""The outcome, and what follows from it: tier, route and gaps (docs/language.md 8 and 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bind.bound import ClassTable
from engine.compile.lower.both_ways import BothWays, lower_both_ways
from engine.compile.lower.classes import ClassSteps
from engine.compile.lower.fields import Known
from engine.compile.lower.flags import Flags
from engine.compile.lower.formulas import lower_truth
from engine.compile.lower.ground import Ground
from engine.compile.lower.scores import Scores
from engine.compile.lower.tiers import Ladder, TierSteps, Walk, lower_tiers


@dataclass(slots=True)
class Outcome:
    """Conditions and columns. `judged` is true where the customer is neither in error nor out of
    the policy; `tier` is the number of the tier that a decided customer ends in."""

    error: int
    judged: int
    decided: int
    outcome: int
    tier: int
    tier_name: int
    by_points: int
    route: int
    route_number: int
    too_little: int
    applies_unknown: int
    errors: list[tuple[int, str]]
    walk: Walk
    ladder: Ladder
    ends: BothWays
    score: int | None = None
    score_best: int | None = None
    to_keep: int | None = None
    to_reach: int | None = None


def lower_outcome(
    g: Ground,
    known: Known,
    flags: Flags,
    scores: Scores | None,
    classes: Mapping[ClassTable, ClassSteps],
) -> Outcome:
    b = g.b
    with b.about("applies_when"):
        applies = b.truth(True)
        if g.bound.applies_when is not None:
            applies = lower_truth(g, g.bound.applies_when, ("applies_when", "applies_when"))
    tiers = lower_tiers(g)
    with b.about("errors"):
        errors = known.errors(g)
        if scores is not None and scores.card.choose_by is not None:
            errors.append((scores.unlisted, f"{scores.card.choose_by}.unlisted"))
        cells = b.present(g.column("errors"))
        error = b.some(cells, *(c for c, _ in errors))
        judged = b.every(b.negate(error), b.negate(b.fails(applies)))
    with b.about("tiers"):
        found = _walk(g, flags, scores, tiers)
        walk, ladder, ends, score = found
        last = b.number(len(g.bound.tiers) - 1)
        final = b.case([(flags.reject, last)], b.greatest(walk.tier, flags.cap))
        stopped = b.holds(b.equals(walk.stopped, 1))
    with b.about("outcome"):
        too_little = _too_little(g, scores)
        unknown = b.missing(applies)
        missing = b.truth(False) if score is None else b.missing(score)
        halts = [one.stopped(g) for one in classes.values()]
        refer = b.some(unknown, flags.refer, missing, too_little, stopped, *halts, ends.differ)
        decided = b.every(judged, b.some(flags.reject, b.negate(refer)))
        outcome = b.case(
            [
                (decided, b.text("decided")),
                (judged, b.text("refer")),
                (error if g.bound.applies_when else b.truth(True), b.text("error")),
            ],
            b.text("not_applicable"),
        )
        tier = b.when(decided, final)
        (tier_name,) = _names(g, tier)
        (by_points,) = _names(g, b.when(judged, walk.tier))
        name, number = ladder.route(final, score)
        o = Outcome(
            error, judged, decided, outcome, tier, tier_name, by_points,
            b.when(decided, name), b.when(decided, number), too_little, unknown, errors,
            walk, ladder, ends,
        )  # fmt: skip
        if scores is not None and score is not None:
            o.score = b.when(judged, score)
            best = b.every(judged, scores.both)
            o.score_best = b.when(best, scores.score.greatest)
            keep, reach = ladder.gaps(final, score, name)
            o.to_keep, o.to_reach = b.when(decided, keep), b.when(decided, reach)
    return o


def _walk(
    g: Ground, flags: Flags, scores: Scores | None, tiers: list[TierSteps]
) -> tuple[Walk, Ladder, BothWays, int | None]:
    b = g.b
    if scores is None:
        ladder = Ladder(g, tiers, flags.cap, 3)
        return ladder.walk(None), ladder, BothWays(b.truth(False), b.truth(True)), None
    ladder = Ladder(g, tiers, flags.cap, scores.scale)
    walk = ladder.walk(scores.score.least)
    ends = lower_both_ways(g, scores, ladder, walk, flags.minus, flags.reject)
    return walk, ladder, ends, scores.score.least


def _too_little(g: Ground, scores: Scores | None) -> int:
    """Whether evidence is below what the scorecard asks for."""
    b = g.b
    if scores is None or scores.card.enough_evidence is None:
        return b.truth(False)
    return b.holds(b.compare("<", scores.evidence, b.number(scores.card.enough_evidence * 100)))


def _names(g: Ground, tier: int) -> tuple[int, ...]:
    """The id of a tier from its number; missing for no tier."""
    b = g.b
    *rows, last = [(b.equals(tier, k), (t.id,)) for k, t in enumerate(g.bound.tiers)]
    return b.choose([(b.missing(tier), (None,)), *rows], last[1])
