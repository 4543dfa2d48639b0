"""Mends that change several places of a file at once."""

from __future__ import annotations

from collections.abc import Sequence

from engine.atoms.diagnostic import Fix
from engine.atoms.text import Span


def together(parts: Sequence[tuple[Span, str]]) -> Fix:
    """One fix that puts each text in its place; the places ascend, in one file.

    >>> from engine.atoms.text import Source
    >>> s = Source("p", "a: 0.4, b: 0.6")
    >>> together([(s.span(3, 6), "40"), (s.span(11, 14), "60")]).text
    '40, b: 60'
    """
    source = parts[0][0].source
    pieces: list[str] = []
    done = parts[0][0].start.offset
    for at, text in parts:
        pieces += (source.text[done : at.start.offset], text)
        done = at.end.offset
    return Fix(source.span(parts[0][0].start.offset, done), "".join(pieces))


def turned_round(entries: Sequence[Span]) -> Fix | None:
    """The entries of a map in the other order; None where a comment stands among them."""
    texts = [e.text for e in entries]
    fix = together(list(zip(entries, reversed(texts), strict=True)))
    return None if "#" in fix.at.text else fix
