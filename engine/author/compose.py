"""Nodes from YAML events: an explicit stack, so that no nesting can break the interpreter."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from engine.atoms.diagnostic import Diagnostic
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence, Style
from engine.author.page import Page

MAX_DEPTH: Final = 24
MAX_NODES: Final = 200_000
#: Deeper than this no further fault is looked for: a parser's own stack is no concern of ours.
STOP_DEPTH: Final = 200

_STYLES: Final[dict[str | None, Style]] = {
    None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded",
}  # fmt: skip


@dataclass(slots=True)
class Composed:
    """What was built; `broken` is the parser's error, where it gave up."""

    root: Node | None = None
    findings: list[Diagnostic] = field(default_factory=list)
    broken: yaml.MarkedYAMLError | None = None


@dataclass(slots=True)
class _Frame:
    """A collection that is being filled; a mapping's waiting key is in `key`."""

    start: int
    flow: bool
    keys: dict[str, Scalar] | None  # None: a sequence
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    key: Scalar | None = None
    end: int = 0


def compose(page: Page, loader: Any) -> Composed:
    """The one document of a page, with every refusal that needs no knowledge of keys."""
    return _Composer(page).run(loader)


class _Composer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.out = Composed()
        self.stack: list[_Frame] = []

    def run(self, loader: Any) -> Composed:
        parser = loader(self.page.text)
        try:
            while parser.check_event():
                if not self.take(parser.get_event()):
                    break
        except yaml.MarkedYAMLError as error:
            self.out.broken = error
        finally:
            parser.dispose()
        return self.out

    def take(self, event: Any) -> bool:
        match event:
            case yaml.ScalarEvent():
                self.put(self.scalar(event))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                keys: dict[str, Scalar] | None = (
                    {} if isinstance(event, yaml.MappingStartEvent) else None
                )
                self.stack.append(_Frame(_start(event), bool(event.flow_style), keys))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.put(self.collection(self.stack.pop(), _end(event)))
        return True

    def scalar(self, event: Any) -> Scalar:
        start, end = _start(event), _end(event)
        style = _STYLES[event.style]
        if style in ("plain", "literal", "folded"):
            end = start + len(self.page.text[start:end].rstrip())
        text = unicodedata.normalize("NFC", event.value)
        return Scalar(text, self.page, start, end, style)

    def collection(self, frame: _Frame, end: int) -> Node:
        if not frame.flow:
            end = max(frame.end, frame.start)
        if frame.keys is None:
            return Sequence(tuple(frame.items), self.page, frame.start, end, frame.flow)
        return Mapping(tuple(frame.entries), self.page, frame.start, end, frame.flow)

    def put(self, node: Node) -> None:
        if not self.stack:
            self.out.root = node
            return
        frame = self.stack[-1]
        frame.end = max(frame.end, node.end)
        if frame.keys is None:
            frame.items.append(node)
        elif frame.key is None:
            assert isinstance(node, Scalar)
            frame.key = node
        else:
            frame.entries.append(Entry(frame.key, node))
            frame.key = None


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)
