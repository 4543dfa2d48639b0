"""A whole run: data read and vetted, every customer decided, everything written, once.

Customers in = decided + refer + waiting + not applicable + error, always; the counts stand in
the manifest.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import canonical_json, sha256, sha256_file
from engine.atoms.errors import UsageError
from engine.atoms.text import Source
from engine.author.identity import policy_digest
from engine.bind.bound import BoundPolicy
from engine.compile.lower import lower
from engine.compile.plan import Plan
from engine.connect.canonical import Canonical, canonicalise, with_decided
from engine.connect.circumstances import inside_effective
from engine.connect.database import database
from engine.connect.errors_csv import write_errors
from engine.connect.events import keep_named, read_events
from engine.connect.overrides import read_overrides
from engine.connect.sources import Data
from engine.connect.sources.opened import parquet_relation
from engine.decide.contest import find_facts, waiting_tables
from engine.decide.facts import Facts, Known, known
from engine.ledger.append import Appended, entering
from engine.ledger.budgets import spend
from engine.ledger.chunks import write_chunks
from engine.ledger.folder import new_folder
from engine.ledger.frozen import Frozen
from engine.ledger.manifest import EXTENDS, OUTCOMES, Manifest, Part, SourceFile
from engine.ledger.out_of_turn import facts_out_of_turn
from engine.ledger.overridden import overridden
from engine.ledger.previous import previous_run
from engine.ledger.seal.checkpoint import Checkpoint
from engine.ledger.seal.sealing import Sealer, Sealing, event_of
from engine.ledger.stored import StoredRun, open_run

__all__ = ["Asked", "Progress", "RunResult", "StoredRun", "open_run", "run"]

#: Hears (stage, done, of): a source's role while it is read, then `deciding` with counts.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to run: the policy as text and bound, data, day, context (exact values).

    `only` decides one id, `limit` the first rows of the customers; `insist` runs outside
    `effective`. `written` is the policy file byte for byte, where there is one. `previous` is the
    folder of the run before, for a policy that looks back. `facts` are those of another run;
    without them they are found out from the customers given. `events` narrows the run to those
    whom an event names since the previous run, whose facts it takes; it leaves tiers held and
    histories as they were. `overrides` is a file of what persons decided, for a policy
    that has `override:`. A `shadow` is recorded and acted on by nobody; every output says so.
    """

    source: Source
    bound: BoundPolicy
    customers: Data | None
    as_of: int
    tables: Mapping[str, Data] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    only: str | None = None
    limit: int | None = None
    insist: bool = False
    written: bytes | None = None
    previous: Path | None = None
    events: Data | None = None
    facts: Frozen | None = None
    overrides: Path | None = None
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did. `run` is where it can be read; its folder is gone after a dry run's block.
    `entered` is its event in the ledger, where it was sealed."""

    run: StoredRun
    canonical: Canonical
    milliseconds: int
    entered: Appended | None = None

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
    memory: str = "1GB",
) -> RunResult:
    """Decides everybody and writes the run to `target`, whole or not at all; with `sealing` it is
    sealed and entered into the ledger before it appears.

    Raises UsageError (target exists, tables, previous run, keys), BrokenRecord (previous run,
    ledger), DataError (files, columns, gates), RunError (day outside `effective`, disk full).
    """
    inside_effective(asked.bound, asked.as_of, asked.insist)
    start = monotonic()
    entered = None
    if sealing is None:
        with new_folder(target, force=force) as folder:
            canonical, _ = _fill(asked, folder, target, progress, memory, start, None)
    else:
        _apart(sealing.ledger, target)
        with (
            entering(sealing.ledger, sealing.home, target.name) as enter,
            new_folder(target, force=force) as folder,
        ):
            canonical, head = _fill(asked, folder, target, progress, memory, start, sealing)
            assert head is not None
            told = event_of(head, target, open_run(folder).manifest.policy)
            if asked.shadow:
                told["shadow"] = True
            if sealing.approved:
                told["approved"] = list(sealing.approved)
            entered = enter(told)
    return RunResult(open_run(target), canonical, _since(start), entered)


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
    memory: str = "1GB",
) -> Iterator[RunResult]:
    """The same, into a temporary folder that is there only inside the `with` block."""
    inside_effective(asked.bound, asked.as_of, asked.insist)
    start = monotonic()
    with TemporaryDirectory(prefix="keytier-") as place:
        folder = Path(place) / "run"
        folder.mkdir()
        canonical, _ = _fill(asked, folder, Path(place), progress, memory, start, None)
        yield RunResult(open_run(folder), canonical, _since(start))


def _fill(
    asked: Asked,
    folder: Path,
    target: Path,
    progress: Progress,
    memory: str,
    start: float,
    sealing: Sealing | None,
) -> tuple[Canonical, Checkpoint | None]:
    plan = lower(asked.bound, asked.as_of, asked.context)
    previous = None
    if asked.previous is not None:
        previous = previous_run(asked.previous, asked.bound, asked.as_of)
    if asked.events is not None:
        asked = replace(asked, facts=facts_out_of_turn(asked.bound, previous, asked.facts))
    overrides = None
    if asked.overrides is not None:
        overrides = read_overrides(asked.overrides, asked.bound)
    # The database lies on the disk of the run, which has room or the run cannot be; it is a
    # sibling, so that its leftovers never lie inside a run.
    with TemporaryDirectory(prefix=f"{folder.name}.work-", dir=folder.parent) as place:
        work = Path(place)
        former = (target / "manifest.json").exists()
        with database(work, target, memory=memory, former=former) as con:
            brought = [] if previous is None else [previous.brought]
            brought += [] if overrides is None else [overrides.brought(asked.as_of)]
            events = None
            if asked.events is not None:
                after = None if previous is None else previous.run.as_of
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
            facts, told = _facts(con, asked, canonical.table)
            with _sealer(sealing, asked.bound, plan, folder, canonical.rows) as sealer:
                inputs, decisions = write_chunks(
                    con, plan, canonical.table, canonical.rows, folder, known=told, sealer=sealer,
                    progress=lambda done: progress("deciding", done, canonical.rows),
                )  # fmt: skip
                sealed = None if sealer is None else sealer.tiles()
            told_of: dict[str, Any] = {}
            if previous is not None:
                told_of["previous"] = previous.note(con, canonical.table)
            if overrides is not None:
                told_of["overrides"] = overridden(
                    con, overrides, asked.as_of, canonical.table, folder, decisions, facts,
                    None if sealing is None else sealing.ledger,
                )  # fmt: skip
            files = parquet_relation(*(folder / part.file for part in decisions))
            in_error = f"(SELECT id, unnest(reasons) AS code FROM {files} WHERE outcome = 'error')"
            canonical = with_decided(con, asked.bound, asked.as_of, canonical, in_error)
            errors = _errors(con, canonical, folder)
            counts = _counts(con, asked.bound, folder, decisions, canonical.rows)
            spent = spend(
                con,
                asked.bound,
                [folder / part.file for part in inputs],
                [folder / part.file for part in decisions],
            )
            engine = con.execute("SELECT version()").fetchone()[0]
    raw = asked.source.text.encode() if asked.written is None else asked.written
    (folder / "policy.yaml").write_bytes(raw)
    if (extends := asked.bound.policy.extends) is not None:
        (folder / EXTENDS).write_bytes(extends.written)
    (folder / "plan.json").write_bytes(plan.canonical + b"\n")
    found = canonical_json(facts.to_json())
    (folder / "facts.json").write_bytes(found + b"\n")
    made = {
        "keytier": _version(),
        "engine": f"duckdb {engine}",
        "python": platform.python_version(),
        "milliseconds": _since(start),
    }
    manifest = _manifest(
        asked, plan, canonical, counts, inputs, decisions, errors, raw, found, made, told_of
    )
    if events is not None:
        manifest.notes["events"] = {"named": events.named, "others": events.others}
    if spent:
        manifest.notes["spending"] = [one.to_json() for one in spent]
    manifest = replace(manifest, sealed=sealed)
    written = manifest.write(folder)
    return canonical, None if sealer is None else sealer.sign(written)


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


def _facts(con: Any, asked: Asked, table: str) -> tuple[Facts, Known]:
    """What is known of everybody: given by another run, or found out now."""
    bound = asked.bound
    if asked.facts is not None:
        return asked.facts.facts, known(con, bound, asked.facts.facts, asked.facts.places(bound))
    if asked.only is not None and bound.by_facts:
        raise UsageError(Diagnostic("KT471", {"id": asked.only}))
    facts = find_facts(con, bound, asked.as_of, asked.context, table)
    return facts, known(con, bound, facts, waiting_tables(bound))


def _manifest(
    asked: Asked,
    plan: Plan,
    canonical: Canonical,
    counts: dict[str, Any],
    inputs: tuple[Part, ...],
    decisions: tuple[Part, ...],
    errors: Part | None,
    text: bytes,
    facts: bytes,
    made: dict[str, Any],
    told_of: dict[str, Any],
) -> Manifest:
    policy = asked.bound.policy
    notes: dict[str, Any] = {
        "rows_of_unknown_customers": dict(canonical.unknown),
        "rows_without_customer": dict(canonical.keyless),
        "faults": dict(canonical.by_reason),
    }
    if canonical.companies is not None:
        notes["companies"] = canonical.companies
    if models := {f.id: f.model for f in policy.data.values() if f.model is not None}:
        notes["models"] = models
    if asked.only is not None:
        notes["only"] = asked.only
    notes |= told_of
    if asked.limit is not None:
        notes["limit"] = asked.limit
    if asked.facts is not None:
        notes["facts_of"] = asked.facts.run.manifest.meaning()
    if asked.shadow:
        notes["shadow"] = True
    if asked.insist:
        notes["outside_effective_insisted"] = True
    said = {
        "id": policy.id,
        "version": policy.version,
        "digest": sha256(text),
        "meaning": policy_digest(policy),
    }
    if policy.extends is not None:
        said["extends"] = sha256(policy.extends.written)
    return Manifest(
        policy=said,
        plan=plan.digest,
        facts=sha256(facts),
        as_of=from_day(asked.as_of).isoformat(),
        context={k: list(v) if isinstance(v, tuple) else v for k, v in asked.context.items()},
        counts=counts,
        inputs=inputs,
        decisions=decisions,
        sources=tuple(
            SourceFile(g.role, g.reading.name, g.reading.digest, g.rows,
                       {"reader": g.reading.reader, **g.reading.options})
            for g in canonical.sources
        ),
        errors=errors,
        notes=notes,
        made=made,
    )  # fmt: skip


def _counts(
    con: Any, bound: BoundPolicy, folder: Path, decisions: tuple[Part, ...], rows: int
) -> dict[str, Any]:
    files = parquet_relation(*(folder / p.file for p in decisions))
    found = con.execute(f"SELECT outcome, tier, count(*) FROM {files} GROUP BY ALL").fetchall()
    outcomes = dict.fromkeys(OUTCOMES, 0)
    tiers = {t.id: 0 for t in bound.tiers}
    for outcome, tier, count in found:
        outcomes[outcome] += count
        if outcome == "decided":  # who waits for a seat is counted as waiting
            tiers[tier] += count
    if sum(outcomes.values()) != rows:
        raise AssertionError(f"{rows} customers in, {sum(outcomes.values())} decisions out")
    return {"subjects": rows, "outcomes": outcomes, "tiers": tiers}


def _errors(con: Any, canonical: Canonical, folder: Path) -> Part | None:
    """errors.csv: every cell and row that could not be read or was set aside."""
    if not canonical.faults:
        return None
    path = folder / "errors.csv"
    write_errors(con, path)
    return Part("errors.csv", canonical.faults, sha256_file(path))


def _since(start: float) -> int:
    return round((monotonic() - start) * 1000)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("keytier")
    except PackageNotFoundError:
        return "0.1.0"
