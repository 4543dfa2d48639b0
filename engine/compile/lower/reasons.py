"""Why: the reason codes of a decision, in the order of docs/language.md 13."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bind.bound import ClassTable, Leaf, Parent
from engine.compile.build import Builder
from engine.compile.lower.actions import Actions
from engine.compile.lower.classes import ClassSteps
from engine.compile.lower.fields import Known
from engine.compile.lower.flags import Flags
from engine.compile.lower.ground import Ground
from engine.compile.lower.outcome import Outcome
from engine.compile.lower.points import LeafSteps
from engine.compile.lower.scores import TO_PARENT, CriterionSteps, Scores
from engine.compile.lower.tiers import reasons_of_tiers

Entry = tuple[int, str]


def lower_reasons(
    g: Ground,
    known: Known,
    flags: Flags,
    o: Outcome,
    classes: Mapping[ClassTable, ClassSteps],
    actions: Actions,
) -> int:
    """In error only what is in error; where the policy does not apply, nothing."""
    b = g.b
    with b.about("reasons"):
        cells = g.column("errors")
        errors = b.join(b.coalesce(cells, b.literal((), "words")), b.words(o.errors))
        first: list[Entry] = [(o.applies_unknown, "applies_when.unknown"), *flags.reasons]
        first += reasons_of_tiers(g, o.by.ladder, o.by.walk, o.by.points, o.route_number)
        for one in classes.values():
            first += one.reasons(g)
        first += known.disagree
        for card in o.cards:
            id_ = card.scores.card.id
            first += [
                (card.scores.nothing_left, f"{id_}.missing"),
                (card.too_little, f"{id_}.evidence"),
            ]
        first += _divided(g)
        below: list[Entry] = []
        nested = any(card.nested for card in g.bound.scorecards)
        for card in o.cards:
            first += _missing(g, known, card.scores, o)
            below += [_below(g, *pair, nested) for pair in card.scores.leaves()]
        first += actions.missing
        if o.moved is not None:
            first += o.moved.reasons(g)
        if o.seats.full:
            first.append((b.some(*(c for c, _ in o.seats.full)), "seats.full"))
        if o.ruled is not None:
            first += o.ruled.reasons(g)
        why = b.join(b.words(first), b.ranked(below))
        return b.case([(o.error, errors), (o.judged, why)], b.literal((), "words"))


def _divided(g: Ground) -> list[Entry]:
    """Divisions by zero: applies_when, derived fields, items, flags, tiers, segments, stages,
    benefits, each in file order; what is named once is not named again."""
    bound, b = g.bound, g.b
    order = [("applies_when", "applies_when"), *(("derived", d) for d in bound.policy.derived)]
    order += [*(("item", i) for i in bound.items), *(("flag", f.id) for f in bound.flags)]
    order += [("tier", t.id) for t in bound.tiers]
    order += [(what, rule.id) for what, rules in bound.class_tables() for rule in rules]
    order += [("benefit", x) for x in bound.benefits]
    found: list[Entry] = []
    said: dict[str, list[int]] = {}
    for part in order:
        if part in g.divided:
            zero, id_ = b.some(*g.divided[part]), part[1]
            before = said.setdefault(id_, [])
            entry = b.every(zero, *(b.negate(z) for z in before))
            found.append((entry, f"{id_}.divided_by_zero"))
            before.append(zero)
    return found


def _missing(g: Ground, known: Known, scores: Scores, o: Outcome) -> list[Entry]:
    """Missing criteria; where the ends differ, of those both ways only what settles."""
    found: list[Entry] = []
    b = g.b
    for c in scores.criteria:
        if isinstance(c.criterion, Parent) and not b.is_literal(c.both, False):
            asked = _asked(g, o, c.criterion.id, c.both, only=True)
            found.append((asked, f"{c.criterion.id}.missing"))
        for leaf in [c.leaf] if c.leaf is not None else c.children:
            listed = leaf.missing
            if leaf.how == "both_ways":
                listed = _asked(g, o, leaf.leaf.id, listed)
            if not b.is_literal(c.both, False) and c.leaf is None:
                listed = b.every(listed, b.negate(b.every(o.by.ends.differ, c.both)))
            found += _of_leaf(g, known, leaf, listed)
    return found


def _asked(g: Ground, o: Outcome, id_: str, missing: int, only: bool = False) -> int:
    """Missing both ways, and worth asking for. A parent is named `only` where the ends differ."""
    b, ends = g.b, o.by.ends
    asked = b.some(ends.settles.get(id_, b.truth(False)), ends.none)
    if only:
        return b.every(missing, ends.differ, asked)
    return b.every(missing, b.some(b.negate(ends.differ), asked))


def _of_leaf(g: Ground, known: Known, leaf: LeafSteps, listed: int) -> list[Entry]:
    b, id_ = g.b, leaf.leaf.id
    old = known.too_old.get(leaf.leaf.field)
    if leaf.unranked is not None:
        alone = [(b.every(listed, leaf.unranked), f"{id_}.unranked")]
        return alone + _absent(b, id_, old, b.every(listed, b.negate(leaf.unranked)))
    return _absent(b, id_, old, listed)


def _absent(b: Builder, id_: str, old: int | None, listed: int) -> list[Entry]:
    if old is None:
        return [(listed, f"{id_}.missing")]
    return [
        (b.every(listed, old), f"{id_}.too_old"),
        (b.every(listed, b.negate(old)), f"{id_}.missing"),
    ]


def _below(g: Ground, leaf: LeafSteps, c: CriterionSteps, nested: bool) -> Entry:
    """Points lost by weight, at the scale that all scorecards share; nothing for a leaf without a
    value."""
    b, criterion = g.b, c.criterion
    lost = b.subtract(b.number(leaf.leaf.greatest), leaf.least)
    if isinstance(criterion, Leaf):
        lost = b.times(b.multiply(lost, c.weight), TO_PARENT if nested else 1)
    else:
        own = next(
            w for k, w in zip(criterion.children, criterion.weights, strict=True)
            if k.id == leaf.leaf.id
        )  # fmt: skip
        lost = b.multiply(b.times(lost, own), c.weight)
    return b.case([(leaf.missing, b.nothing("int"))], lost), f"{leaf.leaf.id}.below"
