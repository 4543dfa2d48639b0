"""The walk down the tiers, routes, and the gaps between tiers (docs/language.md 6 and 13)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.numbers import POINT_SCALE
from engine.bind.bound import Tier
from engine.compile.build import Row
from engine.compile.lower.formulas import lower_truth
from engine.compile.lower.ground import Ground
from engine.compile.lower.moves import Before


@dataclass(slots=True)
class TierSteps:
    """A tier but the last: its require and routes as truths."""

    tier: Tier
    number: int
    require: int | None
    routes: list[int]


@dataclass(slots=True)
class Walk:
    """Where a walk ends: the tier's number, 1 where it stopped there, and `state`, which is
    equal for walks that come to the same thing after the cap. All missing without a walk."""

    tier: int
    stopped: int
    state: int


def lower_tiers(g: Ground) -> list[TierSteps]:
    found = []
    for k, tier in enumerate(g.bound.tiers[:-1]):
        with g.b.about(f"tier {tier.id}", tier.declared.at):
            part = ("tier", tier.id)
            require = None if tier.require is None else lower_truth(g, tier.require, part)
            routes = [lower_truth(g, r.when, part) for r in tier.routes]
            found.append(TierSteps(tier, k, require, routes))
    return found


class Ladder:
    """What the tiers ask of a customer's points, which here are the score, or nothing."""

    def __init__(
        self, g: Ground, tiers: list[TierSteps], cap: int, scale: int, before: Before | None = None
    ) -> None:
        self.g, self.tiers, self.cap, self.before = g, tiers, cap, before
        self.up = 10 ** (scale - POINT_SCALE)
        self.last = len(g.bound.tiers) - 1

    def asks(self, t: TierSteps) -> bool:
        """Whether points can let a customer into the tier."""
        return t.tier.at_least is not None

    def first(self, t: TierSteps, points: int | None) -> int:
        """Whether the points are enough for the tier, or it asks for none."""
        b = self.g.b
        if t.tier.at_least is None:
            return b.truth(True)
        assert points is not None
        enters = b.compare(">=", points, b.number(t.tier.at_least * self.up))
        if self.before is None or t.tier.keep_at is None:
            return enters
        return b.some(enters, b.every(self._counts(t.number), self._keeps(t, points)))

    def _counts(self, number: int) -> int:
        """Whether `keep_at` is enough for a tier: it is the one held, or a worse one."""
        assert self.before is not None
        return self.g.b.compare("<=", self.before.held, self.g.b.number(number))

    def _keeps(self, t: TierSteps, points: int) -> int:
        assert t.tier.keep_at is not None
        return self.g.b.compare(">=", points, self.g.b.number(t.tier.keep_at * self.up))

    def points_part(self, t: TierSteps, points: int | None) -> tuple[int, int]:
        """(true, open): whether points let the customer in, or nobody knows yet."""
        b, tier = self.g.b, t.tier
        if t.require is None and not self.asks(t):
            return b.truth(False), b.truth(False)
        first = self.first(t, points)
        if t.require is None:
            return first, b.truth(False)
        unknown = b.missing(t.require)
        if tier.require_unknown == "met":
            return b.every(first, b.negate(b.fails(t.require))), b.truth(False)
        is_open = tier.require_unknown == "refer"
        return b.every(first, b.holds(t.require)), b.every(first, unknown) if is_open else (
            b.truth(False)
        )

    def open_routes(self, t: TierSteps) -> list[tuple[int, str]]:
        """(condition, route) of routes that a person has to look at."""
        b = self.g.b
        return [
            (b.missing(step), route.id)
            for step, route in zip(t.routes, t.tier.routes, strict=True)
            if route.refer_if_unknown and b.nullable(step)
        ]

    def fits(self, t: TierSteps, points: int | None) -> int:
        b = self.g.b
        return b.some(self.points_part(t, points)[0], *(b.holds(r) for r in t.routes))

    def walk(self, points: int | None) -> Walk:
        """The walk for these points, or by require and routes alone."""
        b = self.g.b
        rows: list[tuple[int, Row]] = []
        if points is not None:
            rows.append((b.missing(points), (None, None)))
        for k, t in enumerate(self.tiers):
            rows.append((self.fits(t, points), (k, 0)))
            stops = b.some(self.points_part(t, points)[1], *(c for c, _ in self.open_routes(t)))
            rows.append((b.every(stops, b.compare("<=", self.cap, b.number(k))), (k, 1)))
        tier, stopped = b.choose(rows, (self.last, 0))
        beyond = b.add(tier, b.number(self.last + 1))
        ends = tier if self.before is None else self.before.after(self.g, tier)
        state = b.case([(b.equals(stopped, 1), beyond)], b.greatest(ends, self.cap))
        return Walk(tier, stopped, state)

    def route(self, final: int, points: int | None) -> tuple[int, int]:
        """The route that let the customer into the final tier, and its number among all routes;
        missing where points did."""
        b = self.g.b
        rows: list[tuple[int, Row]] = []
        for k, t in enumerate(self.tiers):
            if t.routes:
                by_points = b.holds(self.points_part(t, points)[0])
                here = b.every(b.equals(final, k), b.negate(by_points))
                for step, route in zip(t.routes, t.tier.routes, strict=True):
                    rows.append((b.every(here, b.holds(step)), (route.id, len(rows))))
        name, number = b.choose(rows, (None, None))
        return name, number

    def gaps(self, final: int, score: int, route: int) -> tuple[int, int]:
        """What may be lost before the tier is, and what is wanting for a better one."""
        b = self.g.b
        keep, reach = [], []
        better: int | None = None
        for k, tier in enumerate(self.g.bound.tiers):
            here = b.equals(final, k)
            if better is not None:
                wanting = b.subtract(b.number(better * self.up), score)
                reach.append((here, b.greatest(wanting, b.number(0))))
            if tier.at_least is not None:
                keep += self._margins(k, tier, b.every(here, b.missing(route)), score)
                better = tier.at_least
        nothing = b.nothing("int")
        return b.case(keep, nothing), b.case(reach, nothing)

    def _margins(self, k: int, tier: Tier, here: int, score: int) -> list[tuple[int, int]]:
        """What may be lost of this tier: down to `keep_at` where that is enough."""
        b = self.g.b
        edges = [(here, tier.at_least)]
        if self.before is not None and tier.keep_at is not None:
            edges.insert(0, (b.every(here, self._counts(k)), tier.keep_at))
        found = []
        for condition, points in edges:
            assert points is not None
            edge = b.number(points * self.up)
            held = b.every(condition, b.compare(">=", score, edge))
            found.append((held, b.subtract(score, edge)))
        return found


def reasons_of_tiers(
    g: Ground, ladder: Ladder, walk: Walk, points: int | None, route: int
) -> list[tuple[int, str]]:
    """(condition, code): a require that kept the customer out of a tier that the walk met, then
    the route that let in (`route` is its number), or those that are open where the walk stopped."""
    b = g.b
    found = []
    number = 0
    for k, t in enumerate(ladder.tiers):
        tier = t.tier
        stopped = b.holds(b.every(b.equals(walk.tier, k), b.equals(walk.stopped, 1)))
        if t.require is not None:
            kept_out = b.some(b.holds(b.compare(">", walk.tier, b.number(k))), stopped)
            if tier.require_unknown == "met":
                refused = b.fails(t.require)
            else:
                refused = b.negate(b.holds(t.require))
            first = b.holds(ladder.first(t, points))
            found.append((b.every(kept_out, first, refused), f"{tier.id}.require"))
        is_open = {name: c for c, name in ladder.open_routes(t)}
        for r in tier.routes:
            let_in = b.holds(b.equals(route, number))
            unsure = b.every(stopped, is_open.get(r.id, b.truth(False)))
            found.append((b.some(let_in, unsure), f"{tier.id}.{r.id}"))
            number += 1
    return found
