"""Which kinds of value stand together, and what comes of it (docs/language.md 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.atoms.numbers import Kind
from engine.bind import intervals as iv
from engine.bind.bound import Type

#: Numbers of different classes mix through × and / only; other kinds are a class each.
CLASSES: Final[dict[str, str]] = {
    "money": "money",
    "percent": "percent",
    "number": "plain",
    "whole": "plain",
    "rating": "plain",
}


def class_of(kind: str) -> str:
    return CLASSES.get(kind, kind)


def interval(of: Type) -> iv.Interval:
    """The bounds of a numeric type."""
    assert of.low is not None
    assert of.high is not None
    return of.low, of.high


def within(of: Type, bounds: iv.Interval) -> Type:
    """The type with other bounds."""
    return replace(of, low=bounds[0], high=bounds[1])


def at_one_scale(types: Sequence[Type]) -> list[iv.Interval]:
    """The bounds of numeric types, at the finest scale among them."""
    finest = max(x.scale for x in types)
    return [iv.rescaled(interval(x), x.scale, finest) for x in types]


def kin(types: Sequence[Type]) -> Type:
    """One type for numbers of one class: whole only among wholes, at the finest scale."""
    kinds = {x.kind for x in types}
    kind = types[0].kind
    if len(kinds) > 1:
        kind = "number" if "number" in kinds else "whole"
    return Type(kind, max(x.scale for x in types), 0, 0)


def hull(types: Sequence[Type]) -> Type:
    """The type of whatever one of these types can be."""
    if types[0].numeric:
        return within(kin(types), iv.hull(*at_one_scale(types)))
    words: dict[str, None] = {}
    for x in types:
        if x.words is None:
            return Type(types[0].kind)
        words |= dict.fromkeys(x.words)
    return Type(types[0].kind, words=tuple(words))


def literal_kind(beside: Kind, literal: Type) -> Kind:
    """What a plain number is beside a kind: the same, but a fraction beside a whole is a number."""
    return "number" if literal.scale and beside in ("whole", "rating") else beside


def product_kind(a: Kind, b: Kind) -> Kind | None:
    """None for money × money, which means nothing."""
    kinds = {a, b}
    if "money" in kinds:
        return None if a == b else "money"
    if "percent" in kinds:
        return "percent"
    return "number" if "number" in kinds else "whole"


def quotient_kind(n: Kind, d: Kind) -> Kind:
    if n == d and n in ("money", "percent"):
        return "number"
    if n == "money" or (n == "percent" and class_of(d) == "plain"):
        return n
    return "number"
