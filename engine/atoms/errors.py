"""The exceptions that keytier raises: bugs and the outside world, never a wrong policy alone.

KeytierError                      everything below
├── PolicyError                   a policy that cannot be used; holds its diagnostics
├── DataError                     data that cannot be used at all (file, gate, table)
├── RunError                      a run that cannot go on (context, dates, output place)
├── UsageError                    a call or command line that makes no sense
└── BrokenRecord                  a stored run that does not hold together
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.atoms.diagnostic import Diagnostic


class KeytierError(Exception):
    """The root. `diagnostics` says what, where, and how to mend it."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = (
            (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        )
        super().__init__("; ".join(d.message() for d in self.diagnostics[:3]))


class PolicyError(KeytierError):
    """The policy has errors; nothing was decided. Exit code 1."""


class DataError(KeytierError):
    """The data cannot be read, or breaks a gate. Exit code 2 (unreadable) or 3 (gate)."""

    def __init__(
        self, diagnostics: Diagnostic | Iterable[Diagnostic], *, gate: bool = False
    ) -> None:
        super().__init__(diagnostics)
        self.gate = gate


class RunError(KeytierError):
    """The run cannot go on: context, effective dates, output place. Exit code 2."""


class UsageError(KeytierError):
    """The call makes no sense. Exit code 2."""


class BrokenRecord(KeytierError):
    """A stored run does not hold together. Exit code 4."""
