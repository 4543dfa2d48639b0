"""Days of a cell's text: ISO dates and timestamps, or a declared `format:`."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.atoms.dates import EPOCH, from_day, read_date, to_day
from engine.atoms.numbers import Fault
from engine.connect.forms import Form

_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?"
    r"[ ]?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


def read_day(text: str, form: Form) -> int | Fault:
    """The day of a date's or timestamp's text: by `format`, else ISO.

    >>> read_day("2026-01-31T23:30:00Z", Form("date", timezone="Asia/Shanghai"))
    20485
    """
    if form.format is not None:
        m = pattern(form.format).fullmatch(text)
        if m is None:
            return Fault.UNREADABLE
        try:
            return to_day(date(int(m["y"]), int(m["m"]), int(m["d"])))
        except ValueError:
            return Fault.UNREADABLE
    day = read_date(text)
    if day is not None:
        return day
    m = _STAMP.fullmatch(text)
    if m is None:
        return Fault.UNREADABLE
    try:
        clock = time.fromisoformat(m[2])
        naive = datetime.combine(date.fromisoformat(m[1]), clock)
        if m[3] is None:
            return (naive.date() - EPOCH).days
        offset = m[3] if m[3] == "Z" else f"{m[3][:3]}:{m[3][-2:]}"
        zoned = datetime.fromisoformat(naive.isoformat() + offset)
    except ValueError:
        return Fault.UNREADABLE
    local = local_day(zoned, form.timezone)
    return Fault.UNREADABLE if local is None else local


def local_day(stamp: datetime, timezone: str | None) -> int | None:
    """The day of a timestamp: in the policy's time zone when it knows its own offset, else as
    it stands. None when the calendar ends before it."""
    if stamp.tzinfo is not None and timezone is not None:
        try:
            stamp = stamp.astimezone(_zone(timezone))
        except (OverflowError, ValueError):
            return None
    return to_day(stamp.date())


def write_day(day: date, form: Form) -> str:
    """The text that reads as a day by the form: a timestamp gives its day in the time zone.

    >>> write_day(date(2026, 1, 31), Form("date", format="DD.MM.YYYY"))
    '31.01.2026'
    """
    if isinstance(day, datetime):
        number = local_day(day, form.timezone)
        if number is None:
            return str(day)
        day = from_day(number)
    if form.format is None:
        return day.isoformat()
    return (
        form.format.replace("YYYY", f"{day.year:04d}")
        .replace("MM", f"{day.month:02d}")
        .replace("DD", f"{day.day:02d}")
    )


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=64)
def pattern(form: str) -> re.Pattern[str]:
    """A `format:` as a regular expression; a time of day may follow the date.

    Month and day may lack their leading zero where something other than a digit stands
    between the parts.
    """
    parts = re.split("(YYYY|MM|DD)", form)
    loose = all(parts[i] for i in range(2, len(parts) - 1, 2))
    short = "[0-9]{1,2}" if loose else "[0-9]{2}"
    groups = {"YYYY": "(?P<y>[0-9]{4})", "MM": f"(?P<m>{short})", "DD": f"(?P<d>{short})"}
    body = "".join(groups.get(part) or re.escape(part) for part in parts)
    return re.compile(body + r"(?:[T ][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?")
