"""A formula as typed, and for each of its characters the place in the file.

Quotes, escapes and folded lines move characters; an error inside a formula still has its line
and column.
"""

from __future__ import annotations

import re
from typing import Final

from engine.author.nodes import Scalar
from engine.author.policy import FormulaText

_FOLD: Final = re.compile(r"[ \t]*(?:\r?\n[ \t]*)+")
_ESCAPE: Final = re.compile(r"\\(x..|u.{4}|U.{8}|\r?\n[ \t]*|.)", re.DOTALL)


def formula_text(node: Scalar) -> FormulaText:
    """The formula of a scalar, at its own characters inside any quotes."""
    page = node.page
    places = _places(node)
    if len(places) != len(node.text):  # composed characters: the whole scalar is the place
        places = [min(node.start + i, max(node.start, node.end - 1)) for i in range(len(node.text))]
    offsets = tuple(page.offset(p) for p in places)
    quotes = node.style in ("single", "double")
    quotes = quotes and node.end > node.start  # a stand-in has no width
    at = page.span(node.start + quotes, max(node.start + quotes, node.end - quotes))
    return FormulaText(node.text, at, offsets)


def _places(node: Scalar) -> list[int]:
    """Page offset of each character of a scalar's text."""
    raw = node.page.text
    if node.style in ("literal", "folded"):
        return _block(node, raw)
    quotes = node.style in ("single", "double")
    i, end = node.start + quotes, node.end - quotes
    places: list[int] = []
    while i < end:
        if node.style == "double" and (m := _ESCAPE.match(raw, i, end)):
            if not m[1].lstrip("\r").startswith("\n"):
                places.append(i)
            i = m.end()
        elif node.style == "single" and raw.startswith("''", i):
            places.append(i)
            i += 2
        elif raw[i] in " \t\r\n" and (m := _FOLD.match(raw, i, end)):
            places.extend([i] * max(1, m[0].count("\n") - 1))
            i = m.end()
        else:
            places.append(i)
            i += 1
    return places


def _block(node: Scalar, raw: str) -> list[int]:
    """Lines of a `|` or `>` text stand in it in order; what joins them stands at the line's end."""
    places: list[int] = []
    at = raw.find("\n", node.start) + 1
    for line in node.text.split("\n"):
        for word in re.split(r"( )", line):
            if not word:
                continue
            found = raw.find(word, at, node.end) if word != " " else at
            places.extend(range(found, found + len(word)))
            at = found + len(word)
        places.append(min(at, node.end - 1))
    return places[: len(node.text)]
