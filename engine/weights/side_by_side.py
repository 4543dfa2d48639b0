"""Several lists of weights beside each other: differences, and whether they rank alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.weights.rounds import ranked


@dataclass(frozen=True, slots=True)
class Against:
    """One list of weights held against another, over the criteria that both have.

    Numbers are percent. `moved` is how much of the 100 would go from one criterion to another,
    None where one of them has a criterion that the other lacks; `ranks` is Spearman's correlation
    of the ranks, None for fewer than two criteria or where a list gives all the same.
    """

    differences: tuple[float | None, ...]
    moved: float | None
    ranks: float | None


def against(these: Sequence[float | None], base: Sequence[float | None]) -> Against:
    """`these` held against `base`: percent by criterion, None where a list has it not.

    >>> against([50.0, 30.0, 20.0], [40.0, 35.0, 25.0])
    Against(differences=(10.0, -5.0, -5.0), moved=10.0, ranks=1.0)
    """
    differences = tuple(
        None if a is None or b is None else a - b for a, b in zip(these, base, strict=True)
    )
    both = [(a, b) for a, b in zip(these, base, strict=True) if a is not None and b is not None]
    whole = len(both) == len(differences)
    moved = sum(abs(a - b) for a, b in both) / 2 if whole else None
    return Against(differences, moved, correlation(*map(list, zip(*both, strict=True))))


def correlation(a: Sequence[float] = (), b: Sequence[float] = ()) -> float | None:
    """Spearman's rank correlation, ties sharing ranks; None where there is no order.

    >>> correlation([3, 2, 1], [30, 20, 10]), correlation([3, 2, 1], [1, 2, 3])
    (1.0, -1.0)
    """
    n = len(a)
    if n < 2:
        return None
    # Shares of different methods are equal where they differ by noise alone.
    x, y = (ranked([round(v, 9) for v in values]) for values in (a, b))
    middle = (n + 1) / 2
    xy = sum((p - middle) * (q - middle) for p, q in zip(x, y, strict=True))
    xx = sum((p - middle) ** 2 for p in x)
    yy = sum((q - middle) ** 2 for q in y)
    return None if not xx or not yy else round(xy / (xx * yy) ** 0.5, 12)
