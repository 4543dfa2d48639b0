"""The words of a formula, one by one, each with the mistakes that it may hold.

This runs before Python's own parser ever sees the text. Outside text in quotes only printable
ASCII passes; what people type by habit from spreadsheets, SQL, Python or a Chinese keyboard is
named, with the mend where there is one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.author.formula.faults import named, short
from engine.author.formula.habits import CONSTRUCTS, FULL_WIDTH, OPERATORS, SPOKEN, STRANGERS, WORDS
from engine.author.formula.numerals import read_number
from engine.author.formula.quotes import CURLY, around, closing, read_quoted, text_fault
from engine.author.formula.reading import (
    ATTRIBUTE,
    GOOD,
    KEYWORD_ARGUMENTS,
    KEYWORDS,
    SPACE,
    STAND_IN,
    Kind,
    Reading,
)
from engine.author.formula.spots import Spots

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SCORE_OF: Final = re.compile(r"\.[a-z][a-z0-9_]*(?![A-Za-z0-9_.])")
_OPERATOR: Final = re.compile(
    r"===|!==|<=>|==|!=|<=|>=|<>|=>|=<|&&|\|\||\*\*|//|:=|<<|>>|->|\?\?|[-+*/<>()\[\],=!&|%^~@?:]"
)
#: A field as templates write it.
_IN_BRACES: Final = re.compile(r"\$?\{[ ]*([A-Za-z_]\w*)[ ]*\}|\$([A-Za-z_]\w*)", re.ASCII)
_ATTRIBUTES: Final = re.compile(r"(?:\.[A-Za-z_][A-Za-z0-9_]*)+")
_FULL_WIDTH_RUN: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ＿．]+")
_SCRIPT_RUN: Final = re.compile(r"[\w]+")
_SPOKEN: Final = re.compile(
    f"(?:{'|'.join(sorted(SPOKEN, key=len, reverse=True))})(?![\u4e00-\u9fff])"
)
_COMPARED: Final = re.compile(r"[ \t]*(?:[=!]=|=(?!=)|(?:not )?in\b)")


def read_words(text: str, spots: Spots) -> Reading:
    """One formula's text as words, with its mistakes."""
    if (inner := around(text)) is not None:
        return _unquoted(text, spots, *inner)
    r = Reading(text, spots)
    i = 0
    while i < len(text):
        c = text[i]
        if c in SPACE:
            i += 1
        elif c in "'\"":
            i = read_quoted(r, i)
        elif c in "0123456789" or (c == "." and text[i + 1 : i + 2].isdigit()):
            i = read_number(r, i)
        elif m := _NAME.match(text, i):
            i = _word(r, i, m[0])
        elif m := _OPERATOR.match(text, i):
            i = _operator(r, i, m[0])
        elif ord(c) > 126:
            i = _foreign(r, i)
        else:
            i = _stranger(r, i)
    return r


def _unquoted(text: str, spots: Spots, start: int, end: int) -> Reading:
    """A formula in curly quotes: they go, and what stands in them is read."""
    r = read_words(" " * start + text[start:end] + " " * (len(text) - end), spots)
    seen, meant = text.strip(), text[start:end].strip()
    whole = Reading(text, spots, r.tokens)
    first = len(text) - len(text.lstrip())
    whole.say("KT152", first, first + len(seen), meant=None if r.found else meant,
              seen=short(seen), expected=short(meant))  # fmt: skip
    whole.found += r.found
    return whole


# --- each reads one thing at `i` and says where it ends ------------------------------------------


def _word(r: Reading, i: int, word: str) -> int:
    end = i + len(word)
    if r.text[end : end + 1] in ("'", '"') and word not in KEYWORDS:
        return text_fault(r, i, len(r.text), "prefix", word)
    if word in CONSTRUCTS:
        what, what_zh = CONSTRUCTS[word]
        r.say("KT160", i, end, what=what, what_zh=what_zh)
        return len(r.text)
    meant = WORDS.get(word)
    called = r.text[end : end + 1] == "("  # IF(…) of spreadsheets
    if meant is None and word.lower() in KEYWORDS - {word} and not called:
        meant = word.lower()
    if meant is not None:
        r.say("KT158", i, end, meant=meant, seen=word, expected=meant)
        word = meant
    if word == "score" and (of := _SCORE_OF.match(r.text, end)):
        word, end = word + of[0], of.end()  # one of several: `score.strength`
    r.push("name", word, i, end)
    return end


def _operator(r: Reading, i: int, seen: str) -> int:
    end = i + len(seen)
    if seen in GOOD:
        r.depth += (seen in "([") - (seen in ")]")
        r.push("operator", seen, i, end)
        return end
    if seen == "=" and _names_a_value(r):
        start = r.tokens.pop().start
        alone = ("give the values alone, in their order", "只写值，按顺序排列")
        r.say("KT160", start, end, hint=alone, what=KEYWORD_ARGUMENTS, what_zh="关键字参数")
        return end
    meant, hint = OPERATORS[seen]
    if meant is not None:
        return _other(r, i, seen, meant)
    r.say("KT156", i, end, hint=hint, seen=seen)
    r.push("operator", "+", i, end)
    return len(r.text) if seen in ("?", ":", ":=") else end


def _names_a_value(r: Reading) -> bool:
    """Whether a name stands first among the values of a function, or right behind a comma."""
    if len(r.tokens) < 3 or r.tokens[-1].kind != "name" or r.tokens[-2].text not in ("(", ","):
        return False
    depth = 0
    for i in range(len(r.tokens) - 2, 0, -1):
        depth += (r.tokens[i].text in (")", "]")) - (r.tokens[i].text in ("(", "["))
        if depth < 0:
            opener, before = r.tokens[i], r.tokens[i - 1]
            return opener.text == "(" and before.kind == "name" and before.text not in KEYWORDS
    return False


def _other(r: Reading, i: int, seen: str, meant: str) -> int:
    """An operator of elsewhere that has one of ours."""
    end, word = i + len(seen), meant.isalpha()
    tight = word and r.text[end : end + 1] not in (*SPACE, "")
    led = word and i > 0 and r.text[i - 1] not in (*SPACE, "(")
    r.say("KT155", i, end, meant=" " * led + meant + " " * tight, seen=seen, expected=meant)
    r.push("name" if word else "operator", meant, i, end)
    return end


def _foreign(r: Reading, i: int) -> int:
    c = r.text[i]
    if c in CURLY:
        if (end := closing(r.text, i)) is None:
            return _full_width(r, i, i + 1, "'", "operator")
        return _full_width(r, i, end + 1, f"'{r.text[i + 1 : end]}'", "text")
    if m := _FULL_WIDTH_RUN.match(r.text, i):
        meant = unicodedata.normalize("NFKC", m[0])  # only to say what to type
        return _full_width(r, i, m.end(), meant, "number" if meant[0].isdigit() else "name")
    if c in FULL_WIDTH:
        two = r.text[i : i + 2]
        if len(two) == 2 and two in FULL_WIDTH:
            return _full_width(r, i, i + 2, FULL_WIDTH[two], "operator")
        return _full_width(r, i, i + 1, FULL_WIDTH[c], "operator")
    if m := _SPOKEN.match(r.text, i):
        return _other(r, i, m[0], SPOKEN[m[0]])
    if m := _SCRIPT_RUN.match(r.text, i):
        if _is_text(r, m.end()):
            hint = (f"text stands in quotes: `'{m[0]}'`", f"文本要加引号：`'{m[0]}'`")
            r.say("KT154", i, m.end(), meant=f"'{m[0]}'", hint=hint, seen=short(m[0]))
            r.push("text", f"'{m[0]}'", i, m.end())
        else:
            r.say("KT154", i, m.end(), seen=short(m[0]))
            r.push("name", STAND_IN, i, m.end())
        return m.end()
    return _stranger(r, i)


def _is_text(r: Reading, end: int) -> bool:
    """Whether a word that can be no name is what something is compared with."""
    before = r.tokens[-1].text if r.tokens else ""
    listed = before in ("[", ",") and any(t.text == "[" for t in r.tokens)
    return before in ("==", "!=") or listed or _COMPARED.match(r.text, end) is not None


def _full_width(r: Reading, i: int, end: int, meant: str, kind: Kind) -> int:
    seen = r.text[i:end].replace("\u3000", "U+3000")
    r.say("KT152", i, end, meant=meant, seen=seen, expected=meant if meant != " " else "space")
    if meant != " ":
        r.push(kind, meant, i, end)
    return end


def _stranger(r: Reading, i: int) -> int:
    c = r.text[i]
    if (m := _IN_BRACES.match(r.text, i)) is not None:
        name = m[1] or m[2]
        r.say("KT153", i, m.end(), meant=name, hint=STRANGERS[c], seen=m[0])
        r.push("name", name, i, m.end())
        return m.end()
    if c == "." and r.tokens and (m := _ATTRIBUTES.match(r.text, i)):
        hint = (
            "write the plain id of a field; rows of a table are read under `data:`, "
            "for example `sum_of: orders.amount`",
            "直接写字段的 id；明细表在 `data:` 里读取，例如 `sum_of: orders.amount`",
        )
        start = r.tokens.pop().start
        r.say("KT160", start, m.end(), hint=hint, what=ATTRIBUTE, what_zh="属性访问")
        r.push("name", STAND_IN, start, m.end())
        return m.end()
    r.say("KT153", i, i + 1, hint=STRANGERS.get(c), seen=named(c))
    # What follows `#`, `;`, `\`, `{` is no part of a formula: one message is enough.
    return len(r.text) if c in "#;\\{" else i + 1
