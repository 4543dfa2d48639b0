"""Exports of a run: vetted before anything is decided, written when the run is there."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.atoms.errors import RunError
from engine.atoms.outside import trouble
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk

if TYPE_CHECKING:
    from engine.ledger.stored import StoredRun

_OUT = Path("-")


def wanted(talk: Talk, files: Mapping[str, Path | None]) -> dict[str, Path]:
    """What to write, by kind. At most one goes to standard output; the result is then talk."""
    asked = {
        kind: _OUT if str(file) == "/dev/stdout" else file
        for kind, file in files.items()
        if file is not None
    }
    piped = [kind for kind, file in asked.items() if file == _OUT]
    if len(piped) > 1 or (piped and (piped == ["xlsx"] or talk.json)):
        raise Mistake("run.piped")
    talk.piped = bool(piped)
    return asked


def vet(target: Path | None, exports: Iterable[Path], sources: Iterable[Path]) -> None:
    """Refuses files that would lie in a run, replace what is read, or be written twice."""
    read = {_real(s) for s in sources}
    seen: set[Path] = set()
    if target is not None:
        _outside_runs(target, _real(target).parents, None)
    for file in exports:
        if file == _OUT:
            continue
        real = _real(file)
        if real in read:
            raise Mistake("run.export_over", file=file)
        if real in seen:
            raise Mistake("run.export_twice", file=file)
        if real.is_dir():
            raise RunError(trouble(IsADirectoryError(errno.EISDIR, ""), file))
        seen.add(real)
        _outside_runs(file, real.parents, target)


def _outside_runs(file: Path, above: Iterable[Path], target: Path | None) -> None:
    own = None if target is None else _real(target)
    for folder in above:
        stored = (folder / "manifest.json").is_file() and (folder / "decisions").is_dir()
        if folder == own or stored:
            raise Mistake("run.export_inside", file=file, run=target if folder == own else folder)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def write(run: StoredRun, exports: Mapping[str, Path], talk: Talk, folder: Path | None) -> None:
    """Writes them. Where one cannot be, or is stopped, it is said that the run is there, and
    which others are."""
    from engine.report.export import WRITERS

    wrote: list[Path] = []
    try:
        for kind, file in exports.items():
            WRITERS[kind](run, file, talk.language)
            wrote.append(file)
    except BaseException:
        if folder is not None:
            talk.must("run.wrote", folder=folder)
        for file in wrote:
            talk.must("run.also", file=file)
        raise
