"""What it takes to keep the tier, and to reach the next one.

Both are said in points, and as the least change of one single criterion where one is enough:
the next step of a ladder, a place on a line, another word. Only fields that can change are
offered; all else is taken as it stands, and what the better tier asks besides points is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.atoms.numbers import POINT_SCALE, show
from engine.author import policy as p
from engine.author.policy import Text
from engine.bind.bound import Field, Leaf, Scorecard, Tier
from engine.bind.contract import score_scale
from engine.explain.changes import Change, least_change
from engine.explain.formulas import fields_of, with_values
from engine.explain.reasons import effect_text
from engine.explain.row import Row
from engine.explain.sums import Sums
from engine.explain.values import (
    criterion_label,
    flag_label,
    named,
    points_text,
    shown,
    tier_label,
)
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
    margin = row.number("to_keep")
    changes: tuple[OneChange, ...] = ()
    card = row.bound.scorecard
    if route is not None:
        lines.append(
            both(
                "keep.route",
                tier=tier_label(row.bound, tier.id),
                route=_route_label(tier, route.id),
                formula=with_values(row, route.when),
            )
        )
    elif margin is not None and card is not None and tier.at_least is not None:
        edge = _edge(row, tier)
        key = "keep.margin" if margin else "keep.exact"
        lines.append(_points(row, key, tier, margin))
        changes = _single(row, card, lambda score: score < edge)
        lines += [both("keep.lost", change=c.sentence) for c in changes]
        if not changes:
            lines.append(both("keep.safe"))
    if route is None and tier.require is not None:
        lines.append(both("keep.require", formula=with_values(row, tier.require)))
    points = None if margin is None else show(margin, score_scale(row.bound))
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
    missing = row.number("to_reach")
    card = row.bound.scorecard
    if missing is not None and card is not None and tier.at_least is not None:
        edge = _edge(row, tier)
        lines.append(_points(row, "reach.points" if missing else "reach.enough", tier, missing))
        if missing:
            changes = _single(row, card, lambda score: score >= edge)
            keys = ["reach.best"] + ["reach.also"] * len(changes)
            lines += [both(k, change=c.sentence) for k, c in zip(keys, changes, strict=False)]
            if not changes:
                lines.append(both("reach.none"))
    lines += _besides(row, number, target)
    points = None if missing is None else show(missing, score_scale(row.bound))
    return Gap(tier.id, points, changes, tuple(lines))


def _target(row: Row, number: int) -> int:
    """The nearest better tier that has `at_least`, else the next better one."""
    for i in range(number - 1, -1, -1):
        if row.bound.tiers[i].at_least is not None:
            return i
    return number - 1


def _besides(row: Row, number: int, target: int) -> list[Text]:
    """What stands in the way besides points: caps, a requirement; and routes that need none."""
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
    return tier.at_least * int(10 ** (score_scale(row.bound) - POINT_SCALE))


def _points(row: Row, key: str, tier: Tier, distance: int) -> Text:
    assert tier.at_least is not None
    return both(
        key,
        points=show(distance, score_scale(row.bound)),
        at_least=points_text(tier.at_least),
        tier=tier_label(row.bound, tier.id),
    )


# --- single changes ---------------------------------------------------------------------------


def _single(row: Row, card: Scorecard, wanted: Callable[[int], bool]) -> tuple[OneChange, ...]:
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
