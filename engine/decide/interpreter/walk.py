"""One decision from the bound policy: the parts of the walk, in the order of the law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.bind.bound import Action, BoundPolicy, ClassTable
from engine.decide.interpreter.actions import Given, give
from engine.decide.interpreter.classes import Class, classify
from engine.decide.interpreter.decision import Row, empty_row, fill_card, fill_facts
from engine.decide.interpreter.fields import Case, read_case
from engine.decide.interpreter.flags import Effects, Raised, raise_flags, together
from engine.decide.interpreter.found import Found, find_tier
from engine.decide.interpreter.moves import SAID, Place, move_of, state_after
from engine.decide.interpreter.notice import lost_after, outlives
from engine.decide.interpreter.override import Ruling, rule
from engine.decide.interpreter.reasons import (
    below_reasons,
    card_reasons,
    divided_reasons,
    flag_reasons,
    missing_reasons,
    tier_reasons,
)
from engine.decide.interpreter.scores import fill_in
from engine.decide.interpreter.seats import Seated, find_seat
from engine.decide.interpreter.steps import Shown, Step, Trace
from engine.decide.interpreter.telling import tell_flags
from engine.decide.interpreter.warnings import Answer, history_after, warn, watched_of

__all__ = ["Shown", "Step", "Trace", "interpret"]

#: The customer's class in each table that the policy has.
Classes = Mapping[ClassTable, Class]


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
    early = classify(case) if any(card.by_segment for card in bound.scorecards) else {}
    segment = early["segment"].id if early else None
    cards = [
        fill_in(case, card, effects.minus.get(card.id, 0), segment) for card in bound.scorecards
    ]
    found = find_tier(case, cards, effects)
    classes = early or classify(case)
    outcome = _outcome(case, applies, effects, found, classes)

    decision = empty_row(case, row["id"])
    fill_facts(decision, case, raised)
    for card in cards:
        fill_card(decision, case, card, found.both.worst)
    ruling, by_policy = rule(case, row, effects.reject, outcome), outcome
    if ruling.number is not None:
        outcome = "decided"
    seated = _seat(case, row, found, outcome, ruling)
    if seated is not None and seated.waiting:
        outcome = "waiting"
    decision["outcome"] = outcome
    if case.bound.policy.reassess_on:
        decision["event"] = row.get("event")
    case.say("outcome", "", "", {}, Shown(outcome, "word"))
    _fill_tier(decision, case, found, outcome, seated, ruling)
    _fill_moves(decision, case, found, *_by_policy(outcome, seated, ruling, by_policy))
    _fill_override(decision, case, found, ruling, by_policy)
    if outcome not in ("error", "not_applicable"):
        decision |= {what: one.id for what, one in classes.items()}
    warned = _warn(decision, case, row, found, outcome)
    besides: list[Action] = []
    if outcome == "decided" and seated is not None and not effects.reject and ruling.number is None:
        tier, besides = outlives(case, Place(seated.number, stopped=False))
        if case.bound.keeps_benefits:
            decision["benefits_of"] = tier
    given = _give(case, outcome, seated, found, classes, warned, besides)
    decision |= given.parameters
    decision["actions"] = given.names
    decision["reasons"] = _reasons(case, applies, raised, found, given, decision, seated, classes)
    return decision


def _outcome(
    case: Case, applies: bool | None, effects: Effects, found: Found, classes: Classes
) -> str:
    """error > not_applicable > reject > refer > decided; seats may make it waiting."""
    if case.errors:
        return "error"
    if applies is False:
        return "not_applicable"
    if effects.reject:
        return "decided"
    waits = (
        applies is None
        or effects.refer
        or bool(case.disagree)
        or not found.complete
        or found.end is None
        or found.end.stopped
        or found.both.differ
        or any(card.too_little_evidence for card in found.cards)
        or any(one.at is not None for one in classes.values())
    )
    return "refer" if waits else "decided"


def _seat(
    case: Case, row: Mapping[str, object], found: Found, outcome: str, ruling: Ruling
) -> Seated | None:
    """Where a decided customer sits, None for all others; a seat that a person gives is there,
    whoever else wants it."""
    if ruling.number is not None:
        return Seated(ruling.number)
    if outcome != "decided" or found.end is None:
        return None
    worst = {id_: None if s is None else s[0] for id_, s in found.scores.items()}
    return find_seat(case, row, worst, found.end.number)


def _fill_tier(
    decision: Row,
    case: Case,
    found: Found,
    outcome: str,
    seated: Seated | None,
    ruling: Ruling,
) -> None:
    """Scores, tier, seat, route and gaps, as far as the outcome shows them."""
    tiers = case.bound.tiers
    if outcome in ("error", "not_applicable"):
        return
    if found.by_points is not None:
        decision["tier_by_points"] = tiers[found.by_points.number].id
    for card in found.cards:
        score = found.scores[card.card.id]
        if score is not None:
            decision[card.card.column("score")] = score[0]
            decision[card.card.column("score_best")] = score[1] if card.open() else None
        axis = case.bound.axis_of(card.card)
        if axis is not None and axis.card in found.cuts:
            cut = axis.cuts[found.cuts[axis.card]]
            decision[card.card.column("cut")] = cut.id
    if seated is None:
        return
    held = seated.number
    decision["tier"] = tiers[held].id
    if case.bound.prioritised:
        decision["priority"] = tiers[held].priority
    if case.bound.seated():
        decision["no_seat"] = seated.no_seat
    decision |= {f"{tier}.place": place for tier, place in seated.places.items()}
    if ruling.number is not None:
        return  # a person decided: no route and no points led there
    rung = found.rungs[held]
    entered = found.standing is not None and rung.points_part(found.standing) == "true"
    route = None if entered else rung.true_route
    decision["route"] = None if route is None else route.id
    _fill_gaps(decision, case, found, held, by_route=route is not None)


def _fill_gaps(decision: Row, case: Case, found: Found, held: int, by_route: bool) -> None:
    matrix = case.bound.matrix
    named = [c.card.id for c in found.cards] if matrix is None else [a.card for a in matrix.axes]
    for which, id_ in enumerate(named):
        card, gap = case.bound.card(id_), found.gaps(which, held, by_route)
        decision[card.column("to_keep")] = gap.to_keep
        decision[card.column("to_reach")] = gap.to_reach


def _fill_moves(
    decision: Row, case: Case, found: Found, outcome: str, seated: Seated | None
) -> None:
    """What became of the tier held, and what the next decision finds."""
    if case.bound.moves is None:
        return
    before, end = case.before, found.end
    if seated is not None:
        end = Place(seated.number, stopped=False)
    decision["previous.tier"] = before.tier
    if outcome == "decided" and end is not None:
        decision["move"] = move_of(before, found.by_points, found.place, end)
    left = state_after(before, found.place, end, outcome)
    decision |= {f"held.{what}": value for what, value in left.items()}
    decided = None if end is None else case.bound.tiers[end.number].id
    holds = {"decided": decided, "not_applicable": None}
    decision["held.tier"] = before.tier if before.event else holds.get(outcome, before.tier)
    if case.bound.keeps_benefits:
        decision["held.lost"] = lost_after(before, end, outcome)


def _by_policy(
    outcome: str, seated: Seated | None, ruling: Ruling, by_policy: str
) -> tuple[str, Seated | None]:
    """The outcome and the seat to move by: an override changes the answer, and not the state."""
    return (outcome, seated) if ruling.number is None else (by_policy, None)


def _fill_override(decision: Row, case: Case, found: Found, ruling: Ruling, by_policy: str) -> None:
    """What came of a person's decision, and what the policy says beside it."""
    if case.bound.override is None:
        return
    decision["override"] = ruling.word
    if ruling.number is None:
        return
    end = found.end
    said = "refer" if by_policy != "decided" or end is None else case.bound.tiers[end.number].id
    decision["by_policy"] = said


def _warn(
    decision: Row, case: Case, row: Mapping[str, object], found: Found, outcome: str
) -> Mapping[str, Answer]:
    """Every warning's answer, where the customer was judged; and what the next decision finds."""
    if not case.bound.watched():
        return {}
    judged = outcome not in ("error", "not_applicable")
    scores = {id_: s[0] if judged and s is not None else None for id_, s in found.scores.items()}
    seen = watched_of(case, row, scores)
    answers = warn(case.bound, row, seen, case.as_of) if judged else {}
    decision |= {f"{id_}.answer": answer for id_, answer in answers.items()}
    decision |= history_after(case.bound, row, seen, answers, case.as_of)
    return answers


def _give(
    case: Case,
    outcome: str,
    seated: Seated | None,
    found: Found,
    classes: Classes,
    warned: Mapping[str, Answer],
    besides: Sequence[Action],
) -> Given:
    """`everyone`, then what the tier, the segment, the stage, warnings and combinations give to
    who is decided; not_applicable gets nothing."""
    if outcome == "not_applicable":
        return Given()
    actions = case.bound.everyone
    if seated is not None and outcome == "decided":
        where = {what: one.id for what, one in classes.items()}
        where["tier"] = case.bound.tiers[seated.number].id
        for grant in case.bound.grants:
            here = all(where[what] in ids for what, ids in grant.held.items())
            if here and (grant.warning is None or warned[grant.warning] == "yes"):
                actions += grant.actions
    actions += tuple(besides)
    scores: dict[str, int | None] = {}
    for card in found.cards:
        known = None if outcome == "error" else found.scores[card.card.id]
        scores[card.card.formula_name] = None if known is None else known[0]
    return give(case, actions, scores)


def _reasons(
    case: Case,
    applies: bool | None,
    raised: Sequence[Raised],
    found: Found,
    given: Given,
    decision: Row,
    seated: Seated | None,
    classes: Classes,
) -> list[str]:
    """All reason codes, ranked."""
    if decision["outcome"] == "error":
        return list(case.errors)
    if decision["outcome"] == "not_applicable":
        return []
    reasons = flag_reasons(applies, raised)
    route = str(decision["route"] or "")
    held = None if seated is None or decision.get("override") == "applied" else seated.number
    reasons += tier_reasons(found.rungs, found.place, found.standing, held, route)
    reasons += [f"{one.at}.unknown" for one in classes.values() if one.at is not None]
    reasons += [f"{field}.disagree" for field in case.disagree]
    for card in found.cards:
        reasons += card_reasons(card)
    reasons += divided_reasons(case)
    for card in found.cards:
        reasons += missing_reasons(case, card, found.both)
    reasons += [f"{benefit}.missing" for benefit in given.withheld]
    reasons += [f"moves.{move}" for move in SAID if decision.get("move") == move]
    reasons += ["seats.full"] if seated is not None and seated.no_seat else []
    ruled = decision.get("override")
    reasons += [] if ruled is None else [f"override.{ruled}"]
    return reasons + below_reasons(found.cards)
