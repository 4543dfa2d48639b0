"""How sure a share is that was counted among few."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def wilson(count: int, of: int, level: float = 0.95) -> tuple[float, float]:
    """The Wilson score interval of a share, `count` of at least one: bounds between 0 and 1.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
    of the American Statistical Association 22 (1927), 209-212; without continuity correction.

    >>> low, high = wilson(5, 40)
    >>> f"{low:.4f} {high:.4f}"
    '0.0546 0.2611'
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, z2 = count / of, z * z / of
    middle = (share + z2 / 2) / (1 + z2)
    half = z / (1 + z2) * sqrt(share * (1 - share) / of + z2 / (4 * of))
    # At 0 and at all of them the exact bound is 0 and 1; floats fall a hair beside it.
    return (0.0 if count == 0 else middle - half), (1.0 if count == of else middle + half)
