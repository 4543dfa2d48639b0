"""Deciding a stored run again, from its own policy and snapshot: the same, or what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.atoms.sql import literal, quoted
from engine.compile.lower import lower
from engine.connect.database import database
from engine.connect.sources.opened import parquet_relation
from engine.decide.columns import PARQUET, as_stored, error_words, select_sql
from engine.ledger.broken import broken
from engine.ledger.manifest import CHUNK
from engine.ledger.seal.hashing import Hasher, Job, groups_in, helpers, tile_file
from engine.ledger.seal.home import Home
from engine.ledger.seal.tree import root_of
from engine.ledger.stored import StoredRun, open_run
from engine.ledger.verify.sealed import Sealed, open_sealed

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
    import duckdb

    run = open_run(folder)
    sealed = None if run.manifest.sealed is None else open_sealed(folder)
    plan = lower(run.bound, run.as_of, run.context)
    salts = None
    if sealed is not None and home is not None and plan.digest == run.manifest.plan:
        salts = sealed.salts(home)
    # A decision that somebody changed since is what is looked for.
    inputs, decisions = run.input_files(), [folder / p.file for p in run.manifest.decisions]
    rows, groups = 0, b""
    first: list[Difference] = []
    hasher = None
    if salts is not None and salts.key is not None and sealed is not None:
        workers = helpers(run.manifest.counts["subjects"])
        hasher = Hasher(sealed.layout, salts.key, workers)
    with TemporaryDirectory(prefix="keytier-") as place, database(Path(place)) as con:
        tiles: list[Future[bytes]] = []
        try:
            for n, (given, made) in enumerate(zip(inputs, decisions, strict=True)):
                again = Path(place) / f"{n:05d}.parquet"
                _decide(con, plan, given, again)
                try:
                    count, cells = _compare(con, plan, made, again, shown - len(first))
                except duckdb.Error:
                    raise broken(folder, run.manifest.decisions[n].file, "unreadable") from None
                rows += count
                first += cells
                part = run.manifest.decisions[n]
                job = Job(str(given), str(again), n * CHUNK, part.rows)
                if hasher is not None:
                    tiles.append(hasher.submit(con, job))
                elif salts is not None and sealed is not None:
                    tile: Future[bytes] = Future()
                    tile.set_result(tile_file(sealed.leaves(con, n, job, salts)))
                    tiles.append(tile)
                    again.unlink()
                else:
                    again.unlink()
                progress(min((n + 1) * CHUNK, run.manifest.counts["subjects"]),
                         run.manifest.counts["subjects"])  # fmt: skip
            for n, tile in enumerate(tiles):
                size = run.manifest.decisions[n].rows + len(run.manifest.gaps(n))
                groups += groups_in(tile.result(), size)
        finally:
            if hasher is not None:
                hasher.close()
    root = None if salts is None else root_of(groups)
    return Replayed(run, plan.digest == run.manifest.plan, sealed, root, rows, tuple(first))


def _decide(con: Any, plan: Any, given: Path, again: Path) -> None:
    relation = parquet_relation(given)
    query = select_sql(plan, relation, error_words(plan, relation, con))
    con.execute(f"COPY ({query}) TO {literal(str(again))} ({PARQUET})")


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
