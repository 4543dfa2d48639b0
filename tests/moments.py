"""A command line that gets a signal at an exact moment of its work.

The moment is an event of the interpreter (`open`, `os.mkdir`, `os.rename` …) on a path that ends
in so and so: the process sends the signal to itself just before that happens, so no test has to
wait and hope.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests import warm

ROOT = Path(__file__).resolve().parent.parent

_WATCH = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored

def watch(happens, details, sent=[]):
    if happens == {event!r} and not sent and str(details[0]).endswith({ending!r}):
        sent.append(True)
        os.kill(os.getpid(), {number})

sys.addaudithook(watch)
"""
_COMMAND = f"""
sys.path.insert(0, {str(ROOT)!r})
sys.argv[0] = "keytier"
import runpy
runpy.run_path({str(ROOT / "cli.py")!r}, run_name="__main__")
"""


@dataclass(frozen=True)
class Ended:
    """How the process ended: minus the signal's number where that ended it."""

    code: int
    out: str
    err: str


def signalled(
    number: signal.Signals, event: str, ending: str, *arguments: object, cwd: Path
) -> Ended:
    """Run a command line that gets the signal before the first such event."""
    with begun(number, event, ending, *arguments, cwd=cwd, anew=event == "import") as process:
        out, err = process.communicate()
    return Ended(process.returncode, out.decode(), err.decode())


def begun(
    number: signal.Signals, event: str, ending: str, *arguments: object, cwd: Path,
    anew: bool = True,
) -> subprocess.Popen[bytes]:  # fmt: skip
    """The same, begun and not waited for; anew, or out of a warm process, which has imported
    everything and whose children do not get what is sent to the one that is given here."""
    watch = _WATCH.format(event=event, ending=ending, number=int(number))
    alone = (sys.executable, "-c", watch + _COMMAND)
    line = warm.line(None if anew else os.environ, alone, watch)
    return subprocess.Popen(
        [*line, *map(str, arguments)],
        cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
