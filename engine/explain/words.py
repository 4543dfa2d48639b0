"""Every sentence of an explanation, in English and Chinese, by key.

Holes are `{name}`; what fills them is never read as a template again.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import Final

from engine.author.policy import Text
from engine.explain.words_gaps import GAPS
from engine.explain.words_instead import INSTEAD
from engine.explain.words_override import OVERRIDES
from engine.explain.words_points import POINTS
from engine.explain.words_ranks import RANKS
from engine.explain.words_reasons import REASONS
from engine.explain.words_seats import SEATS
from engine.explain.words_shown import SHOWN

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LATIN: Final = re.compile("[A-Za-z0-9%]")
Both = tuple[str, str]  # (English, Chinese)

SENTENCES: Final[dict[str, Both]] = {
    **SHOWN, **POINTS, **REASONS, **GAPS, **OVERRIDES, **SEATS, **INSTEAD, **RANKS,
}  # fmt: skip

#: Currencies that Chinese readers know by name; any other keeps its code.
CURRENCIES: Final[dict[str, str]] = {
    "CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元",
    "TWD": "新台币", "KRW": "韩元", "SGD": "新加坡元", "AUD": "澳元", "CAD": "加元",
    "CHF": "瑞士法郎",
}  # fmt: skip

UNITS: Final[dict[str, str]] = {"days": "天", "months": "个月", "years": "年"}


def both(key: str, /, **holes: Text | str | int) -> Text:
    """The sentence of `key` in both languages, its holes filled.

    >>> both("age", days=17)
    Text(en='17 days old', zh='17 天前')
    """
    en, zh = SENTENCES[key]
    return Text(en.format_map(_one(holes, "en")), _spaced(zh, _one(holes, "zh")))


def _spaced(template: str, holes: dict[str, str]) -> str:
    """A Chinese sentence, its holes filled; a letter or digit that fills one stands apart from a
    Chinese character beside it.

    >>> _spaced("{field}缺失", {"field": "csat"}), _spaced("{field}缺失", {"field": "年收入"})
    ('csat 缺失', '年收入缺失')
    """
    said = ""
    for literal, name, _, _ in Formatter().parse(template):
        for part in (literal, "" if name is None else holes[name]):
            pair = (_HAN, _LATIN) if _HAN.match(said[-1:]) else (_LATIN, _HAN)
            said += " " * bool(pair[0].match(said[-1:]) and pair[1].match(part)) + part
    return said


def plain(text: str) -> Text:
    """The same words in both languages: ids, numbers, formulas."""
    return Text(text, text)


def joined(parts: list[Text], en: str = ", ", zh: str = "、") -> Text:
    """Texts in a row."""
    return Text(en.join(p.en for p in parts), zh.join(p.zh for p in parts))


def _one(holes: dict[str, Text | str | int], language: str) -> dict[str, str]:
    return {k: v.say(language) if isinstance(v, Text) else str(v) for k, v in holes.items()}
