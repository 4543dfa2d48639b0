"""A folder that appears whole or not at all.

Everything is written under a temporary name beside the target, flushed to disk, and renamed; a
crash leaves the old folder, or nothing under that name. What a crash left under a temporary name
is removed by the next run into the same place; an old folder that was just moved aside is first
put back.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import RunError, UsageError
from engine.atoms.outside import hidden_name, trouble
from engine.ledger.seal.durable import sync

#: What a rename says where something stands under the name.
_THERE: Final = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EISDIR})
#: No process has a number above this one (the largest that Linux lets anybody set).
_NOBODY: Final = 1 << 22


@contextmanager
def new_folder(target: Path, *, force: bool = False, keep: str | None = None) -> Iterator[Path]:
    """A folder to write into, which becomes `target` when the block ends without an error.

    What the dead left beside it is removed, but for folders that hold a file named `keep`. Where
    `target` is a link, the folder that it names is meant, and the link stays. Raises
    UsageError where the target exists (unless `force`, which replaces a former run and nothing
    else), RunError where the disk is full or cannot be written.
    """
    place = Path(os.path.realpath(target))
    made: list[Path] = []
    try:
        put_back(place)
        _refuse(place, target, force)
        made = _folders(place.parent)
        clear_leftovers(place, keep)
        work = place.parent / f"{hidden_name(place)}.{os.getpid()}.partial"
        if work.exists():  # it is kept, and its dead had the number that is this process's now
            work.rename(place.parent / f"{hidden_name(place)}.{_NOBODY + os.getpid()}.partial")
        work.mkdir()
    except BaseException as e:
        _remove_empty(made)
        if isinstance(e, OSError):
            raise RunError(trouble(e, target, former=place.exists())) from None
        raise
    try:
        yield work
        _flush(work)
        _publish(work, place, target, force)
    except BaseException as e:
        _discard(work)
        _remove_empty(made)
        if isinstance(e, OSError) and _of_the_run(e, place):
            raise RunError(trouble(e, target, former=place.exists())) from e
        raise


def refuse_there(target: Path) -> None:
    """UsageError where something stands under the name already."""
    if target.exists():
        raise _there_already(target)


def _refuse(place: Path, target: Path, force: bool) -> None:
    if not place.exists():
        return
    if not force:
        raise _there_already(target)
    empty = place.is_dir() and not any(place.iterdir())
    if not empty and not (place / "manifest.json").is_file():
        raise UsageError(Diagnostic("KT381", {"target": str(target)}, place=Place(str(target))))


def _there_already(target: Path) -> UsageError:
    return UsageError(Diagnostic("KT380", {"target": str(target)}, place=Place(str(target))))


def _discard(work: Path) -> None:
    """Removes the folder, and beside it the database's, whose own removal may have been stopped,
    as far as the disk lets it: what ended the run is what has to be told."""
    shutil.rmtree(work, ignore_errors=True)
    with suppress(OSError):
        for folder in work.parent.glob(f"{escape(work.name)}.work-*"):
            shutil.rmtree(folder, ignore_errors=True)


def _of_the_run(e: OSError, place: Path) -> bool:
    """Whether it was the run that could not be written, and not a source that could not be read."""
    name = "" if e.filename is None else str(e.filename)
    return not name or name.startswith((str(place), str(place.parent / f"{hidden_name(place)}.")))


def _folders(folder: Path) -> list[Path]:
    """Makes the folder; which ones had to be made for it, innermost first."""
    absent = [f for f in (folder, *folder.parents) if not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return absent


def _remove_empty(folders: list[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def put_back(target: Path) -> None:
    """Where a run died while it replaced this one, what it had moved aside is the run again."""
    if target.exists() or not target.parent.is_dir():
        return
    for old in _left_by_the_dead(target):
        if old.name.endswith(".former"):
            old.rename(target)
            return


def clear_leftovers(target: Path, keep: str | None = None) -> None:
    """Removes what runs that died left beside the target, but for folders that hold a file named
    `keep`; living runs keep theirs."""
    for old in _left_by_the_dead(target):
        if keep is None or not (old / keep).is_file():
            shutil.rmtree(old, ignore_errors=True)


def left_by_the_dead(target: Path, holding: str) -> list[Path]:
    """The folders that dead runs left beside the target, and that hold a file of this name."""
    place = Path(os.path.realpath(target))
    return [old for old in _left_by_the_dead(place) if (old / holding).is_file()]


def leftovers(target: Path) -> list[Path]:
    """What lies beside the target under temporary names of nobody who is alive."""
    return _left_by_the_dead(Path(os.path.realpath(target)))


def _left_by_the_dead(target: Path) -> list[Path]:
    start = re.escape(hidden_name(target))
    name = re.compile(rf"{start}\.([0-9]+)\.(partial(\.work-.*)?|former)")
    found = ((old, name.fullmatch(old.name)) for old in target.parent.iterdir())
    return sorted(old for old, owner in found if owner is not None and not _alive(int(owner[1])))


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
    def refused(e: OSError) -> None:
        raise e  # `walk` would pass over what it cannot list

    for folder, _, files in os.walk(work, onerror=refused):
        for name in files:
            sync(Path(folder) / name)
        sync(Path(folder))


def _publish(work: Path, place: Path, target: Path, force: bool) -> None:
    """INVARIANT: what is called former is whole, and the only copy while `place` is missing."""
    if place.exists() and not force:
        raise _there_already(target)
    former = place.parent / f"{hidden_name(place)}.{os.getpid()}.former"
    try:
        if place.exists():
            place.rename(former)
        work.rename(place)
        sync(place.parent)
    except BaseException as e:
        _undo(work, place, former, target, e)
        if isinstance(e, OSError) and e.errno in _THERE and place.exists():
            raise _there_already(target) from e  # another run came into the place meanwhile
        raise
    if former.exists():
        with suppress(OSError):  # it is removed by the next run into the place
            former.rename(work)
            shutil.rmtree(work, ignore_errors=True)


def _undo(work: Path, place: Path, former: Path, target: Path, fault: BaseException) -> None:
    """As it was before: the run under its temporary name, the former one in its place, unless
    another came into it meanwhile. Raises RunError where the disk does not let that be."""
    try:
        if place.exists() and not work.exists():
            place.rename(work)
        if former.exists() and not place.exists():
            former.rename(place)
        elif work.exists():
            shutil.rmtree(former, ignore_errors=True)
    except OSError:
        if former.exists() and not place.exists():
            params = {"target": str(target), "former": str(former)}
            raise RunError(Diagnostic("KT388", params, place=Place(str(target)))) from fault
