"""Cells and rows in error: what was seen, what was expected, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.kinds import KIND_WORDS
from engine.atoms.numbers import BOUNDS, show
from engine.connect.forms import Form

#: The finding of each kind of fault.
CODES = {
    "unreadable": "KT320", "digits": "KT321", "outside": "KT322", "undated": "KT331",
    "unclear": "KT332", "gap": "KT334", "result": "KT335", "differ": "KT346",
    "missing": "KT345", "duplicate": "KT345", "no_id": "KT345", "total": "KT345",
    "orphan": "KT345", "cycle": "KT345",
    "future": "KT366", "unlisted": "KT367", "derived": "KT368",
    "no_currency": "KT360", "strange_currency": "KT361", "no_rate": "KT362",
}  # fmt: skip
#: Why a gate sets a row aside.
_GATES: dict[str, Both] = {
    "missing": ("`{column}` must be there and is missing", "必须有值的 `{column}` 缺失"),
    "duplicate": ("another row has the id `{seen}` too", "另有一行的编号也是 `{seen}`"),
    "no_id": ("it has no id", "没有客户编号"),
    "orphan": (
        "its parents end at one that is no customer of the file, so nobody knows its group",
        "沿上级找到的客户不在文件中，因此无法知道它属于哪个集团",
    ),
    "cycle": (
        "its parents lead round in a circle, so nobody knows its group",
        "它的上级关系成环，因此无法知道它属于哪个集团",
    ),
    "total": ("`{seen}` reads like a total, not like a customer", "`{seen}` 像是合计，不像客户"),
}
#: What a gate on ids expects of the cell.
IDS: dict[str, Both] = {
    "duplicate": ("an id that no other row has", "其他行没有的编号"),
    "no_id": ("the id of a customer", "客户编号"),
    "total": ("the id of a customer", "客户编号"),
}
BY_THEN: Both = ("a rate dated on or before that day", "该日或更早日期的汇率")
ONE_VALUE: Both = ("one value for the day", "当天唯一的值")
#: Characters of a cell that are kept in a list, and shown in a sentence.
SEEN = 1000
_SHOWN = 100
A_DATE: Both = ("a date", "日期")
DECIDABLE: Both = ("a value by which `skip_when` is true or false", "能判断 `skip_when` 真假的值")


#: What is expected of the rows of a field, whatever its column holds.
ALIKE: Mapping[str, Both] = {"differ": ONE_VALUE, "no_rate": BY_THEN}


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell or row in error, in a column of that heading. `what` is a word of `CODES`; `reason`
    the decision's code."""

    file: str
    row: int | None
    line: int | None
    column: str | None
    id: str | None
    seen: str
    expected: Both
    what: str
    reason: str
    hint: Both | None = None
    sheet: str | None = None

    def diagnostic(self) -> Diagnostic:
        """The finding to show."""
        params: dict[str, object] = {
            "seen": cut(self.seen, _SHOWN),
            "expected": self.expected[0], "expected_zh": self.expected[1],
            "column": self.column or "", "id": self.id or "", "reason": self.reason,
            "field": self.reason.rpartition(".")[0],
            "state": f"`{cut(self.seen, _SHOWN)}`" if self.seen else "missing",
            "state_zh": f"为 `{cut(self.seen, _SHOWN)}`" if self.seen else "缺失",
        }  # fmt: skip
        if self.what in _GATES:
            why, why_zh = _GATES[self.what]
            params |= {"why": why.format_map(params), "why_zh": why_zh.format_map(params)}
        place = Place(self.file, self.row, self.line, self.column, self.id, self.sheet)
        return Diagnostic(CODES[self.what], params, place=place, hint=self.hint)


def cut(text: str, length: int) -> str:
    """A text of at most so many characters, and that it went on."""
    return text if len(text) <= length else text[:length] + " …"


def expected(form: Form, fault: str = "") -> Both:
    """What a cell of this form looks like, in both languages. Bounds that nobody set are said only
    where they are the fault (`outside`, `result`).

    >>> expected(Form("percent", 4, 0, 1000000))
    ('a percentage from 0 to 100', '介于 0 到 100 的百分比')
    """
    if form.answer:
        return "yes, no, unknown or not applicable", "是、否、不清楚或不适用"
    if form.kind == "date":
        shape = form.format or "YYYY-MM-DD"
        return f"a date as {shape}", f"形如 {shape} 的日期"
    en, zh = KIND_WORDS[form.kind]
    if form.kind == "yes_no":
        return f"{en} (1/0, true/false, 是/否)", f"{zh}（1/0、true/false、yes/no）"
    if form.words:
        return f"one of {', '.join(form.words)}", f"以下之一：{'、'.join(form.words)}"
    default = form.kind in BOUNDS and (-BOUNDS[form.kind], BOUNDS[form.kind])
    bounded = (form.low, form.high) != default or fault in ("outside", "result")
    if form.low is not None and form.high is not None and bounded:
        low, high = show(form.low, form.scale), show(form.high, form.scale)
        return f"{en} from {low} to {high}", f"介于 {low} 到 {high} 的{zh}"
    return en, zh
