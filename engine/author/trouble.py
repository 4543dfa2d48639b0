"""A YAML parser's error: where it stands, and what is around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import yaml

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.page import Mend, Page


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error at `at` (the parser's problem mark); `since` is where what it was reading began."""

    page: Page
    at: int
    since: int
    problem: str
    tokens: list[Any]

    @property
    def text(self) -> str:
        return self.page.text

    def line(self, offset: int) -> tuple[int, int]:
        """Start and end (without the break) of the line around an offset."""
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end


def index(mark: Any) -> int:
    return int(mark.index)


def tokens(page: Page, parser: Any) -> list[Any]:
    """The tokens up to where scanning fails."""
    scanner = parser(page.text)
    tokens: list[Any] = []
    try:
        while scanner.check_token():
            tokens.append(scanner.get_token())
    except yaml.MarkedYAMLError:
        pass
    finally:
        scanner.dispose()
    return tokens


def say(
    page: Page,
    start: int,
    end: int,
    en: str,
    zh: str,
    hint: tuple[str, str] | None = None,
    edits: list[tuple[int, int, str]] | None = None,
    *,
    fix: str | Fix | None = None,
    lossy: bool = False,
) -> Mend:
    """A KT101 with its sentence; a `fix` that is a text replaces what stands from `start` to
    `end`."""
    line = page.text.find("\n", start)
    end = max(start + 1, min(end, len(page.text) if line < 0 else line))
    at = page.span(start, end)
    mended = Fix(at, fix) if isinstance(fix, str) else fix
    params = {"what": en, "what_zh": zh}
    finding = Diagnostic("KT101", params, at=at, hint=hint, fix=mended)
    return Mend([finding], edits or [], lossy)


def left_out(t: Trouble, at: int) -> list[tuple[int, int, str]]:
    """The edit that takes away the line around an offset, with those below that stand no less
    deep and begin no item of a list."""
    start, stop = t.line(at)
    indent = len(t.text[start:stop]) - len(t.text[start:stop].lstrip(" "))
    while stop < len(t.text):
        line, end = t.line(stop + 1)
        text = t.text[line:end]
        deep = len(text) - len(text.lstrip(" "))
        if text.strip() and (deep < indent or (deep == indent and text.lstrip()[:2] == "- ")):
            break
        stop = end
    return [(start, stop, "")]


def flow_start(t: Trouble) -> int | None:
    """Where the innermost bracket that is open at the error stands; None outside brackets."""
    stack = open_brackets(t)
    return stack[-1] if stack else None


def open_brackets(t: Trouble) -> list[int]:
    """Where the brackets stand that are open at the error, the outermost first."""
    stack: list[int] = []
    for token in t.tokens:
        if index(token.start_mark) >= t.at:
            break
        if isinstance(token, OPENING):
            stack.append(index(token.start_mark))
        elif isinstance(token, _CLOSING) and stack:
            stack.pop()
    return stack


OPENING: Final = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSING: Final = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_BEFORE_VALUE: Final = (yaml.ValueToken, yaml.FlowEntryToken, yaml.BlockEntryToken)


def value_at(t: Trouble) -> tuple[int, int] | None:
    """From where to where the value around the error stands on its line."""
    line, end = t.line(t.at)
    starts = [-1]  # one for each bracket that is open
    for token in t.tokens:
        first, last = index(token.start_mark), index(token.end_mark)
        if last > t.at:
            break
        if isinstance(token, OPENING):
            starts.append(last)
        elif isinstance(token, _CLOSING):
            starts = starts[:-1] or [-1]
        elif isinstance(token, _BEFORE_VALUE) and last > first:
            starts[-1] = last
    start = starts[-1]
    if start < line:
        return None
    start += len(t.text[start:end]) - len(t.text[start:end].lstrip())
    end = value_end(t.text, start, end, flow=flow_start(t) is not None)
    return (start, end) if end > start else None


def value_end(text: str, start: int, end: int, flow: bool) -> int:
    """Where a value ends: at a comment, or in brackets at a `,` or bracket of the outside."""
    depth = 0
    quote = ""
    for i in range(start, end):
        c = text[i]
        if quote:
            quote = "" if c == quote else quote
        elif c in "'\"" and text.find(c, i + 1, end) > 0 and not text[i - 1].isalnum():
            quote = c
        elif c == "#" and text[i - 1] in " \t" and i > start:
            end = i
            break
        elif flow:
            if depth == 0 and c in ",]}":
                end = i
                break
            depth += (c in "([{") - (c in ")]}")
    return start + len(text[start:end].rstrip())


def rest(text: str) -> str:
    """A line without its comment."""
    return text.split(" #")[0].strip()
