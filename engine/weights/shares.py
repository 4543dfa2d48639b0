"""Shares as percents that add up to exactly 100."""

from __future__ import annotations

from collections.abc import Sequence

from engine.atoms.numbers import ALL_WEIGHT, WEIGHT_SCALE


def percents(shares: Sequence[float], decimals: int = 0) -> tuple[int, ...]:
    """The shares in basis points: so many decimals of a percent, adding up to exactly 10,000.

    By largest remainders: each share is cut to its decimals, and what is then lacking goes, one
    unit each, to those that lost most by the cut; of equals, to the first. `decimals` is 0 to 2;
    shares are at least 0 and not all 0, and need not add up to 1.

    >>> percents([1, 1, 1]), percents([0.536, 0.297, 0.163])
    ((3400, 3300, 3300), (5400, 3000, 1600))
    >>> percents([1, 1, 1], decimals=2)
    (3334, 3333, 3333)
    """
    unit = int(10 ** (WEIGHT_SCALE - decimals))
    whole = ALL_WEIGHT // unit
    total = sum(shares)
    # Twelve digits are more than any method is good for, and the same on every machine.
    exact = [round(whole * s / total, 9) for s in shares]
    cut = [int(x) for x in exact]
    lost = sorted(range(len(cut)), key=lambda i: (-round(exact[i] - cut[i], 9), i))
    for i in lost[: whole - sum(cut)]:
        cut[i] += 1
    return tuple(n * unit for n in cut)


def blend(parts: Sequence[tuple[Sequence[float], float]]) -> tuple[float, ...]:
    """Several lists of shares mixed: each with what it counts for.

    >>> blend([((0.5, 0.5), 60), ((1.0, 0.0), 40)])
    (0.7, 0.3)
    """
    total = sum(amount for _, amount in parts)
    columns = zip(*(shares for shares, _ in parts), strict=True)
    amounts = [amount / total for _, amount in parts]
    return tuple(sum(s * a for s, a in zip(c, amounts, strict=True)) for c in columns)
