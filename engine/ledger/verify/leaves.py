"""The chunks of a sealed run: both files are what was sealed, and the leaves made again of them
lead to the tiles that were.

What a file has to be is known before it is parsed: one that is not vouched for is never read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.errors import BrokenRecord
from engine.connect.database import reading
from engine.ledger.manifest import CHUNK, Part
from engine.ledger.seal.few import record_with, rows_of
from engine.ledger.seal.hashing import (
    MARK,
    ChangedFile,
    Hasher,
    connection,
    helpers,
    settled,
    tile_file,
    vouched,
)
from engine.ledger.seal.layout import Layout
from engine.ledger.seal.salt import salts_of_rows
from engine.ledger.seal.sealing import TILES
from engine.ledger.seal.tree import leaf_hash
from engine.ledger.verify.sealed import CHANGED, UNREADABLE, Salts, Sealed, broken_seal

Progress = Callable[[int, int], None]


def hold_chunks(sealed: Sealed, salts: Salts, progress: Progress) -> None:
    """Raises BrokenRecord for the first chunk that is not what was sealed, and names its row where
    one can be told; RunError where memory does not suffice."""
    workers = 0 if salts.key is None else helpers(sealed.rows)
    hasher = None if salts.key is None else Hasher(sealed.layout, salts.key, workers)
    con = None if workers else connection()
    try:
        for number, tile in enumerate(_tiles(sealed, con, salts, hasher, workers)):
            made = sealed.manifest.decisions[number]
            try:
                with _readable(sealed, made):
                    same = tile.result() == (sealed.folder / TILES / f"{number:05d}").read_bytes()
            except ChangedFile as e:
                given = sealed.manifest.inputs[number]
                part = made if e.file == sealed.job(number).decisions else given
                raise broken_seal(sealed.folder, _row_of(sealed, part, salts), CHANGED) from None
            if not same:
                raise broken_seal(sealed.folder, _row_of(sealed, made, salts), CHANGED)
            progress(min(sealed.rows, (number + 1) * CHUNK), sealed.rows)
    finally:
        if hasher is not None:
            hasher.drop()
        if con is not None:
            con.close()


def _readable(sealed: Sealed, made: Part) -> AbstractContextManager[None]:
    def error() -> BrokenRecord:
        return broken_seal(sealed.folder, made.file, UNREADABLE)

    return reading(sealed.folder, error, ValueError, OverflowError, OSError)


def _tiles(
    sealed: Sealed, con: Any, salts: Salts, hasher: Hasher | None, workers: int
) -> Iterator[Future[bytes]]:
    """The tile file of each chunk, in order."""
    jobs = [sealed.job(n) for n in range(len(sealed.manifest.decisions))]
    if hasher is None:
        for number in range(len(jobs)):
            yield settled(partial(_beside, sealed, con, number, salts))
    elif not workers:
        for job in jobs:
            yield hasher.submit(con, job)
    else:
        waiting = deque(hasher.submit(con, job) for job in jobs)
        while waiting:
            yield waiting.popleft()


def _beside(sealed: Sealed, con: Any, number: int, salts: Salts) -> bytes:
    """The tile file of a chunk with the salts that an erasure left."""
    job = sealed.job(number)
    vouched(job)
    return tile_file(sealed.leaves(con, number, job, salts))


# --- the row that changed -----------------------------------------------------------------------


def _row_of(sealed: Sealed, part: Part, salts: Salts) -> str | Both:
    """The file, and the first row of it whose leaf is another, as far as that can be told."""
    key = salts.key
    if key is None:
        return part.file
    number = int(part.file.partition("/")[2][:5])
    job = sealed.job(number)
    tile = (sealed.folder / TILES / f"{number:05d}").read_bytes()
    marks = tile[len(tile) - job.rows * MARK :]
    con = connection()
    try:
        for start in range(0, job.rows, CHUNK // 16):
            until = min(job.rows, start + CHUNK // 16)
            files = Path(job.inputs), Path(job.decisions)
            rows = rows_of(con, sealed.layout, *files, (start, until))
            # Of the other file, for an id that changed would change the salts of its neighbours.
            sound = 0 if part.file.startswith("inputs") else 1
            given = salts_of_rows(key, [str(pair[sound]["id"]) for pair in rows])
            for n, (decision, row) in enumerate(rows, start):
                own, mark = given[n - start], marks[n * MARK : (n + 1) * MARK]
                if not _same(sealed.layout, job.first + n, decision, row, own, mark):
                    return _named(part.file, n, str(row["id"]))
    except Exception:  # whatever is wrong with the file: it is named
        return part.file
    finally:
        con.close()
    return part.file


def _same(layout: Layout, index: int, decision: Any, row: Any, own: bytes, mark: bytes) -> bool:
    try:
        return leaf_hash(record_with(layout, index, decision, row, own))[:MARK] == mark
    except (ValueError, OverflowError):
        return False


def _named(file: str, row: int, id: str) -> Both:
    return (f"row {row} of `{file}` (customer `{id}`)", f" `{file}` 第 {row} 行（客户 `{id}`）")
