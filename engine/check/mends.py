"""Mends that hold: afterwards the mistake is gone, and no other has come in its place.

A mend is a guess at what was meant, and a guess may be wrong. Each is tried before it is
offered, all in one go and, where that fails, by halves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.atoms.text import Source
from engine.author.format_fixes import apply_fixes

K = TypeVar("K", bound=tuple[str, object])
Look = Callable[[Source], list[Diagnostic]]
#: A file is looked at so many times for its mends, a long one fewer times; what is then untried
#: is not offered. Among very many mistakes no mend can be told to be good.
_MOST_LOOKS: Final = 32
_MOST_CHARACTERS: Final = 2_000_000
_HOPELESS: Final = 2_000


def with_mends_that_hold(
    source: Source, found: Sequence[Diagnostic], before: Sequence[Diagnostic], look: Look
) -> tuple[list[Diagnostic], list[Fix]]:
    """`found` with those mends only that hold, and the mends that hold together.

    `before` are all findings of the text, of which `found` are some.
    """
    trial = _Trial(source, before, look)
    fixable = [d for d in found if d.fix is not None and d.fix.at.source.text == source.text]
    together, waiting = _apart(source, fixable)
    kept = trial.settled([], together)
    kept += [d for d in waiting if trial.holds([d])]
    held = {id(d) for d in kept}
    shown = [d if d.fix is None or id(d) in held else replace(d, fix=None) for d in found]
    return shown, [d.fix for d in together if id(d) in held and d.fix is not None]


def _apart(source: Source, fixable: list[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Findings whose mends can be made in one go, and those whose mends overlap others."""
    _, made = apply_fixes(source, [d.fix for d in fixable if d.fix is not None])
    together = [d for d in fixable if d.fix in made]
    return together, [d for d in fixable if d.fix not in made]


class _Trial:
    """Mends are put in, and the file is looked at again."""

    def __init__(self, source: Source, before: Sequence[Diagnostic], look: Look) -> None:
        self.source = source
        self.before = [d for d in before if d.severity == "error"]
        self.look = look
        looks = min(_MOST_LOOKS, max(2, _MOST_CHARACTERS // max(1, len(source.text))))
        self.looks = 0 if len(self.before) >= _HOPELESS else looks

    def settled(self, kept: list[Diagnostic], more: list[Diagnostic]) -> list[Diagnostic]:
        """`kept`, and of `more` all that hold beside them."""
        if not more or self.holds([*kept, *more]):
            return [*kept, *more]
        if len(more) == 1:
            return kept
        half = len(more) // 2
        return self.settled(self.settled(kept, more[:half]), more[half:])

    def holds(self, mended: list[Diagnostic]) -> bool:
        """Whether these mends take their mistakes away, and bring no error."""
        if self.looks <= 0:
            return False
        self.looks -= 1
        text, made = apply_fixes(self.source, [d.fix for d in mended if d.fix is not None])
        after = self.look(Source(self.source.name, text))
        places = {_place(d) for d in after}
        if any((d.code, _moved(_start(d), made)) in places for d in mended):
            return False
        gone = {id(d) for d in mended}
        left = [d for d in self.before if id(d) not in gone]
        known = Counter((d.code, _moved(_start(d), made)) for d in left)
        new = [d for d in after if d.severity == "error" and not _taken(known, _place(d))]
        # A place may have shifted, or a sentence changed; not both.
        said = Counter(
            (d.code, d.message()) for d in left if _taken(known, (d.code, _moved(_start(d), made)))
        )
        return all(_taken(said, (d.code, d.message())) for d in new)


def _taken(counts: Counter[K], key: K) -> bool:
    """Whether there was one of these; now there is one less."""
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True


def _start(d: Diagnostic) -> int:
    return -1 if d.at is None else d.at.start.offset


def _place(d: Diagnostic) -> tuple[str, int]:
    return d.code, _start(d)


def _moved(offset: int, made: list[Fix]) -> int:
    """Where an offset of the text stands once the mends are made."""
    shift = 0
    for fix in made:
        start, end = fix.at.start.offset, fix.at.end.offset
        if offset < end or start == end == offset:
            return min(offset, start) + shift if offset >= start else offset + shift
        shift += len(fix.text) - (end - start)
    return offset + shift
