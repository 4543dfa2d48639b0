"""What a step gives when all its arguments are literals: the meaning of the operations in small.

Used to fold constants while a plan is built, and to fold what follows from a chosen row of
literals when a function is generated.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final

from engine.atoms.logic import k_and, k_not, k_or
from engine.atoms.numbers import divide
from engine.compile.plan import Scalar, Step

COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: Final[dict[str, Callable[[Sequence[Any]], int | None]]] = {
    "add": sum,
    "subtract": lambda a: a[0] - a[1],
    "multiply": lambda a: a[0] * a[1],
    "divide": lambda a: divide(a[0], a[1]) if a[1] else None,
    "abs": lambda a: abs(a[0]),
    "min": min,
    "max": max,
}


def fold(step: Step, a: Sequence[Any]) -> Scalar:
    """The value of `step` for argument values `a`.

    >>> fold(Step("multiply", "int", (0, 1)), (3, None)) is None
    True
    >>> fold(Step("case", "int", (0, 1, 2)), (None, 1, 2))
    2
    """
    op = step.op
    if op in _ARITHMETIC:
        return None if None in a else _ARITHMETIC[op](a)
    if op == "compare":
        return None if None in a else COMPARE[step.value](a[0], a[1])
    if op == "and":
        return k_and(a)
    if op == "or":
        return k_or(a)
    if op == "not":
        return k_not(a[0])
    if op == "missing":
        return a[0] is None
    if op == "coalesce":
        return _first(a)
    if op == "case":
        return _case(a)
    if op == "in":
        return None if a[0] is None else a[0] in step.value
    if op == "has":
        return None if a[0] is None else step.value in a[0]
    raise ValueError(f"`{op}` is not folded")


def _first(a: Sequence[Scalar]) -> Scalar:
    return next((x for x in a if x is not None), None)


def _case(a: Sequence[Scalar]) -> Scalar:
    for condition, value in zip(a[0:-1:2], a[1::2], strict=True):
        if condition is True:
            return value
    return a[-1]
