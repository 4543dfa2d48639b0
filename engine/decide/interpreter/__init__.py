"""The law, read aloud: one decision, straight from the bound policy.

This is the slow and readable evaluator. It shares no code with the compiled ones and never sees
their plan, so it is an independent witness: they are tested against it, cell by cell.

    fields → derived → checklist → flags          fields.py  formulas.py  flags.py
    criteria → contributions → score              points.py  scores.py
    the walk down the tiers, at worst and best    tiers.py   both_ways.py
    segments and stages                           classes.py
    outcome, benefits, reasons                    here       actions.py   reasons.py
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.bind.bound import BoundPolicy, ClassTable
from engine.bind.contract import EVIDENCE_SCALE, score_scale
from engine.decide.interpreter.actions import Given, give
from engine.decide.interpreter.both_ways import BothWays, compare, ends
from engine.decide.interpreter.classes import Class, classify
from engine.decide.interpreter.decision import Row, empty_row, fill_card, fill_facts
from engine.decide.interpreter.fields import Case, read_case
from engine.decide.interpreter.flags import Effects, Raised, raise_flags, together
from engine.decide.interpreter.reasons import (
    below_reasons,
    divided_reasons,
    flag_reasons,
    missing_reasons,
    tier_reasons,
)
from engine.decide.interpreter.scores import Card, Taken, fill_in
from engine.decide.interpreter.steps import Shown, Step, Trace
from engine.decide.interpreter.telling import (
    tell_card,
    tell_end,
    tell_flags,
    tell_score,
    tell_walk,
)
from engine.decide.interpreter.tiers import (
    Gaps,
    Place,
    Rung,
    ask_tiers,
    final,
    gaps,
    walk,
)

__all__ = ["Shown", "Step", "Trace", "interpret"]


def interpret(
    bound: BoundPolicy,
    row: Mapping[str, object],
    as_of: int,
    context: Mapping[str, object],
    trace: Trace | None = None,
) -> Row:
    """One decision row, keyed by the names of `decision_columns` in their order.

    `row` is a canonical row of `input_columns`; `as_of` a day; `context` canonical values by id
    (what is absent is missing). Lists of words come back as lists. `trace`, when given, receives
    the steps of the walk. Raises RunError where the context chooses no weights.
    """
    case = read_case(bound, row, as_of, context, trace)
    applies: bool | None = True
    if bound.applies_when is not None:
        applies = case.ask("applies", "applies_when", bound.applies_when).truth
    raised = raise_flags(case)
    tell_flags(case, raised)
    effects = together(raised)
    card = None if bound.scorecard is None else fill_in(case, bound.scorecard, effects.minus)
    found = _find_tier(case, card, effects)
    classes = classify(case)
    outcome = _outcome(case, applies, effects, found, classes)
    case.say("outcome", "", "", {}, Shown(outcome, "word"))

    decision = empty_row(case, row["id"])
    decision["outcome"] = outcome
    fill_facts(decision, case, raised)
    if card is not None:
        fill_card(decision, case, card, found.both.worst)
    held = _fill_tier(decision, case, found, outcome)
    if outcome not in ("error", "not_applicable"):
        decision |= {what: one.id for what, one in classes.items()}
    given = _give(case, outcome, held, found, classes)
    decision |= given.parameters
    decision["actions"] = given.names
    decision["reasons"] = _reasons(case, applies, raised, found, given, decision, held, classes)
    return decision


#: The customer's class in each table that the policy has.
Classes = Mapping[ClassTable, Class]


@dataclass(frozen=True, slots=True)
class Found:
    """The way from score to tier: the rungs, both scores, and where the walk ended."""

    card: Card | None
    rungs: Sequence[Rung]
    both: BothWays
    score: int | None  # the worst; None: no scorecard, or missing
    best: int | None
    place: Place | None  # None: no walk, for the score is missing
    end: Place | None  # after caps and rejects


def _find_tier(case: Case, card: Card | None, effects: Effects) -> Found:
    """Scores at worst and at best, the walk at each, and what caps and rejects make of it."""
    scale = score_scale(case.bound)
    both = ends({} if card is None else card.open())
    if card is not None:
        tell_card(case, card, both.worst)
    rungs = ask_tiers(case, scale)
    last = len(rungs) - 1
    if card is None:
        place = walk(rungs, None, effects.cap)
        ended = final(place, effects, last)
        tell_walk(case, rungs, None, scale, place)
        tell_end(case, place, ended, effects)
        return Found(None, rungs, both, None, None, place, ended)
    if not card.has_score:
        rejected = Place(last, stopped=False) if effects.reject else None
        return Found(card, rungs, both, None, None, None, rejected)

    def place_at(taken: Taken) -> Place:
        return final(walk(rungs, card.score(taken), effects.cap), effects, last)

    both = compare(both, place_at, len(rungs))
    score, best = card.score(both.worst), card.score(both.best)
    place = walk(rungs, score, effects.cap)
    end = final(place, effects, last)
    tell_score(case, card, both, score, best)
    tell_walk(case, rungs, score, scale, place)
    tell_end(case, place, end, effects)
    return Found(card, rungs, both, score, best, place, end)


def _outcome(
    case: Case, applies: bool | None, effects: Effects, found: Found, classes: Classes
) -> str:
    """error > not_applicable > reject > refer > decided."""
    if case.errors:
        return "error"
    if applies is False:
        return "not_applicable"
    if effects.reject:
        return "decided"
    waits = (
        applies is None
        or effects.refer
        or found.end is None
        or found.end.stopped
        or found.both.differ
        or _too_little_evidence(case, found.card)
        or any(one.at is not None for one in classes.values())
    )
    return "refer" if waits else "decided"


def _too_little_evidence(case: Case, card: Card | None) -> bool:
    if card is None or card.evidence is None or card.card.enough_evidence is None:
        return False
    return card.evidence < card.card.enough_evidence * int(10 ** (EVIDENCE_SCALE - 4))


def _fill_tier(decision: Row, case: Case, found: Found, outcome: str) -> int | None:
    """Score, tier, route and gaps, as far as the outcome shows them; gives the tier's number."""
    tiers = case.bound.tiers
    if outcome in ("error", "not_applicable"):
        return None
    if found.place is not None:
        decision["tier_by_points"] = tiers[found.place.number].id
    if found.card is not None:
        decision["score"] = found.score
        decision["score_best"] = found.best if found.both.open else None
    if outcome != "decided" or found.end is None:
        return None
    held = found.end.number
    decision["tier"] = tiers[held].id
    rung = found.rungs[held]
    route = None if rung.points_part(found.score) == "true" else rung.true_route
    decision["route"] = None if route is None else route.id
    if found.card is not None:
        gap: Gaps = gaps(found.rungs, held, found.score, by_route=route is not None)
        decision["to_keep"], decision["to_reach"] = gap.to_keep, gap.to_reach
    return held


def _give(case: Case, outcome: str, held: int | None, found: Found, classes: Classes) -> Given:
    """`everyone`, then what the tier, the segment, the stage and combinations give to who is
    decided; not_applicable gets nothing."""
    if outcome == "not_applicable":
        return Given()
    actions = case.bound.everyone
    if held is not None:
        where = {what: one.id for what, one in classes.items()}
        where["tier"] = case.bound.tiers[held].id
        for grant in case.bound.grants:
            if all(where[what] in ids for what, ids in grant.held.items()):
                actions += grant.actions
    return give(case, actions, None if outcome == "error" else found.score)


def _reasons(
    case: Case,
    applies: bool | None,
    raised: Sequence[Raised],
    found: Found,
    given: Given,
    decision: Row,
    held: int | None,
    classes: Classes,
) -> list[str]:
    """All reason codes, ranked."""
    if decision["outcome"] == "error":
        return list(case.errors)
    if decision["outcome"] == "not_applicable":
        return []
    reasons = flag_reasons(applies, raised)
    route = str(decision["route"] or "")
    reasons += tier_reasons(found.rungs, found.place, found.score, held, route)
    reasons += [f"{one.at}.unknown" for one in classes.values() if one.at is not None]
    card = found.card
    if card is not None and card.weight_left == 0:
        reasons.append("scorecard.missing")
    if _too_little_evidence(case, card):
        reasons.append("scorecard.evidence")
    reasons += divided_reasons(case)
    if card is not None:
        reasons += missing_reasons(case, card, found.both)
    reasons += [f"{benefit}.missing" for benefit in given.withheld]
    return reasons + (below_reasons(card) if card is not None else [])
