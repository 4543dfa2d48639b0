"""Weight profiles against the words that choose them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.diagnostic import Diagnostic
from engine.bind.bound import BoundPolicy


def uncovered_words(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT223: a declared word without a profile, where no `default` takes it.

    Avoid profiles for some stages only; prefer one for each, or a `default`.
    """
    card = bound.scorecard
    if card is None or card.choose_by is None or "default" in card.profiles:
        return
    words = bound.fields[card.choose_by].type.words
    left = [w for w in words or () if w not in card.profiles]
    declared = bound.policy.scorecard
    if left and declared is not None and declared.choose_by is not None:
        yield Diagnostic(
            "KT223", {"field": card.choose_by, "words": left}, at=declared.choose_by.at
        )
