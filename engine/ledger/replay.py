"""Deciding a stored run again, from its own policy and snapshot: the same, or what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.atoms.sql import literal, quoted
from engine.compile.lower import lower
from engine.connect.database import database, reading
from engine.connect.sources.opened import parquet_relation
from engine.decide.columns import PARQUET, as_stored, error_words, select_sql
from engine.ledger.broken import broken
from engine.ledger.manifest import CHUNK
from engine.ledger.seal.hashing import Hasher, Job, groups_in, helpers, settled, tile_file
from engine.ledger.seal.home import Home
from engine.ledger.seal.tree import root_of
from engine.ledger.stored import StoredRun, open_run
from engine.ledger.verify.sealed import Salts, Sealed, open_sealed

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that came out otherwise: integers at scale, lists of words, dates."""

    id: str
    column: str
    stored: Any
    again: Any


@dataclass(frozen=True, slots=True)
class Replayed:
    """What deciding again came to.

    `same_plan` says whether this version of keytier makes the very plan that decided; `root` is
    the root of what was decided now, where the salt key is here; `rows` counts the decisions that
    differ, and `first` are the first cells of them.
    """

    run: StoredRun
    same_plan: bool
    sealed: Sealed | None
    root: bytes | None
    rows: int
    first: tuple[Difference, ...]

    @property
    def decided(self) -> int:
        """How many were decided again: all but the erased."""
        return sum(part.rows for part in self.run.manifest.decisions)

    @property
    def same(self) -> bool:
        return self.rows == 0 and (
            self.root is None or self.sealed is None or self.root == self.sealed.checkpoint.root
        )


def replay(
    folder: Path,
    home: Home | None,
    *,
    shown: int = 20,
    progress: Progress = lambda done, of: None,
) -> Replayed:
    """Decides every customer of the snapshot again. Raises UsageError where the folder is no run,
    BrokenRecord where one of its files is not what it wrote."""
    run = open_run(folder)
    sealed = None if run.manifest.sealed is None else open_sealed(folder)
    plan = lower(run.bound, run.as_of, run.context)
    salts = None
    if sealed is not None and home is not None and plan.digest == run.manifest.plan:
        salts = sealed.salts(home)
    # A decision that somebody changed since is what is looked for.
    inputs, decisions = run.input_files(), [folder / p.file for p in run.manifest.decisions]
    rows, of = 0, run.manifest.counts["subjects"]
    first: list[Difference] = []
    with (
        TemporaryDirectory(prefix="keytier-") as place,
        database(Path(place)) as con,
        closing(_Leaves(sealed, salts)) as leaves,
    ):
        for n, (given, made) in enumerate(zip(inputs, decisions, strict=True)):
            again = Path(place) / f"{n:05d}.parquet"
            _decide(con, plan, given, again)
            count, cells = _compared(con, run, n, plan, made, again, shown - len(first))
            rows += count
            first += cells
            if not leaves.take(con, n, given, again):
                again.unlink()
            progress(min((n + 1) * CHUNK, of), of)
        root = leaves.root()
    return Replayed(run, plan.digest == run.manifest.plan, sealed, root, rows, tuple(first))


class _Leaves:
    """The leaves of decisions that are made again, chunk by chunk; none without salts."""

    def __init__(self, sealed: Sealed | None, salts: Salts | None) -> None:
        self._sealed, self._salts = sealed, salts
        self._tiles: list[Future[bytes]] = []
        self._hasher = None
        if sealed is not None and salts is not None and salts.key is not None:
            workers = helpers(sealed.manifest.counts["subjects"])
            self._hasher = Hasher(sealed.layout, salts.key, workers)

    def take(self, con: Any, number: int, given: Path, again: Path) -> bool:
        """Hashes a chunk; whether its file is still asked for."""
        if self._sealed is None or self._salts is None:
            return False
        rows = self._sealed.manifest.decisions[number].rows
        job = Job(str(given), str(again), number * CHUNK, rows)
        if self._hasher is not None:
            self._tiles.append(self._hasher.submit(con, job))
            return True
        made = tile_file(self._sealed.leaves(con, number, job, self._salts))
        self._tiles.append(settled(lambda: made))
        return False

    def root(self) -> bytes | None:
        """The root over all chunks."""
        if self._sealed is None or self._salts is None:
            return None
        sizes = map(self._sealed.size, range(len(self._tiles)))
        found = zip(self._tiles, sizes, strict=True)
        return root_of(b"".join(groups_in(tile.result(), size) for tile, size in found))

    def close(self) -> None:
        """Ends the processes that hash, where there are any."""
        if self._hasher is not None:
            self._hasher.close()


def _decide(con: Any, plan: Any, given: Path, again: Path) -> None:
    relation = parquet_relation(given)
    query = select_sql(plan, relation, error_words(plan, relation, con))
    con.execute(f"COPY ({query}) TO {literal(str(again))} ({PARQUET})")


def _compared(
    con: Any, run: StoredRun, number: int, plan: Any, made: Path, again: Path, wanted: int
) -> tuple[int, list[Difference]]:
    """The same of a chunk; BrokenRecord where its file cannot be read."""
    file = run.manifest.decisions[number].file
    with reading(run.folder, lambda: broken(run.folder, file, "unreadable")):
        return _compare(con, plan, made, again, wanted)


def _compare(
    con: Any, plan: Any, made: Path, again: Path, wanted: int
) -> tuple[int, list[Difference]]:
    """How many decisions differ, and the first cells of them."""
    columns = [o.column for o in plan.outputs]
    stored = [c[0] for c in con.execute(f"DESCRIBE FROM {parquet_relation(made)}").fetchall()]
    both = [c for c in columns if c.name in stored]
    lost = len(both) != len(columns) or len(both) != len(stored)
    cells = as_stored(both)
    query = "FROM ({0} FROM {1}) EXCEPT ALL FROM ({0} FROM {2})"
    a, b = (parquet_relation(f) for f in (made, again))
    (count,) = con.execute(f"SELECT count(*) FROM ({query.format(cells, a, b)})").fetchone()
    if not count and not lost:
        return 0, []
    found = list(_cells(con, [c.name for c in both], a, b, max(wanted, 0)))
    if lost and not count:
        (count,) = con.execute(f"SELECT count(*) FROM {a}").fetchone()
    return int(count), found


def _cells(con: Any, names: list[str], a: str, b: str, wanted: int) -> Iterator[Difference]:
    others = [n for n in names if n != "id"]
    differs = " OR ".join(f"a.{quoted(n)} IS DISTINCT FROM b.{quoted(n)}" for n in others)
    pairs = ", ".join(f"a.{quoted(n)}, b.{quoted(n)}" for n in others)
    found = con.execute(
        f"SELECT a.id, {pairs} FROM {a} a JOIN {b} b ON a.id = b.id WHERE {differs} "
        f"ORDER BY a.id LIMIT {wanted}"
    )
    left = wanted
    for id_, *values in found.fetchall():
        for n, name in enumerate(others):
            stored, again = values[2 * n], values[2 * n + 1]
            if stored != again and left > 0:
                left -= 1
                yield Difference(str(id_), name, stored, again)
