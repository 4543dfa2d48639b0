"""The one full definition of reading a cell: text, or a typed value, to the exact value it holds.

Everything faster (`engine.connect.fast`) accepts only plain forms, gives for them what stands
here, and sends the rest here. A value is an integer at the field's scale, a truth, a day number,
a text, or a tuple of declared words; missing is None; what cannot be read is a `Fault`. A typed
value is read as its text would be (`typed`).
"""

from __future__ import annotations

from typing import Any

from engine.atoms.numbers import NUMERIC, Fault
from engine.connect.cells.days import read_day
from engine.connect.cells.numbers import read_number
from engine.connect.cells.text import clean
from engine.connect.cells.typed import as_text, shown
from engine.connect.cells.words import (
    NO,
    NOT_APPLICABLE,
    UNKNOWN,
    YES,
    read_truth,
    read_word,
    read_words,
)
from engine.connect.forms import Form

__all__ = ["Answer", "Value", "clean", "read_answer", "read_any", "read_cell"]

Value = int | bool | str | tuple[str, ...]
Answer = str  # yes, no, unknown, not_applicable


def read_cell(cell: Any, form: Form) -> Value | Fault | None:
    """The value that a cell holds by its field's contract; None when it is missing.

    Takes text or a typed value (a number, truth or date, also of numpy or pandas; a list of words).

    >>> from engine.connect.forms import Form
    >>> money = Form("money", scale=4, low=-10**15, high=10**15)
    >>> read_cell(" ¥1,234.50 ", money), read_cell("", money), read_cell("N/A", money)
    (12345000, None, <Fault.UNREADABLE: 'unreadable'>)
    """
    written = as_text(cell, form)
    if written is None:
        return None
    text = clean(written)
    if not text or text in form.missing_as:
        return None
    kind = form.kind
    if kind in NUMERIC:
        return read_number(text, form)
    if kind == "yes_no":
        return read_truth(text)
    if kind == "date":
        return read_day(text, form)
    if kind == "choices":
        return read_words(text, form)
    return read_word(text, form)


def read_answer(cell: Any, missing_as: tuple[str, ...] = ()) -> Answer | Fault:
    """A checklist answer: `yes`, `no`, `unknown` (also when nothing is written), `not_applicable`.

    >>> read_answer("是"), read_answer(""), read_answer("不适用"), read_answer("maybe")
    ('yes', 'unknown', 'not_applicable', <Fault.UNREADABLE: 'unreadable'>)
    """
    text = clean(shown(cell) or "")
    if not text or text in missing_as:
        return "unknown"
    lowered = text.lower()
    if lowered in YES:
        return "yes"
    if lowered in NO:
        return "no"
    if lowered in UNKNOWN:
        return "unknown"
    return "not_applicable" if lowered in NOT_APPLICABLE else Fault.UNREADABLE


def read_any(cell: Any, form: Form) -> Any:
    """`read_cell`, or `read_answer` where the form is an answer's."""
    return read_answer(cell, form.missing_as) if form.answer else read_cell(cell, form)
