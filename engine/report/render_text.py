"""Findings for people: the line as typed, carets under what is meant, help, and a summary.

Columns count what eyes see: a caret under 战略 is four cells long, a tab is shown as an arrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.atoms.codes import Language
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.text import Source, Span, cells
from engine.report.render import counts, file_of
from engine.report.visible import shown_line, visible
from engine.report.words import say, summary

#: Cells of a source line that are shown; longer lines are cut around the caret.
WIDE = 96
_FIXABLE_AT = 55  # the cell at which `[fixable]` stands, unless words reach further
_STYLES = {"error": "1;31", "warning": "1;33", "gutter": "34", "help": "36", "bold": "1"}


@dataclass(frozen=True, slots=True)
class _Pen:
    """Puts colour on, or leaves it off."""

    colour: bool

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something underlined on one line: `^` for what is meant, `-` for a label."""

    at: Span
    sign: str
    words: str
    tail: str = ""


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    language: Language,
    colour: bool,
    files: Sequence[str] = (),
) -> str:
    """Blocks with a blank line between, and the summary; "" for no findings."""
    if not diagnostics:
        return ""
    pen = _Pen(colour)
    blocks, seen = [], set[str]()
    for d in diagnostics:
        blocks.append(_block(d, language, pen, first=d.code not in seen))
        seen.add(d.code)
    blocks.append(summary_line(diagnostics, language))
    return "\n\n".join(blocks) + "\n"


def short(
    diagnostics: Sequence[Diagnostic], *, language: Language, colour: bool, helps: bool = False
) -> str:
    """One line a finding: place, severity, code, headline; with `helps`, below the first that it
    mends, what helps."""
    pen = _Pen(colour)
    lines, said = [], set[str]()
    for d in diagnostics:
        where = _address(d, language)
        colon = "：" if language == "zh" else ": "
        line = (f"{where}{colon}" if where else "") + _headline(d, language, pen)
        if d.fix is not None:
            line += " " + say("fixable", language)
        lines.append(line + "\n")
        if helps and (text := d.help(language)) is not None and text not in said:
            said.add(text)
            lines.append(f"  {_help(text, language, pen)}\n")
    return "".join(lines)


def summary_line(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """`2 errors, 1 warning in 1 file (1 fixable with --fix)`."""
    errors, warnings = counts(diagnostics)
    names = {f for d in diagnostics if (f := file_of(d)) is not None}
    return summary(errors, warnings, len(names), sum(d.fix is not None for d in diagnostics),
                   language)  # fmt: skip


def _block(d: Diagnostic, language: Language, pen: _Pen, first: bool) -> str:
    lines = [_headline(d, language, pen)]
    if where := _address(d, language):
        lines.append("  " + where)
    if d.at is not None:
        lines += _snippets(d, language, pen)
    if (text := d.help(language)) is not None:
        lines.append(_help(text, language, pen))
    if first:
        lines.append(pen("help", say("more", language, code=d.code)))
    return "\n".join(lines)


def _help(text: str, language: Language, pen: _Pen) -> str:
    sign = ":" if language == "en" else "："
    label, colon, rest = say("help", language, text=visible(text)).partition(sign)
    return pen("help", label + colon) + rest


def _headline(d: Diagnostic, language: Language, pen: _Pen) -> str:
    name = f"{say(d.severity, language)}[{d.code}]"
    colon = "：" if language == "zh" else ": "
    return pen(d.severity, name) + pen("bold", colon + visible(d.message(language)))


def _address(d: Diagnostic, language: Language) -> str:
    if d.at is not None:
        return f"{visible(d.at.source.name)}:{d.at.start.line}:{d.at.start.column}"
    return "" if d.place is None else place_text(d.place, language)


def place_text(place: Place, language: Language) -> str:
    """`customers.csv, line 15, column `csat`, id `C-1042``: what is known of it. The row is said
    as the file shows it: its line, the row of its sheet, or the number of a record."""
    parts = [visible(place.file)]
    if place.line is not None and place.sheet is not None:
        parts.append(say("sheet_row", language, n=place.line, name=visible(place.sheet)))
    elif place.line is not None:
        parts.append(say("line", language, n=place.line))
    elif place.row is not None:
        parts.append(say("row", language, n=place.row))
    if place.column is not None:
        parts.append(say("column", language, name=visible(place.column)))
    if place.id is not None:
        parts.append(say("id", language, id=visible(place.id)))
    return say("comma", language).join(parts)


def _snippets(d: Diagnostic, language: Language, pen: _Pen) -> list[str]:
    """The lines pointed at, in file order; another file's lines come last, under its name."""
    assert d.at is not None
    words = "" if d.caret is None else d.caret[language == "zh"]
    tail = "" if d.fix is None else say("fixable", language)
    marks = [_Mark(d.at, "^", visible(words), tail)]
    marks += [_Mark(x.at, "-", visible(x.text(language))) for x in d.labels]
    width = max(5, *(len(str(m.at.start.line)) + 1 for m in marks))
    lines: list[str] = []
    for source in dict.fromkeys(m.at.source for m in marks):
        here = [m for m in marks if m.at.source == source]
        if source != d.at.source:
            at = here[0].at.start
            lines.append(f"  {visible(source.name)}:{at.line}:{at.column}")
        for number in sorted({m.at.start.line for m in here}):
            on_line = [m for m in here if m.at.start.line == number]
            lines += _annotated(source, number, on_line, width, d.severity, pen)
    return lines


def _annotated(
    source: Source, number: int, marks: list[_Mark], width: int, severity: str, pen: _Pen
) -> list[str]:
    """One source line and, under it, one line for each mark on it."""
    text = source.line(number)
    shown, starts = shown_line(text)
    low, high = _window(starts, *_cells_of(marks[0].at, text, starts))
    piece, shift = _clip(shown, low, high)
    lines = [pen("gutter", f"{number:>{width}} |") + (f" {piece}" if piece else "")]
    for m in marks:
        begin, end = _cells_of(m.at, text, starts)
        begin, end = max(begin, low), min(max(end, begin + 1), high)
        if begin >= high:
            continue  # a label far from the caret on a very long line
        sign = pen(severity if m.sign == "^" else "gutter", m.sign * max(1, end - begin))
        space = " " * (begin - low + shift)
        row = f" {space}{sign}" + (f" {m.words}" if m.words else "")
        if m.tail:
            plain = width + 3 + len(space) + max(1, end - begin) + (cells(m.words) + 1
                if m.words else 0)  # fmt: skip
            row += " " * max(2, _FIXABLE_AT - plain) + pen("help", m.tail)
        lines.append(pen("gutter", " " * width + " |") + row)
    return lines


def _cells_of(at: Span, text: str, starts: list[int]) -> tuple[int, int]:
    """First cell and the one after the last; a span of several lines ends with its first."""
    first = min(at.start.column - 1, len(text))
    last = at.end.column - 1 if at.end.line == at.start.line else len(text)
    last = max(min(last, len(text)), first)
    return starts[first], max(starts[last], starts[first] + 1)


def _window(starts: list[int], begin: int, end: int) -> tuple[int, int]:
    """The cells [low, high) to show of a line, on character edges, with the caret in sight."""
    total = starts[-1]
    if max(total, end) <= WIDE:
        return 0, max(total, end)
    low = 0 if begin <= WIDE * 2 // 3 else begin - WIDE // 3
    low = min(low, max(0, total - WIDE))
    edges = [s for s in starts if low <= s <= low + WIDE]
    return edges[0], max(edges[-1], min(begin + 1, low + WIDE))


def _clip(shown: str, low: int, high: int) -> tuple[str, int]:
    """The cells [low, high) of a shown line, with ellipses; and the width of the first one."""
    kept, at = [], 0
    for c in shown:
        if low <= at < high:
            kept.append(c)
        at += cells(c)
    head = "…" if low else ""
    return head + "".join(kept) + ("…" if at > high else ""), len(head)
