"""Nodes as the JSON values that the schema, and an editor, sees."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from engine.author.nodes import Mapping, Node, Sequence

_PLAIN: Final = re.compile(
    r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?"
    r"[ ]?(?:k|K|m|M|bn|千|万|百万|千万|亿|%)?"
)


def is_number(text: str) -> bool:
    """Whether a text is a number as policies write it."""
    return _PLAIN.fullmatch(text) is not None


def plain(node: Node) -> Any:
    """The JSON value that an editor would see; numbers only so far as the schema asks of them."""
    if isinstance(node, Mapping):
        return {e.key.text: plain(e.value) for e in node}
    if isinstance(node, Sequence):
        return [plain(n) for n in node.items]
    text = node.text.strip(" \n")
    if node.style != "plain":
        return text
    if node.empty:
        return None
    if text in ("true", "false"):
        return text == "true"
    if is_number(text) and text[-1].isdigit() and "," not in text and len(text) < 40:
        return Decimal(text) if "." in text else int(text)
    return text


def flow(value: Any) -> str:
    """A JSON value as one line of YAML.

    >>> flow({"points": 30})
    '{points: 30}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )
