"""One judgement of a pair as people write it: `3`, `1/3`, `0.33`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.atoms.codes import Both
from engine.connect.cells import clean

LEAST, MOST = 1 / 9, 9.0
_SLACK = 1e-9
_FRACTION = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?/ ?([0-9]+(?:\.[0-9]+)?)")
_DECIMAL = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
#: What spreadsheets make of 1/3: a day, in the words of several countries.
_DAY = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|.*[0-9] ?[月日].*"
    r"|(?i:[0-9]{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
    r"|(?i:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ][0-9]{1,4})"
)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


@dataclass(frozen=True, slots=True)
class Judgement:
    """How many times as important, and how exactly that was written (half of its last digit)."""

    value: float
    exact: float = 0.0

    def mirrors(self, other: Judgement) -> bool:
        """Whether one is 1 divided by the other, as far as their digits tell.

        >>> Judgement(1.8, 0.05).mirrors(Judgement(0.56, 0.005))
        True
        """
        near = abs(other.value - 1 / self.value) <= other.exact + _SLACK
        return near or abs(self.value - 1 / other.value) <= self.exact + _SLACK


def read_judgement(text: str) -> Judgement | None:
    """The judgement that a cell holds, or None where it holds none.

    A decimal that 1/2 … 1/9 round to is taken for that fraction.

    >>> read_judgement("0.33") == read_judgement("1/3"), read_judgement("3").value
    (True, 3.0)
    """
    text = clean(text)
    if m := _FRACTION.fullmatch(text):
        below = float(m[2])
        return Judgement(float(m[1]) / below) if below else None
    m = _DECIMAL.fullmatch(text)
    if m is None or len(text) > 40:
        return None
    value, digits = float(text), len(m[2] or "")
    half = 0.5 * 10.0**-digits
    if digits >= 2 and value < 1:
        for k in range(2, 10):
            if abs(value - 1 / k) <= half + _SLACK:
                return Judgement(1 / k)
    return Judgement(value, half if digits else 0.0)


def on_scale(judgement: Judgement) -> bool:
    """Whether it lies from 1/9 to 9.

    >>> on_scale(Judgement(9.0)), on_scale(Judgement(0.1))
    (True, False)
    """
    return LEAST - _SLACK <= judgement.value <= MOST + _SLACK


def written(value: float) -> str:
    """A judgement as people write it: a step of the scale, or three digits.

    >>> written(3.0), written(1 / 3), written(2.449)
    ('3', '1/3', '2.45')
    """
    if value >= 1 and abs(value - round(value)) < 1e-6:
        return str(round(value))
    if value < 1 and abs(1 / value - round(1 / value)) < 1e-6:
        return f"1/{below}" if (below := round(1 / value)) > 1 else "1"
    return f"{value:.3g}"


def hint(text: str) -> Both | None:
    """What to do about a cell that holds no judgement, where its text tells."""
    text = clean(text)
    half = text.translate(_HALF_WIDTH)
    if half != text and read_judgement(half) is not None:
        return (f"these are full-width characters; write `{half}`",
                f"这些是全角字符；请写成 `{half}`")  # fmt: skip
    if _DAY.fullmatch(text):
        return (
            "a spreadsheet has made a date of a fraction such as 1/3: format the cells as text "
            "and type it again, or write 0.33",
            "表格软件把 1/3 变成了日期：请先把单元格设为文本再输入，或写成 0.33",
        )
    if text.startswith(("-", "−", "－")):
        return (
            "where the second criterion counts for more, write a fraction: 1/3, not -3",
            "后一个指标更重要时写成 1/3，而不是 -3",
        )
    return None
