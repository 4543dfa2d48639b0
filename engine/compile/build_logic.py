"""Truths and choices of a Plan: three-valued logic, folded where it is settled."""

from __future__ import annotations

from collections.abc import Sequence

from engine.compile.bounds import scaled_limit, settled_compare
from engine.compile.build_keep import Keeper
from engine.compile.plan import Kind, Step

Row = tuple[int | str | None, ...]
_FLIP = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


class Logic(Keeper):
    """Adds truths and choices to the steps."""

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


def _kind_of(values: Sequence[int | str | None]) -> Kind:
    return "text" if any(isinstance(v, str) for v in values) else "int"
