"""Many customers at once, over columns in memory, by the program that is made from the Plan.

The compiled part may be missing (`hatch_build.py`), and a plan may use something that it does not
know: `Native.of` then gives None, and DuckDB decides.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.atoms.compiled import compiled
from engine.compile.native import Program, Shape, Source, native_program
from engine.compile.native_code import Code
from engine.compile.plan import Plan
from engine.connect.columnar import Cells

#: Rows of a block: as many as let the registers of a large policy stay in the second-level cache.
BLOCK: Final = 1024
_MODULE: Final = "engine.decide._native"
_LETTERS: Final = {"integer": "i", "date": "i", "boolean": "b", "text": "t", "words": "w"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Native:
    """A Plan, ready to be run over columns. Any number of threads may use one at once."""

    program: Program
    plan: Plan
    #: What the compiled part is given: the program, its numbers, where words begin, the words.
    given: tuple[bytes, bytes, bytes, bytes]
    places: Mapping[str, int]
    module: Any

    @staticmethod
    def of(plan: Plan, errors: Sequence[str], block: int = BLOCK) -> Native | None:
        """A plan for columns in memory; None where the compiled part is missing, or the plan uses
        something that it does not know.

        `errors` are all words that the column `errors` holds (`error_words`); `block` is how many
        rows are worked on at once.
        """
        module = compiled(_MODULE)
        if module is None:
            return None
        program = native_program(plan, errors)
        if isinstance(program, str):
            _log.debug("the native engine does not take the plan: %s", program)
            return None
        raw, starts = _texts(program.words)
        numbers = _numbers(program.numbers)
        given = assembled(module, program, block), numbers, starts, raw
        places = {word: k for k, word in enumerate(program.words)}
        return Native(program, plan, given, places, module)

    def decide(self, columns: Mapping[str, Cells], rows: int) -> list[tuple[str, Cells]]:
        """The columns of the decision, in the order of the plan.

        `columns` are those of `plan.inputs` by name, `rows` cells each. A column that goes out as
        it came is the same object; others may share arrays with one another and with what came
        in, so nobody may write to them. Raises ValueError where a column is not what `Cells` says,
        or `errors` holds a word that was not named.
        """
        import numpy as np

        widths = {"i": np.int64, "b": np.uint8, "c": np.int32}
        arrays = [np.empty(rows, widths[kind]) for kind in self.program.arrays]
        inputs = [self.plan.inputs[n] for n in self.program.columns]
        pieces = tuple(self._pieces(columns[c.name]) for c in inputs)
        grown = self.module.run(*self.given, pieces, tuple(arrays), rows)
        return _Result(self, columns, rows, arrays, grown).columns()

    def _pieces(self, c: Cells) -> tuple[Any, ...]:
        """A column as the compiled part takes it."""
        starts, raw, codes = c.starts, c.raw, None
        if c.words is not None:
            raw, starts = _texts(c.words)
            codes = _numbers([self.places.get(w, -2) for w in c.words])
        return ord(_LETTERS[c.storage]), c.missing, c.values, starts, raw, c.lists, codes


def assembled(module: Any, program: Program, block: int) -> bytes:
    """A program as the numbers that the compiled part reads."""
    numbers = {name: k for k, (name, _) in enumerate(module.operations())}
    code: Code = program.code

    def flat(part: Sequence[tuple[str, tuple[int, ...]]]) -> list[int]:
        return [n for name, args in part for n in (numbers[name], len(args), *args)]

    prologue, body = flat(code.prologue), flat(code.body)
    head = [block, *code.registers, len(program.columns), program.growing]
    bound = [n for binding in code.bindings for n in binding]
    return _numbers([*head, len(code.bindings), len(prologue), *bound, *prologue, *body])


def _numbers(numbers: Sequence[int]) -> bytes:
    import numpy as np

    return np.array(numbers, np.int64).tobytes()


def _texts(words: Sequence[str]) -> tuple[bytes, bytes]:
    """Words end to end, and where each begins."""
    raw = [word.encode() for word in words]
    starts = [0]
    for word in raw:
        starts.append(starts[-1] + len(word))
    return b"".join(raw), _numbers(starts)


@dataclass(frozen=True, slots=True)
class _Result:
    """Puts columns together out of what the program has filled."""

    native: Native
    given: Mapping[str, Cells]
    rows: int
    arrays: Sequence[Any]
    grown: Sequence[tuple[bytes | None, ...]]

    def columns(self) -> list[tuple[str, Cells]]:
        made: dict[tuple[Any, ...], Cells] = {}
        sources: dict[tuple[Source, str], Any] = {}
        found = []
        for shape in self.native.program.outputs:
            key = shape.storage, shape.column, shape.values, shape.missing, shape.grown, shape.words
            if key not in made:
                made[key] = self._cells(shape, sources)
            found.append((shape.name, made[key]))
        return found

    def _cells(self, s: Shape, sources: dict[tuple[Source, str], Any]) -> Cells:
        if s.column is not None:
            return self.given[s.column]

        def array(source: Source, kind: str) -> Any:
            if (source, kind) not in sources:
                sources[source, kind] = self._array(source, kind)
            return sources[source, kind]

        missing = None if s.missing is None else array(s.missing, "missing")
        if s.grown is not None:
            return self._grown(s, missing)
        assert s.values is not None
        if s.words == ():  # nobody has a word: no place among them means anything
            starts = array(("same", 0), "starts")
            return Cells("text", missing, starts=starts, raw=self._bytes(b"", "u1"))
        return Cells(s.storage, missing, array(s.values, s.storage), s.words)

    def _array(self, source: Source, kind: str) -> Any:
        import numpy as np

        where, number = source
        if where == "same":
            types = {"missing": "u1", "boolean": "u1", "text": "i4"}
            count = self.rows + (kind == "starts")
            return np.full(count, number, types.get(kind, "i8"))
        if where == "out":
            array = self.arrays[number]
            return array if kind != "missing" or array.any() else None
        column = self.given[self.native.plan.inputs[number].name]
        return column.missing if kind == "missing" else column.values

    def _grown(self, s: Shape, missing: Any) -> Cells:
        assert s.grown is not None
        pieces = self.grown[s.grown]
        first = self._bytes(b"\0" * 8 + (pieces[0] or b""), "i8")
        if s.storage == "text":
            return Cells("text", missing, starts=first, raw=self._bytes(pieces[1], "u1"))
        if s.words is not None:
            values = self._bytes(pieces[1], "i4")
            return Cells("words", missing, values, s.words, lists=first)
        starts = self._bytes(b"\0" * 8 + (pieces[1] or b""), "i8")
        raw = self._bytes(pieces[2], "u1")
        return Cells("words", missing, starts=starts, raw=raw, lists=first)

    def _bytes(self, data: bytes | None, kind: str) -> Any:
        import numpy as np

        return np.frombuffer(data or b"", kind)
