"""The day of an instant in a time zone, as SQL, by the same time zone data that Python has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = int((datetime(1900, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds())
_LAST = int((datetime(2100, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds())
_PROBE = 7 * 86400  # two changes of a clock are never closer than this


def local_date(cell: str, timezone: str | None) -> str:
    """A DATE expression for a TIMESTAMP WITH TIME ZONE; NULL before 1900 and from 2100 on."""
    offset = "0" if timezone is None else _tree(offsets(timezone), f"epoch({cell})")
    day = f"CAST(floor((epoch({cell}) + {offset}) / 86400) AS INTEGER)"
    bounds = f"isfinite({cell}) AND epoch({cell}) >= {_FIRST} AND epoch({cell}) < {_LAST}"
    return f"CASE WHEN {bounds} THEN DATE '1970-01-01' + {day} END"


@lru_cache(maxsize=16)
def offsets(timezone: str) -> tuple[tuple[int, int], ...]:
    """(second since 1970 from which it holds, seconds east of UTC), ascending, for 1900 to 2100.

    >>> offsets("UTC")
    ((-2208988800, 0),)
    """
    zone = ZoneInfo(timezone)

    def at(second: int) -> int:
        moment = (_EPOCH + timedelta(seconds=second)).astimezone(zone)
        return int((moment.utcoffset() or timedelta()).total_seconds())

    found = [(_FIRST, at(_FIRST))]
    for low in range(_FIRST, _LAST, _PROBE):
        high = min(low + _PROBE, _LAST - 1)
        if at(high) == found[-1][1]:
            continue
        first, last = low, high
        while last - first > 1:
            middle = (first + last) // 2
            first, last = (middle, last) if at(middle) == found[-1][1] else (first, middle)
        found.append((last, at(last)))
    return tuple(found)


def _tree(steps: tuple[tuple[int, int], ...], second: str) -> str:
    """A balanced CASE that picks the offset of the step a second falls into."""
    if len(steps) == 1:
        return str(steps[0][1])
    half = len(steps) // 2
    low, high = _tree(steps[:half], second), _tree(steps[half:], second)
    return f"CASE WHEN {second} < {steps[half][0]} THEN {low} ELSE {high} END"
