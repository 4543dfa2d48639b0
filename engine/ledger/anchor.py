"""Anchoring a ledger's head outside: who holds the key could write everything anew, but not what
lies elsewhere."""

from __future__ import annotations

import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import BrokenRecord, RunError, UsageError
from engine.atoms.outside import writing
from engine.ledger.append import Appended, append
from engine.ledger.der import SHA256
from engine.ledger.events import Log, not_put_back, read_log
from engine.ledger.seal.checkpoint import Checkpoint, read_checkpoint
from engine.ledger.seal.home import Home
from engine.ledger.seal.tree import HASH, consistency, consistent, root_of

How = Literal["git", "timestamp", "text"]
#: What the names of tags begin with; the number of events follows.
TAG: Final = "keytier-ledger-"


def anchor(folder: Path, home: Home, how: How, target: Path | None) -> tuple[Log, str, Appended]:
    """Puts the present head outside, and enters that into the ledger: the ledger as it was, what
    was made, and the event.

    `git` makes an annotated tag in the repository `target`; `timestamp` writes a request of RFC
    3161 for a time-stamping authority into the file `target`; `text` is the head itself, to be
    printed or sent. Raises RunError where git or the disk says no.
    """
    log = read_log(folder)
    not_put_back(log, home)
    size = log.checkpoint.size
    match how:
        case "git":
            made = f"{TAG}{size}"
            _tag(target or Path(), made, log.whole)
        case "timestamp":
            if target is None:
                raise ValueError("a file")
            made = str(target)
            with writing(target):
                target.write_bytes(timestamp_request(log.whole.encode()))
        case "text":
            made = log.whole
    told = {"event": "anchor", "how": how, "size": size, "root": log.checkpoint.root.hex()}
    if how != "text":
        told["what"] = made
    if how == "timestamp":
        told["note"] = log.whole  # a stamp has its digest alone
    return log, made, append(folder, home, told)


def _tag(repository: Path, name: str, text: str) -> None:
    line = ["git", "-C", str(repository), "tag", "-a", "--cleanup=verbatim", "-F", "-", name]
    try:
        done = subprocess.run(line, input=text.encode(), capture_output=True)
        said = done.stderr.decode(errors="replace").strip().splitlines()
    except OSError as e:
        raise RunError(_git(repository, str(e))) from e
    if done.returncode:
        raise RunError(_git(repository, said[-1] if said else "git"))


def _git(repository: Path, detail: str) -> Diagnostic:
    params = {"repository": str(repository), "detail": detail}
    return Diagnostic("KT715", params, place=Place(str(repository)))


def timestamp_request(data: bytes) -> bytes:
    """A TimeStampReq of RFC 3161 over SHA-256 of the data, which asks for the certificate.

    >>> timestamp_request(b"")[:2].hex()
    '3039'
    """
    imprint = _der(0x30, _der(0x30, SHA256 + b"\x05\x00") + _der(0x04, sha256(data).digest()))
    return _der(0x30, _der(0x02, b"\x01") + imprint + _der(0x01, b"\xff"))


def _der(tag: int, content: bytes) -> bytes:
    assert len(content) < 128
    return bytes([tag, len(content)]) + content


def only_grew(old: Path, new: Path) -> tuple[Checkpoint, Log, list[bytes]]:
    """That the ledger `new` begins with all that the checkpoint `old` (a file, or the folder of an
    older copy) covers: that checkpoint, the ledger, and the RFC 6962 proof.

    Raises UsageError where `old` is no checkpoint, BrokenRecord where it does not.
    """
    log = read_log(new)
    before = _checkpoint(old, log)
    proof = consistency(before.size, log.leaves)
    grew = before.size <= log.checkpoint.size and before.origin == log.origin
    same = root_of(log.leaves[: before.size * HASH]) == before.root
    roots = before.root, log.checkpoint.root
    if not grew or not same or not consistent(before.size, log.checkpoint.size, *roots, proof):
        params = {"old": str(old), "new": str(new), "size": before.size,
                  "now": log.checkpoint.size}  # fmt: skip
        raise BrokenRecord(Diagnostic("KT714", params, place=Place(str(new))))
    return before, log, proof


def _checkpoint(old: Path, log: Log) -> Checkpoint:
    if old.is_dir():
        return read_log(old).checkpoint
    try:
        found, note = read_checkpoint(old.read_text("utf-8"))
    except (OSError, ValueError):
        raise UsageError(Diagnostic("KT713", {"file": str(old)}, place=Place(str(old)))) from None
    if not any(note.signed_by(k) for k in log.keys):
        raise UsageError(Diagnostic("KT713", {"file": str(old)}, place=Place(str(old))))
    return found


__all__ = ["How", "anchor", "only_grew", "timestamp_request"]
