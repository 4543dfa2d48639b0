"""Errors of lines: colons, dashes, indentation, and values that YAML cannot begin with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.misread import COLON, glued, glued_bracket, quoted
from engine.author.misread import no_colon as missing_colon
from engine.author.page import Mend, Page, short
from engine.author.trouble import Trouble, left_out, rest, say, value_at

_LIMIT: Final = re.compile(r"(>=|<=|=>|=<|==|>|<|=|≥|≤)\s*([0-9][0-9.,]*\s*[^\s,{}]*)")
#: A key and its value in brackets, with nothing between.
_BRACKETED: Final = re.compile(r" *(\w+)([ \u3000]*)(?=[{\[].*[}\]] *(?: #.*)?$)")
_IN_BRACES: Final = re.compile(
    r"\{[ ]*([a-z_][a-z0-9_]*)[ ]*\}(?=[ ]*(?:[-+*/<>=!]|and |or |in |not ))"
)
_MEANS: Final = {"at_least": (">=", "=>", "≥"), "at_most": ("<=", "=<", "≤")}


def line_before(t: Trouble) -> Mend | None:
    """The error shows a line late: the line before has a full-width colon, or none with a space."""
    line, _ = t.line(t.at)
    if ":" in t.text[line : t.at]:
        return None
    start = line
    while start > 0:
        start, end = t.line(start - 1)
        if t.text[start:end].strip() and not t.text[start:end].lstrip().startswith("#"):
            return _unkeyed(t.page, start, end)
    return None


def this_line(t: Trouble) -> Mend | None:
    return _unkeyed(t.page, *t.line(t.since))


def _unkeyed(page: Page, start: int, end: int) -> Mend | None:
    """`权重：40` or `at_least:60` in a line that should hold a key."""
    if m := _BRACKETED.match(page.text, start, end):
        return missing_colon(page, m.start(1), m.end(1), m.end(2))
    m = re.match(rf"\s*(?:- )*([^\s:：'\"{{\[(#]+){COLON}(?=\S|$)", page.text[start:end])
    if m is None or (m[2] == ":" and not m[1].isidentifier()):
        return None
    return glued(page, start + m.start(2), start + m.end(2), short(m[0].strip(" -") + rest(
        page.text[start + m.end() : end])))  # fmt: skip


def bracket_key(t: Trouble) -> Mend | None:
    """`area： {field: x, points: …}`: the key's own colon is full-width, or has no space."""
    start, end = t.line(t.at)
    m = re.match(r"\s*(?:- )*", t.text[start:end])
    return None if m is None else glued_bracket(t.page, start + m.end(), end)


def second_colon(t: Trouble) -> Mend | None:
    """`note: a: b`: a colon inside a value."""
    where = value_at(t)
    return None if where is None or where[0] > t.at else quoted(t.page, *where)


def deeper(t: Trouble) -> Mend:
    """A key below a line that already has a value."""
    start, end = t.line(t.at)
    first = start + len(t.text[start:end]) - len(t.text[start:end].lstrip())
    return say(
        t.page, first, t.at,
        "this key is indented below a line that already has a value",
        "这个键缩进在一个已经有值的行下面",
        ("put keys of one map under each other, with the same number of spaces in front",
         "同一映射的键要左对齐，前面的空格数相同"),
        left_out(t, t.at), lossy=True,
    )  # fmt: skip


def no_colon(t: Trouble) -> Mend:
    """A line that is neither `key: value` nor part of one. Reading goes on without it."""
    _, end = t.line(t.since)
    seen = rest(t.text[t.since : end])
    if m := _BRACKETED.match(t.text, t.since, end):
        return missing_colon(t.page, m.start(1), m.end(1), m.end(2))
    if re.fullmatch(r"[A-Za-z_]\w*", seen):  # `tiers`, with its entries below
        stop = t.since + len(seen)
        return say(
            t.page, t.since, stop,
            f"a colon is missing after `{short(seen)}`", f"`{short(seen)}` 后面缺少冒号",
            (f"write `{seen}:`", f"写成 `{seen}:`"), [(stop, stop, ":")], fix=f"{seen}:",
        )  # fmt: skip
    return say(
        t.page, t.since, t.since + len(seen),
        f"`{short(seen)}` stands alone: a colon is missing after the key",
        f"`{short(seen)}` 单独成行：键后面缺少冒号",
        ("a line reads `key: value`, for example `at_least: 60`",
         "每行写成 `键: 值`，例如 `at_least: 60`"),
        [(t.since, end, "")], lossy=True,
    )  # fmt: skip


def operator(t: Trouble) -> Mend | None:
    """`at_least: >= 90`, `share: %x`, `when: > 90`: a value cannot begin so."""
    where = value_at(t)
    if where is None:
        return None
    start, end = where
    if (mend := no_braces(t, start, end)) is not None:
        return mend
    m = _LIMIT.fullmatch(t.text[start:end])
    if m is None:
        return quoted(t.page, start, end, _cannot_begin(t.text[start]))
    number = m[2].strip()
    before = t.text[t.line(start)[0] : start]
    key = re.search(r"(at_least|at_most): *$", before)
    if key is not None and m[1] in _MEANS[key[1]]:
        mended = quoted(t.page, start, end, (
            "`at_least` and `at_most` are followed by the number alone",
            "`at_least` 和 `at_most` 后面只写数字",
        ))  # fmt: skip
        at = t.page.span(start, end)
        finding = replace(mended.findings[0], fix=Fix(at, number))
        return Mend([finding], [(start, end, number)])
    return quoted(t.page, start, end, (
        f"a limit is the number alone: `at_least: {number}`; a formula names its field first: "
        f"`when: days {m[1]} {number}`",
        f"界限只写数字：`at_least: {number}`；公式先写字段：`when: days {m[1]} {number}`",
    ))  # fmt: skip


def no_braces(t: Trouble, start: int, end: int) -> Mend | None:
    """`when: {idle_days} > 90`: a field as templates write it."""
    if (m := _IN_BRACES.match(t.text, start, end)) is None:
        return None
    field, at = m[1], t.page.span(start, end)
    stop = t.text.index("}", start) + 1
    meant = field + t.text[stop:end]
    hint = (f"a field needs no braces: `{meant}`", f"字段不加花括号：`{meant}`")
    finding = Diagnostic("KT108", {"seen": short(at.text)}, at=at, hint=hint, fix=Fix(at, meant))
    return Mend([finding], [(start, stop, field)])


def _cannot_begin(c: str) -> tuple[str, str]:
    shown = "a backtick" if c == "`" else f"`{c}`"
    shown_zh = "反引号" if c == "`" else f"`{c}`"
    return (
        f"a value cannot begin with {shown}; a formula names its field first, other texts stand "
        "in double quotes",
        f"值不能以 {shown_zh} 开头；公式先写字段，其他文字放进英文双引号",
    )


def dash(t: Trouble) -> Mend:
    """`actions: - x`: a list item on the line of its key."""
    where = value_at(t)
    line, end = t.line(t.at)
    edits = []
    if where is not None and where[0] == t.at and t.text[line : t.at].strip():
        edits = [(t.at, t.at + 1, " ")]
    return say(
        t.page, t.at, end if not edits else (where or (0, end))[1],
        "a list item (`- `) cannot stand here",
        "列表项（`- `）不能写在这里",
        ("each item has a line of its own below the key, or write `[a, b]` on one line",
         "每一项在键的下方单独成行，或在一行里写 `[a, b]`"),
        edits, lossy=True,
    )  # fmt: skip


def indentation(t: Trouble) -> Mend:
    line, end = t.line(t.at)
    text = t.text[line:end]
    spaces = len(text) - len(text.lstrip(" "))
    count = "1 space" if spaces == 1 else f"{spaces} spaces"
    return say(
        t.page, line + spaces, end,
        f"the indentation of this line ({count}) fits no line above",
        f"这一行的缩进（{spaces} 个空格）与上面任何一行都对不上",
        ("put it exactly under the key that it stands beside, two spaces deeper than its parent",
         "与同级的键左对齐，比上一级多两个空格"),
        left_out(t, t.at), lossy=True,
    )  # fmt: skip


def not_ours(t: Trouble) -> Mend | None:
    """A tag, anchor, alias, directive or explicit key that YAML itself cannot read."""
    where = value_at(t)
    return None if where is None else quoted(t.page, *where, _cannot_begin(t.text[where[0]]))
