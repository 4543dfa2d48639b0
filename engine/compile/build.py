"""Making a Plan: each step once, constants folded, missing and bounds known of every step.

`Builder` is a set of small constructors. Equal steps are one step; what cannot be missing is
never asked whether it is; the bounds of every number follow from those of its arguments, so that
a plan whose numbers fit in 64 bits says so, and one beyond 38 digits is not made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.bind.contract import Column
from engine.compile.build_logic import Logic, Row
from engine.compile.plan import Output, Plan, Scalar, Step, rank_size


class Builder(Logic):
    """Collects steps; every method gives the id of a step.

    >>> b = Builder()
    >>> b.steps[b.add(b.number(2), b.number(3))].value
    5
    """

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
        if any(self.steps[x].low == self.steps[x].high == 0 for x in (a, b)):
            # Left as a product, an optimiser may fold the constants beside it past 64 bits.
            return self.when(self.every(self.present(a), self.present(b)), self.number(0))
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
        """The words with a number above 0, largest number first, ties in order.

        The step reads one key for each word: number × size + place from the end, where size is
        the power of two that holds all places; so keys sort as the words shall stand, and the
        lowest bits of a key tell its word.
        """
        kept = [(n, w) for n, w in entries if (self.steps[n].high or 0) > 0]
        if not kept:
            return self.literal((), "words")
        size = rank_size(len(kept))
        keys = []
        for k, (n, _) in enumerate(kept):
            key = self.add(self.times(n, size), self.number(len(kept) - 1 - k))
            keys.append(self.when(self.compare(">", n, self.number(0)), key))
        return self._make("ranked", "words", tuple(keys), tuple(w for _, w in kept))

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
            parts={new[i]: p for i, p in self.parts.items() if i in new},
            spans={new[i]: s for i, s in self.spans.items() if i in new},
        )

    @staticmethod
    def _moved(s: Step, new: Mapping[int, int]) -> Step:
        args = tuple(new[a] for a in s.args)
        guard = None if s.guard is None else new[s.guard]
        return Step(s.op, s.kind, args, s.value, s.nullable, s.low, s.high, guard)


__all__ = ["Builder", "Row"]
