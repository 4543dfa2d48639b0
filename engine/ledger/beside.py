"""Ids that stand in a run beside its rows: in the notes of its manifest, and in its facts.

The notes name the first customers whom the run before had and this one has not, and the first whom
overrides speak of and the run does not have. The facts name the last holder of each seat; where a
run took them over from another one, that may be a customer whom it does not have.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from engine.bind.contract import ERASED_LAST

FACTS: Final = "facts.json"


def last_words(folder: Path) -> frozenset[str]:
    """The words that stand for last holders of seats in the facts of a run: ids, or marks."""
    text = json.loads((folder / FACTS).read_text("utf-8"))
    groups = (g for f in text.get("seats", {}).values() for g in f["groups"])
    return frozenset(g["last"]["id"] for g in groups if g["last"] is not None)


def stands_beside(folder: Path, notes: Any, id: str) -> bool:
    """Whether a run names a customer whom it has no row of."""
    return forget(notes, id) != notes or bool({id, id + ERASED_LAST} & last_words(folder))


def forget(found: Any, id: str) -> Any:
    """Notes without an id.

    >>> forget({"gone": 2, "gone_first": ["a", "b"], "only": "b"}, "b")
    {'gone': 2, 'gone_first': ['a'], 'only': None}
    """
    if isinstance(found, dict):
        return {k: forget(v, id) for k, v in found.items()}
    if isinstance(found, list):
        return [forget(v, id) for v in found if v != id]
    return None if found == id else found
