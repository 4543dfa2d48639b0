"""How a score moves with one weight, the others giving way in proportion, and where it meets what
it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

EVIDENCE = -1  # stands for the evidence that a scorecard asks for, where thresholds stand
_NEARLY = 1e-9  # floats only rank; what lies so near is ranked exactly


@dataclass(frozen=True, slots=True)
class Scored:
    """Customers of one profile. `points` has a row each, NaN where a weight was reallocated;
    `data` how much of each criterion has data, from 0 to 1; `enough` is in percent."""

    ids: list[str]
    points: Any
    exact: list[tuple[Fraction | None, ...]]
    scores: list[Fraction]
    data: list[tuple[Fraction, ...]]
    enough: Fraction | None


def nearest(
    k: int, weights: Sequence[int], scored: Scored, limits: Sequence[int]
) -> list[tuple[float, int, int]]:
    """(move in percent, customer, threshold) of every meeting within reach, by the move."""
    share = np.array(weights) / 100
    points, s = scored.points, np.array([float(x) for x in scored.scores])
    there = ~np.isnan(points)
    filled = np.where(there, points, 0.0)
    n0, l0 = filled @ share, there @ share
    rest = 100 - share[k]
    a = filled[:, k] - (n0 - filled[:, k] * share[k]) / rest
    b = 1 - (l0 - share[k]) / rest
    found: list[tuple[float, int, int]] = []
    with np.errstate(divide="ignore", invalid="ignore"):
        off = s - n0 / l0
        for limit in limits:
            t = limit / 1000 - off
            moves = (t * l0 - n0) / (a - t * b)
            within = there[:, k] & np.isfinite(moves)
            within &= (moves >= -share[k] - _NEARLY) & (moves <= rest + _NEARLY)
            found += [(float(moves[i]), int(i), limit) for i in np.flatnonzero(within)]
    if scored.enough is not None:
        lacking = (i for i, data in enumerate(scored.data) if any(e < 1 for e in data))
        exact = ((exact_move(k, weights, scored, i, EVIDENCE), i) for i in lacking)
        found += [(float(move), i, EVIDENCE) for move, i in exact
                  if move is not None and -share[k] <= move <= rest]  # fmt: skip
    return sorted(found)


def ranked(
    k: int, weights: Sequence[int], scored: Scored, near: Sequence[tuple[float, int, int]]
) -> Iterator[list[tuple[Fraction, int, int]]]:
    """The meetings with their exact moves; those that floats cannot tell apart together."""
    at = 0
    while at < len(near):
        until = at + 1
        while until < len(near) and abs(near[until][0] - near[at][0]) <= _NEARLY:
            until += 1
        batch = [(exact_move(k, weights, scored, i, t), i, t) for _, i, t in near[at:until]]
        yield sorted(((m, i, t) for m, i, t in batch if m is not None), key=lambda x: abs(x[0]))
        at = until


def exact_move(
    k: int, weights: Sequence[int], scored: Scored, i: int, limit: int
) -> Fraction | None:
    if limit == EVIDENCE:
        assert scored.enough is not None
        evidence, slope = _evidence(k, weights, scored, i)
        return (scored.enough - evidence) / slope if slope else None
    off, n, a, length, b = _terms(k, weights, scored, i)
    t = Fraction(limit, 1000) - off
    slope = a - t * b
    return (t * length - n) / slope if slope else None


def falls_at(
    k: int, weights: Sequence[int], scored: Scored, i: int, limit: int, way: int
) -> bool | None:
    """Whether a score that meets a threshold falls below it there, or rises to it; None where it
    stands on it and rises."""
    if limit == EVIDENCE:
        return True if _evidence(k, weights, scored, i)[1] * way < 0 else None
    _, n, a, length, b = _terms(k, weights, scored, i)
    slope = (a * length - n * b) * way  # the sign of the derivative, going this way
    if scored.scores[i] * 1000 >= limit:
        return True if slope < 0 else None
    return False if slope > 0 else None


def _terms(
    k: int, weights: Sequence[int], scored: Scored, i: int
) -> tuple[Fraction, Fraction, Fraction, Fraction, Fraction]:
    """The score of a customer as off + (n + move·a) / (l + move·b)."""
    share = [Fraction(w, 100) for w in weights]
    points = scored.exact[i]
    there = [(p, w) for p, w in zip(points, share, strict=True) if p is not None]
    n, length = sum((p * w for p, w in there), Fraction()), sum((w for _, w in there), Fraction())
    own = points[k]
    assert own is not None
    rest = 100 - share[k]
    a = own - (n - own * share[k]) / rest
    b = 1 - (length - share[k]) / rest
    # A quotient of weights was rounded to 7 decimals; what stands beside it has 3.
    off = Fraction(round((scored.scores[i] - n / length) * 1000), 1000)
    return off, n, a, length, b


def _evidence(k: int, weights: Sequence[int], scored: Scored, i: int) -> tuple[Fraction, Fraction]:
    """The evidence of a customer in percent, and how much it gains with each percent."""
    share = [Fraction(w, 100) for w in weights]
    data = scored.data[i]
    all_of_it = sum((e * w for e, w in zip(data, share, strict=True)), Fraction())
    return all_of_it, data[k] - (all_of_it - data[k] * share[k]) / (100 - share[k])
