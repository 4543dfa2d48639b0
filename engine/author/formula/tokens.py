"""The words of a formula, one by one, each with the mistakes that it may hold.

This runs before Python's own parser ever sees the text. Outside text in quotes only printable
ASCII passes; what people type by habit from spreadsheets, SQL, Python or a Chinese keyboard is
named, with the mend where there is one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.formula.faults import TEXT_FAULTS, TEXT_HINTS, is_hidden, named, short
from engine.author.formula.habits import CONSTRUCTS, FULL_WIDTH, OPERATORS, STRANGERS, WORDS
from engine.author.formula.numerals import meant_number
from engine.author.formula.spots import Spots

MOST_DIGITS: Final = 40
KEYWORDS: Final = frozenset({"and", "or", "not", "in", "if", "else"})
Kind = Literal["number", "text", "name", "operator"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what stands there, or what was meant where a mistake has one obvious mend."""

    kind: Kind
    text: str
    start: int
    end: int


_SPACE = " \t\r\n"
_NUMBER = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9.])"
    r"|[0-9][0-9_.]*[eE][+-]?[0-9]+"
    r"|[0-9.][0-9A-Za-z_.]*(?:[ ]?(?:百万|千万|万|千|亿))?%?"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9A-Za-z_.])")
_PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OPERATOR = re.compile(
    r"===|!==|<=>|==|!=|<=|>=|<>|=>|=<|&&|\|\||\*\*|//|:=|<<|>>|->|\?\?|[-+*/<>()\[\],=!&|%^~@?:]"
)
_OPERAND_AHEAD = re.compile(r"[ \t\r\n]*[A-Za-z0-9_('\"]")
_WORD_AHEAD = re.compile(r"[ \t\r\n]*(?:and|or|if|else|in|not)\b")
_FULL_WIDTH_RUN = re.compile(r"[０-９Ａ-Ｚａ-ｚ＿．]+")
_SCRIPT_RUN = re.compile(r"[\w]+")
_CURLY: Final = {"“": "”", "”": "“", "‘": "’", "’": "‘", "＂": "＂", "＇": "＇", "「": "」"}
_GOOD: Final = frozenset(
    ("==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",")
)


class Reader:
    """Reads one formula's text into `tokens`, and its mistakes into `found`."""

    def __init__(self, text: str, spots: Spots) -> None:
        self.text = text
        self.spots = spots
        self.tokens: list[Token] = []
        self.found: list[Diagnostic] = []
        self._depth = 0

    def read(self) -> None:
        i = 0
        while i < len(self.text):
            c = self.text[i]
            if c in _SPACE:
                i += 1
            elif c in "'\"":
                i = self._quoted(i)
            elif c in "0123456789" or (c == "." and self.text[i + 1 : i + 2].isdigit()):
                i = self._number(i)
            elif m := _NAME.match(self.text, i):
                i = self._word(i, m[0])
            elif m := _OPERATOR.match(self.text, i):
                i = self._operator(i, m[0])
            elif ord(c) > 126:
                i = self._foreign(i)
            else:
                i = self._stranger(i)

    # --- each reads one thing at `i` and says where it ends ---

    def _quoted(self, i: int) -> int:
        quote = self.text[i]
        if self.text.startswith(quote * 3, i):
            return self._text_fault(i, len(self.text), "triple")
        end = self.text.find(quote, i + 1)
        if end < 0:
            return self._text_fault(i, len(self.text), "open")
        body = self.text[i + 1 : end]
        if "\\" in body:
            return self._text_fault(i, end + 1, "backslash")
        hidden = next((c for c in body if is_hidden(c)), None)
        if hidden is not None:
            return self._text_fault(i, end + 1, "hidden", named(hidden))
        if not body.strip():
            return self._text_fault(i, end + 1, "empty")
        if body != body.strip():
            mend = self.spots.mend(self.spots.span(i + 1, end), body.strip())
            return self._text_fault(i, end + 1, "padded", mend=mend)
        if self.tokens and self.tokens[-1].kind == "text" and self.tokens[-1].end == i:
            return self._text_fault(self.tokens[-1].start, end + 1, "doubled")
        self._push("text", self.text[i : end + 1], i, end + 1)
        return end + 1

    def _number(self, i: int) -> int:
        grouped = _GROUPED.match(self.text, i)
        if grouped is not None and (self._depth == 0 or ",0" in grouped[0]):
            return self._odd_number(i, grouped.end())
        m = _NUMBER.match(self.text, i)
        assert m is not None
        end = m.end()
        if self.text[end - 1] == "%" and self._is_remainder(end):
            end -= 1
        seen = self.text[i:end]
        if read_date(seen) is not None:
            return self._bare_date(i, end)
        if _PLAIN.fullmatch(seen) is None:
            return self._odd_number(i, end)
        if sum(c.isdigit() for c in seen) > MOST_DIGITS:
            self.found.append(
                Diagnostic(
                    "KT151",
                    {
                        "seen": len(seen) - ("." in seen),
                        "limit": MOST_DIGITS,
                        "what": "digits in a number",
                        "what_zh": "位数字",
                    },
                    at=self.spots.span(i, end),
                )
            )
        self._push("number", seen, i, end)
        return end

    def _is_remainder(self, end: int) -> bool:
        return (
            _OPERAND_AHEAD.match(self.text, end) is not None
            and _WORD_AHEAD.match(self.text, end) is None
        )

    def _odd_number(self, i: int, end: int) -> int:
        seen = self.text[i:end]
        meant = meant_number(seen)
        at = self.spots.span(i, end)
        if meant is None:
            hint = (
                "numbers in a formula are plain decimals such as 1200 or 0.5",
                "公式里的数字写成普通小数，如 1200 或 0.5",
            )
            self.found.append(Diagnostic("KT157", {"seen": short(seen)}, at=at, hint=hint))
        else:
            self.found.append(
                Diagnostic(
                    "KT157",
                    {"seen": short(seen)},
                    at=at,
                    fix=self.spots.mend(at, meant),
                    hint=(f"write {meant}", f"写成 {meant}"),
                )
            )
        self._push("number", meant or "0", i, end)
        return end

    def _bare_date(self, i: int, end: int) -> int:
        seen = self.text[i:end]
        inside = [t.text for t in self.tokens[-2:]] == ["date", "("]
        at = self.spots.span(i, end)
        mend = f"'{seen}'" if inside else f"date('{seen}')"
        self.found.append(Diagnostic("KT163", {"seen": seen}, at=at, fix=self.spots.mend(at, mend)))
        self._push("text" if inside else "number", mend if inside else "0", i, end)
        return end

    def _word(self, i: int, word: str) -> int:
        end = i + len(word)
        if self.text[end : end + 1] in ("'", '"') and word not in KEYWORDS:
            return self._text_fault(i, len(self.text), "prefix", word)
        at = self.spots.span(i, end)
        if word in CONSTRUCTS:
            what, what_zh = CONSTRUCTS[word]
            self.found.append(Diagnostic("KT160", {"what": what, "what_zh": what_zh}, at=at))
            return len(self.text)
        meant = WORDS.get(word)
        called = self.text[end : end + 1] == "("  # IF(…) of spreadsheets
        if meant is None and word.lower() in KEYWORDS - {word} and not called:
            meant = word.lower()
        if meant is not None:
            self.found.append(
                Diagnostic(
                    "KT158",
                    {"seen": word, "expected": meant},
                    at=at,
                    fix=self.spots.mend(at, meant),
                )
            )
            word = meant
        self._push("name", word, i, end)
        return end

    def _operator(self, i: int, seen: str) -> int:
        end = i + len(seen)
        if seen in _GOOD:
            self._depth += (seen in "([") - (seen in ")]")
            self._push("operator", seen, i, end)
            return end
        at = self.spots.span(i, end)
        meant, hint = OPERATORS[seen]
        if meant is not None:
            tight = meant.isalpha() and self.text[end : end + 1] not in (*_SPACE, "")
            led = meant.isalpha() and i > 0 and self.text[i - 1] not in (*_SPACE, "(")
            mend = " " * led + meant + " " * tight
            self.found.append(
                Diagnostic(
                    "KT155", {"seen": seen, "expected": meant}, at=at, fix=self.spots.mend(at, mend)
                )
            )
            self._push("name" if meant.isalpha() else "operator", meant, i, end)
            return end
        self.found.append(Diagnostic("KT156", {"seen": seen}, at=at, hint=hint))
        self._push("operator", "+", i, end)
        return len(self.text) if seen in ("?", ":=") else end

    def _foreign(self, i: int) -> int:
        c = self.text[i]
        if c in _CURLY:
            return self._curly(i)
        if m := _FULL_WIDTH_RUN.match(self.text, i):
            meant = unicodedata.normalize("NFKC", m[0])  # only to say what to type
            kind: Kind = "number" if meant[0].isdigit() else "name"
            return self._full_width(i, m.end(), meant, kind)
        if c in FULL_WIDTH:
            two = self.text[i : i + 2]
            if two in FULL_WIDTH:
                return self._full_width(i, i + 2, FULL_WIDTH[two], "operator")
            return self._full_width(i, i + 1, FULL_WIDTH[c], "operator")
        if m := _SCRIPT_RUN.match(self.text, i):
            at = self.spots.span(i, m.end())
            self.found.append(Diagnostic("KT154", {"seen": short(m[0])}, at=at))
            self._push("name", "x", i, m.end())
            return m.end()
        return self._stranger(i)

    def _full_width(self, i: int, end: int, meant: str, kind: Kind) -> int:
        at = self.spots.span(i, end)
        self.found.append(
            Diagnostic(
                "KT152",
                {
                    "seen": self.text[i:end].replace("\u3000", "U+3000"),
                    "expected": meant if meant != " " else "space",
                },
                at=at,
                fix=self.spots.mend(at, meant),
            )
        )
        if meant != " ":
            self._push(kind, meant, i, end)
        return end

    def _curly(self, i: int) -> int:
        closers = set(_CURLY.values()) | set(_CURLY)
        end = next((k for k in range(i + 1, len(self.text)) if self.text[k] in closers), None)
        if end is None or "'" in self.text[i + 1 : end] or "\\" in self.text[i + 1 : end]:
            return self._full_width(i, i + 1, "'", "operator")
        return self._full_width(i, end + 1, f"'{self.text[i + 1 : end]}'", "text")

    def _stranger(self, i: int) -> int:
        c = self.text[i]
        at = self.spots.span(i, i + 1)
        if c == "." and self.tokens and _NAME.match(self.text, i + 1):
            m = _NAME.match(self.text, i + 1)
            assert m is not None
            start = self.tokens[-1].start
            self.found.append(
                Diagnostic(
                    "KT160",
                    {"what": "attribute access", "what_zh": "属性访问"},
                    at=self.spots.span(start, m.end()),
                    hint=(
                        "write the plain id of a field; rows of a table are read under `data:`, "
                        "for example `sum_of: orders.amount`",
                        "直接写字段的 id；子表在 `data:` 里读取，例如 `sum_of: orders.amount`",
                    ),
                )
            )
            return len(self.text)
        hint = STRANGERS.get(c)
        self.found.append(Diagnostic("KT153", {"seen": named(c)}, at=at, hint=hint))
        # What follows `#`, `;`, `\` is no part of a formula: one message is enough.
        return len(self.text) if c in "#;\\" else i + 1

    # --- help ---

    def _push(self, kind: Kind, text: str, start: int, end: int) -> None:
        self.tokens.append(Token(kind, text, start, end))

    def _text_fault(
        self, start: int, end: int, which: str, seen: str = "", mend: Fix | None = None
    ) -> int:
        en, zh = TEXT_FAULTS[which]
        hint = TEXT_HINTS.get(which)
        self.found.append(
            Diagnostic(
                "KT159",
                {"what": en.format(seen=seen), "what_zh": zh.format(seen=seen)},
                at=self.spots.span(start, end),
                hint=hint,
                fix=mend,
            )
        )
        self._push("text", "''", start, end)
        return end
