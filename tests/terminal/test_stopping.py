"""Ctrl-C and SIGTERM, at exact moments: an exit code, one line, and nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from engine.connect.database import scratch
from engine.ledger.events import read_log
from engine.terminal.stopping import exit_code, heard, heeding
from tests.moments import signalled
from tests.terminal.conftest import ROOT

STARTER = ROOT / "policies/starter/policy.yaml"
CUSTOMERS = ROOT / "policies/starter/customers.csv"
MOMENTS = [
    ("import", "engine"),  # before anything of ours is there
    ("import", "engine.terminal.stopping"),  # before anything hears it
    ("import", "engine.terminal.door"),  # before there is anything that could speak
    ("import", "click"),
    ("open", "policy.yaml"),  # reading the policy
    ("import", "duckdb"),
    ("os.mkdir", ".partial"),
    ("open", "customers.csv"),  # reading
    ("open", "decisions/00000.parquet"),  # deciding
    ("open", "manifest.json"),  # writing
    ("shutil.rmtree", ""),  # cleaning up
    ("os.rename", ".partial"),
]


@pytest.mark.parametrize(
    ("event", "ending", "number"),
    [(*moment, signal.SIGINT) for moment in MOMENTS]
    + [(*moment, signal.SIGTERM) for moment in (MOMENTS[2], MOMENTS[8], MOMENTS[-1])],
)
def test_a_run_that_is_stopped(
    tmp_path: Path, event: str, ending: str, number: signal.Signals
) -> None:
    """At every moment it ends with 128 + the signal, says so in a line, and leaves no trace but
    what a ledger keeps: that a run was entered, and withdrawn."""
    ended = signalled(
        number, event, ending, "run", STARTER, CUSTOMERS, "--as-of", "2026-06-30",
        "-o", "made/for/it", cwd=tmp_path,
    )  # fmt: skip
    assert (ended.code, ended.out) == (128 + number, "")
    assert ended.err == "stopped; nothing half-written is left\n"
    ledger = tmp_path / "made" / "for" / "ledger"
    if ledger.exists():
        kinds = [event["event"] for event in read_log(ledger).events]
        assert kinds == ["begun", "run", "withdrawn"]
        assert list(ledger.parent.iterdir()) == [ledger]
    else:
        assert list(tmp_path.iterdir()) == []


def test_little_is_there_before_it_is_heard() -> None:
    """Until Ctrl-C is heeded nothing is imported but the two packages themselves: what a console
    script imports for that is all that it cannot catch."""
    line = (
        f"import sys; there = set(sys.modules); sys.path.insert(0, {str(ROOT)!r}); "
        "import engine.terminal; print(*sorted(set(sys.modules) - there))"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", line], capture_output=True, text=True)
    assert done.stdout.split() == ["__future__", "engine", "engine.terminal"]


def test_stopped_when_the_run_is_there(tmp_path: Path) -> None:
    """Who stops an export is told that the run is there, and where."""
    ended = signalled(
        signal.SIGINT, "os.mkdir", "there", "run", STARTER, CUSTOMERS, "--as-of", "2026-06-30",
        "-o", "out", "--csv", "there/a.csv", cwd=tmp_path,
    )  # fmt: skip
    assert ended.code == 130
    assert ended.err == "written to out\nstopped; nothing half-written is left\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ledger", "out"]


def test_in_another_language(tmp_path: Path) -> None:
    """Also who stops it before anything is loaded is spoken to in the language that was asked."""
    line = ("run", "p.yaml", "--lang", "zh", "--format", "json")
    ended = signalled(signal.SIGINT, "import", "click", *line, cwd=tmp_path)
    assert ended.code == 130
    assert ended.err == "已中断；没有留下写到一半的文件\n"
    assert '"code": 130' in ended.out


def test_a_query_that_is_stopped(tmp_path: Path) -> None:
    """A signal in the middle of DuckDB's own work is a KeyboardInterrupt."""
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)

    def feed() -> None:
        with pipe.open("wb", buffering=0) as out, suppress(BrokenPipeError):
            out.write(b"1\n" * 100_000)  # more than a pipe holds: when it is in, the query reads
            os.kill(os.getpid(), signal.SIGTERM)
            while True:
                out.write(b"1\n" * 100_000)

    feeder = Thread(target=feed)
    query = f"SELECT sum(x) FROM read_csv('{pipe}', columns={{'x': 'INT'}}, auto_detect=false)"
    with heeding():
        with pytest.raises(KeyboardInterrupt), scratch() as (con, _):
            feeder.start()
            con.execute(query).fetchone()
        assert exit_code() == 143
    feeder.join()


def test_the_next_command_line() -> None:
    """What one command line was told to do says nothing of the next one in the same process."""
    with heeding(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)
    assert not heard()


def test_impatience() -> None:
    """A second signal does not stop the cleaning up; a third one is obeyed."""
    # not SIGINT: it is ignored in whatever a shell has started in the background
    with heeding():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        assert heard()
        assert exit_code() == 143


def test_a_signal_that_the_shell_ignores() -> None:
    """What a shell starts in the background is not stopped by the Ctrl-C for another program."""
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with heeding():
            signal.raise_signal(signal.SIGINT)
            assert not heard()
    finally:
        signal.signal(signal.SIGINT, former)
