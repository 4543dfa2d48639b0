"""What an oddly written number of a formula was meant to be."""

from __future__ import annotations

import re
from typing import Literal

from engine.atoms.numbers import Fault, read_literal, show


def meant_number(seen: str) -> str | None:
    """The plain decimal that an oddly written number stands for, or None."""
    text = seen.replace("_", "")
    if m := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})", text):
        value = read_literal(m[1], "number", 30)
        scale = 30 - int(m[2])
        if isinstance(value, Fault) or int(m[2]) > 18:
            return None
        return show(value, scale)
    if text.startswith("."):
        text = "0" + text
    if text.endswith("."):
        text += "0"
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?f", text):
        text = text[:-1]
    kind: Literal["percent", "number"] = "percent" if text.endswith("%") else "number"
    value = read_literal(text, kind, 18)
    return None if isinstance(value, Fault) else show(value, 18)
