"""Two axes: cuts of two scores, and the tier of each cell."""

from __future__ import annotations

from engine.atoms.record import dataclass
from engine.atoms.text import Span
from engine.author.policy.words import Text, Word, at_place


@dataclass(frozen=True, slots=True)
class Cut:
    """One cut of an axis; `at_least` is None where it says `otherwise`."""

    id: str
    at_least: Word | None
    keep_at: Word | None = None
    label: Text | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Axis:
    """`rows:` or `columns:`: a scorecard, and its cuts, best first."""

    scorecard: Word
    cuts: tuple[Cut, ...]
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Matrix:
    """`matrix:`. `cells` are (row, ((column, tier), …)) as written."""

    rows: Axis
    columns: Axis
    cells: tuple[tuple[Word, tuple[tuple[Word, Word], ...]], ...]
    at: Span = at_place()
