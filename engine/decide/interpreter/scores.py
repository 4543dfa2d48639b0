"""Scores: criteria to points, points to contributions, contributions to one score.

docs/language.md 4 and 13 ("Scores"). Points are thousandths, weights basis points; a parent's
points have seven decimals; contributions and scores seven, or eleven in a nested scorecard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import RunError
from engine.atoms.numbers import ALL_WEIGHT, FLAT_SCALE, POINT_SCALE, divide
from engine.bind.bound import How, Leaf, Missing, Parent, Points, RankPoints, Scorecard
from engine.bind.contract import EVIDENCE_SCALE
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.formulas import Value
from engine.decide.interpreter.points import Reach, points_of, reach
from engine.decide.interpreter.ranks import compared

LIFT = 10 ** (FLAT_SCALE - POINT_SCALE)  # thousandths to seven decimals

#: The points at which each criterion missing under both_ways is taken, by its id.
Taken = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A leaf and what the customer gives it. `how` is None where there are points for the value
    (a rank needs somebody to compare it with), else the rule that acts; `reach` is what it could
    give, at the leaf's own scale (thousandths)."""

    leaf: Leaf
    value: Value
    hit: int | None
    earned: int | None
    how: How | None
    reach: Reach
    applies: bool = True  # where not, nothing is asked and nothing missing

    def points(self, at: Taken) -> int | None:
        """Thousandths, or None where the criterion has no points (reallocate, refer)."""
        match self.how:
            case None:
                return self.earned
            case "keep":
                return 0
            case "points":
                return rule(self.leaf.missing).points
            case "both_ways":
                return at[self.leaf.id]
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Family:
    """A parent and its children. `how` is the parent's own rule where it is itself missing."""

    parent: Parent
    children: tuple[Reading, ...]
    how: How | None
    stuck: bool  # a child under `refer` is missing
    reach: Reach  # at seven decimals, within cap and floor

    @property
    def applies(self) -> bool:
        """Whether the customer is asked for it."""
        return any(child.applies for child in self.children)

    @property
    def weight_left(self) -> int | None:
        if not self.applies:
            return None
        weights = zip(self.children, self.parent.weights, strict=True)
        return sum(w for child, w in weights if child.how != "reallocate")

    def points(self, at: Taken) -> int | None:
        """Seven decimals, within cap and floor; None where the parent has no points."""
        if self.stuck or not self.applies:
            return None
        match self.how:
            case None:
                pairs = zip(self.children, self.parent.weights, strict=True)
                given = sum((child.points(at) or 0) * w for child, w in pairs)
                return limit(self.parent, divide(given * ALL_WEIGHT, self.weight_left or 0))
            case "keep":
                return limit(self.parent, 0)
            case "points":
                return limit(self.parent, rule(self.parent.missing).points * LIFT)
            case "both_ways":
                return at[self.parent.id]
            case _:
                return None


Top = Reading | Family


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard filled in for one customer, ready to be added up at any points taken."""

    card: Scorecard
    top: tuple[Top, ...]
    weights: tuple[int, ...] | None  # of the top criteria; None: no profile was found
    profile: str | None
    minus: int
    scale: int

    @property
    def weight_left(self) -> int | None:
        if self.weights is None:
            return None
        pairs = zip(self.top, self.weights, strict=True)
        return sum(w for t, w in pairs if t.how != "reallocate")

    @property
    def has_score(self) -> bool:
        """Whether there is a score: weights, some weight left, and nothing left to a person."""
        waits = any(t.how == "refer" or (isinstance(t, Family) and t.stuck) for t in self.top)
        return bool(self.weight_left) and not waits

    def contribution(self, number: int, at: Taken) -> int | None:
        """Points × weight of one top criterion, at the scale of the score."""
        top, points = self.top[number], self.top[number].points(at)
        if points is None or self.weights is None:
            return None
        lift = LIFT if self.card.nested and isinstance(top, Reading) else 1
        return points * lift * self.weights[number]

    def score(self, at: Taken) -> int:
        """clamp(base + contributions - minus, 0, 100), clamped once."""
        given = sum(self.contribution(n, at) or 0 for n in range(len(self.top)))
        spread = divide(given * ALL_WEIGHT, self.weight_left or 0)
        point = int(10 ** (self.scale - POINT_SCALE))
        whole = spread + (self.card.base - self.minus) * point
        return max(0, min(whole, 100_000 * point))

    def readings(self) -> list[Reading]:
        """Every leaf, in policy order."""
        return [r for t in self.top for r in (t.children if isinstance(t, Family) else (t,))]

    def open(self) -> dict[str, Reach]:
        """What is missing under both_ways, in policy order: leaves, and parents themselves."""
        found: dict[str, Reach] = {}
        for t in self.top:
            if t.how == "both_ways":
                found[t.parent.id if isinstance(t, Family) else t.leaf.id] = t.reach
            if isinstance(t, Family):
                found |= {c.leaf.id: c.reach for c in t.children if c.how == "both_ways"}
        return found

    @property
    def evidence(self) -> int | None:
        """The percent of leaf weight that has a value, at scale 6."""
        if self.weights is None:
            return None
        shares = leaf_shares(self)
        return sum(shares[r.leaf.id] for r in self.readings() if r.how is None)

    @property
    def too_little_evidence(self) -> bool:
        """Whether less has data than the scorecard asks for."""
        if self.evidence is None or self.card.enough_evidence is None:
            return False
        return self.evidence < self.card.enough_evidence * int(10 ** (EVIDENCE_SCALE - 4))


def leaf_shares(card: Card) -> dict[str, int]:
    """The weight of each leaf in the whole, as percent at scale 6: a child's within its parent's.

    A basis point is 0.01 %; basis points of basis points are millionths of a percent.
    """
    shares: dict[str, int] = {}
    if card.weights is None:
        return shares
    for t, w in zip(card.top, card.weights, strict=True):
        if isinstance(t, Family):
            shares |= {
                c.id: w * inner
                for c, inner in zip(t.parent.children, t.parent.weights, strict=True)
            }
        else:
            shares[t.leaf.id] = w * int(10 ** (EVIDENCE_SCALE - 2))
    return shares


def fill_in(case: Case, scorecard: Scorecard, minus: int, segment: str | None = None) -> Card:
    """The scorecard with this customer's values, hits and points; not yet added up. `segment`
    is where the customer belongs, where that chooses the weights."""
    if scorecard.by_segment:
        profile = _of_segment(scorecard, segment)
    else:
        profile = choose_profile(case, scorecard)
    top: list[Top] = []
    for criterion in scorecard.criteria:
        asked = criterion.applies_to is None or profile in criterion.applies_to
        if isinstance(criterion, Parent):
            children = tuple(read_leaf(case, c, asked) for c in criterion.children)
            top.append(family(criterion, children))
        else:
            top.append(read_leaf(case, criterion, asked))
    weights = None if profile is None else scorecard.profiles[profile]
    return Card(scorecard, tuple(top), weights, profile, minus, scorecard.scale)


def _of_segment(scorecard: Scorecard, segment: str | None) -> str | None:
    """The weights of a segment; who has none, because nobody can tell which, has no weights."""
    if segment is None or segment in scorecard.profiles:
        return segment
    return "default"


def read_leaf(case: Case, leaf: Leaf, asked: bool = True) -> Reading:
    """What a criterion's field says, or which rule acts because it says nothing."""
    value = case.values[leaf.field]
    could = reach(leaf.points, case.types[leaf.field])
    if not asked:
        return Reading(leaf, None, None, None, None, could, applies=False)
    if value is None:
        return Reading(leaf, None, None, None, rule(leaf.missing).how, could)
    points: Points | None = leaf.points
    if isinstance(points, RankPoints):
        points = compared(leaf.id, points, case.standing, case.as_of)
    if points is None:
        return Reading(leaf, value, None, None, rule(leaf.missing).how, could)
    hit, earned = points_of(points, value)
    return Reading(leaf, value, hit, earned, None, could)


def family(parent: Parent, children: tuple[Reading, ...]) -> Family:
    """A parent with its children, and whether it is itself missing."""
    stuck = any(c.how == "refer" for c in children)
    left = sum(w for c, w in zip(children, parent.weights, strict=True) if c.how != "reallocate")
    how = rule(parent.missing).how if left == 0 and not stuck else None
    return Family(parent, children, how, stuck, family_reach(parent, children))


def family_reach(parent: Parent, children: tuple[Reading, ...]) -> Reach:
    """What a parent could give when all its children are missing."""

    def total(end: Callable[[Reach], int]) -> int:
        ends = zip(children, parent.weights, strict=True)
        return limit(parent, sum(end(c.reach) * w for c, w in ends))

    return Reach(total(lambda r: r.least), total(lambda r: r.greatest), None)


def limit(parent: Parent, points: int) -> int:
    """`cap` and `floor` hold for whatever points a parent ends with."""
    if parent.cap is not None:
        points = min(points, parent.cap * LIFT)
    if parent.floor is not None:
        points = max(points, parent.floor * LIFT)
    return points


def rule(missing: Missing | None) -> Missing:
    """The missing rule; a field that is never missing can lack only in an error, and refers."""
    return Missing("refer") if missing is None else missing


def choose_profile(case: Case, scorecard: Scorecard) -> str | None:
    """The name of the weights that count; None (an error of the customer) when there are none."""
    by = scorecard.choose_by
    if by is None:
        return next(iter(scorecard.profiles))
    value = case.values[by]
    if isinstance(value, str) and value in scorecard.profiles:
        return value
    if "default" in scorecard.profiles:
        return "default"
    if case.bound.fields[by].origin == "context":
        raise RunError(Diagnostic("KT457", {"name": by, "value": value}))
    if f"{by}.unlisted" not in case.errors:  # another scorecard may have said so
        case.errors.append(f"{by}.unlisted")
    return None
