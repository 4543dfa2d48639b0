"""Words of a list that stand apart: `[华东，华南]` is one word to YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.edits import maps
from engine.author.nodes import Mapping, Node, Scalar, Sequence
from engine.author.page import Mend

#: Lists of words that data may hold.
WORD_LISTS: Final = ("one_of", "missing_as")
_SEPARATOR: Final = re.compile("[ ]*[，、；][ ]*")


def one_by_one(words: Node | None) -> Iterator[Diagnostic]:
    """`[华东，华南]` is one word to YAML. Quotes say that one is meant."""
    items = words.items if isinstance(words, Sequence) else ()
    for node in items:
        m = _SEPARATOR.search(node.text) if isinstance(node, Scalar) else None
        if m is None or not isinstance(node, Scalar) or node.style != "plain":
            continue
        first = node.page.text.find(m[0], node.start, node.end)
        at = node.at if first < 0 else node.page.span(first, first + len(m[0]))
        sign = m[0].strip()
        fix = Fix(node.at, ", ".join(_SEPARATOR.split(node.text))) if _sure(words, sign) else None
        params = {"seen": sign, "expected": ","}
        yield Diagnostic("KT105", params, at=at, fix=fix, hint=_WORD_BY_WORD)


_WORD_BY_WORD: Final = (
    "words of a list are separated by `,`; one word that holds the sign stands in double quotes",
    "列表中的词用 `,` 分隔；若本来就是一个词，请放进英文双引号",
)


def _sure(words: Node | None, sign: str) -> bool:
    """Whether a sign can only part two words. `、` beside commas may well belong to a word:
    农、林、牧、渔业."""
    return isinstance(words, Sequence) and words.flow and (sign == "，" or len(words.items) == 1)


def words_apart(root: Mapping) -> Mend | None:
    """`[华东，华南]`, where nothing else can be meant: what is behind it is read as two words."""
    for m in maps(root):
        for key in WORD_LISTS:
            words = m.get(key)
            for node in words.items if isinstance(words, Sequence) else ():
                if not isinstance(node, Scalar) or node.style != "plain":
                    continue
                signs = list(_SEPARATOR.finditer(node.page.text, node.start, node.end))
                if signs and all(_sure(words, s[0].strip()) for s in signs):
                    first = signs[0]
                    at = node.page.span(first.start(), first.end())
                    params = {"seen": first[0].strip(), "expected": ","}
                    fix = Fix(node.at, ", ".join(_SEPARATOR.split(node.text)))
                    finding = Diagnostic("KT105", params, at=at, fix=fix, hint=_WORD_BY_WORD)
                    return Mend([finding], [(s.start(), s.end(), ", ") for s in signs])
    return None
