"""What is to be written: the nodes in canonical order, each with its comments and blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from engine.author.format_comments import Comment, Comments
from engine.author.format_shape import HEADER, POLICY, Shape
from engine.author.nodes import Mapping, Node, Scalar, Sequence

_ALLOW: Final = re.compile(r"#\s*keytier:\s*allow\b")
_TRUTHS: Final = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}


@dataclass(slots=True)
class Remark:
    """A comment on a line of its own."""

    text: str
    blank: bool = False  # an empty line stands above it


@dataclass(slots=True)
class Item:
    """An entry of a map (with a key) or of a list, and what was remarked on it."""

    key: Scalar | None
    value: Scalar | Group
    blank: bool = False  # an empty line above the item itself
    above: list[Remark] = field(default_factory=list)
    beside: str | None = None  # the comment at the end of its (first) line

    @property
    def apart(self) -> bool:
        """Whether an empty line stands above the item and its remarks."""
        return self.above[0].blank if self.above else self.blank

    @property
    def permitted(self) -> bool:
        """Whether a permission speaks of the item's line, which must then hold what it held."""
        texts = [r.text for r in self.above]
        return any(map(_ALLOW.match, texts if self.beside is None else [*texts, self.beside]))

    def part(self, blank: bool) -> None:
        """Puts an empty line above the item and its remarks, or takes it away."""
        if self.above:
            self.above[0].blank = blank
        else:
            self.blank = blank

    def remark(self, text: str) -> None:
        """Adds a remark right above the item."""
        self.above.append(Remark(text, not self.above and self.blank))
        self.blank = False


@dataclass(slots=True)
class Group:
    """A map or a list; `foot` are the remarks after its last item."""

    items: list[Item]
    keyed: bool
    flow: bool  # as typed
    shape: Shape
    foot: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A whole file: the remarks at its head, and the map."""

    head: list[Remark]
    body: Group
    head_apart: bool  # an empty line follows the head
    comments: list[str]  # all of them, sorted


def laid_out(root: Mapping) -> Page:
    """The page of a policy's root: everything the author wrote, keys in canonical order."""
    text = root.page.text
    comments = Comments(text, root)
    body = _Builder(comments).group(root, POLICY, -1, len(text) + 1)
    body.foot += [Remark(c.text, c.blank) for c in comments.before(len(text) + 1)]
    head, apart = _head(body), bool(body.items and body.items[0].apart)
    _order(body)
    _part_sections(body.items)
    head = head or _head(body)
    if body.items:
        first = body.items[0]
        apart = apart or first.apart or bool(first.above) or _name(first) not in HEADER
    return Page(head, body, apart, comments.texts)


class _Builder:
    """Walks nodes and comments together, in the order of the text."""

    def __init__(self, comments: Comments) -> None:
        self.comments = comments

    def group(self, node: Mapping | Sequence, shape: Shape, column: int, limit: int) -> Group:
        """A map or list; `column` is that of its owner, and the next thing begins at `limit`."""
        out = Group([], isinstance(node, Mapping), node.flow, shape)
        if node.flow:
            limit = node.end
        parts: list[tuple[Scalar | None, Node]]
        if isinstance(node, Mapping):
            parts = [(e.key, e.value) for e in node]
        else:
            parts = [(None, n) for n in node.items]
        starts = self.starts(node, parts)
        for i, (key, value) in enumerate(parts):
            item = Item(key, Scalar("", node.page, 0, 0))
            self.lead(item, out.items, starts[i])
            if not node.flow:
                item.blank = self.comments.blank_above(starts[i])
            end = starts[i + 1] if i + 1 < len(parts) else limit
            below = column if node.flow else self.comments.column(starts[i])
            self.value(item, value, shape.child(None if key is None else key.text), below, end)
            out.items.append(item)
        if node.flow:
            left = self.comments.before(limit)
        else:
            own = self.comments.column(node.start)
            left = self.comments.indented(own if own > column else own + 1, limit)
        out.foot = [Remark(c.text, c.blank and not node.flow) for c in left]
        return out

    def starts(self, node: Node, parts: list[tuple[Scalar | None, Node]]) -> list[int]:
        """Where each part begins: its key, or its dash in a block list."""
        if isinstance(node, Sequence) and not node.flow:
            starts, done = [], node.start
            for _, value in parts:
                starts.append(_dash(node.page.text, done))
                done = max(value.end, starts[-1] + 1)
            return starts
        return [(key or value).start for key, value in parts]

    def lead(self, item: Item, earlier: list[Item], start: int) -> None:
        """Comments above an item; what trails a line before it belongs to the one before."""
        for c in self.comments.before(start):
            if c.own or not earlier:
                item.above.append(Remark(c.text, c.blank and c.own))
            elif earlier[-1].beside is None:
                earlier[-1].beside = c.text
            else:
                item.above.append(Remark(c.text))

    def value(self, item: Item, value: Node, shape: Shape, column: int, limit: int) -> None:
        """A value with the comments between its key and itself, inside it and beside it."""
        opening: list[Comment] = []
        block = not isinstance(value, Scalar) and not value.flow
        while (c := self.comments.peek()) is not None and c.start < value.start:
            if block and c.own:
                break  # it stands above the first line inside
            opening += self.comments.before(c.start + 1)
        if not isinstance(value, Scalar) and value.flow:  # `{ # comment`
            opening += self.comments.beside(value.start, _inside(value))
        if isinstance(value, Scalar):
            item.value = value
            if value.style in ("literal", "folded"):
                opening += self.comments.before(value.end)
        else:
            item.value = self.group(value, shape, column, limit)
        if not block:
            end = value.end
            if isinstance(value, Scalar) and value.end == value.start and item.key is not None:
                end = item.key.end  # no value: the line is the key's
            opening += self.comments.beside(end, limit)
        beside = [c for c in opening if not c.own]
        for c in opening:
            if c not in beside[-1:]:
                item.remark(c.text)
        if beside:
            item.beside = beside[-1].text


def _inside(node: Mapping | Sequence) -> int:
    """Where the first part inside `{ }` or `[ ]` begins, or the closing bracket."""
    if isinstance(node, Mapping):
        return node.entries[0].key.start if node.entries else node.end
    return node.items[0].start if node.items else node.end


def _dash(text: str, start: int) -> int:
    """The next dash of a block list, not counting what comments hold."""
    while text[start] != "-":
        start = text.index("\n", start) if text[start] == "#" else start + 1
    return start


def _head(body: Group) -> list[Remark]:
    """Takes away what stands above the first entry and is not about that entry.

    It ends at the last empty line; where there is none, everything is head but permissions
    (`# keytier: allow …`) right above the entry.
    """
    first = body.items[0] if body.items else None
    remarks = body.foot if first is None else first.above
    cut = len(remarks)
    if first is not None and not first.blank:
        breaks = [i for i, r in enumerate(remarks) if r.blank and i > 0]
        if breaks:
            cut = breaks[-1]
        else:
            while cut and _ALLOW.match(remarks[cut - 1].text):
                cut -= 1
    head = remarks[:cut]
    del remarks[:cut]
    return head


def _order(group: Group) -> None:
    """Puts keys in canonical order, and yes for true; moves remarks to where they can be kept.

    With that done the layout depends only on what is written: a second pass changes nothing.
    """
    if group.items:
        group.items[0].part(False)
    if group.keyed:
        group.items.sort(key=lambda item: group.shape.rank(_name(item)))
    for item in group.items:
        if isinstance(item.value, Scalar):
            word = _TRUTHS.get(item.value.text)
            if word is not None and _name(item) in group.shape.truths:
                item.value = replace(item.value, text=word, style="plain")
            continue
        _order(item.value)
        inner = item.value.items
        loose = item.value.foot if not inner else inner[0].above if item.key is None else []
        if loose and item.key is None and item.beside is not None:
            item.remark(item.beside)
            item.beside = None
        for r in loose:
            item.remark(r.text)
        loose.clear()


def _name(item: Item) -> str:
    return item.key.text if item.key is not None else ""


def _part_sections(items: list[Item]) -> None:
    """An empty line above every top-level block; inside the first block the author's own."""
    for before, item in pairwise(items):
        if _name(item) not in HEADER or _name(before) not in HEADER:
            item.part(True)
