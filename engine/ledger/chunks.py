"""Inputs and decisions of a run, in Parquet files of 65,536 customers each, by id.

Where the compiled parts are there, a chunk is decided and written in memory (`in_memory.py`);
elsewhere DuckDB does both, and each batch of chunks is one query over a range of the ordered
table, so memory is bounded by what it streams, and a large policy is planned once for four chunks
(a sixth of the time of deciding). Two threads keep two cores busy; each query runs on its own, so
that the rows of a batch come in order and fall into files of 65,536.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.compile.plan import Plan
from engine.decide.columns import error_words, select_sql
from engine.decide.facts import Known
from engine.ledger.copied import copied
from engine.ledger.in_memory import InMemory, hold_against_duckdb
from engine.ledger.manifest import CHUNK, Part
from engine.ledger.resume import Journal, number_of
from engine.ledger.seal.sealing import Sealer

#: Chunks that one query writes: more would keep a thread idle at the end.
BATCH: Final = 4
#: The rows that DuckDB hands on together; it begins no file in the midst of them.
_VECTOR: Final = 2_048
#: Above so many rows it pays to decide in memory: DuckDB is asked about the first ones as well,
#: and plans a query as long as it decides some ten thousand.
IN_MEMORY: Final = CHUNK
#: What stands in a query for the rows of a batch.
_MARKER: Final = "keytier_batch"


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


def batches(rows: int, workers: int, most: int = BATCH) -> Iterator[Batch]:
    """The batches of so many rows, of at most so many chunks each; one of an empty chunk for no
    rows, so that columns are known.

    >>> [(b.number, b.sizes) for b in batches(200_000, 2)]
    [(0, [65536, 65536]), (2, [65536, 3392])]
    """
    chunks = max(1, -(-rows // CHUNK))
    size = 1 if CHUNK % _VECTOR else min(most, -(-chunks // workers))
    for number in range(0, chunks, size):
        yield Batch(number, number * CHUNK, min(rows, (number + size) * CHUNK))


@dataclass(frozen=True, slots=True)
class Chunks:
    """The files of a run, in order; `in_memory`: the compiled engine decided, and not DuckDB."""

    inputs: tuple[Part, ...]
    decisions: tuple[Part, ...]
    in_memory: bool


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
) -> Chunks:
    """Writes `inputs/` and `decisions/`; what was written, in order.

    `table` holds the canonical rows ordered by id, `rowid` from 0; `known` adds the facts of the
    run to them; `sealer` takes each chunk when it is written, and `journal` hears of it, or has
    the decisions already. `progress` hears how many customers are done. Raises OSError where the
    disk is full.
    """
    for name in ("inputs", "decisions"):
        (folder / name).mkdir()
    known = known or Known()
    errors = error_words(plan, table, con)
    memory = None
    if rows > IN_MEMORY:
        memory = InMemory.of(con, plan, known.rows(table), errors, folder)
    query = select_sql(plan, _MARKER, errors)
    work = _Work(folder, query, memory, journal, sealer)

    def write(batch: Batch) -> list[tuple[Part, Part]]:
        where = f" WHERE t.rowid >= {batch.first} AND t.rowid < {batch.last}"
        # A join may lose the order of rows.
        rows_of = known.rows(table, where, " ORDER BY t.rowid" if known.joins else "")
        with closing(con.cursor()) as cursor:
            return work.write(cursor, rows_of, batch)

    todo = list(batches(rows, workers, 1 if memory else BATCH))
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
    return Chunks(tuple(i for i, _ in done), tuple(d for _, d in done), memory is not None)


@dataclass(frozen=True, slots=True)
class _Work:
    """How the chunks of a run are written, and who hears of each."""

    folder: Path
    query: str
    memory: InMemory | None
    journal: Journal | None
    sealer: Sealer | None

    def write(self, cursor: Any, rows_of: str, batch: Batch) -> list[tuple[Part, Part]]:
        """Both files of each chunk of a batch, whose rows are `rows_of`."""
        if self.memory is not None:
            return [self._in_memory(self.memory, cursor, rows_of, batch.number)]
        number, sizes = batch.number, batch.sizes
        inputs = copied(cursor, f"SELECT * FROM {rows_of}", self.folder, "inputs", number, sizes)
        decisions = self._taken(inputs)
        if decisions is None:
            decided = self.query.replace(_MARKER, rows_of, 1)
            decisions = copied(cursor, decided, self.folder, "decisions", number, sizes)
        made = list(zip(inputs, decisions, strict=True))
        for given, found in made:
            self._hand_on(cursor, given, found)
        return made

    def _in_memory(
        self, memory: InMemory, cursor: Any, rows_of: str, number: int
    ) -> tuple[Part, Part]:
        from engine.connect.arrow import columns

        tile = None
        with columns(cursor, memory.query(rows_of)) as given:
            inputs = memory.inputs(given, number)
            taken = self._taken([inputs])
            if taken is not None:
                decisions = taken[0]
            else:
                decisions, tile = memory.decisions(given, inputs, number * CHUNK, self.sealer)
        if number == 0:
            hold_against_duckdb(cursor, self.query, _MARKER, self.folder, inputs, decisions)
        self._hand_on(cursor, inputs, decisions, tile)
        return inputs, decisions

    def _taken(self, inputs: Sequence[Part]) -> list[Part] | None:
        """The decisions on all these inputs, where a run that was killed had made them."""
        if self.journal is None or not self.journal.offers(inputs):
            return None
        found = [self.journal.take(part) for part in inputs]
        whole = [part for part in found if part is not None]
        return whole if len(whole) == len(found) else None

    def _hand_on(
        self, cursor: Any, inputs: Part, decisions: Part, tile: bytes | None = None
    ) -> None:
        journal = self.journal
        if journal is not None:
            journal.finished(inputs, decisions)
        if self.sealer is None:
            return
        number = number_of(inputs)
        if tile is None and journal is not None:
            tile = journal.tile(inputs)
        made = self.sealer.chunk(cursor, number, number * CHUNK, inputs.rows, tile)
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
