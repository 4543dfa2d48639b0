"""A folder that appears whole or not at all.

Everything is written under a temporary name beside the target, flushed to disk, and renamed; a
crash leaves the old folder, or nothing under that name. What a crash left under a temporary name
is removed by the next run into the same place.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import RunError, UsageError


@contextmanager
def new_folder(target: Path, *, force: bool = False) -> Iterator[Path]:
    """A folder to write into, which becomes `target` when the block ends without an error.

    Raises UsageError where the target exists (unless `force`, which replaces a former run and
    nothing else), RunError where the disk is full or cannot be written.
    """
    target = target.absolute()
    _refuse(target, force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(target)
        work = target.parent / f".{target.name}.{os.getpid()}.partial"
        work.mkdir()
    except OSError as e:
        raise RunError(trouble(e, target)) from None
    try:
        yield work
        _flush(work)
        _publish(work, target, force)
    except OSError as e:
        shutil.rmtree(work, ignore_errors=True)
        raise RunError(trouble(e, target)) from e
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _refuse(target: Path, force: bool) -> None:
    if not (target.exists() or target.is_symlink()):
        return
    place = Place(str(target))
    if not force:
        raise UsageError(Diagnostic("KT380", {"target": str(target)}, place=place))
    empty = target.is_dir() and not any(target.iterdir())
    if not empty and not (target / "manifest.json").is_file():
        raise UsageError(Diagnostic("KT381", {"target": str(target)}, place=place))


def clear_leftovers(target: Path) -> None:
    """Removes what runs that died left beside the target; living runs keep theirs."""
    name = re.compile(rf"\.{re.escape(target.name)}\.([0-9]+)\.(partial(\.work-.*)?|former)")
    for old in target.parent.iterdir():
        owner = name.fullmatch(old.name)
        if owner is not None and not _alive(int(owner[1])):
            shutil.rmtree(old, ignore_errors=True)


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _flush(work: Path) -> None:
    for folder, _, files in os.walk(work):
        for name in files:
            _sync(Path(folder) / name)
        _sync(Path(folder))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _publish(work: Path, target: Path, force: bool) -> None:
    former = target.parent / f".{target.name}.{os.getpid()}.former"
    if target.exists() and not force:
        raise UsageError(Diagnostic("KT380", {"target": str(target)}, place=Place(str(target))))
    if target.exists():
        target.rename(former)
    try:
        work.rename(target)
    except OSError:
        if former.exists():
            former.rename(target)
        raise
    _sync(target.parent)
    shutil.rmtree(former, ignore_errors=True)


def trouble(e: OSError, target: Path) -> Diagnostic:
    """What an error of the file system means to the person who runs."""
    place = Place(str(target))
    if e.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Diagnostic("KT382", {"target": str(target)}, place=place)
    detail = e.strerror or type(e).__name__
    return Diagnostic("KT383", {"target": str(target), "detail": detail}, place=place)
