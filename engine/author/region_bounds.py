"""How far a region may go from head office's numbers."""

from __future__ import annotations

from engine.atoms.codes import Both
from engine.atoms.numbers import Fault, Kind, read_literal, show
from engine.author.nodes import Mapping, Node, Scalar
from engine.author.places import Path
from engine.author.policy.contract import Bounds
from engine.author.policy.region import Opened

_SCALE = 6
_NO_NUMBER: Both = (
    "held against no number of head office",
    "总部没有可以对照的数字",
)


def beyond(opened: Opened, path: Path, base: Node | None, own: Node) -> tuple[Both, Both] | None:
    """(what is written, what head office allows) where a line goes too far; None where it does
    not, or where what it says cannot be read and is told elsewhere."""
    if opened.by is not None and path[-1] != "because":
        return _too_far(opened.by.text, base, own)
    if opened.what == "benefits" and path[0] == "benefits":
        return _given(opened, path, own)
    return None


def _too_far(by: str, base: Node | None, own: Node) -> tuple[Both, Both] | None:
    limit, old, new = _number(by), _of(base), _of(own)
    if limit is None:
        return None
    allowed = (
        f"at most {by} up or down",
        f"上下相差 {by} 以内",
    )
    if old is None:
        return _NO_NUMBER, allowed
    if new is None:
        return (_NO_NUMBER, allowed) if not isinstance(own, Scalar) else None
    if abs(new - old) <= limit:
        return None
    assert isinstance(base, Scalar)
    assert isinstance(own, Scalar)
    far = show(abs(new - old), _SCALE)
    return (
        (f"{own.text}, {far} away from {base.text}", f"{own.text}，与 {base.text} 相差 {far}"),
        allowed,
    )


def _given(opened: Opened, path: Path, own: Node) -> tuple[Both, Both] | None:
    """Of a benefit's `percent` and `amount`, by itself or within a benefit that is added."""
    kinds: tuple[tuple[str, Bounds | None, Kind], ...] = (
        ("percent", opened.percent, "percent"),
        ("amount", opened.amount, "money"),
    )
    for key, bounds, kind in kinds:
        value: Node | None = own if path[2:] == (key,) else None
        if len(path) == 2 and isinstance(own, Mapping):
            value = own.get(key)
        if bounds is None or value is None:
            continue
        low, high = _number(bounds.low.text, kind), _number(bounds.high.text, kind)
        if low is None or high is None:
            continue
        allowed = (
            f"{bounds.low.text} to {bounds.high.text}",
            f"{bounds.low.text} 至 {bounds.high.text}",
        )
        if isinstance(value, Mapping):
            formula = f"`{key}` as a formula", f"`{key}` 写成公式"
            return formula, (f"numbers, {allowed[0]}", f"{allowed[1]} 的数字")
        number = _of(value, kind)
        if number is not None and not low <= number <= high:
            assert isinstance(value, Scalar)
            return (value.text, value.text), allowed
    return None


def _of(node: Node | None, kind: Kind = "percent") -> int | None:
    return _number(node.text, kind) if isinstance(node, Scalar) else None


def _number(text: str, kind: Kind = "percent") -> int | None:
    """A number of a policy, scaled by `_SCALE`."""
    found = read_literal(text, kind, _SCALE)
    return None if isinstance(found, Fault) else found
