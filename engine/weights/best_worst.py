"""Comparisons with the best and the worst criterion alone (best-worst method, Rezaei 2015, 2016).

The linear model: weights by which the greatest difference between what is said and what follows is
as small as can be. Its solver is scipy's, an optional extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError


@dataclass(frozen=True, slots=True)
class Answers:
    """One expert's: how many times as important the best is as each criterion, and each criterion
    as the worst. Both are 1 for the criterion itself."""

    best: int
    worst: int
    from_best: tuple[float, ...]
    to_worst: tuple[float, ...]

    @property
    def ends(self) -> float:
        """How many times as important the best is as the worst."""
        return self.from_best[self.worst]


@dataclass(frozen=True, slots=True)
class Said:
    """What one expert's answers come to. `shares` add up to 1; `ratio` is 0 where the answers
    agree with each other fully, and 1 at the most they can be apart; `odd` is the criterion whose
    two answers are farthest apart; `turned` are pairs of criteria that the two rows rank
    otherwise."""

    shares: tuple[float, ...]
    ratio: float
    odd: int | None
    turned: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class BestWorst:
    """All experts: the mean of their shares, and each alone."""

    shares: tuple[float, ...]
    answers: Mapping[str, Answers]
    alone: Mapping[str, Said]


def joined(answers: Mapping[str, Answers]) -> BestWorst:
    """The shares of each expert, and their mean. Raises UsageError (KT637) without scipy."""
    alone = {expert: said(of) for expert, of in answers.items()}
    columns = zip(*(s.shares for s in alone.values()), strict=True)
    return BestWorst(tuple(sum(c) / len(alone) for c in columns), answers, alone)


def said(of: Answers) -> Said:
    """Weights and consistency of one expert's answers.

    >>> found = said(Answers(0, 2, (1, 2, 8), (8, 5, 1)))
    >>> [round(s, 4) for s in found.shares], round(found.ratio, 4)
    ([0.6071, 0.3214, 0.0714], 0.0357)
    """
    ratio, odd = _consistency(of)
    return Said(_solved(of), ratio, odd, tuple(_turned(of)))


def _solved(of: Answers) -> tuple[float, ...]:
    """Least ξ with |w_best − a·w_j| ≤ ξ and |w_j − a·w_worst| ≤ ξ, weights adding up to 1."""
    try:
        from scipy.optimize import linprog
    except ImportError:
        raise UsageError(Diagnostic("KT637")) from None
    n = len(of.from_best)
    rows = []
    for first, second, times in _compared(of):
        row = [0.0] * (n + 1)
        row[first] += 1
        row[second] -= times
        rows += [[*row[:n], -1.0], [*(-x for x in row[:n]), -1.0]]
    done = linprog([*[0.0] * n, 1.0], A_ub=rows, b_ub=[0.0] * len(rows),
                   A_eq=[[*[1.0] * n, 0.0]], b_eq=[1.0])  # fmt: skip
    # INVARIANT: equal weights and a large ξ satisfy every inequality, so there is a solution.
    assert done.success, done.message
    return tuple(float(x) for x in done.x[:n])


def _compared(of: Answers) -> Iterator[tuple[int, int, float]]:
    """(first, second, how many times as important the first is), each pair once."""
    for j, times in enumerate(of.from_best):
        if j != of.best:
            yield of.best, j, times
    for j, times in enumerate(of.to_worst):
        if j not in (of.worst, of.best):
            yield j, of.worst, times


def _consistency(of: Answers) -> tuple[float, int | None]:
    """The input-based ratio (Liang, Brunelli and Rezaei 2020), and where it is greatest."""
    most = of.ends * of.ends - of.ends
    if not most:
        return 0.0, None
    apart = [abs(a * b - of.ends) / most
             for a, b in zip(of.from_best, of.to_worst, strict=True)]  # fmt: skip
    worst = max(range(len(apart)), key=lambda j: apart[j])
    return apart[worst], worst if apart[worst] else None


def _turned(of: Answers) -> Iterator[tuple[int, int]]:
    """Pairs of which the one is nearer to the best, and the other farther from the worst."""
    n = len(of.from_best)
    for i in range(n):
        for j in range(i + 1, n):
            nearer = of.from_best[j] - of.from_best[i]
            farther = of.to_worst[i] - of.to_worst[j]
            if nearer * farther < 0:
                yield i, j


def ends(from_best: Sequence[float], to_worst: Sequence[float]) -> tuple[int, int] | None:
    """The best criterion and the worst, as two rows of answers tell them; None where they do not:
    the best is 1 times as important as itself, and of several such, stands highest above the
    worst.

    >>> ends([1, 2, 8], [8, 5, 1])
    (0, 2)
    """
    bests = [j for j, times in enumerate(from_best) if times == 1]
    worsts = [j for j, times in enumerate(to_worst) if times == 1]
    if not bests or not worsts:
        return None
    best = max(bests, key=lambda j: to_worst[j])
    worst = max(worsts, key=lambda j: from_best[j])
    return (best, worst) if best != worst else None
