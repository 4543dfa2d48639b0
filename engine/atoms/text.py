"""Source text and places in it.

A `Span` is metadata: it never takes part in equality, so two policies that differ only in
layout are equal and have the same digest.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Source:
    """A named text, as the author typed it, with look-up from offset to line and column.

    >>> Source("a.yaml", "x: 1\\ny: 2\\n").position(5)
    Position(line=2, column=1, offset=5)
    """

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, c in enumerate(self.text) if c == "\n")
        return starts

    def position(self, offset: int) -> Position:
        """Line and column (both from 1, in code points) of a code point offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1, offset)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line break; empty past the end."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    def span(self, start: int, end: int) -> Span:
        """The span between two code point offsets (end exclusive)."""
        return Span(self, self.position(start), self.position(end))


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: line and column count from 1, `offset` from 0, all in code points."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end` in `source`."""

    source: Source = field(repr=False, compare=False)
    start: Position
    end: Position

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start.offset : self.end.offset]

    @property
    def range(self) -> tuple[int, int]:
        """Its first offset, and the one behind its last."""
        return self.start.offset, self.end.offset

    def __contains__(self, other: Span) -> bool:
        """Whether another place of the same source lies in this one."""
        return self.start.offset <= other.start.offset and other.end.offset <= self.end.offset

    def inner(self, start: int, end: int) -> Span:
        """The part from `start` to `end`, code points counted from this span's own start."""
        base = self.start.offset
        return self.source.span(base + start, base + end)


def cells(text: str) -> int:
    """How many terminal columns a text takes: wide East Asian characters take two.

    >>> cells("战略 A")
    6
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


#: What a spreadsheet takes for the start of a formula, full-width and small forms included.
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", *"＝＋－＠﹦﹢﹣﹫")


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula: a leading apostrophe keeps it a text.

    >>> harmless("=1+1"), harmless("战略客户")
    ("'=1+1", '战略客户')
    """
    return "'" + text if text.lstrip(" \u3000").startswith(_STARTERS) else text
