"""From a policy's path to what can be decided by, and the day to decide for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from engine.atoms.dates import from_day, to_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import PolicyError, RunError
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


def day_for(talk: Talk, bound: BoundPolicy, as_of: int | None, insist: bool = False) -> int:
    """The day given; else today, where no decision depends on the day; else wrong usage.

    Raises RunError for a day outside `effective`, unless the caller insists.
    """
    from datetime import date

    from engine.rehearse.days import dated_parts

    if as_of is None:
        parts = dated_parts(bound)
        if parts:
            named = ", ".join(f"`{p}`" for p in parts[:_NAMED]) + (" …" if parts[_NAMED:] else "")
            raise Mistake("as_of.needed", parts=named)
        as_of = to_day(date.today())
        talk.note("as_of.today", day=from_day(as_of).isoformat())
    if not insist:
        _in_force(bound, as_of)
    return as_of


def _in_force(bound: BoundPolicy, day: int) -> None:
    """Raises RunError where the policy is not in force on that day."""
    effective = bound.policy.effective
    if effective is None:
        return
    first = None if effective.first is None else effective.first.text
    until = None if effective.until is None else effective.until.text
    shown = from_day(day).isoformat()
    if (first is None or first <= shown) and (until is None or shown <= until):
        return
    en = " ".join(f"{word} {d}" for word, d in (("from", first), ("until", until)) if d)
    zh = "".join(f"{word}{d}" for word, d in (("自", first), ("至", until)) if d)
    params = {"as_of": shown, "effective": en, "effective_zh": zh}
    hint = (
        "decide for a day inside `effective`, or add --outside-effective",
        "请选择 `effective` 之内的日期，或加上 --outside-effective",
    )
    raise RunError(Diagnostic("KT454", params, at=effective.at, hint=hint))


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
    _chosen(bound, found)
    return found


def _chosen(bound: BoundPolicy, context: Mapping[str, object]) -> None:
    """Raises RunError where the context chooses no weights."""
    card = bound.scorecard
    by = None if card is None else card.choose_by
    if card is None or by is None or bound.fields[by].origin != "context":
        return
    value = context.get(by)
    if value not in card.profiles and "default" not in card.profiles:
        shown = "missing" if value is None else f"`{value}`"
        raise RunError(Diagnostic("KT457", {"name": by, "value": shown}))
