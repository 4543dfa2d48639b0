"""Errors of brackets and quotes: not closed, one too many, or a value that needs quotes."""

from __future__ import annotations

import re
import sys
from typing import Final

import yaml

from engine.atoms.diagnostic import Fix
from engine.author.mends_line import indentation, no_braces
from engine.author.misread import glued, no_colon, quoted, wide_comma
from engine.author.page import Mend
from engine.author.trouble import (
    Trouble,
    flow_start,
    index,
    left_out,
    open_brackets,
    rest,
    say,
    value_at,
    value_end,
)

#: A key behind a full-width comma, in brackets, and one in a list.
_WIDE_COMMA: Final = re.compile(r"[^'\"]*?([，、；][ ]*)[a-z_]+")
_AFTER_BRACKET: Final = re.compile(r"(?<=[]}])[，、；][ ]*")
_KEY_IN_LIST: Final = re.compile(r"\s*[,，、][ ]*[a-z_]+: ")
#: A ladder that goes on into its `otherwise`.
_ENDLESS: Final = re.compile(r"\b(?:at_least|at_most|one_of): *(\{)[^{}\[\]]*?(,? *\botherwise:)")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)")
_KEY: Final = re.compile(r"\b[a-z_]+: *")
_KEY_LINE: Final = re.compile(r"([ ]*)(?:- )*[^\s#:'\"][^#:'\"]*:(?:\s|$)")


def quote(t: Trouble) -> Mend:
    """A quote that is never closed, or a backslash that YAML does not know."""
    _, end = t.line(t.since)
    bad = re.compile(r"\\(?![0abtnvfre \"/\\N_LPxuU\n])|\\x(?!..)|\\u(?!....)")
    m = bad.search(t.text, t.since)
    if m and "escape" in t.problem:
        return say(
            t.page, m.start(), m.start() + 2,
            f"`{t.text[m.start() : m.start() + 2]}` is no escape that YAML knows",
            f"`{t.text[m.start() : m.start() + 2]}` 不是 YAML 认识的转义",
            ("in double quotes a backslash begins an escape: write `\\\\`, or use single quotes",
             "双引号里反斜杠表示转义：请写 `\\\\`，或改用单引号"),
            [(m.start(), m.start() + 1, "\\\\")],
        )  # fmt: skip
    if "character escape" in t.problem and (found := _no_character(t, end)) is not None:
        return found
    c = t.text[t.since]
    return _never_closed(t, t.since, end, c)


def _no_character(t: Trouble, end: int) -> Mend | None:
    """An escape of half a character, or of none."""
    for m in _ESCAPE.finditer(t.text, t.since, end):
        number = int(m[1] or m[2] or "0", 16)
        half = 0xD800 <= number <= 0xDFFF
        if half or number > sys.maxunicode:
            seen = f"`{m[0]}`"
            return say(
                t.page, m.start(), m.end(),
                f"{seen} is half of a surrogate pair" if half else f"{seen} is no character",
                f"{seen} 只是代理对的一半" if half else f"{seen} 不是任何字符",
                ("write the character itself", "直接写出这个字符"),
                [(*t.line(m.start()), "")], lossy=True,
            )  # fmt: skip
    return None


def _never_closed(t: Trouble, start: int, end: int, c: str) -> Mend:
    flow = flow_start(t) is not None
    stop = value_end(t.text.replace(c, " "), start + 1, end, flow) if end > start + 1 else end
    return say(
        t.page, start, end,
        f"the quote {c} that begins here is never closed",
        f"这里开始的引号 {c} 没有结束",
        (f"close the text with {c} on the same line", f"请在同一行用 {c} 结束"),
        [(max(stop, start + 1), max(stop, start + 1), c)],
        fix=Fix(t.page.span(max(stop, start + 1), max(stop, start + 1)), c),
    )  # fmt: skip


def tight_colon(t: Trouble) -> Mend:
    """`{at_least:}`: the pure parser reads a key without a value, and so do we."""
    return Mend([], [(t.at + 1, t.at + 1, " ")])


def flow_fault(t: Trouble) -> Mend | None:
    """Inside `{ }` or `[ ]`: something that is no `,` and no closing bracket."""
    opened = flow_start(t)
    if opened is None:
        return None
    where = value_at(t)
    if broken := _broken_quote(t):
        return broken
    if _unclosed(t, opened):
        return _close(t, opened)
    if t.text[opened] + t.text[t.at : t.at + 1] in ("[}", "{]"):
        return _not_opened(t, opened) or _crossed(t, opened)
    if m := _AFTER_BRACKET.match(t.text, t.at):
        return wide_comma(t.page, m.start(), m.end())
    if where is None or t.at >= len(t.text):
        return None
    start, end = where
    before = t.text[start : t.at]
    if t.text[t.at] == ":" and (m := _WIDE_COMMA.fullmatch(before)):
        return wide_comma(t.page, start + m.start(1), start + m.end(1))
    if t.text[t.at] in "{[" and (m := re.fullmatch(r"[^'\"]*?\w([，、；]\s*)", before)):
        return wide_comma(t.page, start + m.start(1), start + m.end(1))
    a_key = t.text[opened] == "{" and t.text[:start].rstrip()[-1] in "{,"
    if t.text[t.at] in "{[" and a_key and (m := re.fullmatch(r"(\w+)\s*", before)):
        return no_colon(t.page, start, start + m.end(1), t.at)
    if t.text[t.at] in "{[" and (m := re.fullmatch(r"[^\s:：'\"]+(：\s*)", before)):
        return glued(t.page, start + m.start(1), start + m.end(1), "")
    if t.text[t.at] == "?" and not before.endswith(" ") and before:
        # libyaml reads `{ask: why?}`; the pure parser must be shown that it is a text.
        colon = re.compile(r":(?=\s|$)").search(t.text, start, end)
        return Mend([], quoted(t.page, start, end if colon is None else colon.start()).edits)
    if t.text[t.at] == ":" and (m := re.fullmatch(r"([^'\"]+?)(\s+)([a-z_]+)", before)):
        comma = start + m.end(1)
        return say(
            t.page, start, comma,
            f"a comma is missing before `{m[3]}`", f"`{m[3]}` 前面缺少逗号",
            ("entries in `{ }` are separated by a comma and a space",
             "`{ }` 里的各项用逗号加空格分隔"),
            [(comma, comma, ",")], fix=m[1] + ",",
        )  # fmt: skip
    return quoted(t.page, start, end) if start < t.at else None


def _unclosed(t: Trouble, opened: int) -> bool:
    """Whether the error is on a later line that begins anew, or at the end of the file."""
    line, end = t.line(t.at)
    first = t.line(opened)[0]
    if line <= first:
        return not t.text[t.at :].strip()
    own = len(t.text[first:]) - len(t.text[first:].lstrip(" "))
    m = _KEY_LINE.match(t.text[line:end])
    return not t.text[t.at :].strip() or (m is not None and len(m[1]) <= own)


def _close(t: Trouble, opened: int) -> Mend:
    _, end = t.line(opened)
    stop = max(opened + 1, opened + len(rest(t.text[opened:end])))
    if m := _ENDLESS.search(t.text, opened, stop):
        return _closed_at(t, m.start(1), m.start(2))
    return _closed_at(t, opened, stop)


def _not_opened(t: Trouble, opened: int) -> Mend | None:
    """`{one_of: a, b], label: x}`: the list begins behind the last key."""
    if t.text[t.at] != "]" or any(t.text[i] == "[" for i in open_brackets(t)):
        return None
    keys = list(_KEY.finditer(t.text, opened, t.at))
    if not keys:
        return None
    start = keys[-1].end()
    if t.text[start] == "[":
        return _surplus(t, "]")
    return say(
        t.page, t.at, t.at + 1,
        "no `[` opens what this `]` closes", "这个 `]` 没有对应的 `[`",
        (f"write `[` before `{t.text[start : t.at].split(',')[0]}`",
         f"在 `{t.text[start : t.at].split(',')[0]}` 前面写 `[`"),
        [(start, start, "[")], fix=Fix(t.page.span(start, start), "["),
    )  # fmt: skip


def _crossed(t: Trouble, opened: int) -> Mend:
    """`{one_of: [a, b, label: x}`: the outer bracket closes before the inner one. A list ends
    before the first of its items that reads `key: value`."""
    _, end = t.line(t.at)
    after = rest(t.text[t.at + 1 : end])
    unmatched = sum(after.count(c) for c in "]}") - sum(after.count(c) for c in "[{")
    if unmatched >= len(open_brackets(t)) - 1 > 0:
        seen, closing = t.text[t.at], "]" if t.text[t.at] == "}" else "}"
        return say(
            t.page, t.at, t.at + 1,
            f"`{seen}` cannot close the bracket `{t.text[opened]}`",
            f"`{seen}` 不能闭合括号 `{t.text[opened]}`",
            (f"write `{closing}`", f"写成 `{closing}`"),
            [(t.at, t.at + 1, closing)], fix=closing,
        )  # fmt: skip
    if t.text[opened] == "[" and (m := _KEY_IN_LIST.search(t.text, opened, t.at)):
        return _closed_at(t, opened, m.start())
    return _closed_at(t, opened, t.at)


def _closed_at(t: Trouble, opened: int, stop: int) -> Mend:
    c = t.text[opened]
    closing = "}" if c == "{" else "]"
    mend = say(
        t.page, opened, opened + 1,
        f"the bracket `{c}` that opens here is not closed", f"这里的括号 `{c}` 没有闭合",
        (f"close it with `{closing}`", f"请用 `{closing}` 闭合"),
        [(stop, stop, closing)], fix=Fix(t.page.span(stop, stop), closing),
    )  # fmt: skip
    mend.doubt = t.page.span(opened, stop)
    return mend


def content(t: Trouble) -> Mend | None:
    """A value was expected and `,`, a bracket or the end of the file came."""
    c = t.text[t.at : t.at + 1]
    if c == "?" and (where := value_at(t)) is not None:
        return quoted(t.page, *where)
    opened = flow_start(t)
    if broken := _broken_quote(t):
        return broken
    if opened is not None and _unclosed(t, opened):
        return _close(t, opened)
    if c in (",", "]", "}"):
        if c == "," and opened is None and (where := value_at(t)) is not None:
            return quoted(t.page, *where)
        return _surplus(t, c)
    return None


def _surplus(t: Trouble, c: str) -> Mend:
    return say(
        t.page, t.at, t.at + 1,
        f"there is one `{c}` too many", f"多了一个 `{c}`",
        ("remove it", "请删除"), [(t.at, t.at + 1, "")], fix="",
    )  # fmt: skip


def block(t: Trouble) -> Mend | None:
    """After a value something follows that is no new key."""
    c = t.text[t.at : t.at + 1]
    if broken := _broken_quote(t):
        return broken
    if c == ":":
        return say(
            t.page, t.at, t.at + 1, "no key stands before the colon", "冒号前面没有键",
            ("a line reads `key: value`", "每行写成 `键: 值`"),
            left_out(t, t.at), lossy=True,
        )  # fmt: skip
    where = value_at(t)
    if where is not None and where[0] < t.at:
        if (mend := no_braces(t, *where)) is not None:
            return mend
        if t.text[where[0]] in "'\"{[" and c not in ("}", "]"):
            return quoted(t.page, *where)
        if c in ("}", "]"):
            return _surplus(t, c)
    return indentation(t)


def _broken_quote(t: Trouble) -> Mend | None:
    """A quote that was closed only by one in a later line."""
    for token in t.tokens:
        start, end = index(token.start_mark), index(token.end_mark)
        if start >= t.at:
            break
        if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"') and end <= t.at:
            stop = t.line(start)[1]
            if end > stop and t.line(t.at)[0] == t.line(end)[0]:
                return _never_closed(t, start, stop, t.text[start])
    return None


def list_fault(t: Trouble) -> Mend:
    if t.text[t.at : t.at + 1] in ("}", "]"):
        return _surplus(t, t.text[t.at])
    _, end = t.line(t.at)
    return _broken_quote(t) or say(
        t.page, t.at, end,
        "this line stands in a list but does not begin with `- `",
        "这一行在列表里，却没有以 `- ` 开头",
        ("begin each item with `- `, under the other items",
         "每一项都以 `- ` 开头，与其他项左对齐"),
        left_out(t, t.at), lossy=True,
    )  # fmt: skip
