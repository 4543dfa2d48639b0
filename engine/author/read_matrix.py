"""Two axes: cuts of two scores, and the tier of each cell."""

from __future__ import annotations

from engine.author import taken as t
from engine.author.nodes import Entry, Mapping, Node, Scalar
from engine.author.policy import OTHERWISE, Axis, Cut, Matrix, Word


def matrix(node: Node) -> Matrix:
    """`matrix:`, its axes and its cells."""
    m = t.mapping(node)
    given = tuple((t.word(e.key), t.pairs(e.value)) for e in t.mapping(m.get("cells")))
    return Matrix(
        _axis(t.mapping(m.get("rows"))), _axis(t.mapping(m.get("columns"))), given, node.at
    )


def _axis(m: Mapping) -> Axis:
    """One scorecard and its cuts; none of them where the axis could not be read."""
    if not m.entries:
        return Axis(Word("", m.at), (), m.at)
    named = m.entries[0]
    return Axis(t.word(named.key), tuple(_cut(c) for c in t.mapping(named.value)), named.key.at)


def _cut(e: Entry) -> Cut:
    if isinstance(e.value, Scalar):
        return Cut(e.key.text, _or_otherwise(e.value), at=e.key.at)
    m = t.mapping(e.value)
    return Cut(
        id=e.key.text,
        at_least=_or_otherwise(m.get("at_least")),
        keep_at=t.maybe_word(m.get("keep_at")),
        label=t.text(m.get("label")),
        at=e.key.at,
    )


def _or_otherwise(node: Node | None) -> Word | None:
    word = t.word(node)
    return None if word.text == OTHERWISE else word
