"""pandas frames: the one module that imports pandas.

Columns of plain numpy types go to DuckDB as they are; everything else by way of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.connect.sources.opened import Reading, Scan, Wanted, no_lines, quoted
from engine.connect.sources.rows import typed_text

_PLAIN = {
    "int8": "TINYINT", "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT",
    "uint8": "UTINYINT", "uint16": "USMALLINT", "uint32": "UINTEGER", "uint64": "UBIGINT",
    "float64": "DOUBLE", "bool": "BOOLEAN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """A pandas frame; NaN, NaT and NA are missing."""

    name: str
    headings: tuple[str, ...]
    frame: Any

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        import pandas as pd

        columns: dict[str, Any] = {}
        types = []
        for i, w in enumerate(wanted):
            series = self.frame.iloc[:, w.index].reset_index(drop=True)
            type_ = _PLAIN.get(str(series.dtype), "VARCHAR")
            if type_ == "VARCHAR":
                write = typed_text(w.form)
                gone = series.isna()
                texts = [None if g else write(v) for v, g in zip(series, gone, strict=True)]
                series = pd.Series(texts, dtype=object)
            columns[f"c{i}"] = series
            types.append(type_)
        view = f"frame_{uuid4().hex}"
        con.register(view, pd.DataFrame(columns))
        return Scan(
            quoted(view),
            tuple(f"c{i}" for i in range(len(wanted))),
            tuple(types),
            Reading(self.name, "frame", None),
            no_lines,
        )


def is_frame(thing: Any) -> bool:
    """Whether a thing is a pandas frame, found without importing pandas."""
    return any(
        f"{c.__module__}.{c.__name__}" in ("pandas.DataFrame", "pandas.core.frame.DataFrame")
        for c in type(thing).__mro__
    )


def open_frame(frame: Any, name: str) -> Frame:
    return Frame(name, tuple(str(c) for c in frame.columns), frame)


def make_frame(columns: Any, exact: Any) -> Any:
    """A pandas frame of a query's columns, as `fetchnumpy` gives them, nothing rounded.

    Columns named in `exact` become nullable integers (Int64): a missing cell would otherwise
    turn the whole column into floats. Texts and lists stay objects, with None where missing.
    """
    import numpy as np
    import pandas as pd

    made: dict[str, Any] = {}
    for name, values in columns.items():
        mask = np.ma.getmaskarray(values)
        plain = np.ma.getdata(values)
        if name in exact:
            made[name] = pd.arrays.IntegerArray(plain.astype("int64"), mask.copy())
        elif plain.dtype == object:
            objects = plain.copy()
            objects[mask] = None
            made[name] = pd.Series(objects, dtype=object)
        else:
            made[name] = pd.Series(values.filled() if plain.dtype.kind == "M" else plain)
    return pd.DataFrame(made)
