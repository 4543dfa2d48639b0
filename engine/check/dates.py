"""Dates against today: nothing here reads the clock, today is handed in or not asked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.dates import back, from_day, read_date, read_duration
from engine.atoms.diagnostic import Diagnostic
from engine.author import policy as p


def out_of_force(policy: p.Policy, today: int | None) -> Iterator[Diagnostic]:
    """KT207: today lies outside `effective:`."""
    effective = policy.effective
    if effective is None or today is None:
        return
    first = None if effective.first is None else read_date(effective.first.text)
    until = None if effective.until is None else read_date(effective.until.text)
    if first is not None and until is not None and first > until:
        return  # said already
    if first is not None and today < first and effective.first is not None:
        yield _outside(effective.first, today, "it begins on {0}", "{0} 才生效")
    elif until is not None and today > until and effective.until is not None:
        yield _outside(effective.until, today, "it ended on {0}", "已于 {0} 结束")


def _outside(word: p.Word, today: int, seen: str, seen_zh: str) -> Diagnostic:
    params = {
        "today": from_day(today).isoformat(),
        "seen": seen.format(word.text),
        "seen_zh": seen_zh.format(word.text),
    }
    return Diagnostic("KT207", params, at=word.at)


def overdue_review(policy: p.Policy, today: int | None) -> Iterator[Diagnostic]:
    """KT251: the weights should have been looked at again."""
    for card in policy.cards:
        if card.because is None or card.because.review_by is None or today is None:
            continue
        word = card.because.review_by
        day = read_date(word.text)
        if day is not None and day < today:
            params = {"day": word.text, "days": today - day, "today": from_day(today).isoformat()}
            yield Diagnostic("KT251", params, at=word.at)


def old_references(policy: p.Policy, today: int | None) -> Iterator[Diagnostic]:
    """KT275: nobody could be ranked by a reference today."""
    for reference in policy.reference.values():
        measured = read_date(reference.measured.text)
        good_for = read_duration(reference.good_for.text)
        if today is None or measured is None or good_for is None:
            continue
        if not back(today, good_for) < measured <= today:
            params = {"name": reference.id, "today": from_day(today).isoformat(),
                      "day": reference.measured.text, "limit": reference.good_for.text}  # fmt: skip
            yield Diagnostic("KT275", params, at=reference.measured.at)
