"""Steps to Python expressions, as `ast` nodes.

A truth is asked in one of three ways, so that the common case costs no more than what a person
would write: `value` is exactly True, False or None; `truth` is true where the step is true;
`falsity` is true where it is false. `known` holds the steps that cannot be missing here, because
an earlier branch has dealt with it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from engine.compile.plan import Plan, Step

Known = frozenset[int]
NOBODY: Final[Known] = frozenset()
_OPS: Final[Mapping[str, type[ast.cmpop]]] = {
    "==": ast.Eq, "!=": ast.NotEq, "<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE,
}  # fmt: skip
_FLIP: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
_SYMBOLS: Final[Mapping[str, type[ast.operator]]] = {
    "add": ast.Add, "subtract": ast.Sub, "multiply": ast.Mult,
}  # fmt: skip


def constant(value: Any) -> ast.expr:
    return ast.Constant(value)


def name(identifier: str) -> ast.expr:
    return ast.Name(identifier, ast.Load())


def call(function: str, *args: ast.expr) -> ast.expr:
    return ast.Call(name(function), list(args), [])


def is_none(e: ast.expr) -> ast.expr:
    return ast.Compare(e, [ast.Is()], [constant(None)])


def is_not_none(e: ast.expr) -> ast.expr:
    return ast.Compare(e, [ast.IsNot()], [constant(None)])


def all_of(parts: Sequence[ast.expr]) -> ast.expr:
    return parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), list(parts))


def any_of(parts: Sequence[ast.expr]) -> ast.expr:
    return parts[0] if len(parts) == 1 else ast.BoolOp(ast.Or(), list(parts))


def negation(e: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), e)


@dataclass
class Expressions:
    """Expressions of a plan's steps; `names` are those that stand in a variable, `loose` of
    those the truths that hold no more than whether the step is true."""

    plan: Plan
    names: dict[int, str] = field(default_factory=dict)
    loose: set[int] = field(default_factory=set)

    def step(self, i: int) -> Step:
        return self.plan.steps[i]

    def may_miss(self, i: int, known: Known) -> bool:
        return self.step(i).nullable and i not in known

    # --- values ------------------------------------------------------------------------------

    def value(self, i: int, known: Known = NOBODY) -> ast.expr:
        """The step's value, None where it is missing."""
        if i in self.names and i not in self.loose:
            return name(self.names[i])
        s = self.step(i)
        if s.op == "literal":
            return constant(s.value)
        if s.kind == "bool" and s.op in _TRUTHS:
            return self._truth_value(i, s, known)
        return self._plain(i, s, known)

    def _plain(self, i: int, s: Step, known: Known) -> ast.expr:
        args = s.args
        match s.op:
            case "add" | "subtract" | "multiply":
                return self._guarded(args, known, lambda: self._arithmetic(s))
            case "divide":
                return self._guarded(args, known, lambda: self._quotient(s))
            case "abs":
                return self._guarded(args, known, lambda: call("abs", self.value(args[0])))
            case "min" | "max":
                return self._guarded(args, known, lambda: self._extreme(s))
            case "coalesce":
                return self._coalesce(args, known)
            case "case":
                return self._case(args, known)
            case "join":
                parts = [ast.Starred(self.value(a, known), ast.Load()) for a in args]
                return ast.Tuple(list(parts), ast.Load())
            case _:
                raise ValueError(f"`{s.op}` is not an expression")

    def _guarded(self, args: Iterable[int], known: Known, make: Callable[[], ast.expr]) -> ast.expr:
        """None where an argument is missing."""
        checks = [is_none(self.value(a)) for a in args if self.may_miss(a, known)]
        return ast.IfExp(any_of(checks), constant(None), make()) if checks else make()

    def _arithmetic(self, s: Step) -> ast.expr:
        first, *others = (self.value(a) for a in s.args)
        for other in others:
            first = ast.BinOp(first, _SYMBOLS[s.op](), other)
        return first

    def _quotient(self, s: Step) -> ast.expr:
        """(2n + d) // 2d where neither is negative, else a call."""
        n, d = s.args
        top, bottom = self.step(n), self.step(d)
        if bottom.op == "literal" and bottom.value > 0 and (top.low or 0) >= 0:
            half, odd = divmod(bottom.value, 2)
            value = self.value(n)
            if odd:
                half = bottom.value
                value = ast.BinOp(constant(2), ast.Mult(), value)
            rounded = ast.BinOp(value, ast.Add(), constant(half))
            return ast.BinOp(rounded, ast.FloorDiv(), constant(bottom.value * (2 if odd else 1)))
        if (top.low or 0) >= 0 and bottom.low is not None and bottom.low >= 0:
            doubled = ast.BinOp(constant(2), ast.Mult(), self.value(n))
            rounded = ast.BinOp(doubled, ast.Add(), self.value(d))
            twice = ast.BinOp(constant(2), ast.Mult(), self.value(d))
            found: ast.expr = ast.BinOp(rounded, ast.FloorDiv(), twice)
        else:
            found = call("divide", self.value(n), self.value(d))
        if bottom.low is not None and bottom.high is not None and bottom.low <= 0 <= bottom.high:
            return ast.IfExp(self.value(d), found, constant(None))
        return found

    def _extreme(self, s: Step) -> ast.expr:
        a, b = s.args
        op: ast.cmpop = ast.Lt() if s.op == "min" else ast.Gt()
        first = ast.Compare(self.value(a), [op], [self.value(b)])
        return ast.IfExp(first, self.value(a), self.value(b))

    def _coalesce(self, args: Sequence[int], known: Known) -> ast.expr:
        *first, last = args
        found = self.value(last, known)
        for a in reversed(first):
            if self.may_miss(a, known):
                found = ast.IfExp(is_none(self.value(a)), found, self.value(a))
            else:
                found = self.value(a)
        return found

    def _case(
        self,
        args: Sequence[int],
        known: Known,
        result: Callable[[int, Known], ast.expr] | None = None,
    ) -> ast.expr:
        ask = result or self.value
        branches = []
        for c, v in zip(args[0:-1:2], args[1::2], strict=True):
            branches.append((self.truth(c, known), ask(v, known | self.present_if(c))))
            known = known | self.present_unless(c)
        found = ask(args[-1], known)
        for test, value in reversed(branches):
            found = ast.IfExp(test, value, found)
        return found

    # --- what a condition says about missing -------------------------------------------------

    def present_if(self, i: int) -> Known:
        """Steps that are not missing where the condition is true."""
        s = self.step(i)
        if s.op == "not" and self.step(s.args[0]).op == "missing":
            return frozenset(self.step(s.args[0]).args)
        if s.op == "and":
            return frozenset().union(*(self.present_if(a) for a in s.args))
        if s.op in ("compare", "in", "has"):
            return frozenset(s.args)
        if s.op == "coalesce":
            return self.present_if(s.args[0])
        return NOBODY

    def present_unless(self, i: int) -> Known:
        """Steps that are not missing where the condition is not true."""
        s = self.step(i)
        if s.op == "missing":
            return frozenset(s.args)
        if s.op == "or":
            return frozenset().union(*(self.present_unless(a) for a in s.args))
        return NOBODY

    # --- truths ------------------------------------------------------------------------------

    def _truth_value(self, i: int, s: Step, known: Known) -> ast.expr:
        """Exactly True, False or None."""
        args = s.args
        if s.op in ("compare", "in", "has"):
            return self._guarded(args, known, lambda: self._test(s))
        if s.op == "missing":
            return is_none(self.value(args[0]))
        if s.op == "not":
            return self._guarded(args, known, lambda: negation(self.value(args[0])))
        if s.op in ("and", "or"):
            if not any(self.may_miss(a, known) for a in args):
                parts = [self.value(a, known) for a in args]
                return all_of(parts) if s.op == "and" else any_of(parts)
            yes, no = self.truth(i, known), self.falsity(i, known)
            return ast.IfExp(yes, constant(True), ast.IfExp(no, constant(False), constant(None)))
        if s.op == "coalesce" and self._settled(s) is False:
            return ast.IfExp(self.truth(args[0], known), constant(True), constant(False))
        if s.op == "coalesce" and self._settled(s) is True:
            return ast.IfExp(self.falsity(args[0], known), constant(False), constant(True))
        return self._plain(i, s, known)

    def _settled(self, s: Step) -> bool | None:
        """What an unknown truth is taken for, in a coalesce of two."""
        last = self.step(s.args[-1])
        return last.value if len(s.args) == 2 and last.op == "literal" else None

    def _test(self, s: Step, flip: bool = False) -> ast.expr:
        left = self.value(s.args[0])
        if s.op == "compare":
            op = _OPS[_FLIP[s.value] if flip else s.value]()
            return ast.Compare(left, [op], [self.value(s.args[1])])
        if s.op == "in":
            op = ast.NotIn() if flip else ast.In()
            many = frozenset(s.value) if len(s.value) > 4 else s.value
            return ast.Compare(left, [op], [constant(many)])
        return ast.Compare(constant(s.value), [ast.NotIn() if flip else ast.In()], [left])

    def truth(self, i: int, known: Known = NOBODY) -> ast.expr:
        """True where the step is true, whatever else where it is not."""
        if i in self.names:
            return name(self.names[i])
        s = self.step(i)
        match s.op:
            case "literal":
                return constant(s.value is True)
            case "compare" | "in" | "has":
                checks = [is_not_none(self.value(a)) for a in s.args if self.may_miss(a, known)]
                return all_of([*checks, self._test(s)])
            case "not":
                return self.falsity(s.args[0], known)
            case "and":
                parts = []
                for a in s.args:
                    parts.append(self.truth(a, known))
                    known = known | self.present_if(a)
                return all_of(parts)
            case "or":
                parts = []
                for a in s.args:
                    parts.append(self.truth(a, known))
                    known = known | self.present_unless(a)
                return any_of(parts)
            case "coalesce" if self._settled(s) is False:
                return self.truth(s.args[0], known)
            case "coalesce" if self._settled(s) is True:
                return negation(self.falsity(s.args[0], known))
            case "case":
                return self._case(s.args, known, self.truth)
            case _:
                return self.value(i, known)

    def falsity(self, i: int, known: Known = NOBODY) -> ast.expr:
        """True where the step is false, whatever else where it is not."""
        s = self.step(i)
        if i in self.names:
            if i in self.loose or not self.may_miss(i, known):
                return negation(name(self.names[i]))
            return ast.Compare(name(self.names[i]), [ast.Is()], [constant(False)])
        match s.op:
            case "literal":
                return constant(s.value is False)
            case "compare" | "in" | "has":
                checks = [is_not_none(self.value(a)) for a in s.args if self.may_miss(a, known)]
                return all_of([*checks, self._test(s, flip=True)])
            case "missing":
                return is_not_none(self.value(s.args[0]))
            case "not":
                return self.truth(s.args[0], known)
            case "and":
                return any_of([self.falsity(a, known) for a in s.args])
            case "or":
                return all_of([self.falsity(a, known) for a in s.args])
            case "coalesce" if self._settled(s) is False:
                return negation(self.truth(s.args[0], known))
            case "coalesce" if self._settled(s) is True:
                return self.falsity(s.args[0], known)
            case "case":
                return self._case(s.args, known, self.falsity)
            case _:
                if not self.may_miss(i, known):
                    return negation(self.truth(i, known))
                return ast.Compare(self.value(i, known), [ast.Is()], [constant(False)])


_TRUTHS: Final = frozenset(["compare", "in", "has", "missing", "not", "and", "or", "coalesce"])
