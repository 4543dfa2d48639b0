"""How long `keytier check` takes to start and end, beside a process that only imports.

    python -m tests.bench.start

Both run several times in turn; processor seconds of the fastest of each are compared, so that
what else the machine does counts little. Python's compiled files are kept in a folder of their
own, as an installation would have them.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Line

ROOT = Path(__file__).resolve().parent.parent.parent
POLICY = ROOT / "policies" / "value-tiers" / "policy.yaml"
ROUNDS = 15
BASE = [sys.executable, "-c", "import yaml, click, jsonschema"]
CHECK = [sys.executable, str(ROOT / "cli.py"), "check", "-q", str(POLICY)]


def ratio(rounds: int = ROUNDS) -> float:
    """`check` of a policy of about 200 lines / a process that imports yaml, click, jsonschema."""
    with TemporaryDirectory() as folder:
        environment = installed(folder)
        for command in (BASE, CHECK):
            _seconds(command, environment)
        best = [min(_seconds(c, environment) for _ in range(rounds)) for c in (BASE, CHECK)]
    return best[1] / best[0]


def installed(folder: str) -> dict[str, str]:
    """The environment of a process that keeps Python's compiled files, in a folder."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": folder}


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def line() -> Line:
    """The ratio beside its target."""
    return Line("keytier check of 200 lines / imports alone, processor seconds", ratio(), 2.5)


if __name__ == "__main__":
    print(line())
