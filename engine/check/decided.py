"""The least and the greatest score of a customer who is decided: with `enough_evidence`, whoever
has too few values goes to a person, however high the rest would lift the score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.atoms.numbers import ALL_WEIGHT, FLAT_SCALE, MAX_POINTS, POINT_SCALE, divide
from engine.bind.bound import BoundPolicy, Leaf, Missing, Parent, Scorecard
from engine.check.attainable import attainable, clamp, lowered, rule_of

#: Evidence is counted in millionths of a percent, as basis points of basis points.
_WHOLE: Final = ALL_WEIGHT * ALL_WEIGHT
_LIFT: Final = 10 ** (FLAT_SCALE - POINT_SCALE)
#: So many sums of weights are kept apart; with more the range is that of all scores.
_MOST_SUMS: Final = 4_000


@dataclass(frozen=True, slots=True)
class _Option:
    """One way for a criterion to be: its points, the part of its own weight that is without a
    value (in basis points), and whether it gives its weight away."""

    points: int
    lost: int
    leaves: bool = False


class _TooMany(Exception):
    """More sums than can be kept apart."""


def decided_range(bound: BoundPolicy, card: Scorecard) -> tuple[int, int, str, bool]:
    """As `attainable`, for customers who are decided; and whether evidence narrowed the top.

    Exact: every choice of what is missing is tried that leaves enough evidence. Where weights
    have too many different sums for that, the range is that of all customers.
    """
    least, greatest, profile = attainable(bound, card)
    if not card.enough_evidence:
        return least, greatest, profile, False
    budget = _WHOLE - card.enough_evidence * 100
    try:
        ends = [
            (_end(bound, card, weights, budget, min), _end(bound, card, weights, budget, max), name)
            for name, weights in card.profiles.items()
        ]
    except _TooMany:
        return least, greatest, profile, False
    base = card.base * 10 ** (card.scale - POINT_SCALE)
    most = MAX_POINTS * 10 ** (card.scale - POINT_SCALE)
    low = clamp(min(e[0] for e in ends) + base - lowered(bound, card), most)
    high, best = max(((e[1], e[2]) for e in ends), key=lambda e: e[0])
    top = clamp(high + base, most)
    return low, top, best, top < greatest


Pick = Callable[[Iterable[int]], int]


def _end(
    bound: BoundPolicy, card: Scorecard, weights: Sequence[int], budget: int, pick: Pick
) -> int:
    """The best (or worst) sum of points × weight with at most `budget` of evidence lost."""
    options = []
    for c, w in zip(card.criteria, weights, strict=True):
        if isinstance(c, Parent):
            options.append(_parent(bound, c, budget // w if w else 0, pick))
        else:
            lift = _LIFT if card.nested else 1
            options.append([_Option(o.points * lift, o.lost, o.leaves)
                            for o in _leaf(bound, c, pick)])  # fmt: skip
    sums = _sums(options, weights, budget, pick)
    return pick(total for total, _ in sums)


def _leaf(bound: BoundPolicy, leaf: Leaf, pick: Pick) -> list[_Option]:
    """With a value, and missing under its rule; what refers is not decided, and what is taken
    both ways is decided where its worst is."""
    options = [_Option(pick((leaf.least, leaf.greatest)), 0)]
    return options + _missing(rule_of(bound, leaf), 1)


def _missing(rule: Missing | None, lift: int) -> list[_Option]:
    if rule is None or rule.how in ("refer", "both_ways"):
        return []
    points = rule.points if rule.how == "points" else 0
    return [_Option(points * lift, ALL_WEIGHT, rule.how == "reallocate")]


def _parent(bound: BoundPolicy, parent: Parent, budget: int, pick: Pick) -> list[_Option]:
    """What its children make of it, or its own rule where they all give their weight away."""
    children = [_leaf(bound, c, pick) for c in parent.children]
    low = 0 if parent.floor is None else parent.floor * _LIFT
    high = (MAX_POINTS if parent.cap is None else parent.cap) * _LIFT
    options = [
        _Option(max(low, min(high, total)), -(-lost // ALL_WEIGHT))
        for total, lost in _sums(children, parent.weights, budget * ALL_WEIGHT, pick)
    ]
    weighing = [o for o, w in zip(children, parent.weights, strict=True) if w]
    if all(any(x.leaves for x in o) for o in weighing):
        options += [o if o.leaves else _Option(max(low, min(high, o.points)), o.lost)
                    for o in _missing(parent.missing, _LIFT)]  # fmt: skip
    return options


def _sums(
    criteria: Sequence[Sequence[_Option]], weights: Sequence[int], budget: int, pick: Pick
) -> list[tuple[int, int]]:
    """(sum of points × weight, evidence lost): the best for each amount that is lost."""
    # By weight given away and evidence lost, the best total.
    states: dict[tuple[int, int], int] = {(0, 0): 0}
    for options, w in zip(criteria, weights, strict=True):
        grown: dict[tuple[int, int], int] = {}
        for (gone, lost), total in states.items():
            for o in options:
                key = (gone + w * o.leaves, lost + w * o.lost)
                if key[1] <= budget:
                    here = total if o.leaves else total + o.points * w
                    grown[key] = pick((here, grown.get(key, here)))
        states = grown
        if len(states) > _MOST_SUMS:
            raise _TooMany
    found: dict[int, int] = {}
    for (gone, lost), total in states.items():
        if gone < ALL_WEIGHT:
            spread = divide(total * ALL_WEIGHT, ALL_WEIGHT - gone) if gone else total
            found[lost] = pick((spread, found.get(lost, spread)))
    return [(total, lost) for lost, total in found.items()]
