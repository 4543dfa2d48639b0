"""Two keys of one map: both of them, or one without the other."""

from __future__ import annotations

from engine.atoms.diagnostic import Diagnostic
from engine.author.nodes import Entry, Mapping, Node, Scalar
from engine.author.places import Path, where


def entries(node: Node | None) -> tuple[Entry, ...]:
    """The entries of a map; none of anything else."""
    return node.entries if isinstance(node, Mapping) else ()


def both(path: Path, first: str, second: Entry) -> Diagnostic:
    """The finding for two keys that exclude each other."""
    other = second.key.text
    keys, keys_zh = f"`{first}` and `{other}`", f" `{first}` 和 `{other}`"
    params = {**where(path), "keys": keys, "keys_zh": keys_zh}
    return Diagnostic("KT116", params, at=second.key.at)


def needs(path: Path, entry: Entry, en: str, zh: str) -> Diagnostic:
    """The finding for a key that needs another beside it."""
    params = {**where(path), "key": entry.key.text, "other": en, "other_zh": zh}
    return Diagnostic("KT126", params, at=entry.key.at)


def entry_of(m: Mapping, key: str) -> Entry:
    """The entry of a key that is known to be there."""
    entry = m.entry(key)
    assert entry is not None
    return entry


def text_of(m: Mapping, key: str) -> str:
    """The text of a scalar, "" where there is none."""
    node = m.get(key)
    return node.text.strip() if isinstance(node, Scalar) else ""
