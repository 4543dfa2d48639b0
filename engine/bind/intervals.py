"""Least and greatest of what arithmetic can give, in exact integers at a scale."""

from __future__ import annotations

from engine.atoms.numbers import divide

Interval = tuple[int, int]


def rescaled(a: Interval, have: int, want: int) -> Interval:
    """At a scale that is at least as fine.

    >>> rescaled((-1, 2), 0, 2)
    (-100, 200)
    """
    factor = 10 ** (want - have)
    return a[0] * factor, a[1] * factor


def added(a: Interval, b: Interval) -> Interval:
    return a[0] + b[0], a[1] + b[1]


def negated(a: Interval) -> Interval:
    return -a[1], -a[0]


def multiplied(a: Interval, b: Interval) -> Interval:
    """
    >>> multiplied((-2, 3), (-5, 1))
    (-15, 10)
    """
    ends = [x * y for x in a for y in b]
    return min(ends), max(ends)


def hull(*many: Interval) -> Interval:
    return min(a[0] for a in many), max(a[1] for a in many)


def lesser(*many: Interval) -> Interval:
    """Of `min`."""
    return min(a[0] for a in many), min(a[1] for a in many)


def greater(*many: Interval) -> Interval:
    """Of `max`."""
    return max(a[0] for a in many), max(a[1] for a in many)


def absolute(a: Interval) -> Interval:
    if a[0] >= 0:
        return a
    return (0 if a[1] >= 0 else -a[1]), max(-a[0], a[1])


def widest(a: Interval) -> int:
    """The greatest absolute value."""
    return max(abs(a[0]), abs(a[1]))


def quotient(a: Interval, b: Interval) -> Interval:
    """Of a / b rounded, whatever divisor but 0 stands in `b`; (0, 0) when only 0 does.

    Extremes stand over the divisors nearest to and furthest from 0, of either sign.

    >>> quotient((-7, 9), (0, 2))
    (-7, 9)
    """
    divisors = {x for x in b if x} | {x for x in (-1, 1) if b[0] <= x <= b[1]}
    ends = [divide(n, d) for n in a for d in divisors]
    if a[0] <= 0 <= a[1]:
        ends.append(0)
    return (min(ends), max(ends)) if divisors else (0, 0)
