"""The one full definition of reading a cell: text, or a typed value, to the exact value it holds.

Everything faster (`engine.connect.fast`) accepts only plain forms, gives for them what stands
here, and sends the rest here. A value is an integer at the field's scale, a truth, a day number,
a text, or a tuple of declared words; missing is None; what cannot be read is a `Fault`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.atoms.dates import EPOCH, read_date, to_day
from engine.atoms.numbers import NUMERIC, Fault, read_decimal, read_literal, to_scale
from engine.connect.forms import Form

Value = int | bool | str | tuple[str, ...]

#: Outer space: Unicode white space and the byte order mark, as one set for every engine.
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
YES = frozenset({"yes", "true", "1", "是"})
NO = frozenset({"no", "false", "0", "否"})
UNKNOWN = frozenset({"unknown", "不清楚", "未知"})
NOT_APPLICABLE = frozenset({"not applicable", "not_applicable", "不适用"})

#: What separates the words of a `choices` cell.
SEPARATORS = re.compile("[;；,，、|]")

_SIGNS = "¥￥$€£₩₹"
#: A currency that uses one of these signs takes only its own: `$5` in a CNY policy is no money.
_OWN_SIGNS = {
    "CNY": "¥￥", "JPY": "¥￥", "EUR": "€", "GBP": "£", "KRW": "₩", "INR": "₹",
    "USD": "$", "HKD": "$", "TWD": "$", "SGD": "$", "AUD": "$", "CAD": "$",
}  # fmt: skip
_GROUPED = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+)((?:\.[0-9]+)?)")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?"
    r"[ ]?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


def clean(text: str) -> str:
    """A text as it is compared: NFC, outer space stripped (U+3000 too).

    >>> clean("\u3000A 1 ")
    'A 1'
    """
    return unicodedata.normalize("NFC", text).strip(SPACES)


def read_cell(cell: Any, form: Form) -> Value | Fault | None:
    """The value that a cell holds by its field's contract; None when it is missing.

    Takes text or a typed value (int, Decimal, float, bool, date, datetime, list of words).

    >>> from engine.connect.forms import Form
    >>> money = Form("money", scale=4, low=-10**15, high=10**15)
    >>> read_cell(" ¥1,234.50 ", money), read_cell("", money), read_cell("N/A", money)
    (12345000, None, <Fault.UNREADABLE: 'unreadable'>)
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        text = clean(cell)
        if not text or text in form.missing_as:
            return None
        return _from_text(text, form)
    return _from_typed(cell, form)


def _from_text(text: str, form: Form) -> Value | Fault | None:
    kind = form.kind
    if kind in NUMERIC:
        return _number(text, form)
    if kind == "yes_no":
        return _truth(text)
    if kind == "date":
        return read_day(text, form)
    if kind == "choices":
        return _words(_listed(text, form), form)
    return _word(text, form)


def _from_typed(cell: Any, form: Form) -> Value | Fault | None:
    kind = form.kind
    if kind == "choices" and isinstance(cell, list | tuple | set | frozenset):
        return _words([clean(str(w)) for w in cell], form)
    if kind in ("text", "choices"):
        return read_cell(shown(cell), form)
    if isinstance(cell, datetime):
        day = local_day(cell, form.timezone)
        return Fault.UNREADABLE if kind != "date" or day is None else day
    if isinstance(cell, date):
        return to_day(cell) if kind == "date" else Fault.UNREADABLE
    if isinstance(cell, bool):
        return cell if kind == "yes_no" else Fault.UNREADABLE
    if not isinstance(cell, int | float | Decimal):
        return Fault.UNREADABLE
    plain = plain_number(cell)
    if plain is None:
        return Fault.UNREADABLE
    if plain in form.missing_as:
        return None
    return _from_text(plain, form)


def shown(cell: Any) -> str | None:
    """The text of a typed value, as a text field holds it."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float | Decimal):
        return plain_number(cell) or str(cell)
    if isinstance(cell, date):  # a datetime is one as well
        return cell.isoformat()
    if isinstance(cell, list | tuple | set | frozenset):
        return json.dumps([str(v) for v in cell], ensure_ascii=False)
    item = getattr(cell, "item", None)  # a number of numpy
    return shown(item()) if callable(item) else str(cell)


def plain_number(number: int | float | Decimal) -> str | None:
    """The shortest plain decimal text of a number, whole ones without a point; None for no number.

    >>> plain_number(1001.0), plain_number(0.1), plain_number(1e21), plain_number(float("nan"))
    ('1001', '0.1', '1000000000000000000000', None)
    """
    if isinstance(number, int):
        return str(number) if abs(number) < 10**60 else None
    exact = Decimal(repr(float(number))) if isinstance(number, float) else number
    if not exact.is_finite() or exact.adjusted() > 60:
        return None
    if exact == 0:
        return "0"
    if int(exact.normalize().as_tuple().exponent) < -60:
        return None
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- numbers ---------------------------------------------------------------------------------


def _number(text: str, form: Form) -> int | Fault:
    parsed = _decimal(text, form)
    if parsed is None:
        return Fault.UNREADABLE
    digits, have = parsed
    value = to_scale(digits, have, form.scale, form.round)
    if isinstance(value, Fault):
        return value
    if (form.low is not None and value < form.low) or (form.high is not None and value > form.high):
        return Fault.OUTSIDE
    if form.words is not None and value not in _allowed(form):
        return Fault.OUTSIDE
    return value


def _decimal(text: str, form: Form) -> tuple[int, int] | None:
    """Digits and scale of a number's text, after currency sign, units, percent and thousands."""
    if form.kind == "money":
        text = _without_sign(text, form.currency)
    shift = 0
    if form.kind == "percent":
        if text.endswith("%"):
            text = text[:-1].rstrip(" ")
        elif form.written_as == "fraction":
            shift = 2
    if form.written_as == "units" and (read := _with_units(text, form)) is not None:
        return read
    if m := _GROUPED.fullmatch(text):
        text = m[1] + m[2].replace(",", "") + m[3]
    parsed = read_decimal(text)
    if parsed is None or not shift:
        return parsed
    digits, have = parsed
    return (digits, have - shift) if have >= shift else (digits * 10 ** (shift - have), 0)


def _without_sign(text: str, currency: str | None) -> str:
    minus = text[0] if text[0] in "+-" else ""
    rest = text[len(minus) :]
    signs = _OWN_SIGNS.get(currency or "", _SIGNS)
    return minus + rest[1:].lstrip(" ") if rest and rest[0] in signs else text


def _with_units(text: str, form: Form) -> tuple[int, int] | None:
    exact = read_literal(text, form.kind, 60)
    return None if isinstance(exact, Fault) else _trimmed(exact, 60)


def _trimmed(digits: int, scale: int) -> tuple[int, int]:
    while scale and digits % 10 == 0:
        digits, scale = digits // 10, scale - 1
    return digits, scale


@lru_cache(maxsize=256)
def _allowed(form: Form) -> frozenset[int | Fault]:
    return frozenset(read_literal(word, form.kind, form.scale) for word in form.words or ())


# --- truths, words, days ---------------------------------------------------------------------


def _truth(text: str) -> bool | Fault:
    lowered = text.lower()
    if lowered in YES:
        return True
    return False if lowered in NO else Fault.UNREADABLE


def _word(text: str, form: Form) -> str | Fault:
    return Fault.OUTSIDE if form.words is not None and text not in form.words else text


def _listed(text: str, form: Form) -> list[str]:
    """The words that a cell lists; a word that itself holds a separator may stand alone."""
    if form.words is not None and text in form.words:
        return [text]
    if text.startswith("[") and text.endswith("]"):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list) and all(isinstance(w, str) for w in found):
            return [clean(w) for w in found]
    return [w for w in (part.strip(SPACES) for part in SEPARATORS.split(text)) if w]


def _words(found: list[str], form: Form) -> tuple[str, ...] | Fault | None:
    """The set of words, in the declared order (else in code point order), each once."""
    if not found:
        return None
    if form.words is None:
        return tuple(sorted(set(found)))
    chosen = set(found)
    if not chosen <= set(form.words):
        return Fault.OUTSIDE
    return tuple(w for w in form.words if w in chosen)


def read_day(text: str, form: Form) -> int | Fault:
    """The day of a date's or timestamp's text: by `format`, else ISO.

    >>> from engine.connect.forms import Form
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


# --- checklist answers -----------------------------------------------------------------------

Answer = str  # yes, no, unknown, not_applicable


def read_answer(cell: Any, missing_as: tuple[str, ...] = ()) -> Answer | Fault:
    """A checklist answer: `yes`, `no`, `unknown` (also when nothing is written), `not_applicable`.

    >>> read_answer("是"), read_answer(""), read_answer("不适用"), read_answer("maybe")
    ('yes', 'unknown', 'not_applicable', <Fault.UNREADABLE: 'unreadable'>)
    """
    if cell is None:
        return "unknown"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float | Decimal):
        cell = plain_number(cell)
    if not isinstance(cell, str):
        return Fault.UNREADABLE
    text = clean(cell)
    if not text or text in missing_as:
        return "unknown"
    lowered = text.lower()
    if lowered in YES:
        return "yes"
    if lowered in NO:
        return "no"
    if lowered in UNKNOWN:
        return "unknown"
    return "not_applicable" if lowered in NOT_APPLICABLE else Fault.UNREADABLE
