"""What is marked `secret` and told all the same: by points, or by what a benefit gives.

Avoid `points: as_is`, a `line` or an amount reckoned from a figure that is not to be shown: points
and benefits are, and tell it to the last digit. Prefer steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.text import Span
from engine.author.formula.tree import Arithmetic, Call, If, Name, Negate, Tree
from engine.author.places import Path, where
from engine.bind.bound import AsIsPoints, BoundPolicy, Leaf, LinePoints, Typed


def told_by_points(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT293: a criterion whose points say what a masked field holds."""
    for card in bound.scorecards:
        path = card.declared.path
        for top in card.criteria:
            for leaf in (top,) if isinstance(top, Leaf) else top.children:
                inside = () if isinstance(top, Leaf) else ("criteria", top.id)
                at = (*path, *inside, "criteria", leaf.id)
                if _sloping(leaf) and (name := _masked(bound, leaf.field)):
                    yield _found(bound, name, at, leaf.declared.at)


def told_by_benefits(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT293: a parameter of a benefit that is reckoned from what a masked field holds."""
    for benefit in bound.benefits.values():
        for key, value in benefit.parameters.items():
            if not isinstance(value, Typed):
                continue
            name = next((n for of in _given(value.formula.root) if (n := _masked(bound, of))), "")
            if name:
                path = ("benefits", benefit.id, key)
                yield _found(bound, name, path, benefit.declared.at)


def _found(bound: BoundPolicy, name: str, path: Path, at: Span) -> Diagnostic:
    f = bound.fields[name]
    born = () if f.declared is None else (Label(f.declared.at, "not to be shown", "不予显示"),)
    return Diagnostic("KT293", {"name": name, **where(path)}, at=at, labels=born)


def _sloping(leaf: Leaf) -> bool:
    """Whether other values give other points, however close they lie."""
    form = leaf.points
    if isinstance(form, LinePoints):
        return any(a != b for (_, a), (_, b) in pairwise(form.nodes))
    return isinstance(form, AsIsPoints)


def _masked(bound: BoundPolicy, id: str) -> str:
    """The masked field of which this name tells the value: itself, or what it is reckoned from;
    empty where it only says in which of some cases a customer is."""
    f = bound.fields.get(id)
    if f is None or id not in bound.masked:
        return ""
    if f.formula is None or getattr(f.declared, "secret", False):
        return id
    return next((id for of in _given(f.formula.formula.root) if _masked(bound, of)), "")


def _given(node: Tree) -> Iterator[str]:
    """The names whose value goes into that of a formula, not only into what it hangs on."""
    match node:
        case Name(name=name):
            yield name
        case Negate(of=of):
            yield from _given(of)
        case Arithmetic(left=a, right=b) | If(then=a, otherwise=b):
            yield from _given(a)
            yield from _given(b)
        case Call(function="is_missing"):
            pass
        case Call(arguments=arguments):
            for argument in arguments:
                yield from _given(argument)
        case _:
            pass
