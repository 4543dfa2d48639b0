"""Keeping the steps of a Plan: each once, with its bounds, its part and its guard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from engine.atoms.numbers import WIDEST
from engine.atoms.text import Span
from engine.compile.bounds import bounds_of
from engine.compile.fold import fold
from engine.compile.plan import Kind, Scalar, Step

_FOLDED = frozenset(
    {"compare", "not", "missing", "in", "has"}
    | {"add", "subtract", "multiply", "divide", "abs", "min", "max"}
)


class Keeper:
    """Steps made so far; every method gives the id of a step. Equal steps are one step."""

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
