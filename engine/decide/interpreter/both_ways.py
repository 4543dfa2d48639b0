"""Both ways: what is missing is taken at its worst and at its best. docs/language.md 4 and 13.

Which criterion settles the matter alone is found here by trying, and never by solving for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.decide.interpreter.moves import Place
from engine.decide.interpreter.points import Reach

#: The points at which each open criterion is taken, by its id.
Taken = Mapping[str, int]
#: How far a criterion's own score brings the customer: smaller is better.
Level = tuple[int, bool]


class Ends(Protocol):
    """What becomes of a customer when open criteria are taken at these points."""

    def places(self, low: Taken, high: Taken) -> set[Place]:
        """Every final place (after caps and rejects) between two ends."""

    def level(self, id_: str, taken: Taken) -> Level:
        """How far the score that this criterion belongs to brings the customer."""

    def levels(self, id_: str) -> Sequence[Level]:
        """The levels at which something may change, which more points never leave again."""


@dataclass(frozen=True, slots=True)
class BothWays:
    """The two ends, and whether they differ; `settle` names what settles alone, if they do."""

    open: Mapping[str, Reach]
    worst: Taken
    best: Taken
    differ: bool = False
    settle: tuple[str, ...] = ()


def ends(open_: Mapping[str, Reach]) -> BothWays:
    """Everything that is missing under both_ways at its least, and at its greatest."""
    return BothWays(
        open_,
        worst={id_: r.least for id_, r in open_.items()},
        best={id_: r.greatest for id_, r in open_.items()},
    )


def compare(both: BothWays, found: Ends) -> BothWays:
    """Whether all between worst and best ends alike; where not, who settles it alone."""
    if len(found.places(both.worst, both.best)) == 1:
        return both
    settle = tuple(id_ for id_ in both.open if settles(id_, both, found))
    return BothWays(both.open, both.worst, both.best, True, settle)


def settles(id_: str, both: BothWays, found: Ends) -> bool:
    """Whether some points of this criterion give one final tier, whatever the others are."""

    def agreed(points: int) -> bool:
        places = found.places({**both.worst, id_: points}, {**both.best, id_: points})
        return len(places) == 1 and not any(place.stopped for place in places)

    range_ = both.open[id_]
    if range_.these is not None:
        return any(agreed(points) for points in range_.these)
    firsts = (first_reaching(level, id_, both, found) for level in found.levels(id_))
    return any(first is not None and agreed(first) for first in firsts)


def first_reaching(level: Level, id_: str, both: BothWays, found: Ends) -> int | None:
    """The least points of this criterion with which the worst end is at this level or better.

    More points never give a worse level, so halving the range finds it; and if any points of
    this level settle, then these do: they leave the best end the least room to be better.
    """

    def reaches(points: int) -> bool:
        return found.level(id_, {**both.worst, id_: points}) <= level

    low, high = both.open[id_].least, both.open[id_].greatest
    if not reaches(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    return high
