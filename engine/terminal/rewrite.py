"""A policy file written anew: whole or not at all, with its own line ends and byte order mark."""

from __future__ import annotations

from pathlib import Path

from engine.report.outlets import whole_file
from engine.terminal.mistake import Mistake

_MARK = b"\xef\xbb\xbf"


def rewrite(file: Path, old: str, new: str) -> None:
    """Put `new` where `old` was read from. A file that has changed since then is left alone."""
    raw = file.read_bytes()
    mark = _MARK if raw.startswith(_MARK) else b""
    stands = raw[len(mark) :].decode("utf-8", errors="replace")
    if stands != old:
        if stands.replace("\r\n", "\n") != old:
            raise Mistake("file.changed", file=file)
        new = new.replace("\n", "\r\n")
    with whole_file(file) as path:
        path.write_bytes(mark + new.encode())
