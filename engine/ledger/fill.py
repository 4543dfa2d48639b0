"""The folder of a run, filled: data read and vetted, everybody decided, all of it described."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.digest import canonical_json
from engine.atoms.errors import UsageError
from engine.bind.bound import BoundPolicy
from engine.compile.lower import lower
from engine.compile.plan import Plan
from engine.connect.assemble import Brought
from engine.connect.canonical import Canonical, canonicalise, with_decided
from engine.connect.database import database
from engine.connect.events import Events, keep_named, read_events
from engine.connect.overrides import Overrides
from engine.connect.sources.opened import parquet_relation
from engine.decide.contest import find_facts, waiting_tables
from engine.decide.facts import Facts, Known, known
from engine.ledger.asked import Asked, Progress
from engine.ledger.budgets import spend
from engine.ledger.chunks import write_chunks
from engine.ledger.described import (
    counts_of,
    errors_file,
    manifest_of_run,
    version_of_keytier,
)
from engine.ledger.events import log_of
from engine.ledger.manifest import EXTENDS, Part
from engine.ledger.out_of_turn import facts_out_of_turn
from engine.ledger.overridden import left_out_of, overridden
from engine.ledger.previous import Previous, previous_run
from engine.ledger.resume import Basis, Journal
from engine.ledger.seal.checkpoint import Checkpoint
from engine.ledger.seal.sealing import Sealer, Sealing


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a run is written: `folder` becomes `target`; `left` are folders of runs into the same
    place that were killed."""

    folder: Path
    target: Path
    left: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What was read, and the head that was signed, where it was; of `kept` customers the decisions
    are those of a run that was killed."""

    canonical: Canonical
    head: Checkpoint | None
    kept: int


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a run knows besides its data: the run before, and what persons decided."""

    previous: Previous | None
    overrides: Overrides | None

    def brought(self, as_of: int) -> list[Brought]:
        found = [] if self.previous is None else [self.previous.brought]
        return found + ([] if self.overrides is None else [self.overrides.brought(as_of)])


def fill(
    asked: Asked, desk: Desk, sealing: Sealing | None, progress: Progress, memory: str
) -> Filled:
    """Writes every file of the run. Raises as `run` does."""
    start = monotonic()
    folder, bound = desk.folder, asked.bound
    plan = lower(bound, asked.as_of, asked.context)
    beside = _beside(asked)
    if asked.events is not None:
        asked = replace(asked, facts=facts_out_of_turn(bound, beside.previous, asked.facts))
    with ExitStack() as until_all_is_written:
        with _database(desk, memory) as (con, work):
            canonical, events = _read(con, asked, beside, work, progress)
            facts, told = _facts(con, asked, canonical.table)
            rows = canonical.rows
            with _sealer(sealing, bound, plan, folder, rows) as sealer:
                journal = until_all_is_written.enter_context(_journal(desk, plan, sealer))
                chunks = write_chunks(
                    con, plan, canonical.table, rows, folder,
                    known=told, sealer=sealer, journal=journal,
                    progress=lambda done: progress("deciding", done, rows),
                )  # fmt: skip
                sealed = None if sealer is None else sealer.tiles()
            inputs, decisions = chunks.inputs, chunks.decisions
            notes = _notes(con, asked, beside, canonical, folder, decisions, facts, sealing)
            if events is not None:
                notes["events"] = {"named": events.named, "others": events.others}
            files = [[folder / part.file for part in parts] for parts in (inputs, decisions)]
            canonical = _with_decided(con, asked, canonical, files[1])
            errors = errors_file(con, canonical, folder)
            counts = counts_of(con, bound, folder, decisions, rows)
            if spent := spend(con, bound, *files):
                notes["spending"] = [one.to_json() for one in spent]
            made = _made(con, chunks.in_memory)
        texts = _texts(asked, plan, facts, folder)
        made["milliseconds"] = since(start)
        if journal.kept:
            made["kept_of_a_killed_run"] = journal.kept
        manifest = manifest_of_run(
            asked, plan, canonical, counts, inputs, decisions, errors, texts, made, notes
        )
        written = replace(manifest, sealed=sealed).write(folder)
        head = None if sealer is None else sealer.sign(written)
    return Filled(canonical, head, journal.kept)


def _beside(asked: Asked) -> _Beside:
    previous = None
    if asked.previous is not None:
        previous = previous_run(asked.previous, asked.bound, asked.as_of)
    return _Beside(previous, asked.overrides)


@contextmanager
def _database(desk: Desk, memory: str) -> Iterator[tuple[Any, Path]]:
    """A database, and the folder for its files. That lies on the disk of the run, which has room
    or the run cannot be; it is a sibling, so that its leftovers never lie inside a run."""
    folder = desk.folder
    with TemporaryDirectory(
        prefix=f"{folder.name}.work-", dir=folder.parent, ignore_cleanup_errors=True
    ) as work:
        former = (desk.target / "manifest.json").exists()
        with database(Path(work), desk.target, memory=memory, former=former) as con:
            yield con, Path(work)


def _read(
    con: Any, asked: Asked, beside: _Beside, work: Path, progress: Progress
) -> tuple[Canonical, Events | None]:
    """The customers as canonical rows; the events that named them, where these narrow the run."""
    brought, events = beside.brought(asked.as_of), None
    if asked.events is not None:
        after = None if beside.previous is None else beside.previous.run.as_of
        events = read_events(con, asked.bound, asked.events, work, after, asked.as_of)
        brought.append(events.brought)
    canonical = canonicalise(
        con, asked.bound, asked.customers, asked.tables, asked.as_of, work,
        only=asked.only, limit=asked.limit,
        brought=brought,
        progress=lambda stage: progress(stage, 0, 0),
    )  # fmt: skip
    if asked.only is not None and not canonical.rows:
        raise UsageError(Diagnostic("KT455", {"id": asked.only}))
    if events is not None:
        canonical = replace(canonical, rows=keep_named(con, canonical.table))
    return canonical, events


def _facts(con: Any, asked: Asked, table: str) -> tuple[Facts, Known]:
    """What is known of everybody: given by another run, or found out now."""
    bound = asked.bound
    if asked.facts is not None:
        return asked.facts.facts, known(con, bound, asked.facts.facts, asked.facts.places(bound))
    if asked.only is not None and bound.by_facts:
        raise UsageError(Diagnostic("KT471", {"id": asked.only}))
    facts = find_facts(con, bound, asked.as_of, asked.context, table)
    return facts, known(con, bound, facts, waiting_tables(bound))


@contextmanager
def _sealer(
    sealing: Sealing | None, bound: BoundPolicy, plan: Plan, folder: Path, rows: int
) -> Iterator[Sealer | None]:
    if sealing is None:
        yield None
        return
    sealer = Sealer(sealing.home, bound, plan, folder, rows)
    try:
        yield sealer
    finally:
        sealer.close()


def _journal(desk: Desk, plan: Plan, sealer: Sealer | None) -> Journal:
    import duckdb

    record = None if sealer is None else sealer.record
    basis = Basis(plan.digest, version_of_keytier(), duckdb.__version__, record)
    return Journal(desk.folder, basis, b"" if sealer is None else sealer.key, desk.left)


def _notes(
    con: Any,
    asked: Asked,
    beside: _Beside,
    canonical: Canonical,
    folder: Path,
    decisions: tuple[Part, ...],
    facts: Facts,
    sealing: Sealing | None,
) -> dict[str, Any]:
    """What the manifest says of the run before and of what persons decided."""
    notes: dict[str, Any] = {}
    if beside.previous is not None:
        notes["previous"] = beside.previous.note(con, canonical.table)
    log = None
    if sealing is not None and asked.bound.override is not None:
        log = log_of(sealing.ledger)
        if left := left_out_of(log, asked):
            notes["overrides_left_out"] = left
    if beside.overrides is not None:
        notes["overrides"] = overridden(
            con, beside.overrides, asked.as_of, canonical.table, folder, decisions, facts, log,
        )  # fmt: skip
    return notes


def _with_decided(con: Any, asked: Asked, canonical: Canonical, decisions: list[Path]) -> Canonical:
    """The same, with the errors that only deciding finds."""
    files = parquet_relation(*decisions)
    in_error = f"(SELECT id, unnest(reasons) AS code FROM {files} WHERE outcome = 'error')"
    return with_decided(con, asked.bound, asked.as_of, canonical, in_error)


def _made(con: Any, in_memory: bool) -> dict[str, Any]:
    """What made the run: in the manifest, but not in what a run means."""
    (version,) = con.execute("SELECT version()").fetchone()
    return {
        "keytier": version_of_keytier(),
        "engine": f"native, rows from duckdb {version}" if in_memory else f"duckdb {version}",
        "python": platform.python_version(),
    }


def _texts(asked: Asked, plan: Plan, facts: Facts, folder: Path) -> tuple[bytes, bytes]:
    """Writes policy, plan and facts; what the policy and the facts hold."""
    raw = asked.source.text.encode() if asked.written is None else asked.written
    (folder / "policy.yaml").write_bytes(raw)
    if (extends := asked.bound.policy.extends) is not None:
        (folder / EXTENDS).write_bytes(extends.written)
    (folder / "plan.json").write_bytes(plan.canonical + b"\n")
    found = canonical_json(facts.to_json())
    (folder / "facts.json").write_bytes(found + b"\n")
    return raw, found


def since(start: float) -> int:
    """Milliseconds."""
    return round((monotonic() - start) * 1000)
