"""The commands. `main` is what `keytier` and `python cli.py` both run."""

from __future__ import annotations

# INVARIANT: nothing is imported here or in `engine` itself; a Ctrl-C during that would end in a
# traceback, because a console script imports both before it calls `main`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process by default) and give its exit code.

    0 fine · 1 findings · 2 wrong usage, unreadable file, or our bug · 3 a customer in error, or a
    gate stopped the run · 4 a stored run is broken · 130 Ctrl-C, 143 SIGTERM.
    """
    try:
        from engine.terminal.stopping import heeding

        with heeding():
            try:
                return _enter(arguments)
            except KeyboardInterrupt:  # before the door had opened
                return stopped(arguments)
    except KeyboardInterrupt:  # before it was heeded
        return stopped(arguments)


def _enter(arguments: Sequence[str] | None) -> int:
    import gc

    # Start-up makes many small objects that all stay: looking for dead ones among them costs a
    # tenth of a short command, and a long one still has cycles collected.
    gc.set_threshold(200_000, 50, 50)
    from engine.terminal.door import enter

    return enter(arguments)


def stopped(arguments: Sequence[str] | None = None) -> int:
    """Say that a command line was stopped before it had begun, and give the exit code."""
    from engine.terminal.door import stopped

    return stopped(arguments)
