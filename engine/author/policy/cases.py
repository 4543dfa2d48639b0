"""Tests that live with a policy."""

from __future__ import annotations

from engine.atoms.record import dataclass
from engine.atoms.text import Span
from engine.author.policy.words import Word, at_place


@dataclass(frozen=True, slots=True)
class Given:
    """A test's customer: field, item or `<x>_date` to text; table id to rows. None is missing."""

    values: tuple[tuple[Word, Word | None], ...] = ()
    tables: tuple[tuple[Word, tuple[tuple[tuple[Word, Word | None], ...], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """`previous:` of a case: what the decision before it left."""

    tier: Word | None = None
    since: Word | None = None
    worse: Word | None = None
    grace: Word | None = None
    history: tuple[tuple[Word, tuple[Word, ...]], ...] = ()  # the latest first
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Overridden:
    """`override:` of a case: what a person decided; approved unless it says no."""

    tier: Word
    until: Word
    approved: bool = True
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class FullTier:
    """What a test knows of a tier whose seats are taken: where the last holder stands in the
    order, whose id that is, and the place of the test's customer on the waiting list."""

    tier: Word
    last: tuple[tuple[Word, Word], ...]
    id: Word | None = None
    place: Word | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a test knows of a criterion that goes by rank: the value that stands at each percent
    (what is named), and among how many."""

    criterion: Word
    percentiles: tuple[tuple[Word, Word], ...]
    count: Word | None = None


@dataclass(frozen=True, slots=True)
class Expect:
    """What a case must give; None is "not asked". `scores` are by scorecard, where there are
    several."""

    outcome: Word | None = None
    tier: Word | None = None
    priority: Word | None = None
    move: Word | None = None
    segment: Word | None = None
    stage: Word | None = None
    score: Word | None = None
    scores: tuple[tuple[Word, Word], ...] = ()
    because: tuple[Word, ...] | None = None
    actions: tuple[Word, ...] | None = None
    flags: tuple[tuple[Word, Word], ...] | None = None
    warnings: tuple[tuple[Word, Word], ...] | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of `tests:`."""

    name: str
    given: Given
    expect: Expect
    as_of: Word | None = None
    context: tuple[tuple[Word, Word], ...] = ()
    previous: Held | None = None
    override: Overridden | None = None
    at: Span = at_place()
    facts: tuple[FullTier, ...] = ()
    ranks: tuple[Ranked, ...] = ()
