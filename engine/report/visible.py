"""User text made safe to show: escapes and invisible characters become visible, lines stay one.

A policy or a customer's name may hold terminal escapes, bidirectional overrides or zero-width
characters. None of them may reach a terminal or a page as itself.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from engine.atoms.text import cells

TAB = "→   "
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\x1b": "<ESC>", "\x00": "<NUL>"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def hidden(c: str) -> bool:
    """Whether a character shows nothing, or something else than what it is.

    >>> hidden("\\u202e"), hidden("\\u00a0"), hidden("战"), hidden(" ")
    (True, True, False, False)
    """
    if " " <= c <= "~":
        return False
    category = unicodedata.category(c)
    return category in _HIDDEN or (category == "Zs" and c not in " \u3000")


def visible(text: str) -> str:
    """The text on one line, with every hidden character named.

    >>> visible("a\\x1b[31mb\\u200b")
    'a<ESC>[31mb<U+200B>'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_name(c) if hidden(c) else c for c in text)


def _name(c: str) -> str:
    return _SHORT.get(c) or f"<U+{ord(c):04X}>"


def shown_line(text: str) -> tuple[str, list[int]]:
    """A source line as shown, and the cell at which each of its characters begins.

    A tab is shown as an arrow of four cells. The list has one entry more than the text has
    characters: the cell after the last.

    >>> shown_line("\\t战a")
    ('→   战a', [0, 4, 6, 7])
    """
    parts: list[str] = []
    starts = [0]
    for c in text:
        piece = TAB if c == "\t" else _name(c) if hidden(c) else c
        parts.append(piece)
        starts.append(starts[-1] + cells(piece))
    return "".join(parts), starts


def pad(text: str, width: int, right: bool = False) -> str:
    """The text filled with spaces to `width` terminal cells.

    >>> pad("战略", 6) + "|", pad("7", 3, right=True)
    ('战略  |', '  7')
    """
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def cut(text: str, width: int) -> str:
    """The text, or its beginning and an ellipsis, in at most `width` cells.

    >>> cut("战略客户", 5), cut("abc", 5)
    ('战略…', 'abc')
    """
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for c in text:
        used += cells(c)
        if used > width - 1:
            break
        kept.append(c)
    return "".join(kept) + "…"


def json_text(document: Any, indent: int | None = 2) -> str:
    """A JSON text in which Chinese stays readable and hidden characters are escaped.

    >>> json_text({"a": "战\\u202e"}, None)
    '{"a": "战\\\\u202e"}'
    """
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    if text.isascii():
        return text
    return "".join(json.dumps(c)[1:-1] if c != "\n" and hidden(c) else c for c in text)
