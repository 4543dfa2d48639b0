"""Runs that are killed, or meet a disk that refuses, at random points, into one place and ledger.

    python -m tests.kills --count 1000

Of the deeds that Python does to files one is the last (kill -9), or fails: no space left, a fault
of the disk, an fsync that does not come through. After each, the ledger holds together and has
every event that was acknowledged, in its order, and under the name of the run is nothing or a
sealed run that holds and stands in the ledger. At the end three runs are made at once.
Needs `fork`: this process loads everything and starts no thread, so that its children may be
forked.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb  # noqa: F401  loaded once, before any child is forked
import numpy  # noqa: F401
import sqlglot  # noqa: F401

from engine.atoms.errors import KeytierError
from engine.compile import lower, sql  # noqa: F401
from engine.connect.sources import Data
from engine.ledger.events import read_log
from engine.ledger.run import Asked, run
from engine.ledger.seal.home import make_home
from engine.ledger.seal.sealing import Sealing
from engine.ledger.verify.run import verify_run
from engine.terminal.loading import sound_policy
from engine.terminal.talk import Talk
from tests import kernels

STARTER = Path(__file__).resolve().parents[1] / "policies" / "starter"
#: How a child ends whose disk refused, and that said so.
REFUSED = 2
#: What Python does to files: a child dies just before one of these.
_DEEDS = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "os.truncate", "os.rmdir"})


def decide(
    folder: Path,
    killed: Callable[[], None],
    done_with: Callable[[], None] = lambda: None,
    into: str = "run",
) -> None:
    """A sealed run into `into`, in the place of the former one; `done_with` hears that it is there,
    before it is acknowledged."""
    raw, source, bound = sound_policy(Talk(), STARTER / "policy.yaml")
    ask = Asked(source, bound, Data(STARTER / "customers.csv"), 20_634, written=raw)
    home = make_home()
    killed()
    done = run(ask, folder / into, force=True, sealing=Sealing(home, folder / "ledger"))
    assert done.entered is not None
    done_with()
    with (folder / "acknowledged").open("a", encoding="utf-8") as file:
        file.write(f"{done.entered.number}\n")


def look(folder: Path) -> None:
    """What is there after a death."""
    lines = (folder / "acknowledged").read_text(encoding="utf-8").split()
    if (folder / "ledger" / "checkpoint").exists():
        events = read_log(folder / "ledger").events
        assert all(events[int(n)]["event"] == "run" for n in lines), "an event was lost"
        assert sorted(map(int, lines)) == list(map(int, lines)), "the order was lost"
    else:
        assert not lines, "the ledger was lost"
    if (folder / "run").exists():
        found = verify_run(folder / "run", make_home(), ledger=folder / "ledger")
        assert found.event is not None and found.rebuilt
    left = {p.name for p in folder.iterdir() if not p.name.startswith(".run.")}
    assert left <= {"run", "ledger", "acknowledged", "home"}, left


def child(
    work: Callable[[], None],
    refusals: tuple[type[BaseException], ...] = (KeytierError, OSError),
) -> int:
    """How a child ended that did this: 0, its exit code, or minus the signal; REFUSED where one of
    `refusals` ended it."""
    return ending(forked(work, refusals))


def forked(work: Callable[[], None], refusals: tuple[type[BaseException], ...]) -> int:
    """The number of a child that does this."""
    sys.stdout.flush()
    if (pid := os.fork()) == 0:
        code = 1
        try:
            work()
            code = 0
        except refusals:
            code = REFUSED  # what the terminal says in a sentence
        except BaseException as e:
            sys.stderr.write(f"{type(e).__name__}: {e}\n")
        finally:
            os._exit(code)
    return pid


def ending(pid: int) -> int:
    """How a child ended."""
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def at_once(folder: Path, count: int = 3) -> None:
    """Runs at once into one ledger, each of which is there, whole, with an event of its own."""
    file = folder / "acknowledged"
    before = file.read_text(encoding="utf-8").split()
    names = [f".run.{n}" for n in range(count)]
    works = [lambda n=n: decide(folder, lambda: None, into=n) for n in names]  # type: ignore[misc]
    for code in map(ending, [forked(work, ()) for work in works]):
        if code:
            raise AssertionError(f"one of {count} runs at once ended with {code}")
    told = file.read_text(encoding="utf-8").split()
    file.write_text("".join(f"{n}\n" for n in sorted(map(int, told))), encoding="utf-8")
    found = {_event(folder, name) for name in names}
    if found != set(map(int, told[len(before) :])) or len(found) != count:
        raise AssertionError(f"runs at once were entered as {sorted(found)}")


def _event(folder: Path, name: str) -> int:
    """The event of a run that holds, as a child finds it: this process starts no thread."""
    place = folder / ".run.event"

    def tell() -> None:
        found = verify_run(folder / name, make_home(), ledger=folder / "ledger")
        place.write_text(str(found.event), encoding="utf-8")

    if child(tell):
        raise AssertionError(f"{name} does not hold")
    return int(place.read_text(encoding="utf-8"))


def at_deed(number: int) -> Callable[[], None]:
    """Death by -9 before the so-manieth deed."""

    def arm() -> None:
        left = number

        def watch(name: str, _: Any) -> None:
            nonlocal left
            if name in _DEEDS:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)

    return arm


def refused(number: int, reason: int) -> Callable[[], None]:
    """A disk that refuses the so-manieth deed, and every fsync after it."""

    def arm() -> None:
        left = number
        real = os.fsync

        def watch(name: str, _: Any) -> None:
            nonlocal left
            if name in _DEEDS:
                left -= 1
                if left == 0:
                    raise OSError(reason, os.strerror(reason))

        def fsync(handle: int) -> None:
            if left <= 0:
                raise OSError(reason, os.strerror(reason))
            real(handle)

        os.fsync = fsync  # type: ignore[assignment]
        sys.addaudithook(watch)

    return arm


def at_time(seconds: float) -> Callable[[], None]:
    """Death after so long, wherever it is then, DuckDB's own work included."""
    return lambda: signal.setitimer(signal.ITIMER_REAL, seconds) and None


def campaign(folder: Path, count: int, draw: random.Random) -> tuple[int, int]:
    """How many runs were killed, and how many ended; raises AssertionError for what was lost."""
    os.environ["KEYTIER_HOME"] = str(folder / "home")
    (folder / "acknowledged").touch()
    make_home()
    killed = ended = 0
    while killed < count:
        deed = draw.randint(1, 130)
        how = draw.choice([
            at_deed(deed), at_deed(deed), at_time(draw.random() / 2),
            refused(deed, draw.choice([errno.ENOSPC, errno.EIO])),
        ])  # fmt: skip
        code = child(lambda how=how: decide(folder, how))  # type: ignore[misc]
        if code not in (0, REFUSED, -signal.SIGKILL, -signal.SIGALRM):
            raise AssertionError(f"a run ended with {code}")
        killed, ended = killed + (code != 0), ended + (code == 0)
        if child(lambda: look(folder)):
            raise AssertionError(f"after {killed} deaths and {ended} runs")
    at_once(folder)
    if child(lambda: decide(folder, lambda: None)) or child(lambda: look(folder)):
        raise AssertionError("the last run")
    return killed, ended


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    kernels.add_in_memory(parser)
    given = parser.parse_args()
    kernels.heed(given)
    with tempfile.TemporaryDirectory() as folder:
        try:
            killed, ended = campaign(Path(folder), given.count, random.Random(given.seed))
        except (AssertionError, KeytierError) as e:
            raise SystemExit(f"seed {given.seed}: {e}") from e
    print(f"seed {given.seed}: {killed} runs killed, {ended} ended; nothing acknowledged was lost")


if __name__ == "__main__":
    main()
