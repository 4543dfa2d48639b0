"""What is known once a row of a `choose` is known.

A pick is a literal then, and so is everything that is made of the same picks and literals: it
is worked out when the function is generated. Where a `choose` only asks which of a few values a
step has (a tier's number, a word), it becomes a look-up in a dictionary, and what depends on that
step alone is looked up with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from engine.compile.fold import fold
from engine.compile.plan import Plan, Step

_PURE: Final = frozenset(
    {"compare", "and", "or", "not", "missing", "case", "coalesce", "in"}
    | {"add", "subtract", "multiply", "divide", "abs", "min", "max"}
)
_ANY: Final = -1
_TABLE_FROM: Final = 4  # conditions from which a dictionary pays
_DOMAIN: Final = 32  # values that a step may have to be looked up whole


@dataclass
class Homes:
    """`of`: step → the choose in whose rows it is a literal; `subjects`: choose → the step that
    it is a look-up of."""

    plan: Plan
    of: dict[int, int] = field(default_factory=dict)
    subjects: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for i, s in enumerate(self.plan.steps):
            if s.op == "choose":
                subject = self._subject(s)
                if subject is not None:
                    self.subjects[i] = subject
        self._from_picks()
        for choose, subject in self.subjects.items():
            if self.domain(choose) is not None:
                self._from_subject(choose, subject)

    def step(self, i: int) -> Step:
        return self.plan.steps[i]

    @cached_property
    def readers(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for i, s in enumerate(self.plan.steps):
            for a in s.args:
                found.setdefault(a, []).append(i)
            if s.guard is not None:
                found.setdefault(s.guard, []).append(i)
        return found

    def _subject(self, choose: Step) -> int | None:
        """The step that every condition compares with a literal, or asks whether it is there."""
        subjects = set()
        for c in choose.args:
            s = self.step(c)
            to_literal = s.op == "compare" and self.step(s.args[1]).op == "literal"
            if s.op != "missing" and not (to_literal and s.value == "=="):
                return None
            subjects.add(s.args[0])
        if len(subjects) != 1 or len(choose.args) < _TABLE_FROM:
            return None
        (subject,) = subjects
        return subject if self.step(subject).kind in ("int", "text") else None

    def key(self, condition: int) -> Any:
        """The value of the subject for which a condition of a look-up is true."""
        s = self.step(condition)
        return None if s.op == "missing" else self.step(s.args[1]).value

    def domain(self, choose: int) -> list[Any] | None:
        """Every value that the subject of a look-up may have, if they are few numbers."""
        s = self.step(self.subjects[choose])
        if s.low is None or s.high is None or s.high - s.low >= _DOMAIN:
            return None
        return [*([None] if s.nullable else []), *range(s.low, s.high + 1)]

    def _from_picks(self) -> None:
        homes: dict[int, int] = {}
        for i, s in enumerate(self.plan.steps):
            if s.op == "literal":
                homes[i] = _ANY
            elif s.op == "pick":
                homes[i] = s.args[0]
            elif s.op in _PURE:
                found = {homes.get(a) for a in s.args} - {_ANY}
                if len(found) == 1 and (home := found.pop()) is not None:
                    homes[i] = home
        self.of = {i: c for i, c in homes.items() if c != _ANY}

    def _from_subject(self, choose: int, subject: int) -> None:
        """Steps that depend on the subject alone, if nothing asks for them before the look-up."""
        found: set[int] = set()
        for i, s in enumerate(self.plan.steps):
            if s.op in _PURE and i not in self.of:
                args = [a for a in s.args if self.step(a).op != "literal"]
                if args and all(
                    a == subject or a in found or self.of.get(a) == choose for a in args
                ):
                    found.add(i)
        stable = False
        while not stable:
            early = {
                i
                for i in found
                if any(self._early(r, choose, found) for r in self.readers.get(i, ()))
            }
            stable = not early
            found -= early
        self.of |= dict.fromkeys(found, choose)

    def _early(self, reader: int, choose: int, found: set[int]) -> bool:
        return reader < choose and reader not in found

    # --- rows --------------------------------------------------------------------------------

    def cells(self, choose: int, row: int, targets: Iterable[int]) -> tuple[Any, ...]:
        """The literals that targets are in a row."""
        picked = self.step(choose).value[row]
        return self._worked_out(targets, picked, {})

    def table(self, choose: int, targets: Iterable[int]) -> dict[Any, tuple[Any, ...]]:
        """The literals that targets are for each value of the subject; under `...` for others."""
        step, subject = self.step(choose), self.subjects[choose]
        targets = tuple(targets)
        keys = [self.key(c) for c in step.args]
        found: dict[Any, tuple[Any, ...]] = {}
        domain = self.domain(choose)
        for key in keys if domain is None else domain:
            row = step.value[keys.index(key) if key in keys else len(keys)]
            found.setdefault(key, self._worked_out(targets, row, {subject: key}))
        if domain is None:
            found[...] = self._worked_out(targets, step.value[-1], {})
        return found

    def _worked_out(
        self, targets: Iterable[int], picked: tuple[Any, ...], values: dict[int, Any]
    ) -> tuple[Any, ...]:
        def value(t: int) -> Any:
            if t not in values:
                step = self.step(t)
                if step.op == "literal":
                    values[t] = step.value
                elif step.op == "pick":
                    values[t] = picked[step.value]
                else:
                    values[t] = fold(step, [value(a) for a in step.args])
            return values[t]

        return tuple(value(t) for t in targets)
