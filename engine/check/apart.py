"""Value and relationship stay apart: what a customer is worth, and how content it is.

Avoid a survey of satisfaction that takes points, a tier or a route from a customer for what it
buys: the best ones complain most. Prefer two scorecards and a matrix, or segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.text import Span
from engine.author.formula.tree import names
from engine.bind.bound import BoundPolicy, Field, Scorecard, Typed

_CONTENT: Final = re.compile(r"(?<![a-z])(csat|nps|satisf\w*)(?![a-z])|满意|净推荐", re.I)


def content_lowers_value(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT292: a field of satisfaction that caps, rejects or bars from a tier given for value."""
    if not any(_of_value(bound, card) for card in bound.scorecards):
        return
    for flag in bound.flags:
        lowers = any(e.acts and not e.refer for e in (flag.then, flag.if_unknown))
        if lowers and flag.when is not None:
            yield from _found(bound, flag.when, flag.declared.at)
    for tier in bound.tiers:
        if tier.require is not None:
            yield from _found(bound, tier.require, tier.declared.at)


def _of_value(bound: BoundPolicy, card: Scorecard) -> bool:
    """Whether some criterion counts money."""
    return any(_money(bound, bound.fields[leaf.field]) for leaf in card.leaves())


def _money(bound: BoundPolicy, f: Field) -> bool:
    if f.type.kind == "money":
        return True
    read = () if f.formula is None else names(f.formula.formula.root)
    return any(_money(bound, bound.fields[n]) for n in read if n in bound.fields)


def _found(bound: BoundPolicy, typed: Typed, at: Span) -> Iterator[Diagnostic]:
    for name in names(typed.formula.root):
        f = bound.fields.get(name)
        if f is not None and _content(bound, f):
            born = [] if f.declared is None else [Label(f.declared.at, "of satisfaction", "满意类")]
            yield Diagnostic("KT292", {"name": name}, at=at, labels=tuple(born))
            return


def _content(bound: BoundPolicy, f: Field) -> bool:
    """Whether a field, or something it is worked out from, says how content a customer is."""
    label = getattr(f.declared, "label", None)
    headings = getattr(f.declared, "headings", ())
    words = [f.id, *headings, *([] if label is None else [label.en, label.zh])]
    if any(_CONTENT.search(word.replace("_", " ")) for word in words):
        return True
    read = () if f.formula is None else names(f.formula.formula.root)
    return any(_content(bound, bound.fields[n]) for n in read if n in bound.fields)
