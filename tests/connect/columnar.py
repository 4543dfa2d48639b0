"""Columns in memory made from plain values, and what reads them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from engine.atoms.compiled import compiled
from engine.bind.columns import Storage
from engine.connect.columnar import Cells

#: What lies at rows that are missing, and is nobody's to see.
SECRET, SECRET_NUMBER = "somebody-else's", 0x1122334455667788
EPOCH = date(1970, 1, 1).toordinal()


def has_writer() -> bool:
    """Whether the compiled writer is here."""
    return compiled("engine.connect._parquet") is not None


def cells_of(storage: Storage, values: Sequence[Any], *, known: bool = False) -> Cells:
    """The column of these values, None where one is missing; texts by place in all words that
    there may be, if `known`. Dates are days since 1970-01-01."""
    gone = [v is None for v in values]
    missing = np.array(gone, "u1") if any(gone) else None
    if storage == "words":
        rows = [v or [] for v in values]
        flat = [text for row in rows for text in row]
        lists = np.array([0, *accumulate(map(len, rows))], "i8")
        inner = _texts(flat, known)
        return Cells("words", missing, lists=lists, **inner)
    if storage == "text":
        # A text at a row that is missing has no length; a place there may be any.
        return Cells("text", missing, **_texts(values, known))
    if storage == "boolean":
        return Cells("boolean", missing, np.array([1 if v is None else v for v in values], "u1"))
    secret = SECRET_NUMBER if storage == "integer" else 2**40
    return Cells(storage, missing, np.array([secret if v is None else v for v in values], "i8"))


def _texts(values: Sequence[str | None], known: bool) -> dict[str, Any]:
    if known:
        words = (SECRET, *sorted({v for v in values if v is not None}, reverse=True))
        place = {word: n for n, word in reversed(list(enumerate(words)))}
        places = [0 if v is None else place[v] for v in values]
        return {"values": np.array(places, "i4"), "words": words}
    raw = [(v or "").encode() for v in values]
    return {"starts": np.array([0, *accumulate(map(len, raw))], "i8"), "raw": b"".join(raw)}


def read(made: bytes, where: Path) -> Iterator[list[Any]]:
    """The columns of a file, by DuckDB, dates as days since 1970-01-01."""
    (where / "made.parquet").write_bytes(made)
    with duckdb.connect() as connection:
        found = connection.execute(f"FROM read_parquet('{where}/made.parquet')")
        names = [d[0] for d in found.description or []]
        rows = found.fetchall()
    for k in range(len(names)):
        column = [row[k] for row in rows]
        yield [v.toordinal() - EPOCH if isinstance(v, date) else v for v in column]


def metadata(made: bytes, where: Path, what: str = "metadata") -> list[dict[str, Any]]:
    """What a file says of itself, by `parquet_metadata` and others of DuckDB."""
    (where / "made.parquet").write_bytes(made)
    with duckdb.connect() as connection:
        found = connection.execute(f"FROM parquet_{what}('{where}/made.parquet')")
        names = [d[0] for d in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
