"""A policy and its cases, looked over in one go: nothing is decided."""

from __future__ import annotations

from pathlib import Path

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source
from engine.author.policy import Case
from engine.check import MOST_FINDINGS, look
from engine.rehearse.folder import cases_of
from engine.rehearse.vetting import faults_beside


def checked(source: Source, today: int | None = None, file: Path | None = None) -> list[Diagnostic]:
    """Every finding about a policy, and what keeps its cases from being decided; with its `file`
    also the cases of the folder beside it. So many of the cases as still find room beside the
    policy's own.
    """
    seen = look(source, today)
    cases: list[Case] = []
    more: list[Diagnostic] = []
    if file is not None:
        cases, more = cases_of(file)
    own = seen.meant.policy.tests if seen.meant is not None else ()
    more += faults_beside(seen, (*own, *cases))
    room = max(0, MOST_FINDINGS - len(seen.found)) if seen.found else len(more)
    return [*seen.found, *sorted(more, key=Diagnostic.order)[:room]]
