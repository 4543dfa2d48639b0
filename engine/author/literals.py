"""What was most likely meant by a literal that is not written as policies write it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.atoms.codes import Both
from engine.atoms.dates import read_date, read_duration
from engine.atoms.numbers import show
from engine.author.plain import is_number

#: Full-width forms and the spaces and signs of a Chinese keyboard.
WIDE: Final = re.compile("[\u00a0\u3000-\u3002\u300a-\u300d\uff01-\uff5e\uffe5—–×÷≥≤≠“”‘’]")
_HALF: Final = str.maketrans({
    "\u00a0": " ", "\u3000": " ", "。": ".", "、": ",", "《": "<", "》": ">", "「": "'",
    "」": "'", "—": "-", "–": "-", "×": "*", "÷": "/", "≥": ">=", "≤": "<=", "≠": "!=",
    "“": '"', "”": '"', "‘": "'", "’": "'", "￥": "¥",
})  # fmt: skip


def half_width(text: str) -> str:
    """The text with every full-width sign, digit, letter and space as its half-width one.

    >>> half_width("６０％"), half_width("ａｔ＿ｌｅａｓｔ：")
    ('60%', 'at_least:')
    """
    return "".join(
        unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c
        for c in text.translate(_HALF)
    )


def bare(text: str) -> str:
    """The text in half width, without space and quotes of a Chinese keyboard around it.

    >>> bare(" “６０” "), bare("‘money’"), bare("“")
    ('60', 'money', '"')
    """
    half = half_width(text).strip()
    quoted = len(half) > 2 and half[0] == half[-1] and half[0] in "'\""
    return half[1:-1].strip() if quoted and text.strip()[0] not in "'\"" else half


_SCIENTIFIC: Final = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)[eE]([+-]?[0-9]{1,2})")
_ZEROS: Final = re.compile(r"([+-]?)0+([0-9][0-9.]*%?)")
_MARKED: Final = re.compile(
    r"(?:[$¥€£]|CNY|RMB|USD|EUR)\s*(.+)|(.+?)\s*(?:元|块|分|CNY|RMB|USD|EUR)"
)
_LONG_UNIT: Final = {
    "million": "m", "mio": "m", "mn": "m", "mm": "m", "thousand": "k", "billion": "bn", "b": "bn",
    "w": "万",
}  # fmt: skip


def meant_number(text: str) -> str | None:
    """The number that was meant, or None.

    >>> meant_number("1e6"), meant_number("0012"), meant_number("1_000"), meant_number("¥500万")
    ('1000000', '12', '1000', '500万')
    >>> meant_number("NO") is None
    True
    """
    text = bare(text)
    if is_number(text):
        return text
    if m := _SCIENTIFIC.fullmatch(text):
        return _shifted(m[1], int(m[2]))
    mended = text.replace("_", "").replace("'", "").removesuffix(".")
    mended = re.sub(r"^([+-]?)\.", r"\g<1>0.", mended)
    mended = re.sub(r"^(>=|=>|<=|=<|>|<|==|=)\s*", "", mended)
    if m := _ZEROS.fullmatch(mended):
        mended = m[1] + m[2]
    if m := _MARKED.fullmatch(mended):
        mended = m[1] or m[2]
    if m := re.fullmatch(r"([0-9.,+-]+)\s*([A-Za-z]+)", mended):
        mended = m[1] + _LONG_UNIT.get(m[2].lower(), m[2])
    return mended if mended != text and is_number(mended) else None


def _shifted(digits: str, power: int) -> str | None:
    whole, _, fraction = digits.partition(".")
    scale = len(fraction) - power
    if not -18 <= scale <= 18:
        return None
    value = int(whole + fraction)
    return show(value * 10 ** max(0, -scale), max(0, scale))


def number_hint(text: str, meant: str | None) -> Both | None:
    """A sentence for the number that was meant, or for a word that only looks like one."""
    if meant is not None:
        value = meant.removesuffix("000000")
        if value != meant and value.isdigit() and _SCIENTIFIC.fullmatch(text):
            return f"write {meant} or {value}m", f"写成 {meant} 或 {value}m"
        return f"write {meant}", f"写成 {meant}"
    if text.lower() in ("nan", ".nan", "inf", ".inf", "-.inf", "-inf", "infinity"):
        return "every number has a value and an end", "数字必须是确定且有限的值"
    if re.fullmatch(r"[0-9]{1,2}(:[0-9]{2}){1,2}", text):
        return (
            "this is a time of day; durations are written as 30 days or 6 months",
            "这是时刻；时长请写成 30 days 或 6 months",
        )
    if text.lower() in ("yes", "no", "true", "false", "on", "off", "y", "n"):
        return "this is an answer, not a number", "这是“是/否”，不是数字"
    return None


_UNITS: Final = {
    "day": (1, "days"), "d": (1, "days"), "天": (1, "days"), "日": (1, "days"),
    "week": (7, "days"), "w": (7, "days"), "周": (7, "days"), "星期": (7, "days"),
    "month": (1, "months"), "mon": (1, "months"), "m": (1, "months"), "月": (1, "months"),
    "个月": (1, "months"), "quarter": (3, "months"), "q": (3, "months"), "季度": (3, "months"),
    "个季度": (3, "months"),
    "year": (1, "years"), "y": (1, "years"), "yr": (1, "years"), "年": (1, "years"),
}  # fmt: skip

_COUNTS: Final = dict(
    zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True)
)


def meant_duration(text: str) -> str | None:
    """The duration that was meant, or None.

    >>> meant_duration("6 month"), meant_duration("2 weeks"), meant_duration("１２个月")
    ('6 months', '14 days', '12 months')
    >>> meant_duration("每季度"), meant_duration("半年"), meant_duration("三个月")
    ('3 months', '6 months', '3 months')
    """
    said = re.sub("^每(?=.)", "", bare(text).lower())
    if said in ("半年", "半年度"):
        return "6 months"
    m = re.fullmatch(r"([0-9]{1,4}|[一二两三四五六七八九十]?)\s*([^\s0-9]+)", said)
    if m is None or not (m[1] or text.lstrip().startswith("每")):
        return None
    times, unit = _UNITS.get(m[2].removesuffix("s"), (0, ""))
    count = (int(m[1]) if m[1].isdigit() else _COUNTS.get(m[1], 1)) * times
    mended = f"{count} {unit if count != 1 else unit[:-1]}"
    return mended if count and read_duration(mended) is not None else None


def meant_date(text: str) -> str | None:
    """The day that was meant, or None; never where day and month could be taken for each other.

    >>> meant_date("2026/1/31"), meant_date("2026年1月31日"), meant_date("31.01.2026")
    ('2026-01-31', '2026-01-31', None)
    """
    text = bare(text)
    m = re.fullmatch(r"([0-9]{4})([-/.年 ])([0-9]{1,2})[-/.月 ]([0-9]{1,2})日?", text)
    m = m or re.fullmatch(r"([0-9]{4})()([0-9]{2})([0-9]{2})", text)
    if m is None:
        return None
    mended = f"{m[1]}-{int(m[3]):02d}-{int(m[4]):02d}"
    return mended if read_date(mended) is not None else None


_YES: Final = frozenset(("y", "on", "是", "true", "yes", "1", "有", "对"))
_NO: Final = frozenset(("n", "off", "否", "false", "no", "0", "无", "不"))


def meant_yes_no(text: str) -> str | None:
    """`yes` or `no`, where that was meant.

    >>> meant_yes_no("Y"), meant_yes_no("否"), meant_yes_no("perhaps")
    ('yes', 'no', None)
    """
    text = bare(text).lower()
    return "yes" if text in _YES else "no" if text in _NO else None
