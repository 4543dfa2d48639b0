"""A word of the policy, read as the value that its key asks for, from its text."""

from __future__ import annotations

import re
import unicodedata

from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Fix
from engine.atoms.numbers import (
    BOUNDS,
    MAX_POINTS,
    NUMERIC,
    POINT_SCALE,
    SCALES,
    Fault,
    Kind,
    read_decimal,
    read_literal,
    show,
    to_scale,
)
from engine.author.formula.faults import short
from engine.author.policy import Word
from engine.bind.bound import Type
from engine.bind.findings import KIND_WORDS, Both, Findings

_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_EXPONENT = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})")


def number(
    word: Word,
    kind: Kind,
    findings: Findings,
    *,
    low: int | None = None,
    high: int | None = None,
    scale: int | None = None,
) -> int | None:
    """The integer at the kind's scale (or `scale`), or None after saying what stands there.

    `low` and `high` are inclusive, at the scale; without them the kind's default bounds hold.
    """
    wanted = SCALES[kind] if scale is None else scale
    value = read_literal(word.text, kind, wanted)
    fraction = value is Fault.DIGITS and wanted > 0
    if (isinstance(value, Fault) and not fraction) or _LEADING_ZERO.match(word.text):
        expected, expected_zh = KIND_WORDS[kind]
        hint, mend = _hint(word.text, kind)
        fix = Fix(word.at, mend) if mend is not None and word.at is not None else None
        findings.add("KT189", word.at, seen=short(word.text), expected=expected,
                     expected_zh=expected_zh, hint=hint, fix=fix)  # fmt: skip
        return None
    if fraction:
        findings.add("KT190", word.at, seen=short(word.text), limit=wanted)
        return None
    assert isinstance(value, int)
    least = -BOUNDS[kind] if low is None else low
    most = BOUNDS[kind] if high is None else high
    if not least <= value <= most:
        findings.add("KT191", word.at, seen=short(word.text), low=show(least, wanted),
                     high=show(most, wanted))  # fmt: skip
        return None
    return value


def points(word: Word, findings: Findings, *, low: int = 0, high: int = MAX_POINTS) -> int | None:
    """Points as thousandths, 0 to 100 unless told otherwise, at most 3 decimals."""
    return number(word, "number", findings, low=low, high=high, scale=POINT_SCALE)


def percent(
    word: Word, findings: Findings, *, scale: int = SCALES["percent"], low: int = 0
) -> int | None:
    """A share of 0 to 100 percent, as `40` or `40%`, at `scale`."""
    return number(word, "percent", findings, low=low, high=100 * 10**scale, scale=scale)


def day(word: Word, findings: Findings) -> int | None:
    """The day of `2026-01-31`, or None after saying so."""
    found = read_date(word.text)
    if found is None:
        expected, expected_zh = KIND_WORDS["date"]
        hint = ("write a day that exists as 2026-01-31", "写存在的日期，如 2026-01-31")
        findings.add("KT189", word.at, seen=short(word.text), expected=expected,
                     expected_zh=expected_zh, hint=hint)  # fmt: skip
    return found


def text(word: Word | str) -> str:
    """Text as it is stored: composed (NFC), without space around it."""
    return unicodedata.normalize("NFC", word.text if isinstance(word, Word) else word).strip()


def value(word: Word, of: Type, findings: Findings) -> int | None:
    """A number that is compared with values of this type; it may lie outside their bounds."""
    assert of.kind in NUMERIC
    return number(word, of.kind, findings)


def _hint(seen: str, kind: Kind) -> tuple[Both | None, str | None]:
    """What to write in place of what was typed, and the mend where it is certain."""
    half = unicodedata.normalize("NFKC", seen)
    if half != seen and isinstance(read_literal(half, kind), int):
        return (f"full-width characters: write {half}", f"含有全角字符，写成 {half}"), half
    if (m := _EXPONENT.fullmatch(seen)) and (parsed := read_decimal(m[1])) is not None:
        digits, scale = parsed
        plain = to_scale(digits, scale, 30)
        assert isinstance(plain, int)
        if int(m[2]) <= 18:
            meant = show(plain, 30 - int(m[2]))
            short = f" or {meant[:-6]}m" if meant.endswith("000000") and kind == "money" else ""
            zh = f" 或 {meant[:-6]}m" if short else ""
            return (f"write {meant}{short}", f"写成 {meant}{zh}"), meant
    if _LEADING_ZERO.match(seen) and (parsed := read_decimal(seen)) is not None:
        meant = show(*parsed)
        return (f"write {meant}; only text keeps leading zeros",
                f"写成 {meant}；只有文本保留前导零"), meant  # fmt: skip
    if seen.endswith("%") and kind != "percent":
        return ("`%` belongs to values that are percent", "`%` 只用于百分数"), None
    if seen.replace("_", "") != seen and isinstance(read_literal(seen.replace("_", ""), kind), int):
        meant = seen.replace("_", "")
        return (f"write {meant}", f"写成 {meant}"), meant
    if seen[:1] in "¥￥$€£":
        return ("leave out the currency sign", "去掉货币符号"), seen[1:].strip() or None
    if kind == "money" or kind in ("number", "whole"):
        return ("write a number such as 1200, 12.5, 200k, 5m or 500万",
                "写数字，如 1200、12.5、200k、5m、500万"), None  # fmt: skip
    return ("write a number such as 12.5", "写数字，如 12.5"), None
