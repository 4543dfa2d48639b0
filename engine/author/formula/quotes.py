"""Text in quotes: what may stand between them, and quotes of a Chinese keyboard."""

from __future__ import annotations

import re
from typing import Final

from engine.atoms.diagnostic import Fix
from engine.author.formula.faults import TEXT_FAULTS, TEXT_HINTS, is_hidden, named
from engine.author.formula.reading import STAND_IN, Reading

#: An opening quote that no formula has, and the one that closes it.
CURLY: Final = {"“": "”", "”": "“", "‘": "’", "’": "‘", "＂": "＂", "＇": "＇", "「": "」"}

_AROUND: Final = re.compile(r"\s*[“”‘’「]([^“”‘’「」]*)[“”‘’」]\s*")
#: What no single word of data holds.
_FORMULA: Final = re.compile(r"[-+*/<>=()（）＝＞＜]|\s(?:and|or|not|in|if)\s")


def read_quoted(r: Reading, i: int) -> int:
    """Reads the text that a quote at `i` opens; where it ends."""
    quote = r.text[i]
    if r.text.startswith(quote * 3, i):
        return text_fault(r, i, len(r.text), "triple")
    end = r.text.find(quote, i + 1)
    if end < 0:
        return text_fault(r, i, len(r.text), "open")
    body = r.text[i + 1 : end]
    if "\\" in body:
        return text_fault(r, i, end + 1, "backslash")
    hidden = next((c for c in body if is_hidden(c)), None)
    if hidden is not None:
        return text_fault(r, i, end + 1, "hidden", named(hidden))
    if not body.strip():
        return text_fault(r, i, end + 1, "empty")
    if body != body.strip():
        mend = r.spots.mend(r.span(i + 1, end), body.strip())
        return text_fault(r, i, end + 1, "padded", mend=mend, meant=quote + body.strip() + quote)
    if r.tokens and r.tokens[-1].kind == "text" and r.tokens[-1].end == i:
        return text_fault(r, r.tokens[-1].start, end + 1, "doubled")
    r.push("text", r.text[i : end + 1], i, end + 1)
    return end + 1


def around(text: str) -> tuple[int, int] | None:
    """Where a formula begins and ends that stands, as a whole, in curly quotes."""
    m = _AROUND.fullmatch(text)
    return None if m is None or _FORMULA.search(m[1]) is None else m.span(1)


def closing(text: str, i: int) -> int | None:
    """Where the text of a curly quote at `i` ends; None where what is in it is no plain text."""
    closers = set(CURLY.values()) | set(CURLY)
    end = next((k for k in range(i + 1, len(text)) if text[k] in closers), None)
    return None if end is None or "'" in text[i + 1 : end] or "\\" in text[i + 1 : end] else end


def text_fault(
    r: Reading,
    start: int,
    end: int,
    which: str,
    seen: str = "",
    mend: Fix | None = None,
    meant: str = STAND_IN,
) -> int:
    """Says what is wrong with a text, and goes on behind it."""
    en, zh = TEXT_FAULTS[which]
    r.say("KT159", start, end, fix=mend, hint=TEXT_HINTS.get(which),
          what=en.format(seen=seen), what_zh=zh.format(seen=seen))  # fmt: skip
    r.push("text", meant, start, end)
    return end
