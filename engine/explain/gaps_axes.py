"""What it takes on each axis of a matrix, the other as it stands: to keep the tier, to reach a
better one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.numbers import POINT_SCALE, show
from engine.author.policy import Text
from engine.bind.bound import Axis
from engine.explain.again import Again
from engine.explain.axes import cut_number
from engine.explain.row import Row
from engine.explain.scores import card_label
from engine.explain.single import OneChange, enough_lines, lost, one_changes, reached
from engine.explain.values import points_text, tier_label
from engine.explain.words import both

Said = tuple[tuple[OneChange, ...], list[Text]]


def keep_axes(row: Row, again: Again | None) -> Said:
    """How far each score may fall alone, and which single criterion could do it."""
    changes: list[OneChange] = []
    lines: list[Text] = []
    for axis in _axes(row):
        card = row.bound.card(axis.card)
        margin, score = row.number(card.column("to_keep")), row.number(card.column("score"))
        label = card_label(card)
        if margin is None or score is None:
            lines.append(both("keep.axis.free", card=label))
        else:
            at_least = show(score - margin, card.scale)
            key = "keep.axis" if margin else "keep.axis.exact"
            points = show(margin, card.scale)
            lines.append(both(key, card=label, points=points, at_least=at_least))
        if again is None:
            continue
        found = one_changes(again, lost(row), losing=True, card=card)
        lines += [both("keep.lost", change=c.sentence) for c in found]
        if not found and margin is not None and row.bound.tiers[row.tier or 0].seats is None:
            lines.append(both("keep.axis.safe", card=label))
        changes += found
    if again is not None:
        found = one_changes(again, lost(row), losing=True, card=None)
        lines += [both("keep.lost", change=c.sentence) for c in found]
        changes += found
    return tuple(changes), lines


def reach_axes(row: Row, again: Again | None) -> Said:
    """What each score lacks alone for a better tier, and which single criterion gives it."""
    changes: list[OneChange] = []
    lines: list[Text] = []
    better = {axis.card: tier for axis, tier in better_cuts(row)}
    for axis in _axes(row):
        card, label = row.bound.card(axis.card), card_label(row.bound.card(axis.card))
        lacks, score = row.number(card.column("to_reach")), row.number(card.column("score"))
        if lacks is None or score is None or axis.card not in better:
            lines.append(both("reach.axis.none", card=label))
            continue
        tier = tier_label(row.bound, row.bound.tiers[better[axis.card]].id)
        edge = score + lacks
        if lacks:
            up = 10 ** (card.scale - POINT_SCALE)
            points, at_least = show(lacks, card.scale), points_text(edge // up)
            said = both("reach.axis", card=label, points=points, tier=tier, at_least=at_least)
        else:
            said = both("reach.axis.enough", card=label, tier=tier)
        lines.append(said)
        if again is None:
            continue
        found = one_changes(again, reached(better[axis.card]), losing=False, card=card)
        lines += enough_lines(found)
        if not found and lacks:
            lines.append(both("reach.none"))
        changes += found
    return tuple(changes), lines


def better_cuts(row: Row) -> Iterator[tuple[Axis, int]]:
    """For each axis the tier of the nearest cell, from its own cut upwards, that is better than
    the final tier; nothing for an axis that reaches none alone."""
    matrix, held = row.bound.matrix, row.tier
    if matrix is None or held is None:
        return
    numbers = [cut_number(row, axis) for axis in matrix.axes]
    r, c = numbers
    if r is None or c is None:
        return
    up = [
        [matrix.cells[k][c] for k in range(r, -1, -1)],
        [matrix.cells[r][k] for k in range(c, -1, -1)],
    ]
    for axis, tiers in zip(matrix.axes, up, strict=True):
        better = next((tier for tier in tiers if tier < held), None)
        if better is not None:
            yield axis, better


def _axes(row: Row) -> tuple[Axis, ...]:
    return () if row.bound.matrix is None else row.bound.matrix.axes
