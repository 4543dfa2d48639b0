"""The tiles of many chunks, hashed in this process or in several beside it.

The kernel lets other threads of Python go on while it hashes, as DuckDB does while it reads, so
threads do where there is one; hashlib, a call for each row, needs processes.

A tile file holds, end to end, the root of the chunk, the root of each group of 256 leaves (32 bytes
each) and the first four bytes of each leaf hash. The roots lead to that of the run, those of groups
to the root of the chunk; the last name a row that changed.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.digest import sha256_file
from engine.connect.memory import give_pages_back
from engine.ledger.manifest import CHUNK
from engine.ledger.seal.kernel import kernel
from engine.ledger.seal.layout import Layout, layout_from
from engine.ledger.seal.tree import GROUP, HASH, root_of, tile_of

#: Up to so many rows in a chunk are read row by row: that is quicker than to load numpy.
FEW: Final = 3_000
#: Above so many rows, hashing has processes of its own.
MANY: Final = 4 * CHUNK
WORKERS: Final = 2
MARK: Final = 4
#: No threads that nobody uses.
_SPARING: Final = {"OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Job:
    """A chunk to hash: its two files, the index of its first customer, and how many they are."""

    inputs: str
    decisions: str
    first: int
    rows: int
    #: The digests that the two files have to have, where they are held against them first.
    digests: tuple[str, ...] = ()


class ChangedFile(Exception):
    """A file of a chunk has another digest than its job says; nothing of it was read."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def vouched(job: Job) -> None:
    """Raises ChangedFile where a file of the chunk has another digest than the job says."""
    for file, digest in zip((job.inputs, job.decisions), job.digests, strict=False):
        if sha256_file(Path(file)) != digest:
            raise ChangedFile(file)


def tile(con: Any, layout: Layout, job: Job, key: bytes) -> bytes:
    """The tile file of a chunk. ChangedFile where its files are vouched for and are others;
    ValueError where they do not belong together."""
    vouched(job)
    return tile_file(leaves(con, layout, job, key))


def leaves(con: Any, layout: Layout, job: Job, key: bytes) -> bytes:
    """The leaf hashes of a chunk. ValueError where its files do not belong together."""
    if job.rows <= FEW:
        from engine.ledger.seal.few import leaves_of_few

        return leaves_of_few(con, layout, Path(job.inputs), Path(job.decisions), job.first, key)
    from engine.ledger.seal.many import leaves_of

    return leaves_of(con, layout, Path(job.inputs), Path(job.decisions), job.first, key)


def tile_file(found: bytes) -> bytes:
    """What a tile file holds for these leaf hashes."""
    marks = memoryview(found).cast("I")[:: HASH // MARK]
    groups = tile_of(found)
    return root_of(groups) + groups + marks.tobytes()


def groups_in(tile: bytes, rows: int) -> bytes:
    """The roots of groups in a tile file of so many leaves. ValueError for another length."""
    size = -(-rows // GROUP) * HASH
    if len(tile) != HASH + size + rows * MARK:
        raise ValueError("a tile file of another length")
    return tile[HASH : HASH + size]


def helpers(rows: int) -> int:
    """How many hash beside whoever hands on the chunks of so many rows."""
    if rows > CHUNK and kernel() is not None:
        return WORKERS
    return WORKERS if rows > MANY else 0


class Hasher:
    """Hashes chunks as they come; the tile file of each is what its future gives.

    With `workers` above 0 beside whoever hands them on: in so many threads where there is a
    kernel, else in processes, which are started anew: a process that has threads must not be
    forked. A process that dies leaves its chunk to this one.
    """

    def __init__(self, layout: Layout, key: bytes, workers: int) -> None:
        self._layout, self._key = layout, key
        self._todo: queue.SimpleQueue[tuple[Job, Future[bytes]] | None] = queue.SimpleQueue()
        self._con = connection() if workers and kernel() else None
        serve = self._serve if self._con is None else self._serve_here
        self._threads = [
            threading.Thread(target=serve, name="hashing", daemon=True) for _ in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, con: Any, job: Job) -> Future[bytes]:
        """The tile file of a chunk, when it is there; `con` is used where this process hashes."""
        future: Future[bytes] = Future()
        if self._threads:
            self._todo.put((job, future))
        else:
            _settle(future, lambda: tile(con, self._layout, job, self._key))
        return future

    def drop(self) -> None:
        """Ends the workers, and what they were given and have not begun comes to nothing."""
        with suppress(queue.Empty):
            while (task := self._todo.get_nowait()) is not None:
                task[1].cancel()
        self.close()

    def close(self) -> None:
        """Ends the workers after what they were given."""
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()
        if self._con is not None:
            self._con.close()
        give_pages_back()

    def _serve_here(self) -> None:
        assert self._con is not None
        with closing(self._con.cursor()) as con:
            while (task := self._todo.get()) is not None:
                job, future = task
                _settle(future, lambda job=job: tile(con, self._layout, job, self._key))  # type: ignore[misc]

    def _serve(self) -> None:
        worker: subprocess.Popen[str] | None = None
        while (task := self._todo.get()) is not None:
            job, future = task
            if worker is None:
                worker = self._start()
            told = _ask(worker, job)
            if told is None:
                worker = None
                _settle(future, lambda job=job: self._here(job))  # type: ignore[misc]
            elif "changed" in told:
                future.set_exception(ChangedFile(told["changed"]))
            elif "error" in told:
                future.set_exception(ValueError(told["error"]))
            else:
                future.set_result(b64decode(told["tile"]))
        if worker is not None and worker.stdin is not None:
            worker.stdin.close()
            worker.wait()

    def _here(self, job: Job) -> bytes:
        con = connection()
        try:
            return tile(con, self._layout, job, self._key)
        finally:
            con.close()

    def _start(self) -> subprocess.Popen[str]:
        root = str(Path(__file__).resolve().parents[3])
        code = f"import sys; sys.path.insert(0, {root!r}); " + (
            "from engine.ledger.seal.hashing import work; work()"
        )
        worker = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            encoding="utf-8", env={**os.environ, **_SPARING},
        )  # fmt: skip
        assert worker.stdin is not None
        first = {"layout": self._layout.to_json(), "key": self._key.hex()}
        with suppress(OSError):  # it is gone; the first question finds out
            worker.stdin.write(json.dumps(first) + "\n")
        return worker


def _ask(worker: subprocess.Popen[str], job: Job) -> dict[str, str] | None:
    """The worker's answer; None where it is gone."""
    assert worker.stdin is not None and worker.stdout is not None
    try:
        worker.stdin.write(json.dumps(asdict(job)) + "\n")
        worker.stdin.flush()
        line = worker.stdout.readline()
    except OSError:
        return None
    found: dict[str, str] | None = json.loads(line) if line.endswith("\n") else None
    return found


def settled(make: Callable[[], bytes]) -> Future[bytes]:
    """What is made, or why it cannot be."""
    future: Future[bytes] = Future()
    _settle(future, make)
    return future


def _settle(future: Future[bytes], make: Callable[[], bytes]) -> None:
    try:
        future.set_result(make())
    except BaseException as e:
        future.set_exception(e)


def connection() -> Any:
    """A DuckDB of one thread that loads nothing from outside."""
    import duckdb

    con = duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False,
                                 "autoload_known_extensions": False})  # fmt: skip
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET enable_progress_bar = false")
    return con


def work() -> None:
    """The worker: a layout and a key on its first line, then a chunk a line; a tile for each."""
    import signal

    import duckdb

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for the run hears Ctrl-C
    first = json.loads(sys.stdin.readline() or "{}")
    if not first:
        return
    layout, key = layout_from(first["layout"]), bytes.fromhex(first["key"])
    con = connection()
    for line in sys.stdin:
        try:
            job = Job(**json.loads(line))
            found = {"tile": b64encode(tile(con, layout, job, key)).decode()}
        except ChangedFile as e:
            found = {"changed": e.file}
        except (MemoryError, duckdb.OutOfMemoryException):
            os._exit(1)  # it says nothing of the files; whoever asked tries this chunk itself
        except Exception as e:
            found = {"error": f"{type(e).__name__}: {e}"}
        try:
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:  # whoever asked was killed
            os._exit(1)
