"""Death at any moment loses nothing that was acknowledged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.longer import times

ROOT = Path(__file__).resolve().parents[2]


def test_a_disk_that_refuses_loses_nothing() -> None:
    """A few of all the faults that the deeds of a run, an approval and an erasure can meet: each
    ends in a message, and on a sound disk the same command goes on."""
    count = str(times(8))
    line = [sys.executable, "-m", "tests.faults", "--count", count]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{count} faults, ")


def test_deaths_lose_nothing() -> None:
    """After runs killed at random, the ledger has every event that was acknowledged, and what
    stands under the run's name is sealed, whole and in the ledger."""
    count = str(times(25))
    line = [sys.executable, "-m", "tests.kills", "--count", count, "--seed", "20261122",
            "--in-memory"]  # fmt: skip
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{count} runs killed" in done.stdout
