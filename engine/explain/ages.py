"""How long evidence is good for, and what came after it, in words."""

from __future__ import annotations

from engine.atoms.dates import Duration, back, from_day
from engine.author.policy import Text
from engine.bind.bound import Field
from engine.bind.masks import MASK
from engine.explain.row import Row
from engine.explain.values import age, duration, field_label
from engine.explain.words import both, joined


def aged(row: Row, f: Field, days: int | None) -> Text:
    """`217 days old, good for 180 days`; `90 days old, from before the merger of 2026-05-01`."""
    item = row.bound.items.get(f.id)
    span = f.fresh if item is None else item.good_for
    told, limit = age(days), _limit(row, f, days, span)
    return told if limit is None else joined([told, limit], zh="，")


def _limit(row: Row, f: Field, days: int | None, span: Duration | None) -> Text | None:
    overtaken = row.overtaken(f)
    if overtaken is not None:
        name, day = overtaken
        shown = MASK if name in row.bound.masked else from_day(day).isoformat()
        return both("age.overtaken", event=field_label(row.bound, name), day=shown)
    within = span is None or (days is not None and row.as_of - days > back(row.as_of, span))
    if f.stale_after and within and row.inputs is None:
        return both("age.before_event")
    return None if span is None else both("age.limit", limit=duration(span))
