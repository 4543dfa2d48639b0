"""Errors as sentences: what could not be used, and what was expected."""

from __future__ import annotations

from engine.atoms.dates import from_day
from engine.atoms.kinds import KIND_WORDS
from engine.author.policy import Text
from engine.bind.bound import Type
from engine.explain.row import Row
from engine.explain.values import field_label, shown
from engine.explain.words import both, joined, plain


def unreadable(row: Row, part: str, what: str) -> Text:
    return both(f"reason.error.{what}", part=field_label(row.bound, part), kind=_kind(row, part))


def _kind(row: Row, part: str) -> Text:
    f = row.bound.fields.get(part)
    if f is None:
        return plain("?")
    return Text(*KIND_WORDS["answer" if f.origin == "item" else f.type.kind])


def outside(row: Row, part: str, what: str) -> Text:
    f = row.bound.fields.get(part)
    range_ = plain("?") if f is None else _range(f.type, row.currency)
    return both("reason.error.outside", part=field_label(row.bound, part), range=range_)


def _range(t: Type, currency: str | None) -> Text:
    """`0 to 100`, or the declared words."""
    if t.low is not None and t.high is not None:
        low, high = shown(t.low, t, currency), shown(t.high, t, currency)
        return both("range", low=low, high=high)
    return joined([plain(w) for w in t.words or ()])


def future(row: Row, part: str, what: str) -> Text:
    as_of = from_day(row.as_of).isoformat()
    return both("reason.error.future", part=field_label(row.bound, part), as_of=as_of)


def unlisted(row: Row, part: str, what: str) -> Text:
    f = row.bound.fields[part]
    value = shown(row.value(f), f.type, row.currency)
    return both("reason.error.unlisted", part=field_label(row.bound, part), value=value)


def of_field(row: Row, part: str, what: str) -> Text:
    return both(f"reason.error.{what}", part=field_label(row.bound, part))


def of_id(row: Row, part: str, what: str) -> Text:
    return both(f"reason.id.{what}")
