"""Files of a run written by DuckDB: the result of a query, in files of a chunk each."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from engine.atoms.digest import sha256_file
from engine.connect.sources.opened import parquet_relation
from engine.decide.columns import PARQUET
from engine.ledger.manifest import CHUNK, Part

#: The rows that a file is written in at a time. Of a column DuckDB opens all of them or none: who
#: asks for one customer, or for a proof, waits for a quarter of a file, which is larger by one in
#: a hundred for that.
_ROW_GROUP: Final = 16_384


def row_groups() -> tuple[int, int]:
    """The rows of a row group in a file of a run, and how many of these a whole file has."""
    rows = CHUNK if CHUNK % _ROW_GROUP else _ROW_GROUP
    return rows, CHUNK // rows


def copied(
    cursor: Any, query: str, folder: Path, kind: str, number: int, sizes: Sequence[int]
) -> list[Part]:
    """Writes the result of a query in files of so many rows each, the first of which has this
    number; DuckDB keeps to the sizes where all but the last are a chunk."""
    place = folder / kind
    draft = place / f".{number:05d}"
    rows, groups = row_groups()
    files = "" if len(sizes) == 1 else f", ROW_GROUPS_PER_FILE {groups}"
    target = str(draft).replace("'", "''")
    cursor.execute(f"COPY ({query}) TO '{target}' ({PARQUET}, ROW_GROUP_SIZE {rows}{files})")
    written = (
        [draft] if len(sizes) == 1 else [draft / f"data_{k}.parquet" for k in range(len(sizes))]
    )
    parts = []
    for k, (file, rows) in enumerate(zip(written, sizes, strict=True)):
        path = place / f"{number + k:05d}.parquet"
        file.rename(path)
        parts.append(_part(cursor, path, f"{kind}/{path.name}", rows))
    if len(sizes) > 1:
        shutil.rmtree(draft)  # DuckDB 1 leaves a file without a row, where the last one is full
    return parts


def _part(cursor: Any, path: Path, name: str, expected: int) -> Part:
    first, last, rows = cursor.execute(
        f"SELECT min(id), max(id), count(*) FROM {parquet_relation(path)}"
    ).fetchone()
    if rows != expected:
        raise AssertionError(f"{name} has {rows} rows, not {expected}")
    return Part(name, rows, sha256_file(path), first, last)
