"""A departure from the schema: what is known of it, and the words that all of them share."""

from __future__ import annotations

import re
from collections.abc import Sequence as Seq
from dataclasses import dataclass, field
from typing import Any, Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix, listed
from engine.atoms.text import Span
from engine.author import literals as lit
from engine.author.keys import SAID_OTHERWISE, meant_key
from engine.author.misread import COLON, glued
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.page import Mend, short
from engine.author.places import Path, where


@dataclass(slots=True)
class Found:
    """Findings; `meant` is the text to go on with for `node`, or with `key` for its key `seen`."""

    findings: list[Diagnostic] = field(default_factory=list)
    node: Node | None = None
    meant: str | None = None
    key: bool = False
    seen: str = ""
    mend: Mend | None = None
    lacks: Node | None = None  # the map that lacks keys
    absent: list[str] = field(default_factory=list)  # those keys
    readable: bool = False  # it may stay as it is: what cannot be read of it is told


@dataclass(frozen=True, slots=True)
class Case:
    """One departure: the schema that is departed from, the node, and where it stands."""

    schema: dict[str, Any]
    node: Node
    path: Path
    root: Node
    word: str  # jsonschema's name of the violation
    limit: Any  # what the schema's keyword says

    @property
    def where(self) -> dict[str, object]:
        return where(self.path)

    @property
    def reads(self) -> str:
        return str(self.schema.get("x-reads", ""))

    @property
    def seen(self) -> str:
        return self.node.text if isinstance(self.node, Scalar) else ""


#: Keys of a criterion that mean the weight that it has among its siblings.
OF_WEIGHTS: Final = ("weight", "weights", "权重")
_WEIGHTS_TOGETHER: Final[Both] = (
    "weights stand together, in `weights:` beside `criteria:`",
    "权重集中写在与 `criteria:` 并列的 `weights:` 里",
)


def unknown_key(
    entry: Entry, node: Mapping, known: Seq[str], path: Path
) -> tuple[Diagnostic, str | None]:
    """The finding for a key that the language does not have, and the key that was meant."""
    key = entry.key
    present = {e.key.text for e in node}
    meant = meant_key(key.text, known, present)
    typed_wide = lit.WIDE.search(key.text)
    if (
        typed_wide
        and meant is not None
        and meant not in present
        and lit.half_width(key.text) == meant
    ):
        return wide(key, meant), meant
    params = {"key": key.text, **where(path)}
    of_weights = path[-2:-1] == ("criteria",) and key.text in OF_WEIGHTS
    if of_weights and isinstance(entry.value, Scalar):
        return Diagnostic("KT111", params, at=key.at, hint=_WEIGHTS_TOGETHER), None
    if key.text in SAID_OTHERWISE:
        return Diagnostic("KT111", params, at=key.at, hint=SAID_OTHERWISE[key.text]), None
    if meant is None:
        words, words_zh = listed(k for k in known if k not in present)
        hint = (
            (f"keys that may stand here: {words}", f"这里可以写的键：{words_zh}") if words else None
        )
        return Diagnostic("KT111", params, at=key.at, hint=hint), None
    if meant in present:
        hint = (f"`{meant}` stands here already", f"这里已经有 `{meant}`")
        return Diagnostic("KT111", params, at=key.at, hint=hint), None
    caret = (f"did you mean `{meant}`?", f"是否想写 `{meant}`？")
    return Diagnostic("KT111", params, at=key.at, caret=caret, fix=Fix(key.at, meant)), meant


def wide(node: Scalar, meant: str) -> Diagnostic:
    """KT105 at the first full-width run of a scalar; the fix writes the whole of it."""
    run = re.compile(f"(?:{lit.WIDE.pattern})+")
    m = run.search(node.text)
    assert m is not None
    typed = node.page.text[node.start : node.end]
    first = typed.find(m[0])
    at = (
        node.at if first < 0 else node.page.span(node.start + first, node.start + first + len(m[0]))
    )
    expected = lit.half_width(m[0]) or " "
    params = {"seen": m[0].replace("\u3000", "U+3000").replace("\u00a0", "U+00A0"),
              "expected": expected}  # fmt: skip
    return Diagnostic("KT105", params, at=at, fix=Fix(node.at, meant))


def key_of(path: Path) -> str:
    return next((p for p in reversed(path) if isinstance(p, str)), "-")


def anchor(root: Node, path: Path, node: Node) -> Span:
    """What to underline for a whole map: its key, or in a list its first key."""
    steps = list(path)
    if steps and isinstance(steps[-1], str):
        parent = root
        for step in steps[:-1]:
            if isinstance(step, int) and isinstance(parent, Sequence):
                parent = parent.items[step]
            elif isinstance(parent, Mapping) and (e := parent.entry(str(step))) is not None:
                parent = e.value
        if isinstance(parent, Mapping) and (e := parent.entry(steps[-1])) is not None:
            return e.key.at
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.at
    return node.page.span(node.start, max(node.start + 1, min(node.end, node.start + 1)))


def lines_glued(node: Scalar) -> Mend | None:
    """`权重：40` or `at_least:60` lines that YAML read as one text."""
    if node.style != "plain":
        return None
    out = Mend([])
    pattern = re.compile(rf"(?m)^[ ]*([^\s:：'\"{{\[(]+){COLON}(?=\S|$)")
    begin = node.page.text.rfind("\n", 0, node.start) + 1
    begin = begin if not node.page.text[begin : node.start].strip() else node.start
    for m in pattern.finditer(node.page.text, begin, node.end):
        line_end = node.page.text.find("\n", m.start())
        line = node.page.text[m.start() : len(node.page.text) if line_end < 0 else line_end]
        one = glued(node.page, m.start(2), m.end(2), short(line))
        out.findings += one.findings
        out.edits += one.edits
    return out if out.edits else None
