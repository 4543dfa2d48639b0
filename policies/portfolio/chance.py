"""Chance that is the same everywhere: `random()` of a seeded generator, and nothing beside it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws for one subject and one purpose, so that no draw moves another's.

    >>> Chance(7, 12, "orders").below(10) == Chance(7, 12, "orders").below(10)
    True
    """

    __slots__ = ("unit",)

    def __init__(self, *key: object) -> None:
        self.unit = random.Random("/".join(map(str, key))).random

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self.unit() * n)

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.unit()

    def happens(self, share: float) -> bool:
        return self.unit() < share

    def bell(self) -> float:
        """About the standard normal distribution, between -6 and 6."""
        u = self.unit
        return u() + u() + u() + u() + u() + u() - (u() + u() + u() + u() + u() + u())

    def spread(self, sigma: float) -> float:
        """A factor around 1, long-tailed upwards."""
        return exp(sigma * self.bell())

    def count(self, mean: float) -> int:
        """How often something happens that happens `mean` times on average (below 40)."""
        limit, n, product = exp(-mean), 0, self.unit()
        while product > limit:
            n += 1
            product *= self.unit()
        return n

    def one(self, things: Sequence[T]) -> T:
        return things[int(self.unit() * len(things))]

    def weighed(self, things: Sequence[T], shares: Sequence[int]) -> T:
        at = self.unit() * sum(shares)
        for thing, share in zip(things, shares, strict=True):
            at -= share
            if at < 0:
                return thing
        return things[-1]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(self.below((last - first).days + 1))


def within(low: float, x: float, high: float) -> float:
    return min(high, max(low, x))


def months_before(day: date, n: int) -> date:
    """The first day of the month that lies n months before the day's."""
    number = day.year * 12 + day.month - 1 - n
    return date(number // 12, number % 12 + 1, 1)
