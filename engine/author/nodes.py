"""Nodes: what was typed, with its place. Scalars stay text; nothing is guessed from its look.

    Node = Scalar | Sequence | Mapping

A node's `at` is its own span; an entry of a mapping has a key, a value, and `whole`. Places are
kept as two offsets and become spans on demand: most are never asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from engine.atoms.text import Span
from engine.author.page import Page

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as YAML reads it; `start` and `end` are offsets in the page, quotes included."""

    text: str
    page: Page = field(compare=False, repr=False)
    start: int = field(compare=False, repr=False)
    end: int = field(compare=False, repr=False)
    style: Style = field(default="plain", compare=False)

    @property
    def at(self) -> Span:
        return self.page.span(self.start, self.end)

    @property
    def empty(self) -> bool:
        """Nothing, `null` or `~`, without quotes: no value."""
        return self.style == "plain" and self.text in ("", "null", "~")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, with its items in order."""

    items: tuple[Node, ...]
    page: Page = field(compare=False, repr=False)
    start: int = field(compare=False, repr=False)
    end: int = field(compare=False, repr=False)
    flow: bool = field(default=False, compare=False)

    @property
    def at(self) -> Span:
        return self.page.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """`key: value`."""

    key: Scalar
    value: Node

    @property
    def whole(self) -> Span:
        return self.key.page.span(self.key.start, max(self.key.end, self.value.end))


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the author's order; keys are unique."""

    entries: tuple[Entry, ...]
    page: Page = field(compare=False, repr=False)
    start: int = field(compare=False, repr=False)
    end: int = field(compare=False, repr=False)
    flow: bool = field(default=False, compare=False)
    _by_key: dict[str, Entry] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def at(self) -> Span:
        return self.page.span(self.start, self.end)

    def __contains__(self, key: str) -> bool:
        return self.entry(key) is not None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def entry(self, key: str) -> Entry | None:
        """The entry of `key`, or None."""
        if len(self._by_key) != len(self.entries):
            self._by_key.update((e.key.text, e) for e in self.entries)
        return self._by_key.get(key)

    def get(self, key: str) -> Node | None:
        """The value of `key`; None where it is absent or empty."""
        e = self.entry(key)
        if e is None or (isinstance(e.value, Scalar) and e.value.empty):
            return None
        return e.value


Node = Scalar | Sequence | Mapping
