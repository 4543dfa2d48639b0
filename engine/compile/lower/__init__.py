"""From a bound policy to the Plan that every engine runs.

One file a subject, in the order in which a decision comes about: fields, flags, points, scores,
tiers (with what is missing both ways), moves, segments and stages, outcome with seats, actions,
reasons.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.bind.bound import BoundPolicy, ClassTable, Parent
from engine.bind.contract import Column, contest_columns, decision_columns, standing_columns
from engine.compile.lower.actions import lower_actions
from engine.compile.lower.classes import ClassSteps, lower_classes
from engine.compile.lower.fields import Known, lower_fields
from engine.compile.lower.flags import Flags, lower_flags
from engine.compile.lower.ground import KINDS, Ground, Value, scalar
from engine.compile.lower.outcome import CardOutcome, Outcome, lower_outcome
from engine.compile.lower.points import LeafSteps
from engine.compile.lower.reasons import lower_reasons
from engine.compile.lower.scores import CriterionSteps, lower_scores
from engine.compile.lower.seats import key_step
from engine.compile.lower.warnings import lower_warnings
from engine.compile.plan import Plan, Scalar


def lower(bound: BoundPolicy, as_of: int, context: Mapping[str, object]) -> Plan:
    """The Plan of a policy on one day, in one context.

    `as_of` is a day (days since 1970-01-01); `context` gives canonical values (integers at the
    scale of their type) by name, and what is not given is missing. The Plan takes rows of
    `input_columns(bound)` and gives rows of `decision_columns(bound)`.
    """
    g = Ground(bound, as_of, context)
    known = lower_fields(g)
    flags, classes, o = _judged(g, known)
    scores = {c.scores.card.formula_name: Value(c.score, c.scores.scale) for c in o.cards}
    warned = lower_warnings(g, o.judged, {c.scores.card.id: c.score for c in o.cards})
    actions = lower_actions(g, o, classes, scores, warned)
    columns: dict[str, int] = {
        "id": g.column("id", nullable=False),
        "outcome": o.outcome,
        "tier": o.tier_name,
        "tier_by_points": o.by_points,
        "route": o.route,
        "actions": actions.actions,
        "reasons": lower_reasons(g, known, flags, o, classes, actions),
        **actions.parameters,
        **{what: g.b.when(o.judged, one.name) for what, one in classes.items()},
    }
    if bound.prioritised:
        columns["priority"] = o.priority
    if bound.policy.reassess_on:
        columns["event"] = g.column("event")
    if o.moved is not None:
        columns |= {"move": o.moved.move, **o.moved.columns}
    if o.notice is not None:
        columns |= {"benefits_of": o.notice.tier, "held.lost": o.notice.lost}
    if o.ruled is not None and o.by_policy is not None:
        columns |= {"override": o.ruled.word, "by_policy": o.by_policy}
    if o.seats.full:
        sits = o.placed if o.ruled is None else g.b.some(o.placed, o.ruled.applies)
        columns["no_seat"] = g.b.when(sits, g.b.words(o.seats.full))
        columns |= o.seats.places
    for f in bound.derived_fields():
        columns[f"derived.{f.id}"] = g.values[f.id].step
    columns |= known.spreads | warned.columns
    if bound.policy.groups is not None:
        columns["members"] = g.column("members")
    for flag in bound.flags:
        columns[f"{flag.id}.answer"] = flags.answers[flag.id]
        columns[f"{flag.id}.effect"] = flags.effects[flag.id]
    for card in o.cards:
        columns |= _card(card)
        for c in card.scores.criteria:
            columns |= _criterion(g, known, c)
    outputs = [(c, _typed(g, c, columns[c.name])) for c in decision_columns(bound)]
    return g.b.plan(g.inputs, outputs, as_of, _given(bound, context))


def lower_contest(bound: BoundPolicy, as_of: int, context: Mapping[str, object]) -> Plan:
    """The Plan of what has to be known of each customer before seats are given: rows of
    `contest_columns(bound)` from the same canonical rows. It reads no facts."""
    g = Ground(bound, as_of, context)
    _, _, o = _judged(g, lower_fields(g))
    scores = {c.scores.card.id: c.scores.score.least for c in o.cards}
    columns = {"id": g.column("id", nullable=False), "tier": g.b.when(o.placed, o.into)}
    if o.ruled is not None:
        columns["tier"] = g.b.case([(o.ruled.applies, o.ruled.tier)], columns["tier"])
        columns["given"] = o.ruled.applies
    for _, tier, seats in bound.seated():
        for n in range(len(seats.order_by)):
            columns[f"key.{tier.id}.{n + 1}"] = key_step(g, tier.id, seats, n, scores)
        if seats.per is not None:
            columns[f"per.{seats.per}"] = g.values[seats.per].step
    outputs = [(c, _typed(g, c, columns[c.name])) for c in contest_columns(bound)]
    return g.b.plan(g.inputs, outputs, as_of, _given(bound, context))


def lower_standing(bound: BoundPolicy, as_of: int, context: Mapping[str, object]) -> Plan:
    """The Plan of what has to be known of each customer before ranks are: rows of
    `standing_columns(bound)`. Who ends in error or outside the policy is ranked with nobody."""
    g = Ground(bound, as_of, context)
    _, _, o = _judged(g, lower_fields(g))
    columns: dict[str, int] = {}
    for leaf, form in bound.ranked():
        columns[f"value.{leaf.id}"] = g.b.when(o.judged, g.values[leaf.field].step)
        if form.per is not None:
            columns[f"per.{form.per}"] = g.values[form.per].step
    outputs = [(c, _typed(g, c, columns[c.name])) for c in standing_columns(bound)]
    return g.b.plan(g.inputs, outputs, as_of, _given(bound, context))


def _judged(g: Ground, known: Known) -> tuple[Flags, Mapping[ClassTable, ClassSteps], Outcome]:
    """Flags, classes and the outcome, with all that it stands on."""
    flags = lower_flags(g, known)
    early = lower_classes(g) if any(card.by_segment for card in g.bound.scorecards) else {}
    cards = [
        lower_scores(g, card, flags.minus[card.id], early.get("segment"))
        for card in g.bound.scorecards
    ]
    classes = early or lower_classes(g)
    return flags, classes, lower_outcome(g, known, flags, cards, classes)


def _given(bound: BoundPolicy, context: Mapping[str, object]) -> dict[str, Scalar]:
    return {k: scalar(context.get(k)) for k, f in bound.fields.items() if f.origin == "context"}


def _card(o: CardOutcome) -> dict[str, int]:
    """The columns of one scorecard."""
    found = {
        "score": o.score,
        "score_best": o.best,
        "evidence": o.scores.evidence,
        "weight_left": o.scores.group.left,
        "profile": o.scores.profile,
    }
    axis = {"cut": o.cut, "to_keep": o.to_keep, "to_reach": o.to_reach}
    found |= {what: step for what, step in axis.items() if step is not None}
    return {o.scores.card.column(what): step for what, step in found.items()}


def _typed(g: Ground, column: Column, step: int) -> int:
    """A column that nobody ever has a value in still has its type."""
    return g.b.nothing(KINDS[column.storage]) if g.b.is_literal(step, None) else step


def _criterion(g: Ground, known: Known, c: CriterionSteps) -> dict[str, int]:
    """The columns of a top criterion and its children."""
    b = g.b
    if c.leaf is not None:
        return _leaf(g, known, c.leaf, c.weight, c.contribution.least)
    assert isinstance(c.criterion, Parent) and c.inside is not None
    id_ = c.criterion.id
    found = {
        f"{id_}.points": c.points.least,
        f"{id_}.weight": c.weight,
        f"{id_}.weight_left": c.inside.left,
        f"{id_}.contribution": c.contribution.least,
    }
    for k, w, own in zip(c.children, c.criterion.weights, c.child_contributions, strict=True):
        found |= _leaf(g, known, k, b.number(w), own.least)
    return found


def _leaf(
    g: Ground, known: Known, leaf: LeafSteps, weight: int, contribution: int
) -> dict[str, int]:
    id_, age = leaf.leaf.id, known.ages.get(leaf.leaf.field, g.b.nothing("int"))
    return {
        f"{id_}.value": leaf.value,
        f"{id_}.age": age if leaf.asked is None else g.b.when(leaf.asked, age),
        f"{id_}.hit": leaf.hit,
        f"{id_}.points": leaf.least,
        f"{id_}.weight": weight,
        f"{id_}.contribution": contribution,
    }


__all__ = ["lower", "lower_contest", "lower_standing"]
