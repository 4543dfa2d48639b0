"""Numbers of a cell's text: currency signs, units, percent, thousands, digits, bounds."""

from __future__ import annotations

import re
from functools import lru_cache

from engine.atoms.numbers import Fault, read_decimal, read_literal, to_scale
from engine.connect.forms import NO_SIGN, Form

_SIGNS = "¥￥$€£₩₹"
#: A currency that uses one of these signs takes only its own: `$5` in a CNY policy is no money.
_OWN_SIGNS = {
    "CNY": "¥￥", "JPY": "¥￥", "EUR": "€", "GBP": "£", "KRW": "₩", "INR": "₹",
    "USD": "$", "HKD": "$", "TWD": "$", "SGD": "$", "AUD": "$", "CAD": "$", NO_SIGN: "",
}  # fmt: skip
_GROUPED = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+)((?:\.[0-9]+)?)")


def read_number(text: str, form: Form) -> int | Fault:
    """The number of a cleaned text, at the form's scale and inside its bounds.

    >>> read_number("1,234.50", Form("money", scale=4))
    12345000
    """
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
