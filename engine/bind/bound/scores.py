"""The scorecard: ways of giving points as exact integers, criteria, weights."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from engine.atoms.dates import Duration
from engine.atoms.numbers import FLAT_SCALE, NESTED_SCALE
from engine.atoms.record import dataclass
from engine.author import policy as p


@dataclass(frozen=True, slots=True)
class Steps:
    """A ladder: thresholds in the author's (checked, best first) order, points in thousandths.

    `at_least`: the first step with value >= threshold; `at_most`: the first with
    value <= threshold; else `otherwise`. The hit is the step's number from 0, `otherwise` is
    the number of steps.
    """

    direction: Literal["at_least", "at_most"]
    thresholds: tuple[int, ...]
    points: tuple[int, ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class LinePoints:
    """(value, points) nodes, values strictly ascending; clamped at both ends.

    Between nodes: (p0·dx + (x - x0)·dp) / dx, rounded once, half up. The hit is the number of
    nodes that are <= value: 0 before the first, len(nodes) from the last on.
    """

    nodes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WordPoints:
    """Words to points. The hit is the word's number in the list, `otherwise` is their count."""

    words: tuple[tuple[str, int], ...]
    otherwise: int | None


@dataclass(frozen=True, slots=True)
class YesNoPoints:
    """The hit is 0 for yes and 1 for no."""

    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class BandPoints:
    """(from, below, points) rows, disjoint, in the author's order. The hit is the row's number,
    `otherwise` is their count."""

    rows: tuple[tuple[int, int, int], ...]
    otherwise: int | None


@dataclass(frozen=True, slots=True)
class AsIsPoints:
    """The value itself (bounds within 0..100), rounded half up to thousandths. The hit is 0."""

    scale: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What was measured of others: the day, how long it is good, of how many (if it is said)."""

    id: str
    measured: int
    good_for: Duration
    count: int | None
    declared: p.Reference = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RankPoints:
    """The share of the others, in whole percent, that the customer stands before.

    Whoever is better than the value of an edge has its percent; `edges` of a reference are
    (percent, value), best first, those of a run are its facts. The hit is the percent.
    """

    low_first: bool = False
    per: str | None = None
    reference: Reference | None = None
    edges: tuple[tuple[int, int], ...] = ()


Points = Steps | LinePoints | WordPoints | YesNoPoints | BandPoints | AsIsPoints | RankPoints


How = Literal["reallocate", "keep", "refer", "both_ways", "points"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A missing-data rule; `points` (thousandths) only for how == "points"."""

    how: How
    points: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion that reads one field. `least`/`greatest`: over all values that type and bounds
    allow, in thousandths. `missing` is resolved (own, else scorecard's); None: never missing."""

    id: str
    field: str
    points: Points
    missing: Missing | None
    least: int
    greatest: int
    declared: p.Criterion = dataclasses.field(compare=False, repr=False)
    applies_to: tuple[str, ...] | None = None  # profiles of weights; None: all

    def applies(self, profile: str | None) -> bool:
        """Whether it is asked of those whose weights are this profile."""
        return self.applies_to is None or profile in self.applies_to


@dataclass(frozen=True, slots=True)
class Parent:
    """A criterion of criteria: `weights` are basis points by child; cap and floor thousandths."""

    id: str
    children: tuple[Leaf, ...]
    weights: tuple[int, ...]
    cap: int | None
    floor: int | None
    missing: Missing | None
    declared: p.ParentCriterion = field(compare=False, repr=False)
    applies_to: tuple[str, ...] | None = None  # profiles of weights; None: all


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`profiles`: name → basis points of the top criteria in order, 0 for one that does not apply.
    `choose_by`: a field or context id, or None; `by_segment`: the segment chooses. `base`:
    thousandths. `enough_evidence`: percent at scale 4, or None.
    `id` is `scorecard` where it is the only one."""

    id: str
    criteria: tuple[Leaf | Parent, ...]
    profiles: Mapping[str, tuple[int, ...]]
    choose_by: str | None
    base: int
    enough_evidence: int | None
    declared: p.Scorecard = field(compare=False, repr=False)
    by_segment: bool = False

    @property
    def chosen(self) -> bool:
        """Whether customers may have different weights."""
        return self.by_segment or self.choose_by is not None

    @property
    def scale(self) -> int:
        """Decimals of the score: 7, or 11 with nested criteria."""
        return NESTED_SCALE if self.nested else FLAT_SCALE

    def column(self, what: str) -> str:
        """A column of the decision: `score`, or `strength.score` for one of several."""
        return what if self.id == p.ONLY else f"{self.id}.{what}"

    @property
    def formula_name(self) -> str:
        """What formulas call the score."""
        return "score" if self.id == p.ONLY else f"score.{self.id}"

    @property
    def nested(self) -> bool:
        return any(isinstance(c, Parent) for c in self.criteria)

    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf in policy order, children where their parent stands."""
        found: list[Leaf] = []
        for c in self.criteria:
            found.extend(c.children if isinstance(c, Parent) else (c,))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Cut:
    """`at_least`, `keep_at`: thousandths of a score point; `at_least` is None for the last."""

    id: str
    at_least: int | None
    keep_at: int | None
    declared: p.Cut = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Axis:
    """The id of a scorecard and its cuts, best first."""

    card: str
    cuts: tuple[Cut, ...]
    declared: p.Axis = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cells`: tier numbers by row and column."""

    rows: Axis
    columns: Axis
    cells: tuple[tuple[int, ...], ...]
    declared: p.Matrix = field(compare=False, repr=False)

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Rows, then columns."""
        return self.rows, self.columns

    def named(self, tier: int) -> bool:
        """Whether some cell names this tier."""
        return any(tier in row for row in self.cells)
