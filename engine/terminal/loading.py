"""From a policy's path to what can be decided by, and the day to decide for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.atoms.dates import from_day, to_day
from engine.atoms.errors import PolicyError, RunError
from engine.atoms.text import Source
from engine.bind.bound import BoundPolicy
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.typed import typed

_NAMED = 3


def bound_policy(talk: Talk, file: Path) -> BoundPolicy:
    """The policy, bound; see `sound_policy`."""
    return sound_policy(talk, file)[2]


def sound_policy(talk: Talk, file: Path) -> tuple[bytes, Source, BoundPolicy]:
    """A policy's bytes, its text, and the policy bound. Raises PolicyError, with all findings, on
    errors."""
    from engine.author.opening import read_source
    from engine.check import inspect

    raw, source = read_source(file)
    bound, found = inspect(source, None)
    if bound is None or any(d.severity == "error" for d in found):
        raise PolicyError(found)
    # Without a day that counts as today, a warning that is allowed may look as if it were absent.
    if warnings := [d for d in found if d.code != "KT291"]:
        talk.detail("policy.warnings", n=len(warnings), file=file, typed=typed(file))
    return raw, source, bound


def day_for(talk: Talk, bound: BoundPolicy, as_of: int | None, insist: bool = False) -> int:
    """The day given; else today, where no decision depends on the day; else wrong usage.

    Raises RunError for a day outside `effective`, unless the caller insists.
    """
    from datetime import date

    from engine.connect.circumstances import inside_effective
    from engine.rehearse.days import dated_parts

    if as_of is None:
        parts = dated_parts(bound)
        if parts:
            named = ", ".join(f"`{p}`" for p in parts[:_NAMED]) + (" …" if parts[_NAMED:] else "")
            raise Mistake("as_of.needed", parts=named)
        as_of = to_day(date.today())
        talk.note("as_of.today", day=from_day(as_of).isoformat())
    try:
        inside_effective(bound, as_of, insist)
    except RunError as fault:
        hint = (
            "decide for a day inside `effective`, or add --outside-effective",
            "请选择 `effective` 之内的日期，或加上 --outside-effective",
        )
        raise RunError([replace(d, hint=hint) for d in fault.diagnostics]) from None
    return as_of


def context_of(bound: BoundPolicy, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Exact values of `--context name=value`. Raises UsageError for wrong names and values, and
    RunError where they choose no weights."""
    from engine.connect.circumstances import read_context

    return read_context(bound, once("--context", pairs))


def once(option: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The pairs of an option as a mapping; a name that is given twice is wrong usage."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise Mistake("pair.twice", option=option, name=name)
        found[name] = value
    return found
