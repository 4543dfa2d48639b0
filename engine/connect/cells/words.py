"""Words of a cell's text: truths, answers, declared words, lists of them."""

from __future__ import annotations

import json
import re

from engine.atoms.numbers import Fault
from engine.connect.cells.text import SPACES, clean
from engine.connect.forms import Form

YES = frozenset({"yes", "true", "1", "是"})
NO = frozenset({"no", "false", "0", "否"})
UNKNOWN = frozenset({"unknown", "不清楚", "未知"})
NOT_APPLICABLE = frozenset({"not applicable", "not_applicable", "不适用"})

#: What separates the words of a `choices` cell.
SEPARATORS = re.compile("[;；,，、|]")


def read_truth(text: str) -> bool | Fault:
    """Yes or no, in any case."""
    lowered = text.lower()
    if lowered in YES:
        return True
    return False if lowered in NO else Fault.UNREADABLE


def read_word(text: str, form: Form) -> str | Fault:
    """The text, one of the declared words where there are any."""
    return Fault.OUTSIDE if form.words is not None and text not in form.words else text


def read_words(text: str, form: Form) -> tuple[str, ...] | Fault | None:
    """The set of words that a cell lists, in the declared order (else in code point order), each
    once; None where it lists none.

    >>> read_words("b, a", Form("choices", words=("a", "b")))
    ('a', 'b')
    """
    found = _listed(text, form)
    if not found:
        return None
    if form.words is None:
        return tuple(sorted(set(found)))
    chosen = set(found)
    if not chosen <= set(form.words):
        return Fault.OUTSIDE
    return tuple(w for w in form.words if w in chosen)


def _listed(text: str, form: Form) -> list[str]:
    """The words that a cell lists; a word that itself holds a separator may stand alone."""
    if form.words is not None and text in form.words:
        return [text]
    if text.startswith("[") and text.endswith("]"):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list) and all(isinstance(w, str) for w in found):
            return [clean(w) for w in found]
    return [w for w in (part.strip(SPACES) for part in SEPARATORS.split(text)) if w]
