"""Round thresholds from real values: what the better quarter, half and three quarters reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.atoms.numbers import SCALES, show
from engine.terminal.draft.guess import Guess

_POINTS = (100, 70, 40)


@dataclass(frozen=True, slots=True)
class Rungs:
    """A ladder: thresholds as they are written, best first, with their points."""

    direction: str
    steps: tuple[tuple[str, int], ...]


def rungs(found: Guess, fewer_is_better: bool) -> Rungs | None:
    """Up to three steps at rounded quartiles; None where the values do not differ enough."""
    ordered = sorted(found.values, reverse=not fewer_is_better)
    if len(set(ordered)) < 3:
        return None
    steps: list[int] = []
    for part in (1, 2, 3):
        threshold = rounded(ordered[min(len(ordered) - 1, len(ordered) * part // 4)])
        if not steps or (threshold > steps[-1] if fewer_is_better else threshold < steps[-1]):
            steps.append(threshold)
    scale = SCALES[found.kind]
    texts = [show(s, scale) for s in steps]
    direction = "at_most" if fewer_is_better else "at_least"
    return Rungs(direction, tuple(zip(texts, _POINTS, strict=False)))


def rounded(value: int) -> int:
    """To two significant digits, toward zero.

    >>> rounded(12345), rounded(-987), rounded(7)
    (12000, -980, 7)
    """
    size: int = 10 ** max(0, len(str(abs(value))) - 2)
    kept = abs(value) // size * size
    return kept if value >= 0 else -kept


def weights(n: int) -> Sequence[int]:
    """`n` whole weights as equal as can be, that add up to 100.

    >>> weights(3)
    [34, 33, 33]
    """
    return [100 // n + (1 if i < 100 % n else 0) for i in range(n)]
