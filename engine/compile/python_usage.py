"""What a generated function has to compute, and how: which steps are needed, which follow from
the row that a `choose` has chosen, how each truth is asked, and what needs a variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from engine.compile.plan import Plan, Step

VALUE, TRUTH, FALSITY = "value", "truth", "falsity"
_PURE: Final = frozenset(
    {"compare", "and", "or", "not", "missing", "case", "coalesce", "in"}
    | {"add", "subtract", "multiply", "divide", "abs", "min", "max"}
)
_LISTS: Final = frozenset({"words", "ranked"})
_ANY = -1


@dataclass
class Usage:
    """`homes`: steps that are literals once the row of that choose is known. `asked`: how each
    truth is asked. `named`: steps that stand in a variable."""

    plan: Plan
    outputs: tuple[int, ...]
    homes: dict[int, int] = field(default_factory=dict)
    asked: dict[int, set[str]] = field(default_factory=dict)
    targets: dict[int, list[int]] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._find_homes()
        self._walk_back()

    def step(self, i: int) -> Step:
        return self.plan.steps[i]

    def _find_homes(self) -> None:
        """A pick belongs to its choose, and so does what is made of its picks and literals."""
        homes: dict[int, int] = {}
        for i, s in enumerate(self.plan.steps):
            if s.op == "literal":
                homes[i] = _ANY
            elif s.op == "pick":
                homes[i] = s.args[0]
            elif s.op in _PURE:
                found = {homes.get(a) for a in s.args} - {_ANY}
                if len(found) == 1 and None not in found:
                    homes[i] = found.pop() or 0
        self.homes = {i: c for i, c in homes.items() if c != _ANY}

    def _walk_back(self) -> None:
        """From the outputs to the inputs: every consumer is seen before what it reads."""
        uses: Counter[int] = Counter()
        targets: dict[int, set[int]] = {}
        needed = {*self.outputs}
        guards = {s.guard for s in self.plan.steps if s.guard is not None}

        def read(i: int, how: str, times: int) -> None:
            needed.add(i)
            uses[i] += times
            self.asked.setdefault(i, set()).add(how)
            if i in self.homes:
                needed.add(self.homes[i])
                targets.setdefault(self.homes[i], set()).add(i)

        for i in self.outputs:
            read(i, VALUE, 1)
        for i in range(len(self.plan.steps) - 1, -1, -1):
            s = self.step(i)
            if i not in needed or i in self.homes or s.op == "literal":
                continue
            if s.guard is not None:
                read(s.guard, TRUTH, 2)
            for a, how, times in self._reads(i, s):
                read(a, how, times)
        self.targets = {c: sorted(t) for c, t in targets.items()}
        for i in needed:
            s = self.step(i)
            if s.op in ("literal", "choose"):
                continue
            if uses[i] > 1 or s.op in _LISTS or s.op == "column" or i in self.homes or i in guards:
                self.named.add(i)

    def loose(self, i: int) -> bool:
        """A truth of which no more is asked than whether it is true."""
        return self.step(i).kind == "bool" and self.asked.get(i) == {TRUTH} and i not in self.homes

    def _reads(self, i: int, s: Step) -> Iterable[tuple[int, str, int]]:
        """(argument, how it is asked, how often it is written)."""
        asked = self.asked.get(i, {VALUE})
        both = len(asked) if s.kind == "bool" else 1
        match s.op:
            case "compare" | "in" | "has" | "add" | "subtract" | "multiply" | "abs":
                for a in s.args:
                    yield a, VALUE, both + (1 if self.step(a).nullable else 0)
            case "divide" | "min" | "max" | "ranked":
                for k, a in enumerate(s.args):
                    once = s.op == "divide" and k == 0 and not self.step(a).nullable
                    yield a, VALUE, 1 if once else 2
            case "missing":
                yield s.args[0], VALUE, both
            case "not":
                yield from self._of_not(s, asked, both)
            case "and" | "or":
                for a in s.args:
                    if VALUE in asked and s.nullable:
                        yield a, TRUTH, 1
                        yield a, FALSITY, 1
                        if len(asked) == 1 and not self.step(a).nullable:
                            continue
                    else:
                        for how in asked:
                            yield a, how, 1
            case "coalesce":
                yield from self._of_coalesce(s, asked, both)
            case "case":
                for k, a in enumerate(s.args):
                    if k % 2 == 0 and k < len(s.args) - 1:
                        yield a, TRUTH, both
                    else:
                        for how in asked if s.kind == "bool" else {VALUE}:
                            yield a, how, 1
            case "choose" | "words":
                for a in s.args:
                    yield a, TRUTH, 1
            case "join":
                for a in s.args:
                    yield a, VALUE, 1

    def _of_not(self, s: Step, asked: set[str], both: int) -> Iterable[tuple[int, str, int]]:
        if asked == {TRUTH}:
            yield s.args[0], FALSITY, 1
        elif asked == {FALSITY}:
            yield s.args[0], TRUTH, 1
        else:
            yield s.args[0], VALUE, both + (1 if s.nullable else 0)

    def _of_coalesce(self, s: Step, asked: set[str], both: int) -> Iterable[tuple[int, str, int]]:
        last = self.step(s.args[-1])
        if s.kind == "bool" and len(s.args) == 2 and last.op == "literal":
            yield s.args[0], FALSITY if last.value else TRUTH, both
        else:
            for a in s.args:
                yield a, VALUE, 2
