"""What was left out of a policy to go on reading, and which later findings that explains.

An unknown key is dropped; what then seems to lack it, or to name what it declared, is no second
mistake. An id of a wrong shape is told once, and stays the id that its rules name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.author.keys import LATER
from engine.author.nodes import Entry, Mapping, Node, Sequence
from engine.author.places import Path

#: Say that something is not there; so they may come of a key that was left out.
_ABSENT: Final = frozenset(
    ("KT185", "KT193", "KT200", "KT202", "KT205", "KT208", "KT212", "KT214", "KT217", "KT219")
)
#: Of these, what a key of the whole policy may hold.
_ABSENT_ABOVE: Final = frozenset(("KT185", "KT200", "KT208"))
_UNKNOWN: Final = frozenset(("KT180", "KT182", "KT183", "KT184", "KT185", "KT199", "KT204"))
_FIELDS: Final = ("context", "tables", "data", "derived", "checklist")
_WORD: Final = re.compile(r"\w+")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Ranges are source offsets. `names`: what they mean is not known for certain."""

    ids: frozenset[str]  # of a wrong shape, and as they may be meant
    parts: frozenset[str]  # what a formula reads of `idle-days`
    told: frozenset[Range]
    names: frozenset[str]
    lacking: tuple[Range, ...]
    things: tuple[Range, ...]
    above: bool  # the policy itself lost a key
    planned: bool  # one that may bring names from elsewhere

    @property
    def partly(self) -> bool:
        """Whether anything was left out at all."""
        return bool(self.above or self.lacking)

    def explains(self, d: Diagnostic) -> bool:
        """Whether a finding about meaning may follow from what was told already."""
        if d.at is None:
            return False
        start, end = d.at.start.offset, d.at.end.offset
        if d.code == "KT154":
            return any(d.at.text in i for i in self.ids)
        if (start, end) in self.told:
            return True
        if d.code in _UNKNOWN and (_as_id(d.at.text) in self.ids or d.at.text in self.parts):
            return True
        if d.code < "KT170" or not self.partly:  # about the letters of a formula
            return False
        if self.planned and d.code in _UNKNOWN:
            return True
        if d.code in _ABSENT and (
            (self.above and d.code in _ABSENT_ABOVE) or any(a <= start < b for a, b in self.lacking)
        ):
            return True
        inside = [r for r in self.things if r[0] <= start < r[1]]
        text = d.at.source.text
        if inside:
            said = text[slice(*min(inside, key=lambda r: r[1] - r[0]))]
        else:
            said = text[text.rfind("\n", 0, start) + 1 : end]
        return not self.names.isdisjoint(_WORD.findall(said))


def left_out(
    root: Mapping, lost: Collection[int], dropped: Iterable[Entry], told: Iterable[Diagnostic]
) -> LeftOut:
    """`lost`: where maps start that lost a key; `dropped`: those keys; `told`: ids found wrong."""
    things = list(_things(root))
    lacking: list[Range] = []
    names: set[str] = set()
    gone = list(dropped)
    for e in gone:
        names.update(_keys(e))
    for path, e in _entries(root, ()):
        if isinstance(e.value, Mapping | Sequence) and _starts(e.value, lost):
            around = [t for t in things if path[: len(t[0])] == t[0]]
            lacking.append(_range(around[-1][1] if around else e))
            names.update(str(p) for p in path[1:4:2] if path[0] in _FIELDS)
    ids = [d for d in told if d.at is not None]
    typed = frozenset(d.at.text.strip("'\"") for d in ids if d.at is not None)
    return LeftOut(
        typed | {_as_id(i) for i in typed},
        frozenset(w for i in typed for w in _WORD.findall(i)),
        frozenset((d.at.start.offset, d.at.end.offset) for d in ids if d.at is not None),
        frozenset(_spread(names, things)),
        tuple(lacking),
        tuple(_range(e) for _, e in things),
        root.start in lost,
        any(e.key.text in LATER for e in gone),
    )


def _as_id(text: str) -> str:
    """`idle_days` for `Idle-days`: how rules may name what the author meant."""
    return re.sub(r"\W+", "_", text.lower()).strip("_")


def _starts(node: Mapping | Sequence, lost: Collection[int]) -> bool:
    """Whether a map, or an entry of a list, lost a key."""
    if isinstance(node, Mapping):
        return node.start in lost
    return any(isinstance(n, Mapping | Sequence) and _starts(n, lost) for n in node.items)


def _spread(names: set[str], things: list[tuple[Path, Entry]]) -> set[str]:
    """The names, and those of fields that read them."""
    read = {
        str(path[1]): set(_WORD.findall(e.value.at.text))
        for path, e in things
        if path[0] in ("data", "derived")
    }
    more = set(names)
    while more:
        more = {n for n, words in read.items() if n not in names and words & more}
        names |= more
    return names


def _things(root: Mapping) -> Iterator[tuple[Path, Entry]]:
    """What has a name of its own, and each rule of the policy itself; the inner ones last."""
    for path, e in _entries(root, ()):
        named = path[0] in (
            *_FIELDS, "red_flags", "tiers", "segments", "stages", "benefits", "actions",
        )  # fmt: skip
        criterion = path[:2] == ("scorecard", "criteria") and len(path) == 3
        if (named and len(path) == 2) or criterion or path == ("applies_when",):
            yield path, e


def _entries(node: Node, path: Path) -> Iterator[tuple[Path, Entry]]:
    if isinstance(node, Mapping):
        for e in node:
            here = (*path, e.key.text)
            yield here, e
            yield from _entries(e.value, here)


def _keys(e: Entry) -> Iterator[str]:
    """The keys inside an entry: names that it may have declared."""
    waiting = [e.value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            yield from (inner.key.text for inner in node)
            waiting.extend(inner.value for inner in node)


def _range(e: Entry) -> Range:
    return e.whole.start.offset, max(e.whole.end.offset, e.whole.start.offset + 1)
