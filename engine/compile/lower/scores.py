"""Scores: weights, contributions, what is spread, and the score at both ends
(docs/language.md 4 and 13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from engine.atoms.numbers import ALL_WEIGHT, MAX_POINTS, POINT_SCALE
from engine.bind.bound import Leaf, Missing, Parent, Scorecard
from engine.bind.contract import EVIDENCE_SCALE
from engine.compile.build import Row
from engine.compile.lower.classes import ClassSteps
from engine.compile.lower.ground import Ground
from engine.compile.lower.points import LeafSteps, lower_leaf, stand_in

TO_PARENT = 10**4  # thousandths of a point to the scale of a parent's points


class Ends(NamedTuple):
    """A number at the worst and at the best."""

    least: int
    greatest: int


@dataclass(slots=True)
class Group:
    """Criteria whose weights add to 100: those of a scorecard, or the children of a parent.

    `totals` are sums of contributions before spreading, `left` the weight that is not
    reallocated, `spread` what comes out, missing where nothing is left.
    """

    totals: Ends
    left: int
    spread: Ends


@dataclass(slots=True)
class CriterionSteps:
    """A top criterion. `points` has scale 3, a parent's 7; `both` is true where it is missing
    itself and taken both ways; `own` and `inside` only for a parent."""

    criterion: Leaf | Parent
    weight: int
    points: Ends
    contribution: Ends
    reallocated: int
    refers: int
    both: int
    leaf: LeafSteps | None = None
    children: list[LeafSteps] = field(default_factory=list)
    child_contributions: list[Ends] = field(default_factory=list)
    inside: Group | None = None
    missing: int | None = None  # a parent that is itself missing


@dataclass(slots=True)
class Scores:
    """`score` at both ends, missing where it is; `both` is true where any criterion is missing
    both ways; `unlisted` where no weight profile was found; `minus` is what flags take off."""

    card: Scorecard
    minus: int
    profile: int
    unlisted: int
    criteria: list[CriterionSteps]
    group: Group
    score: Ends
    nothing_left: int
    both: int
    evidence: int
    scale: int

    def leaves(self) -> list[tuple[LeafSteps, CriterionSteps]]:
        found = []
        for c in self.criteria:
            found += [(leaf, c) for leaf in ([c.leaf] if c.leaf is not None else c.children)]
        return found


def lower_scores(
    g: Ground, card: Scorecard, minus: int, segment: ClassSteps | None = None
) -> Scores:
    """`segment` is where the customer belongs, where that chooses the weights."""
    b, scale = g.b, card.scale
    with b.about("weights"):
        profile, weights = _weights(g, card, segment)
    criteria = []
    for criterion, weight in zip(card.criteria, weights, strict=True):
        with b.about(f"criterion {criterion.id}", criterion.declared.at):
            asked = None
            if criterion.applies_to is not None:
                asked = b.holds(b.inside(profile, criterion.applies_to))
            criteria.append(
                _parent(g, criterion, weight, asked)
                if isinstance(criterion, Parent)
                else _top_leaf(g, criterion, weight, card.nested, asked)
            )
    with b.about("score"):
        top = MAX_POINTS * 10 ** (scale - POINT_SCALE)
        group = spread(
            g,
            [c.contribution for c in criteria],
            [(c.reallocated, c.weight) for c in criteria],
            b.present(profile),
            top,
        )
        refers = b.some(*(c.refers for c in criteria))
        score = Ends(*(finish(g, card, s, minus, scale, refers) for s in group.spread))
        nothing_left = b.holds(b.equals(group.left, 0))
        both = b.some(*(c.both for c in criteria), *_missing_children_both_ways(g, criteria))
    with b.about("evidence"):
        evidence = _evidence(g, criteria, b.present(profile))
    return Scores(
        card, minus, profile, b.missing(profile), criteria, group, score, nothing_left, both,
        evidence, scale,
    )  # fmt: skip


def finish(
    g: Ground, card: Scorecard, spread_: int, minus: int, scale: int, refers: int | None = None
) -> int:
    """base + what the criteria give − minus, between 0 and 100; nothing where a person decides."""
    b, up = g.b, 10 ** (scale - POINT_SCALE)
    raw = b.add(spread_, b.number(card.base * up))
    raw = b.subtract(raw, b.times(minus, up))
    score = b.greatest(b.least(raw, b.number(MAX_POINTS * up)), b.number(0))
    return score if refers is None else b.when(b.negate(refers), score)


def _missing_children_both_ways(g: Ground, criteria: list[CriterionSteps]) -> list[int]:
    return [k.missing for c in criteria for k in c.children if k.how == "both_ways"]


def _weights(g: Ground, card: Scorecard, segment: ClassSteps | None) -> tuple[int, tuple[int, ...]]:
    """The profile's name and the weights of the top criteria, all missing where none is found."""
    b, profiles = g.b, card.profiles
    if card.by_segment:
        assert segment is not None
        named = [(k, r.id if r.id in profiles else "default") for k, r in enumerate(segment.rules)]
        found = b.choose(
            [(b.holds(b.equals(segment.number, k)), (name, *profiles[name])) for k, name in named],
            (None,) * (len(card.criteria) + 1),
        )
        return found[0], found[1:]
    if card.choose_by is None:
        (name, weights), *_ = profiles.items()
        return b.text(name), tuple(b.number(w) for w in weights)
    by = g.values[card.choose_by].step
    default = profiles.get("default")
    rows: list[tuple[int, Row]] = []
    for name, weights in profiles.items():
        if name != "default":
            rows.append((_named(g, by, name), (name, *weights)))
    nothing: Row = (None,) * (len(card.criteria) + 1)
    found = b.choose(rows, nothing if default is None else ("default", *default))
    return found[0], found[1:]


def _named(g: Ground, by: int, name: str) -> int:
    """Whether the value that chooses is the one that a profile is named after."""
    if g.b.steps[by].kind == "bool":
        return by if name == "yes" else g.b.negate(by)
    return g.b.equals(by, name)


def _top_leaf(
    g: Ground, leaf: Leaf, weight: int, nested: bool, asked: int | None
) -> CriterionSteps:
    b = g.b
    s = lower_leaf(g, leaf, asked)
    factor = TO_PARENT if nested else 1
    no = b.truth(False)

    def contribution(points: int) -> int:
        return b.times(b.multiply(points, weight), factor)

    return CriterionSteps(
        leaf,
        weight,
        Ends(s.least, s.greatest),
        Ends(contribution(s.least), contribution(s.greatest)),
        reallocated=s.missing if s.how == "reallocate" else no,
        refers=s.missing if s.how == "refer" else no,
        both=s.missing if s.how == "both_ways" else no,
        leaf=s,
    )


def _parent(g: Ground, parent: Parent, weight: int, asked: int | None) -> CriterionSteps:
    b, no = g.b, g.b.truth(False)
    children, contributions = [], []
    for child, w in zip(parent.children, parent.weights, strict=True):
        with b.about(f"criterion {child.id}", child.declared.at):
            s = lower_leaf(g, child, asked)
            children.append(s)
            contributions.append(Ends(b.times(s.least, w), b.times(s.greatest, w)))
    weights = [
        (k.missing if k.how == "reallocate" else no, b.number(w))
        for k, w in zip(children, parent.weights, strict=True)
    ]
    there = b.truth(True) if asked is None else asked
    inside = spread(g, contributions, weights, there, MAX_POINTS * TO_PARENT)
    refers = b.some(*(k.missing for k in children if k.how == "refer"))
    missing = b.every(there, b.negate(refers), b.holds(b.equals(inside.left, 0)))
    rule = parent.missing
    least = sum(w * k.least for k, w in zip(parent.children, parent.weights, strict=True))
    greatest = sum(w * k.greatest for k, w in zip(parent.children, parent.weights, strict=True))
    nothing, ends = b.nothing("int"), []
    for spread_, own in zip(inside.spread, _own(rule, least, greatest), strict=True):
        stand = nothing if own is None else limit(g, parent, b.number(own))
        rows = [(refers, nothing), (missing, stand)]
        points = b.case(rows, limit(g, parent, spread_))
        ends.append(points if asked is None else b.when(asked, points))
    how = rule.how if rule is not None else "refer"
    return CriterionSteps(
        parent,
        weight,
        Ends(*ends),
        Ends(*(b.multiply(p, weight) for p in ends)),
        reallocated=missing if how == "reallocate" else no,
        refers=b.some(refers, missing) if how == "refer" else refers,
        both=missing if how == "both_ways" else no,
        children=children,
        child_contributions=contributions,
        inside=inside,
        missing=missing,
    )


def _own(rule: Missing | None, least: int, greatest: int) -> tuple[int | None, ...]:
    """A missing parent's points at both ends, at its scale."""
    if rule is not None and rule.how == "both_ways":
        return least, greatest
    return tuple(None if p is None else p * TO_PARENT for p in stand_in(rule, 0, 0))


def limit(g: Ground, parent: Parent, points: int) -> int:
    """A parent's points within its cap and floor."""
    if parent.cap is not None:
        points = g.b.least(points, g.b.number(parent.cap * TO_PARENT))
    if parent.floor is not None:
        points = g.b.greatest(points, g.b.number(parent.floor * TO_PARENT))
    return points


def spread(
    g: Ground,
    contributions: list[Ends],
    weights: list[tuple[int, int]],
    weighted: int,
    top: int,
) -> Group:
    """Sums contributions and gives the weight of what is reallocated to the rest.

    `weights` are (reallocated, weight); `weighted` is true where there are weights at all;
    `top` is the greatest sum there can be, which the parts' own bounds do not show.
    """
    b = g.b
    totals = []
    for end in range(2):
        parts = [c[end] for c in contributions]
        total = b.add(*(b.coalesce(p, b.number(0)) for p in parts))
        totals.append(b.known(b.when(weighted, total), 0, top))
    if all(b.is_literal(r, False) for r, _ in weights):
        left = b.when(weighted, b.number(ALL_WEIGHT))
        return Group(Ends(*totals), left, Ends(*totals))
    left = b.when(weighted, b.add(*(b.case([(r, b.number(0))], w) for r, w in weights)))
    b.known(left, 0, ALL_WEIGHT)
    spreads = [share_out(g, total, left, top) for total in totals]
    return Group(Ends(*totals), left, Ends(*spreads))


def share_out(g: Ground, total: int, left: int, top: int) -> int:
    """A sum of contributions over the weight left."""
    b = g.b
    if b.is_literal(left, ALL_WEIGHT):
        return total
    return b.known(b.divide(b.times(total, ALL_WEIGHT), left), 0, top)


def _evidence(g: Ground, criteria: list[CriterionSteps], weighted: int) -> int:
    """The weight of leaves with a value, as percent at scale 6."""
    b = g.b
    flat, deep = [], []
    for c in criteria:
        if c.leaf is not None:
            flat.append(b.case([(c.leaf.missing, b.number(0))], c.weight))
        else:
            assert isinstance(c.criterion, Parent)
            for k, w in zip(c.children, c.criterion.weights, strict=True):
                deep.append(b.case([(k.missing, b.number(0))], b.times(c.weight, w)))
    up = 10 ** (EVIDENCE_SCALE - 2)
    whole = b.add(*([b.times(b.add(*flat), up)] if flat else []), *deep)
    return b.known(b.when(weighted, whole), 0, 100 * 10**EVIDENCE_SCALE)
