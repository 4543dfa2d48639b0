"""A formula while it is read: its text, the words found so far, and the mistakes among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix
from engine.atoms.text import Span
from engine.author.formula.spots import Spots

KEYWORDS: Final = frozenset({"and", "or", "not", "in", "if", "else"})
#: The word that stands for a name which cannot be one.
STAND_IN: Final = "?"
SPACE: Final = " \t\r\n"
Kind = Literal["number", "text", "name", "operator"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what stands there, or what was meant where a mistake has one obvious mend."""

    kind: Kind
    text: str
    start: int
    end: int


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
