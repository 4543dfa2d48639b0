"""The days of a series: from a first day on, in equal steps of the calendar."""

from __future__ import annotations

from typing import Final, Literal

from engine.atoms.dates import Duration, forward, from_day

Every = Literal["day", "week", "month", "quarter", "half_year", "year"]

#: A step of the calendar.
STEPS: Final[dict[Every, Duration]] = {
    "day": Duration(1, "days"), "week": Duration(7, "days"), "month": Duration(1, "months"),
    "quarter": Duration(3, "months"), "half_year": Duration(6, "months"),
    "year": Duration(1, "years"),
}  # fmt: skip

#: What a policy's `assess:` says of it.
ASSESSED: Final[dict[str, Every]] = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "half_yearly": "half_year", "yearly": "year",
}  # fmt: skip


def days_of(first: int, last: int, every: Every) -> list[int]:
    """The days from the first to the last, both included where they fall on a step.

    Each is counted from the first, so that a short month does not move the ones after it; where
    the first ends its month, all do.

    >>> from engine.atoms.dates import read_date
    >>> first, last = read_date("1997-11-30"), read_date("1998-03-31")
    >>> [from_day(d).isoformat() for d in days_of(first, last, "month")]
    ['1997-11-30', '1997-12-31', '1998-01-31', '1998-02-28', '1998-03-31']
    """
    step, ends = STEPS[every], _ends_month(first)
    days: list[int] = []
    while first <= last:
        day = forward(first, Duration(step.count * len(days), step.unit)) if days else first
        if ends and step.unit != "days":
            day = _end(day)
        if day > last or (days and day == days[-1]):
            break
        days.append(day)
    return days


def _ends_month(day: int) -> bool:
    return from_day(day + 1).day == 1


def _end(day: int) -> int:
    while not _ends_month(day):
        day += 1
    return day
