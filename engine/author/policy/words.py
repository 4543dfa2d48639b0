"""Single values as they were typed: a word, a label, a formula."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from engine.atoms.record import dataclass
from engine.atoms.text import Span

#: The word that stands where the condition of the last entry of a table would.
OTHERWISE: Final = "otherwise"


def at_place() -> Span:
    """A position as a field: metadata, which takes no part in equality."""
    return field(default=None, compare=False, repr=False)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Word:
    """A scalar as typed, with its place."""

    text: str
    at: Span = at_place()
    quoted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A label or sentence: one text for both languages, or one each."""

    en: str
    zh: str

    def say(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def to_json(self) -> dict[str, str]:
        """Both languages, as documents have them."""
        return {"en": self.en, "zh": self.zh}


@dataclass(frozen=True, slots=True)
class FormulaText:
    """A formula as written; `at` covers the formula's own characters (inside any quotes)."""

    text: str
    at: Span = at_place()
    #: For each character of `text`, its offset in the source: quotes and folding move them.
    offsets: tuple[int, ...] = field(default=(), compare=False, repr=False)
