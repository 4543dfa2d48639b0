"""Timing: the best of several rounds, in turn, so that a busy moment hits nobody alone; memory."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any


def best_of(rounds: int, runs: Mapping[str, Callable[[], Any]]) -> dict[str, float]:
    """The least seconds of each run, all run in turn so many times."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            start = perf_counter()
            run()
            best[name] = min(best[name], perf_counter() - start)
    return best


def over(function: Callable[[Any], Any], rows: Sequence[Any]) -> Callable[[], None]:
    """A run that calls a function on each row."""

    def run() -> None:
        for row in rows:
            function(row)

    return run


@dataclass(frozen=True)
class Line:
    """A ratio beside its target: at most, or at least."""

    what: str
    ratio: float
    target: float | None = None
    at_least: bool = False

    def __str__(self) -> str:
        if self.target is None:
            return f"  {self.what:<66} {self.ratio:8.2f}"
        good = self.ratio >= self.target if self.at_least else self.ratio <= self.target
        sign = ">=" if self.at_least else "<="
        said = "ok" if good else "NO"
        return f"  {self.what:<66} {self.ratio:8.2f}   {sign} {self.target:g}  {said}"


def table(title: str, seconds: Mapping[str, float], unit: float, suffix: str) -> None:
    print(f"\n{title}")
    for name, value in seconds.items():
        print(f"  {name:<66} {value * unit:10.2f} {suffix}")


def peak_of(command: Sequence[str], *, quiet: bool = False) -> tuple[float, int, int]:
    """Seconds, peak resident bytes of the process with all its descendants, exit code."""
    begin, peak = time.monotonic(), 0
    out = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, stdout=out, stderr=out)
    while process.poll() is None:
        peak = max(peak, sum(_resident(p) for p in _tree(process.pid)))
        time.sleep(0.1)
    return time.monotonic() - begin, peak, process.returncode


def _tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            continue
        found += [int(c) for c in children]
    return found


def _resident(pid: int) -> int:
    """Resident bytes of a process; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
