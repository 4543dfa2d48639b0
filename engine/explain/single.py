"""Single changes: one value, all else as it stands, and what the whole decision makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.atoms.numbers import show
from engine.author import policy as p
from engine.author.formula.tree import names
from engine.author.policy import ONLY, Text
from engine.bind.bound import Field, Leaf, Scorecard, Typed
from engine.explain.again import Again, Ending
from engine.explain.changes import Change, Places, least_change, places_of
from engine.explain.formulas import fields_of
from engine.explain.other_values import other_values
from engine.explain.reasons import effect_text
from engine.explain.row import Row
from engine.explain.scores import card_label
from engine.explain.values import (
    Value,
    criterion_label,
    field_label,
    flag_label,
    named,
    shown,
)
from engine.explain.words import both, joined, plain

SHOWN = 3  # single changes that are named, of criteria and of what flags, routes … read besides

#: Kinds of which only the nearest other values are tried.
NEAREST_ONLY: Final = ("choices", "date")

#: Whether a decision ends as it is wanted.
Wanted = Callable[[Ending], bool]


@dataclass(frozen=True, slots=True)
class OneChange:
    """A single value that is enough by itself, of a criterion or of another field. `gain` is in
    points of the score, exact."""

    criterion: str
    now: Text
    to: Text
    gain: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class Tried:
    """A change of a field that was tried, and what came of it. `leaf` is the criterion that goes by
    its value, where there is one."""

    field: Field
    leaf: Leaf | None
    change: Change
    end: Ending


def one_changes(
    again: Again, wanted: Wanted, *, losing: bool, card: Scorecard | None
) -> tuple[OneChange, ...]:
    """The first few of `tried`, in words."""
    found = tried(again, wanted, losing=losing, card=card)
    return tuple(_said(again, t, card) for t in found[:SHOWN])


def tried(again: Again, wanted: Wanted, *, losing: bool, card: Scorecard | None) -> list[Tried]:
    """Changes of one value after which the decision ends as it is `wanted`.

    Of the criteria of `card`, or, without one, of the other fields that flags, requirements and
    routes read. Those that move the scores least come first, ties in policy order.
    """
    row, found = again.row, []
    for f, leaf in _read_by(row, card):

        def fits(value: Value, f: Field = f) -> bool:
            return wanted(again.change(f, value))

        def far(value: Value, f: Field = f) -> int:
            return moved(again, again.change(f, value))

        places = turns(row, f, _formulas(row))
        change = least_change(places, f.type, row.value(f), fits, far, losing)
        if change is not None:
            found.append(Tried(f, leaf, change, again.change(f, change.to)))
    return sorted(found, key=lambda t: moved(again, t.end))


def turns(row: Row, f: Field, formulas: Sequence[Typed]) -> Places:
    """Where the field's criteria and these formulas change their mind about it."""
    if f.type.kind in NEAREST_ONLY:
        return Places({}, other_values(f.type, f.id, row.value(f), formulas, row.as_of))
    leaves = [leaf for leaf in row.bound.leaves() if leaf.field == f.id]
    return places_of(f.type, leaves, [(f.id, typed) for typed in formulas])


def moved(again: Again, end: Ending) -> int:
    """How far the scores move, all on one scale."""
    total = 0
    for card in again.row.bound.scorecards:
        gain = _gain(again, end, card)
        total += abs(gain) * int(10 ** (11 - card.scale))
    return total


def _gain(again: Again, end: Ending, card: Scorecard) -> int:
    before, after = again.now.scores.get(card.id), end.scores.get(card.id)
    return 0 if before is None or after is None else after - before


def _read_by(row: Row, card: Scorecard | None) -> Iterator[tuple[Field, Leaf | None]]:
    """The fields that can change: of a scorecard's criteria, or those that none reads."""
    leaves = {leaf.field: leaf for leaf in reversed(row.bound.leaves())}
    if card is not None:
        own = {leaf.field: leaf for leaf in reversed(card.leaves())}
        read = [(id_, own[id_]) for id_ in dict.fromkeys(leaf.field for leaf in card.leaves())]
        yield from (
            (row.bound.fields[id_], leaf)
            for id_, leaf in read
            if changeable(row, row.bound.fields[id_])
        )
        return
    answered = [flag.id for flag in row.bound.flags if flag.when is None]
    ids = dict.fromkeys([*answered, *(n for t in _formulas(row) for n in names(t.formula.root))])
    for id_ in ids:
        f = row.bound.fields.get(id_)
        if f is not None and id_ not in leaves and changeable(row, f):
            yield f, None


def _formulas(row: Row) -> list[Typed]:
    """What besides points decides on the tier."""
    bound = row.bound
    asked = [flag.when for flag in bound.flags]
    asked += [tier.require for tier in bound.tiers]
    asked += [route.when for tier in bound.tiers for route in tier.routes]
    return [typed for typed in asked if typed is not None]


def _said(again: Again, t: Tried, card: Scorecard | None) -> OneChange:
    row, change = again.row, t.change
    before = shown(change.now, t.field.type, row.currency)
    edge = shown(change.edge, t.field.type, row.currency)
    key = f"change.{change.way}" if change.now is not None else "change.known"
    leaf = t.leaf
    label = field_label(row.bound, t.field.id) if leaf is None else criterion_label(row.bound, leaf)
    why = _why(again, t.end, card)
    said = both("change.why", why=joined(why, en="; ", zh="；")) if why else plain("")
    sentence = both(key, part=label, now=before, edge=edge, why=said)
    own = card or row.bound.scorecard
    gain = "+0" if own is None else _signed(_gain(again, t.end, own), own)
    return OneChange(t.field.id if leaf is None else leaf.id, before, edge, gain, sentence)


def _signed(gain: int, card: Scorecard) -> str:
    text = show(gain, card.scale)
    return text if text.startswith("-") else f"+{text}"


def _why(again: Again, end: Ending, own: Scorecard | None) -> list[Text]:
    """What came about with the change: points, flags that act or no longer do, routes."""
    bound, now = again.row.bound, again.now
    found = []
    for card in bound.scorecards:
        gain = _gain(again, end, card)
        if gain:
            key = "change.gain" if card.id in (ONLY, own and own.id) else "change.gain.of"
            found.append(both(key, gain=_signed(gain, card), card=card_label(card)))
    for flag in bound.flags:
        before, after = now.acting.get(flag.id), end.acting.get(flag.id)
        label = flag_label(bound, flag.id)
        if after is not None and after != before:
            effect = effect_text(bound, flag.id, after)
            found.append(both("change.flag", flag=label, effect=effect))
        elif after is None and before is not None:
            found.append(both("change.no_flag", flag=label))
    if end.route and end.route != now.route:
        found += [both("change.route", route=route) for route in _routes(again, end)]
    return found


def _routes(again: Again, end: Ending) -> list[Text]:
    assert end.tier is not None
    tier = again.row.bound.tiers[end.tier]
    return [named(r.label, r.id) for r in tier.declared.routes if r.id == end.route]


def lost(row: Row) -> Wanted:
    """That the tier is lost: the decision ends in a worse one. Whether a seat in it is lost hangs
    on who comes next, of whom one customer's row does not tell, so that is no loss here."""
    held = row.tier
    assert held is not None
    id_ = row.bound.tiers[held].id
    return lambda end: end.tier is not None and end.tier > held and id_ not in end.full


def reached(target: int) -> Wanted:
    """That the decision ends in this tier, or in a better one."""
    return lambda end: end.tier is not None and end.tier <= target


def enough_lines(found: Sequence[OneChange]) -> list[Text]:
    """Changes that are enough by themselves, the least first."""
    keys = ["reach.best"] + ["reach.also"] * len(found)
    return [both(k, change=c.sentence) for k, c in zip(keys, found, strict=False)]


def changeable(row: Row, f: Field) -> bool:
    """Whether this value can be brought to change: a derived one when something in it can."""
    if f.origin in ("context", "before") or f.type.masked:
        return False
    if f.formula is not None:
        return any(changeable(row, g) for g in fields_of(row, f.formula))
    return not isinstance(f.declared, p.DataField) or f.declared.changeable
