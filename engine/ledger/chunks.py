"""Inputs and decisions of a run, in Parquet files of 65,536 customers each, by id.

Each batch of chunks is one query over a range of the ordered table, so memory is bounded by what
the query streams, and a large policy is planned once for four chunks (a sixth of the time of
deciding). Two threads keep two cores busy; each query runs on its own, so that the rows of a batch
come in order and fall into files of 65,536.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.digest import sha256_file
from engine.compile.plan import Plan
from engine.connect.sources.opened import parquet_relation
from engine.decide.facts import Known
from engine.ledger.manifest import CHUNK, Part
from engine.ledger.resume import Journal, number_of
from engine.ledger.seal.sealing import Sealer

#: Chunks that one query writes: more would keep a thread idle at the end.
BATCH: Final = 4
#: The rows that DuckDB hands on together; it begins no file in the midst of them.
_VECTOR: Final = 2_048
#: The rows that a file is written in at a time. Of a column DuckDB opens all of them or none: who
#: asks for one customer, or for a proof, waits for a quarter of a file, which is larger by one in
#: a hundred for that.
_ROW_GROUP: Final = 16_384


@dataclass(frozen=True, slots=True)
class Batch:
    """Chunks that follow on each other: rows [first, last) of the table, of which `number` is the
    first chunk."""

    number: int
    first: int
    last: int

    @property
    def sizes(self) -> list[int]:
        """The rows of each chunk."""
        starts = range(self.first, max(self.last, self.first + 1), CHUNK)
        return [min(CHUNK, self.last - start) for start in starts]


def batches(rows: int, workers: int) -> Iterator[Batch]:
    """The batches of so many rows; one of an empty chunk for no rows, so that columns are known.

    >>> [(b.number, b.sizes) for b in batches(200_000, 2)]
    [(0, [65536, 65536]), (2, [65536, 3392])]
    """
    chunks = max(1, -(-rows // CHUNK))
    size = 1 if CHUNK % _VECTOR else min(BATCH, -(-chunks // workers))
    for number in range(0, chunks, size):
        yield Batch(number, number * CHUNK, min(rows, (number + size) * CHUNK))


def write_chunks(
    con: Any,
    plan: Plan,
    table: str,
    rows: int,
    folder: Path,
    *,
    known: Known | None = None,
    sealer: Sealer | None = None,
    journal: Journal | None = None,
    workers: int = 2,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Writes `inputs/` and `decisions/`; what was written, in order.

    `table` holds the canonical rows ordered by id, `rowid` from 0; `known` adds the facts of the
    run to them; `sealer` takes each chunk when it is written, and `journal` hears of it, or has
    the decisions already. `progress` hears how many customers are done. Raises OSError where the
    disk is full.
    """
    from engine.decide.columns import error_words, select_sql

    for name in ("inputs", "decisions"):
        (folder / name).mkdir()
    joined = known or Known()
    marker = "keytier_batch"
    query = select_sql(plan, marker, error_words(plan, table, con))

    def write(batch: Batch) -> list[tuple[Part, Part]]:
        cursor = con.cursor()
        try:
            where = f" WHERE t.rowid >= {batch.first} AND t.rowid < {batch.last}"
            # A join may lose the order of rows.
            order = " ORDER BY t.rowid" if joined.joins else ""
            rows_of = joined.rows(table, where, order)
            inputs = _copy(cursor, f"SELECT * FROM {rows_of}", folder, "inputs", batch)
            decisions = _taken(journal, inputs)
            if decisions is None:
                decided = query.replace(marker, rows_of, 1)
                decisions = _copy(cursor, decided, folder, "decisions", batch)
            made = list(zip(inputs, decisions, strict=True))
            for given, found in made:
                _hand_on(cursor, journal, sealer, given, found)
        finally:
            cursor.close()
        return made

    todo = list(batches(rows, workers))
    done: list[tuple[Part, Part]] = []
    with _one_thread_a_query(con), ThreadPoolExecutor(workers, "chunk") as pool:
        futures = [pool.submit(write, batch) for batch in todo]
        try:
            for batch, future in zip(todo, futures, strict=True):
                done += future.result()
                progress(batch.last)
        except BaseException:
            for future in futures:
                future.cancel()
            con.interrupt()
            wait(futures, return_when=FIRST_EXCEPTION)
            raise
    return tuple(i for i, _ in done), tuple(d for _, d in done)


def _taken(journal: Journal | None, inputs: Sequence[Part]) -> list[Part] | None:
    """The decisions on all these inputs, where a run that was killed had made them."""
    if journal is None or not journal.offers(inputs):
        return None
    found = [journal.take(part) for part in inputs]
    whole = [part for part in found if part is not None]
    return whole if len(whole) == len(found) else None


def _hand_on(
    cursor: Any, journal: Journal | None, sealer: Sealer | None, inputs: Part, decisions: Part
) -> None:
    if journal is not None:
        journal.finished(inputs, decisions)
    if sealer is None:
        return
    number = number_of(inputs)
    tile = None if journal is None else journal.tile(inputs)
    made = sealer.chunk(cursor, number, number * CHUNK, inputs.rows, tile)
    if journal is not None:
        made.add_done_callback(
            lambda found: None if found.exception() else journal.hashed(number, found.result())
        )


@contextmanager
def _one_thread_a_query(con: Any) -> Iterator[None]:
    """Where a query has the threads of others, its rows come in the order of whoever is first."""
    (threads,) = con.execute("SELECT current_setting('threads')").fetchone()
    con.execute("SET threads = 1")
    try:
        yield
    finally:
        con.execute(f"SET threads = {int(threads)}")


def row_groups() -> tuple[int, int]:
    """The rows of a row group in a file of a run, and how many of these a whole file has."""
    rows = CHUNK if CHUNK % _ROW_GROUP else _ROW_GROUP
    return rows, CHUNK // rows


def _copy(cursor: Any, query: str, folder: Path, kind: str, batch: Batch) -> list[Part]:
    """Writes the result of a query in files of a chunk each."""
    from engine.decide.columns import PARQUET

    place, sizes = folder / kind, batch.sizes
    draft = place / f".{batch.number:05d}"
    rows, groups = row_groups()
    files = "" if len(sizes) == 1 else f", ROW_GROUPS_PER_FILE {groups}"
    target = str(draft).replace("'", "''")
    cursor.execute(f"COPY ({query}) TO '{target}' ({PARQUET}, ROW_GROUP_SIZE {rows}{files})")
    written = (
        [draft] if len(sizes) == 1 else [draft / f"data_{k}.parquet" for k in range(len(sizes))]
    )
    parts = []
    for k, (file, rows) in enumerate(zip(written, sizes, strict=True)):
        path = place / f"{batch.number + k:05d}.parquet"
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
