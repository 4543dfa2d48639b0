"""From a policy's path to what can be decided by, and the day to decide for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.atoms.dates import from_day, to_day
from engine.atoms.errors import PolicyError
from engine.atoms.suggest import nearest
from engine.bind.bound import BoundPolicy
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk

_NAMED = 3


def bound_policy(talk: Talk, file: Path) -> BoundPolicy:
    """The policy, bound. Raises PolicyError with every finding when it has an error."""
    from engine.author.read import load_source
    from engine.check import inspect

    bound, found = inspect(load_source(file), None)
    if bound is None or any(d.severity == "error" for d in found):
        raise PolicyError(found)
    # Without a day that counts as today, a warning that is allowed may look as if it were absent.
    if warnings := [d for d in found if d.code != "KT291"]:
        talk.detail("policy.warnings", n=len(warnings), file=file)
    return bound


def day_for(talk: Talk, bound: BoundPolicy, as_of: int | None) -> int:
    """The day given; else today, where no decision depends on the day; else wrong usage."""
    from datetime import date

    from engine.rehearse.days import dated_parts

    if as_of is not None:
        return as_of
    parts = dated_parts(bound)
    if parts:
        named = ", ".join(f"`{p}`" for p in parts[:_NAMED]) + (" …" if parts[_NAMED:] else "")
        raise Mistake("as_of.needed", parts=named)
    today = to_day(date.today())
    talk.note("as_of.today", day=from_day(today).isoformat())
    return today


def context_of(bound: BoundPolicy, pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Canonical values of `--context name=value`; a wrong name or value is wrong usage."""
    from engine.atoms.numbers import Fault
    from engine.connect.cells import read_cell
    from engine.connect.forms import form_of

    known = {id_: f for id_, f in bound.fields.items() if f.origin == "context"}
    found: dict[str, object] = {}
    for name, text in pairs:
        if name not in known:
            if near := nearest(name, known):
                raise Mistake("context.unknown.near", name=name, near=near)
            raise Mistake("context.unknown", name=name, known=", ".join(known) or "-")
        declared = bound.policy.context[name]
        form = form_of(bound, known[name].type, declared)
        if form.kind in ("money", "number", "whole"):
            form = replace(form, written_as="units")
        value = read_cell(text, form)
        if isinstance(value, Fault):
            words = ", ".join(form.words or ()) or form.kind
            raise Mistake("context.value", name=name, value=text, expected=words)
        found[name] = value
    return found
