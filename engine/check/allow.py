"""`# keytier: allow KT231 — reason`: a warning that is meant, and why.

Behind a line it speaks of that line; on a line of its own, of the next line that says something.
Errors cannot be allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from engine.atoms.codes import CODES
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source, Span

_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#\s*keytier:\s*allow\b(?P<rest>.*)$")
_CODES: Final = re.compile(r"\s*(KT[0-9]{3}(?:\s*,\s*KT[0-9]{3})*)")
_REASON: Final = re.compile(r"\s*(?:—|–|--|-|:|：)\s*(\S.*)")


#: Come and go with the day of the check, so an allowance of them is never left over.
_OF_THE_DAY: Final = ("KT207", "KT251", "KT275")


@dataclass(frozen=True, slots=True)
class Allow:
    """One code that one comment allows on one line."""

    code: str
    line: int
    reason: str
    at: Span


def allows(source: Source) -> list[Allow]:
    """Every allowance of a file, in order."""
    found: list[Allow] = []
    lines = source.text.split("\n")
    start = 0
    for number, line in enumerate(lines, 1):
        m = _COMMENT.search(line)
        if m is not None:
            alone = not line[: m.start()].strip()
            target = _next(lines, number) if alone else number
            at = source.span(start + m.start(), start + len(line.rstrip()))
            codes = _CODES.match(m["rest"])
            named = re.findall("KT[0-9]{3}", codes[1]) if codes else ["KT…"]
            reason = _REASON.fullmatch(m["rest"][codes.end() if codes else 0 :].rstrip())
            found += [Allow(c, target, reason[1] if reason else "", at) for c in named]
        start += len(line) + 1
    return found


def _next(lines: list[str], number: int) -> int:
    """The next line after `number` that holds more than a comment."""
    for k in range(number, len(lines)):
        text = lines[k].strip()
        if text and not text.startswith("#"):
            return k + 1
    return number


def honoured(source: Source, found: list[Diagnostic], whole: bool) -> list[Diagnostic]:
    """The findings that are not allowed, and what is wrong with allowances.

    `whole`: every check has run, so an allowance that met nothing is left over.
    """
    left, asked = list(found), allows(source)
    for allow in asked:
        met = [
            d for d in left
            if d.code == allow.code and d.severity == "warning" and d.at is not None
            and d.at.source is source and d.at.start.line == allow.line
        ]  # fmt: skip
        left = [d for d in left if d not in met]
        if met and not allow.reason:
            left.append(Diagnostic("KT290", {"code": allow.code}, at=allow.at))
        elif not met and allow.code not in _OF_THE_DAY and (whole or allow.code not in CODES):
            seen, seen_zh = _unmet(allow)
            params = {"code": allow.code, "seen": seen, "seen_zh": seen_zh}
            left.append(Diagnostic("KT291", params, at=allow.at))
    return left


def _unmet(allow: Allow) -> tuple[str, str]:
    if allow.code not in CODES:
        return "there is no such finding", "没有这个代码"
    if CODES[allow.code].severity == "error":
        return "an error cannot be allowed", "错误不能放行"
    return f"line {allow.line} has no such finding", f"第 {allow.line} 行没有这个问题"
