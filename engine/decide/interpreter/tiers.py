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
from engine.decide.interpreter.moves import Before, Place

#: Whether points (or `require`) let a customer in; `open` waits for a person.
Part = Literal["true", "false", "open"]


class Standing(Protocol):
    """What a customer's points say."""

    def reaches(self, rung: Rung) -> bool:
        """Whether they are enough for a tier, or it asks for none."""


@dataclass(frozen=True, slots=True)
class ByScore:
    """One score against the thresholds of tiers; None: no scorecard. `held` is the number of the
    tier held before: from there on down `keep_at` is enough."""

    score: int | None
    held: int | None = None

    def edge(self, rung: Rung) -> int | None:
        """The points that a tier asks for."""
        keeps = self.held is not None and rung.number >= self.held and rung.keep_at is not None
        return rung.keep_at if keeps else rung.at_least

    def reaches(self, rung: Rung) -> bool:
        edge = self.edge(rung)
        return edge is None or (self.score is not None and self.score >= edge)


@dataclass(frozen=True, slots=True)
class ByCell:
    """The tier that the customer's cell names, by its number. `kept` is the one of the cell by
    `keep_at`, which counts for the tier `held` before and every worse one."""

    tier: int
    kept: int | None = None
    held: int | None = None

    @property
    def best(self) -> int:
        """The best tier that they are enough for."""
        if self.kept is None or self.held is None:
            return self.tier
        return min(self.tier, max(self.kept, self.held))

    def reaches(self, rung: Rung) -> bool:
        return not rung.asks_points or self.best <= rung.number


@dataclass(frozen=True, slots=True)
class Rung:
    """A tier whose formulas have been answered; they do not depend on points."""

    number: int
    tier: Tier
    at_least: int | None  # at the scale of the score, as keep_at
    keep_at: int | None
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
        kept = None if tier.keep_at is None else tier.keep_at * up
        asks = edge is not None if matrix is None else matrix.named(number)
        rungs.append(Rung(number, tier, edge, kept, asks, require, routes))
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


def final(place: Place, before: Before, effects: Effects, last: int) -> Place:
    """The place after moves, and then after caps and rejects, which moves never soften."""
    if effects.reject:
        return Place(last, stopped=False)
    place = before.after(place)
    if place.stopped or effects.cap is None:
        return place
    return Place(max(place.number, effects.cap), stopped=False)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Points above the edge of the tier held, and points below the next one that has an edge."""

    to_keep: int | None
    to_reach: int | None


def gaps(rungs: Sequence[Rung], number: int, standing: ByScore, by_route: bool) -> Gaps:
    """What it takes to keep this tier and to reach a better one, at the score's scale."""
    score = standing.score
    if score is None:
        return Gaps(None, None)
    edge = standing.edge(rungs[number])
    keep = None
    if edge is not None and score >= edge and not by_route:
        keep = score - edge
    better = [r.at_least for r in reversed(rungs[:number]) if r.at_least is not None]
    return Gaps(keep, max(0, better[0] - score) if better else None)
