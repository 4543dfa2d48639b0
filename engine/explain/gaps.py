"""What it takes to keep the tier, and to reach the next one.

Both are said in points, and as the least change of one single criterion where one is enough:
the next step of a ladder, a place on a line, another word. Only fields that can change are
offered; all else is taken as it stands, and what the better tier asks besides points is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.numbers import POINT_SCALE, show
from engine.author.policy import Text
from engine.bind.bound import Scorecard, Tier
from engine.explain.formulas import with_values
from engine.explain.gaps_axes import better_cuts, keep_axes, reach_axes
from engine.explain.moves import KEEPING, edge_points
from engine.explain.reasons import effect_text
from engine.explain.row import Row
from engine.explain.seats import wanted_lines
from engine.explain.single import OneChange, one_changes
from engine.explain.values import flag_label, named, points_text, tier_label
from engine.explain.words import both


@dataclass(frozen=True, slots=True)
class Gap:
    """The way to a tier, or out of it.

    `points`: the distance as an exact decimal text, None where points are not what counts.
    `changes`: each enough by itself, the least first. `lines`: all of it as sentences.
    """

    tier: str
    points: str | None
    changes: tuple[OneChange, ...]
    lines: tuple[Text, ...]


def keep(row: Row) -> Gap | None:
    """What holds the tier, and which single criterion could lose it; None when undecided."""
    number = row.tier
    if number is None:
        return None
    tier = row.bound.tiers[number]
    if number == len(row.bound.tiers) - 1:
        return Gap(tier.id, None, (), (both("keep.last"),))
    lines: list[Text] = []
    route = next((r for r in tier.routes if r.id == row.text("route")), None)
    changes: tuple[OneChange, ...] = ()
    card = row.bound.scorecard
    margin = None if card is None else row.number(card.column("to_keep"))
    if route is not None:
        lines.append(
            both(
                "keep.route",
                tier=tier_label(row.bound, tier.id),
                route=_route_label(tier, route.id),
                formula=with_values(row, route.when),
            )
        )
    elif row.bound.matrix is not None:
        changes, lines = keep_axes(row)
    elif margin is not None and card is not None and tier.at_least is not None:
        asked = edge_points(row, tier) or 0
        edge = asked * int(10 ** (card.scale - POINT_SCALE))
        key = "keep.margin" if margin else "keep.exact"
        lines.append(_points(row, card, key, tier, margin, asked))
        changes = one_changes(row, card, lambda score: score < edge)
        lines += [both("keep.lost", change=c.sentence) for c in changes]
        if not changes:
            lines.append(both("keep.safe"))
    if row.text("move") in KEEPING and margin is None and row.bound.matrix is None:
        lines.append(both("keep.move"))
        return Gap(tier.id, None, (), tuple(lines))
    if route is None and tier.require is not None:
        lines.append(both("keep.require", formula=with_values(row, tier.require)))
    points = None if margin is None or card is None else show(margin, card.scale)
    return Gap(tier.id, points, changes, tuple(lines))


def reach(row: Row) -> Gap | None:
    """What the next better tier asks for; None when undecided."""
    number = row.tier
    if number is None:
        return None
    if number == 0:
        return Gap(row.bound.tiers[0].id, None, (), (both("reach.top"),))
    rejecting = [f for f in row.bound.flags if (e := row.effect(f)) is not None and e.reject]
    target = _target(row, number)
    tier = row.bound.tiers[target]
    if rejecting:
        lines = [both("reach.reject", flag=flag_label(row.bound, f.id)) for f in rejecting]
        return Gap(tier.id, None, (), tuple(lines))
    lines = []
    changes: tuple[OneChange, ...] = ()
    card = row.bound.scorecard
    missing = None if card is None else row.number(card.column("to_reach"))
    if row.bound.matrix is not None:
        changes, lines = reach_axes(row)
    elif missing is not None and card is not None and tier.at_least is not None:
        edge = _edge(row, tier)
        key = "reach.points" if missing else "reach.enough"
        lines.append(_points(row, card, key, tier, missing, tier.at_least))
        if missing:
            changes = one_changes(row, card, lambda score: score >= edge)
            keys = ["reach.best"] + ["reach.also"] * len(changes)
            lines += [both(k, change=c.sentence) for k, c in zip(keys, changes, strict=False)]
            if not changes:
                lines.append(both("reach.none"))
    lines += _besides(row, number, target)
    points = None if missing is None or card is None else show(missing, card.scale)
    return Gap(tier.id, points, changes, tuple(lines))


def _target(row: Row, number: int) -> int:
    """The nearest better tier that has `at_least`, or that a cell on the way up one axis names;
    else the next better one."""
    named = [tier for _, tier in better_cuts(row)]
    if named:
        return max(named)
    for i in range(number - 1, -1, -1):
        if row.bound.tiers[i].at_least is not None:
            return i
    return number - 1


def _besides(row: Row, number: int, target: int) -> list[Text]:
    """What stands in the way besides points: caps, a requirement, taken seats; and routes that
    need none."""
    lines: list[Text] = []
    bound = row.bound
    for flag in bound.flags:
        effect = row.effect(flag)
        if effect is not None and effect.cap is not None and effect.cap > target:
            said = effect_text(bound, effect)
            lines.append(both("reach.cap", flag=flag_label(bound, flag.id), effect=said))
    tier = bound.tiers[target]
    label = tier_label(bound, tier.id)
    if tier.require is not None:
        lines.append(both("reach.require", tier=label, formula=with_values(row, tier.require)))
    lines += wanted_lines(row, target)
    for i in range(target, number):
        for route in bound.tiers[i].routes:
            lines.append(
                both(
                    "reach.route",
                    route=_route_label(bound.tiers[i], route.id),
                    tier=tier_label(bound, bound.tiers[i].id),
                    formula=with_values(row, route.when),
                )
            )
    return lines


def _route_label(tier: Tier, id: str) -> Text:
    return named(next((r.label for r in tier.declared.routes if r.id == id), None), id)


def _edge(row: Row, tier: Tier) -> int:
    assert tier.at_least is not None
    assert row.bound.scorecard is not None
    return tier.at_least * int(10 ** (row.bound.scorecard.scale - POINT_SCALE))


def _points(row: Row, card: Scorecard, key: str, tier: Tier, distance: int, asked: int) -> Text:
    return both(
        key,
        points=show(distance, card.scale),
        at_least=points_text(asked),
        tier=tier_label(row.bound, tier.id),
    )
