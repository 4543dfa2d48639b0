"""A chooser: every draw of the generator goes through one of these methods."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from a `random.Random`, or from what Hypothesis gives in its place."""

    def __init__(self, source: Random) -> None:
        self.source = source

    def one_in(self, n: int) -> bool:
        """True once in n times; shrinks to False."""
        return self.source.randint(0, n - 1) == n - 1

    def percent(self, p: int) -> bool:
        """True in p of 100 times; shrinks to False."""
        return self.source.randint(0, 99) >= 100 - p

    def whole(self, low: int, high: int) -> int:
        """An integer within both ends; shrinks to the low one."""
        return self.source.randint(low, high)

    def pick(self, many: Sequence[T]) -> T:
        """One of many; shrinks to the first."""
        return many[self.source.randint(0, len(many) - 1)]

    def some(self, many: Sequence[T], most: int) -> list[T]:
        """Up to `most` of them, each once, in their own order."""
        wanted = self.whole(0, min(most, len(many)))
        left = list(range(len(many)))
        taken = [left.pop(self.whole(0, len(left) - 1)) for _ in range(wanted)]
        return [many[i] for i in sorted(taken)]

    def magnitude(self, low: int, high: int) -> int:
        """An integer within both ends, small ones as likely as large ones."""
        span = high - low
        if span <= 0 or self.one_in(3):
            return self.whole(low, high)
        digits = self.whole(0, len(str(span)))
        near = min(span, self.whole(0, 10**digits))
        start = self.pick([low, high, max(low, min(0, high))])
        return min(high, start + near) if start != high else high - near
