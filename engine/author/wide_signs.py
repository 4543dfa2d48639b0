"""Signs of a Chinese keyboard that hold a file together: brackets, `＃`, `－` and wide spaces.

YAML takes them for letters, and reads on as if a value had gone wild. They are named and read
as what they look like, where nothing else can be meant: in labels, reasons and formulas they
are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.page import Page

_SIGNS: Final = re.compile("[［］【】｛｝＃－\u3000\u00a0]")
_OPENERS: Final = {"[": "[", "{": "{", "［": "[", "【": "[", "｛": "{"}
_CLOSERS: Final = {"]": "[", "}": "{", "］": "[", "】": "[", "｝": "{"}
_CLOSING: Final = {"[": "]", "{": "}"}
_TEXTS: Final = frozenset(re.findall(r"\w+", """
    label title note reason ask evidence name en zh task alert to panel method minutes owner
    policy when skip_when applies_when formula
"""))  # fmt: skip
#: Lines that begin with wide spaces: how wide they were meant only the rest can say.
INDENTED: Final = re.compile("(?m)^ *\u3000")
_GAP: Final = re.compile("[ \u3000\u00a0]*")
_DASH: Final = re.compile("([-－])([ \u3000\u00a0]+|$)")
_KEY: Final = re.compile(
    r"""(["'“‘]?)([^\s:：,，'"“”‘’\[\]{}［］【】｛｝#＃]+)["'”’]?[ ]*"""
    r"(?:：|:(?=[\s\u3000\u00a0]|$))"
)
_BLOCK: Final = re.compile(r"[|>][+-]?[0-9]?[ ]*(?:#.*)?$")
_ENDS: Final = re.compile("[ \u3000]*(?:$|[,，、；}\\]｝］】]| *[#＃])")
_PAIR: Final = re.compile(r"^\s*[\w“”\"']+\s*[:：]")
_LANGUAGE: Final = re.compile(r"^\s*(?:en|zh)\s*[:：]")
_NUMBERS: Final = re.compile(r"[\d\s.,，+\-%kKmM万亿]*")


def without_wide_signs(page: Page, wide: int = 2) -> tuple[Page, list[Diagnostic]]:
    """A page with ASCII signs in place of those that were meant so, and a finding for each:
    for a pair of brackets one, for all wide spaces in front of lines one. Each of these is read
    as `wide` ordinary ones."""
    if _SIGNS.search(page.text) is None:
        return page, []
    reader = _Reader(page, wide)
    reader.run()
    if not reader.edits:
        return page, []
    return page.replaced(sorted(reader.edits)), reader.findings()


@dataclass(slots=True)
class _Open:
    """A bracket that is open; `sign` is None for one in a text, which closes by itself."""

    at: int
    sign: str | None
    wide: bool
    key: str


@dataclass(slots=True)
class _Reader:
    """One walk over the lines. What stands in quotes, comments and blocks of text is passed by."""

    page: Page
    wide: int
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    key: str = ""
    quote: str = ""
    block: int = -1  # the indent of the key that a block of text belongs to

    def run(self) -> None:
        start = 0
        for line in self.page.text.split("\n"):
            self.line(start, start + len(line))
            start += len(line) + 1

    def findings(self) -> list[Diagnostic]:
        return [*self.found, *self._indented()]

    # --- lines ---

    def line(self, start: int, end: int) -> None:
        text = self.page.text
        first = _GAP.match(text, start, end)
        assert first is not None
        i = first.end()
        spaces = len(text[start:i]) - len(text[start:i].lstrip(" "))
        if self.block >= 0 and (i == end or spaces > self.block):
            return
        self.block = -1
        if self.quote:
            i = self._quoted(i, end)
            if not self.quote:
                self._words(i, end, False)
            return
        if _KEY.match(text, start, end) is not None:
            self.stack.clear()  # a section of the policy: nothing is open
        structural = i == end or text[i] in "#＃" or self.stack or _DASH.match(text, i, end)
        if i > start and (structural or _KEY.match(text, i, end)):
            self._gap(start, i)
        while (dash := _DASH.match(text, i, end)) is not None and not self.stack:
            if dash[1] != "-":
                self._say(dash.start(), dash.end(), dash[1], "- ")
            elif dash[2].strip(" "):
                self._say(dash.start(2), dash.end(), dash[2].strip(" ")[0], " ")
            i, self.key = dash.end(), ""
        self._words(i, end, True, indent=spaces)

    def _gap(self, start: int, end: int) -> None:
        """Wide spaces in front of a line."""
        seen = self.page.text[start:end]
        if seen.strip(" "):
            self.edits += [(start + i, start + i + 1, " " * (self.wide if c == "\u3000" else 1))
                           for i, c in enumerate(seen) if c != " "]  # fmt: skip
            self.gaps.append((start, end))

    def _indented(self) -> list[Diagnostic]:
        if not self.gaps:
            return []
        start, end = self.gaps[0]
        seen = self.page.text[start:end].strip(" ")[0]
        at = self.page.span(start, end)
        last = self.gaps[-1][1]
        meant = "".join(self._mended(start, last))
        count = len(self.gaps)
        hint: Both = ("indent with ordinary spaces, two a level", "缩进用半角空格，每一级两个")
        if count > 1:
            hint = (f"{count} lines begin so; {hint[0]}", f"共有 {count} 行这样开头；{hint[1]}")
        params = {"seen": f"U+{ord(seen):04X}", "expected": " "}
        fix = Fix(self.page.span(start, last), meant)
        return [Diagnostic("KT105", params, at=at, hint=hint, fix=fix)]

    def _mended(self, start: int, end: int) -> list[str]:
        """The text of a range with its indents in ordinary spaces."""
        inside = {i for a, b in self.gaps for i in range(a, b)}
        wide = {"\u3000": " " * self.wide, "\u00a0": " "}
        return [wide.get(c, c) if i in inside else c
                for i, c in enumerate(self.page.text[start:end], start)]  # fmt: skip

    # --- what a line holds ---

    def _words(self, i: int, end: int, fresh: bool, indent: int = 0) -> None:
        """From `i` on; `fresh`: a key or a value begins here."""
        text = self.page.text
        while i < end:
            c = text[i]
            key = _KEY.match(text, i, end) if fresh else None
            if key is not None:
                self.key = key[2]
                i = key.end()
            elif c in " \u3000\u00a0":
                i += 1
            elif c == "#" and text[i - 1 : i] in ("", " ", "\n"):
                return
            elif c == "＃" and self._comment(i, fresh):
                self._say(i, i + 1, "＃", "#")
                return
            elif fresh and c in "'\"":
                self.quote = c
                i = self._quoted(i + 1, end)
                fresh = False
            elif fresh and not self.stack and _BLOCK.match(text, i, end):
                self.block = indent
                return
            elif c in _OPENERS and (fresh or (self.stack and c not in "[{")):
                fresh = self._opened(i, end) if fresh else self._in_text(i)
                i += 1
            elif c in _CLOSERS and self.stack:
                self._closed(i, end)
                i, fresh = i + 1, False
            elif c in ",，" and self.stack and self.stack[-1].sign is not None:
                self.key = self.stack[-1].key if self.stack[-1].sign == "[" else ""
                i, fresh = i + 1, True
            else:
                i, fresh = i + 1, False

    def _quoted(self, i: int, end: int) -> int:
        """Where the text in quotes ends that goes on at `i`; the line's end if later."""
        text = self.page.text
        while i < end:
            if text[i] == "\\" and self.quote == '"':
                i += 1
            elif text[i] == self.quote:
                self.quote = ""
                return i + 1
            i += 1
        return end

    def _comment(self, i: int, fresh: bool) -> bool:
        before = self.page.text[:i].rstrip(" \u3000\u00a0")[-1:]
        if i and self.page.text[i - 1] not in " \n\u3000\u00a0}]｝］】":
            return False
        return fresh or before in tuple("}]｝］】\"'") or self.key not in _TEXTS

    # --- brackets ---

    def _opened(self, i: int, end: int) -> bool:
        """Notes a bracket where a value begins; whether it is one of the file's."""
        c = self.page.text[i]
        ours = c in "[{" or self._structural(i, end)
        self.stack.append(_Open(i, _OPENERS[c] if ours else None, c not in "[{", self.key))
        return ours

    def _in_text(self, i: int) -> bool:
        self.stack.append(_Open(i, None, False, self.key))
        return False

    def _structural(self, i: int, end: int) -> bool:
        """Whether a wide bracket begins a list or map, and no text."""
        text, sign = self.page.text, _OPENERS[self.page.text[i]]
        depth = 0
        for stop in range(i, end):
            depth += (text[stop] in _OPENERS) - (text[stop] in _CLOSERS)
            if depth == 0:
                break
        else:
            alone = not text[i + 1 : end].split("#")[0].strip()
            return alone and self.key not in _TEXTS
        inner = text[i + 1 : stop]
        if _CLOSERS[text[stop]] != sign or _ENDS.match(text, stop + 1, end) is None:
            return False
        if self.key in _TEXTS:
            return sign == "{" and _LANGUAGE.match(inner) is not None
        if sign == "{":
            return _PAIR.match(inner) is not None or not inner.strip()
        listed = bool(self.stack) and self.stack[-1].sign == "["
        if listed or not self.key:
            return _NUMBERS.fullmatch(inner) is not None
        return True

    def _closed(self, i: int, end: int) -> None:
        """A closing bracket; a wide one of the file is named with the one that it closes."""
        c, top = self.page.text[i], self.stack[-1]
        if top.sign is None:
            self.stack.pop()
            return
        wide = c not in "]}"
        if _CLOSERS[c] != top.sign or (wide and _ENDS.match(self.page.text, i + 1, end) is None):
            if not wide:
                self.stack.pop()  # what YAML reads is YAML's to say
            return
        self.stack.pop()
        opening, closing = top.sign, _CLOSING[top.sign]
        if top.wide:
            self.edits.append((top.at, top.at + 1, opening))
        if wide:
            self.edits.append((i, i + 1, closing))
        if top.wide and wide:
            self._pair(top.at, i, opening, closing)
        elif top.wide or wide:
            at = top.at if top.wide else i
            meant = opening if top.wide else closing
            self._told(at, at + 1, self.page.text[at], meant)

    def _pair(self, start: int, stop: int, opening: str, closing: str) -> None:
        text, at = self.page.text, self.page.span(start, start + 1)
        params = {"seen": f"{text[start]} {text[stop]}", "expected": f"{opening} {closing}"}
        whole = self.page.span(start, stop + 1)
        fix = Fix(whole, opening + whole.text[1:-1] + closing)
        self.found.append(Diagnostic("KT105", params, at=at, fix=fix))

    def _say(self, start: int, end: int, seen: str, meant: str) -> None:
        self.edits.append((start, end, meant))
        self._told(start, end, seen, meant)

    def _told(self, start: int, end: int, seen: str, meant: str) -> None:
        at = self.page.span(start, end)
        named = seen.replace("\u3000", "U+3000").replace("\u00a0", "U+00A0")
        params = {"seen": named, "expected": meant}
        self.found.append(Diagnostic("KT105", params, at=at, fix=Fix(at, meant)))
