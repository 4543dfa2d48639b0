"""A command line that gets a signal at an exact moment of its work.

The moment is an event of the interpreter (`open`, `os.mkdir`, `os.rename` …) on a path that ends
in so and so: the process sends the signal to itself just before that happens, so no test has to
wait and hope.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_CHILD = """
import os, signal, sys
root, event, ending, number, *arguments = sys.argv[1:]
sys.path.insert(0, root)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
sent = False

def watch(happens, details):
    global sent
    if happens == event and not sent and str(details[0]).endswith(ending):
        sent = True
        os.kill(os.getpid(), int(number))

sys.addaudithook(watch)
sys.argv = ["keytier", *arguments]
import runpy
runpy.run_path(root + "/cli.py", run_name="__main__")
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
    with begun(number, event, ending, *arguments, cwd=cwd) as process:
        out, err = process.communicate()
    return Ended(process.returncode, out.decode(), err.decode())


def begun(
    number: signal.Signals, event: str, ending: str, *arguments: object, cwd: Path
) -> subprocess.Popen[bytes]:
    """The same, begun and not waited for."""
    line = [sys.executable, "-c", _CHILD, str(ROOT), event, ending, str(int(number))]
    return subprocess.Popen(
        [*line, *map(str, arguments)],
        cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
