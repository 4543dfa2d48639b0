"""Exact numbers: integers with a scale, never floats.

A value of scale 4 holds ten-thousandths: 1200.50 is 12005000. Division rounds once, half away
from zero, on absolute values, so that every engine gets the same digit.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, Literal

Kind = Literal["money", "number", "percent", "whole", "rating", "yes_no", "date", "text", "choices"]
KINDS: Final[tuple[Kind, ...]] = (
    "money", "number", "percent", "whole", "rating", "yes_no", "date", "text", "choices",
)  # fmt: skip
NUMERIC: Final = frozenset({"money", "number", "percent", "whole", "rating"})

#: Digits after the point that a kind keeps.
SCALES: Final[dict[str, int]] = {"money": 4, "number": 6, "percent": 4, "whole": 0, "rating": 0}
#: Default bounds, inclusive, at the kind's scale: ±10^11, ±10^6 percent, ±10^12.
BOUNDS: Final[dict[str, int]] = {
    "money": 10**11 * 10**4,
    "number": 10**11 * 10**6,
    "percent": 10**6 * 10**4,
    "whole": 10**12,
    "rating": 10**12,
}

POINT_SCALE: Final = 3  # points: thousandths
MAX_POINTS: Final = 100 * 10**POINT_SCALE
WEIGHT_SCALE: Final = 2  # weights: percent with two decimals, that is basis points
ALL_WEIGHT: Final = 100 * 10**WEIGHT_SCALE
FLAT_SCALE: Final = POINT_SCALE + 4  # contribution = points × basis points
NESTED_SCALE: Final = FLAT_SCALE + 4
QUOTIENT_SCALE: Final = 6
SHARE_SCALE: Final = 4
WIDEST: Final = 10**38 - 1  # what 128-bit and DECIMAL(38,0) engines all hold
INT64: Final = 2**63 - 1


class Fault(StrEnum):
    """Why a text is not a value of its kind. The word is the reason code's second half."""

    UNREADABLE = "unreadable"
    DIGITS = "digits"  # more digits than the scale holds
    OUTSIDE = "outside"  # outside `between` or `one_of`


def divide(n: int, d: int) -> int:
    """n / d to the nearest integer, half away from zero. `d` must not be 0.

    >>> divide(5, 2), divide(-5, 2), divide(7, 3), divide(5, -2)
    (3, -3, 2, -3)
    """
    a, b = abs(n), abs(d)
    q = (2 * a + b) // (2 * b)
    return q if (n >= 0) == (d > 0) else -q


def rescale(value: int, have: int, want: int) -> int:
    """A value moved from one scale to another, rounded half away when it loses digits.

    >>> rescale(125, 2, 1), rescale(-125, 2, 1), rescale(1, 0, 3)
    (13, -13, 1000)
    """
    if want >= have:
        return value * int(10 ** (want - have))
    return divide(value, 10 ** (have - want))


_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?")


def read_decimal(text: str) -> tuple[int, int] | None:
    """(digits, scale) of a plain ASCII decimal, without trailing zeros; None for anything else.

    >>> read_decimal("1200.50"), read_decimal("-0.0"), read_decimal("1e6")
    ((12005, 1), (0, 0), None)
    """
    m = _DECIMAL.fullmatch(text)
    if m is None or len(text) > 80:
        return None
    fraction = (m[3] or "").rstrip("0")
    value = int(m[2] + fraction)
    return (-value if m[1] == "-" else value), len(fraction)


def to_scale(
    digits: int, scale: int, want: int, round_to: int | None = None
) -> int | Literal[Fault.DIGITS]:
    """A decimal at scale `want`; `round_to` first rounds it half away to so many digits."""
    if round_to is not None and scale > round_to:
        digits, scale = rescale(digits, scale, round_to), round_to
    if scale > want:
        return Fault.DIGITS
    return digits * int(10 ** (want - scale))


def show(value: int, scale: int, places: int = 0) -> str:
    """The plain decimal text, with as many decimals as it has but at least `places`.

    >>> show(855000000, 7), show(-5, 1), show(12005000, 4, 2)
    ('85.5', '-0.5', '1200.50')
    """
    sign = "-" if value < 0 else ""
    whole, fraction = divmod(abs(value), 10**scale)
    tail = f"{fraction:0{scale}d}".rstrip("0") if scale else ""
    tail = tail.ljust(places, "0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


#: Units of the policy language (in data only where the field says `written_as: units`).
UNITS: Final[dict[str, int]] = {
    "k": 3, "K": 3, "m": 6, "M": 6, "bn": 9, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8,
}  # fmt: skip
_UNIT = re.compile(r"(.*?)[ ]?(k|K|m|M|bn|千|万|百万|千万|亿)")
_GROUPED = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+)((?:\.[0-9]+)?)")


def read_literal(text: str, kind: Kind, scale: int | None = None) -> int | Fault:
    """A number as a policy writes it, at the kind's scale: `5m`, `500万`, `40%`, `10,000`, `-10`.

    Units belong to money, number and whole; `%` to percent.

    >>> read_literal("500万", "money"), read_literal("40%", "percent")
    (50000000000, 400000)
    >>> read_literal("1e6", "number")
    <Fault.UNREADABLE: 'unreadable'>
    """
    text = text.strip()
    if kind == "percent" and text.endswith("%"):
        text = text[:-1].rstrip()
    shift = 0
    if kind in ("money", "number", "whole") and (m := _UNIT.fullmatch(text)):
        text, shift = m[1], UNITS[m[2]]
    if m := _GROUPED.fullmatch(text):
        text = m[1] + m[2].replace(",", "") + m[3]
    parsed = read_decimal(text)
    if parsed is None:
        return Fault.UNREADABLE
    digits, have = parsed
    if shift:
        digits, have = digits * 10**shift, have
        while have and digits % 10 == 0:
            digits, have = digits // 10, have - 1
    return to_scale(digits, have, SCALES[kind] if scale is None else scale)
