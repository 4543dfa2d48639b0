"""Where a part of a formula stands in the policy file, through YAML's quotes and folding."""

from __future__ import annotations

from engine.atoms.diagnostic import Fix
from engine.atoms.text import Source, Span
from engine.author.policy import FormulaText


class Spots:
    """Spans of the file for ranges of a formula's characters.

    >>> Spots(FormulaText("a + b")).span(4, 5).text
    'b'
    """

    def __init__(self, formula: FormulaText) -> None:
        self._length = len(formula.text)
        at: Span | None = formula.at
        self._source = at.source if at is not None else Source("formula", formula.text)
        base = at.start.offset if at is not None else 0
        if len(formula.offsets) == self._length:
            self._offsets = formula.offsets
        else:
            self._offsets = tuple(range(base, base + self._length))
        self._end = at.end.offset if at is not None else self._length

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from `start` up to, not including, `end`."""
        if start >= self._length:
            return self._source.span(self._end, self._end)
        first = self._offsets[start]
        last = self._offsets[min(end, self._length) - 1] + 1 if end > start else first
        return self._source.span(first, max(first, last))

    def offset(self, i: int) -> int:
        """Where a character stands in the file."""
        return self._offsets[i]

    def mend(self, at: Span, text: str) -> Fix | None:
        """Put `text` in place of `at`; None where YAML would read it otherwise."""
        return mend(at, text, self.whole())

    def whole(self) -> Span:
        return (
            self.span(0, self._length) if self._length else self._source.span(self._end, self._end)
        )


def mend(at: Span, text: str, whole: Span) -> Fix | None:
    """Put `text` in place of `at`, in the YAML scalar that holds the formula `whole`.

    In a scalar in single quotes the other quotes are taken; a plain scalar cannot begin with a
    quote, so there all of it is put in double ones. None where YAML would read it otherwise.
    """
    before = at.source.text[whole.start.offset - 1 : whole.start.offset]
    if before == "'":
        return Fix(at, text.replace("'", '"'))
    if before != '"' and at.start.offset == whole.start.offset and text[:1] in ("'", '"'):
        return _in_quotes(at, text, whole)
    return Fix(at, text)


def _in_quotes(at: Span, text: str, whole: Span) -> Fix | None:
    """A plain scalar that would begin with a quote: all of it in double ones, where it stands on
    the line of its key."""
    typed = at.source.text
    line = typed.rfind("\n", 0, whole.start.offset) + 1
    meant = text + typed[at.end.offset : whole.end.offset]
    beside = typed[line : whole.start.offset].strip() and "\n" not in meant
    return Fix(whole, f'"{meant}"') if beside and not set(meant) & {'"', "\\"} else None
