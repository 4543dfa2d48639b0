"""Single changes: one criterion, all else as it stands, and what it does to its score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.atoms.numbers import show
from engine.author import policy as p
from engine.author.policy import Text
from engine.bind.bound import Field, Leaf, Scorecard
from engine.explain.changes import Change, least_change
from engine.explain.formulas import fields_of
from engine.explain.row import Row
from engine.explain.sums import Sums
from engine.explain.values import criterion_label, shown
from engine.explain.words import both

SHOWN = 3  # single changes that are named


@dataclass(frozen=True, slots=True)
class OneChange:
    """A single criterion that is enough by itself. `gain` is in points of the score, exact."""

    criterion: str
    now: Text
    to: Text
    gain: str
    sentence: Text


def one_changes(row: Row, card: Scorecard, wanted: Callable[[int], bool]) -> tuple[OneChange, ...]:
    """The first few of `single_changes`, in words."""
    sums = Sums(row, card)
    now = sums.score()
    found = single_changes(row, card, wanted)
    return () if now is None else tuple(_said(row, c, sums, now) for c in found[:SHOWN])


def single_changes(row: Row, card: Scorecard, wanted: Callable[[int], bool]) -> list[Change]:
    """Changes of one criterion that bring the score (at its scale) where it is `wanted`.

    Those that move the score least come first, ties in policy order. `wanted` holds from some
    score on, or below some.
    """
    sums = Sums(row, card)
    now = sums.score()
    found: list[tuple[int, int, Change]] = []
    for i, leaf in enumerate(card.leaves() if now is not None else ()):
        f = row.bound.fields[leaf.field]
        if not changeable(row, f):
            continue

        def enough(points: int, leaf: Leaf = leaf) -> bool:
            score = sums.score(leaf, points)
            return score is not None and wanted(score)

        change = least_change(leaf, f.type, row.decided.get(f"{leaf.id}.value"), enough)
        if change is not None:
            after = sums.score(leaf, change.points)
            assert after is not None and now is not None
            found.append((abs(after - now), i, change))
    found.sort(key=lambda entry: entry[:2])
    return [change for _, _, change in found]


def _said(row: Row, change: Change, sums: Sums, now: int) -> OneChange:
    leaf = change.leaf
    t = row.bound.fields[leaf.field].type
    after = sums.score(leaf, change.points)
    assert after is not None
    gain = show(after - now, sums.scale)
    gain = gain if gain.startswith("-") else f"+{gain}"
    before = shown(change.now, t, row.currency)
    edge = shown(change.edge, t, row.currency)
    key = f"change.{change.way}" if change.now is not None else "change.known"
    label = criterion_label(row.bound, leaf)
    sentence = both(key, part=label, now=before, edge=edge, gain=gain)
    return OneChange(leaf.id, before, edge, gain, sentence)


def changeable(row: Row, f: Field) -> bool:
    """Whether this value can be brought to change: a derived one when something in it can."""
    if f.origin == "context":
        return False
    if f.formula is not None:
        return any(changeable(row, g) for g in fields_of(row, f.formula))
    return not isinstance(f.declared, p.DataField) or f.declared.changeable
