"""The ledger: one RFC 6962 log over events, which only grows.

    events.jsonl   an event a line: canonical JSON (RFC 8785)
    leaves         the leaf hash of each line, 32 bytes: they name a line that was changed
    checkpoint     the signed head (C2SP): origin, events, root
    lock           held while an event is written

An event counts once a checkpoint on the disk covers it. Lines behind the checkpoint are what a
crash left: they are removed before the next event, and never signed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import canonical_json
from engine.atoms.errors import BrokenRecord, RunError, UsageError
from engine.atoms.outside import trouble
from engine.ledger.seal.checkpoint import NAME, Checkpoint, read_checkpoint
from engine.ledger.seal.home import Home
from engine.ledger.seal.note import Note, Verifier, read_verifier
from engine.ledger.seal.tree import HASH, leaf_hash, root_of

EVENTS: Final = "events.jsonl"
LEAVES: Final = "leaves"
LOCK: Final = "lock"
FILES: Final = frozenset({EVENTS, LEAVES, NAME, LOCK})
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Log:
    """A ledger that holds together: its events, its head, and the keys that count in it."""

    folder: Path
    events: tuple[Event, ...]
    leaves: bytes
    checkpoint: Checkpoint
    whole: str  # the signed note
    keys: tuple[Verifier, ...]
    signed_by: Verifier
    left: int = 0  # bytes behind the checkpoint, which a crash left

    @property
    def origin(self) -> str:
        return self.checkpoint.origin

    def last(self, kind: str) -> tuple[int, Event] | None:
        """The last event of a kind, and its number from 0."""
        found = [(n, e) for n, e in enumerate(self.events) if e.get("event") == kind]
        return found[-1] if found else None


# --- reading -------------------------------------------------------------------------------------


def read_log(folder: Path) -> Log:
    """A ledger, held against its head. Raises UsageError where the folder is none, BrokenRecord
    that names the first event, or file, that is not what was signed."""
    if not is_begun(folder) or not names_in(folder) <= FILES:
        raise UsageError(Diagnostic("KT706", {"ledger": str(folder)}, place=Place(str(folder))))
    whole, checkpoint, note = _head(folder)
    raw = bytes_of(folder, EVENTS)
    lines = raw.split(b"\n")[:-1]  # behind the last newline stands a part of a line, or nothing
    size = checkpoint.size
    leaves = b"".join(map(leaf_hash, lines[:size]))
    if len(lines) < size:
        raise broken_log(folder, *_event(len(lines), "is missing", "不见了"))
    if root_of(leaves) != checkpoint.root:
        raise broken_log(folder, *_first_changed(folder, leaves))
    events = tuple(event_of(folder, n, line) for n, line in enumerate(lines[:size]))
    keys = _keys(folder, events)
    signer = next((k for k in keys if note.signed_by(k)), None)
    if signer is None:
        raise broken_log(folder, f"`{NAME}` is not signed by a key of this ledger",
                         f"`{NAME}` 不是由本台账的密钥签名的")  # fmt: skip
    covered = sum(len(line) + 1 for line in lines[:size])
    return Log(folder, events, leaves, checkpoint, whole, keys, signer, len(raw) - covered)


def log_of(folder: Path | None) -> Log | None:
    """The ledger of a folder; None where none was begun there. Raises what `read_log` raises."""
    return None if folder is None or not names_in(folder) - {LOCK} else read_log(folder)


def is_begun(folder: Path) -> bool:
    """Whether a folder holds a ledger, or what is left of one."""
    return bool({EVENTS, NAME, LEAVES} & names_in(folder))


def names_in(folder: Path) -> set[str]:
    """What lies in a folder; nothing where it is none."""
    if not folder.is_dir():
        return set()
    return {p.name for p in folder.iterdir() if not p.name.startswith(".")}


def _head(folder: Path) -> tuple[str, Checkpoint, Note]:
    raw = bytes_of(folder, NAME)
    try:
        whole = raw.decode()
        checkpoint, note = read_checkpoint(whole)
    except ValueError:
        raise broken_log(folder, f"`{NAME}` cannot be read", f"`{NAME}` 无法读取") from None
    return whole, checkpoint, note


def bytes_of(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        raise broken_log(folder, f"`{name}` is missing", f"`{name}` 不见了") from None
    except OSError as e:
        raise RunError(trouble(e, folder / name)) from e


def event_of(folder: Path, number: int, line: bytes) -> Event:
    """INVARIANT: a line is the canonical JSON of its event, so that nothing hides in it."""
    try:
        event = json.loads(line)
        if isinstance(event, dict) and canonical_json(event) == line:
            return event
    except (ValueError, TypeError, RecursionError):
        pass
    raise broken_log(folder, *_event(number, "cannot be read", "无法读取"))


def _first_changed(folder: Path, leaves: bytes) -> Both:
    """Which event is not what was signed, as far as the stored hashes tell."""
    stored = b""
    with suppress(OSError):
        stored = (folder / LEAVES).read_bytes()
    for n in range(min(len(stored), len(leaves)) // HASH):
        at = slice(n * HASH, (n + 1) * HASH)
        if stored[at] != leaves[at]:
            return _event(n, "is not what was signed", "已不是签名时的内容")
    return ("its events are not those that were signed", "其事件已不是签名时的那些")


def _event(number: int, en: str, zh: str) -> Both:
    return f"event {number} {en}", f"第 {number} 号事件{zh}"


def _keys(folder: Path, events: tuple[Event, ...]) -> tuple[Verifier, ...]:
    """The keys that count: the one that began the ledger, and those that were let in."""
    found: list[Verifier] = []
    for n, event in enumerate(events):
        if event.get("event") in ("begun", "key"):
            try:
                found.append(read_verifier(str(event.get("key"))))
            except ValueError:
                raise broken_log(folder, *_event(n, "holds no key", "中没有密钥")) from None
    return tuple(found)


def broken_log(folder: Path, what: str, what_zh: str) -> BrokenRecord:
    """The error that says what of a ledger does not hold together."""
    params = {"ledger": str(folder), "what": what, "what_zh": what_zh}
    return BrokenRecord(Diagnostic("KT707", params, place=Place(str(folder))))


def signed_with(log: Log, key: Verifier | None) -> None:
    """Raises BrokenRecord where a key is asked for and another one has signed the head. Whoever
    writes a ledger may name any key in it, so that a key stands in it shows nothing."""
    if key is not None and log.signed_by != key:
        raise broken_log(log.folder, f"`{NAME}` is signed by another key than `--key` names",
                         f"`{NAME}` 不是由指定的密钥签名的")  # fmt: skip


def not_put_back(log: Log, home: Home | None) -> None:
    """Raises BrokenRecord where the key folder has seen a later head, or another history, or
    where what it has seen can no longer be read."""
    if home is None or (seen := home.head(log.origin)) is None:
        return
    try:
        known, note = read_checkpoint(seen)
        if not any(note.signed_by(k) for k in (home.signer.verifier, *log.keys)):
            raise ValueError("nobody signed it")
    except ValueError:
        file = str(home.head_file(log.origin))
        damaged = {"file": file, "ledger": str(log.folder)}
        raise BrokenRecord(Diagnostic("KT717", damaged, place=Place(file))) from None
    params = {"ledger": str(log.folder), "size": log.checkpoint.size, "known": known.size}
    place = Place(str(log.folder))
    if known.size > log.checkpoint.size:
        raise BrokenRecord(Diagnostic("KT708", params, place=place))
    if root_of(log.leaves[: known.size * HASH]) != known.root:
        raise BrokenRecord(Diagnostic("KT709", params, place=place))
