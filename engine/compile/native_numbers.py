"""Numbers of a Plan in registers: a value in each row, and beside it what is missing.

What is missing with something else has the register of that: most steps cost one instruction.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Final

from engine.compile.native_code import Register, Writer
from engine.compile.plan import Plan, Step

ALL, NONE = 1, 0
COMPARE: Final = {"==": "EQ", "!=": "NE", "<": "LT", "<=": "LE", ">": "GT", ">=": "GE"}
_WITH_LITERAL: Final = {
    "add": "ADD_N",
    "multiply": "MULTIPLY_N",
    "divide": "DIVIDE_N",
    "min": "MIN_N",
    "max": "MAX_N",
}


class Refused(Exception):
    """The native engine does not know something of the plan; the reason, in a few words."""


class NativeNumbers:
    """Instructions for steps that give numbers, and for what is missing."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.w = Writer()
        self.columns: list[int] = []
        self._values: dict[int, Register] = {}
        self._widened: dict[int, Register] = {}
        self._missing: dict[int, Register | None] = {}
        self._unions: dict[frozenset[Register], Register] = {}
        self._empty: dict[tuple[int, tuple[int, ...]], Register] = {}
        self._truths: dict[int, Register] = {}
        self._rows: dict[int, Register] = {}

    def step(self, i: int) -> Step:
        return self.plan.steps[i]

    def nothing(self, i: int) -> bool:
        """Whether the step is the literal nothing, of whatever kind."""
        return self.step(i).op == "literal" and self.step(i).value is None

    def column(self, number: int) -> int:
        """The number that an input column has in the program."""
        if number not in self.columns:
            self.columns.append(number)
        return self.columns.index(number)

    # --- what is asked of steps --------------------------------------------------------------

    def value(self, i: int) -> Register:
        """The numbers of a step, where 64 bits hold them."""
        s = self.step(i)
        if s.wide:
            raise Refused("numbers of more than 64 bits where none are expected")
        if s.op == "literal":
            return self.w.constant("i", s.value or 0)
        return self._values[i]

    def number_of(self, kind: str, i: int) -> Register:
        """The numbers of a step in a register of the kind."""
        s = self.step(i)
        if kind == "i":
            return self.value(i)
        if s.op == "literal":
            return self.w.constant("h", s.value or 0)
        if s.wide:
            return self._values[i]
        if i not in self._widened:
            self._widened[i] = self.w.made("h", "WIDEN", self.value(i))
        return self._widened[i]

    def kind_for(self, *steps: Step) -> str:
        """The kind of registers in which something is reckoned that needs all of these."""
        return "h" if any(s.wide for s in steps) else "i"

    def keep(self, i: int, kind: str, found: Register) -> None:
        """Takes a register as a step's numbers; back to 64 bits where they fit by now."""
        narrow = kind == "h" and not self.step(i).wide
        self._values[i] = self.w.made("i", "NARROW", found) if narrow else found

    def missing(self, i: int) -> Register | None:
        """Where a step of numbers is missing; None where it never is."""
        s = self.step(i)
        if s.op == "literal":
            return self.w.constant("b", ALL) if s.value is None else None
        return self._missing[i]

    def truth(self, i: int) -> Register:
        s = self.step(i)
        if s.op == "literal":
            return self.w.constant("b", 1 if s.value is None else 2 * bool(s.value))
        return self._truths[i]

    def union(self, steps: Iterable[int], *more: Register) -> Register | None:
        """Where any of the steps is missing."""
        lacking = (self.missing(a) for a in steps)
        found = dict.fromkeys([*(r for r in lacking if r is not None), *more])
        if not found:
            return None
        key = frozenset(found)
        if key not in self._unions:
            self._unions[key] = reduce(lambda a, b: self.w.made("b", "OR", a, b), found)
        return self._unions[key]

    # --- numbers -----------------------------------------------------------------------------

    def number(self, i: int, s: Step) -> None:
        """Writes a step of numbers."""
        match s.op:
            case "literal":
                return
            case "column" | "pick" | "choose" if s.wide:
                raise Refused("columns or cells of more than 64 bits")
            case "column":
                column = self.column(s.value)
                self._values[i] = self.w.bound("i", "column", column)
                self._missing[i] = self.w.bound("b", "missing", column) if s.nullable else None
            case "choose":
                self._choose(i, s)
            case "pick":
                self._pick(i, s)
            case "case":
                self._case(i, s)
            case "coalesce":
                self._coalesce(i, s)
            case _:
                self._arithmetic(i, s)

    def _choose(self, i: int, s: Step) -> None:
        self._rows[i] = row = self.w.made("c", "FILL_C", len(s.value) - 1)
        for k in reversed(range(len(s.args))):
            self.w.emit("SET_CN", row, self.truth(s.args[k]), k)

    def cells(self, s: Step) -> list[int | str | None]:
        return [row[s.value] for row in self.step(s.args[0]).value]

    def _pick(self, i: int, s: Step) -> None:
        cells = self.cells(s)
        row = self._rows[s.args[0]]
        table = self.w.table([c if isinstance(c, int) else 0 for c in cells])
        self._values[i] = self.w.made("i", "PICK_I", row, *table)
        empty = tuple(int(c is None) for c in cells)
        key = s.args[0], empty
        if any(empty) and key not in self._empty:
            self._empty[key] = self.w.made("b", "PICK_B", row, *self.w.table(empty))
        self._missing[i] = self._empty.get(key)

    def _arithmetic(self, i: int, s: Step) -> None:
        kind = self.kind_for(s, *map(self.step, s.args))
        zero = Register("b")
        value = self.number_of(kind, s.args[0])
        if s.op == "abs":
            value = self.w.made(kind, _named("ABS", kind), value)
        for a in s.args[1:]:
            last = self.step(a)
            literal = last.value if last.op == "literal" and kind == "i" else None
            if literal is not None and s.op in _WITH_LITERAL and (literal or s.op != "divide"):
                value = self.w.made("i", _WITH_LITERAL[s.op], value, literal)
            else:
                more = (zero,) if s.op == "divide" else ()
                operation = _named(s.op.upper(), kind)
                value = self.w.made(kind, operation, value, self.number_of(kind, a), *more)
        self.keep(i, kind, value)
        d = self.step(s.args[-1])
        by_zero = s.op == "divide" and (d.low is None or d.high is None or d.low <= 0 <= d.high)
        self._missing[i] = self.union(s.args, *((zero,) if by_zero else ())) if s.nullable else None

    def _case(self, i: int, s: Step) -> None:
        conditions = [self.truth(c) for c in s.args[0:-1:2]]
        results = [*s.args[1::2], s.args[-1]]
        some = [r for r in dict.fromkeys(results) if not self.nothing(r)]
        kind = self.kind_for(s, *map(self.step, results))
        if len(some) == 1:  # what lies where it is missing means nothing
            self.keep(i, kind, self.number_of(kind, some[0]))
        else:
            value = self._start(kind, results[-1])
            for c, r in zip(reversed(conditions), reversed(results[:-1]), strict=True):
                if self.step(r).op == "literal" and kind == "i":
                    self.w.emit("SET_IN", value, c, self.step(r).value or 0)
                else:
                    self.w.emit(f"SET_{kind.upper()}", value, c, self.number_of(kind, r))
            self.keep(i, kind, value)
        self._missing[i] = self._missing_case(conditions, results) if s.nullable else None

    def _start(self, kind: str, i: int) -> Register:
        s = self.step(i)
        if s.op == "literal" and kind == "i":
            return self.w.made(kind, "FILL_I", s.value or 0)
        return self.w.made(kind, f"COPY_{kind.upper()}", self.number_of(kind, i))

    def _missing_case(self, conditions: list[Register], results: list[int]) -> Register | None:
        lacks = [self.missing(r) for r in results]
        if len(set(lacks)) == 1:
            return lacks[0]

        def known(r: Register | None) -> int | None:
            return NONE if r is None else r.filled

        last = known(lacks[-1])
        made = self.w.made("b", "FILL_B", last) if last is not None else None
        if made is None:
            made = self.w.made("b", "COPY_B", _there(lacks[-1]))
        for c, r in zip(reversed(conditions), reversed(lacks[:-1]), strict=True):
            settled = known(r)
            if settled is None:
                self.w.emit("SET_B", made, c, _there(r))
            else:
                self.w.emit("SET_BN", made, c, settled)
        return made

    def _coalesce(self, i: int, s: Step) -> None:
        kept = [a for a in s.args if not self.nothing(a)]
        kind = self.kind_for(s, *map(self.step, kept))
        value = self._start(kind, kept[-1])
        for a in reversed(kept[:-1]):
            lacks = self.missing(a)
            if lacks is None:
                self.w.emit(f"COPY_{kind.upper()}", value, self.number_of(kind, a))
            else:
                self.w.emit(f"ELSE_{kind.upper()}", value, self.number_of(kind, a), lacks)
        self.keep(i, kind, value)
        lacking = [self.missing(a) for a in kept]
        self._missing[i] = None
        if s.nullable and all(r is not None for r in lacking):
            found = reduce(lambda a, b: self.w.made("b", "AND", a, b), map(_there, lacking))
            self._missing[i] = found

    # --- comparison --------------------------------------------------------------------------

    def compared(self, s: Step) -> Register:
        """Numbers compared."""
        a, b = s.args
        union = self.union(s.args)
        lacks = -1 if union is None else union
        name = COMPARE[s.value]
        kind = self.kind_for(self.step(a), self.step(b))
        if self.step(b).op == "literal" and not self.nothing(b) and kind == "i":
            return self.w.made("b", f"{name}_N", self.value(a), self.step(b).value, lacks)
        sides = self.number_of(kind, a), self.number_of(kind, b)
        return self.w.made("b", f"{name}_{kind.upper()}", *sides, lacks)


def _there(register: Register | None) -> Register:
    assert register is not None
    return register


def _named(operation: str, kind: str) -> str:
    return f"{operation}_H" if kind == "h" else operation
