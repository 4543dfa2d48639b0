"""Fixes put into a text, for `check --fix`."""

from __future__ import annotations

from collections.abc import Sequence

from engine.atoms.diagnostic import Fix
from engine.atoms.text import Source


def apply_fixes(source: Source, fixes: Sequence[Fix]) -> tuple[str, list[Fix]]:
    """The text of `source` with every fix that speaks of it, and those that were put in, in
    their order; of two that overlap, the one that begins first.

    Offsets are those of `source`: fixes of one check are applied in one go, and what was
    skipped is found again by the next check.

    >>> s = Source("a.yaml", "at_leest: 6O")
    >>> apply_fixes(s, [Fix(s.span(0, 8), "at_least"), Fix(s.span(10, 12), "60")])[0]
    'at_least: 60'
    """
    pieces: list[str] = []
    made: list[Fix] = []
    done = 0
    for fix in sorted(fixes, key=lambda f: (f.at.start.offset, f.at.end.offset)):
        start, end = fix.at.start.offset, fix.at.end.offset
        if fix.at.source.text != source.text or start < done or fix in made[-1:]:
            continue
        if fix.at.text == fix.text:
            continue
        made.append(fix)
        pieces += (source.text[done:start], fix.text)
        done = end
    return "".join((*pieces, source.text[done:])), made
