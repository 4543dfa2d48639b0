"""Arithmetic of a Plan as SQL expressions: exact integers, of 128 bits where 64 do not do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from sqlglot import exp

from engine.atoms.numbers import INT64
from engine.compile import sql_nodes as q
from engine.compile.plan import Plan, Step
from engine.compile.sql_nodes import Dialect, Node


class SqlNumbers(ABC):
    """Expressions of steps that give numbers; `inner` gives those of their operands."""

    def __init__(self, plan: Plan, dialect: Dialect) -> None:
        self.plan, self.dialect = plan, dialect

    def step(self, i: int) -> Step:
        return self.plan.steps[i]

    @abstractmethod
    def inner(self, i: int) -> Node:
        """The step as an operand."""

    def unsigned(self, s: Step) -> bool:
        """Whether no argument is ever below 0."""
        return all((self.step(a).low or 0) >= 0 for a in s.args)

    def narrowed(self, s: Step, e: Node) -> Node:
        """Back to 64 bits, where a wide argument is known to fit by now."""
        is_wide = any(self.step(a).wide for a in s.args)
        return q.bigint(e) if is_wide and not s.wide and s.kind == "int" else e

    def arithmetic(self, s: Step) -> Node:
        is_wide = s.wide or any(self.step(a).wide for a in s.args) or self._needs_more(s)

        def operand(i: int) -> Node:
            e = self.inner(i)
            return q.wide(e, self.dialect) if is_wide and not self.step(i).wide else e

        e = self._operation(s, operand, is_wide)
        return q.bigint(e) if is_wide and not s.wide else e

    def _needs_more(self, s: Step) -> bool:
        """Whether a division passes 64 bits on its way to a result that fits."""
        if s.op != "divide":
            return False
        n, d = (max(-(x.low or 0), x.high or 0) for x in map(self.step, s.args))
        return max(2 * n + d, 2 * d) > INT64

    def _operation(self, s: Step, operand: Callable[[int], Node], is_wide: bool) -> Node:
        match s.op:
            case "add":
                return self._sum(s, operand)
            case "subtract":
                return exp.Sub(this=operand(s.args[0]), expression=operand(s.args[1]))
            case "multiply":
                return exp.Mul(this=operand(s.args[0]), expression=operand(s.args[1]))
            case "abs":
                return exp.Abs(this=operand(s.args[0]))
            case "min" | "max":
                return self._extreme(s, operand)
            case "divide":
                return self._quotient(s, operand, is_wide)
        raise ValueError(f"`{s.op}` is not an expression")

    def _sum(self, s: Step, operand: Callable[[int], Node]) -> Node:
        """A negative constant is taken away."""
        last = self.step(s.args[-1])
        if last.op == "literal" and last.value is not None and last.value < 0:
            rest = q.balanced(exp.Add, [operand(a) for a in s.args[:-1]])
            return exp.Sub(this=rest, expression=q.number(-last.value, self.dialect))
        return q.balanced(exp.Add, [operand(a) for a in s.args])

    def _extreme(self, s: Step, operand: Callable[[int], Node]) -> Node:
        """CASE, for LEAST and GREATEST differ over NULL between engines."""
        a, b = s.args
        if self.step(b).nullable and not self.step(a).nullable:
            a, b = b, a
        if not self.step(b).nullable:  # then a alone may be missing: it stands last
            beyond = exp.GTE if s.op == "min" else exp.LTE
            return q.case(
                [(beyond(this=operand(a), expression=operand(b)), operand(b))], operand(a)
            )
        before, after = (exp.LT, exp.GTE) if s.op == "min" else (exp.GT, exp.LTE)
        pairs: list[tuple[Node, Node]] = [
            (before(this=operand(a), expression=operand(b)), operand(a)),
            (after(this=operand(a), expression=operand(b)), operand(b)),
        ]
        return q.case(pairs, None)

    def _quotient(self, s: Step, operand: Callable[[int], Node], is_wide: bool) -> Node:
        """Half away from zero on absolute values, the sign put back after."""
        n, d = s.args
        divisor = self.step(d)
        if divisor.op == "literal" and divisor.value % 2 == 0 and self.unsigned(s):
            half = q.number(divisor.value // 2, self.dialect)
            top = exp.Add(this=operand(n), expression=half)
            return q.whole_division(top, operand(d), is_wide, self.dialect)
        signed = not self.unsigned(s)

        def size(i: int) -> Node:
            s = self.step(i)
            return exp.Abs(this=operand(i)) if (s.low or 0) < 0 else operand(i)

        def twice(e: Node) -> Node:
            return exp.Mul(this=q.number(2, self.dialect), expression=q.paren(e))

        top = exp.Add(this=twice(size(n)), expression=size(d))
        e = q.whole_division(top, exp.Paren(this=twice(size(d))), is_wide, self.dialect)
        if signed:
            below = [exp.LT(this=operand(i), expression=exp.Literal.number(0)) for i in s.args]
            differ = exp.NEQ(this=q.paren(below[0]), expression=q.paren(below[1]))
            e = q.case([(differ, exp.Neg(this=q.paren(e)))], e.copy())
        if (
            divisor.low is not None
            and divisor.high is not None
            and divisor.low <= 0 <= divisor.high
        ):
            some = exp.NEQ(this=operand(d), expression=exp.Literal.number(0))
            e = q.case([(some, e)], None)
        return e
