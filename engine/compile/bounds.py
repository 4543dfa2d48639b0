"""Interval arithmetic: the least and the greatest number that a step can give."""

from __future__ import annotations

from collections.abc import Sequence

from engine.atoms.numbers import divide
from engine.compile.plan import Op, Step

Bounds = tuple[int | None, int | None]


def bounds_of(op: Op, args: Sequence[Step]) -> Bounds:
    """The bounds of a step of this operation; (None, None) where it can only be missing.

    >>> x = Step("column", "int", low=-2, high=3)
    >>> bounds_of("multiply", [x, x]), bounds_of("abs", [x]), bounds_of("divide", [x, x])
    ((-6, 9), (0, 3), (-3, 3))
    """
    if op == "case":
        return _hull([*args[1::2], args[-1]])
    if op == "coalesce":
        return _hull(args)
    known = [(s.low, s.high) for s in args if s.low is not None and s.high is not None]
    if len(known) != len(args) or not known:
        return None, None
    (a, b), (c, d) = known[0], known[-1]
    match op:
        case "add":
            return sum(low for low, _ in known), sum(high for _, high in known)
        case "subtract":
            return a - d, b - c
        case "multiply":
            ends = (a * c, a * d, b * c, b * d)
            return min(ends), max(ends)
        case "divide":
            return _quotient(a, b, c, d)
        case "abs":
            return (0 if a <= 0 <= b else min(abs(a), abs(b))), max(abs(a), abs(b))
        case "min":
            return min(a, c), min(b, d)
        case "max":
            return max(a, c), max(b, d)
    return None, None


def _hull(steps: Sequence[Step]) -> Bounds:
    lows = [s.low for s in steps if s.low is not None]
    highs = [s.high for s in steps if s.high is not None]
    return (min(lows), max(highs)) if lows and highs else (None, None)


def _quotient(a: int, b: int, c: int, d: int) -> Bounds:
    """Extremes stand at the ends of the numerator over the divisors nearest to and furthest
    from 0, of either sign."""
    divisors = {x for x in (c, d) if x}
    divisors |= {x for x in (-1, 1) if c <= x <= d}
    if not divisors:
        return None, None
    ends = [divide(n, x) for n in (a, b) for x in divisors]
    return min(ends), max(ends)
