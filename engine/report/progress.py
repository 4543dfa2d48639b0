"""A bar for long work on a terminal; short work ends before it is drawn."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Lock, Timer
from types import TracebackType
from typing import Any

PATIENCE = 1.0  # seconds before anything is drawn


class Bar:
    """Hears (stage, done, of) and draws on standard error, gone when the work is.

    `name` gives the words for a stage. Nothing is drawn, and rich is not even loaded, unless
    `wanted` and the work takes longer than a second.
    """

    def __init__(self, name: Callable[[str], str], wanted: bool) -> None:
        self.name, self.wanted = name, wanted
        self.heard: tuple[str, int, int] | None = None
        self.rich: Any = None
        self.task: Any = None
        self.lock = Lock()
        self.timer = Timer(PATIENCE, self._open)
        self.timer.daemon = True

    def __enter__(self) -> Bar:
        if self.wanted:
            self.timer.start()
        return self

    def __call__(self, stage: str, done: int, of: int) -> None:
        with self.lock:
            self.heard = (stage, done, of)
            self._show()

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        with self.lock:
            columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
            self.rich = Progress(*columns, console=Console(file=sys.stderr), transient=True)
            self.task = self.rich.add_task("", total=None)
            self.rich.start()
            self._show()

    def _show(self) -> None:
        if self.rich is None or self.heard is None:
            return
        stage, done, of = self.heard
        self.rich.update(self.task, description=self.name(stage), completed=done, total=of or None)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.wanted:
            self.timer.cancel()
            self.timer.join()  # a bar that is just being opened is closed too
        if self.rich is not None:
            self.rich.stop()
