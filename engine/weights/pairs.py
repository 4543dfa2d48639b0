"""Comparisons of pairs (AHP): priorities, consistency, and the judgement most at odds.

The principal eigenvector (Saaty 1977, 1980); missing pairs as Harker (1987) has them; experts
joined by the geometric mean of their judgements (Aczél and Saaty 1983).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

#: (first, second) with first < second → how many times as important the first is.
Judgements = Mapping[tuple[int, int], float]

#: Mean consistency index of random comparisons of n criteria: Alonso and Lamata (2006), table 3.
RANDOM_INDEX: Mapping[int, float] = {
    3: 0.5245, 4: 0.8815, 5: 1.1086, 6: 1.2479, 7: 1.3417, 8: 1.4056, 9: 1.4499, 10: 1.4854,
    11: 1.5141, 12: 1.5365, 13: 1.5551, 14: 1.5713, 15: 1.5838,
}  # fmt: skip
MOST = max(RANDOM_INDEX)
#: From this ratio on judgements deserve a second look (Saaty 1980).
TOO_MUCH = 0.10
_SHOWN = 3  # judgements that are named


@dataclass(frozen=True, slots=True)
class Odd:
    """A judgement at odds with the others.

    `given` says how many times as important `first` is; `fits` is what the others suggest;
    `ratio` is the consistency ratio were it given; `scale` the nearest step of 1/9 … 9.
    """

    first: int
    second: int
    given: float
    fits: float
    scale: str
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What comparisons say. Shares add up to 1.

    `by_means` are the priorities by geometric means of rows (logarithmic least squares), for
    comparison. `ratio` is None where no comparison could contradict another. `odds` come worst
    first, only where the ratio is too high.
    """

    shares: tuple[float, ...]
    by_means: tuple[float, ...]
    greatest: float  # the principal eigenvalue
    ratio: float | None
    given: int
    missing: int
    odds: tuple[Odd, ...]

    @property
    def apart(self) -> float:
        """The most by which the two kinds of priorities differ, as a share."""
        return max(abs(a - b) for a, b in zip(self.shares, self.by_means, strict=True))


def weigh(n: int, judgements: Judgements) -> Weighed:
    """Priorities of `n` criteria; every criterion must be reached by a chain of comparisons.

    >>> [round(x, 6) for x in weigh(3, {(0, 1): 2, (1, 2): 2}).shares]
    [0.571429, 0.285714, 0.142857]
    """
    greatest, shares = _eigen(n, judgements)
    ratio = _ratio(n, len(judgements), greatest)
    odds = tuple(_odds(n, judgements, shares)) if ratio is not None and ratio >= TOO_MUCH else ()
    total = n * (n - 1) // 2
    return Weighed(shares, _by_means(n, judgements), greatest, ratio, len(judgements),
                   total - len(judgements), odds)  # fmt: skip


def joined(experts: Sequence[Judgements]) -> dict[tuple[int, int], float]:
    """The geometric mean over the experts who compared a pair, pair by pair.

    >>> {pair: round(v, 6) for pair, v in joined([{(0, 1): 8}, {(0, 1): 2, (0, 2): 3}]).items()}
    {(0, 1): 4.0, (0, 2): 3.0}
    """
    pairs = dict.fromkeys(pair for e in experts for pair in e)
    return {p: exp(_mean([log(e[p]) for e in experts if p in e])) for p in sorted(pairs)}


def groups(n: int, judgements: Judgements) -> list[list[int]]:
    """The criteria in groups that comparisons join, directly or by a chain.

    >>> groups(4, {(0, 1): 3, (2, 3): 2})
    [[0, 1], [2, 3]]
    """
    of = list(range(n))
    for a, b in judgements:
        old, new = of[b], of[a]
        of = [new if g == old else g for g in of]
    return [[i for i in range(n) if of[i] == g] for g in dict.fromkeys(of)]


def own(n: int, judgements: Judgements) -> Weighed | None:
    """The same of one expert, over the criteria that this expert compared.

    None where they fall apart into groups. Numbers of criteria in `odds` are those of all.
    """
    used = sorted({i for pair in judgements for i in pair})
    at = {i: k for k, i in enumerate(used)}
    renumbered = {(at[a], at[b]): v for (a, b), v in judgements.items()}
    if len(used) < 2 or len(groups(len(used), renumbered)) > 1:
        return None
    found = weigh(len(used), renumbered)
    odds = tuple(Odd(used[o.first], used[o.second], o.given, o.fits, o.scale, o.ratio)
                 for o in found.odds)  # fmt: skip
    return Weighed(found.shares, found.by_means, found.greatest, found.ratio, found.given,
                   n * (n - 1) // 2 - found.given, odds)  # fmt: skip


def _eigen(n: int, judgements: Judgements) -> tuple[float, tuple[float, ...]]:
    """The greatest eigenvalue and its vector, of Harker's matrix where pairs are missing.

    A missing pair is 0, and the diagonal counts those of its row: that is the eigenvalue problem
    of the matrix in which each missing pair holds the ratio of the priorities themselves.
    """
    a = np.zeros((n, n))
    for (i, j), v in judgements.items():
        a[i, j], a[j, i] = v, 1 / v
    np.fill_diagonal(a, (a == 0).sum(axis=1))  # 1 for itself, and 1 for each missing pair
    values, vectors = np.linalg.eig(a)
    k = int(values.real.argmax())
    vector = np.abs(vectors[:, k].real)
    return float(values[k].real), _shares(vector)


def _by_means(n: int, judgements: Judgements) -> tuple[float, ...]:
    """Least squares on logarithms, which are geometric means of rows where no pair is missing."""
    laplacian, right = np.zeros((n, n)), np.zeros(n)
    for (i, j), v in judgements.items():
        laplacian[[i, j], [i, j]] += 1
        laplacian[[i, j], [j, i]] -= 1
        right[i] += log(v)
        right[j] -= log(v)
    found = np.linalg.lstsq(laplacian, right, rcond=None)[0]
    return _shares(np.exp(found - found.max()))


def _shares(vector: Any) -> tuple[float, ...]:
    return tuple(float(x) for x in vector / vector.sum())


def _ratio(n: int, given: int, greatest: float) -> float | None:
    """The consistency ratio; None where there are no more comparisons than join the criteria.

    With pairs missing there is less to contradict: the random index falls nearly linearly with
    their number, to 0 where only a tree is left (Ágoston and Csató 2022).
    """
    loops = given - (n - 1)
    if n < 3 or loops <= 0:
        return None
    index = RANDOM_INDEX[n] * loops / ((n - 1) * (n - 2) / 2)
    return max(0.0, (greatest - n) / (n - 1) / index)


def _odds(n: int, judgements: Judgements, shares: Sequence[float]) -> Iterator[Odd]:
    """Judgements by how far they are from the ratio of the priorities (Saaty 2003), worst first.

    What would fit is the ratio that the other comparisons give without this one (Harker 1987).
    """
    off = {(i, j): abs(log(v * shares[j] / shares[i])) for (i, j), v in judgements.items()}
    for pair in sorted(off, key=lambda p: (-off[p], p))[:_SHOWN]:
        others = {p: v for p, v in judgements.items() if p != pair}
        if len(groups(n, others)) > 1:
            continue
        i, j = pair
        _, rest = _eigen(n, others)
        fits = rest[i] / rest[j]
        near = min(STEPS, key=lambda s: abs(log(STEPS[s] / fits)))
        greatest, _ = _eigen(n, {**others, pair: STEPS[near]})
        yield Odd(i, j, judgements[pair], fits, near, _ratio(n, len(judgements), greatest))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


#: The steps of Saaty's scale, as they are written.
STEPS: Mapping[str, float] = {
    **{f"1/{k}": 1 / k for k in range(9, 1, -1)},
    **{str(k): float(k) for k in range(1, 10)},
}
