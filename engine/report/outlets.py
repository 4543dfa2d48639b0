"""Where an export goes: a file that appears whole or not at all, or a stream that is open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from engine.atoms.outside import hidden_name, writing

STANDARD_OUTPUT = Path("-")


@contextmanager
def text_outlet(file: Path, encoding: str, newline: str) -> Iterator[IO[str]]:
    """A stream of text into the file; `-` is standard output, which goes on where it stands.

    Raises RunError, naming the file, where it cannot be written.
    """
    if file == STANDARD_OUTPUT:
        with _standard_output(encoding, newline) as out:
            yield out
        return
    with whole_file(file) as path, path.open("w", encoding=encoding, newline=newline) as out:
        yield out


@contextmanager
def _standard_output(encoding: str, newline: str) -> Iterator[IO[str]]:
    sys.stdout.flush()
    out = TextIOWrapper(sys.stdout.buffer, encoding=encoding, newline=newline)
    try:
        yield out
        out.flush()
    finally:
        out.detach()


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """A path to write to, which becomes `file` when the block ends without an error.

    A link stays a link, and what is no file (a pipe, a device) is written to as it is. Raises
    RunError, naming `file`, where it cannot be written.
    """
    target = Path(os.path.realpath(file))
    with writing(file, former=target.is_file()):
        if target.exists() and not target.is_file() and not target.is_dir():
            yield target
            return
        beside = target.with_name(f"{hidden_name(target)}.{os.getpid()}.partial")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            yield beside
            _settle(beside, target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


def _settle(beside: Path, target: Path) -> None:
    """Flushed to the disk, with the rights of the file that it takes the place of."""
    with beside.open("rb") as done:
        os.fsync(done.fileno())
    if target.exists():
        beside.chmod(target.stat().st_mode)
    beside.replace(target)
