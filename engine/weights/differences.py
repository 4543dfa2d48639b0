"""Weights from how the points of customers differ: entropy and CRITIC.

Entropy: Shannon's measure as a weight, after Hwang and Yoon (1981). CRITIC: contrast times
conflict, after Diakoulaki, Mavrotas and Papayannakis (1995). Both know the data alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]  # rows × criteria

#: Two criteria that correlate so much nearly tell the same.
ALIKE = 0.9


def entropy(points: Points) -> tuple[float, ...] | None:
    """Shares by entropy: the more unequally a criterion's points are spread, the more.

    Points are at least 0; a criterion without any difference gets 0. None where none differs.

    >>> [round(x, 4) for x in entropy(np.array([[30, 30], [19, 54], [19, 15], [68, 70.0]]))]
    [0.537, 0.463]
    """
    total = points.sum(axis=0)
    parts = points / np.where(total > 0, total, 1.0)
    logs = np.log(np.where(parts > 0, parts, 1.0))  # 0 · ln 0 is 0
    even = -(parts * logs).sum(axis=0) / np.log(len(points))
    return _shares(np.where(varies(points), np.maximum(0.0, 1 - even), 0.0))


def critic(points: Points) -> tuple[float, ...] | None:
    """Shares by CRITIC: standard deviation of the points between their least and greatest, times
    the sum of (1 − correlation) with every other criterion.

    None where no criterion differs, or where all that differ tell exactly the same.

    >>> [round(x, 4) for x in critic(np.array([[0, 0, 9.0], [1, 9, 0], [4, 5, 3]]))]
    [0.2632, 0.3219, 0.4149]
    """
    moving = varies(points)
    if not moving.any():
        return None
    inner = points[:, moving]
    low = inner.min(axis=0)
    spread = (inner - low) / (inner.max(axis=0) - low)
    conflict = (1 - correlations(inner)).sum(axis=0) if inner.shape[1] > 1 else np.ones(1)
    found = np.zeros(points.shape[1])
    found[moving] = spread.std(axis=0, ddof=1) * np.where(conflict > 1e-9, conflict, 0.0)
    return _shares(found)


def varies(points: Points) -> NDArray[np.bool_]:
    """Which criteria differ between any two rows.

    >>> varies(np.array([[1.0, 5.0], [2.0, 5.0]])).tolist()
    [True, False]
    """
    return np.asarray(points.max(axis=0) > points.min(axis=0))


def correlations(points: Points) -> Points:
    """Pearson's correlation of each criterion with each; all of them must differ."""
    return np.atleast_2d(np.corrcoef(points, rowvar=False))


def alike(points: Points) -> list[tuple[int, int, float]]:
    """Pairs of criteria that nearly tell the same, with their correlation, worst first.

    >>> alike(np.array([[0, 1.0, 5], [2, 3, 1], [4, 6, 9]]))[0][:2]
    (0, 1)
    """
    moving = np.flatnonzero(varies(points))
    if len(moving) < 2:
        return []
    r = correlations(points[:, moving])
    pairs = [
        (int(moving[a]), int(moving[b]), float(r[a, b]))
        for a in range(len(moving))
        for b in range(a + 1, len(moving))
        if abs(r[a, b]) >= ALIKE
    ]
    return sorted(pairs, key=lambda p: (-abs(p[2]), p[:2]))


def mixtures(points: Points) -> list[tuple[int, float]]:
    """Criteria that the others together tell nearly whole, with the multiple correlation; those
    of `alike` left out.

    >>> mixtures(np.array([[0, 1, 1.0], [2, 0, 2], [4, 6, 10], [1, 3, 4], [9, 2, 11]]))[0][0]
    0
    """
    told = {i for a, b, _ in alike(points) for i in (a, b)}
    moving = [int(i) for i in np.flatnonzero(varies(points))]
    away = points - points.mean(axis=0)
    found = []
    for i in moving:
        others = [k for k in moving if k != i]
        if i in told or len(others) < 2 or len(points) <= len(moving):
            continue
        fitted = away[:, others] @ np.linalg.lstsq(away[:, others], away[:, i], rcond=None)[0]
        r = float(np.sqrt((fitted**2).sum() / (away[:, i] ** 2).sum()))
        if r * r >= ALIKE:
            found.append((i, r))
    return found


def _shares(found: Points) -> tuple[float, ...] | None:
    total = float(found.sum())
    return tuple(float(x) for x in found / total) if total > 0 else None
