"""What the ledger says of a sealed run, and how a ledger is told."""

from __future__ import annotations

from pathlib import Path

from engine.ledger.events import FILES, Log
from engine.ledger.manifest import NAME as MANIFEST
from engine.ledger.verify.erased import before_erasures
from engine.ledger.verify.sealed import GONE, Sealed, broken_seal


def event_of(sealed: Sealed, log: Log | None) -> int | None:
    """The number of the run's event. Raises BrokenRecord where the ledger of its signer has none,
    or has withdrawn it."""
    if log is None:
        return None
    withdrawn = {e.get("number") for e in log.events if e.get("event") == "withdrawn"}
    manifest = before_erasures(sealed, log, withdrawn)
    found = None
    for n, event in enumerate(log.events):
        said_of = event.get("event") == "run" and event.get("manifest") == manifest
        if said_of and n not in withdrawn:  # a twin that failed takes nothing with it
            found = n
    if found is None and sealed.signer in log.keys:
        said = ("the event of the run in the ledger", "台账中该运行的事件")
        raise broken_seal(sealed.folder, said, GONE)
    return found


def anchors(log: Log) -> tuple[int, str, str] | None:
    """(events that the last anchor covers, its time, how) where there is one."""
    found = log.last("anchor")
    if found is None:
        return None
    event = found[1]
    return int(event["size"]), str(event["at"]), str(event["how"])


def is_ledger(folder: Path) -> bool:
    """Whether a folder looks like a ledger, and not like a run."""
    names = {p.name for p in folder.iterdir()} if folder.is_dir() else set()
    return bool(names) and names <= FILES | {".gitkeep"} and MANIFEST not in names
