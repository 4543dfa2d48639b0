"""Timing: the best of several rounds, in turn, so that a busy moment hits nobody alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
