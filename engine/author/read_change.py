"""`change: satisfaction, by: 5, min_count: {surveyed: 30}` as the formula that it stands for."""

from __future__ import annotations

from engine.atoms.text import Span
from engine.author import taken as t
from engine.author.nodes import Mapping
from engine.author.policy import BEFORE, FormulaText, Word

_Part = tuple[str, Span]


def change(m: Mapping) -> tuple[FormulaText, tuple[Word, ...]]:
    """The formula, each part at its own place in the file, and the numbers that look back."""
    entry = m.entry("change")
    assert entry is not None
    field, by = t.word(entry.value), t.maybe_word(m.get("by"))
    now = (field.text, field.at)
    parts: list[_Part] = [now, (f" - {BEFORE}{field.text}", field.at)]
    if by is not None:
        parts.append((f" {'<=' if by.text.startswith('-') else '>='} {by.text}", by.at))
    listed = None if by is None else m.get("min_count")
    counts = () if listed is None else t.pairs(listed)
    for name, least in counts:
        for of in ("", BEFORE):
            parts += [(f" and {of}{name.text}", name.at), (f" >= {least.text}", least.at)]
    return _text(parts, entry.whole), (field, *(name for name, _ in counts))


def _text(parts: list[_Part], whole: Span) -> FormulaText:
    text, offsets = "", list[int]()
    for part, at in parts:
        text += part
        start = at.start.offset
        same = part == at.text
        offsets += [start + i if same else start for i in range(len(part))]
    return FormulaText(text, whole, (*offsets, max(0, whole.end.offset - 1)))
