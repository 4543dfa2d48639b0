"""Both ways: what is missing is taken at its worst and at its best. docs/language.md 4 and 13.

Which criterion settles the matter alone is found here by trying, and never by solving for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.decide.interpreter.points import Reach
from engine.decide.interpreter.tiers import Place

#: The final place (after caps and rejects) when open criteria are taken at these points.
PlaceAt = Callable[[Mapping[str, int]], Place]


@dataclass(frozen=True, slots=True)
class BothWays:
    """The two ends, and whether they differ; `settle` names what settles alone, if they do."""

    open: Mapping[str, Reach]
    worst: Mapping[str, int]
    best: Mapping[str, int]
    differ: bool = False
    settle: tuple[str, ...] = ()


def ends(open_: Mapping[str, Reach]) -> BothWays:
    """Everything that is missing under both_ways at its least, and at its greatest."""
    return BothWays(
        open_,
        worst={id_: r.least for id_, r in open_.items()},
        best={id_: r.greatest for id_, r in open_.items()},
    )


def compare(both: BothWays, place_at: PlaceAt, tiers: int) -> BothWays:
    """Whether worst and best end alike; where not, who settles it alone."""
    if place_at(both.worst) == place_at(both.best):
        return both
    settle = tuple(id_ for id_ in both.open if settles(id_, both, place_at, tiers))
    return BothWays(both.open, both.worst, both.best, True, settle)


def settles(id_: str, both: BothWays, place_at: PlaceAt, tiers: int) -> bool:
    """Whether some points of this criterion give one final tier, whatever the others are."""

    def agreed(points: int) -> bool:
        low = place_at({**both.worst, id_: points})
        return not low.stopped and low == place_at({**both.best, id_: points})

    range_ = both.open[id_]
    if range_.these is not None:
        return any(agreed(points) for points in range_.these)
    firsts = (first_reaching(n, id_, both, place_at) for n in range(tiers))
    return any(first is not None and agreed(first) for first in firsts)


def first_reaching(number: int, id_: str, both: BothWays, place_at: PlaceAt) -> int | None:
    """The least points of this criterion with which the worst end is in this tier or better.

    More points never give a worse place, so halving the range finds it; and if any points
    settle on this tier, then these do: they leave the best end the least room to be better.
    """

    def reaches(points: int) -> bool:
        place = place_at({**both.worst, id_: points})
        return (place.number, place.stopped) <= (number, False)

    low, high = both.open[id_].least, both.open[id_].greatest
    if not reaches(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    return high
