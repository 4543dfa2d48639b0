"""What stands in for a key that must be there and is not, so that reading goes on.

A stand-in has no width: a finding about it is a finding about the gap, which was told already.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.author.edits import Edits
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.places import Path
from engine.author.read_actions import HOW
from engine.author.read_scores import FORMS
from engine.author.together_pairs import entries

_MAPS: Final = ("cells", "columns", "criteria", "expect", "rows", "tiers", "weights")
#: Words that mean least; of other keys, formulas and numbers an empty text.
_WORDS: Final = {
    "keytier": "1", "policy": "policy", "version": "1", "title": "-", "id": "id", "key": "id",
    "date": "date", "ask": "-", "is": "text", "points": "as_is", "then": "nothing",
    "method": "-", "name": "-",
}  # fmt: skip


#: What each thing must say; the id of one that cannot be read stays an id.
_THINGS: Final[dict[str, tuple[str, ...]]] = {
    "context": ("is",), "tables": ("key", "date", "columns"), "columns": ("is",), "data": ("is",),
    "derived": ("formula", "is"), "checklist": ("ask",), "red_flags": ("then", "if_unknown"),
    "criteria": ("field", "points"), "scorecards": ("criteria", "weights"), "tiers": (),
    "routes": ("when",), "segments": ("when",), "stages": ("when",), "benefits": (),
    "warnings": ("watch",),
}  # fmt: skip


def stand_in(key: str, lacks: Node) -> Entry:
    """An entry for `key`, where the map begins that lacks it."""

    def at(text: str) -> Scalar:
        return Scalar(text, lacks.page, lacks.start, lacks.start, "double")

    value: Node
    if key == "customers" or key in _MAPS:
        inside = (Entry(at("id"), at("id")),) if key == "customers" else ()
        value = Mapping(inside, lacks.page, lacks.start, lacks.start)
    elif key == "if_unknown":
        value = at("nothing" if isinstance(lacks, Mapping) and "then" in lacks else "refer")
    else:
        value = at(_WORDS.get(key, ""))
    return Entry(at(key), value)


def thing_instead(path: Path, thing: Node) -> Mapping | None:
    """A field, criterion, tier … of which nothing is known but its id; None for other things."""
    section = path[-2] if len(path) > 1 else ""
    above = (path[0], len(path) - 2)
    inner = (
        ("scorecard", 1), ("scorecard", 3), ("scorecards", 2), ("scorecards", 4), ("tables", 2),
        ("tiers", 2),
    )  # fmt: skip
    if section not in _THINGS or not (len(path) == 2 or above in inner):
        return None
    entries = tuple(stand_in(key, thing) for key in _THINGS[str(section)])
    return Mapping(entries, thing.page, thing.start, thing.start)


def required_instead(path: Path, thing: Node) -> Mapping | None:
    """`{when: …, if_unknown: …}` for a `require` that is a formula alone: what the formula names
    is looked at all the same; None for other things."""
    if path[0:1] != ("tiers",) or path[2:] != ("require",) or not isinstance(thing, Scalar):
        return None
    key = Scalar("when", thing.page, thing.start, thing.start, "double")
    formula = replace(thing)  # a node of its own: the one that it stands in for is replaced
    entries = (Entry(key, formula), stand_in("if_unknown", thing))
    return Mapping(entries, thing.page, thing.start, thing.end)


def stands_in(node: Node) -> bool:
    """Whether a node is no author's: what authors write has a width, were it two quotes."""
    quoted = not isinstance(node, Scalar) or node.style == "double"
    return quoted and node.start == node.end


def completed(root: Mapping) -> Node:
    """The nodes with a stand-in for points of no form, and without actions of no kind: the
    schema allows them, and what stands together tells them."""
    edits = Edits()
    several = (e.value for e in entries(root.get("scorecards")))
    for card in (root.get("scorecard"), *several):
        _points(card.get("criteria") if isinstance(card, Mapping) else None, edits)
    for e in entries(root.get("actions")):
        listed = e.value.get("then") if isinstance(e.value, Mapping) else e.value
        for i, n in enumerate(listed.items if isinstance(listed, Sequence) else ()):
            if isinstance(n, Mapping) and not any(k in n for k in HOW):
                edits.items[id(listed)].add(i)
    return edits.applied(root)


def _points(criteria: Node | None, edits: Edits) -> None:
    for e in entries(criteria):
        body = e.value
        if isinstance(body, Mapping):
            _points(body.get("criteria"), edits)
            points = body.get("points")
            if isinstance(points, Mapping) and not any(k in points for k in FORMS):
                edits.rename(body, "points", None)
                edits.more[id(body)].append(stand_in("points", body))
