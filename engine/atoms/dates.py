"""Days and calendar durations; a day is an integer, days since 1970-01-01."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

EPOCH = date(1970, 1, 1)
FIRST_DAY = (date(1, 1, 1) - EPOCH).days
LAST_DAY = (date(9999, 12, 31) - EPOCH).days
Unit = Literal["days", "months", "years"]


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days, calendar months or calendar years. Weeks are written as days."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit[:-1]}"


_DURATION = re.compile(r"([1-9][0-9]{0,4}) (day|month|year)(s?)")


def read_duration(text: str) -> Duration | None:
    """`180 days`, `6 months`, `1 year`; None for anything else.

    >>> read_duration("6 months")
    Duration(count=6, unit='months')
    """
    m = _DURATION.fullmatch(text.strip())
    if m is None:
        return None
    return Duration(int(m[1]), m[2] + "s")  # type: ignore[arg-type]


def to_day(d: date) -> int:
    """A date as its day, as which everything here is reckoned."""
    return (d - EPOCH).days


def from_day(day: int) -> date:
    """The date of a day."""
    return EPOCH + timedelta(days=day)


def exact(value: Any) -> Any:
    """A cell as databases and frames give it, as decisions hold it: a date becomes its day, and
    anything else stays.

    >>> exact(date(1970, 1, 3)), exact("1970-01-03")
    (2, '1970-01-03')
    """
    return to_day(value) if isinstance(value, date) else value


def read_date(text: str) -> int | None:
    """The day of an ISO date (`2026-01-31`, exactly so), or None."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        return None
    try:
        return to_day(date.fromisoformat(text))
    except ValueError:
        return None


def back(day: int, span: Duration) -> int:
    """The day `span` before: the open lower end of a window (D - w, D].

    Months and years are calendar ones, clamped to the month's last day.

    >>> from_day(back(to_day(date(2024, 3, 31)), Duration(1, "months"))).isoformat()
    '2024-02-29'
    """
    return _shift(day, span, -1)


def forward(day: int, span: Duration) -> int:
    """The day `span` after, clamped in the same way."""
    return _shift(day, span, 1)


def first_still(day: int, span: Duration) -> int:
    """The earliest start from which `span`, counted forward, is not over on `day`.

    Months end on different days, so this is not always `back(day, span) + 1`.

    >>> from_day(first_still(to_day(date(2026, 2, 28)), Duration(6, "months"))).isoformat()
    '2025-09-01'
    """
    start = max(FIRST_DAY, back(day, span) - 31)
    while start <= LAST_DAY and forward(start, span) <= day:
        start += 1
    return start


def last_calendar_month(day: int) -> tuple[int, int]:
    """First and last day of the whole month before the one that holds `day`."""
    d = from_day(day).replace(day=1) - timedelta(days=1)
    return to_day(d.replace(day=1)), to_day(d)


def _shift(day: int, span: Duration, sign: int) -> int:
    if span.unit == "days":
        return max(FIRST_DAY, min(LAST_DAY, day + sign * span.count))
    d = from_day(day)
    months = d.year * 12 + d.month - 1 + sign * span.count * (12 if span.unit == "years" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY
    return to_day(date(year, month + 1, min(d.day, monthrange(year, month + 1)[1])))
