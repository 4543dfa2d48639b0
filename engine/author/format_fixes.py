"""Fixes put into a text, for `check --fix`."""

from __future__ import annotations

from collections.abc import Sequence

from engine.atoms.diagnostic import Fix
from engine.atoms.text import Source


def apply_fixes(source: Source, fixes: Sequence[Fix]) -> str:
    """The text of `source` with every fix that speaks of it; of two that overlap, the first.

    Offsets are those of `source`: fixes of one check are applied in one go, and what was
    skipped is found again by the next check.

    >>> s = Source("a.yaml", "at_leest: 6O")
    >>> apply_fixes(s, [Fix(s.span(0, 8), "at_least"), Fix(s.span(10, 12), "60")])
    'at_least: 60'
    """
    pieces: list[str] = []
    done = 0
    seen: set[tuple[int, int, str]] = set()
    for fix in sorted(fixes, key=lambda f: (f.at.start.offset, f.at.end.offset)):
        start, end = fix.at.start.offset, fix.at.end.offset
        if fix.at.source.text != source.text or start < done or (start, end, fix.text) in seen:
            continue
        seen.add((start, end, fix.text))
        pieces += (source.text[done:start], fix.text)
        done = end
    return "".join((*pieces, source.text[done:]))
