"""Dates against today: nothing here reads the clock, today is handed in or not asked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.dates import from_day, read_date
from engine.atoms.diagnostic import Diagnostic
from engine.author import policy as p


def out_of_force(policy: p.Policy, today: int | None) -> Iterator[Diagnostic]:
    """KT207: today lies outside `effective:`."""
    effective = policy.effective
    if effective is None or today is None:
        return
    now = from_day(today).isoformat()
    if (word := effective.first) is not None:
        first = read_date(word.text)
        if first is not None and today < first:
            seen, seen_zh = f"it begins on {word.text}", f"{word.text} 才生效"
            params = {"today": now, "seen": seen, "seen_zh": seen_zh}
            yield Diagnostic("KT207", params, at=word.at)
    if (word := effective.until) is not None:
        until = read_date(word.text)
        if until is not None and today > until:
            seen, seen_zh = f"it ended on {word.text}", f"已于 {word.text} 结束"
            params = {"today": now, "seen": seen, "seen_zh": seen_zh}
            yield Diagnostic("KT207", params, at=word.at)


def overdue_review(policy: p.Policy, today: int | None) -> Iterator[Diagnostic]:
    """KT251: the weights should have been looked at again."""
    card = policy.scorecard
    if card is None or card.because is None or card.because.review_by is None or today is None:
        return
    word = card.because.review_by
    day = read_date(word.text)
    if day is not None and day < today:
        now = from_day(today).isoformat()
        yield Diagnostic("KT251", {"day": word.text, "days": today - day, "today": now}, at=word.at)
