"""A program for the native engine while it is written: instructions, registers, tables.

A register holds a column of one block of rows. Its kind: `i` whole numbers, `b` truths (0 false,
1 unknown, 2 true) and what is missing (0, 1), `c` places of words among those of the program (-1
nothing, -2 a word that is none of them), `v` texts, `l` lists of words, `h` whole numbers of 128
bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = "ibcvlh"
#: What a register may be bound to: the values of a column, what it lacks, an array that goes out.
TARGETS: Final = ("column", "missing", "out")


@dataclass(eq=False, slots=True)
class Register:
    """One register; `bound` is what it is bound to, `number` what it ends up as."""

    kind: str
    bound: tuple[str, int] | None = None
    number: int = -1
    #: The number with which it is filled once, before the first block.
    filled: int | None = None
    once: bool = False


Argument = Register | int
Instruction = tuple[str, tuple[Argument, ...]]


@dataclass(frozen=True, slots=True)
class Code:
    """Instructions with the numbers of their registers; `registers`: how many of each kind."""

    prologue: tuple[tuple[str, tuple[int, ...]], ...]
    body: tuple[tuple[str, tuple[int, ...]], ...]
    registers: tuple[int, ...]
    #: Kind, register, target (`TARGETS`), and the number of the column or the array.
    bindings: tuple[tuple[int, int, int, int], ...]


@dataclass
class Writer:
    """Collects instructions. What is constant is made once, before the first block."""

    prologue: list[Instruction] = field(default_factory=list)
    body: list[Instruction] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    #: Kinds of the arrays that go out.
    arrays: list[str] = field(default_factory=list)
    growing: int = 0
    _constants: dict[tuple[str, int], Register] = field(default_factory=dict)
    _bound: dict[tuple[str, int], Register] = field(default_factory=dict)
    _tables: dict[tuple[int, ...], tuple[int, int]] = field(default_factory=dict)

    def emit(self, operation: str, *arguments: Argument) -> None:
        self.body.append((operation, arguments))

    def made(self, kind: str, operation: str, *arguments: Argument) -> Register:
        """A new register that the instruction writes first."""
        register = Register(kind)
        self.emit(operation, register, *arguments)
        return register

    def constant(self, kind: str, value: int) -> Register:
        """A register that holds the number in every row."""
        key = kind, value
        if key not in self._constants:
            self._constants[key] = made = Register(kind, filled=value, once=True)
            halves = (value,) if kind != "h" else (_signed(value), value >> 64)
            self.prologue.append((f"FILL_{kind.upper()}", (made, *halves)))
        return self._constants[key]

    def once(self, kind: str, operation: str, *arguments: Argument) -> Register:
        """A register that an instruction writes before the first block."""
        register = Register(kind, once=True)
        self.prologue.append((operation, (register, *arguments)))
        return register

    def bound(self, kind: str, target: str, number: int) -> Register:
        """The register of a column that comes in, or of what it lacks."""
        key = target, number
        if key not in self._bound:
            self._bound[key] = Register(kind, key)
        return self._bound[key]

    def out(self, kind: str) -> Register:
        """A register whose rows go out."""
        self.arrays.append(kind)
        return Register(kind, ("out", len(self.arrays) - 1))

    def sent(self, register: Register) -> None:
        """Has the rows of a register go out, from where it is written on."""
        self.arrays.append(register.kind)
        register.bound = "out", len(self.arrays) - 1

    def table(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Where the numbers stand in the table, and how many there are."""
        key = tuple(numbers)
        if key not in self._tables:
            self._tables[key] = len(self.numbers), len(key)
            self.numbers += key
        return self._tables[key]

    def code(self) -> Code:
        """Registers get their numbers: one that is read no more makes room for the next."""
        last = {
            a: at for at, (_, args) in enumerate(self.body) for a in args if isinstance(a, Register)
        }
        counts = dict.fromkeys(KINDS, 0)
        free: dict[str, list[int]] = {k: [] for k in KINDS}
        bindings = []

        def number(register: Register) -> int:
            if register.number < 0:
                spare = free[register.kind]
                lasting = register.once or register.bound is not None
                if lasting or not spare:
                    register.number = counts[register.kind]
                    counts[register.kind] += 1
                else:
                    register.number = spare.pop()
                if register.bound is not None:
                    target, of = register.bound
                    place = KINDS.index(register.kind), register.number
                    bindings.append((*place, TARGETS.index(target), of))
            return register.number

        def placed(args: tuple[Argument, ...]) -> tuple[int, ...]:
            return tuple(number(a) if isinstance(a, Register) else a for a in args)

        prologue = [(operation, placed(args)) for operation, args in self.prologue]
        body = []
        for at, (operation, args) in enumerate(self.body):
            body.append((operation, placed(args)))
            for a in dict.fromkeys(a for a in args if isinstance(a, Register)):
                if last[a] == at and a.bound is None and not a.once:
                    free[a.kind].append(a.number)
        registers = tuple(counts[k] for k in KINDS)
        return Code(tuple(prologue), tuple(body), registers, tuple(bindings))


def _signed(value: int) -> int:
    """The lowest 64 bits, as a number that may be below 0."""
    return (value + 2**63) % 2**64 - 2**63
