"""Weight profiles against the words that choose them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.diagnostic import Diagnostic
from engine.bind.bound import BoundPolicy


def uncovered_words(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT223: a declared word without a profile, where no `default` takes it.

    Avoid profiles for some stages only; prefer one for each, or a `default`.
    """
    for card in bound.scorecards:
        by = card.declared.choose_by
        if card.choose_by is None or by is None or "default" in card.profiles:
            continue
        words = bound.fields[card.choose_by].type.words
        left = [w for w in words or () if w not in card.profiles]
        if left:
            yield Diagnostic("KT223", {"field": card.choose_by, "words": left}, at=by.at)
