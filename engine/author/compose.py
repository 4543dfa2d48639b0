"""Nodes from YAML events: an explicit stack, so that no nesting can break the interpreter.

What YAML has and policies do not (tags, anchors, several documents …) is refused here, with a
place; reading goes on, so that one pass finds all there is to find.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix, Label
from engine.atoms.text import Span
from engine.author.misread import glued_bracket, glued_entry, grouped_entry, torn_entry
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence, Style
from engine.author.opening import hidden, hidden_one
from engine.author.page import Mend, Page

MAX_DEPTH: Final = 24
MAX_NODES: Final = 200_000
#: Deeper than this no further fault is looked for: a parser's own stack is no concern of ours.
_STOP_DEPTH: Final = 200
#: More distinct findings than can be shown are not collected.
_MOST: Final = 1_000

_TOP_KEY: Final = re.compile(r"(?m)^([^\s#:'\"]+)\s*:(?:\s|$)")
_STYLES: Final[dict[str | None, Style]] = {
    None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded",
}  # fmt: skip


@dataclass(slots=True)
class Composed:
    """What was built. `broken` is the parser's error, where it gave up; `mend` a change of the
    text that must come first, where YAML read something else than what was meant."""

    root: Node | None = None
    findings: list[Diagnostic] = field(default_factory=list)
    broken: yaml.MarkedYAMLError | None = None
    mend: Mend | None = None
    cut: bool = False  # a limit was passed: not everything was read
    twice: list[Entry] = field(default_factory=list)  # whose key had stood before


@dataclass(slots=True)
class _Frame:
    """A collection that is being filled; a mapping's waiting key is in `key`."""

    start: int
    flow: bool
    keys: dict[str, Scalar] | None  # None: a sequence
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    key: Node | None = None
    end: int = 0


def compose(page: Page, parser: Any) -> Composed:
    """The one document of a page, with every refusal that needs no knowledge of keys."""
    return _Composer(page).run(parser)


class _Composer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.out = Composed()
        self.stack: list[_Frame] = []
        self.documents = self.nodes = 0
        self.too_deep = False

    def run(self, parser: Any) -> Composed:
        events = parser(self.page.text)
        try:
            while events.check_event() and self.take(events.get_event()):
                pass
        except yaml.MarkedYAMLError as error:
            self.out.broken = error
        finally:
            events.dispose()
        return self.out

    # --- one event; False: enough was read ---

    def take(self, event: Any) -> bool:
        match event:
            case yaml.DocumentStartEvent():
                return self.document(event)
            case yaml.AliasEvent():
                self.refuse(event, f"`*{event.anchor}` is an alias", f"`*{event.anchor}` 是别名")
                self.put(self.scalar(event, self.text(event)))
            case yaml.ScalarEvent():
                self.decorated(event)
                self.put(self.scalar(event, event.value, _STYLES[event.style]))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.decorated(event)
                keys: dict[str, Scalar] | None = (
                    {} if isinstance(event, yaml.MappingStartEvent) else None
                )
                self.stack.append(_Frame(_start(event), bool(event.flow_style), keys))
                return self.depth_allowed(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.put(self.collection(self.stack.pop(), _end(event)))
        if self.nodes > MAX_NODES:
            self.too_large(event, f"more than {MAX_NODES:,} values", f"超过 {MAX_NODES:,} 个值")
            return False
        return True

    def document(self, event: Any) -> bool:
        self.documents += 1
        if self.documents > 1:
            self.second_document(event)
            return False
        if event.version or event.tags:
            self.refuse(event, "`%` begins a YAML directive", "`%` 开头的是 YAML 指令")
        return True

    def second_document(self, event: Any) -> None:
        """`---` amid a file. What follows is read as the rest of it, unless it begins anew."""
        start, end = _start(event), _end(event)
        words = "`---` begins a second document", "`---` 开始了第二个文档"
        following = {m[1] for m in _TOP_KEY.finditer(self.page.text, end)}
        root = self.out.root
        if not isinstance(root, Mapping) or following & {e.key.text for e in root}:
            self.refuse(event, *words)
            return
        at = self.page.span(start, end)
        what = {"what": words[0], "what_zh": words[1]}
        finding = Diagnostic("KT103", what, at=at, fix=Fix(at, ""))
        self.out.mend = self.out.mend or Mend([finding], [(start, end, "")])

    def decorated(self, event: Any) -> None:
        """Refuses an anchor or a tag; `!x` in front of a value is mostly meant as `not x`."""
        typed, start = self.text(event), _start(event)
        if event.anchor is not None and (m := re.search(r"&\S*", typed)):
            at = self.page.span(start + m.start(), start + m.end())
            self.refuse_at(at, f"`{m[0]}` is an anchor", f"`{m[0]}` 是锚点")
        if event.tag is not None and (m := re.search(r"!\S*", typed)):
            hint = None
            fix = None
            at = self.page.span(start + m.start(), start + m.end())
            if re.fullmatch(r"![A-Za-z_]\w*", m[0]) and not getattr(event, "value", "-"):
                hint = (f"for a negation write `not {m[0][1:]}`", f"表示否定请写 `not {m[0][1:]}`")
                fix = Fix(at, f"not {m[0][1:]}")
            self.refuse_at(at, f"`{m[0]}` is a tag", f"`{m[0]}` 是标签", hint, fix)

    def depth_allowed(self, event: Any) -> bool:
        if len(self.stack) > MAX_DEPTH and not self.too_deep:
            self.too_deep = True
            here = f"more than {MAX_DEPTH} levels deep"
            self.too_large(event, here, f"嵌套超过 {MAX_DEPTH} 层")
        return len(self.stack) < _STOP_DEPTH

    # --- nodes ---

    def scalar(self, event: Any, value: str, style: Style = "plain") -> Scalar:
        start, end = _start(event), _end(event)
        if style not in ("single", "double"):
            end = start + len(self.page.text[start:end].rstrip())
            if style == "plain" and self.page.text[start : start + 1] in ("&", "!"):
                tag = re.fullmatch(r"!([A-Za-z_]\w*)", self.page.text[start:end])
                if tag is not None:
                    value = f"not {tag[1]}"  # as in other languages
                else:
                    start = max(start, end - len(value)) if value else end
        text = unicodedata.normalize("NFC", value)
        node = Scalar(text, self.page, start, end, style)
        typed = self.page.text[start:end]
        if style == "double" and "\\" in typed and (m := hidden().search(text)):
            self.find(Diagnostic("KT106", hidden_one(m[0]), at=node.at))
            node = Scalar(hidden().sub("", text), self.page, start, end, style)
        return node

    def collection(self, frame: _Frame, end: int) -> Node:
        if not frame.flow:
            end = max(frame.end, frame.start)
        if frame.keys is None:
            return Sequence(tuple(frame.items), self.page, frame.start, end, frame.flow)
        if frame.flow and self.out.mend is None:
            self.out.mend = (
                glued_entry(frame.entries)
                or torn_entry(frame.entries)
                or grouped_entry(frame.entries)
            )
        return Mapping(tuple(frame.entries), self.page, frame.start, end, frame.flow)

    def put(self, node: Node) -> None:
        self.nodes += 1
        if not self.stack:
            self.out.root = node
            return
        frame = self.stack[-1]
        frame.end = max(frame.end, node.end)
        if len(self.stack) > MAX_DEPTH:
            frame.key = None if frame.key is not None else node
        elif frame.keys is None:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = node
            plain = isinstance(node, Scalar) and node.style == "plain"
            if plain and not frame.flow and self.out.mend is None:
                self.out.mend = glued_bracket(self.page, node.start, node.end)
        else:
            key, frame.key = frame.key, None
            if self.key_allowed(key, frame.keys):
                assert isinstance(key, Scalar)
                if frame.keys[key.text] is key:
                    frame.entries.append(Entry(key, node))
                else:
                    self.out.twice.append(Entry(key, node))

    def key_allowed(self, key: Node, known: dict[str, Scalar]) -> bool:
        if not isinstance(key, Scalar):
            self.refuse_at(key.at, "this key is a list or a map", "这个键是列表或映射")
            return False
        before = self.page.text[max(0, key.start - 200) : key.start]
        if re.search(r"(^|[\s{\[,-])\?[ ]+$", before):
            self.refuse_at(key.at, "`?` begins an explicit key", "`?` 开头的是显式键")
        if key.style == "plain" and key.text == "<<":
            self.refuse_at(key.at, "`<<` is a merge key", "`<<` 是合并键")
            return False
        if key.style == "plain" and not key.text:
            what = {"what": "no key stands before the colon", "what_zh": "冒号前面没有键"}
            at = self.page.span(key.start, key.start + 1)
            self.find(Diagnostic("KT101", what, at=at))
            return False
        first = known.setdefault(key.text, key)
        if first is not key:
            label = Label(first.at, "first here", "第一次在这里")
            self.find(Diagnostic("KT104", {"key": key.text}, at=key.at, labels=(label,)))
        return True

    # --- findings ---

    def text(self, event: Any) -> str:
        return self.page.text[_start(event) : _end(event)]

    def find(self, diagnostic: Diagnostic) -> None:
        if len(self.out.findings) < _MOST:
            self.out.findings.append(diagnostic)

    def refuse(self, event: Any, en: str, zh: str) -> None:
        start, end = _start(event), _end(event)
        line = self.page.text.find("\n", start)
        end = min(end, len(self.page.text) if line < 0 else line)
        self.refuse_at(self.page.span(start, max(start + 1, end)), en, zh)

    def refuse_at(
        self, at: Span, en: str, zh: str, hint: Both | None = None, fix: Fix | None = None
    ) -> None:
        self.find(Diagnostic("KT103", {"what": en, "what_zh": zh}, at=at, hint=hint, fix=fix))

    def too_large(self, event: Any, en: str, zh: str) -> None:
        self.out.cut = True
        at = self.page.span(_start(event), _start(event) + 1)
        self.find(Diagnostic("KT107", {"what": en, "what_zh": zh}, at=at))


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)
