"""What YAML reads otherwise than its author meant, and the text that says what was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.nodes import Entry, Scalar
from engine.author.page import Mend, Page, short

#: What joins a key and its value where `: ` was meant.
COLON: Final = "(：[ \u3000\u00a0]*|:[\u3000\u00a0][ \u3000\u00a0]*|:)"
_GLUED: Final = re.compile(rf"([^\s:：(\[]+){COLON}(?=\S|$)")


def _bare(e: Entry) -> bool:
    """A key in `{ }` with nothing after it."""
    return isinstance(e.value, Scalar) and e.value.style == "plain" and not e.value.text


#: A full-width comma before a key, or between a number and the next word.
_WIDE_COMMA: Final = re.compile(
    r"，[ ]*(?=[A-Za-z_][A-Za-z0-9_]*(?:：|: ))|(?<=[0-9%])，[ ]*(?=[^\s，：:]+(?:：|: ))"
)
_BEFORE_NUMBER: Final = re.compile(r"([^\s:：(\[]+)(：[ \u3000\u00a0]*)(?=[0-9])")


def glued_entry(entries: Sequence[Entry]) -> Mend | None:
    """`{at_least:60}` and `{权重：40，…}`: a key and its value, or two entries, read as one."""
    for e in entries:
        if isinstance(e.value, Scalar) and e.value.style == "plain":
            text, start, end = e.key.page.text, e.value.start, e.value.end
            if comma := _WIDE_COMMA.search(text, start, end):
                return wide_comma(e.key.page, *comma.span())
        pattern = _GLUED if _bare(e) else _BEFORE_NUMBER
        if e.key.style == "plain" and (m := pattern.match(e.key.text)):
            start = e.key.start + m.start(2)
            return glued(e.key.page, start, start + len(m[2]), short(e.key.text))
    return None


def wide_comma(page: Page, start: int, end: int) -> Mend:
    """The mend of a full-width comma, from `start` to `end`, between two entries or words."""
    at = page.span(start, end)
    params = {"seen": at.text.strip(), "expected": ","}
    finding = Diagnostic("KT105", params, at=at, fix=Fix(at, ", "))
    return Mend([finding], [(start, end, ", ")])


def grouped(items: Sequence[Scalar]) -> Mend | None:
    """`1,000` in brackets: a number that YAML has cut at its comma."""
    for i, a in enumerate(items):
        text, last = a.page.text, a
        for b in items[i + 1 :]:
            if b.style != "plain" or text[last.end : b.start] != ",":
                break
            last = b
        seen = text[a.start : last.end]
        if a.style == "plain" and last is not a and _THREES.fullmatch(seen):
            return _joined(a.page, a.start, last.end)
    return None


def _joined(page: Page, start: int, end: int) -> Mend:
    at, seen = page.span(start, end), page.text[start:end]
    meant = seen.replace(",", "")
    hint = (f"write {meant}", f"写成 {meant}")
    params = {"what": f"in brackets the comma cuts the number `{seen}`",
              "what_zh": f"括号里的逗号会把数字 `{seen}` 切断"}  # fmt: skip
    finding = Diagnostic("KT101", params, at=at, fix=Fix(at, meant), hint=hint)
    return Mend(
        [finding], [(m.start() + start, m.end() + start, "") for m in re.finditer(",", seen)]
    )


def grouped_entry(entries: Sequence[Entry]) -> Mend | None:
    """`{at_least: 1,000}` and `{1,000: 60}`."""
    for e, after in pairwise(entries):
        last = e.key if _bare(e) else e.value
        torn = isinstance(last, Scalar) and last.style == "plain" and (_bare(after) or _bare(e))
        m = _RUN.match(e.key.page.text, last.start) if torn else None
        if m is not None and m.end() >= after.key.end:  # also where a group stands twice
            return _joined(e.key.page, m.start(), m.end())
    return None


_RUN: Final = re.compile(
    r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?(?:[ ]?[A-Za-z%]+)?"
)
_THREES: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?[ ]?\w*%?")
_BEFORE_BRACKET: Final = re.compile(rf"([^\s:：,'\"{{\[(#]+){COLON}(?=[{{\[])")
_NO_COLON: Final = re.compile(r"(\w+)[ \u3000]*(?=[{\[])")
_BEFORE_KEY: Final = re.compile(r"([^\s:：'\"{\[(#]+)(：[ \u3000\u00a0]*)(?=[a-z_]+$)")


def glued_bracket(page: Page, start: int, end: int) -> Mend | None:
    """`area：{field: x}`: YAML takes what stands before the inner colon for a key."""
    if (m := _NO_COLON.match(page.text, start, end)) is not None:
        return no_colon(page, m.start(), m.end(1), m.end())
    m = _BEFORE_BRACKET.match(page.text, start, end)
    return None if m is None else glued(page, m.start(2), m.end(2), short(page.text[start:end]))


def no_colon(page: Page, start: int, end: int, value: int) -> Mend:
    """`weights {…`: the colon is missing between the key, from `start` to `end`, and `value`."""
    at, key = page.span(start, end), page.text[start:end]
    params = {"what": f"a colon is missing after `{short(key)}`",
              "what_zh": f"`{short(key)}` 后面缺少冒号"}  # fmt: skip
    hint = (f"write `{short(key)}: `", f"写成 `{short(key)}: `")
    finding = Diagnostic("KT101", params, at=at, hint=hint, fix=Fix(page.span(end, value), ": "))
    return Mend([finding], [(end, value, ": ")])


def glued_pair(e: Entry) -> Mend | None:
    """`area：field: x`: read as `area: {field: x}`, which is what it can only mean."""
    value = e.value
    if not isinstance(value, Scalar) or e.key.style != "plain" or value.end <= value.start:
        return None
    m = _BEFORE_KEY.match(e.key.page.text, e.key.start, e.key.end)
    if m is None:
        return None
    page = e.key.page
    mend = glued(page, m.start(2), m.end(2), "")
    pair = page.text[m.end(2) : value.end]
    fix = Fix(page.span(m.start(2), value.end), f": {{{pair}}}")
    mend.findings = [replace(mend.findings[0], fix=fix)]
    mend.edits = [(m.start(2), m.end(2), ": {"), (value.end, value.end, "}")]
    return mend


def glued(page: Page, start: int, end: int, seen: str) -> Mend:
    """The mend of a colon without a space, or of a full-width one, from `start` to `end`."""
    at = page.span(start, end)
    wide = at.text != ":"
    if wide:
        sign = "：" if at.text.startswith("：") else "U+3000" if "\u3000" in at.text else "U+00A0"
        params: dict[str, object] = {"seen": sign, "expected": ": "}
    else:
        params = {"seen": seen, "expected": seen.replace(":", ": ", 1)}
    finding = Diagnostic("KT105" if wide else "KT109", params, at=at, fix=Fix(at, ": "))
    return Mend([finding], [(start, end, ": ")])


def torn_entry(entries: Sequence[Entry]) -> Mend | None:
    """`{formula: min(a, b)}`: a formula that YAML has cut at its comma."""
    for i, e in enumerate(entries):
        if not isinstance(e.value, Scalar) or e.value.style != "plain":
            continue
        left = _open(e.value.text)
        for last in entries[i + 1 :]:
            if left <= 0 or not _bare(last) or last.key.style != "plain":
                break
            left += _open(last.key.text)
            if left <= 0:
                return quoted(e.key.page, e.value.start, last.key.end)
        if left == 1 and _CALL.match(e.value.text) and last is entries[-1] and _bare(last):
            return quoted(e.key.page, e.value.start, last.key.end)  # it lacks its `)` too
    return None


_CALL: Final = re.compile(r"[a-z_]+\([^()]*$")


def _open(text: str) -> int:
    return sum(text.count(c) for c in "([（") - sum(text.count(c) for c in ")]）")


def quoted(page: Page, start: int, end: int, hint: Both | None = None) -> Mend:
    """The mend of a value that must stand in double quotes; those of a Chinese keyboard are
    replaced by them."""
    value = page.text[start:end]
    if hint is None and _IN_CURLY.fullmatch(value):
        return _straight(page, start, end)
    mends = None
    at = page.span(start, end)  # what the author typed, without earlier mends
    single = '"' in value and "'" not in value  # so that no quote inside needs a sign before it
    mended = f"'{at.text}'"
    if not single:
        mended = '"' + at.text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    elif hint is None:
        mends = ("put the whole value in single quotes", "把整个值放进英文单引号里")
    fix = None if hint is not None else Fix(at, mended)
    finding = Diagnostic("KT108", {"seen": short(at.text)}, at=at, fix=fix, hint=hint or mends)
    # One edit a character, so that what stands inside keeps its place.
    outer = "'" if single else '"'
    letters = [c if single else c.replace("\\", "\\\\").replace('"', '\\"') for c in value]
    letters[0] = outer + letters[0]
    letters[-1] += outer
    edits = [(start + i, start + i + 1, new) for i, new in enumerate(letters) if new != value[i]]
    return Mend([finding], edits, lossy=hint is not None)


_IN_CURLY: Final = re.compile('[“”][^“”"\\\\]+[“”]')


def _straight(page: Page, start: int, end: int) -> Mend:
    """`“min(a, b)”`: quotes of a Chinese keyboard around a whole value."""
    at = page.span(start, end)
    params = {"seen": page.text[start], "expected": '"'}
    finding = Diagnostic("KT105", params, at=at, fix=Fix(at, f'"{page.text[start + 1 : end - 1]}"'))
    return Mend([finding], [(start, start + 1, '"'), (end - 1, end, '"')])
