"""Columns in memory as the bytes of a Parquet file, by a compiled writer that may be missing.

DuckDB writes the same columns in a query; this is for those that lie in memory already, and takes
a fraction of the time. Either file gives whoever reads it the same columns, types and cells. Why it
is written how: docs/decisions/0022.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

from engine.atoms.compiled import compiled
from engine.bind.columns import Storage
from engine.connect.columnar import Cells

#: As `_parquet.c` counts them.
KINDS: Final[dict[Storage, int]] = {"integer": 0, "date": 1, "boolean": 2, "text": 3, "words": 4}


def parquet_bytes(columns: Sequence[tuple[str, Cells]], row_group: int) -> bytes | None:
    """A Parquet file of these columns, each under its name, in order; None where the compiled
    writer is missing.

    The columns are as DuckDB stores them: BIGINT, DATE, BOOLEAN, VARCHAR and VARCHAR[]; a row group
    has `row_group` rows, the last one what is left. Equal columns give equal bytes. ValueError
    where columns differ in length, or the arrays of one do not fit each other.

    >>> import numpy as np
    >>> found = parquet_bytes([("score", Cells("integer", values=np.array([7, 9])))], 16384)
    >>> found is None or found[:4] == found[-4:] == b"PAR1"
    True
    """
    writer = compiled("engine.connect._parquet")
    if writer is None:
        return None
    rows = columns[0][1].rows if columns else 0
    given = tuple(_buffers(name, cells) for name, cells in columns)
    found: bytes = writer.file_of(given, rows, row_group)
    return found


def _buffers(name: str, cells: Cells) -> tuple[Any, ...]:
    """What `file_of` takes of a column: kind, name, missing, values, starts, raw, lists."""
    import numpy as np

    starts, raw = cells.starts, cells.raw
    wide = cells.storage in ("integer", "date")
    values = "i8" if wide else "i1" if cells.storage == "boolean" else "i4"
    if cells.words is not None:
        texts = [word.encode() for word in cells.words]
        starts, raw = np.array([0, *accumulate(map(len, texts))], "i8"), b"".join(texts)
    return (
        KINDS[cells.storage],
        name.encode(),
        _as(cells.missing, "i1"),
        _as(cells.values, values),
        _as(starts, "i8"),
        raw,
        _as(cells.lists, "i8"),
    )


def _as(array: Any, kind: str) -> Any:
    """The array with numbers of this kind, end to end; ValueError where it holds other ones."""
    import numpy as np

    if array is None:
        return None
    found = np.ascontiguousarray(array)
    if found.dtype.itemsize != np.dtype(kind).itemsize or found.dtype.kind not in "iub":
        raise ValueError(f"an array of {found.dtype}, where one of {kind} is meant")
    return found
