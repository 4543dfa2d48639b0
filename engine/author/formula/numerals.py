"""Numbers of a formula: plain decimals, and what oddly written ones were meant to be."""

from __future__ import annotations

import re
from typing import Final, Literal

from engine.atoms.dates import read_date
from engine.atoms.numbers import Fault, read_literal, show
from engine.author.formula.faults import short
from engine.author.formula.reading import STAND_IN, Reading

MOST_DIGITS: Final = 40
_NUMBER: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9.])"
    r"|[0-9][0-9_.]*[eE][+-]?[0-9]+"
    r"|[0-9.][0-9A-Za-z_.]*(?:[ ]?(?:百万|千万|万|千|亿))?"
    r"(?:%|个工作日|工作日|个月|小时|分钟|季度|[天日月周年次个家人元块分岁笔单条件])?"
)
#: Words behind a number that change nothing of it; those of time do, unless the field counts days.
_COUNTED: Final = re.compile(r"(.*[^元块分天日次个家人岁笔单条件])[元块分天日次个家人岁笔单条件]")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9A-Za-z_.])")
_TIMED: Final = re.compile("(?:个工作日|工作日|个月|小时|分钟|季度|[月周年])$")
_PLAIN: Final = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_OPERAND_AHEAD: Final = re.compile(r"[ \t\r\n]*[A-Za-z0-9_('\"]")
_FACTOR_AHEAD: Final = re.compile(r"[ \t\r\n]*[*/]")
_WORD_AHEAD: Final = re.compile(r"[ \t\r\n]*(?:and|or|if|else|in|not)\b")


def read_number(r: Reading, i: int) -> int:
    """Reads the number or bare date that begins at `i`; where it ends."""
    grouped = _GROUPED.match(r.text, i)
    if grouped is not None and (r.depth == 0 or ",0" in grouped[0]):
        return _odd(r, i, grouped.end())
    m = _NUMBER.match(r.text, i)
    assert m is not None
    end = m.end()
    if r.text[end - 1] == "%" and _is_remainder(r.text, end):
        end -= 1
    seen = r.text[i:end]
    if read_date(seen) is not None:
        return _bare_date(r, i, end)
    if _PLAIN.fullmatch(seen) is None:
        return _odd(r, i, end)
    if sum(c.isdigit() for c in seen) > MOST_DIGITS:
        r.say("KT151", i, end, seen=len(seen) - ("." in seen), limit=MOST_DIGITS,
              what="digits in a number", what_zh="位数字")  # fmt: skip
    r.push("number", seen, i, end)
    return end


def _is_remainder(text: str, end: int) -> bool:
    ahead = _OPERAND_AHEAD.match(text, end)
    return ahead is not None and _WORD_AHEAD.match(text, end) is None


def _odd(r: Reading, i: int, end: int) -> int:
    seen = r.text[i:end]
    meant = meant_number(seen)
    if meant is None and (m := _COUNTED.fullmatch(seen)) is not None:
        meant = m[1] if _PLAIN.fullmatch(m[1]) else meant_number(m[1])
    hint = (
        "numbers in a formula are plain decimals such as 1200 or 0.5",
        "公式里的数字写成普通小数，如 1200 或 0.5",
    )
    if _TIMED.search(seen):
        hint = ("a number has no unit: count in the unit of the field beside it",
                "数字不带单位：按旁边字段的单位来写")  # fmt: skip
    if meant is not None:
        hint = (f"write {meant}", f"写成 {meant}")
    factor = (r.tokens and r.tokens[-1].text in ("*", "/")) or _FACTOR_AHEAD.match(r.text, end)
    if meant is not None and seen.endswith("%") and factor:
        part = _hundredth(meant)
        hint = (f"`{seen}` as a factor is {part}; the number of a percent is {meant}",
                f"`{seen}` 作为系数是 {part}；百分数本身的数字是 {meant}")  # fmt: skip
        r.say("KT157", i, end, hint=hint, seen=short(seen))  # which one is meant nobody knows
    else:
        r.say("KT157", i, end, meant=meant, hint=hint, seen=short(seen))
    if meant is None:
        r.push("name", STAND_IN, i, end)
    else:
        r.push("number", meant, i, end)
    return end


def _bare_date(r: Reading, i: int, end: int) -> int:
    seen = r.text[i:end]
    inside = [t.text for t in r.tokens[-2:]] == ["date", "("]
    meant = f"'{seen}'" if inside else f"date('{seen}')"
    r.say("KT163", i, end, meant=meant, seen=seen)
    if not inside:
        r.push("name", "date", i, end)
        r.push("operator", "(", i, end)
    r.push("text", f"'{seen}'", i, end)
    if not inside:
        r.push("operator", ")", i, end)
    return end


def _hundredth(number: str) -> str:
    value = read_literal(number, "number", 18)
    return number if isinstance(value, Fault) else show(value, 20)


def meant_number(seen: str) -> str | None:
    """The plain decimal that an oddly written number stands for, or None."""
    text = seen.replace("_", "")
    if m := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})", text):
        value = read_literal(m[1], "number", 30)
        scale = 30 - int(m[2])
        if isinstance(value, Fault) or int(m[2]) > 18:
            return None
        return show(value, scale)
    if text.startswith("."):
        text = "0" + text
    if text.endswith("."):
        text += "0"
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?f", text):
        text = text[:-1]
    kind: Literal["percent", "number"] = "percent" if text.endswith("%") else "number"
    value = read_literal(text, kind, 18)
    return None if isinstance(value, Fault) else show(value, 18)
