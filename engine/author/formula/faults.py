"""What can be wrong with text in quotes, and how signs that cannot be seen are named."""

from __future__ import annotations

import unicodedata
from typing import Final

TEXT_FAULTS: Final = {
    "open": ("has no closing quote", "缺少右引号"),
    "triple": ("stands in three quotes, expected one", "用了三重引号，应只用一个"),
    "backslash": ("holds a backslash", "含有反斜杠"),
    "hidden": ("holds the invisible character {seen}", "含有不可见字符 {seen}"),
    "empty": ("is empty", "是空的"),
    "padded": ("has space at its end", "首尾有空格"),
    "doubled": ("follows another with nothing between", "紧跟着另一段文字，中间没有运算符"),
    "prefix": ("has the prefix `{seen}`", "带有前缀 `{seen}`"),
}
TEXT_HINTS: Final = {
    "padded": (
        "values of text have no space around them, so it would never be equal",
        "文本值首尾没有空格，这样永远不会相等",
    ),
    "empty": (
        "empty text counts as missing: write is_missing(field)",
        "空文本就是缺失：写 is_missing(字段)",
    ),
    "doubled": (
        "a word that holds a single quote stands in double quotes",
        "含单引号的词请放在双引号里",
    ),
    "backslash": (
        "text stands as it is, without escapes",
        "文本按原样书写，没有转义",
    ),
}


def is_hidden(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def named(c: str) -> str:
    return c if 32 < ord(c) < 127 or not is_hidden(c) else f"U+{ord(c):04X}"


def short(text: str) -> str:
    """As much of a text as a finding shows of it."""
    return text if len(text) <= 40 else text[:37] + "…"
