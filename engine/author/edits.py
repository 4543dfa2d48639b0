"""Changes of nodes: keys renamed, entries and items left out, others put in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.places import Path


@dataclass(slots=True)
class Edits:
    """Nodes are told by their `id()`: edits belong to one tree, and are put in once."""

    keys: dict[int, dict[str, str | None]] = field(default_factory=lambda: defaultdict(dict))
    texts: dict[int, str] = field(default_factory=dict)
    nodes: dict[int, Node] = field(default_factory=dict)
    items: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    more: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def rename(self, node: Mapping, key: str, meant: str | None) -> None:
        """Reads a key as another one; None leaves its entry out."""
        self.keys[id(node)].setdefault(key, meant)

    def applied(self, node: Node) -> Node:
        """The nodes with every edit; of entries that come to bear one key the first stays."""
        node = self.nodes.get(id(node), node)
        if isinstance(node, Scalar):
            text = self.texts.get(id(node))
            return node if text is None else replace(node, text=text, style="plain")
        if isinstance(node, Sequence):
            gone = self.items.get(id(node), ())
            kept = (n for i, n in enumerate(node.items) if i not in gone)
            return replace(node, items=tuple(self.applied(n) for n in kept))
        new = self.keys.get(id(node), {})
        entries: dict[str, Entry] = {}
        for e in node:
            name = new.get(e.key.text, e.key.text)
            if name is not None:
                entry = Entry(replace(e.key, text=name), self.applied(e.value))
                entries.setdefault(name, entry)
        for e in self.more.get(id(node), ()):
            entries.setdefault(e.key.text, e)
        return replace(node, entries=tuple(entries.values()))


def at_path(root: Node, path: Path) -> Node:
    """The node at a path of keys and list indices."""
    node = root
    for step in path:
        if isinstance(step, int):
            assert isinstance(node, Sequence)
            node = node.items[step]
        else:
            assert isinstance(node, Mapping)
            entry = node.entry(step)
            assert entry is not None
            node = entry.value
    return node


def maps(node: Node) -> Iterator[Mapping]:
    """Every map, the outer ones first."""
    if isinstance(node, Mapping):
        yield node
        for e in node:
            yield from maps(e.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from maps(item)
