"""What was left out of a policy to go on reading, and which later findings that explains.

What cannot be understood is left out or stood in for; what then seems to lack it, or to name
what it declared, is no second mistake. An id of a wrong shape is told once, and stays the id
that its rules name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Map
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Span
from engine.author.explained import LeftOut, Range, as_id
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.places import Path, card_of
from engine.author.shape import ANY, Shaped
from engine.author.stand_in import stands_in

#: Findings that something is not there, and the keys that would say it.
_ABSENT: Final[dict[str, set[str]]] = {
    "KT185": {"when", "checklist"},
    "KT193": {"at_least"},
    "KT197": {"choose_by"},
    "KT200": {"at_least", "require", "routes", "matrix", "scorecards"},
    "KT205": {"missing"},
    "KT208": {"scorecard", "scorecards"},
    "KT212": {"otherwise", "bands"},
    "KT214": {"otherwise", "bands"},
    "KT217": {"otherwise", "one_of"},
    "KT246": {"scorecard"},
    "KT252": {"then", "if_unknown"},
    "KT270": {"roll_up"},
    "KT503": {"as_of"},
    "KT508": {"context", "default", "choose_by"},
}
#: Findings about a map from which anything at all was lost.
_INCOMPLETE: Final = {
    "weights": {"KT202", "KT203"}, "tiers": {"KT201"}, "segments": {"KT234", "KT235"},
    "stages": {"KT234", "KT235"},
}  # fmt: skip
#: What follows where an axis, a cut or a cell of the matrix was lost.
_OF_MATRIX: Final = frozenset(
    ("KT210", "KT211", "KT233", "KT234", "KT235", "KT236", "KT237")
)  # fmt: skip
_BOUNDS: Final = frozenset(("is", "between", "one_of", "round"))
_FIELDS: Final = ("context", "data", "derived", "checklist")
_WORD: Final = re.compile(r"\w+")


def left_out(
    shape: Shaped, ids: Iterable[Diagnostic], broken: Collection[Span], twice: Iterable[Entry]
) -> LeftOut:
    """`ids` are those of a wrong shape; `broken` is text that was not read, `twice` entries whose
    key had stood before."""
    root = shape.root
    assert isinstance(root, Mapping)
    things = list(_things(root))
    spans = [d.at for d in ids if d.at is not None]
    own = frozenset(_own(things, spans))
    names = {n for e in (*(e for _, e in shape.dropped), *twice) for n in _declared(e)}
    names |= {n for s in broken for n in _WORD.findall(s.source.line(s.start.line))}
    unsure, loose = set(_unsure(root, shape.lost)), set(_loose(root, shape))
    return LeftOut(
        ids=own | {as_id(i) for i in own},
        parts=frozenset(w for i in own for w in _WORD.findall(i)),
        own=own,
        nameless=frozenset(_nameless(things, spans)),
        told=frozenset(s.range for s in (*spans, *shape.kept)),
        broken=tuple(s.range for s in broken),
        gaps=frozenset(e.key.at.start.offset for _, e in _entries(root, ()) if stands_in(e.key)),
        names=frozenset(names),
        sections=frozenset(_sections(root, shape)),
        lacking=tuple(_lacking(root, shape, things)),
        unsure=frozenset(n for n in unsure if "." not in n),
        columns=frozenset(n.partition(".")[2] for n in unsure if "." in n),
        tables=frozenset(_without_columns(root, shape.lost)),
        loose=frozenset(_spread(unsure | loose, things)),
        things=tuple(_range(e) for _, e in things),
        partly=bool(shape.lost or shape.kept or broken or names),
    )


def _own(things: list[tuple[Path, Entry]], ids: list[Span]) -> Iterator[str]:
    """Ids of a wrong shape that a section declares: rules name them just so."""
    places = {s.range for s in ids}
    return (e.key.text for _, e in things if e.key.at.range in places)


def _nameless(things: list[tuple[Path, Entry]], ids: list[Span]) -> Iterator[str]:
    """Sections that declare an id of a wrong shape, of which no other letters are left."""
    places = {s.range for s in ids if not re.search("[a-z]", as_id(s.text))}
    for path, e in things:
        if e.key.at.range in places:
            yield "criteria" if card_of(path) else str(path[0])


def _declared(e: Entry) -> Iterator[str]:
    """Names that an entry may have declared: its keys, and the words of its lists."""
    yield e.key.text
    waiting = [e.value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node.items)
            yield from (n.text for n in node.items if isinstance(n, Scalar))
        elif isinstance(node, Mapping):
            yield from (inner.key.text for inner in node)
            waiting.extend(inner.value for inner in node)


def _sections(root: Mapping, shape: Shaped) -> Iterator[str]:
    """Sections that were left out, or have nothing left."""
    for path, _ in shape.dropped:
        card = card_of(path)
        if len(path) == 1 or (card and path == (*card, "criteria")):
            yield "criteria" if card else str(path[0])
    several = root.get("scorecards")
    cards = [e.value for e in several] if isinstance(several, Mapping) else []
    for m in (root, root.get("scorecard"), *cards):
        for e in m if isinstance(m, Mapping) else ():
            empty = isinstance(e.value, Mapping) and not e.value.entries
            if stands_in(e.key) or (empty and e.key.text in ("tiers", "criteria")):
                yield e.key.text


def _lacking(
    root: Mapping, shape: Shaped, things: list[tuple[Path, Entry]]
) -> Iterator[tuple[Range, frozenset[str]]]:
    """Where something was lost, and the codes of findings that it explains."""
    yield (0, len(root.page.source.text) + 1), _codes(set(shape.lost.get(root.start, ())))
    for path, e in _entries(root, ()):
        lost = _lost(e.value, shape.lost)
        if lost and path[0] == "matrix":
            yield _range(next(m for place, m in things if place == ("matrix",))), _OF_MATRIX
        if lost:
            around = [t for t in things if path[: len(t[0])] == t[0]]
            whole = _INCOMPLETE.get(str(path[-1]), set())
            yield _range(around[-1][1] if around else e), _codes(lost) | whole


def _codes(lost: set[str]) -> frozenset[str]:
    return frozenset(c for c, keys in _ABSENT.items() if ANY in lost or keys & lost)


def _lost(node: Node, lost: Map[int, set[str]]) -> set[str]:
    """The keys that a map, or the entries of a list, lost."""
    if isinstance(node, Mapping):
        return lost.get(node.start, set())
    if isinstance(node, Sequence):
        inside = (_lost(n, lost) for n in node.items if not isinstance(n, Scalar))
        return lost.get(node.start, set()).union(*inside)
    return set()


def _unsure(root: Mapping, lost: Map[int, set[str]]) -> Iterator[str]:
    """Fields and columns that do not say what they are."""
    for name, node in _typed(root):
        entry = node.entry("is")
        if stands_in(entry.key) if entry is not None else lost.get(node.start, set()) & {ANY, "is"}:
            yield name


def _without_columns(root: Mapping, lost: Map[int, set[str]]) -> Iterator[str]:
    """Tables that lost their columns, or one of them."""
    for path, e in _entries(root, ()):
        if path[0] == "tables" and len(path) in (2, 3) and _lost(e.value, lost) & {ANY, "columns"}:
            yield str(path[1])


def _loose(root: Mapping, shape: Shaped) -> Iterator[str]:
    """Fields that lost a key about their bounds or words, or one whose bounds cannot be read."""
    kept = [s.range for s in shape.kept]
    for name, node in _typed(root):
        lost = shape.lost.get(node.start, set())
        ranges = [_range(e) for e in node if e.key.text in _BOUNDS]
        if lost & {ANY, *_BOUNDS} or any(a <= k[0] < b for a, b in ranges for k in kept):
            yield name


def _typed(root: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Fields, derived fields, context values, and columns as `table.column`."""
    for path, e in _entries(root, ()):
        if not isinstance(e.value, Mapping):
            continue
        if len(path) == 2 and path[0] in ("context", "data", "derived"):
            yield str(path[1]), e.value
        elif len(path) == 4 and path[0] == "tables" and path[2] == "columns":
            yield f"{path[1]}.{path[3]}", e.value


def _spread(names: set[str], things: list[tuple[Path, Entry]]) -> set[str]:
    """The names, and those of fields that read them."""
    read = {
        str(path[1]): set(_WORD.findall(e.value.at.text))
        for path, e in things
        if path[0] in ("data", "derived")
    }
    more = {part for n in names for part in n.split(".")}
    while more:
        names |= more
        more = {n for n, words in read.items() if n not in names and words & more}
    return names


def _things(root: Mapping) -> Iterator[tuple[Path, Entry]]:
    """What has a name of its own, and each rule of the policy itself; the inner ones last."""
    for path, e in _entries(root, ()):
        named = path[0] in (
            *_FIELDS, "tables", "red_flags", "tiers", "segments", "stages", "benefits", "actions",
            "warnings",
        )  # fmt: skip
        card = card_of(path)
        criterion = bool(card) and path[len(card) : -1] == ("criteria",)
        alone = path in (("applies_when",), ("matrix",)) or (
            bool(card) and path == (*card, "weights")
        )
        if (named and len(path) == 2) or criterion or alone:
            yield path, e


def _entries(node: Node, path: Path) -> Iterator[tuple[Path, Entry]]:
    if isinstance(node, Mapping):
        for e in node:
            here = (*path, e.key.text)
            yield here, e
            yield from _entries(e.value, here)


def _range(e: Entry) -> Range:
    return e.whole.start.offset, max(e.whole.end.offset, e.whole.start.offset + 1)
