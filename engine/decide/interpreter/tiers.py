"""From points to a tier: the walk down the ladder. docs/language.md 6 and 13."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from engine.atoms.logic import Truth
from engine.atoms.numbers import POINT_SCALE
from engine.bind.bound import Route, Tier
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.flags import Effects

#: Whether points (or `require`) let a customer in; `open` waits for a person.
Part = Literal["true", "false", "open"]


class Standing(Protocol):
    """What a customer's points say."""

    def reaches(self, rung: Rung) -> bool:
        """Whether they are enough for a tier, or it asks for none."""


@dataclass(frozen=True, slots=True)
class ByScore:
    """One score against the thresholds of tiers; None: no scorecard."""

    score: int | None

    def reaches(self, rung: Rung) -> bool:
        if rung.at_least is None:
            return True
        return self.score is not None and self.score >= rung.at_least


@dataclass(frozen=True, slots=True)
class ByCell:
    """The tier that the customer's cell names, by its number."""

    tier: int

    def reaches(self, rung: Rung) -> bool:
        return not rung.asks_points or self.tier <= rung.number


@dataclass(frozen=True, slots=True)
class Rung:
    """A tier whose formulas have been answered; they do not depend on points."""

    number: int
    tier: Tier
    at_least: int | None  # at the scale of the score
    asks_points: bool  # has a threshold, or stands in a cell
    require: Truth
    routes: tuple[tuple[Route, Truth], ...]

    def points_part(self, standing: Standing) -> Part:
        """Whether points and `require` together let the customer in."""
        if not self.asks_points and self.tier.require is None:
            return "false"
        if not standing.reaches(self):
            return "false"
        if self.tier.require is None or self.require is True:
            return "true"
        if self.require is False:
            return "false"
        unknown: dict[str | None, Part] = {"met": "true", "not_met": "false", "refer": "open"}
        return unknown[self.tier.require_unknown]

    @property
    def true_route(self) -> Route | None:
        """The first route that is true, in file order."""
        return next((r for r, answer in self.routes if answer is True), None)

    @property
    def open_routes(self) -> tuple[Route, ...]:
        """Routes that are unknown and say `refer`."""
        return tuple(r for r, answer in self.routes if answer is None and r.refer_if_unknown)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk ends: the number of the tier, and whether it stopped there for a person."""

    number: int
    stopped: bool


def ask_tiers(case: Case) -> list[Rung]:
    """Every require and every route of every tier, answered."""
    card, matrix = case.bound.scorecard, case.bound.matrix
    up = 1 if card is None else int(10 ** (card.scale - POINT_SCALE))
    rungs = []
    for number, tier in enumerate(case.bound.tiers):
        require = None
        if tier.require is not None:
            require = case.ask("require", tier.id, tier.require).truth
        routes = tuple((r, case.ask("route", tier.id, r.when).truth) for r in tier.routes)
        edge = None if tier.at_least is None else tier.at_least * up
        asks = edge is not None if matrix is None else matrix.named(number)
        rungs.append(Rung(number, tier, edge, asks, require, routes))
    return rungs


def walk(rungs: Sequence[Rung], standing: Standing, cap: int | None) -> Place:
    """The first tier that fits, or the first, at or below the cap, where unknown stops it."""
    for number, rung in enumerate(rungs[:-1]):
        points = rung.points_part(standing)
        if points == "true" or rung.true_route is not None:
            return Place(number, stopped=False)
        waits = points == "open" or bool(rung.open_routes)
        if waits and (cap is None or number >= cap):
            return Place(number, stopped=True)
    return Place(len(rungs) - 1, stopped=False)


def final(place: Place, effects: Effects, last: int) -> Place:
    """The place after caps and rejects: never a better one."""
    if effects.reject:
        return Place(last, stopped=False)
    if place.stopped or effects.cap is None:
        return place
    return Place(max(place.number, effects.cap), stopped=False)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Points above the edge of the tier held, and points below the next one that has an edge."""

    to_keep: int | None
    to_reach: int | None


def gaps(rungs: Sequence[Rung], number: int, score: int | None, by_route: bool) -> Gaps:
    """What it takes to keep this tier and to reach a better one, at the score's scale."""
    if score is None:
        return Gaps(None, None)
    held = rungs[number]
    keep = None
    if held.at_least is not None and score >= held.at_least and not by_route:
        keep = score - held.at_least
    better = [r.at_least for r in reversed(rungs[:number]) if r.at_least is not None]
    return Gaps(keep, max(0, better[0] - score) if better else None)
