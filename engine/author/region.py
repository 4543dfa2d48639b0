"""A region's file and head office's as one: what the region does not say, head office has said.

Every line that differs is held against what head office opens with `may_change:`. What is not
opened stays as head office has it, beside the finding.
"""

from __future__ import annotations

from collections.abc import Sequence as Seq
from dataclasses import dataclass, field, replace
from typing import Final

from engine.atoms.codes import Both
from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Diagnostic, Label, listed
from engine.author.format_shape import ANY, POLICY, Shape
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.places import Path, where
from engine.author.policy.region import Opened, Opening
from engine.author.read_region import OPENINGS
from engine.author.region_bounds import beyond

#: What a region's file says of itself, whatever head office says of its own.
_ITS_OWN: Final = frozenset(
    ("keytier", "policy", "version", "extends", "title", "owner", "reviewed_by", "tests")
)
#: Head office's about itself: no region inherits them.
_NOT_INHERITED: Final = frozenset(("may_change", "tests", "reviewed_by"))


def openable(path: Path) -> Opening | None:
    """What a line counts as when head office opens it; None where nobody may.

    >>> openable(("tiers", "key", "at_least")), openable(("tiers", "key", "label"))
    ('thresholds', None)
    """
    match path:
        case ("tiers", _, "at_least" | "keep_at"):
            return "thresholds"
        case ("matrix", "rows" | "columns", _, _, *rest) if rest != ["label"]:
            return "thresholds"
        case ("scorecard", *rest) | ("scorecards", _, *rest):
            return _of_scores(rest)
        case ("actions", _, "when", *_):
            return None
        case ("benefits" | "actions", _, *_):
            return "benefits"
        case ("customers", "id") | ("tables", _, "key" | "date"):
            return "headings"
        case ("data" | "checklist", _, "from") | ("tables", _, "columns", _, "from"):
            return "headings"
    return None


def _of_scores(path: Seq[str | int]) -> Opening | None:
    match path:
        case ["weights" | "because", *_] | ["criteria", _, "weights", *_]:
            return "weights"
        case ["criteria", _, "points"] | ["criteria", _, "criteria", _, "points"]:
            return "points"
    return None


@dataclass(slots=True)
class Joining:
    """`named` is `base-policy@1.2`; `opened` what it opens. `found` fills while joining."""

    named: str
    opened: dict[str, Opened]
    found: list[Diagnostic] = field(default_factory=list)

    def whole(self, base: Mapping, own: Mapping) -> Mapping:
        """The nodes of both files as those of one policy."""
        kept = [e for e in base if e.key.text not in _NOT_INHERITED]
        return self.mapping((), replace(base, entries=tuple(kept)), own)

    def mapping(self, path: Path, base: Mapping, own: Mapping) -> Mapping:
        """Head office's entries, each as the region has it, then those that it adds."""
        mine = {e.key.text: e for e in own}
        entries: list[Entry] = []
        for e in base:
            changed = mine.pop(e.key.text, None)
            if changed is None:
                if not (e.key.text == "because" and _gives_weights(own)):
                    entries.append(e)
            else:
                value = self.node((*path, e.key.text), e, changed)
                entries.append(e if value is e.value else Entry(changed.key, value))
        shape = _shape(path)
        for e in mine.values():
            inside = (*path, e.key.text)
            # Of a key that the language does not have the shape will tell.
            unknown = shape.order is not None and e.key.text not in shape.order
            if unknown or self.allows(inside, None, e):
                entries.append(e)
        return replace(own, entries=tuple(entries))

    def node(self, path: Path, base: Entry, own: Entry) -> Node:
        old, new = base.value, own.value
        if old == new or (isinstance(new, Scalar) and new.empty):
            return old
        if path[:1] == ("matrix",) and len(path) == 4:
            old, new = _as_cut(old, new), _as_cut(new, old)
        if isinstance(old, Mapping) and isinstance(new, Mapping) and not _one_piece(path, old, new):
            return self.mapping(path, old, new)
        if not self.allows(path, base, own):
            return base.value
        if path[:1] == ("actions",) and isinstance(old, Sequence) and isinstance(new, Sequence):
            return replace(new, items=(*old.items, *(n for n in new.items if n not in old.items)))
        return new

    def allows(self, path: Path, base: Entry | None, own: Entry) -> bool:
        """Whether a line may differ; a finding where not."""
        if path[0] == "effective" and len(path) == 2 and base is not None:
            return self._in_force(path, base, own)
        if path[0] in _ITS_OWN or path[0] == "effective":
            return True
        if path == ("applies_when",) and base is None:
            return True
        what = openable(path)
        opened = None if what is None else self.opened.get(what)
        if opened is None:
            self.found.append(self._closed(path, what, base, own))
            return False
        told = beyond(opened, path, None if base is None else base.value, own.value)
        if told is not None:
            self._too_far(path, base, own, *told)
        return told is None

    def _closed(
        self, path: Path, what: Opening | None, base: Entry | None, own: Entry
    ) -> Diagnostic:
        how = ("head office's", "由总部规定") if base is not None else ("new", "是新增的")
        params = {**where(path), "base": self.named, "how": how[0], "how_zh": how[1]}
        hint = _only_head_office(path) if what is None else self._must_name(what)
        return Diagnostic("KT137", params, at=own.key.at, labels=_there(base), hint=hint)

    def _must_name(self, what: Opening) -> Both:
        if not self.opened:
            return (
                f"it opens nothing; for this line its `may_change:` would name `{what}`",
                f"它没有开放任何内容；要改这一行，其 `may_change:` 须写上 `{what}`",
            )
        en, zh = listed(self.opened)
        return (
            f"it opens {en}; for this line its `may_change:` would name `{what}`",
            f"它开放了 {zh}；要改这一行，其 `may_change:` 须写上 `{what}`",
        )

    def _too_far(
        self, path: Path, base: Entry | None, own: Entry, seen: tuple[str, str],
        allowed: tuple[str, str],
    ) -> None:  # fmt: skip
        params = {**where(path), "base": self.named, "seen": seen[0], "seen_zh": seen[1],
                  "allowed": allowed[0], "allowed_zh": allowed[1]}  # fmt: skip
        self.found.append(Diagnostic("KT138", params, at=own.value.at, labels=_there(base)))

    def _in_force(self, path: Path, base: Entry, own: Entry) -> bool:
        """Whether a region's policy is in force on no day on which head office's is not."""
        first = path[-1] == "from"
        ours, theirs = _day(own.value), _day(base.value)
        if ours is None or theirs is None or (ours >= theirs if first else ours <= theirs):
            return True
        assert isinstance(own.value, Scalar)
        assert isinstance(base.value, Scalar)
        seen, day = own.value.text, base.value.text
        allowed = (f"from {day} on", f"{day} 起") if first else (f"until {day}", f"{day} 为止")
        self._too_far(path, base, own, (seen, seen), allowed)
        return False


def _only_head_office(path: Path) -> Both:
    match path:
        case ("may_change",):
            return (
                "a file that extends another opens nothing: nobody may extend it",
                "扩展别人的文件不能再开放：它不可被再次扩展",
            )
        case ("applies_when",):
            return (
                "a region says whom its policy is for only where head office does not",
                "只有总部没有写适用对象时，大区才能写",
            )
    en, zh = listed(OPENINGS)
    return f"head office may open {en}, and nothing else", f"总部可以开放的只有 {zh}"


def _day(node: Node) -> int | None:
    return read_date(node.text.strip()) if isinstance(node, Scalar) else None


def _there(base: Entry | None) -> tuple[Label, ...]:
    return () if base is None else (Label(base.whole, "head office's line", "总部的规定"),)


def _gives_weights(own: Mapping) -> bool:
    """`because` says where weights come from, and is not true of a region's."""
    return "weights" in own


def _one_piece(path: Path, old: Mapping, new: Mapping) -> bool:
    """Whether a map is taken as a whole: half of each would mean neither."""
    last = path[-1]
    if last in ("title", "label", "note", "points", "because", "percent", "amount"):
        return True
    return last == "weights" and ("choose_by" in old) != ("choose_by" in new)


def _as_cut(node: Node, other: Node) -> Node:
    """A cut's `60` as `{at_least: 60}` where the other file has a map."""
    if isinstance(node, Scalar) and isinstance(other, Mapping):
        key = Scalar("at_least", node.page, node.start, node.start)
        return Mapping((Entry(key, node),), node.page, node.start, node.end)
    return node


def _shape(path: Path) -> Shape:
    shape = POLICY
    for step in path:
        shape = shape.child(step if isinstance(step, str) else None)
    return Shape() if shape is ANY else shape
