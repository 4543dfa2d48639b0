"""Scores of experts in rounds (Delphi): medians, spread, convergence, and who is far off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

#: expert → one score for each criterion, None where the expert gave none.
Scores = Mapping[str, Sequence[float | None]]

#: The middle half may span so much of the median before another round is asked for.
WIDE = 0.25
#: Far off: beyond the quartiles by more than so many times their distance (Tukey 1977), and by
#: more than a range that would be wide.
FENCE = 1.5
#: Experts from whom on quartiles say something.
FEW = 4


@dataclass(frozen=True, slots=True)
class Spread:
    """One criterion in one round: scores as written. `low` and `high` are the quartiles."""

    median: float
    low: float
    high: float
    scores: int

    @property
    def range(self) -> float:
        """The interquartile range."""
        return self.high - self.low

    @property
    def fence(self) -> float:
        """How far beyond the quartiles a score is far off."""
        return max(FENCE * self.range, WIDE * self.median)

    @property
    def wide(self) -> bool:
        """Whether the experts still differ widely."""
        return self.range > WIDE * self.median


@dataclass(frozen=True, slots=True)
class Off:
    """A score that lies far from those of the others, with what the middle half gave."""

    expert: str
    criterion: int
    score: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Round:
    """One round. `agreement` is Kendall's W over the experts who scored everything, or None."""

    number: int
    experts: tuple[str, ...]
    spreads: tuple[Spread, ...]
    far_off: tuple[Off, ...]
    agreement: float | None


def summed_up(number: int, scores: Scores, n: int) -> Round:
    """A round of scores for `n` criteria; every criterion has at least one score.

    >>> r = summed_up(1, {"E1": [60, 40], "E2": [50, 50], "E3": [40, 60]}, 2)
    >>> r.spreads[0]
    Spread(median=50.0, low=45.0, high=55.0, scores=3)
    """
    columns = [_given(scores, i) for i in range(n)]
    spreads = tuple(_spread(list(c.values())) for c in columns)
    far = [
        Off(expert, i, score, s.low, s.high)
        for i, (column, s) in enumerate(zip(columns, spreads, strict=True))
        for expert, score in column.items()
        if len(column) >= FEW and not s.low - s.fence <= score <= s.high + s.fence
    ]
    whole = [row for row in scores.values() if all(x is not None for x in row)]
    return Round(number, tuple(scores), spreads, tuple(far), agreement(whole))


def shares(round: Round) -> tuple[float, ...] | None:
    """The medians as shares of their sum; None where all of them are 0."""
    total = sum(s.median for s in round.spreads)
    return tuple(s.median / total for s in round.spreads) if total else None


def agreement(rows: Sequence[Sequence[float | None]]) -> float | None:
    """Kendall's coefficient of concordance, ties corrected: 0 none, 1 all rank alike.

    None for fewer than two experts or criteria, or where nobody ranks anything.

    >>> agreement([[1, 2, 3], [10, 20, 30]]), agreement([[1, 2], [2, 1]])
    (1.0, 0.0)
    """
    m, n = len(rows), len(rows[0]) if rows else 0
    if m < 2 or n < 2:
        return None
    ranks = np.array([ranked([x or 0.0 for x in row]) for row in rows])
    away = float(((ranks.sum(axis=0) - m * (n + 1) / 2) ** 2).sum())
    ties = sum(_ties([x or 0.0 for x in row]) for row in rows)
    most = m * m * (n**3 - n) / 12 - m * ties / 12
    return None if most <= 0 else away / most


def ranked(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values sharing the mean of theirs.

    >>> ranked([30, 10, 30])
    [2.5, 1.0, 2.5]
    """
    return [1 + sum(x < v for x in values) + (sum(x == v for x in values) - 1) / 2 for v in values]


def _ties(row: Sequence[float]) -> int:
    counts = [sum(x == v for x in row) for v in dict.fromkeys(row)]
    return sum(t**3 - t for t in counts)


def _given(scores: Scores, i: int) -> dict[str, float]:
    return {e: x for e, row in scores.items() if (x := row[i]) is not None}


def _spread(values: Sequence[float]) -> Spread:
    low, middle, high = (float(x) for x in np.percentile(values, [25, 50, 75]))
    return Spread(middle, low, high, len(values))
