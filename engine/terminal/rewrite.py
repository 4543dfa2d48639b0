"""A policy file written anew: whole or not at all, with its own line ends and byte order mark."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

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
    _replace(file, mark + new.encode())


def _replace(file: Path, data: bytes) -> None:
    target = file.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, target.stat().st_mode)
        os.replace(name, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
