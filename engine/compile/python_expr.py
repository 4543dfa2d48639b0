"""Steps to Python expressions, as `ast` nodes.

A truth is asked in one of three ways, so that the common case costs no more than what a person
would write: `value` is exactly True, False or None; `truth` is true where the step is true;
`falsity` is true where it is false. `known` holds the steps that cannot be missing here, because
an earlier branch has dealt with it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.compile.plan import Step
from engine.compile.python_nodes import (
    all_of,
    any_of,
    call,
    constant,
    is_none,
    is_not_none,
    is_zero,
    name,
    negation,
)
from engine.compile.python_numbers import NOBODY, Known, Numbers

_OPS: Final[Mapping[str, type[ast.cmpop]]] = {
    "==": ast.Eq, "!=": ast.NotEq, "<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE,
}  # fmt: skip
OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


class Expressions(Numbers):
    """Expressions of a plan's steps, whatever they give."""

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
                return self.guarded(args, known, lambda k: self.arithmetic(i, s, k))
            case "divide":
                return self.guarded(args, known, lambda k: self.quotient(s, k))
            case "abs":
                return self.guarded(args, known, lambda k: call("abs", self.value(args[0], k)))
            case "min" | "max":
                return self.guarded(args, known, lambda k: self.extreme(s, k))
            case "coalesce":
                return self._coalesce(args, known)
            case "case":
                return self._case(args, known)
            case "join":
                parts = [ast.Starred(self.value(a, known), ast.Load()) for a in args]
                return ast.Tuple(list(parts), ast.Load())
            case _:
                raise ValueError(f"`{s.op}` is not an expression")

    def _coalesce(self, args: Sequence[int], known: Known) -> ast.expr:
        *first, last = args
        found = self.value(last, known)
        for a in reversed(first):
            checks = [is_none(self.value(r)) for r in self.doubtful([a], known)]
            value = self.value(a, known | self.present([a]))
            if checks and isinstance(value, ast.Name) and is_zero(found):
                found = any_of([value, constant(0)])
            else:
                found = ast.IfExp(checks[0], found, value) if checks else value
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
            return self.present(self.step(s.args[0]).args)
        if s.op == "and":
            return frozenset().union(*(self.present_if(a) for a in s.args))
        if s.op in ("compare", "in", "has"):
            return self.present(s.args)
        if s.op == "coalesce" and self._settled(s) is False:
            return self.present_if(s.args[0])
        return NOBODY

    def present_unless(self, i: int) -> Known:
        """Steps that are not missing where the condition is not true."""
        s = self.step(i)
        if s.op == "missing":
            return self.present(s.args)
        if s.op == "or":
            return frozenset().union(*(self.present_unless(a) for a in s.args))
        return NOBODY

    # --- truths ------------------------------------------------------------------------------

    def _truth_value(self, i: int, s: Step, known: Known) -> ast.expr:
        """Exactly True, False or None."""
        args = s.args
        if s.op in ("compare", "in", "has"):
            return self.guarded(args, known, lambda k: self._test(s, k))
        if s.op == "missing":
            return self._missing(s, is_none)
        if s.op == "not":
            return self.guarded(args, known, lambda k: negation(self.value(args[0], k)))
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

    def _missing(self, s: Step, ask: Callable[[ast.expr], ast.expr]) -> ast.expr:
        root = self.roots[s.args[0]]
        return ask(self.value(s.args[0] if root is None else root))

    def _test(self, s: Step, known: Known, flip: bool = False) -> ast.expr:
        left = self.value(s.args[0], known)
        if s.op == "compare":
            op = _OPS[OPPOSITE[s.value] if flip else s.value]()
            return ast.Compare(left, [op], [self.value(s.args[1], known)])
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
                checks = [is_not_none(self.value(r)) for r in self.doubtful(s.args, known)]
                return all_of([*checks, self._test(s, known | self.present(s.args))])
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
                checks = [is_not_none(self.value(r)) for r in self.doubtful(s.args, known)]
                return all_of([*checks, self._test(s, known | self.present(s.args), flip=True)])
            case "missing":
                return self._missing(s, is_not_none)
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
