"""Comments and blank lines, which the YAML parser drops, found between the scalars of a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from engine.author.nodes import Mapping, Node, Scalar

_COMMENT: Final = re.compile(r"#[^\r\n]*")
#: `|` or `>` with its indicators, and a comment on the line.
_BLOCK_HEADER: Final = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as typed, `#` included. `own`: it has its line to itself."""

    text: str
    start: int
    line: int
    column: int  # from 0
    own: bool
    blank: bool  # the line above is empty


class Comments:
    """The comments of a text, in order, handed out once each; and where lines begin."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self._all = [self._comment(*span) for span in _spans(text, root)]
        self._next = 0

    @property
    def texts(self) -> list[str]:
        """All of them, sorted."""
        return sorted(c.text for c in self._all)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def line(self, offset: int) -> int:
        """The line of an offset, from 0."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """The column of an offset, from 0."""
        return offset - self._starts[self.line(offset)]

    def blank_above(self, offset: int) -> bool:
        """Whether the line above that of `offset` is empty."""
        line = self.line(offset)
        return line > 0 and not self.text[self._starts[line - 1] : self._starts[line]].strip()

    def opens_line(self, offset: int) -> bool:
        """Whether nothing but space stands before `offset` on its line."""
        return not self.text[self._starts[self.line(offset)] : offset].strip()

    def before(self, offset: int) -> list[Comment]:
        """Takes the comments that begin before `offset`."""
        taken = []
        while (c := self.peek()) is not None and c.start < offset:
            taken.append(c)
            self._next += 1
        return taken

    def beside(self, end: int, limit: int) -> list[Comment]:
        """Takes the comment that follows `end` on its line, if it begins before `limit`."""
        c = self.peek()
        if c is None or c.own or c.start >= limit or c.line != self.line(end):
            return []
        self._next += 1
        return [c]

    def indented(self, column: int, limit: int) -> list[Comment]:
        """Takes the comments on lines of their own that follow, indented by `column` or more."""
        taken = []
        while (c := self.peek()) is not None and c.own and c.start < limit and c.column >= column:
            taken.append(c)
            self._next += 1
        return taken

    def peek(self) -> Comment | None:
        return self._all[self._next] if self._next < len(self._all) else None

    def _comment(self, start: int, end: int) -> Comment:
        return Comment(
            self.text[start:end].rstrip(),
            start,
            self.line(start),
            self.column(start),
            self.opens_line(start),
            self.blank_above(start),
        )


def _spans(text: str, root: Node) -> Iterator[tuple[int, int]]:
    """Start and end of every comment: between scalars each `#` begins one."""
    done = 0
    for scalar in _scalars(root):
        for m in _COMMENT.finditer(text, done, scalar.start):
            yield m.span()
        if scalar.style in ("literal", "folded"):
            header = _BLOCK_HEADER.match(text, scalar.start)
            if header is not None:
                yield header.span(1)
        done = max(done, scalar.end)
    for m in _COMMENT.finditer(text, done):
        yield m.span()


def _scalars(root: Node) -> list[Scalar]:
    """Keys and values with characters of their own, in the order of the text."""
    found: list[Scalar] = []
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            if node.end > node.start:
                found.append(node)
        elif isinstance(node, Mapping):
            waiting.extend(part for e in node for part in (e.key, e.value))
        else:
            waiting.extend(node.items)
    return sorted(found, key=lambda s: s.start)
