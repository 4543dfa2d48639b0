"""Did you mean? The nearest word, or None."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word most like `word`, or None when none is like it.

    >>> nearest("at_leest", ["at_least", "at_most"])
    'at_least'
    >>> nearest("zzz", ["at_least"]) is None
    True
    """
    found = get_close_matches(word, list(words), n=1, cutoff=0.6)
    if not found:
        lowered = {w.lower().replace("-", "_"): w for w in words}
        return lowered.get(word.lower().replace("-", "_"))
    return found[0]
