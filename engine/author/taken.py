"""Small readers: one node in, one value of the Policy out. They trust the shape."""

from __future__ import annotations

from engine.atoms.dates import Duration, read_duration
from engine.author.formula_text import formula_text
from engine.author.nodes import Mapping, Node, Scalar, Sequence
from engine.author.policy import Bounds, FormulaText, Text, Word


def scalar(node: Node | None) -> Scalar:
    assert isinstance(node, Scalar)
    return node


def mapping(node: Node | None) -> Mapping:
    assert isinstance(node, Mapping)
    return node


def word(node: Node | None) -> Word:
    s = scalar(node)
    return Word(s.text.strip(), s.at, s.style != "plain")


def maybe_word(node: Node | None) -> Word | None:
    return None if node is None else word(node)


def string(node: Node | None) -> str:
    return scalar(node).text.strip()


def maybe_string(node: Node | None) -> str | None:
    return None if node is None else string(node)


def items(node: Node | None) -> tuple[Node, ...]:
    """The parts of a list; a lone value is a list of one."""
    if node is None:
        return ()
    return node.items if isinstance(node, Sequence) else (node,)


def strings(node: Node | None) -> tuple[str, ...]:
    return tuple(string(n) for n in items(node))


def words(node: Node | None) -> tuple[Word, ...]:
    return tuple(word(n) for n in items(node))


def maybe_words(node: Node | None) -> tuple[Word, ...] | None:
    return None if node is None else words(node)


def text(node: Node | None) -> Text | None:
    """A label: one text for both languages, or `{en: …, zh: …}`."""
    if node is None:
        return None
    if isinstance(node, Mapping):
        en, zh = maybe_string(node.get("en")), maybe_string(node.get("zh"))
        return Text(en or zh or "", zh or en or "")
    return Text(string(node), string(node))


def formula(node: Node | None) -> FormulaText | None:
    return None if node is None else formula_text(scalar(node))


def yes(node: Node | None, default: bool = False) -> bool:
    return default if node is None else string(node) in ("yes", "true")


def whole(node: Node | None, default: int | None = None) -> int | None:
    return default if node is None else int(string(node))


def duration(node: Node | None) -> Duration | None:
    return None if node is None else read_duration(string(node))


def bounds(node: Node | None) -> Bounds | None:
    if node is None:
        return None
    low, high = items(node)
    return Bounds(word(low), word(high))


def pairs(node: Node | None) -> tuple[tuple[Word, Word], ...]:
    return tuple((word(e.key), word(e.value)) for e in mapping(node))
