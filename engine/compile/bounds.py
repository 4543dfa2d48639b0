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


def settled_compare(op: str, a: Step, b: Step) -> bool | None:
    """What a comparison of two numbers always says where neither is missing; None if it varies.

    >>> x, zero = Step("column", "int", low=0, high=9), Step("literal", "int", low=0, high=0)
    >>> settled_compare("<", x, zero), settled_compare(">=", x, zero), settled_compare(">", x, zero)
    (False, True, None)
    """
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return None
    if op == "==" and (a.high < b.low or a.low > b.high):
        return False
    if op == "!=" and (a.high < b.low or a.low > b.high):
        return True
    if op in ("<", ">="):
        below = True if a.high < b.low else False if a.low >= b.high else None
        return below if op == "<" or below is None else not below
    if op in ("<=", ">"):
        upto = True if a.high <= b.low else False if a.low > b.high else None
        return upto if op == "<=" or upto is None else not upto
    return None


def scaled_limit(op: str, a: Step, b: Step, steps: Sequence[Step]) -> tuple[int, int] | None:
    """x × k compared with a literal, as x compared with a literal: (x, the literal for it)."""
    if a.op != "multiply" or b.op != "literal" or b.kind != "int":
        return None
    x, factor = a.args[0], steps[a.args[1]]
    if factor.op != "literal" or factor.value <= 0:
        return None
    down, rest = divmod(b.value, factor.value)
    if op in ("==", "!="):
        return None if rest else (x, down)
    return x, down + (1 if rest and op in ("<", ">=") else 0)
