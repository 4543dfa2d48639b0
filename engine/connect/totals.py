"""Which ids are those of total rows, with which spreadsheets end: they are no customers."""

from __future__ import annotations

import re
from typing import Final

_SPACE = "[ \t\u00a0\u3000]*"
_CHINESE = "|".join(
    _SPACE.join(word)
    for word in ("合计", "总计", "小计", "共计", "总数", "总和", "总合计", "合计数", "总计数")
)
_ENGLISH = "(?:grand|sub)?[ -]?totals?|sum"
# A unit or a count may stand behind, in brackets; behind an English word no more than a currency,
# since that word may well begin the name of a company.
_UNIT = f"(?:{_SPACE}[(（[【][^()（）]*[)）\\]】])?"
_CURRENCY = f"(?:{_SPACE}[(（](?:[a-z]{{3}}|[0-9 ,]+|[$€£¥元])[)）])?"
_COLON = f"(?:{_SPACE}[:：])?"

#: The whole of such an id; reads alike as a pattern of Python and of DuckDB (RE2).
PATTERN: Final = (
    f"(?i)(?:(?:(?:本页|本月|本期|本年|以上){_SPACE})?(?:{_CHINESE}){_COLON}{_UNIT}"
    f"|(?:{_ENGLISH}){_COLON}{_CURRENCY}){_COLON}"
)
_TOTAL = re.compile(PATTERN)


def is_total(id_: str) -> bool:
    """Whether an id, already stripped of outer space, is that of a total row.

    >>> is_total("合 计"), is_total("Total (CNY):"), is_total("合计商贸")
    (True, True, False)
    """
    return _TOTAL.fullmatch(id_) is not None
