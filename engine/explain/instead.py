"""Why a customer is in its tier and not in another one: what that tier asks for, point by point,
and which single change would bring it there."""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.numbers import POINT_SCALE, show
from engine.author.policy import Text
from engine.bind.bound import Tier, Typed
from engine.decide.interpreter.fields import read_case
from engine.explain.again import decide_again
from engine.explain.axes import cell_of, cut_lines
from engine.explain.formulas import with_values
from engine.explain.moves import move_lines
from engine.explain.override import overridden
from engine.explain.reasons import effect_text
from engine.explain.row import Row, tier_number
from engine.explain.seats import seat_lines, wanted_lines
from engine.explain.settle import settle
from engine.explain.single import SHOWN, OneChange, one_changes, reached
from engine.explain.values import flag_label, named, points_text, tier_label
from engine.explain.words import both


@dataclass(frozen=True, slots=True)
class Instead:
    """Why not this tier. `lines` say what it asks for and what came of it, `changes` which single
    values would be enough, each decided again."""

    tier: str
    label: Text
    lines: tuple[Text, ...]
    changes: tuple[OneChange, ...]


def why_not(row: Row, tier: str) -> Instead:
    """What keeps a customer out of a tier that the policy has and the customer does not hold."""
    number = tier_number(row.bound, tier)
    assert number is not None
    label = tier_label(row.bound, tier)
    if row.outcome in ("error", "not_applicable"):
        return Instead(tier, label, (both("not.none"),), ())
    if row.tier is not None and row.tier < number:
        held = tier_label(row.bound, row.bound.tiers[row.tier].id)
        return Instead(tier, label, (both("not.worse", tier=label, held=held),), ())
    lines = [*_asks(row, number, label), *_lowers(row, number), *_besides(row, number)]
    if row.outcome == "refer":
        lines += [both("not.refer", tier=label), *settle(row)]
        return Instead(tier, label, tuple(lines), ())
    again = decide_again(row)
    if again is None:
        return Instead(tier, label, tuple(lines), ())
    changes = tuple(
        change
        for card in (*row.bound.scorecards, None)
        for change in one_changes(again, reached(number), losing=False, card=card)
    )[:SHOWN]
    said = [both("not.change", change=c.sentence) for c in changes] or [both("not.no_change")]
    return Instead(tier, label, (*lines, *said), changes)


def _asks(row: Row, number: int, label: Text) -> list[Text]:
    """Points or the cell, the requirement, the routes: each with what came of it."""
    tier = row.bound.tiers[number]
    lines = [*_points(row, tier, number, label)]
    if tier.require is not None:
        lines.append(_asked(row, tier.require, "not.require", "require", tier.id, tier=label))
    for route in tier.routes:
        written = next((r.label for r in tier.declared.routes if r.id == route.id), None)
        name = named(written, route.id)
        lines.append(_asked(row, route.when, "not.route", "route", route.id, tier=label,
                            route=name))  # fmt: skip
    return lines


def _points(row: Row, tier: Tier, number: int, label: Text) -> list[Text]:
    if row.bound.matrix is not None:
        cell = cell_of(row)
        lines = list(cut_lines(row))
        if cell is not None and cell > number and row.bound.matrix.named(number):
            other = tier_label(row.bound, row.bound.tiers[cell].id)
            lines.append(both("not.cell", tier=label, other=other))
        return lines
    if tier.at_least is None:
        alone = tier.routes and tier.require is None
        return [both("not.by_routes", tier=label)] if alone else []
    card = row.bound.scorecard
    score = None if card is None else row.number(card.column("score"))
    if card is None or score is None:
        return [both("not.no_score", tier=label)]
    held = tier_number(row.bound, row.text("previous.tier"))
    keeps = held is not None and held <= number and tier.keep_at is not None
    edge = tier.keep_at if keeps and tier.keep_at is not None else tier.at_least
    short = edge * 10 ** (card.scale - POINT_SCALE) - score
    holes: dict[str, Text | str | int] = {
        "tier": label,
        "at_least": points_text(edge),
        "score": show(score, card.scale),
    }
    if short <= 0:
        return [both("not.points.met", **holes)]
    return [both("not.points", **holes, points=show(short, card.scale))]


def _asked(row: Row, typed: Typed, key: str, what: str, part: str, **holes: Text) -> Text:
    """A formula with its values, and whether it holds; without inputs, only what it asks."""
    said = "no"
    if row.inputs is not None:
        case = read_case(row.bound, row.inputs, row.as_of, row.context, None)
        truth = case.ask(what, part, typed).truth  # type: ignore[arg-type]
        said = "unknown" if truth is None else "yes" if truth else "no"
    return both(f"{key}.{said}", **holes, formula=with_values(row, typed))


def _lowers(row: Row, number: int) -> list[Text]:
    """Flags that reject, cap below the tier, take points or refer."""
    lines = []
    for flag in row.bound.flags:
        effect = row.effect(flag)
        if effect is None:
            continue
        caps = effect.cap is not None and effect.cap > number
        if effect.reject or caps or effect.minus or effect.refer:
            said = effect_text(row.bound, flag.id, effect)
            lines.append(both("not.flag", flag=flag_label(row.bound, flag.id), effect=said))
    return lines


def _besides(row: Row, number: int) -> list[Text]:
    """Moves, a person's decision, seats."""
    lines = list(move_lines(row))
    if (said := overridden(row)) is not None:
        lines.append(both("not.override", said=said))
    if row.bound.tiers[number].id in row.words("no_seat"):
        lines += seat_lines(row)
    else:
        lines += wanted_lines(row, number)
    return lines
