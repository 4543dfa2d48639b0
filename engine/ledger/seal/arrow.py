"""The columns of a query as numpy arrays over the very memory that DuckDB filled.

DuckDB hands out a stream after Arrow's C data interface, which needs no library beyond ctypes:
three structures whose layout is fixed for good. Numbers and texts come as they lie in memory, and
no object is made for a cell.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from typing import Any, Final

from engine.ledger.seal.memory import keep_pages

#: Arrow's letters for integers, and numpy's names for them.
_INTEGERS: Final = {"c": "i1", "s": "i2", "i": "i4", "l": "i8"}
#: Texts, by the type of what counts their bytes.
_TEXTS: Final = {"u": "i4", "U": "i8"}


class _Schema(Structure):
    pass


class _Array(Structure):
    pass


class _Stream(Structure):
    pass


_Schema._fields_ = [
    ("format", c_char_p), ("name", c_char_p), ("metadata", c_char_p), ("flags", c_int64),
    ("n_children", c_int64), ("children", POINTER(POINTER(_Schema))),
    ("dictionary", POINTER(_Schema)), ("release", CFUNCTYPE(None, POINTER(_Schema))),
    ("private", c_void_p),
]  # fmt: skip
_Array._fields_ = [
    ("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64),
    ("n_children", c_int64), ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(_Array))), ("dictionary", POINTER(_Array)),
    ("release", CFUNCTYPE(None, POINTER(_Array))), ("private", c_void_p),
]  # fmt: skip
_Stream._fields_ = [
    ("get_schema", CFUNCTYPE(c_int, POINTER(_Stream), POINTER(_Schema))),
    ("get_next", CFUNCTYPE(c_int, POINTER(_Stream), POINTER(_Array))),
    ("get_last_error", CFUNCTYPE(c_char_p, POINTER(_Stream))),
    ("release", CFUNCTYPE(None, POINTER(_Stream))), ("private", c_void_p),
]  # fmt: skip
_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_pointer.restype, _pointer.argtypes = c_void_p, [ctypes.py_object, c_char_p]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of integers, 0 where it is empty; `missing` says where, None for nowhere."""

    values: Any
    missing: Any


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts without an empty cell: their bytes end to end, and where each begins;
    the last of `starts` is where the last one ends."""

    raw: bytes
    starts: Any


Frame = dict[str, Numbers | Texts]


@contextmanager
def columns(con: Any, query: str) -> Iterator[Frame]:
    """The columns of a query by name, as long as the block lasts. ValueError where DuckDB fails
    half-way, and for a type that is neither an integer nor text; the errors of DuckDB else."""
    keep_pages()
    # `con` may still hold a result that nobody has read to its end.
    with closing(con.cursor()) as own:
        capsule = own.sql(query).__arrow_c_stream__()
        stream = ctypes.cast(_pointer(capsule, b"arrow_array_stream"), POINTER(_Stream))
        schema, arrays = _Schema(), []
        try:
            _ask(stream, stream.contents.get_schema(stream, ctypes.byref(schema)))
            while (array := _next(stream)) is not None:
                arrays.append(array)
            kinds = [schema.children[k].contents for k in range(schema.n_children)]
            yield {
                kind.name.decode(): _column(kind, [a.children[k].contents for a in arrays])
                for k, kind in enumerate(kinds)
            }
        finally:
            for array in arrays:
                array.release(ctypes.byref(array))
            if schema.release:
                schema.release(ctypes.byref(schema))


def _next(stream: Any) -> _Array | None:
    array = _Array()
    _ask(stream, stream.contents.get_next(stream, ctypes.byref(array)))
    return array if array.release else None


def _ask(stream: Any, failed: int) -> None:
    if failed:
        said = stream.contents.get_last_error(stream)
        raise ValueError((said or b"a column cannot be read").decode("utf-8", "replace"))


def _column(kind: _Schema, parts: list[_Array]) -> Numbers | Texts:
    """The pieces of a column, end to end: DuckDB gives a chunk in one."""
    import numpy as np

    letter = kind.format.decode()
    if letter in _INTEGERS:
        numbers = [_numbers(np, p, _INTEGERS[letter]) for p in parts]
        if len(numbers) == 1:
            return numbers[0]
        values = [n.values for n in numbers] or [np.empty(0, _INTEGERS[letter])]
        missing = [np.zeros(len(n.values), bool) if n.missing is None else n.missing
                   for n in numbers]  # fmt: skip
        return Numbers(np.concatenate(values), np.concatenate(missing) if missing else None)
    if letter not in _TEXTS:
        raise ValueError(f"a column of the type {letter}")
    texts = [_texts(np, p, _TEXTS[letter]) for p in parts]
    if len(texts) == 1:
        return texts[0]
    lengths = np.concatenate([np.zeros(1, "i8"), *(np.diff(t.starts) for t in texts)])
    return Texts(b"".join(t.raw for t in texts), np.cumsum(lengths))


def _numbers(np: Any, part: _Array, kind: str) -> Numbers:
    values = _view(np, part, 1, kind, part.offset + part.length)[part.offset :]
    if part.null_count == 0 or not part.buffers[0]:
        return Numbers(values, None)
    flags = _view(np, part, 0, "u1", -(-(part.offset + part.length) // 8))
    there = np.unpackbits(flags, bitorder="little")[part.offset : part.offset + part.length]
    # What lies at an empty place means nothing.
    return Numbers(values * there.astype(kind), there == 0)


def _texts(np: Any, part: _Array, kind: str) -> Texts:
    if part.null_count:
        raise ValueError("a text is missing")
    starts = _view(np, part, 1, kind, part.offset + part.length + 1)[part.offset :]
    first, last = int(starts[0]), int(starts[-1])
    return Texts(_view(np, part, 2, "u1", last)[first:].tobytes(), starts - first)


def _view(np: Any, part: _Array, buffer: int, kind: str, count: int) -> Any:
    """The first values of a buffer, where they lie."""
    address = part.buffers[buffer]
    if not address or not count:
        return np.zeros(count, kind)
    size = count * np.dtype(kind).itemsize
    return np.frombuffer((ctypes.c_char * size).from_address(address), kind)
