"""pandas frames: the one module that imports pandas.

Columns of plain numpy types go to DuckDB as they are; everything else by way of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.atoms.numbers import show
from engine.atoms.sql import quoted
from engine.bind.contract import Column
from engine.connect.cells.text import whole
from engine.connect.cells.typed import as_text
from engine.connect.sources.opened import Reading, Scan, Wanted, no_lines

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
    index: tuple[str, ...]  # names of what is no column

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        import pandas as pd

        columns: dict[str, Any] = {}
        types = []
        for i, w in enumerate(wanted):
            series = self.frame.iloc[:, w.index].reset_index(drop=True)
            type_ = _PLAIN.get(str(series.dtype), "VARCHAR")
            if type_ == "VARCHAR":
                texts = [as_text(v, w.form) for v in series]
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
    return _is(thing, "DataFrame", "frame")


def row_of(thing: Any) -> Any:
    """A row of a frame (a Series) as a record; anything else as it is."""
    return dict(thing.items()) if _is(thing, "Series", "series") else thing


def records_of(frame: Any) -> list[dict[Any, Any]]:
    """The rows of a frame as records."""
    found: list[dict[Any, Any]] = frame.to_dict("records")
    return found


def _is(thing: Any, name: str, home: str) -> bool:
    known = (f"pandas.{name}", f"pandas.core.{home}.{name}")
    return any(f"{c.__module__}.{c.__name__}" in known for c in type(thing).__mro__)


def open_frame(frame: Any, name: str) -> Frame:
    index = tuple(str(n) for n in frame.index.names if n is not None)
    return Frame(name, tuple(whole(str(c)) for c in frame.columns), frame, index)


def make_frame(cells: Any, columns: Sequence[Column], decimals: bool) -> Any:
    """A pandas frame of decision columns, as `fetchnumpy` gives them, nothing rounded.

    Integers become nullable integers (Int64): a missing cell would otherwise turn the whole
    column into floats. With `decimals`, those that have a scale become exact Decimals. Texts,
    truths and lists are objects, with None where missing.
    """
    import numpy as np
    import pandas as pd

    made: dict[str, Any] = {}
    for c in columns:
        mask, plain = np.ma.getmaskarray(cells[c.name]), np.ma.getdata(cells[c.name])
        if c.storage == "integer" and not (decimals and c.scale):
            made[c.name] = pd.arrays.IntegerArray(plain.astype("int64"), mask.copy())
        elif c.storage == "date":
            days = plain.astype("datetime64[us]")
            days[mask] = np.datetime64("NaT")
            made[c.name] = pd.Series(days)
        else:
            values = [None if gone else v for v, gone in zip(plain.tolist(), mask, strict=True)]
            if c.storage == "integer":
                values = [None if v is None else Decimal(show(v, c.scale)) for v in values]
            made[c.name] = pd.Series(values, dtype=object)
    return pd.DataFrame(made)
