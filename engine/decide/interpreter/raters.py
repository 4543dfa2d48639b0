"""Several raters' answers, read aloud: docs/language.md 7."""

from __future__ import annotations

from collections.abc import Sequence


def in_the_middle(answers: Sequence[int | None], wanted: int) -> tuple[int | None, int | None]:
    """The lower median of the answers that are there, and how far they lie apart; nothing of
    both where fewer answered than must.

    >>> in_the_middle([5, None, 2, 4, 4], 2)
    (4, 3)
    >>> in_the_middle([5, None], 2)
    (None, None)
    """
    given = sorted(a for a in answers if a is not None)
    if len(given) < wanted:
        return None, None
    while len(given) > 2:
        given = given[1:-1]
    return given[0], _apart(answers)


def _apart(answers: Sequence[int | None]) -> int:
    given = [a for a in answers if a is not None]
    return max(given) - min(given)
