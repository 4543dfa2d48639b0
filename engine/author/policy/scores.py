"""The scorecard: criteria, the points that they give, weights, and what missing data means."""

from __future__ import annotations

from typing import Final, Literal

from engine.atoms.record import dataclass
from engine.atoms.text import Span
from engine.author.policy.words import Text, Word, at_place

#: What the scorecard is called where there is only one.
ONLY: Final = "scorecard"


@dataclass(frozen=True, slots=True)
class Ladder:
    """`at_least:` or `at_most:` steps in the author's order, and `otherwise`."""

    direction: Literal["at_least", "at_most"]
    steps: tuple[tuple[Word, Word], ...]  # (threshold, points)
    otherwise: Word
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class LineShape:
    """`line: [[value, points], …]`."""

    nodes: tuple[tuple[Word, Word], ...]  # (value, points)
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Lookup:
    """`one_of:` words to points; `otherwise` may be absent when all declared words are there."""

    words: tuple[tuple[Word, Word], ...]
    otherwise: Word | None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class YesNo:
    """`{yes: points, no: points}`."""

    yes: Word
    no: Word
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Bands:
    """`bands:` rows of [from, below, points]; `otherwise` where they do not cover the bounds."""

    rows: tuple[tuple[Word, Word, Word], ...]
    otherwise: Word | None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class AsIs:
    """`as_is`: the value is the points."""

    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class RankPercent:
    """`rank_percent`: the share of the others that the customer stands before: of those of the
    run (of the same word of `per`), or of those that a `reference` tells of."""

    low_first: bool = False
    per: Word | None = None
    reference: Word | None = None
    at: Span = at_place()


Points = Ladder | LineShape | Lookup | YesNo | Bands | AsIs | RankPercent


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of `reference:`: what was measured of others, when, and for how long it is good;
    (percent, value) as typed."""

    id: str
    measured: Word
    good_for: Word
    percentiles: tuple[tuple[Word, Word], ...]
    count: Word | None = None
    label: Text | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class MissingRule:
    """`reallocate`, `keep`, `refer`, `both_ways`, or `{points: n}` (how == "points")."""

    how: Literal["reallocate", "keep", "refer", "both_ways", "points"]
    points: Word | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A leaf criterion: one field, points."""

    id: str
    field: Word
    points: Points
    missing: MissingRule | None = None
    label: Text | None = None
    reason: Text | None = None
    applies_to: tuple[Word, ...] | None = None  # profiles of weights; None: all
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight profile: criterion id to percent."""

    name: str  # "default" where there is one profile
    entries: tuple[tuple[Word, Word], ...]
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class ParentCriterion:
    """A criterion made of criteria."""

    id: str
    criteria: tuple[Criterion, ...]
    weights: Weights
    cap: Word | None = None
    floor: Word | None = None
    missing: MissingRule | None = None
    label: Text | None = None
    applies_to: tuple[Word, ...] | None = None  # profiles of weights; None: all
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Because:
    """Where weights come from."""

    method: str
    panel: str | None = None
    date: Word | None = None
    minutes: str | None = None
    review_by: Word | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`scorecard:`, or one of several: criteria, weights, and what missing data means."""

    criteria: tuple[Criterion | ParentCriterion, ...]
    profiles: tuple[Weights, ...]
    choose_by: Word | None = None
    because: Because | None = None
    base: Word | None = None
    missing: MissingRule | None = None
    enough_evidence: Word | None = None
    at: Span = at_place()
    id: str = ONLY  # or its key under `scorecards:`
    label: Text | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the file."""
        return (ONLY,) if self.id == ONLY else ("scorecards", self.id)
