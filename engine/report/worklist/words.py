"""Headings and fixed words of a worklist, as (English, Chinese)."""

from __future__ import annotations

from typing import Final

from engine.atoms.codes import Both

#: The columns of the sheet, in their order.
HEADINGS: Final[dict[str, Both]] = {
    "customer": ("customer", "客户"),
    "ask": ("ask", "问项"),
    "question": ("question", "问题"),
    "evidence": ("evidence", "凭证"),
    "why": ("why", "原因"),
    "known": ("known so far", "已知情况"),
    "expected": ("expected", "应填"),
    "answer": ("answer", "回答"),
    "date": ("date", "日期"),
    "by": ("answered by", "回答人"),
    "note": ("note", "备注"),
}
#: Those that a person fills in.
FILLED: Final = ("answer", "date", "by", "note")

#: Where to supply what no cell of the sheet can hold.
PLACES: Final[dict[str, Both]] = {
    "rows": ("rows of its table, not here", "应补充明细表的记录，不在此填写"),
    "raters": ("the columns of its raters, not here", "应补充各评分人的列，不在此填写"),
    "person": ("a person's decision, not here", "由人决定，不在此填写"),
}
PLAIN: Final[dict[str, Both]] = {
    "dated": ("{what}, and its date", "{what}，并填日期"),
}
