"""Ranks in words: where a customer stands, among how many, and when they were measured."""

from __future__ import annotations

from datetime import date

from engine.atoms.dates import from_day
from engine.author.policy import Text
from engine.bind.bound import Leaf, RankPoints, Reference
from engine.bind.contract import rank_name
from engine.bind.masks import shown_word
from engine.explain.row import Row
from engine.explain.values import duration, named
from engine.explain.words import both, plain


def rank_text(row: Row, leaf: Leaf, form: RankPoints, percent: int) -> Text:
    """`ahead of 73% of the others (412 ranked, 2026-06-30)`."""
    if form.reference is not None:
        key = "rank.reference" if form.reference.count is None else "rank.reference.of"
        return both(key, percent=percent, **_told(form.reference))
    day, count = _day(row, leaf), row.read(rank_name(leaf.id, "count"))
    if day is None or not count:
        return both("rank.others", percent=percent)
    word = _word(row, form)
    key = "rank.others.of" if word is None else "rank.others.per"
    return both(key, percent=percent, count=count, day=day, word=plain(word or ""))


def unranked_text(row: Row, leaf: Leaf) -> Text:
    """Why a value has no rank."""
    form = leaf.points
    assert isinstance(form, RankPoints)
    if form.reference is not None:
        limit = duration(form.reference.good_for)
        return both("rank.none.reference", limit=limit, **_told(form.reference))
    day = _day(row, leaf)
    if day is None:
        return both("rank.none" if row.inputs is None else "rank.none.facts")
    word = _word(row, form)
    if word is None:
        return both("rank.none.alone", day=day)
    return both("rank.none.per", day=day, word=plain(word))


def _told(reference: Reference) -> dict[str, Text | str | int]:
    return {
        "label": named(reference.declared.label, reference.id),
        "count": reference.count or 0,
        "day": from_day(reference.measured).isoformat(),
    }


def _day(row: Row, leaf: Leaf) -> str | None:
    """The day of the facts, where they are known."""
    value = None if row.inputs is None else row.inputs.get(rank_name(leaf.id, "measured"))
    if isinstance(value, date):
        return value.isoformat()
    return from_day(value).isoformat() if isinstance(value, int) else None


def _word(row: Row, form: RankPoints) -> str | None:
    """The word of those with whom the customer is ranked."""
    value = None if form.per is None or row.inputs is None else row.inputs.get(form.per)
    return shown_word(row.bound, form.per, value) if isinstance(value, str) else None
