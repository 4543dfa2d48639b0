"""What a formula says, worked out on simpleeval with nothing of its defaults left in.

Every part is evaluated, always, so the order of parts never matters. None is missing (of a
number, text or day) or unknown (of a truth). Every number inside one formula, days included, is
an integer at one common scale of 40 digits: the law holds a node to 18 decimals, so a product
(36) still fits and can be moved back without losing a digit, and scales need no book-keeping.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from simpleeval import InvalidExpression, SimpleEval

from engine.atoms.dates import read_date
from engine.atoms.logic import Truth, k_and, k_not, k_or
from engine.atoms.numbers import QUOTIENT_SCALE, SHARE_SCALE, divide, read_decimal
from engine.bind.bound import Type, Typed

COMMON: Final = 40  # digits after the point of every number inside a formula
ONE: Final[int] = 10**COMMON

Value = int | str | bool | tuple[str, ...] | None  # tuple: the words of `choices`
Atom = int | str | bool | None  # all that simpleeval ever sees


@dataclass(frozen=True, slots=True)
class Answer:
    """What a formula gives: a value at its declared scale, and whether it divided by zero."""

    value: Value
    divided_by_zero: bool = False

    @property
    def truth(self) -> Truth:
        """The answer of a condition: yes, no, or None for unknown."""
        assert self.value is None or isinstance(self.value, bool)
        return self.value


def ask(
    typed: Typed, names: Mapping[str, Value], types: Mapping[str, Type], into: Type | None = None
) -> Answer:
    """The answer of a formula for these values, rounded to the scale of `into` where it is given.

    `names` are canonical values (integers at the scale of their type, days, text, truths, words
    of choices); without `into` the result has the scale that the formula's own type has.
    """
    walk = Evaluation(names, types)
    result = walk.eval(typed.formula.text, previously_parsed=parsed(typed.formula.text))
    wanted = typed.type if into is None else into
    return Answer(_down(result, wanted.scale), walk.divided_by_zero)


@lru_cache(maxsize=4096)
def parsed(text: str) -> ast.expr:
    """Python's own tree of a formula; brackets around it let it run over several lines.

    Each number keeps its text: what Python makes of `0.1` is a float, and never looked at.
    """
    source = f"({text}\n)"
    root = ast.parse(source, mode="eval").body
    for node in ast.walk(root):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value = _number(ast.get_source_segment(source, node) or "")
    return root


def _number(text: str) -> int:
    read = read_decimal(text)
    if read is None:
        raise InvalidExpression(f"`{text}` is not a plain decimal")
    digits, scale = read
    return digits * int(10 ** (COMMON - scale))


class Evaluation(SimpleEval):  # type: ignore[misc]
    """One formula on one customer: three-valued, exact, and every part evaluated.

    `divided_by_zero` is set when a known number stood over a divisor of 0, in whatever arm.
    """

    def __init__(self, names: Mapping[str, Value], types: Mapping[str, Type]) -> None:
        super().__init__(operators={}, functions={}, names={})
        self.values, self.types = names, types
        self.divided_by_zero = False
        self.nodes = {
            ast.Constant: self._constant, ast.Name: self._name, ast.Attribute: self._score_of,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._arithmetic, ast.BoolOp: self._logic, ast.Compare: self._compare,
            ast.IfExp: self._if, ast.Call: self._call,
        }  # fmt: skip

    # --- what stands for itself

    def _constant(self, node: ast.Constant) -> Atom:
        if type(node.value) not in (int, str, bool):
            raise InvalidExpression("a formula holds numbers, text, true and false")
        return node.value  # type: ignore[return-value]

    def _name(self, node: ast.Name) -> Atom:
        if node.id in ("true", "false"):
            return node.id == "true"
        return self._known(node.id)

    def _score_of(self, node: ast.Attribute) -> Atom:
        """`score.strength`: the only attribute that the whitelist lets through."""
        if not isinstance(node.value, ast.Name) or node.value.id != "score":
            raise InvalidExpression("a formula has no attributes")
        return self._known(f"score.{node.attr}")

    def _known(self, name: str) -> Atom:
        value = self.values[name]
        if isinstance(value, tuple):
            return True  # words of choices: they are asked by `in` alone, and are there
        if isinstance(value, int) and not isinstance(value, bool):
            return _up(value, self.types[name].scale)
        return value

    # --- truth

    def _unary(self, node: ast.UnaryOp) -> Atom:
        of = self._eval(node.operand)
        if isinstance(node.op, ast.Not):
            return k_not(of)
        return None if of is None else -of if isinstance(node.op, ast.USub) else of

    def _logic(self, node: ast.BoolOp) -> Truth:
        parts = [self._eval(part) for part in node.values]
        return k_and(parts) if isinstance(node.op, ast.And) else k_or(parts)

    def _if(self, node: ast.IfExp) -> Atom:
        condition, then = self._eval(node.test), self._eval(node.body)
        otherwise = self._eval(node.orelse)
        if condition is None:
            return None
        return then if condition else otherwise  # type: ignore[no-any-return]

    def _compare(self, node: ast.Compare) -> Truth:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._member(node)
        operands = [self._eval(part) for part in (node.left, *node.comparators)]
        return k_and(
            None if a is None or b is None else COMPARE[type(op)](a, b)
            for op, a, b in zip(node.ops, operands, operands[1:], strict=False)
        )

    def _member(self, node: ast.Compare) -> Truth:
        """`x in ['a', 'b']`, or for choices `'a' in x`."""
        wanted, (place,) = self._eval(node.left), node.comparators
        if isinstance(place, ast.Name):
            words = self.values[place.id]
            assert words is None or isinstance(words, tuple)
            found: Truth = None if words is None or wanted is None else wanted in words
        else:
            assert isinstance(place, ast.List | ast.Tuple)
            there = [self._eval(part) for part in place.elts]
            found = None if wanted is None else wanted in there
        return found if isinstance(node.ops[0], ast.In) else k_not(found)

    # --- numbers

    def _arithmetic(self, node: ast.BinOp) -> int | None:
        a, b = self._eval(node.left), self._eval(node.right)
        if isinstance(node.op, ast.Div):
            return self._quotient(a, b, QUOTIENT_SCALE)
        if a is None or b is None:
            return None
        if isinstance(node.op, ast.Mult):
            return _exactly(a * b, ONE)
        return SUMS[type(node.op)](a, b)

    def _quotient(self, a: int | None, b: int | None, digits: int) -> int | None:
        """a / b rounded half away to so many digits, where it stands."""
        if b == 0 and a is not None:
            self.divided_by_zero = True
        if a is None or b is None or b == 0:
            return None
        return _up(divide(a * int(10**digits), b), digits)

    def _call(self, node: ast.Call) -> Atom:
        assert isinstance(node.func, ast.Name)
        if node.func.id == "date":
            return _day(node.args[0])
        arguments = [self._eval(part) for part in node.args]
        match node.func.id:
            case "is_missing":
                return arguments[0] is None
            case "coalesce":
                return next((a for a in arguments if a is not None), None)
            case "share":
                part, whole = arguments
                hundredfold = None if part is None else 100 * part
                return self._quotient(hundredfold, whole, SHARE_SCALE)
            case _:
                known = _known(arguments)
                return None if known is None else NUMBERS[node.func.id](known)


COMPARE: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}

SUMS: Final[dict[type[ast.operator], Callable[[int, int], int]]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
}

#: Functions of numbers that are missing as soon as one argument is.
NUMBERS: Final[dict[str, Callable[[list[int]], int]]] = {
    "min": min,
    "max": max,
    "abs": lambda of: abs(of[0]),
    "days_between": lambda days: days[1] - days[0],
}


def _known(arguments: Iterable[int | None]) -> list[int] | None:
    """The arguments, or None when one of them is missing."""
    found = []
    for a in arguments:
        if a is None:
            return None
        found.append(a)
    return found


def _day(literal: ast.expr) -> int:
    """`date('2026-01-31')`."""
    assert isinstance(literal, ast.Constant)
    assert isinstance(literal.value, str)
    day = read_date(literal.value)
    assert day is not None, "the whitelist lets only dates in here"
    return day * ONE


def _up(value: int, scale: int) -> int:
    return value * int(10 ** (COMMON - scale))


def _exactly(n: int, d: int) -> int:
    quotient, rest = divmod(n, d)
    assert rest == 0, "a product of more than 40 decimals; the law allows 18"
    return quotient


def _down(value: Atom, scale: int) -> Atom:
    """A formula's result at the scale that its reader declares, half away from zero."""
    if value is None or isinstance(value, bool | str):
        return value
    return divide(value, 10 ** (COMMON - scale))
