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

if TYPE_CHECKING:
    from engine.ledger.stored import StoredRun

_MOST = 200  # customers near a threshold who are decided again for each weight and direction
_EVIDENCE = -1  # stands for the evidence that a scorecard asks for, where thresholds stand
_NEARLY = 1e-9  # floats only rank; what lies so near is ranked exactly


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


@dataclass(frozen=True, slots=True)
class _Scored:
    """Customers of one profile. `points` has a row each, NaN where a weight was reallocated;
    `data` how much of each criterion has data, from 0 to 1; `enough` is in percent."""

    ids: list[str]
    points: Any
    exact: list[tuple[Fraction | None, ...]]
    scores: list[Fraction]
    data: list[tuple[Fraction, ...]]
    enough: Fraction | None


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
        if threshold == _EVIDENCE:  # a person decides then, unless a flag has settled it
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


def _scored(run: StoredRun, card: Scorecard) -> dict[str, tuple[_Scored, int]]:
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
            _Scored(
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
    k: int, weights: Sequence[int], scored: _Scored, limits: Sequence[int], again: _Again,
    criterion: Leaf | Parent,
) -> Reach:  # fmt: skip
    weight = weights[k]
    if weight == 10_000:  # there is nobody to give to or take from in proportion
        still = End(weight, None)
        return Reach(criterion, weight, still, still)
    near = _nearest(k, weights, scored, limits)
    down = _end(k, weights, scored, again, [c for c in near if c[0] <= 0][::-1], -1)
    up = _end(k, weights, scored, again, [c for c in near if c[0] >= 0], 1)
    return Reach(criterion, weight, down, up)


def _nearest(
    k: int, weights: Sequence[int], scored: _Scored, limits: Sequence[int]
) -> list[tuple[float, int, int]]:
    """(move in percent, customer, threshold) of every meeting within reach, by the move."""
    share = np.array(weights) / 100
    points, s = scored.points, np.array([float(x) for x in scored.scores])
    there = ~np.isnan(points)
    filled = np.where(there, points, 0.0)
    n0, l0 = filled @ share, there @ share
    rest = 100 - share[k]
    a = filled[:, k] - (n0 - filled[:, k] * share[k]) / rest
    b = 1 - (l0 - share[k]) / rest
    found: list[tuple[float, int, int]] = []
    with np.errstate(divide="ignore", invalid="ignore"):
        off = s - n0 / l0
        for limit in limits:
            t = limit / 1000 - off
            moves = (t * l0 - n0) / (a - t * b)
            within = there[:, k] & np.isfinite(moves)
            within &= (moves >= -share[k] - _NEARLY) & (moves <= rest + _NEARLY)
            found += [(float(moves[i]), int(i), limit) for i in np.flatnonzero(within)]
    if scored.enough is not None:
        lacking = (i for i, data in enumerate(scored.data) if any(e < 1 for e in data))
        exact = ((_move(k, weights, scored, i, _EVIDENCE), i) for i in lacking)
        found += [(float(move), i, _EVIDENCE) for move, i in exact
                  if move is not None and -share[k] <= move <= rest]  # fmt: skip
    return sorted(found)


def _end(
    k: int, weights: Sequence[int], scored: _Scored, again: _Again,
    near: Sequence[tuple[float, int, int]], way: int,
) -> End:  # fmt: skip
    """The last weight, going one way, before somebody's tier changes."""
    last = 0 if way < 0 else 10_000
    for count, batch in enumerate(_ranked(k, weights, scored, near)):
        for move, i, limit in batch:
            if move * way < 0 or (falls := _falls(k, weights, scored, i, limit, move, way)) is None:
                continue
            change = again.change(scored.ids[i], scored.scores[i], limit, not falls)
            if change is not None:
                return End(_before(weights[k], move, way, inclusive=not falls), change)
            if count >= _MOST:
                return End(_before(weights[k], move, way, inclusive=False), None, searched=False)
    return End(last, None)


def _ranked(
    k: int, weights: Sequence[int], scored: _Scored, near: Sequence[tuple[float, int, int]]
) -> Iterator[list[tuple[Fraction, int, int]]]:
    """The meetings with their exact moves; those that floats cannot tell apart together."""
    at = 0
    while at < len(near):
        until = at + 1
        while until < len(near) and abs(near[until][0] - near[at][0]) <= _NEARLY:
            until += 1
        batch = [(_move(k, weights, scored, i, t), i, t) for _, i, t in near[at:until]]
        yield sorted(((m, i, t) for m, i, t in batch if m is not None), key=lambda x: abs(x[0]))
        at = until


def _terms(
    k: int, weights: Sequence[int], scored: _Scored, i: int
) -> tuple[Fraction, Fraction, Fraction, Fraction, Fraction]:
    """The score of a customer as off + (n + move·a) / (l + move·b)."""
    share = [Fraction(w, 100) for w in weights]
    points = scored.exact[i]
    there = [(p, w) for p, w in zip(points, share, strict=True) if p is not None]
    n, length = sum((p * w for p, w in there), Fraction()), sum((w for _, w in there), Fraction())
    own = points[k]
    assert own is not None
    rest = 100 - share[k]
    a = own - (n - own * share[k]) / rest
    b = 1 - (length - share[k]) / rest
    # A quotient of weights was rounded to 7 decimals; what stands beside it has 3.
    off = Fraction(round((scored.scores[i] - n / length) * 1000), 1000)
    return off, n, a, length, b


def _evidence(k: int, weights: Sequence[int], scored: _Scored, i: int) -> tuple[Fraction, Fraction]:
    """The evidence of a customer in percent, and how much it gains with each percent."""
    share = [Fraction(w, 100) for w in weights]
    data = scored.data[i]
    all_of_it = sum((e * w for e, w in zip(data, share, strict=True)), Fraction())
    return all_of_it, data[k] - (all_of_it - data[k] * share[k]) / (100 - share[k])


def _move(k: int, weights: Sequence[int], scored: _Scored, i: int, limit: int) -> Fraction | None:
    if limit == _EVIDENCE:
        assert scored.enough is not None
        evidence, slope = _evidence(k, weights, scored, i)
        return (scored.enough - evidence) / slope if slope else None
    off, n, a, length, b = _terms(k, weights, scored, i)
    t = Fraction(limit, 1000) - off
    slope = a - t * b
    return (t * length - n) / slope if slope else None


def _falls(
    k: int, weights: Sequence[int], scored: _Scored, i: int, limit: int, move: Fraction, way: int
) -> bool | None:
    """Whether a score that meets a threshold falls below it there, or rises to it; None where it
    stands on it and rises."""
    if limit == _EVIDENCE:
        return True if _evidence(k, weights, scored, i)[1] * way < 0 else None
    _, n, a, length, b = _terms(k, weights, scored, i)
    slope = (a * length - n * b) * way  # the sign of the derivative, going this way
    if scored.scores[i] * 1000 >= limit:
        return True if slope < 0 else None
    return False if slope > 0 else None


def _before(weight: int, move: Fraction, way: int, inclusive: bool) -> int:
    """The last whole hundredth before the move; `inclusive`: the move itself changes a tier."""
    steps = abs(move) * 100
    whole = int(steps)
    return weight + way * (whole - (inclusive and whole == steps))
