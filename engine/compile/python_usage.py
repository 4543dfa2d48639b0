"""What a generated function has to compute, and how: which steps are needed, how each truth is
asked, what is missing together, and what needs a variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from engine.compile.nulls import null_roots
from engine.compile.plan import Plan, Step
from engine.compile.python_homes import Homes

VALUE, TRUTH, FALSITY = "value", "truth", "falsity"
_LISTS: Final = frozenset({"words", "ranked"})


@dataclass
class Usage:
    """`asked`: how each truth is asked. `targets`: choose → steps stored by its rows. `named`:
    steps that stand in a variable. `sums`: choose → (target, sum) that its rows add to a running
    sum only where they differ from what is usual (`usual`)."""

    plan: Plan
    outputs: tuple[int, ...]
    roots: list[int | None] = field(default_factory=list)
    asked: dict[int, set[str]] = field(default_factory=dict)
    targets: dict[int, list[int]] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    sums: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    usual: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.homes = Homes(self.plan)
        self.roots = null_roots(self.plan)
        self._walk_back()

    def step(self, i: int) -> Step:
        return self.plan.steps[i]

    def _walk_back(self) -> None:
        """From the outputs to the inputs: every reader is seen before what it reads."""
        uses: Counter[int] = Counter()
        targets: dict[int, set[int]] = {}
        needed = {*self.outputs}
        homes = self.homes.of

        def read(i: int, how: str, times: int) -> None:
            needed.add(i)
            uses[i] += times
            self.asked.setdefault(i, set()).add(how)
            if i in homes:
                needed.add(homes[i])
                targets.setdefault(homes[i], set()).add(i)

        for i in self.outputs:
            read(i, VALUE, 1)
        for i in range(len(self.plan.steps) - 1, -1, -1):
            s = self.step(i)
            if i not in needed or i in homes or s.op == "literal":
                continue
            if s.guard is not None:
                read(s.guard, TRUTH, 2)
            again = max(uses[i], 1) if self.transparent(i) else 1
            for a, how, times in self._reads(i, s):
                read(a, how, times * again)
        self._running_sums(needed, uses, targets)
        self.targets = {c: sorted(t) for c, t in targets.items()}
        guards = {s.guard for s in self.plan.steps if s.guard is not None}
        for i in needed:
            s = self.step(i)
            if s.op in ("literal", "choose") or (self.transparent(i) and i not in homes):
                continue
            if uses[i] > 1 or s.op in _LISTS or s.op == "column" or i in homes or i in guards:
                self.named.add(i)

    def _running_sums(
        self, needed: set[int], uses: Counter[int], targets: dict[int, set[int]]
    ) -> None:
        """Parts of a sum that are nearly always the same number are only corrected where they
        are not: the weight left, for one, changes where something is missing."""
        homes = self.homes
        for i in needed:
            s = self.step(i)
            if s.op != "add" or s.guard is not None or i in homes.of:
                continue
            for a in s.args:
                home = homes.of.get(a)
                if home is None or home in homes.subjects or uses[a] != 1 or self.step(a).nullable:
                    continue
                rows = len(self.step(home).value)
                values = Counter(homes.cells(home, r, [a])[0] for r in range(rows))
                value, times = values.most_common(1)[0]
                if self.step(home).guard is None and 3 * times >= 2 * rows:
                    targets[home].discard(a)
                    self.sums.setdefault(home, []).append((a, i))
                    self.usual[a] = value

    def transparent(self, i: int) -> bool:
        """A question that costs nothing to ask again: whether a step is missing, or true."""
        s = self.step(i)
        if s.op == "coalesce" and s.kind == "bool" and len(s.args) == 2:
            return self.step(s.args[1]).op == "literal" and VALUE not in self.asked.get(i, ())
        return s.op == "missing"

    def loose(self, i: int) -> bool:
        """A truth of which no more is asked than whether it is true."""
        return (
            self.step(i).kind == "bool" and self.asked.get(i) == {TRUTH} and i not in self.homes.of
        )

    def _checked(self, args: Iterable[int]) -> Iterable[tuple[int, str, int]]:
        """The steps that are asked whether they are missing, before the arguments are used."""
        for root in dict.fromkeys(self.roots[a] for a in args):
            if root is not None:
                yield root, VALUE, 1

    def _reads(self, i: int, s: Step) -> Iterable[tuple[int, str, int]]:
        """(argument, how it is asked, how often it is written)."""
        asked = self.asked.get(i, {VALUE})
        both = len(asked) if s.kind == "bool" else 1
        match s.op:
            case "compare" | "in" | "has" | "add" | "subtract" | "multiply" | "abs" | "divide":
                yield from self._checked(s.args)
                for k, a in enumerate(s.args):
                    twice = s.op == "divide" and k == 1
                    yield a, VALUE, 2 if twice else both
            case "min" | "max":
                yield from self._checked(s.args)
                for a in s.args:
                    yield a, VALUE, 2
            case "ranked":
                for a in s.args:
                    yield a, VALUE, 2
            case "missing":
                root = self.roots[s.args[0]]
                yield s.args[0] if root is None else root, VALUE, both
            case "not":
                yield from self._of_not(s, asked, both)
            case "and" | "or":
                kleene = VALUE in asked and s.nullable
                for a in s.args:
                    for how in (TRUTH, FALSITY) if kleene else asked:
                        yield a, how, 1
            case "coalesce":
                yield from self._of_coalesce(s, both)
            case "case":
                for k, a in enumerate(s.args):
                    if k % 2 == 0 and k < len(s.args) - 1:
                        yield a, TRUTH, both
                    else:
                        for how in asked if s.kind == "bool" else {VALUE}:
                            yield a, how, 1
            case "choose" if i in self.homes.subjects:
                yield self.homes.subjects[i], VALUE, 1
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
            yield from self._checked(s.args)
            yield s.args[0], VALUE, both

    def _of_coalesce(self, s: Step, both: int) -> Iterable[tuple[int, str, int]]:
        last = self.step(s.args[-1])
        if s.kind == "bool" and len(s.args) == 2 and last.op == "literal":
            yield s.args[0], FALSITY if last.value else TRUTH, both
        else:
            yield from self._checked(s.args[:-1])
            for a in s.args:
                yield a, VALUE, 1
