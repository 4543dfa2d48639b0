"""The columns of a query as numpy arrays over the very memory that DuckDB filled.

DuckDB hands out a stream after Arrow's C data interface, which needs no library beyond ctypes:
three structures whose layout is fixed for good. What it gives comes as it lies in memory, and no
object is made for a cell.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from typing import Any, Final

from engine.connect.columnar import Cells
from engine.connect.memory import keep_pages

#: Arrow's letters for integers, and numpy's names for them.
_INTEGERS: Final = {"c": "i1", "s": "i2", "i": "i4", "l": "i8"}
#: Texts and lists, by the type of what counts their bytes or elements.
_TEXTS: Final = {"u": "i4", "U": "i8"}
_LISTS: Final = {"+l": "i4", "+L": "i8"}
_DATE, _BOOLEAN = "tdD", "b"
#: How DuckDB's words on a query that fails half-way begin, and what it raises then elsewhere.
_ERRORS: Final = {
    "INTERRUPT": "InterruptException",
    "Out of Memory": "OutOfMemoryException",
    "IO Error": "IOException",
}


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


Frame = dict[str, Cells]


@contextmanager
def columns(con: Any, query: str) -> Iterator[Frame]:
    """The columns of a query by name, as long as the block lasts; an integer is as wide as the
    query gives it. ValueError for a type that no file of ours has; else the errors of DuckDB."""
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
        said = stream.contents.get_last_error(stream) or b"a column cannot be read"
        raise _error(said.decode("utf-8", "replace"))


def _error(said: str) -> Exception:
    """What DuckDB raises itself where a query fails before its first row."""
    import duckdb

    kind = next((name for words, name in _ERRORS.items() if said.startswith(words)), "Error")
    found: Exception = getattr(duckdb, kind)(said)
    return found


def _column(kind: _Schema, parts: list[_Array]) -> Cells:
    """The pieces of a column, end to end: DuckDB gives a chunk in one."""
    found = [_cells(kind, p) for p in parts]
    return found[0] if len(found) == 1 else _end_to_end(_cells(kind, None), found)


def _cells(kind: _Schema, part: _Array | None) -> Cells:
    """One piece of a column; without any, a column of no rows."""
    import numpy as np

    letter = kind.format.decode()
    if letter in _INTEGERS:
        return Cells("integer", _missing(part), _view(part, 1, _INTEGERS[letter]))
    if letter == _DATE:
        return Cells("date", _missing(part), _view(part, 1, "i4").astype("i8"))
    if letter == _BOOLEAN:
        flags = np.zeros(0, "u1") if part is None else _bits(part, 1)
        return Cells("boolean", _missing(part), flags)
    if letter in _TEXTS:
        starts, raw = _texts(part, _TEXTS[letter])
        return Cells("text", _missing(part), starts=starts, raw=raw)
    element = kind.children[0].contents if letter in _LISTS else None
    if element is None or element.format.decode() not in _TEXTS:
        raise ValueError(f"a column of the type {letter}")
    lists = _view(part, 1, _LISTS[letter], 1).astype("i8")
    first, last = int(lists[0]), int(lists[-1])
    inner = None if part is None else part.children[0].contents
    starts, raw = _texts(inner, _TEXTS[element.format.decode()], (first, last))
    return Cells("words", _missing(part), starts=starts, raw=raw, lists=lists - first)


def _end_to_end(nothing: Cells, parts: list[Cells]) -> Cells:
    """The rows of several pieces."""
    import numpy as np

    def values(name: str) -> Any:
        arrays = [getattr(p, name) for p in (nothing, *parts)]
        return None if arrays[0] is None else np.concatenate(arrays)

    def counted(name: str) -> Any:
        arrays = [getattr(p, name) for p in (nothing, *parts)]
        if arrays[0] is None:
            return None
        return np.concatenate([np.zeros(1, "i8"), np.cumsum(np.concatenate(
            [np.diff(a) for a in arrays]))])  # fmt: skip

    missing = None
    if any(p.missing is not None for p in parts):
        missing = np.concatenate(
            [np.zeros(p.rows, "u1") if p.missing is None else p.missing for p in parts]
        )
    return Cells(nothing.storage, missing, values("values"), None, counted("starts"),
                 values("raw"), counted("lists"))  # fmt: skip


def _missing(part: _Array | None) -> Any:
    """1 where a row has nothing; None where all have something."""
    if part is None or part.null_count == 0 or not part.buffers[0]:
        return None
    return _bits(part, 0) ^ 1


def _bits(part: _Array, buffer: int) -> Any:
    """A byte for each bit of a buffer."""
    import numpy as np

    last = part.offset + part.length
    flags = _at(part, buffer, "u1", -(-last // 8))
    return np.unpackbits(flags, bitorder="little")[part.offset : last]


def _texts(part: _Array | None, kind: str, rows: tuple[int, int] | None = None) -> tuple[Any, Any]:
    """Where each text begins, and their bytes; of the rows from the first to the second alone."""
    starts = _view(part, 1, kind, 1).astype("i8")
    if rows is not None:
        starts = starts[rows[0] : rows[1] + 1]
    first, last = int(starts[0]), int(starts[-1])
    raw = _at(part, 2, "u1", last)[first:]
    return (starts - first if first else starts), raw


def _view(part: _Array | None, buffer: int, kind: str, more: int = 0) -> Any:
    """The values of a column's rows, and as many more, where they lie."""
    if part is None:
        import numpy as np

        return np.zeros(more, kind)
    return _at(part, buffer, kind, part.offset + part.length + more)[part.offset :]


def _at(part: _Array | None, buffer: int, kind: str, count: int) -> Any:
    """The first values of a buffer, where they lie."""
    import numpy as np

    address = None if part is None else part.buffers[buffer]
    if not address or not count:
        return np.zeros(count, kind)
    size = count * np.dtype(kind).itemsize
    held: Any = (ctypes.c_char * size).from_address(address)
    return np.frombuffer(held, kind)
