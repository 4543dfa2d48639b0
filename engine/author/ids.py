"""Several ids where one was read: no id holds a comma, so each comma parts two."""

from __future__ import annotations

import re
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.departure import Case, Found
from engine.author.nodes import Node, Scalar
from engine.author.page import Mend, short

#: What parts ids; a Chinese keyboard has four signs for it.
_COMMA: Final = re.compile("[ ]*[,，、；][ ]*")


def torn_ids(case: Case) -> Found | None:
    """`[newsletter，account_manager]`, `- a, b` below a key, `tier: strategic，key`."""
    node, in_list = case.node, isinstance(case.path[-1], int)
    assert isinstance(node, Scalar)
    if not in_list and "array" not in case.schema.get("type", ()):
        return None
    text, start, end = node.page.text, node.start, node.end
    parts = _COMMA.split(node.text.strip())
    if node.style != "plain" or len(parts) < 2 or not all(parts) or "\n" in text[start:end]:
        return None
    commas = list(_COMMA.finditer(text, start, end))
    line = text.rfind("\n", 0, start) + 1
    item = re.fullmatch(r"( *)- +", text[line:start])
    if in_list and item is None:  # between brackets, where YAML knows `,` alone
        found = Mend([])
        for m in commas:
            at = node.page.span(m.start(), m.end())
            params = {"seen": m[0].strip(), "expected": ","}
            found.findings.append(Diagnostic("KT105", params, at=at, fix=Fix(at, ", ")))
            found.edits.append((m.start(), m.end(), ", "))
        return Found(mend=found)
    between = f"\n{item[1]}- " if in_list and item is not None else ", "
    edits = [(m.start(), m.end(), between) for m in commas]
    if in_list:
        meant = between.join(parts)
        hint = ("each item has a line of its own", "每一项单独成行")
    else:
        meant = f"[{', '.join(parts)}]"
        hint = (f"several stand in brackets: `{meant}`", f"多个 id 放在方括号里：`{meant}`")
        edits = [(start, start, "["), *edits, (end, end, "]")]
    what = {
        "what": f"`{short(node.text)}` is not one id",
        "what_zh": f"`{short(node.text)}` 不是一个 id",
    }
    finding = Diagnostic("KT101", what, at=node.at, hint=hint, fix=Fix(node.at, meant))
    return Found(mend=Mend([finding], edits))


def bracketed(node: Node) -> Fix | None:
    """`everyone: newsletter`, where a list of ids belongs."""
    parts = _COMMA.split(node.text.strip()) if isinstance(node, Scalar) else []
    plain = isinstance(node, Scalar) and node.style == "plain"
    if not plain or not parts or not all(re.fullmatch(r"[a-z][a-z0-9_.]*", p) for p in parts):
        return None
    if parts[0] in ("none", "nothing", "null"):  # an empty list is what is meant
        return Fix(node.at, "[]")
    return Fix(node.at, f"[{', '.join(parts)}]")
