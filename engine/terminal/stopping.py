"""Ctrl-C, and the ends that the system asks for: each is a KeyboardInterrupt, with its exit code.

Small on purpose: it is imported before anything that takes time.
"""

from __future__ import annotations

import atexit
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last is no signal of every system
_heard: list[int] = []


@contextmanager
def heeding() -> Iterator[None]:
    """Inside the block the signals are heard; one that the caller has ignored stays so (a shell
    does that to what it starts in the background)."""
    _heard.clear()
    former = {}
    try:
        for number in (getattr(signal, n) for n in _NAMES if hasattr(signal, n)):
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                former[number] = signal.signal(number, _hear)
    except ValueError:
        pass  # not the main thread: signals are not for us
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        if former:
            atexit.register(_deafen, former)
        _heard.clear()  # the next command line of this process was not stopped


def _deafen(numbers: Iterable[int]) -> None:
    """All is said and done: what is left of the process takes its time, and needs no ending."""
    for number in numbers:
        signal.signal(number, signal.SIG_IGN)


def _hear(number: int, frame: FrameType | None) -> None:
    """The second one is impatience, and must not stop the cleaning up; a third one is obeyed."""
    _heard.append(number)
    if len(_heard) != 2:
        raise KeyboardInterrupt


def heard() -> bool:
    """Whether an end was asked for: whatever went wrong after that is no news."""
    return bool(_heard)


def exit_code() -> int:
    """As shells count: 130 for Ctrl-C, 143 for SIGTERM, 129 where the terminal went away."""
    return 128 + (_heard[0] if _heard else signal.SIGINT)
