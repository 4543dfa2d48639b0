"""What came of customers afterwards, by tier: does the policy tell the good from the others?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import NormalDist

from engine.atoms.interval import wilson
from engine.ledger.stored import StoredRun
from engine.weights.past import Outcomes


@dataclass(frozen=True, slots=True)
class TierOutcome:
    """What came of the customers who ended alike.

    `end` is a tier's id, or an outcome that is no tier. `known` of `customers` have an outcome;
    `value` is the share of 1 that said yes, or the mean, with an interval from `low` to `high`;
    all three are None where nothing is known (an interval also where one value alone is).
    """

    end: str
    customers: int
    known: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class OutcomesByTier:
    """The tiers best first, then what is no tier. `discrimination` is how well the score tells
    the outcome: the area under the ROC curve for yes and no, R² for numbers; None without a score,
    or where nothing differs. `strangers` have an outcome and no decision. `reversed` are
    neighbouring tiers of which the better did worse, further than both intervals reach."""

    ends: tuple[TierOutcome, ...]
    discrimination: float | None
    strangers: int
    reversed: tuple[tuple[str, str], ...]


def outcomes_by_tier(
    run: StoredRun, outcomes: Outcomes, *, level: float = 0.95, less_is_better: bool = False
) -> OutcomesByTier:
    """The outcomes of a run's customers by how they ended.

    Raises BrokenRecord where a file of the run is not what it wrote.
    """
    tiers = [t.id for t in run.bound.tiers]
    scored = run.bound.scorecard is not None
    counts: dict[str, int] = {}
    values: dict[str, list[float]] = {}
    pairs: list[tuple[float, float]] = []
    met = 0
    names = ["id", "outcome", "tier", *(["score"] if scored else [])]
    for id_, outcome, tier, *score in run.columns(names):
        end = tier if outcome == "decided" else outcome
        counts[end] = counts.get(end, 0) + 1
        if (came := outcomes.of.get(id_)) is None:
            continue
        met += 1
        values.setdefault(end, []).append(came)
        if score and score[0] is not None:
            pairs.append((float(score[0]), came))
    order = [*tiers, *sorted(set(counts) - set(tiers))]
    ends = tuple(
        _tier_outcome(
            end, counts.get(end, 0), values.get(end, []), outcomes.kind == "yes_no", level
        )
        for end in order
        if end in counts
    )
    return OutcomesByTier(
        ends, _told(pairs, outcomes), len(outcomes.of) - met,
        tuple(_reversed(ends, tiers, less_is_better)),
    )  # fmt: skip


def _tier_outcome(
    end: str, customers: int, values: list[float], truths: bool, level: float
) -> TierOutcome:
    n = len(values)
    if not n:
        return TierOutcome(end, customers, 0, None, None, None)
    mean = sum(values) / n
    if truths:
        low, high = wilson(round(sum(values)), n, level)
        return TierOutcome(end, customers, n, mean, low, high)
    if n == 1:
        return TierOutcome(end, customers, n, mean, None, None)
    spread = sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    half = NormalDist().inv_cdf((1 + level) / 2) * spread / sqrt(n)
    return TierOutcome(end, customers, n, mean, mean - half, mean + half)


def _told(pairs: list[tuple[float, float]], outcomes: Outcomes) -> float | None:
    """How well the score tells the outcome, where both differ at all."""
    scores, came = [s for s, _ in pairs], [c for _, c in pairs]
    if len(set(scores)) < 2 or len(set(came)) < 2:
        return None
    import numpy as np

    from engine.weights.outcome_fit import told

    return told(np.array(scores), np.array(came), outcomes.kind)


def _reversed(
    ends: Iterable[TierOutcome], tiers: list[str], less_is_better: bool
) -> Iterable[tuple[str, str]]:
    there = [c for c in ends if c.end in tiers and c.low is not None and c.high is not None]
    for better, worse in pairwise(there):
        assert better.high is not None and better.low is not None
        assert worse.high is not None and worse.low is not None
        apart = better.low > worse.high if less_is_better else better.high < worse.low
        if apart:
            yield better.end, worse.end
