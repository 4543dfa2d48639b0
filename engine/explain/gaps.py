"""What it takes to keep the tier, and to reach the next one.

Both are said in points, and as the least change of one single value where one is enough: the
next step of a ladder, a place on a line, another word, the edge of a flag or a route. Each was
decided again. Only fields that can change are offered; all else is taken as it stands, and what
the better tier asks besides points is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.numbers import show
from engine.author.policy import Text
from engine.bind.bound import Route, Scorecard, Tier
from engine.explain.again import Again
from engine.explain.formulas import with_values
from engine.explain.gaps_axes import better_cuts, keep_axes, reach_axes
from engine.explain.moves import KEEPING, edge_points
from engine.explain.reasons import effect_text
from engine.explain.row import Row
from engine.explain.seats import wanted_lines
from engine.explain.single import OneChange, enough_lines, lost, one_changes, reached
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


def keep(row: Row, again: Again | None) -> Gap | None:
    """What holds the tier, and which single change could lose it; None when undecided.

    `again` tries the changes; without it none is named.
    """
    number = row.tier
    if number is None:
        return None
    tier = row.bound.tiers[number]
    if number == len(row.bound.tiers) - 1:
        return Gap(tier.id, None, (), (both("keep.last"),))
    lines: list[Text] = []
    card = row.bound.scorecard
    margin = None if card is None else row.number(card.column("to_keep"))
    route = next((r for r in tier.routes if r.id == row.text("route")), None)
    if route is not None:
        lines.append(_by_route(row, tier, route, "keep.route"))
    elif margin is not None and card is not None and tier.at_least is not None:
        key = "keep.margin" if margin else "keep.exact"
        lines.append(_points(row, card, key, tier, margin, edge_points(row, tier) or 0))
    if again is not None:
        others = (r for r in again.open_routes() if r is not route)
        lines += [_by_route(row, tier, r, "keep.also") for r in others]
    if row.bound.matrix is not None and route is None:
        changes, said = keep_axes(row, again)
    else:
        changes, said = _losing(row, again)
    lines += said
    if row.text("move") in KEEPING and margin is None and row.bound.matrix is None:
        lines.append(both("keep.move"))
        return Gap(tier.id, None, changes, tuple(lines))
    if route is None and tier.require is not None:
        lines.append(both("keep.require", formula=with_values(row, tier.require)))
    points = None if margin is None or card is None else show(margin, card.scale)
    return Gap(tier.id, points, changes, tuple(lines))


def _losing(row: Row, again: Again | None) -> tuple[tuple[OneChange, ...], list[Text]]:
    """The single changes that lose the tier, of any score's criteria and of anything else."""
    if again is None:
        return (), []
    found = [
        c
        for card in (*row.bound.scorecards, None)
        for c in one_changes(again, lost(row), losing=True, card=card)
    ]
    lines = [both("keep.lost", change=c.sentence) for c in found]
    held = row.tier
    assert held is not None
    if not found and row.bound.tiers[held].seats is None:  # a seat may go to somebody else
        lines.append(both("keep.safe"))
    return tuple(found), lines


def reach(row: Row, again: Again | None) -> Gap | None:
    """What the next better tier asks for; None when undecided.

    `again` tries single changes; without it none is named.
    """
    number = row.tier
    if number is None:
        return None
    if number == 0:
        return Gap(row.bound.tiers[0].id, None, (), (both("reach.top"),))
    target = _target(row, number)
    tier = row.bound.tiers[target]
    card = row.bound.scorecard
    rejecting = [f for f in row.bound.flags if (e := row.effect(f)) is not None and e.reject]
    if rejecting:
        lines = [both("reach.reject", flag=flag_label(row.bound, f.id)) for f in rejecting]
        changes, said = _reaching(again, target, *row.bound.scorecards)
        return Gap(tier.id, None, changes, tuple(lines + said))
    lines = []
    missing = None if card is None else row.number(card.column("to_reach"))
    if row.bound.matrix is not None:
        changes, lines = reach_axes(row, again)
        more, said = _reaching(again, target)
        changes, lines = changes + more, lines + said
    else:
        if missing is not None and card is not None and tier.at_least is not None:
            key = "reach.points" if missing else "reach.enough"
            lines.append(_points(row, card, key, tier, missing, tier.at_least))
        changes, said = _reaching(again, target, *row.bound.scorecards)
        lines += said
        if missing and again is not None and not changes:
            lines.append(both("reach.none"))
    lines += _besides(row, number, target)
    points = None if missing is None or card is None else show(missing, card.scale)
    return Gap(tier.id, points, changes, tuple(lines))


def _reaching(
    again: Again | None, target: int, *cards: Scorecard
) -> tuple[tuple[OneChange, ...], list[Text]]:
    """The single changes that reach the tier: of these scores' criteria, and of anything else."""
    if again is None:
        return (), []
    found = [
        c
        for card in (*cards, None)
        for c in one_changes(again, reached(target), losing=False, card=card)
    ]
    return tuple(found), enough_lines(found)


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
    """What stands in the way besides points: caps, points that a flag takes, a requirement, taken
    seats; and routes that need none."""
    lines: list[Text] = []
    bound = row.bound
    for flag in bound.flags:
        effect = row.effect(flag)
        if effect is None:
            continue
        if effect.minus or (effect.cap is not None and effect.cap > target):
            said = effect_text(bound, flag.id, effect)
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


def _by_route(row: Row, tier: Tier, route: Route, key: str) -> Text:
    return both(
        key,
        tier=tier_label(row.bound, tier.id),
        route=_route_label(tier, route.id),
        formula=with_values(row, route.when),
    )


def _route_label(tier: Tier, id: str) -> Text:
    return named(next((r.label for r in tier.declared.routes if r.id == id), None), id)


def _points(row: Row, card: Scorecard, key: str, tier: Tier, distance: int, asked: int) -> Text:
    return both(
        key,
        points=show(distance, card.scale),
        at_least=points_text(asked),
        tier=tier_label(row.bound, tier.id),
    )
