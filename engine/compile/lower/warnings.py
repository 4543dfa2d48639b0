"""Warnings: what earlier assessments found, held against today's (docs/language.md 9 and 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from engine.atoms.dates import first_still
from engine.bind.bound import Type, WarningRule
from engine.bind.contract import Column, history_columns
from engine.compile.lower.ground import Ground

_COUNT = Type("whole", 0, 0, 10**6)


@dataclass(slots=True)
class WarningSteps:
    """`given` by warning: whether it is to be given (never to whom the policy does not apply, or
    in error). `columns` are the answers, and what the next decision finds."""

    given: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)


def lower_warnings(g: Ground, judged: int, scores: Mapping[str, int]) -> WarningSteps:
    """`judged` is true where the customer is neither in error nor out of the policy; `scores` are
    by scorecard, missing where decisions show none."""
    found, b = WarningSteps(), g.b
    if not g.bound.watched():
        return found
    with b.about("warnings"):
        length = b.number(0)
        if g.bound.warnings:
            length = b.coalesce(g.column("history.length", t=_COUNT), length)
        today: dict[str, int] = {}
        before: dict[str, list[int]] = {}
        for w in g.bound.warnings:
            scale, deep = g.bound.watched()[w.watch]
            type_ = _type(g, w, scale)
            today[w.watch] = scores[w.card or ""] if w.reads is None else g.values[w.reads].step
            before[w.watch] = [
                g.column(f"history.{w.watch}.{n}", t=type_) for n in range(1, deep + 1)
            ]
        for name, f in g.bound.befores().items():
            if name not in today:
                today[name] = g.values[name].step
                before[name] = [g.column(f"history.{name}.1", t=f.type)]
        for w in g.bound.warnings:
            _warning(g, w, judged, length, today[w.watch], before[w.watch], found)
        for name, numbers in before.items():
            for n, step in enumerate([today[name], *numbers][: len(numbers)], 1):
                found.columns[f"history.{name}.{n}"] = step
        if g.bound.warnings:
            found.columns["history.length"] = b.add(length, b.number(1))
        if g.bound.policy.reassess_on:  # out of turn: everything stays as it was
            turn = b.missing(g.column("event"))
            for column in history_columns(g.bound):
                left = found.columns[column.name]
                found.columns[column.name] = b.case([(turn, left)], _cell(g, column))
    return found


def _cell(g: Ground, column: Column) -> int:
    """What stands in a column of the history."""
    if column.storage == "date":
        return g.column(column.name)
    if column.name == "history.length":
        return g.column(column.name, t=_COUNT)
    watch = column.name.removeprefix("history.").rpartition(".")[0]
    w = next((w for w in g.bound.warnings if w.watch == watch), None)
    type_ = g.bound.fields[watch].type if w is None else _type(g, w, column.scale)
    return g.column(column.name, t=type_)


def _type(g: Ground, w: WarningRule, scale: int) -> Type:
    if w.reads is not None:
        return g.bound.fields[w.reads].type
    return Type("number", scale, 0, int(100 * 10**scale))


def _warning(
    g: Ground, w: WarningRule, judged: int, length: int, today: int, before: list[int],
    found: WarningSteps,
) -> None:  # fmt: skip
    b, numbers = g.b, before[: w.depth]
    short = b.compare("<", length, b.number(w.least))
    if w.falls is not None:
        falls = [b.holds(b.compare("<", x, y)) for x, y in pairwise([today, *numbers])]
        fell, unsure = b.every(*falls), b.truth(False)
    else:
        assert w.drop is not None
        limit = [b.subtract(y, b.number(w.drop)) for y in numbers]
        fell = b.some(*(b.holds(b.compare("<=", today, y)) for y in limit))
        nothing = b.every(*(b.missing(y) for y in numbers))
        unsure = b.some(nothing, b.compare("<", length, b.number(w.within)))
    raised = b.every(b.present(today), b.negate(short), fell)
    muted = b.truth(False)
    last = None
    if w.mute is not None:
        last = g.column(f"warned.{w.id}")
        still = b.compare(">=", last, b.number(first_still(g.as_of, w.mute)))
        muted = b.every(raised, b.holds(still))
    answer = b.case(
        [
            (b.missing(today), b.text("unknown")),
            (short, b.text("not_enough_history")),
            (muted, b.text("muted")),
            (fell, b.text("yes")),
            (unsure, b.text("not_enough_history")),
        ],
        b.text("no"),
    )
    given = b.every(judged, raised, b.negate(muted))
    found.given[w.id] = given
    found.columns[f"{w.id}.answer"] = b.when(judged, answer)
    if last is not None:
        found.columns[f"warned.{w.id}"] = b.case([(given, b.number(g.as_of))], last)
