"""Every sentence that the terminal says, in English and Chinese."""

from __future__ import annotations

from engine.atoms.codes import Both, Language
from engine.terminal.words.helps import HELPS
from engine.terminal.words.talks import TALKS

CATALOGUE: dict[str, Both] = {**HELPS, **TALKS}


def words(key: str, language: Language, /, **holes: object) -> str:
    """The sentence for `key`, filled in; where `n` is 1 and there is a singular, that."""
    if holes.get("n") == 1 and f"{key}.1" in CATALOGUE:
        key = f"{key}.1"
    return CATALOGUE[key][language == "zh"].format_map(holes)


def both(key: str, /, **holes: object) -> Both:
    """The sentence in (English, Chinese)."""
    return words(key, "en", **holes), words(key, "zh", **holes)
