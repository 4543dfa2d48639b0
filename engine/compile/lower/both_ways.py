"""What is missing both ways: whether the ends differ, and which criteria settle it alone
(docs/language.md 4 and 13).

The score rises with the points of each criterion, so between two neighbouring thresholds of
tiers everything is the same: a *class*. A criterion settles alone in a class if the least points
that bring the score into it, with all others at their least, do not carry it out again with all
others at their greatest. The least points follow by turning the sums and divisions round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.atoms.numbers import ALL_WEIGHT, MAX_POINTS, POINT_SCALE
from engine.bind.bound import Leaf, Parent
from engine.compile.build import Row
from engine.compile.lower.ground import Ground
from engine.compile.lower.points import LeafSteps, attainable
from engine.compile.lower.scores import (
    TO_PARENT,
    CriterionSteps,
    Ends,
    Scores,
    finish,
    limit,
    share_out,
)
from engine.compile.lower.tiers import Ladder, Walk


@dataclass(slots=True)
class BothWays:
    """`differ` is true where the worst and the best score end differently; `settles` by id of
    leaf or parent: missing both ways, and settling alone; `none` where nothing settles."""

    differ: int
    none: int
    settles: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Class:
    """Scores from `floor` on, up to where the outcome changes (`ceiling`, exclusive); `decided`
    where they do not stop the walk."""

    floor: int
    ceiling: int
    decided: int


def ladder_differs(g: Ground, scores: Scores, ladder: Ladder, walk: Walk, reject: int) -> int:
    """Whether one score's worst and best end differently."""
    b = g.b
    if scores.score.least == scores.score.greatest:
        return b.truth(False)
    with b.about("both ways"):
        low, high = scores.score.least, scores.score.greatest
        other = [b.compare("!=", walk.state, ladder.walk(high).state)]
        if ladder.before is not None:
            for floor in ladder_floors(g, scores, ladder):
                edge = b.number(floor)
                between = b.every(b.compare("<", low, edge), b.compare("<", edge, high))
                other.append(b.every(between, b.compare("!=", walk.state, ladder.walk(edge).state)))
        return b.holds(b.every(b.some(*other), b.negate(reject)))


def ladder_floors(g: Ground, scores: Scores, ladder: Ladder) -> list[int]:
    """The points, at the score's scale, at which something may change; the lowest is 0."""
    up = 10 ** (scores.scale - POINT_SCALE)
    points = [t.at_least for t in g.bound.tiers]
    if ladder.before is not None:
        points += [t.keep_at for t in g.bound.tiers]
    return sorted({0} | {p * up for p in points if p is not None and p <= MAX_POINTS})


def settled(
    g: Ground, differ: int, asked: Sequence[tuple[Scores, Callable[[], list[Class]]]]
) -> BothWays:
    """Who settles it alone where the ends differ: the scorecards that decide, each with the
    classes of its score."""
    b = g.b
    if b.is_literal(differ, False):
        return BothWays(differ, b.truth(True))
    with b.about("both ways"):
        found: dict[str, int] = {}
        with b.where(differ):
            for scores, classes in asked:
                asker = _Asker(g, scores, scores.minus, classes())
                for c in scores.criteria:
                    with b.about(f"criterion {c.criterion.id}"):
                        found.update(asker.ask(c))
            none = b.negate(b.some(*found.values()))
        settles = {k: b.case([(differ, v)], b.truth(False)) for k, v in found.items()}
        return BothWays(differ, b.case([(differ, none)], b.truth(True)), settles)


def ladder_classes(g: Ground, scores: Scores, ladder: Ladder) -> list[Class]:
    """The classes of the score, worst first; neighbours with one outcome share a ceiling."""
    b, top = g.b, MAX_POINTS * 10 ** (scores.scale - POINT_SCALE)
    found: list[Class] = []
    above: tuple[int, int, int] | None = None  # floor, ceiling and state of the class above
    for floor in reversed(ladder_floors(g, scores, ladder)):
        w = ladder.walk(b.number(floor))
        if above is None:
            ceiling = b.number(top + 1)
        else:
            same = b.compare("==", w.state, above[2])
            ceiling = b.case([(same, above[1])], b.number(above[0]))
        above = floor, ceiling, w.state
        found.append(Class(floor, ceiling, b.equals(w.stopped, 0)))
    return found[::-1]


@dataclass(slots=True)
class _Asker:
    g: Ground
    scores: Scores
    minus: int
    classes: list[Class]

    def ask(self, c: CriterionSteps) -> dict[str, int]:
        """Which of a top criterion, and its children, settle alone."""
        if c.leaf is not None:
            if c.leaf.how != "both_ways":
                return {}
            top = _TopLeaf(self.g, c, self.scores.card.nested)
            return {c.leaf.leaf.id: self._each_class(c, c.leaf.missing, top)}
        found = {}
        if not self.g.b.is_literal(c.both, False):
            found[c.criterion.id] = self._each_class(c, c.both, _MissingParent(self.g, c))
        for k, child in enumerate(c.children):
            if child.how == "both_ways":
                found[child.leaf.id] = self._each_class(c, child.missing, _Child(self.g, c, k))
        return found

    def _each_class(
        self, c: CriterionSteps, missing: int, asked: _TopLeaf | _MissingParent | _Child
    ) -> int:
        """True where the criterion is missing and some class holds with it alone."""
        b = self.g.b
        if b.is_literal(missing, False):
            return b.truth(False)
        others = self._others(c)
        hits = []
        for k in self.classes:
            wanted = self._wanted(k, others.least)
            points = asked.least_points(wanted)
            best = self._best_score(others.greatest, asked.contribution(points))
            hits.append(b.every(k.decided, b.compare("<", best, k.ceiling)))
        return b.holds(b.every(missing, asked.counts, b.some(*hits)))

    def _others(self, c: CriterionSteps) -> Ends:
        """The sums of contributions without this top criterion's."""
        b = self.g.b
        return Ends(
            *(
                b.subtract(total, b.coalesce(own, b.number(0)))
                for total, own in zip(self.scores.group.totals, c.contribution, strict=True)
            )
        )

    def _wanted(self, k: Class, others: int) -> int:
        """The least contribution that brings the score up to the class; 0 where any does."""
        b, s = self.g.b, self.scores
        if k.floor == 0:
            return b.number(0)
        up = 10 ** (s.scale - POINT_SCALE)
        spread = b.add(b.number(k.floor - s.card.base * up), b.times(self.minus, up))
        return b.greatest(b.subtract(least_sum(self.g, spread, s.group.left), others), b.number(0))

    def _best_score(self, others: int, own: int) -> int:
        s, top = self.scores, MAX_POINTS * 10 ** (self.scores.scale - POINT_SCALE)
        total = self.g.b.known(self.g.b.add(others, own), 0, top)
        spread = share_out(self.g, total, s.group.left, top)
        return finish(self.g, s.card, spread, self.minus, s.scale)


def least_sum(g: Ground, spread: int, left: int) -> int:
    """The least sum of contributions that, spread over the weight left, gives at least `spread`:
    sum × 10000 / left, rounded half up, reaches n from (2n − 1) × left / 20000 on."""
    b = g.b
    if b.is_literal(left, ALL_WEIGHT):
        return spread
    doubled = b.greatest(b.add(b.times(spread, 2), b.number(-1)), b.number(0))
    return ceiling(g, b.multiply(doubled, left), b.number(2 * ALL_WEIGHT))


def ceiling(g: Ground, n: int, d: int) -> int:
    """n / d rounded up, for n >= 0: rounding (2n + d − 1) / 2d half up comes to the same."""
    b = g.b
    return b.divide(b.add(b.times(n, 2), d, b.number(-1)), b.times(d, 2))


def _least_leaf_points(g: Ground, s: LeafSteps, wanted: int) -> int:
    """The least points that a leaf can give and that are at least `wanted`; else missing."""
    b, leaf = g.b, s.leaf
    finite = attainable(leaf, g.bound.fields[leaf.field].type)
    if finite is None:
        enough = b.compare("<=", wanted, b.number(leaf.greatest))
        return b.when(enough, b.greatest(wanted, b.number(leaf.least)))
    rows: list[tuple[int, Row]] = [(b.compare("<=", wanted, b.number(p)), (p,)) for p in finite]
    return b.choose(rows, (None,))[0]


class _TopLeaf:
    """A flat criterion: contribution = points × weight."""

    def __init__(self, g: Ground, c: CriterionSteps, nested: bool) -> None:
        assert isinstance(c.criterion, Leaf) and c.leaf is not None
        self.g, self.leaf, b = g, c.leaf, g.b
        self.factor = b.times(c.weight, TO_PARENT if nested else 1)
        self.counts = b.compare(">", c.weight, b.number(0))

    def least_points(self, wanted: int) -> int:
        return _least_leaf_points(self.g, self.leaf, ceiling(self.g, wanted, self.factor))

    def contribution(self, points: int) -> int:
        return self.g.b.multiply(points, self.factor)


class _MissingParent:
    """A parent that is itself missing: every step of its scale from its least to its greatest."""

    def __init__(self, g: Ground, c: CriterionSteps) -> None:
        self.g, self.c = g, c
        self.counts = g.b.compare(">", c.weight, g.b.number(0))

    def least_points(self, wanted: int) -> int:
        b = self.g.b
        points = b.greatest(ceiling(self.g, wanted, self.c.weight), self.c.points.least)
        return b.when(b.compare("<=", points, self.c.points.greatest), points)

    def contribution(self, points: int) -> int:
        return self.g.b.multiply(points, self.c.weight)


class _Child:
    """A child: its points go through the parent's spreading and limits."""

    def __init__(self, g: Ground, c: CriterionSteps, number: int) -> None:
        assert isinstance(c.criterion, Parent) and c.inside is not None and c.missing is not None
        b = g.b
        self.g, self.c, self.parent, self.inside = g, c, c.criterion, c.inside
        self.leaf, self.weight = c.children[number], c.criterion.weights[number]
        self.others = Ends(
            *(
                b.subtract(total, b.coalesce(own, b.number(0)))
                for total, own in zip(c.inside.totals, c.child_contributions[number], strict=True)
            )
        )
        self.counts = b.every(
            b.compare(">", c.weight, b.number(0)),
            b.truth(self.weight > 0),
            b.negate(c.missing),
        )

    def least_points(self, wanted: int) -> int:
        b, parent = self.g.b, self.parent
        of_parent = ceiling(self.g, wanted, self.c.weight)
        total = least_sum(self.g, of_parent, self.inside.left)
        own = b.greatest(b.subtract(total, self.others.least), b.number(0))
        points = _least_leaf_points(
            self.g, self.leaf, ceiling(self.g, own, b.number(max(self.weight, 1)))
        )
        if parent.floor is not None:  # the floor alone reaches it: any points do
            any_points = _least_leaf_points(self.g, self.leaf, b.number(0))
            reached = b.compare("<=", of_parent, b.number(parent.floor * TO_PARENT))
            points = b.case([(reached, any_points)], points)
        if parent.cap is not None:  # nothing gets past the cap
            reachable = b.compare("<=", of_parent, b.number(parent.cap * TO_PARENT))
            points = b.when(reachable, points)
        return points

    def contribution(self, points: int) -> int:
        b, top = self.g.b, MAX_POINTS * TO_PARENT
        total = b.known(b.add(self.others.greatest, b.times(points, self.weight)), 0, top)
        spread = share_out(self.g, total, self.inside.left, top)
        return b.multiply(limit(self.g, self.parent, spread), self.c.weight)
