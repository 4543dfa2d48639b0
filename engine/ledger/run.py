"""A whole run: data read and vetted, every customer decided, everything written, once.

Customers in = decided + refer + waiting + not applicable + error, always; the counts stand in
the manifest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import UsageError
from engine.connect.canonical import Canonical
from engine.connect.circumstances import inside_effective
from engine.connect.database import MEMORY
from engine.ledger.append import Appended, entering
from engine.ledger.asked import Asked, Progress
from engine.ledger.fill import Desk, Filled, fill, since
from engine.ledger.folder import left_by_the_dead, new_folder
from engine.ledger.resume import NAME as JOURNAL
from engine.ledger.seal.sealing import Sealing, event_of
from engine.ledger.stored import StoredRun, open_run

__all__ = ["Asked", "Progress", "RunResult", "StoredRun", "open_run", "run"]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did. `run` is where it can be read; its folder is gone after a dry run's block.
    `entered` is its event in the ledger, where it was sealed. Of `kept` customers the decisions
    are those of a run into the same place that was killed, found unchanged."""

    run: StoredRun
    canonical: Canonical
    milliseconds: int
    entered: Appended | None = None
    kept: int = 0

    @property
    def counts(self) -> Mapping[str, Any]:
        """`subjects`, `outcomes` (all five), `tiers` (every tier, best first)."""
        return self.run.manifest.counts


def run(
    asked: Asked,
    target: Path,
    *,
    force: bool = False,
    sealing: Sealing | None = None,
    progress: Progress = lambda stage, done, of: None,
    memory: str = MEMORY,
) -> RunResult:
    """Decides everybody and writes the run to `target`, whole or not at all; with `sealing` it is
    sealed and entered into the ledger before it appears.

    Raises UsageError (target exists, tables, previous run, keys), BrokenRecord (previous run,
    ledger), DataError (files, columns, gates), RunError (day outside `effective`, disk full).
    """
    inside_effective(asked.bound, asked.as_of, asked.insist)
    start = monotonic()
    entered = None

    def filled(folder: Path) -> Filled:
        left = tuple(left_by_the_dead(target, JOURNAL))
        return fill(asked, Desk(folder, target, left), sealing, progress, memory)

    if sealing is None:
        with new_folder(target, force=force, keep=JOURNAL) as folder:
            done = filled(folder)
    else:
        _apart(sealing.ledger, target)
        with (
            entering(sealing.ledger, sealing.home, target.name) as enter,
            new_folder(target, force=force, keep=JOURNAL) as folder,
        ):
            done = filled(folder)
            assert done.head is not None
            told = event_of(done.head, target, open_run(folder).manifest.policy)
            if asked.shadow:
                told["shadow"] = True
            if sealing.approved:
                told["approved"] = list(sealing.approved)
            entered = enter(told)
    return RunResult(open_run(target), done.canonical, since(start), entered, done.kept)


def _apart(ledger: Path, target: Path) -> None:
    """Nothing is both a run and a ledger."""
    places = [Path(os.path.realpath(p)) for p in (ledger, target)]
    if places[0] == places[1] or places[1] in places[0].parents:
        raise UsageError(Diagnostic("KT706", {"ledger": str(ledger)}, place=Place(str(ledger))))


@contextmanager
def dry_run(
    asked: Asked,
    *,
    progress: Progress = lambda stage, done, of: None,
    memory: str = MEMORY,
) -> Iterator[RunResult]:
    """The same, into a temporary folder that is there only inside the `with` block."""
    inside_effective(asked.bound, asked.as_of, asked.insist)
    start = monotonic()
    with TemporaryDirectory(prefix="keytier-") as place:
        folder = Path(place) / "run"
        folder.mkdir()
        done = fill(asked, Desk(folder, Path(place)), None, progress, memory)
        yield RunResult(open_run(folder), done.canonical, since(start))
