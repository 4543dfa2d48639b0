"""Making a Plan: each step once, constants folded, missing and bounds known of every step.

`Builder` is a set of small constructors. Equal steps are one step; what cannot be missing is
never asked whether it is; the bounds of every number follow from those of its arguments, so that
a plan whose numbers fit in 64 bits says so, and one beyond 38 digits is not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from engine.atoms.numbers import WIDEST
from engine.atoms.text import Span
from engine.bind.contract import Column
from engine.compile.bounds import bounds_of, scaled_limit, settled_compare
from engine.compile.fold import COMPARE, fold
from engine.compile.plan import Kind, Output, Plan, Scalar, Step

Row = tuple[int | str | None, ...]
_FLIP = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
_FOLDED = frozenset(
    [
        "compare",
        "not",
        "missing",
        "add",
        "subtract",
        "multiply",
        "divide",
        "abs",
        "min",
        "max",
        "in",
        "has",
    ]
)


class Builder:
    """Collects steps; every method gives the id of a step.

    >>> b = Builder()
    >>> b.steps[b.add(b.number(2), b.number(3))].value
    5
    """

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.parts: dict[int, str] = {}
        self.spans: dict[int, Span] = {}
        self._ids: dict[tuple[Step, type], int] = {}
        self._guard: int | None = None
        self._part = ""
        self._span: Span | None = None

    # --- keeping -----------------------------------------------------------------------------

    def _keep(self, step: Step) -> int:
        key = (step, type(step.value))
        if (found := self._ids.get(key)) is not None:
            return found
        if self._guard is not None and step.op != "literal":
            step = Step(
                step.op, step.kind, step.args, step.value, step.nullable, step.low, step.high,
                self._guard,
            )  # fmt: skip
            key = (step, type(step.value))
            if (found := self._ids.get(key)) is not None:
                return found
        new = len(self.steps)
        self.steps.append(step)
        self._ids[key] = new
        if self._part:
            self.parts[new] = self._part
        if self._span is not None:
            self.spans[new] = self._span
        return new

    def _make(
        self, op: Any, kind: Kind, args: tuple[int, ...], value: Any = None, null: bool = False
    ) -> int:
        steps = [self.steps[a] for a in args]
        step = Step(op, kind, args, value)
        if op in _FOLDED and all(s.op == "literal" for s in steps):
            return self.literal(fold(step, [s.value for s in steps]), kind)
        low, high = bounds_of(op, steps) if kind == "int" else (None, None)
        if low is not None and high is not None and max(-low, high) > WIDEST:
            raise OverflowError(f"a number of this policy may need more than 38 digits ({op})")
        return self._keep(Step(op, kind, args, value, null, low, high))

    @contextmanager
    def about(self, part: str, at: Span | None = None) -> Iterator[None]:
        """Steps made inside belong to `part` of the policy, at a place."""
        before = self._part, self._span
        self._part, self._span = part, at or self._span
        try:
            yield
        finally:
            self._part, self._span = before

    @contextmanager
    def where(self, guard: int) -> Iterator[None]:
        """Steps made inside are only asked for where `guard` is true."""
        if self._guard is not None:
            raise ValueError("guards do not nest")
        self._guard = guard
        try:
            yield
        finally:
            self._guard = None

    def known(self, step: int, low: int, high: int) -> int:
        """Says what arithmetic on bounds cannot see: that the step lies within [low, high]."""
        s = self.steps[step]
        if s.op != "literal" and s.low is not None and s.high is not None:
            if max(s.low, low) <= min(s.high, high):  # else it can only be missing
                low, high = max(s.low, low), min(s.high, high)
            self.steps[step] = Step(s.op, s.kind, s.args, s.value, s.nullable, low, high, s.guard)
        return step

    # --- leaves ------------------------------------------------------------------------------

    def literal(self, value: Scalar, kind: Kind) -> int:
        low = value if kind == "int" and value is not None else None
        return self._keep(Step("literal", kind, (), value, value is None, low, low))  # type: ignore[arg-type]

    def number(self, value: int) -> int:
        return self.literal(value, "int")

    def truth(self, value: bool) -> int:
        return self.literal(value, "bool")

    def text(self, value: str) -> int:
        return self.literal(value, "text")

    def nothing(self, kind: Kind) -> int:
        return self.literal(None, kind)

    def column(
        self, number: int, kind: Kind, nullable: bool, low: int | None, high: int | None
    ) -> int:
        return self._keep(Step("column", kind, (), number, nullable, low, high))

    def nullable(self, step: int) -> bool:
        return self.steps[step].nullable

    @property
    def part(self) -> str:
        return self._part

    def constant(self, step: int) -> bool:
        return self.steps[step].op == "literal"

    def may_be(self, step: int, value: int) -> bool:
        """Whether the bounds of a step let it be `value`."""
        s = self.steps[step]
        return s.low is not None and s.high is not None and s.low <= value <= s.high

    def is_literal(self, step: int, value: object) -> bool:
        s = self.steps[step]
        return s.op == "literal" and s.value == value and type(s.value) is type(value)

    def _any_null(self, args: Sequence[int]) -> bool:
        return any(self.steps[a].nullable for a in args)

    # --- logic -------------------------------------------------------------------------------

    def compare(self, op: str, a: int, b: int) -> int:
        """Literals stand right; a comparison with a literal nothing is unknown."""
        if self.constant(a) and not self.constant(b):
            swap = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
            a, b, op = b, a, swap.get(op, op)
        if self.is_literal(a, None) or self.is_literal(b, None):
            return self.nothing("bool")
        if (found := scaled_limit(op, self.steps[a], self.steps[b], self.steps)) is not None:
            return self.compare(op, found[0], self.number(found[1]))
        null = self._any_null((a, b))
        if not null and (settled := settled_compare(op, self.steps[a], self.steps[b])) is not None:
            return self.truth(settled)
        return self._make("compare", "bool", (a, b), op, null)

    def equals(self, a: int, value: str | int) -> int:
        """Whether a step equals a literal."""
        return self.compare("==", a, self.literal(value, self.steps[a].kind))

    def missing(self, a: int) -> int:
        if not self.nullable(a):
            return self.truth(False)
        return self._make("missing", "bool", (a,))

    def present(self, a: int) -> int:
        return self.negate(self.missing(a))

    def negate(self, a: int) -> int:
        s = self.steps[a]
        if s.op == "not":
            return s.args[0]
        if s.op == "compare":
            return self._make("compare", "bool", s.args, _FLIP[s.value], s.nullable)
        return self._make("not", "bool", (a,), None, s.nullable)

    def every(self, *args: int) -> int:
        """Kleene's and."""
        return self._logic("and", args, False)

    def some(self, *args: int) -> int:
        """Kleene's or."""
        return self._logic("or", args, True)

    def _logic(self, op: str, args: Sequence[int], wins: bool) -> int:
        flat: dict[int, None] = {}
        for a in args:
            s = self.steps[a]
            flat.update(dict.fromkeys(s.args if s.op == op else (a,)))
        kept = [a for a in flat if not self.is_literal(a, not wins)]
        if any(self.is_literal(a, wins) for a in kept):
            return self.truth(wins)
        if op == "and" and any(self.never(a) and not self.nullable(a) for a in kept):
            return self.truth(False)
        if not kept:
            return self.truth(not wins)
        if len(kept) == 1:
            return kept[0]
        return self._make(op, "bool", tuple(kept), None, self._any_null(kept))

    def never(self, a: int) -> bool:
        """Whether bounds show that it is not true for anybody (it may be unknown)."""
        s = self.steps[a]
        match s.op:
            case "literal":
                return s.value is not True
            case "compare":
                return settled_compare(s.value, *(self.steps[x] for x in s.args)) is False
            case "and":
                return any(self.never(x) for x in s.args)
            case "or":
                return all(self.never(x) for x in s.args)
            case _:
                return False

    def holds(self, a: int) -> int:
        """Whether it is true: never unknown."""
        if self.never(a):
            return self.truth(False)
        return self.coalesce(a, self.truth(False))

    def fails(self, a: int) -> int:
        """Whether it is false: never unknown."""
        return self.negate(self.coalesce(a, self.truth(True)))

    # --- choice ------------------------------------------------------------------------------

    def case(self, pairs: Sequence[tuple[int, int]], otherwise: int) -> int:
        """The result of the first condition that is true."""
        kept: list[tuple[int, int]] = []
        for c, v in pairs:
            if self.is_literal(c, True):
                otherwise = v
                break
            if not self.never(c):
                kept.append((c, v))
        while kept and kept[-1][1] == otherwise:
            kept.pop()
        if not kept:
            return otherwise
        kind = self.steps[otherwise].kind
        results = [v for _, v in kept] + [otherwise]
        if kind == "bool" and len(kept) == 1 and not self.nullable(kept[0][0]):
            if self.is_literal(results[0], True) and self.is_literal(otherwise, False):
                return kept[0][0]
            if self.is_literal(results[0], False) and self.is_literal(otherwise, True):
                return self.negate(kept[0][0])
        args = (*(x for pair in kept for x in pair), otherwise)
        return self._make("case", kind, args, None, self._any_null(results))

    def when(self, condition: int, value: int) -> int:
        """The value where the condition is true, else nothing."""
        return self.case([(condition, value)], self.nothing(self.steps[value].kind))

    def choose(self, rows: Sequence[tuple[int, Row]], otherwise: Row) -> tuple[int, ...]:
        """The cells of the first row whose condition is true: one step for each cell."""
        kept: list[tuple[int, Row]] = []
        for c, row in rows:
            if self.is_literal(c, True):
                otherwise = row
                break
            if not self.never(c):
                kept.append((c, row))
        while kept and kept[-1][1] == otherwise:
            kept.pop()
        table = (*(row for _, row in kept), otherwise)
        if not kept:
            return tuple(self.literal(v, _kind_of([v])) for v in otherwise)
        chooser = self._make("choose", "int", tuple(c for c, _ in kept), table)
        return tuple(self._pick(chooser, k, [r[k] for r in table]) for k in range(len(otherwise)))

    def _pick(self, chooser: int, cell: int, values: Sequence[int | str | None]) -> int:
        kind = _kind_of(values)
        if all(v == values[0] for v in values):
            return self.literal(values[0], kind)
        numbers = [v for v in values if isinstance(v, int)]
        low, high = (min(numbers), max(numbers)) if kind == "int" and numbers else (None, None)
        return self._keep(Step("pick", kind, (chooser,), cell, None in values, low, high))

    def coalesce(self, *args: int) -> int:
        """The first that is not missing."""
        kept: list[int] = []
        for a in args:
            if not self.is_literal(a, None):
                kept.append(a)
            if not self.nullable(a):
                break
        if not kept:
            return args[0]
        if len(kept) == 1:
            return kept[0]
        null = all(self.nullable(a) for a in kept)
        return self._make("coalesce", self.steps[kept[0]].kind, tuple(kept), None, null)

    def inside(self, a: int, values: Sequence[int | str]) -> int:
        """Whether a step equals one of the literals."""
        if len(values) == 1:
            return self.equals(a, values[0])
        if self.is_literal(a, None):
            return self.nothing("bool")
        return self._make("in", "bool", (a,), tuple(values), self.nullable(a))

    def has(self, words: int, word: str) -> int:
        if self.is_literal(words, None):
            return self.nothing("bool")
        return self._make("has", "bool", (words,), word, self.nullable(words))

    # --- arithmetic --------------------------------------------------------------------------

    def add(self, *args: int) -> int:
        constant = sum(self.steps[a].value or 0 for a in args if self.constant(a))
        if any(self.is_literal(a, None) for a in args):
            return self.nothing("int")
        kept = [a for a in args if not self.constant(a)]
        if constant or not kept:
            kept.append(self.number(constant))
        if len(kept) == 1:
            return kept[0]
        return self._make("add", "int", tuple(kept), None, self._any_null(kept))

    def subtract(self, a: int, b: int) -> int:
        if self.steps[b].op == "literal" and self.steps[b].value is not None:
            return self.add(a, self.number(-self.steps[b].value))
        return self._arithmetic("subtract", a, b)

    def multiply(self, a: int, b: int) -> int:
        if self.constant(a) and not self.constant(b):
            a, b = b, a
        if self.steps[b].op == "literal" and self.steps[b].value == 1:
            return a
        return self._arithmetic("multiply", a, b)

    def times(self, a: int, factor: int) -> int:
        return self.multiply(a, self.number(factor))

    def divide(self, a: int, b: int) -> int:
        """Rounded half away from zero; nothing where the divisor is 0."""
        d = self.steps[b]
        if d.op == "literal" and d.value == 1:
            return a
        if d.low == d.high == 0:
            return self.nothing("int")
        return self._arithmetic("divide", a, b, null=self.may_be(b, 0))

    def _arithmetic(self, op: str, *args: int, null: bool = False) -> int:
        if any(self.is_literal(a, None) for a in args):
            return self.nothing("int")
        return self._make(op, "int", args, None, null or self._any_null(args))

    def absolute(self, a: int) -> int:
        s = self.steps[a]
        if s.low is not None and s.low >= 0:
            return a
        return self._arithmetic("abs", a)

    def least(self, a: int, b: int) -> int:
        return self._extreme("min", a, b)

    def greatest(self, a: int, b: int) -> int:
        return self._extreme("max", a, b)

    def _extreme(self, op: str, a: int, b: int) -> int:
        """What bounds decide is decided here, unless a missing argument still matters."""
        if self.constant(a) and not self.constant(b):
            a, b = b, a
        x, y = self.steps[a], self.steps[b]
        if x.high is not None and y.low is not None and x.low is not None and y.high is not None:
            below, above = x.high <= y.low, x.low >= y.high
            if (below if op == "min" else above) and not y.nullable:
                return a
            if (above if op == "min" else below) and not x.nullable:
                return b
        return self._arithmetic(op, a, b)

    def rescale(self, a: int, have: int, want: int) -> int:
        """A number at another scale, rounded half away where it loses digits."""
        if want >= have:
            return self.times(a, 10 ** (want - have))
        return self.divide(a, self.number(10 ** (have - want)))

    # --- lists of words ----------------------------------------------------------------------

    def words(self, entries: Sequence[tuple[int, str]]) -> int:
        """The words whose condition is true, in order."""
        kept = [(c, w) for c, w in entries if not self.never(c)]
        if all(self.is_literal(c, True) for c, _ in kept):
            return self.literal(tuple(w for _, w in kept), "words")
        return self._make("words", "words", tuple(c for c, _ in kept), tuple(w for _, w in kept))

    def ranked(self, entries: Sequence[tuple[int, str]]) -> int:
        """The words with a number above 0, largest number first, ties in order."""
        kept = [(n, w) for n, w in entries if (self.steps[n].high or 0) > 0]
        if not kept:
            return self.literal((), "words")
        return self._make("ranked", "words", tuple(n for n, _ in kept), tuple(w for _, w in kept))

    def join(self, *lists: int) -> int:
        kept = [a for a in lists if not (self.constant(a) and self.steps[a].value == ())]
        if not kept:
            return self.literal((), "words")
        return kept[0] if len(kept) == 1 else self._make("join", "words", tuple(kept))

    # --- the end -----------------------------------------------------------------------------

    def plan(
        self,
        inputs: Sequence[Column],
        outputs: Sequence[tuple[Column, int]],
        as_of: int,
        context: Mapping[str, Scalar],
        core: Sequence[str],
    ) -> Plan:
        """The Plan of what the outputs need, with ids from 0 without gaps."""
        needed: set[int] = set()
        stack = [s for _, s in outputs]
        while stack:
            if (i := stack.pop()) not in needed:
                needed.add(i)
                step = self.steps[i]
                stack += [*step.args, *(() if step.guard is None else (step.guard,))]
        new = {old: k for k, old in enumerate(sorted(needed))}
        return Plan(
            steps=tuple(self._moved(self.steps[i], new) for i in sorted(needed)),
            inputs=tuple(inputs),
            outputs=tuple(Output(c, new[s]) for c, s in outputs),
            as_of=as_of,
            context=dict(context),
            core=tuple(core),
            parts={new[i]: p for i, p in self.parts.items() if i in new},
            spans={new[i]: s for i, s in self.spans.items() if i in new},
        )

    @staticmethod
    def _moved(s: Step, new: Mapping[int, int]) -> Step:
        args = tuple(new[a] for a in s.args)
        guard = None if s.guard is None else new[s.guard]
        return Step(s.op, s.kind, args, s.value, s.nullable, s.low, s.high, guard)


def _kind_of(values: Sequence[int | str | None]) -> Kind:
    return "text" if any(isinstance(v, str) for v in values) else "int"


__all__ = ["COMPARE", "Builder", "Row"]
