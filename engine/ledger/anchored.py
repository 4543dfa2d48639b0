"""Holding a ledger against an anchor that was fetched back: does it begin with what was anchored?

An anchor counts because of where it was kept, so it need not be signed by a key of the ledger: who
wrote the ledger anew may have let that key out.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import BrokenRecord, RunError, UsageError
from engine.atoms.outside import why_not
from engine.ledger.anchor import TAG
from engine.ledger.der import imprint_of
from engine.ledger.events import Log, is_begun, read_log
from engine.ledger.seal.checkpoint import Checkpoint, read_checkpoint
from engine.ledger.seal.note import decoded
from engine.ledger.seal.tree import HASH, root_of

Kind = Literal["git", "timestamp", "text", "copy"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that was kept outside: in what, how many events it covers, their root, and for a time
    stamp when it was stamped, as the file says."""

    where: str
    kind: Kind
    origin: str
    size: int
    root: bytes
    at: str | None = None


def held_against(log: Log, where: Path) -> tuple[Anchor, ...]:
    """The anchors of the ledger in a file or a folder, all of which it begins with; the one that
    covers most stands last.

    A file is a head as text, or a time stamp of RFC 3161 (answer or request); a folder is a git
    repository with tags, or an older copy of the ledger. Raises UsageError where it is none of
    these; BrokenRecord where the ledger does not begin with an anchor, or has none there; RunError
    where git says no.
    """
    found = sorted(_anchors(log, where), key=lambda a: a.size)
    mine = [a for a in found if a.origin == log.origin]
    others = [a for a in found if a.origin != log.origin]
    if not mine:
        if len(others) == 1:
            raise _not_begun_with(log, others[0])
        params = {"anchor": str(where), "ledger": str(log.folder)}
        raise BrokenRecord(Diagnostic("KT718", params, place=Place(str(where))))
    for anchor in mine:
        if anchor.size > log.checkpoint.size or (
            root_of(log.leaves[: anchor.size * HASH]) != anchor.root
        ):
            raise _not_begun_with(log, anchor)
    return tuple(mine)


def _not_begun_with(log: Log, anchor: Anchor) -> BrokenRecord:
    params = {"old": anchor.where, "new": str(log.folder), "size": anchor.size,
              "now": log.checkpoint.size}  # fmt: skip
    hint = (
        "it was written anew, or its end cut off, after it was anchored: put a copy in its place "
        "that begins with the anchor",
        "它在锚定之后被重写或截去了末尾：请换上以该锚点开头的副本",
    )
    return BrokenRecord(Diagnostic("KT714", params, place=Place(str(log.folder)), hint=hint))


def _anchors(log: Log, where: Path) -> Iterator[Anchor]:
    if where.is_dir():
        if is_begun(where):
            yield _of(read_log(where).checkpoint, str(where), "copy")
        else:
            yield from _tags(where)
        return
    try:
        raw = where.read_bytes()
    except OSError as e:
        raise _no_anchor(where, *why_not(e)) from None
    if raw[:1] == b"\x30":
        yield from _stamped(log, where, raw)
        return
    try:
        yield _of(_head(raw.decode()), str(where), "text")
    except ValueError:
        raise _no_anchor(where) from None


def _of(head: Checkpoint, where: str, kind: Kind, at: str | None = None) -> Anchor:
    return Anchor(where, kind, head.origin, head.size, head.root, at)


def _head(text: str) -> Checkpoint:
    """A head, or its three first lines, as somebody may have typed them from paper."""
    try:
        return read_checkpoint(text)[0]
    except ValueError:
        origin, size, root = text.strip().splitlines()[:3]
        head = Checkpoint(origin.strip(), int(size), decoded(root.strip()))
        if len(head.root) != HASH or head.size < 0:
            raise
        return head


def _no_anchor(where: Path, why: str | None = None, why_zh: str | None = None) -> UsageError:
    params = {
        "anchor": str(where),
        "why": why or "it holds no head of a ledger and no time stamp",
        "why_zh": why_zh or "其中既没有台账的首部，也没有时间戳",
    }
    return UsageError(Diagnostic("KT719", params, place=Place(str(where))))


# --- git -----------------------------------------------------------------------------------------


def _tags(repository: Path) -> Iterator[Anchor]:
    """The heads in the annotated tags of a repository."""
    listed = _git(repository, "for-each-ref", "--format=%(objecttype) %(refname)",
                  f"refs/tags/{TAG}*")  # fmt: skip
    for line in listed.splitlines():
        kind, _, name = line.partition(" ")
        if kind != "tag":
            continue
        message = _git(repository, "cat-file", "tag", name).partition("\n\n")[2]
        try:
            yield _of(_head(message), f"{repository} {name.removeprefix('refs/tags/')}", "git")
        except ValueError:
            continue


def _git(repository: Path, *line: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(repository), *line], capture_output=True)
    except OSError as e:
        raise _no_git(repository, str(e)) from e
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise _no_git(repository, said[-1] if said else "git")
    return done.stdout.decode(errors="replace")


def _no_git(repository: Path, said: str) -> RunError:
    params = {"repository": str(repository), "detail": said}
    return RunError(Diagnostic("KT720", params, place=Place(str(repository))))


# --- time stamps ---------------------------------------------------------------------------------


def _stamped(log: Log, where: Path, raw: bytes) -> Iterator[Anchor]:
    """The head whose digest was stamped: one of those that the ledger says it has anchored, or its
    own. The digest vouches for it, wherever it stands."""
    try:
        imprint, at = imprint_of(raw)
    except (ValueError, IndexError):
        raise _no_anchor(where) from None
    anchors = {n: e for n, e in enumerate(log.events) if e.get("event") == "anchor"}
    notes = [e.get("note") for e in anchors.values()]
    for note in (log.whole, *reversed(notes)):
        if isinstance(note, str) and sha256(note.encode()).digest() == imprint:
            yield _of(_head(note), str(where), "timestamp", at)
            return
    untold = [n for n, e in anchors.items() if e.get("how") == "timestamp" and "note" not in e]
    if untold:
        raise _perhaps(log, where, untold)


def _perhaps(log: Log, where: Path, events: list[int]) -> BrokenRecord:
    """A stamp of a head that the ledger has not kept, for its event is older than that."""
    en, zh = " or ".join(map(str, events)), "、".join(map(str, events))
    hint = (
        f"it may be that of event {en}, from before the ledger kept the head that was stamped: "
        "take the `checkpoint` of that time from a backup, see that `openssl ts -verify -data` "
        "says it is the one stamped, and name it in the place of the stamp",
        f"它可能属于第 {zh} 号事件，而当时台账尚不保存所盖戳的首部：请从备份取回当时的 "
        "`checkpoint`，用 `openssl ts -verify -data` 核对所盖的确是它，然后以它代替时间戳",
    )
    params = {"anchor": str(where), "ledger": str(log.folder)}
    return BrokenRecord(Diagnostic("KT718", params, place=Place(str(where)), hint=hint))


__all__ = ["Anchor", "held_against"]
