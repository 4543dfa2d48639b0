"""A formula while it is read: its text, the words found so far, and the mistakes among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix
from engine.atoms.text import Span
from engine.author.formula.faults import TEXT_FAULTS
from engine.author.formula.spots import Spots

KEYWORDS: Final = frozenset({"and", "or", "not", "in", "if", "else"})
#: The name that stands for what nobody can tell: Python reads it, and no author can write it.
STAND_IN: Final = "\u0294"
#: What the messages of a field's attribute, and of a name before a value, say there is none of.
ATTRIBUTE: Final = "attribute access"
KEYWORD_ARGUMENTS: Final = "keyword arguments"
SPACE: Final = " \t\r\n"
Kind = Literal["number", "text", "name", "operator"]
GOOD: Final = frozenset(
    ("==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",")
)
_SPELT: Final[dict[Kind, re.Pattern[str]]] = {
    "number": re.compile(r"[0-9]+(?:\.[0-9]+)?"),
    "text": re.compile(r"'[^'\\\r\n]+'|\"[^\"\\\r\n]+\""),
    "name": re.compile(r"score\.[a-z][a-z0-9_]*|[A-Za-z_][A-Za-z0-9_]*"),
}
_OF_A_WORD: Final = frozenset(("KT152", "KT154", "KT155", "KT157", "KT158", "KT163", "KT165"))
_OF_A_TEXT: Final = frozenset(TEXT_FAULTS[which][0] for which in ("backslash", "empty", "padded"))


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what stands there, or what was meant where a mistake has one obvious mend."""

    kind: Kind
    text: str
    start: int
    end: int


def well_spelt(t: Token) -> bool:
    """Whether a word is one that formulas have, whatever stood in its place."""
    if t.kind == "operator":
        return t.text in GOOD
    return t.text == STAND_IN or _SPELT[t.kind].fullmatch(t.text) is not None


def goes_on(d: Diagnostic) -> bool:
    """Whether a mistake is of one word, behind which the formula goes on as if it were mended."""
    if d.code == "KT153":
        return d.fix is not None
    if d.code == "KT159":
        return d.params.get("what") in _OF_A_TEXT
    if d.code == "KT160":
        return d.params.get("what") in (ATTRIBUTE, KEYWORD_ARGUMENTS)
    return d.code in _OF_A_WORD


@dataclass(slots=True)
class Reading:
    """`depth` counts the brackets that are open."""

    text: str
    spots: Spots
    tokens: list[Token] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    depth: int = 0

    def push(self, kind: Kind, text: str, start: int, end: int) -> None:
        """The next word."""
        self.tokens.append(Token(kind, text, start, end))

    def span(self, start: int, end: int) -> Span:
        """The place of a range of characters in the file."""
        return self.spots.span(start, end)

    def say(
        self,
        code: str,
        start: int,
        end: int,
        *,
        meant: str | None = None,
        fix: Fix | None = None,
        hint: Both | None = None,
        **params: object,
    ) -> None:
        """A mistake from `start` to `end`; `meant` is what to put in its place."""
        at = self.span(start, end)
        if meant is not None:
            fix = self.spots.mend(at, meant)
        self.found.append(Diagnostic(code, params, at=at, hint=hint, fix=fix))
