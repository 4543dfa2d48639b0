"""A series: one policy over one history, a run for each of several days.

Each run gets the one before it as its previous run, where the policy looks back. A series that
was stopped goes on where it stopped: a run that is there, and is the one that would be made, is
kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.dates import from_day, read_date
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import canonical_json, sha256, sha256_file
from engine.atoms.errors import UsageError
from engine.bind.contract import previous_columns
from engine.connect.circumstances import inside_effective
from engine.connect.sources import Data, once_only
from engine.ledger.compared import Total, Turn, compare
from engine.ledger.manifest import is_run
from engine.ledger.run import Asked, Progress, run
from engine.ledger.seal.durable import replace_file
from engine.ledger.seal.sealing import Sealing
from engine.ledger.stored import StoredRun, open_run

#: Hears (day, number from 1, of) when a run's turn comes.
Turned = Callable[[int, int, int], None]
SUMMARY = "series.json"


@dataclass(frozen=True, slots=True)
class Series:
    """What a series left: its runs in the order of their days, what became of tiers in each, and
    over all. `kept` are the days whose runs were there already."""

    folder: Path
    runs: tuple[StoredRun, ...]
    turns: tuple[Turn, ...]
    total: Total
    kept: tuple[int, ...]


def series(
    asked: Asked,
    days: Sequence[int],
    target: Path,
    *,
    sealing: Sealing | None = None,
    progress: Progress = lambda stage, done, of: None,
    turned: Turned = lambda day, number, of: None,
) -> Series:
    """Runs the policy for each day, into a folder of its own under `target`, and writes the
    summary beside them.

    Each run is there whole or not at all. Raises what `run` raises; UsageError where there is no
    day, where data can be read once only, or where a folder holds another run than this series
    would make; RunError for a day outside `effective`, before anything is run.
    """
    if not days:
        raise UsageError(Diagnostic("KT395", {}))
    sources = [*asked.tables.values(), *([] if asked.customers is None else [asked.customers])]
    for source in sources:
        if len(days) > 1 and (name := once_only(source)) is not None:
            raise UsageError(Diagnostic("KT396", {"name": "<stdin>" if name == "-" else name}))
    for day in days:
        inside_effective(asked.bound, day, asked.insist)
    _no_others(target, days)
    looks_back = bool(previous_columns(asked.bound))
    runs: list[StoredRun] = []
    kept = []
    for number, day in enumerate(days, 1):
        turned(day, number, len(days))
        folder = target / from_day(day).isoformat()
        before = runs[-1] if runs and looks_back else None
        this = replace(asked, as_of=day, previous=None if before is None else before.folder)
        if folder.exists():
            runs.append(_same(folder, this, before))
            kept.append(day)
        else:
            runs.append(run(this, folder, sealing=sealing, progress=progress).run)
    turns, total = compare(asked.bound, runs)
    _write(target, asked, turns, total)
    return Series(target, tuple(runs), turns, total, tuple(kept))


def _no_others(target: Path, days: Sequence[int]) -> None:
    """Raises UsageError for a run of a day between these: another step made it, and what changed
    from turn to turn would be told of some of the runs that lie there."""
    for folder in sorted(target.iterdir()) if target.is_dir() else ():
        day = read_date(folder.name)
        if day is not None and min(days) < day < max(days) and day not in days and is_run(folder):
            why = ("it makes none for that day", "它不评定那一天")
            raise _other(folder, why)


def _other(folder: Path, why: Both) -> UsageError:
    params = {"run": str(folder), "why": why[0], "why_zh": why[1]}
    return UsageError(Diagnostic("KT397", params, place=Place(str(folder))))


def _same(folder: Path, asked: Asked, before: StoredRun | None) -> StoredRun:
    """The run that is there, which is the one that would be made."""
    found = open_run(folder)
    said = found.manifest
    raw = asked.source.text.encode() if asked.written is None else asked.written
    previous = None if before is None else before.manifest.meaning()
    context = {k: list(v) if isinstance(v, tuple) else v for k, v in asked.context.items()}
    digest = None if asked.overrides is None else asked.overrides.digest
    differs = None
    if said.policy["digest"] != sha256(raw):
        differs = ("the policy was another one", "政策不同")
    elif said.context != context:
        differs = ("the context was another one", "情境不同")
    elif said.notes.get("previous", {}).get("meaning") != previous:
        differs = ("the run before it was another one", "上一次运行不同")
    elif said.notes.get("overrides", {}).get("digest") != digest:
        differs = ("the overrides were other ones", "人工调整不同")
    elif not _same_sources(found, asked):
        differs = ("the data were other ones", "数据不同")
    elif found.as_of != asked.as_of or {"only", "limit", "events"} & set(said.notes):
        differs = ("it is no whole run of that day", "它不是那一天的完整运行")
    if differs is not None:
        raise _other(folder, differs)
    return found


def _same_sources(found: StoredRun, asked: Asked) -> bool:
    """Whether files that the run read are those of now; what is no file cannot be told apart."""
    given: dict[str, Data] = {**asked.tables}
    if asked.customers is not None:
        given["customers"] = asked.customers
    for source in found.manifest.sources:
        data = given.get(source.role)
        if data is None or source.digest is None or not isinstance(data.what, str | Path):
            continue
        path = Path(data.what)
        if path.is_file() and sha256_file(path) != source.digest:
            return False
    return True


def _write(target: Path, asked: Asked, turns: Sequence[Turn], total: Total) -> None:
    """`series.json`, whole or not at all."""
    policy = asked.bound.policy
    document: dict[str, Any] = {
        "schema": "keytier/series/1",
        "policy": {"id": policy.id, "version": policy.version},
        "runs": [turn.as_json() for turn in turns],
        "total": total.as_json(),
    }
    replace_file(target / SUMMARY, canonical_json(document) + b"\n")
