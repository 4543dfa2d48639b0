"""Inputs and decisions of a run, in Parquet files of 65,536 customers each, by id.

Each chunk is one query over a range of the ordered table, so memory is bounded by the chunk; two
threads keep two cores busy, for DuckDB runs a chunk of this size on one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.digest import sha256_file
from engine.compile.plan import Plan
from engine.connect.sources.opened import parquet_relation
from engine.decide.facts import Known
from engine.ledger.manifest import CHUNK, Part
from engine.ledger.seal.sealing import Sealer


@dataclass(frozen=True, slots=True)
class Chunk:
    """Where a chunk lies in the table: rows [first, first + rows), and its number."""

    number: int
    first: int
    rows: int

    @property
    def name(self) -> str:
        return f"{self.number:05d}.parquet"


def chunks(rows: int) -> Iterator[Chunk]:
    """The chunks of so many rows; one empty chunk for no rows, so that columns are known."""
    for number in range(max(1, -(-rows // CHUNK))):
        yield Chunk(number, number * CHUNK, min(CHUNK, rows - number * CHUNK))


def write_chunks(
    con: Any,
    plan: Plan,
    table: str,
    rows: int,
    folder: Path,
    *,
    known: Known | None = None,
    sealer: Sealer | None = None,
    workers: int = 2,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Writes `inputs/` and `decisions/`; what was written, in order.

    `table` holds the canonical rows ordered by id, `rowid` from 0; `known` adds the facts of the
    run to them; `sealer` takes each chunk when it is written. `progress` hears how many
    customers are done. Raises OSError where the disk is full.
    """
    from engine.decide.columns import error_words, select_sql

    for name in ("inputs", "decisions"):
        (folder / name).mkdir()
    joined = known or Known()
    marker = "keytier_chunk"
    query = select_sql(plan, marker, error_words(plan, table, con))

    def write(chunk: Chunk) -> tuple[Part, Part]:
        cursor = con.cursor()
        try:
            last = chunk.first + chunk.rows
            where = f" WHERE t.rowid >= {chunk.first} AND t.rowid < {last}"
            # A join may lose the order of rows.
            order = " ORDER BY t.rowid" if joined.joins else ""
            rows_of = joined.rows(table, where, order)
            decided = query.replace(marker, rows_of, 1)
            made = (
                _copy(cursor, f"SELECT * FROM {rows_of}", folder, "inputs", chunk),
                _copy(cursor, decided, folder, "decisions", chunk),
            )
            if sealer is not None:
                sealer.chunk(cursor, chunk.number, chunk.first, chunk.rows)
        finally:
            cursor.close()
        return made

    todo = list(chunks(rows))
    done: list[tuple[Part, Part]] = []
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="chunk") as pool:
        futures = [pool.submit(write, c) for c in todo]
        try:
            for chunk, future in zip(todo, futures, strict=True):
                done.append(future.result())
                progress(chunk.first + chunk.rows)
        except BaseException:
            for future in futures:
                future.cancel()
            con.interrupt()
            wait(futures, return_when=FIRST_EXCEPTION)
            raise
    return tuple(i for i, _ in done), tuple(d for _, d in done)


def _copy(cursor: Any, query: str, folder: Path, kind: str, chunk: Chunk) -> Part:
    from engine.decide.columns import PARQUET

    path = folder / kind / chunk.name
    target = str(path).replace("'", "''")
    cursor.execute(f"COPY ({query}) TO '{target}' ({PARQUET}, ROW_GROUP_SIZE {CHUNK})")
    first, last, rows = cursor.execute(
        f"SELECT min(id), max(id), count(*) FROM {parquet_relation(path)}"
    ).fetchone()
    if rows != chunk.rows:
        raise AssertionError(f"{path.name} of {kind} has {rows} rows, not {chunk.rows}")
    return Part(f"{kind}/{chunk.name}", rows, sha256_file(path), first, last)
