"""A stored run that does not hold together: which file, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256, sha256_file
from engine.atoms.errors import BrokenRecord

What = Literal["missing", "changed", "unreadable", "contradictory"]
_WHAT: Final[dict[What, Both]] = {
    "missing": ("is missing", "不见了"),
    "changed": ("is not what the run wrote", "已不是运行当时写出的内容"),
    "unreadable": ("cannot be read", "无法读取"),
    "contradictory": ("contradicts itself", "自相矛盾"),
}


def broken(run: Path, file: str, what: What) -> BrokenRecord:
    """The error that names a file of a run."""
    said, said_zh = _WHAT[what]
    params = {"run": str(run), "file": file, "what": said, "what_zh": said_zh}
    return BrokenRecord(Diagnostic("KT385", params, place=Place(str(run))))


def sound_bytes(run: Path, file: str, digest: str, end: bytes = b"") -> bytes:
    """The file's bytes without `end`, whose digest this is. Raises BrokenRecord for any other."""
    path = run / file
    if not path.is_file():
        raise broken(run, file, "missing")
    try:
        raw = path.read_bytes()
    except OSError:
        raise broken(run, file, "unreadable") from None
    whole = raw.removesuffix(end) if end else raw
    if len(raw) - len(whole) != len(end) or sha256(whole) != digest:
        raise broken(run, file, "changed")
    return whole


def vouch_for(run: Path, file: str, digest: str) -> Path:
    """The path of a file that is what the run wrote, however long it is."""
    path = run / file
    if not path.is_file():
        raise broken(run, file, "missing")
    try:
        found = sha256_file(path)
    except OSError:
        raise broken(run, file, "unreadable") from None
    if found != digest:
        raise broken(run, file, "changed")
    return path
