"""Adding an event to a ledger: whole or not at all, by one writer at a time.

The line goes to the disk first, then the signed head that covers it, then the key folder keeps
that head.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import canonical_json
from engine.atoms.errors import RunError, UsageError
from engine.atoms.outside import trouble
from engine.ledger.events import (
    EVENTS,
    FILES,
    LEAVES,
    LOCK,
    Event,
    Log,
    broken_log,
    bytes_of,
    event_of,
    names_in,
    not_put_back,
    read_log,
)
from engine.ledger.seal.checkpoint import NAME, Checkpoint, read_checkpoint
from engine.ledger.seal.durable import locked, replace_file, sync
from engine.ledger.seal.home import Home
from engine.ledger.seal.tree import HASH, leaf_hash, root_of

Clock = Callable[[], datetime]
_FIRST: Final = 2  # lines that the first event of a ledger writes, `begun` before it


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Appended:
    """What came of an event: its number, the time of the one before it where the clock stood
    behind that, and how many events the ledger had that was here and is gone."""

    number: int
    log: Log
    clock_behind: str | None = None
    gone: int | None = None


def append(folder: Path, home: Home, event: Event, *, clock: Clock = now) -> Appended:
    """Adds an event, with `at` (UTC) and `by` (the key's name); begins the ledger where none is.

    It counts when this returns. Raises UsageError where the folder holds something else, or the
    key does not count in it; BrokenRecord where it does not hold together, or is older than one
    that was seen; RunError where it cannot be written.
    """
    try:
        _begin(folder)
        with locked(folder / LOCK):
            return _append(folder, home, event, clock)
    except OSError as e:
        raise RunError(trouble(e, folder, former=(folder / NAME).exists())) from e


def _begin(folder: Path) -> None:
    if folder.is_dir():
        if not names_in(folder) <= FILES:
            raise UsageError(Diagnostic("KT706", {"ledger": str(folder)}, place=Place(str(folder))))
    elif folder.exists():
        raise UsageError(Diagnostic("KT706", {"ledger": str(folder)}, place=Place(str(folder))))
    folder.mkdir(parents=True, exist_ok=True)


def _append(folder: Path, home: Home, event: Event, clock: Clock) -> Appended:
    signer, at = home.signer, clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    mine = signer.verifier
    lines: list[bytes] = []
    behind = gone = None
    if NAME in names_in(folder):
        log = read_log(folder)
        not_put_back(log, home)
        if mine not in log.keys:
            params = {"ledger": str(folder), "key": mine.text, "home": str(home.folder),
                      "keys": ", ".join(k.name for k in log.keys)}  # fmt: skip
            raise UsageError(Diagnostic("KT710", params, place=Place(str(folder))))
        origin, leaves = log.origin, log.leaves
        last = str(log.events[-1].get("at", ""))
        behind = last if at < last else None
        _cut(folder, log)
    else:
        _never_acknowledged(folder, home)
        origin, leaves = f"keytier/ledger/{secrets.token_hex(8)}", b""
        for name in (EVENTS, LEAVES):
            (folder / name).write_bytes(b"")
        sync(folder)
        begun: dict[str, object] = {
            "event": "begun", "at": at, "by": mine.name, "origin": origin, "key": mine.text,
        }  # fmt: skip
        if (lost := _gone(folder, home)) is not None:
            begun["after"] = {"origin": lost.origin, "events": lost.size}
            gone = lost.size
        lines.append(canonical_json(begun))
    told = {**event, "at": at, "by": mine.name}
    if behind is not None:
        told["clock_behind"] = True
    lines.append(canonical_json(told))
    hashes = b"".join(map(leaf_hash, lines))
    _extend(folder / EVENTS, b"".join(line + b"\n" for line in lines))
    with (folder / LEAVES).open("ab") as file:
        file.write(hashes)  # which follow from the events
    leaves += hashes
    head = signer.sign(Checkpoint(origin, len(leaves) // HASH, root_of(leaves)).text)
    replace_file(folder / NAME, head.encode())
    home.remember(origin, head)
    home.remember_place(folder, origin)
    return Appended(len(leaves) // HASH - 1, read_log(folder), behind, gone)


def _never_acknowledged(folder: Path, home: Home) -> None:
    """Without a checkpoint a crash in the very first event leaves two lines at most, of a ledger
    that nobody has seen. Raises BrokenRecord where more stands there: its checkpoint was lost."""
    raw = b"" if EVENTS not in names_in(folder) else bytes_of(folder, EVENTS)
    hashes = b"" if LEAVES not in names_in(folder) else bytes_of(folder, LEAVES)
    first, *others = raw.split(b"\n")
    count = max(len(others), len(hashes) // HASH)
    known = None
    if others:
        origin = event_of(folder, 0, first).get("origin")
        known = home.head(str(origin))
    if count > _FIRST or any(others[_FIRST - 1 :]) or known is not None:
        said = (f"`{NAME}` is missing, though it has {count} events",
                f"`{NAME}` 不见了，而它有 {count} 个事件")  # fmt: skip
        raise broken_log(folder, *said)


def _gone(folder: Path, home: Home) -> Checkpoint | None:
    """The last head of the ledger that this key folder wrote to here, where none is here now."""
    origin = home.begun_at(folder)
    seen = None if origin is None else home.head(origin)
    try:
        return None if seen is None else read_checkpoint(seen)[0]
    except ValueError:
        return None


def _cut(folder: Path, log: Log) -> None:
    """Removes what a crash left behind the checkpoint."""
    size = (folder / EVENTS).stat().st_size - log.left
    if log.left:
        os.truncate(folder / EVENTS, size)
    if not (folder / LEAVES).exists() or (folder / LEAVES).read_bytes() != log.leaves:
        replace_file(folder / LEAVES, log.leaves)


def _extend(path: Path, raw: bytes) -> None:
    with path.open("ab") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


# --- deeds that are entered before they are done -------------------------------------------------


@contextmanager
def entering(ledger: Path, home: Home, run: str) -> Iterator[Callable[[Event], Appended]]:
    """What enters the deed of the block, once; where the block does not end, the event is
    withdrawn. So is one that stands in the ledger though `append` said that it failed."""
    before = _size(ledger)
    told: list[Event] = []
    done: list[Appended] = []

    def enter(event: Event) -> Appended:
        told.append(event)
        done.append(append(ledger, home, event))
        return done[0]

    try:
        yield enter
    except BaseException:
        with suppress(Exception):  # what ended the deed is what has to be told
            number = done[0].number if done else _number_of(ledger, told, before)
            if number is not None:
                append(ledger, home, {"event": "withdrawn", "number": number, "run": run})
        raise


def _size(ledger: Path) -> int:
    """How many events a ledger has, as far as that can be told."""
    with suppress(OSError, ValueError):
        return read_checkpoint((ledger / NAME).read_text("utf-8"))[0].size
    return 0


def _number_of(ledger: Path, told: list[Event], before: int) -> int | None:
    """The number of the event that was told, among those behind the first `before`."""
    events = read_log(ledger).events
    for number in range(before, len(events) if told else 0):
        if events[number].items() >= told[0].items():
            return number
    return None
