"""Weights fitted to what came of past customers: least squares, or logistic for yes and no.

No weight is below 0, since more points never count against a customer. How much one criterion
counts for against another is what is fitted; the level and the size of the effect are free.
The solvers are scipy's, an optional extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.weights.rounds import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Kind = Literal["yes_no", "number"]

_DRAWS = 200  # bootstrap
_FOLDS = 5
_SEED = 20250101
#: So many rows are fitted at most: more change no digit of a weight.
MOST_ROWS = 20_000
#: Keeps the answer finite where yes and no are told apart without a mistake.
_RIDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted shares with how far to trust them.

    `ranges` are the 5th and 95th percentile of each share over 200 draws of the customers, with
    replacement. `quality` is the AUC for yes and no, R² for numbers: on the customers fitted;
    `held_out` the same on customers not fitted (5 folds), None where they are too few.
    """

    kind: Kind
    shares: tuple[float, ...]
    ranges: tuple[tuple[float, float], ...]
    quality: float
    held_out: float | None
    rows: int
    rarer: int  # rows of the rarer outcome; all rows for numbers

    @property
    def weak(self) -> bool:
        """Whether it tells hardly more than chance of customers it has not seen."""
        if self.held_out is None:
            return False
        return self.held_out < (0.6 if self.kind == "yes_no" else 0.02)


def fit(points: Floats, outcome: Floats, kind: Kind) -> Fit | None:
    """Shares that go best with `outcome`, where more is better; None where all would be 0.

    `points` is rows × criteria; an outcome of yes and no is 1 and 0. The same rows give the same
    figures, on every call. Raises UsageError (KT637) without scipy.
    """
    solve = _solver(kind)
    slopes = solve(points, outcome)
    found = _shares(slopes)
    if found is None:
        return None
    rarer = len(outcome) if kind == "number" else int(min(outcome.sum(), (1 - outcome).sum()))
    quality = told(points @ slopes, outcome, kind)
    return Fit(kind, found, _ranges(points, outcome, solve, slopes), quality,
               _held_out(points, outcome, kind, solve), len(outcome), rarer)  # fmt: skip


def told(score: Floats, outcome: Floats, kind: Kind) -> float:
    """How well a score tells the outcome: AUC for yes and no, R² for numbers.

    >>> told(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 1.0, 0.0, 1.0]), "yes_no")
    0.75
    """
    if kind == "number":
        if np.ptp(score) == 0:
            return 0.0
        return float(np.corrcoef(score, outcome)[0, 1]) ** 2
    yes = outcome > 0
    n = int(yes.sum())
    ranks = _ranks(score)
    return float((ranks[yes].sum() - n * (n + 1) / 2) / (n * (len(outcome) - n)))


def thinned(points: Floats, outcome: Floats) -> tuple[Floats, Floats]:
    """At most `MOST_ROWS` of the rows, evenly drawn."""
    if len(outcome) <= MOST_ROWS:
        return points, outcome
    kept = np.linspace(0, len(outcome) - 1, MOST_ROWS).astype(np.int64)
    return points[kept], outcome[kept]


class Solver(Protocol):
    """Slopes of the criteria, none below 0; `start` is a guess that shortens the way."""

    def __call__(self, points: Floats, outcome: Floats, start: Floats | None = None) -> Floats: ...


def _solver(kind: Kind) -> Solver:
    try:
        from scipy.optimize import minimize, nnls
    except ImportError:
        raise UsageError(Diagnostic("KT637")) from None

    def least_squares(points: Floats, outcome: Floats, start: Floats | None = None) -> Floats:
        away = points - points.mean(axis=0)
        # The triangular factor holds all that matters of the rows.
        q, r = np.linalg.qr(away)
        return np.asarray(nnls(r, q.T @ (outcome - outcome.mean()))[0])

    def logistic(points: Floats, outcome: Floats, start: Floats | None = None) -> Floats:
        # Centred and of one size: the same answer in a tenth of the steps.
        size = np.where(np.ptp(points, axis=0) > 0, points.std(axis=0), 1.0)
        x = np.column_stack([np.ones(len(points)), (points - points.mean(axis=0)) / size])
        sign = 1 - 2 * outcome  # -1 for yes

        first = np.zeros(x.shape[1])
        if start is not None:
            first[0] = np.log((1 + outcome.sum()) / (1 + len(outcome) - outcome.sum()))
            first[1:] = start * size

        def loss(b: Floats) -> tuple[float, Floats]:
            z = sign * (x @ b)
            e = np.exp(-np.abs(z))
            value = (np.maximum(z, 0) + np.log1p(e)).mean() + _RIDGE * (b[1:] ** 2).sum()
            chance = np.where(z > 0, 1 / (1 + e), e / (1 + e))
            slope = x.T @ (sign * chance) / len(x)
            slope[1:] += 2 * _RIDGE * b[1:]
            return float(value), slope

        bounds = [(None, None), *[(0, None)] * points.shape[1]]
        done = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds,
                        options={"ftol": 1e-13, "gtol": 1e-7, "maxiter": 500})  # fmt: skip
        return np.asarray(done.x[1:] / size)

    return least_squares if kind == "number" else logistic


def _shares(slopes: Floats) -> tuple[float, ...] | None:
    slopes = np.where(slopes > 1e-9 * max(1.0, float(slopes.max())), slopes, 0.0)
    total = float(slopes.sum())
    return tuple(float(s) for s in slopes / total) if total > 0 else None


def _ranges(
    points: Floats, outcome: Floats, solve: Solver, start: Floats
) -> tuple[tuple[float, float], ...]:
    """Percentiles of each share over draws with replacement; draws that fit nothing are left."""
    dice = np.random.RandomState(_SEED)  # whose stream never changes
    n = len(outcome)
    found = []
    for _ in range(_DRAWS):
        kept = dice.randint(0, n, n)
        if np.ptp(outcome[kept]) == 0:
            continue
        shares = _shares(solve(points[kept], outcome[kept], start))
        if shares is not None:
            found.append(shares)
    low, high = np.percentile(found, [5, 95], axis=0) if found else np.zeros((2, points.shape[1]))
    return tuple((float(a), float(b)) for a, b in zip(low, high, strict=True))


def _held_out(points: Floats, outcome: Floats, kind: Kind, solve: Solver) -> float | None:
    """The quality on each fifth of the rows, fitted on the other four; averaged."""
    found = []
    for test, train in _folds(outcome, kind):
        slopes = solve(points[train], outcome[train])
        found.append(told(points[test] @ slopes, outcome[test], kind))
    return sum(found) / len(found) if found else None


def _folds(outcome: Floats, kind: Kind) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """(held out, fitted) masks; yes and no are spread evenly over them."""
    n = len(outcome)
    order = np.random.RandomState(_SEED).permutation(n)
    if kind == "yes_no":
        order = order[np.argsort(outcome[order], kind="stable")]
        if min(outcome.sum(), n - outcome.sum()) < _FOLDS:
            return
    elif n < 4 * _FOLDS:
        return
    fold = np.empty(n, dtype=np.int64)
    fold[order] = np.arange(n) % _FOLDS
    for k in range(_FOLDS):
        test = fold == k
        if np.ptp(outcome[test]) > 0 and np.ptp(outcome[~test]) > 0:
            yield test, ~test


def _ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    if len(values) < 50:
        return np.array(ranked([float(v) for v in values]))
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    return np.asarray((ends - (counts - 1) / 2)[where])
