"""A disk that refuses, at every deed of a sealed run, of an approval and of an erasure in turn.

    python -m tests.faults                  every deed, once and for good; some 700 faults
    python -m tests.faults --count 200      so many of them, evenly

A deed is what Python does to a file (open, write, fsync, rename, truncate …). Each in turn fails,
by itself or with all that come after it, by a fault of the disk or for want of space; and no file
may grow above a size, which DuckDB's own writing meets too. Whatever fails ends in a message of
ours, loses no event that was acknowledged, leaves a run that holds, and is made good by the same
command on a sound disk. Needs `fork`, as `tests.kills` does.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.errors import BrokenRecord, KeytierError
from engine.ledger.approval import Approved, approve
from engine.ledger.erase import erase
from engine.ledger.events import read_log
from engine.ledger.seal.home import make_home
from engine.ledger.stored import open_run
from engine.ledger.verify.run import verify_run
from tests import kernels
from tests.kills import REFUSED, child, decide, look

#: What Python does to files, as its audit tells it; beside these stand `write` and `fsync`.
DEEDS: Final = frozenset({
    "open", "os.rename", "os.mkdir", "os.remove", "os.truncate", "os.rmdir", "os.link",
    "os.listdir", "os.scandir", "os.utime", "os.chmod",
})  # fmt: skip
#: Sizes above which no file may grow: from nothing at all to just below the largest of a run.
SIZES: Final = (0, 1, 40, 100, 200, 400, 800, 1500, 3000, 6000, 9000, 12000)
_ENDED: Final[list[bool]] = []
_OURS: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Fault:
    """The so-manieth deed of an act fails for a reason, `lasting` with all that come after it; or
    no file grows above `size`."""

    act: str
    deed: int
    reason: int = errno.ENOSPC
    lasting: bool = False
    size: int | None = None

    def __str__(self) -> str:
        if self.size is not None:
            return f"{self.act}: no file above {self.size} bytes"
        after = " and all after it" if self.lasting else ""
        return f"{self.act}: deed {self.deed}{after}, {errno.errorcode[self.reason]}"


class _Watched:
    """A file whose every writing is a deed."""

    def __init__(self, file: Any, deed: Callable[[], None]) -> None:
        self._file, self._deed = file, deed

    def write(self, raw: Any) -> Any:
        self._deed()
        return self._file.write(raw)

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: Any) -> None:
        self._file.close()

    def __iter__(self) -> Any:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def watch(deed: Callable[[str | None], None]) -> None:
    """Calls `deed` before everything that Python does to a file of the place, with its name where
    the system would tell it, in this process for good. Modules that are loaded late are no deeds
    of ours."""
    sync, opened = os.fsync, io.open

    def fsync(handle: int) -> None:
        deed(None)
        sync(handle)

    def opening(file: Any, mode: str = "r", *more: Any, **others: Any) -> Any:
        found = opened(file, mode, *more, **others)
        return _Watched(found, lambda: deed(None)) if set(mode) & set("wax+") else found

    def told(name: str, given: Any) -> None:
        if name in DEEDS and not str(given[0]).endswith((".py", ".pyc", ".so", "/proc/self/maps")):
            where = os.fsdecode(given[0]) if isinstance(given[0], str | bytes) else ""
            if not where.startswith((sys.prefix, sys.base_prefix, str(_OURS))):
                deed(where or None)

    os.fsync, io.open = fsync, opening  # type: ignore[assignment]
    sys.addaudithook(told)


def arm(fault: Fault) -> None:
    """From here on the disk is as the fault says."""
    if fault.size is not None:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault.size, hard))
        return
    left = fault.deed

    def deed(file: str | None) -> None:
        nonlocal left
        left -= 1
        if (left == 0 or (fault.lasting and left < 0)) and not _ENDED:
            raise OSError(fault.reason, os.strerror(fault.reason), file)

    watch(deed)


def sound() -> None:
    """A disk without a fault."""


def ended() -> None:
    """From here on the disk is sound again: what is left to do is the campaign's own."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    _ENDED.append(True)


# --- acts ----------------------------------------------------------------------------------------


def approved(folder: Path, armed: Callable[[], None]) -> None:
    """An approval, which `acknowledged` does not count."""
    home = make_home()
    armed()
    approve(folder / "ledger", home, Approved("starter", "1", "sha256:00"), "finance")


def erased(folder: Path, armed: Callable[[], None]) -> None:
    """A customer out of the run."""
    home = make_home()
    armed()
    erase(folder / "run", "C-1003", "asked", home, folder / "ledger")


def ran(folder: Path, armed: Callable[[], None]) -> None:
    """A sealed run in the place of the former one."""
    decide(folder, armed, ended)


ACTS: Final = {"run": ran, "approval": approved, "erasure": erased}


def deeds_of(act: str, folder: Path) -> int:
    """How many deeds an act has on a sound disk."""
    told = folder.with_name("deeds")
    left = [0]

    def count(_: str | None) -> None:
        left[0] += not _ENDED

    def work() -> None:
        ACTS[act](folder, lambda: watch(count))
        os.write(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), str(left[0]).encode())

    if code := child(work):
        raise AssertionError(f"{act} on a sound disk ended with {code}")
    return int(told.read_text())


def faults_of(act: str, deeds: int) -> list[Fault]:
    """Every fault of an act: each deed by itself and for good."""
    found = [
        Fault(act, n, reason, lasting)
        for n in range(1, deeds + 1)
        for lasting, reason in ((False, errno.EIO), (True, errno.ENOSPC))
    ]
    return found + [Fault(act, 0, size=size) for size in SIZES]


def suffer(fault: Fault, sound_place: Path, folder: Path) -> bool:
    """The fault, on a copy of a sound place; whether the act was refused. Raises AssertionError for
    what must not be."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sound_place, folder)
    before = len(read_log(folder / "ledger").events)
    code = child(lambda: _suffered(fault, folder), (KeytierError,))
    if code not in (0, REFUSED):
        raise AssertionError(f"{fault}: ended with {code}, and no message of ours")
    if child(lambda: _looked(fault, folder, before, code == 0)):
        raise AssertionError(str(fault))
    again = child(lambda: ACTS[fault.act](folder, sound))
    if again and not (again == REFUSED and fault.act == "erasure"):  # it was erased all the same
        raise AssertionError(f"{fault}: nor does it go on a sound disk")
    if child(lambda: _done(fault, folder)):
        raise AssertionError(f"{fault}: after it was done again")
    return code != 0


def _done(fault: Fault, folder: Path) -> None:
    """What is there after the act was done again."""
    look(folder)
    if fault.act == "erasure":
        assert open_run(folder / "run").decision("C-1003") is None


def _suffered(fault: Fault, folder: Path) -> None:
    """The act on such a disk. What the system says of a file by its name, the terminal says."""
    try:
        ACTS[fault.act](folder, lambda: arm(fault))
    except OSError as e:
        if e.filename is None:
            raise AssertionError(f"{e}, of no file") from e
        raise KeytierError([]) from e


def _looked(fault: Fault, folder: Path, before: int, done: bool) -> None:
    """What is there after a fault: all events of before, and a run that holds."""
    events = read_log(folder / "ledger").events
    assert len(events) > before if done else len(events) >= before, "an event was lost"
    if not (folder / "run").exists():  # as KT388 says: it lies beside, and is put back
        (former,) = folder.glob(".run.*.former")
        former.rename(folder / "run")
    try:
        look(folder)
    except BrokenRecord as e:
        (said,) = e.diagnostics
        assert fault.act == "erasure" and not done and "erase again" in said.message(), said
    else:
        verify_run(folder / "run", make_home(), ledger=folder / "ledger")


def campaign(
    place: Path, count: int | None, acts: Collection[str] = tuple(ACTS)
) -> tuple[int, int]:
    """How many faults there were, and how many of them were refused."""
    sound_place, folder = place / "sound", place / "place"
    os.environ["KEYTIER_HOME"] = str(folder / "home")
    folder.mkdir()
    (folder / "acknowledged").touch()
    make_home()
    for _ in range(2):  # the second in the place of the first
        if child(lambda: decide(folder, sound)):
            raise AssertionError("the first run")
    shutil.copytree(folder, sound_place)
    faults = []
    for act in acts:
        shutil.rmtree(folder)
        shutil.copytree(sound_place, folder)
        faults += faults_of(act, deeds_of(act, folder))
    if count is not None and count < len(faults):
        faults = [faults[n * len(faults) // count] for n in range(count)]
    refused, wrong = 0, []
    for fault in faults:
        try:
            refused += suffer(fault, sound_place, folder)
        except AssertionError as e:
            wrong.append(str(e))
    if wrong:
        raise AssertionError("\n".join(wrong))
    return len(faults), refused


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--count", type=int)
    parser.add_argument("--act", choices=tuple(ACTS), action="append", dest="acts")
    kernels.add_in_memory(parser)
    given = parser.parse_args()
    kernels.heed(given)
    with tempfile.TemporaryDirectory() as place:
        try:
            found, refused = campaign(Path(place), given.count, given.acts or tuple(ACTS))
        except (AssertionError, KeytierError) as e:
            raise SystemExit(str(e)) from e
    print(f"{found} faults, {refused} ended in a message; nothing acknowledged was lost")


if __name__ == "__main__":
    main()
