"""What a value of each kind is called, wherever people read of it."""

from __future__ import annotations

from typing import Final

from engine.atoms.codes import Both

KIND_WORDS: Final[dict[str, Both]] = {
    "money": ("an amount of money", "金额"),
    "number": ("a number", "数值"),
    "percent": ("a percentage", "百分比"),
    "whole": ("a whole number", "整数"),
    "rating": ("a rating", "评分"),
    "yes_no": ("yes or no", "是或否"),
    "date": ("a date", "日期"),
    "text": ("a text", "文本"),
    "choices": ("a list of words", "一组词"),
    "answer": ("an answer (yes, no, unknown, not applicable)", "回答（是、否、不清楚、不适用）"),
}
