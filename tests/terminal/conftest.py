"""A command line to try things on, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.terminal import settings
from engine.terminal.door import GROUP
from tests import warm

ROOT = Path(__file__).resolve().parent.parent.parent
_OURS = ("KEYTIER_", "NO_COLOR", "FORCE_COLOR", "LC_", "LANG", "TERM", "_KEYTIER")


@dataclass(frozen=True)
class Said:
    """What came of a command line."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test stands in an empty folder, in English, with no setting of the machine."""
    for name in list(os.environ):
        if name.startswith(_OURS) and name != "KEYTIER_HOME":
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    settings.from_file.cache_clear()


@pytest.fixture
def keytier() -> Run:
    """Run a command line in this process; nothing may escape from it but its exit code."""

    def run(*arguments: object, input: str | bytes | None = None) -> Said:
        done = CliRunner().invoke(GROUP, [str(a) for a in arguments], input=input)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert "Traceback" not in done.output
        return Said(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def process() -> Run:
    """Run a command line in a process of its own, which a warm one gives birth to."""

    def run(*arguments: object, input: bytes | None = None, **environment: str) -> Said:
        env = {**os.environ, "PYTHONUTF8": "1", **environment}
        done = subprocess.run(
            [*warm.line(env), *map(str, arguments)],
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            capture_output=True,
            env=env,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
