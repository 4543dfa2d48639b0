"""Comparisons of pairs: published examples, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.weights.pairs import (
    RANDOM_INDEX,
    STEPS,
    Judgements,
    groups,
    joined,
    own,
    weigh,
)

#: Upper triangles. Saaty (2008), Decision making with the analytic hierarchy process: how much of
#: each drink is consumed in the United States, judged by an audience.
DRINKS = (
    ("coffee", "wine", "tea", "beer", "sodas", "milk", "water"),
    [
        [9, 5, 2, 1, 1, 1 / 2],
        [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 1, 1 / 3],
        [2, 1 / 2],
        [1 / 3],
    ],
    [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327],
    0.022,
)
#: Saaty (1980; 2003): a family buys a house.
HOUSE = (
    ("size", "transport", "neighbourhood", "age", "yard", "modern", "condition", "financing"),
    [
        [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
        [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
        [6, 3, 4, 6, 1 / 5],
        [1 / 3, 1 / 4, 1 / 7, 1 / 8],
        [1 / 2, 1 / 5, 1 / 6],
        [1 / 5, 1 / 6],
        [1 / 2],
    ],
    [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333],
    0.170,
)


def triangle(rows: Sequence[Sequence[float]]) -> dict[tuple[int, int], float]:
    return {(i, i + 1 + k): v for i, row in enumerate(rows) for k, v in enumerate(row)}


@pytest.mark.parametrize(("names", "rows", "expected", "ratio"), [DRINKS, HOUSE])
def test_published_priorities(
    names: Sequence[str], rows: list[list[float]], expected: list[float], ratio: float
) -> None:
    """Saaty's own examples give his priorities and his consistency ratio, to the digits printed."""
    found = weigh(len(names), triangle(rows))
    assert [round(s, 3) for s in found.shares] == expected
    assert found.ratio == pytest.approx(ratio, abs=0.0006)


def test_the_judgement_most_at_odds_is_the_published_one() -> None:
    """In the house example it is neighbourhood over condition, 6, where about 1/2 would fit, and
    with 1/2 the ratio falls to 0.083, as Saaty (2003) reports."""
    found = weigh(8, triangle(HOUSE[1]))
    worst = found.odds[0]
    assert (HOUSE[0][worst.first], HOUSE[0][worst.second]) == ("neighbourhood", "condition")
    assert (worst.given, worst.scale) == (6, "1/2")
    assert worst.ratio == pytest.approx(0.083, abs=0.001)
    mended = weigh(8, triangle(HOUSE[1]) | {(worst.first, worst.second): STEPS[worst.scale]})
    assert [round(s, 3) for s in mended.shares] == [
        0.175, 0.062, 0.103, 0.019, 0.034, 0.041, 0.221, 0.345,
    ]  # fmt: skip


def test_missing_pairs_follow_from_the_others() -> None:
    """Harker's (1987) example: 2 over, 2 over, the third pair missing, gives 4/7, 2/7, 1/7."""
    found = weigh(3, {(0, 1): 2, (1, 2): 2})
    assert found.shares == pytest.approx((4 / 7, 2 / 7, 1 / 7))
    assert (found.missing, found.ratio) == (1, None)


def test_eigenvector_and_geometric_means_part_only_where_judgements_contradict() -> None:
    """They agree where all is consistent and for three criteria, and not in the house example."""
    assert weigh(3, {(0, 1): 3, (0, 2): 2, (1, 2): 5}).apart == pytest.approx(0, abs=1e-12)
    assert weigh(8, triangle(HOUSE[1])).apart > 0.03


def test_two_criteria() -> None:
    """One comparison gives two weights and nothing to contradict it."""
    found = weigh(2, {(0, 1): 3})
    assert found.shares == pytest.approx((0.75, 0.25))
    assert found.ratio is None


@pytest.mark.parametrize("n", [3, 4, 5])
def test_the_random_index_is_that_of_random_judgements(n: int) -> None:
    """Random judgements have a consistency ratio of 1 on average, by the table in use."""
    dice, steps = np.random.RandomState(n), list(STEPS.values())
    pairs = list(combinations(range(n), 2))
    ratios = [
        weigh(n, {p: steps[k] for p, k in zip(pairs, dice.randint(0, 17, len(pairs)), strict=True)})
        for _ in range(3000)
    ]
    assert np.mean([r.ratio for r in ratios]) == pytest.approx(1, abs=0.06)
    assert list(RANDOM_INDEX) == list(range(3, 16))


def test_experts_are_joined_by_the_geometric_mean() -> None:
    """Of 8 and 2 the joined judgement is 4; who did not compare a pair has no voice in it."""
    assert joined([{(0, 1): 8, (1, 2): 3}, {(0, 1): 2}]) == pytest.approx({(0, 1): 4, (1, 2): 3})


def test_an_expert_alone() -> None:
    """Consistency is that of the criteria an expert compared; None where they fall apart."""
    assert own(5, {(0, 1): 2, (3, 4): 2}) is None
    found = own(5, {(1, 2): 9, (2, 4): 9, (1, 4): 1 / 9})
    assert found is not None and found.ratio is not None and found.ratio > 1
    assert {found.odds[0].first, found.odds[0].second} <= {1, 2, 4}


def test_groups() -> None:
    """Criteria that no chain of comparisons joins are different groups."""
    assert groups(5, {(0, 3): 1, (1, 2): 1, (2, 4): 1}) == [[0, 3], [1, 2, 4]]


# --- what always holds -----------------------------------------------------------------------

SIZES = st.integers(3, 8)


@st.composite
def judged(draw: st.DrawFn) -> tuple[int, dict[tuple[int, int], float]]:
    """Judgements of some pairs that join all criteria."""
    n = draw(SIZES)
    found = {}
    for pair in combinations(range(n), 2):
        if pair[1] - pair[0] == 1 or draw(st.booleans()):
            found[pair] = draw(st.sampled_from(list(STEPS.values())))
    return n, found


@given(st.lists(st.floats(0.05, 1), min_size=3, max_size=8))
def test_consistent_judgements(weights: list[float]) -> None:
    """Ratios of weights give these very weights back, a consistency ratio of 0, and no odds."""
    n = len(weights)
    all_pairs = {(i, j): weights[i] / weights[j] for i, j in combinations(range(n), 2)}
    found = weigh(n, all_pairs)
    assert found.shares == pytest.approx([w / sum(weights) for w in weights])
    assert found.by_means == pytest.approx(found.shares)
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert found.odds == ()


@given(judged(), st.randoms(use_true_random=False))
def test_order_does_not_matter(case: tuple[int, Judgements], dice: object) -> None:
    """Criteria in another order have the same shares and the same ratio."""
    n, judgements = case
    order = list(range(n))
    dice.shuffle(order)  # type: ignore[attr-defined]
    turned = {}
    for (i, j), v in judgements.items():
        a, b = order[i], order[j]
        turned[min(a, b), max(a, b)] = v if a < b else 1 / v
    one, other = weigh(n, judgements), weigh(n, turned)
    assert [other.shares[order[i]] for i in range(n)] == pytest.approx(one.shares, rel=1e-6)
    assert (one.ratio is None) == (other.ratio is None)
    assert one.ratio is None or other.ratio == pytest.approx(one.ratio, rel=1e-6, abs=1e-9)


@given(judged())
def test_shares_are_positive_and_whole(case: tuple[int, Judgements]) -> None:
    """Shares add up to 1 and none is 0; a ratio is never negative."""
    found = weigh(*case)
    assert sum(found.shares) == pytest.approx(1)
    assert min(found.shares) > 0
    assert found.ratio is None or found.ratio >= 0


@given(judged())
def test_a_missing_pair_that_is_filled_by_its_ratio_changes_nothing(
    case: tuple[int, Judgements],
) -> None:
    """Harker's method: the ratio of the priorities in a missing place leaves them as they are."""
    n, judgements = case
    found = weigh(n, judgements)
    filled = dict(judgements)
    for i, j in combinations(range(n), 2):
        filled.setdefault((i, j), found.shares[i] / found.shares[j])
    assert weigh(n, filled).shares == pytest.approx(found.shares, rel=1e-6)
