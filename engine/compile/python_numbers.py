"""Arithmetic of a Plan as Python expressions: nothing where an argument is missing, asked once."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from engine.compile.plan import Plan, Step
from engine.compile.python_nodes import any_of, call, constant, is_none, name

Known = frozenset[int]
NOBODY: Final[Known] = frozenset()
_SYMBOLS: Final[Mapping[str, type[ast.operator]]] = {
    "add": ast.Add, "subtract": ast.Sub, "multiply": ast.Mult,
}  # fmt: skip


@dataclass
class Numbers(ABC):
    """Expressions of a plan's steps; `names` are those that stand in a variable, `loose` of
    those the truths that hold no more than whether the step is true. `roots`: the step with
    which each is missing. `running`: sums of which some parts stand in a variable `a<id>`."""

    plan: Plan
    roots: Sequence[int | None]
    running: Mapping[int, Set[int]]
    names: dict[int, str] = field(default_factory=dict)
    loose: set[int] = field(default_factory=set)

    def step(self, i: int) -> Step:
        return self.plan.steps[i]

    def may_miss(self, i: int, known: Known) -> bool:
        root = self.roots[i]
        return root is not None and root not in known

    def doubtful(self, args: Iterable[int], known: Known) -> list[int]:
        """The steps to ask whether they are missing, before the arguments are used."""
        found = dict.fromkeys(self.roots[a] for a in args)
        return [r for r in found if r is not None and r not in known]

    def present(self, args: Iterable[int]) -> Known:
        return frozenset(r for r in (self.roots[a] for a in args) if r is not None)

    @abstractmethod
    def value(self, i: int, known: Known = NOBODY) -> ast.expr:
        """The step's value, None where it is missing."""

    def guarded(
        self, args: Sequence[int], known: Known, make: Callable[[Known], ast.expr]
    ) -> ast.expr:
        """None where an argument is missing."""
        checks = [is_none(self.value(r)) for r in self.doubtful(args, known)]
        found = make(known | self.present(args))
        return ast.IfExp(any_of(checks), constant(None), found) if checks else found

    def arithmetic(self, i: int, s: Step, known: Known) -> ast.expr:
        running = self.running.get(i, ())
        args = [a for a in s.args if a not in running]
        parts = [self.value(a, known) for a in args]
        if running:
            parts.insert(0, name(f"a{i}"))
        found = parts[0]
        for a, part in zip(args[-len(parts[1:]) :], parts[1:], strict=True):
            other = self.step(a)
            if s.op == "add" and other.op == "literal" and other.value < 0:
                found = ast.BinOp(found, ast.Sub(), constant(-other.value))
            else:
                found = ast.BinOp(found, _SYMBOLS[s.op](), part)
        return found

    def _multiple(self, i: int, factor: int, known: Known) -> ast.expr:
        """A step times a constant; a constant factor of its own is taken in."""
        s = self.step(i)
        if s.op == "multiply" and i not in self.names:
            other = self.step(s.args[1])
            if other.op == "literal":
                return self._multiple(s.args[0], factor * other.value, known)
        if factor == 1:
            return self.value(i, known)
        return ast.BinOp(self.value(i, known), ast.Mult(), constant(factor))

    def quotient(self, s: Step, known: Known) -> ast.expr:
        """(2n + d) // 2d where neither is negative, else a call."""
        n, d = s.args
        top, bottom = self.step(n), self.step(d)
        if bottom.op == "literal" and bottom.value > 0 and (top.low or 0) >= 0:
            factor = 1 + bottom.value % 2
            value = self._multiple(n, factor, known)
            rounded = ast.BinOp(value, ast.Add(), constant(factor * bottom.value // 2))
            return ast.BinOp(rounded, ast.FloorDiv(), constant(factor * bottom.value))
        if (top.low or 0) >= 0 and bottom.low is not None and bottom.low >= 0:
            rounded = ast.BinOp(self._multiple(n, 2, known), ast.Add(), self.value(d, known))
            twice = ast.BinOp(constant(2), ast.Mult(), self.value(d, known))
            found: ast.expr = ast.BinOp(rounded, ast.FloorDiv(), twice)
        else:
            found = call("divide", self.value(n, known), self.value(d, known))
        if bottom.low is not None and bottom.high is not None and bottom.low <= 0 <= bottom.high:
            return ast.IfExp(self.value(d, known), found, constant(None))
        return found

    def extreme(self, s: Step, known: Known) -> ast.expr:
        a, b = s.args
        op: ast.cmpop = ast.Lt() if s.op == "min" else ast.Gt()
        first = ast.Compare(self.value(a, known), [op], [self.value(b, known)])
        return ast.IfExp(first, self.value(a, known), self.value(b, known))
