"""How far each weight may move before the tier of anybody in a run changes.

What a weight gains the others lose in proportion, so that they add up to 100 as before. A score is
then a quotient of two linear functions of the move, and meets each threshold at most once: where,
follows exactly. Whether the tier changes there is found by deciding again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.bind.bound import BoundPolicy, Leaf, Parent, Scorecard
from engine.explain.again import PLACED, acting, decide_again, tier_if
from engine.explain.row import Row
from engine.weights.moving import EVIDENCE, Scored, falls_at, nearest, ranked

if TYPE_CHECKING:
    from engine.ledger.stored import StoredRun

_MOST = 200  # customers near a threshold who are decided again for each weight and direction


@dataclass(frozen=True, slots=True)
class Change:
    """Whose tier changes first; tiers by id, `after` None where no tier is decided any more."""

    id: str
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class End:
    """How far a weight may move one way: `weight` is the last one, in hundredths of a percent, at
    which every tier is as it was. `first` is who changes behind it; None where nobody does up to
    the end, or where so many near a threshold do not that the search ended (`searched`)."""

    weight: int
    first: Change | None
    searched: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """A weight (in hundredths of a percent), and how far it may fall and rise."""

    criterion: Leaf | Parent
    weight: int
    down: End
    up: End


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The weights of one scorecard and profile, over the customers that it weighs. `left_out` are
    those decided whose score is not that of known points alone: something was taken both ways, or
    the score was cut off at 0 or 100."""

    card: Scorecard
    profile: str
    customers: int
    left_out: int
    weights: tuple[Reach, ...]


@dataclass(slots=True)
class _Again:
    """Decides customers of the run again, each threshold and side once."""

    run: StoredRun
    card: Scorecard
    rows: dict[str, Row | None] = field(default_factory=dict)
    known: dict[tuple[str, int, bool], Change | None] = field(default_factory=dict)

    def change(self, id: str, score: Fraction, threshold: int, up: bool) -> Change | None:
        """What becomes of a customer whose score comes to a threshold, or falls below it (or
        whose evidence does)."""
        key = (id, threshold, up)
        if key not in self.known:
            self.known[key] = self._change(id, score, threshold, up)
        return self.known[key]

    def _change(self, id: str, score: Fraction, threshold: int, up: bool) -> Change | None:
        row = self._row(id)
        if row is None or row.tier is None:
            return None
        tiers = self.run.bound.tiers
        if threshold == EVIDENCE:  # a person decides then, unless a flag has settled it
            rejected = any(f.acts and f.reject for f in acting(row))
            return None if rejected else Change(id, tiers[row.tier].id, None)
        gap = threshold - score * 1000
        by = -int(-gap // 1) - (not up)  # into the thousandth above the threshold, or below it
        after = tier_if(row, self.card.id, by)
        if after == row.tier:
            return None
        return Change(id, tiers[row.tier].id, None if after is None else tiers[after].id)

    def _row(self, id: str) -> Row | None:
        if id not in self.rows:
            run = self.run
            decided, inputs = run.decision(id), run.inputs(id)
            assert decided is not None
            row = Row(run.bound, decided, run.as_of, inputs, run.context)
            self.rows[id] = None if decide_again(row) is None else row
        return self.rows[id]


def sensitivity(run: StoredRun) -> list[Sensitivity]:
    """One for each scorecard and profile that weighed somebody. Seats and what was held before
    stay as they were. Raises BrokenRecord where a file of the run is not what it wrote."""
    found = []
    for card in run.bound.scorecards:
        limits = thresholds(run.bound, card)
        again = _Again(run, card)
        for profile, (scored, left_out) in _scored(run, card).items():
            weights = card.profiles[profile]
            reaches = tuple(
                _reach(k, weights, scored, limits, again, card.criteria[k])
                for k in range(len(weights))
            )
            found.append(Sensitivity(card, profile, len(scored.ids), left_out, reaches))
    return found


def thresholds(bound: BoundPolicy, card: Scorecard) -> list[int]:
    """The points, in thousandths, that a score of this scorecard is held against."""
    places: Sequence[Any] = bound.tiers
    if bound.matrix is not None:
        places = [c for axis in bound.matrix.axes if axis.card == card.id for c in axis.cuts]
    found = {p for place in places for p in (place.at_least, place.keep_at) if p is not None}
    return sorted(found)


def _scored(run: StoredRun, card: Scorecard) -> dict[str, tuple[Scored, int]]:
    """Decided customers by profile, and how many of each are left out."""
    bound = run.bound
    scales = [7 if isinstance(c, Parent) else 3 for c in card.criteria]
    wanted = ["id", "outcome", card.column("profile"), card.column("score"),
              card.column("score_best"), *(f"{c.id}.points" for c in card.criteria),
              *(f"{leaf.id}.hit" for leaf in card.leaves())]  # fmt: skip
    n = len(card.criteria)
    cut_off = card.base != 0 or any(
        effect.minus for flag in bound.flags for effect in (flag.then, flag.if_unknown)
    )
    found: dict[str, tuple[list[Any], list[int]]] = {}
    for id_, outcome, profile, score, best, *cells in run.columns(wanted):
        if outcome not in PLACED or score is None or profile not in card.profiles:
            continue
        kept, left = found.setdefault(profile, ([], [0]))
        exact = Fraction(score, 10**card.scale)
        if best is not None or (cut_off and exact in (0, 100)):
            left[0] += 1
            continue
        known = tuple(
            None if p is None else Fraction(p, 10**s)
            for p, s in zip(cells[:n], scales, strict=True)
        )
        kept.append((id_, exact, known, tuple(_data(card, cells[n:]))))
    enough = None if card.enough_evidence is None else Fraction(card.enough_evidence, 10**4)
    return {
        profile: (
            Scored(
                [k[0] for k in kept],
                np.array([[np.nan if p is None else float(p) for p in k[2]] for k in kept]),
                [k[2] for k in kept],
                [k[1] for k in kept],
                [k[3] for k in kept],
                enough,
            ),
            left[0],
        )
        for profile, (kept, left) in found.items()
        if kept
    }


def _data(card: Scorecard, hits: Sequence[int | None]) -> Iterator[Fraction]:
    """How much of each top criterion has data: of a parent, the weight of its children that do."""
    there = iter(hits)
    for c in card.criteria:
        if isinstance(c, Parent):
            has = [w for w in c.weights if next(there) is not None]
            yield Fraction(sum(has), 10_000)
        else:
            yield Fraction(next(there) is not None)


def _reach(
    k: int, weights: Sequence[int], scored: Scored, limits: Sequence[int], again: _Again,
    criterion: Leaf | Parent,
) -> Reach:  # fmt: skip
    weight = weights[k]
    if weight == 10_000:  # there is nobody to give to or take from in proportion
        still = End(weight, None)
        return Reach(criterion, weight, still, still)
    near = nearest(k, weights, scored, limits)
    down = _end(k, weights, scored, again, [c for c in near if c[0] <= 0][::-1], -1)
    up = _end(k, weights, scored, again, [c for c in near if c[0] >= 0], 1)
    return Reach(criterion, weight, down, up)


def _end(
    k: int, weights: Sequence[int], scored: Scored, again: _Again,
    near: Sequence[tuple[float, int, int]], way: int,
) -> End:  # fmt: skip
    """The last weight, going one way, before somebody's tier changes."""
    last = 0 if way < 0 else 10_000
    for count, batch in enumerate(ranked(k, weights, scored, near)):
        for move, i, limit in batch:
            if move * way < 0 or (falls := falls_at(k, weights, scored, i, limit, way)) is None:
                continue
            change = again.change(scored.ids[i], scored.scores[i], limit, not falls)
            if change is not None:
                weight = _before(weights[k], move, way, inclusive=not falls)
                return End(weight, None if weight == last else change)
            if count >= _MOST:
                return End(_before(weights[k], move, way, inclusive=False), None, searched=False)
    return End(last, None)


def _before(weight: int, move: Fraction, way: int, inclusive: bool) -> int:
    """The last whole hundredth before the move; `inclusive`: the move itself changes a tier."""
    steps = abs(move) * 100
    whole = int(steps)
    return weight + way * (whole - (inclusive and whole == steps))
