"""Values as YAML text: block mappings on the outside, flow style inside."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

PLAIN = re.compile(r"[A-Za-z0-9_+\u4e00-\u9fff-][A-Za-z0-9_.%+:\u4e00-\u9fff-]*")
EMPTY = ("null", "~", "-")  # plain, these are no text


def document(sections: Mapping[str, Any]) -> str:
    """A policy file: one section a key, entries of mappings on lines of their own."""
    lines = []
    for key, value in sections.items():
        if isinstance(value, Mapping) and value:
            lines.append(f"{key}:")
            lines += [f"  {scalar(k)}: {flow(v)}".rstrip() for k, v in value.items()]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """A value in flow style; None is an empty value."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return "" if value is None else scalar(value)


def scalar(value: Any) -> str:
    """A plain scalar where that is safe, else in double quotes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    plain = PLAIN.fullmatch(text) and text not in EMPTY and not text.endswith(":")
    return text if plain else json.dumps(text, ensure_ascii=False)
