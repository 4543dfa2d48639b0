"""Where two policies differ, part by part, and a policy with some parts of another.

A part is the smallest piece that has a place of its own in the file and can be put into another
policy: a threshold, the points of a criterion, a set of weights, a field. Weights add up to 100
only together, so they are one part.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.atoms.text import Span
from engine.author import policy as p

Path = tuple[str, ...]

#: Records that are looked into; of all others only the whole is a part.
_RECORDS: Final = (
    p.Policy, p.Scorecard, p.Criterion, p.ParentCriterion, p.Tier, p.RedFlag, p.Moves, p.Matrix,
    p.Axis,
)  # fmt: skip
#: Keys whose name in the file is another than the attribute's.
_KEYS: Final = {"profiles": "weights", "cuts": ""}
#: What is said and does not decide.
_WORDS: Final = frozenset({
    "label", "reason", "note", "ask", "evidence", "title", "owner", "reviewed_by", "tests",
    "version", "policy", "keytier", "assess", "effective", "because", "may_change", "extends",
})  # fmt: skip
_NOT_COMPARED: Final = frozenset({"id", "version", "keytier", "spans", "at", "tests"})
_ABSENT: Final = object()
_LONG: Final = 60
_NOTHING: Final[tuple[Any, ...]] = (_ABSENT, None, (), {}, False)  # what is not said


@dataclass(frozen=True, slots=True)
class Part:
    """A piece in which two policies differ. `path` is as in the file; `old` and `new` are its
    places, `was` and `now` what stands there, None where the piece is not there. `decides` is
    false where only words differ."""

    path: Path
    old: Span | None
    new: Span | None
    was: str | None
    now: str | None
    decides: bool

    @property
    def name(self) -> str:
        """`tiers.key.at_least`."""
        only = self.path[-2:] == ("weights", "default")
        return ".".join(word for word in self.path[: -1 if only else None] if word)


def differences(old: p.Policy, new: p.Policy) -> tuple[Part, ...]:
    """Every part in which they differ, in the order of the file; tests, ids and versions aside.

    A list whose common entries stand in another order is one part as a whole.
    """
    return tuple(_part(old, new, *piece) for piece in _pieces(old, new, ()))


def _part(old: p.Policy, new: p.Policy, path: Path, a: Any, b: Any) -> Part:
    before = None if a in _NOTHING else _inside(old, new, path) or _place(old, path, a, b)
    after = None if b in _NOTHING else _inside(new, old, path) or _place(new, path, b, a)
    return Part(
        path,
        before,
        after,
        _written(before, path, a, b),
        _written(after, path, b, a),
        not _WORDS & {*path[-1:], *path[:1]} and _stripped(a) != _stripped(b),
    )


def graft(base: p.Policy, other: p.Policy, paths: Collection[Path]) -> p.Policy:
    """The policy `base` with the parts at these paths as `other` has them, and no test cases."""
    grafted = _graft(base, other, (), frozenset(paths))
    assert isinstance(grafted, p.Policy)
    return dataclasses.replace(grafted, tests=())


def _pieces(a: Any, b: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    ours, theirs = _members(a), _members(b)
    if ours is None or theirs is None or type(a) is not type(b):
        if a != b:
            yield path, a, b
        return
    common = [key for key in ours if key in theirs]
    if common != [key for key in theirs if key in ours] or _another_field(a, b):
        yield path, a, b
        return
    for key in dict.fromkeys([*ours, *theirs]):
        yield from _pieces(ours.get(key, _ABSENT), theirs.get(key, _ABSENT), (*path, key))


def _another_field(a: Any, b: Any) -> bool:
    """The steps of a criterion speak of its field: where that is another, so are they."""
    return isinstance(a, p.Criterion) and a.field != b.field


def _members(value: Any) -> dict[str, Any] | None:
    """What a value is made of, by the key in the file; None of what is a part as a whole."""
    if isinstance(value, _RECORDS):
        names = [f.name for f in dataclasses.fields(value) if f.name not in _NOT_COMPARED]
        return {_KEYS.get(name, name): getattr(value, name) for name in names}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        keys = [_key(entry) for entry in value]
        return None if None in keys else dict(zip(map(str, keys), value, strict=True))
    return None


def _key(entry: Any) -> str | None:
    match entry:
        case p.Weights():
            return entry.name
        case p.ActionList():
            return entry.key
        case p.Tier() | p.Criterion() | p.ParentCriterion() | p.ClassRule() | p.Route() | p.Cut():
            return entry.id
        case _:
            return None


def _graft(a: Any, b: Any, path: Path, taken: frozenset[Path]) -> Any:
    if path in taken:
        return b
    deep = len(path)
    if not any(one[:deep] == path for one in taken):
        return a
    ours, theirs = _members(a), _members(b)
    assert ours is not None
    assert theirs is not None
    mixed = {
        key: _graft(ours.get(key, _ABSENT), theirs.get(key, _ABSENT), (*path, key), taken)
        for key in _both_orders(list(ours), list(theirs))
    }
    return _made(a, {key: value for key, value in mixed.items() if value is not _ABSENT})


def _both_orders(ours: list[str], theirs: list[str]) -> list[str]:
    """Our keys in our order; each of theirs behind the one that it follows there."""
    order = list(ours)
    for at, key in enumerate(theirs):
        if key not in order:
            before = order.index(theirs[at - 1]) + 1 if at else 0
            order.insert(before, key)
    return order


def _made(like: Any, members: dict[str, Any]) -> Any:
    if isinstance(like, tuple):
        return tuple(members.values())
    if isinstance(like, Mapping):
        return members
    attribute = {key: name for name, key in _KEYS.items()}
    return dataclasses.replace(like, **{attribute.get(k, k): v for k, v in members.items()})


def _stripped(value: Any) -> Any:
    """A value without what is only said."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        said = {f.name: None for f in dataclasses.fields(value) if f.name in _WORDS}
        rest = {
            f.name: _stripped(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.compare and f.name not in said
        }
        return type(value).__name__, tuple(rest.items())
    if isinstance(value, Mapping):
        return [(key, _stripped(one)) for key, one in value.items()]
    if isinstance(value, tuple):
        return [_stripped(one) for one in value]
    return value


def _inside(policy: p.Policy, other: p.Policy, path: Path) -> Span | None:
    """Of an entry that both have, the first key in which they differ: `window` of a field."""
    deep = len(path)
    if path not in policy.spans or path not in other.spans:
        return None
    differ = {
        inner: at
        for inner, at in policy.spans.items()
        if len(inner) == deep + 1
        and inner[:deep] == path
        and inner[-1] not in _WORDS
        and ((theirs := other.spans.get(inner)) is None or theirs.text != at.text)
    }
    return min(differ.values(), key=lambda at: at.start, default=None)


def _place(policy: p.Policy, path: Path, value: Any, against: Any) -> Span | None:
    """Where it stands; of weights, the first that is another."""
    for _, weight in _other_weights(value, against):
        return weight.at
    own: Span | None = getattr(value, "at", None)
    if own is not None:
        return own
    written = tuple(word for word in path if word)
    for deep in range(len(written), -1, -1):
        if (found := policy.spans.get(written[:deep])) is not None:
            return found
    return None


def _other_weights(value: Any, against: Any) -> list[tuple[p.Word, p.Word]]:
    """The weights that are others."""
    if not isinstance(value, p.Weights) or not isinstance(against, p.Weights):
        return []
    was = {entry.text: weight.text for entry, weight in against.entries}
    return [(e, weight) for e, weight in value.entries if was.get(e.text) != weight.text]


def _written(at: Span | None, path: Path, value: Any, against: Any) -> str | None:
    """What stands there, on one line; of an entry of which only the id is known, its line."""
    if at is None:
        return None
    if weights := _other_weights(value, against):
        return ", ".join(f"{entry.text} {weight.text}" for entry, weight in weights)
    text = " ".join(at.text.split())
    if text.strip("\"':") == path[-1]:
        text = at.source.line(at.start.line).strip()
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
