"""Warnings in words: what fell, from what to what; that there is too little history; or silence."""

from __future__ import annotations

from engine.atoms.dates import forward, from_day
from engine.author.policy import ONLY, Text
from engine.bind.bound import BoundPolicy, Type, WarningRule
from engine.explain.row import Row
from engine.explain.scores import card_label
from engine.explain.values import field_label, named, shown
from engine.explain.words import both, joined


def warning_lines(row: Row) -> tuple[Text, ...]:
    """A line for each warning that is given, or of which nobody can tell; none for a no."""
    lines = []
    for w in row.bound.warnings:
        answer = row.text(f"{w.id}.answer")
        if answer in ("yes", "muted", "unknown", "not_enough_history"):
            lines.append(_line(row, w, answer))
    return tuple(lines)


def _line(row: Row, w: WarningRule, answer: str) -> Text:
    until = "?"
    last = row.number(f"warned.{w.id}")
    if w.mute is not None and last is not None:
        until = from_day(forward(last, w.mute)).isoformat()
    return both(
        f"warning.{answer}",
        what=warning_label(row.bound, w.id),
        watched=watched_label(row.bound, w),
        numbers=_numbers(row, w),
        until=until,
        have=max(0, (row.number("history.length") or 0) - (not row.text("event"))),
        need=w.least if w.falls is not None else max(w.least, w.within),
    )


def warning_label(bound: BoundPolicy, id: str) -> Text:
    """What people call a warning: its reason, else its label, else its id."""
    declared = bound.policy.warnings[id]
    return declared.reason or named(declared.label, id)


def watched_label(bound: BoundPolicy, w: WarningRule) -> Text:
    """What people call what a warning watches."""
    if w.reads is not None:
        return field_label(bound, w.reads)
    return both("warning.score") if w.card in (None, ONLY) else card_label(bound.card(w.card))


def _watched(row: Row, w: WarningRule) -> int | None:
    if w.reads is None:
        return row.number(row.bound.card(w.card or ONLY).column("score"))
    value = row.value(row.bound.fields[w.reads])
    return value if isinstance(value, int) else None


def _numbers(row: Row, w: WarningRule) -> Text:
    """`70, before that 75, 80`: as many as are known and looked at."""
    t = Type("number", w.scale) if w.reads is None else row.bound.fields[w.reads].type
    today = row.number(f"history.{w.watch}.1")
    before = [row.number(f"history.{w.watch}.{n}") for n in range(2, w.depth + 1)]
    if row.inputs is not None:
        before = [row.read(f"history.{w.watch}.{n}") for n in range(1, w.depth + 1)]
    if row.text("event"):  # it leaves the history as it found it, without what is seen now
        today = _watched(row, w)
        before = [row.number(f"history.{w.watch}.{n}") for n in range(1, w.depth + 1)]
    said = [shown(n, t, row.currency) for n in before]
    now = shown(today, t, row.currency)
    return both("warning.numbers", now=now, before=joined(said)) if said else now
