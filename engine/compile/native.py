"""A Plan as a program for the native engine, which runs it over columns in memory.

The program is flat: instructions over registers (`native_code.py`), tables of numbers, and the
words that the plan knows. What is made from it and run is in `engine/decide/native.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.bind.columns import Storage
from engine.compile.native_code import Code, Register
from engine.compile.native_numbers import Refused
from engine.compile.native_words import NativeWords
from engine.compile.plan import Output, Plan

#: Where an array comes from: the values of an input column or what it lacks (by its number in the
#: plan), an array that the program fills, or a number that is the same in every row.
Source = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a column of the decision is put together.

    `column`: an input column, handed on as it came. Else `values` and `missing`, or `grown`, the
    number of an output that grows. `words`: all that the column may hold, where that is known.
    """

    name: str
    storage: Storage
    column: str | None = None
    values: Source | None = None
    missing: Source | None = None
    grown: int | None = None
    words: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """What the native engine runs. `columns`: numbers of the input columns that it reads;
    `arrays`: kinds of the arrays that it fills; `growing`: how many outputs grow."""

    code: Code
    numbers: tuple[int, ...]
    words: tuple[str, ...]
    columns: tuple[int, ...]
    arrays: tuple[str, ...]
    growing: int
    outputs: tuple[Shape, ...]


def native_program(plan: Plan, errors: Sequence[str]) -> Program | str:
    """The program of a plan, or in a few words why the native engine does not take it.

    `errors` are all words that the column of that name may hold.

    >>> from engine.compile.build import Builder
    >>> from engine.bind.contract import Column
    >>> b = Builder()
    >>> x = b.column(0, "int", True, 0, 9)
    >>> plan = b.plan([Column("x", "integer")],
    ...               [(Column("y", "integer"), b.times(x, 3))], 0, {})
    >>> native_program(plan, ()).code.body
    (('MULTIPLY_N', (0, 1, 3)),)
    """
    try:
        return _Lowering(plan, errors).program()
    except Refused as why:
        return str(why)


def _needed(plan: Plan) -> list[int]:
    found: set[int] = set()
    todo = [o.step for o in plan.outputs]
    while todo:
        if (i := todo.pop()) not in found:
            found.add(i)
            todo += plan.steps[i].args
    return sorted(found)


class _Lowering(NativeWords):
    """Steps first, then what goes out."""

    def __init__(self, plan: Plan, errors: Sequence[str]) -> None:
        super().__init__(plan, _needed(plan), errors)
        self._sent: dict[tuple[int, Storage], Shape] = {}

    def program(self) -> Program:
        self.ask([o.step for o in self.plan.outputs])
        passed = self._passed()
        for i in self.needed:
            s = self.step(i)
            if i not in passed:
                write = {
                    "int": self.number, "bool": self.logic, "text": self.text, "words": self.listed,
                }[s.kind]  # fmt: skip
                write(i, s)
        outputs = tuple(self._output(o) for o in self.plan.outputs)
        return Program(
            code=self.w.code(),
            numbers=tuple(self.w.numbers),
            words=self.words,
            columns=tuple(self.columns),
            arrays=tuple(self.w.arrays),
            growing=self.w.growing,
            outputs=outputs,
        )

    def _passed(self) -> set[int]:
        """Columns that nothing but an output, or a question whether they are missing, reads."""
        read = {
            a
            for i in self.needed
            for a in self.step(i).args
            if self.step(i).op != "missing" or self.step(a).kind == "bool"
        }
        return {i for i in self.needed if self.step(i).op == "column" and i not in read}

    # --- what goes out -----------------------------------------------------------------------

    def _output(self, o: Output) -> Shape:
        key = o.step, o.column.storage
        if key not in self._sent:
            self._sent[key] = self._shape(o)
        made = self._sent[key]
        return Shape(
            o.column.name, made.storage, made.column, made.values, made.missing, made.grown,
            made.words,
        )  # fmt: skip

    def _shape(self, o: Output) -> Shape:
        name, storage, i = o.column.name, o.column.storage, o.step
        s = self.step(i)
        if s.op == "column":
            return Shape(name, storage, column=self.plan.inputs[s.value].name)
        if storage == "words":
            return self._words_out(name, i)
        if s.op == "literal":
            return self._same(name, storage, s.value)
        match storage:
            case "text":
                return self._text_out(name, i)
            case "boolean":
                values, lacks = self.w.out("b"), self.w.out("b")
                self.w.emit("OUT_TRUTH", self.truth(i), values, lacks)
                missing = self._source(lacks) if s.nullable else None
                return Shape(name, storage, values=self._source(values), missing=missing)
            case _:
                missed = self.missing(i)
                missing = None if missed is None else self._source(missed)
                return Shape(name, storage, values=self._source(self.value(i)), missing=missing)

    def _same(self, name: str, storage: Storage, value: object) -> Shape:
        """A column that says the same in every row."""
        missing = ("same", 1) if value is None else None
        if storage == "text":
            words = (value,) if isinstance(value, str) else ()
            return Shape(name, storage, values=("same", 0), missing=missing, words=words)
        number = value if isinstance(value, int) else 0
        return Shape(name, storage, values=("same", int(number)), missing=missing)

    def _source(self, register: Register) -> Source:
        if register.filled is not None:
            return "same", register.filled
        if register.bound is None:
            self.w.sent(register)
        assert register.bound is not None
        target, number = register.bound
        return (target, number) if target == "out" else (target, self.columns[number])

    def _text_out(self, name: str, i: int) -> Shape:
        lacks = self.w.out("b")
        missing = self._source(lacks) if self.step(i).nullable else None
        if i not in self.known:
            self.w.emit("OUT_VIEW", self.view(i), lacks, self.w.growing)
            self.w.growing += 1
            return Shape(name, "text", missing=missing, grown=self.w.growing - 1)
        words = tuple(sorted(self._held(i)))
        values = self.w.out("c")
        self.w.emit("OUT_CODE", self.codes(i), values, lacks, *self._among(words))
        return Shape(name, "text", values=self._source(values), missing=missing, words=words)

    def _words_out(self, name: str, i: int) -> Shape:
        lacks = self.w.out("b")
        missing = self._source(lacks) if self.step(i).nullable else None
        grown = self.w.growing
        self.w.growing += 1
        if i not in self.known:
            self.w.emit("OUT_TEXTS", self.list(i), lacks, grown)
            return Shape(name, "words", missing=missing, grown=grown)
        words = tuple(sorted(self._held(i)))
        self.w.emit("OUT_CODES", self.list(i), lacks, *self._among(words), grown)
        return Shape(name, "words", missing=missing, grown=grown, words=words)

    def _among(self, words: Sequence[str]) -> tuple[int, int]:
        """For each word of the program its place among these."""
        places = {word: k for k, word in enumerate(words)}
        return self.w.table([places.get(word, 0) for word in self.words] or [0])

    def _held(self, i: int) -> set[str]:
        """The words that a step may give, all of which are known."""
        found: set[str] = set()
        seen: set[int] = set()
        todo = [i]
        while todo:
            i = todo.pop()
            s = self.step(i)
            if i in seen:
                continue
            seen.add(i)
            match s.op:
                case "column":
                    found.update(self.errors)
                case "literal" if s.kind == "text" or s.value is None:
                    found.update(() if s.value is None else (s.value,))
                case "literal" | "words" | "ranked":
                    found.update(s.value)
                case "pick":
                    found.update(c for c in self.cells(s) if isinstance(c, str))
                case "case":
                    todo += [*s.args[1::2], s.args[-1]]
                case _:
                    todo += s.args
        return found
