"""Warnings: what earlier assessments found, held against today's. docs/language.md 9 and 13."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, cast

from engine.atoms.dates import forward
from engine.bind.bound import BoundPolicy, WarningRule
from engine.bind.contract import history_columns
from engine.decide.interpreter.fields import Case

Row = dict[str, object]
Answer = Literal["yes", "no", "unknown", "not_enough_history", "muted"]


@dataclass(frozen=True, slots=True)
class Watched:
    """Today's number (None is missing) and those of earlier assessments, the latest first."""

    today: int | None
    before: Sequence[int | None]
    assessments: int  # how many there were before


def watched_of(
    case: Case, row: Mapping[str, object], scores: Mapping[str, int | None]
) -> dict[str, Watched]:
    """Everything that warnings watch and changes look back at. `scores` are by scorecard."""
    length = cast("int | None", row.get("history.length")) or 0
    found: dict[str, Watched] = {}
    for w in case.bound.warnings:
        _, deep = case.bound.watched()[w.watch]
        before = [cast("int | None", row.get(f"history.{w.watch}.{n}")) for n in range(1, deep + 1)]
        today = scores[w.card or ""] if w.reads is None else case.values[w.reads]
        found[w.watch] = Watched(cast("int | None", today), before, length)
    for name in case.bound.befores():
        if name not in found:
            before = [cast("int | None", row.get(f"history.{name}.1"))]
            found[name] = Watched(cast("int | None", case.values[name]), before, length)
    return found


def answer(w: WarningRule, seen: Watched) -> Answer:
    """Whether the warning is to be given, were it never muted."""
    if seen.today is None:
        return "unknown"
    if seen.assessments < w.least:
        return "not_enough_history"
    before = seen.before[: w.depth]
    if w.falls is not None:
        row = [seen.today, *before]
        fell = all(a is not None and b is not None and a < b for a, b in pairwise(row))
        return "yes" if fell else "no"
    assert w.drop is not None
    known = [number for number in before if number is not None]
    if known and seen.today <= max(known) - w.drop:
        return "yes"
    return "not_enough_history" if not known or seen.assessments < w.within else "no"


def warn(
    bound: BoundPolicy, row: Mapping[str, object], seen: Mapping[str, Watched], as_of: int
) -> dict[str, Answer]:
    """Every warning's answer; one that was given a short while ago is muted."""
    found: dict[str, Answer] = {}
    for w in bound.warnings:
        found[w.id] = answer(w, seen[w.watch])
        last = cast("int | None", row.get(f"warned.{w.id}"))
        if found[w.id] == "yes" and w.mute is not None and last is not None:
            found[w.id] = "muted" if as_of < forward(last, w.mute) else "yes"
    return found


def history_after(
    bound: BoundPolicy,
    row: Mapping[str, object],
    seen: Mapping[str, Watched],
    answers: Mapping[str, Answer],
    as_of: int,
) -> Row:
    """What the next decision finds: today's numbers before those of earlier assessments."""
    if row.get("event") is not None:  # out of turn: everything stays as it was
        return {c.name: row.get(c.name) for c in history_columns(bound)}
    left: Row = {}
    for name, (_, deep) in bound.watched().items():
        numbers = [seen[name].today, *seen[name].before][:deep]
        left |= {f"history.{name}.{n}": number for n, number in enumerate(numbers, 1)}
    for w in bound.warnings:
        left["history.length"] = seen[w.watch].assessments + 1
        if w.mute is not None:
            said = answers.get(w.id) == "yes"
            left[f"warned.{w.id}"] = as_of if said else row.get(f"warned.{w.id}")
    return left
