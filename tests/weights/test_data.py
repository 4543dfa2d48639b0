"""Weights from data: entropy, CRITIC, the fit to an outcome, and comparisons of lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.weights.differences import alike, critic, entropy, mixtures
from engine.weights.outcome_fit import fit, told
from engine.weights.shares import blend, percents
from engine.weights.side_by_side import against, correlation

#: Diakoulaki, Mavrotas and Papayannakis (1995): eight firms; profitability, market share,
#: productivity. They print 0.20, 0.48 and 0.32.
FIRMS = np.array(
    [[61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65],
     [5.4, 2.77, 2.33], [4, 4.12, 1.21], [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98]]
)  # fmt: skip
#: Tuş and Aytaç Adalı (2019): five programs for time and attendance.
PROGRAMS = np.array(
    [[5000, 3, 3, 4, 3, 2], [680, 5, 3, 2, 2, 1], [2000, 3, 2, 3, 4, 3], [600, 4, 3, 1, 2, 2],
     [800, 2, 4, 3, 3, 4]]
)  # fmt: skip
#: Xu (2004): four suppliers, four attributes.
SUPPLIERS = np.array([[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]])
#: Zavadskas and Podvezko (2016): four variants, four criteria.
VARIANTS = np.array([[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]])


def test_critic_as_its_authors_have_it() -> None:
    """The example of the paper that introduced CRITIC."""
    found = critic(FIRMS)
    assert found is not None
    assert [round(s, 2) for s in found] == [0.20, 0.48, 0.32]


def test_critic_of_another_paper() -> None:
    """A second published example, to its three digits."""
    found = critic(PROGRAMS)
    assert found is not None
    assert [round(s, 3) for s in found] == [0.157, 0.249, 0.168, 0.121, 0.154, 0.151]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (SUPPLIERS, [0.4630, 0.3992, 0.1378, 0.0000]),
        (VARIANTS, [0.1146, 0.1981, 0.4185, 0.2689]),
    ],
)
def test_entropy_as_published(table: Any, expected: list[float]) -> None:
    """Published examples of entropy weights, to their four digits."""
    found = entropy(table)
    assert found is not None
    assert [round(s, 4) for s in found] == expected


def test_what_does_not_vary_has_no_weight() -> None:
    """A criterion with the same points everywhere gets 0 from both; with none that varies there
    are no weights at all."""
    table = np.array([[1.0, 50, 0], [2, 50, 40], [9, 50, 0]])
    for method in (critic, entropy):
        found = method(table)
        assert found is not None and found[1] == 0 and min(found[0], found[2]) > 0
        assert method(np.full((4, 2), 50.0)) is None


def test_zero_points_count_as_zero() -> None:
    """0 · ln 0 is 0: where one row holds all, 1 − e is 1; quarters and a half leave 1.5 ln 2 / ln 3
    of evenness."""
    other = 1 - 1.5 * np.log(2) / np.log(3)
    found = entropy(np.array([[9.0, 1], [0, 2], [0, 1]]))
    assert found == pytest.approx((1 / (1 + other), other / (1 + other)))


def test_criteria_that_tell_the_same() -> None:
    """CRITIC finds nothing in criteria that all go in step."""
    assert critic(np.array([[1.0, 10], [2, 20], [5, 50]])) is None


TABLES = st.integers(3, 12).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(1, 100), min_size=n, max_size=n, unique=True), min_size=2, max_size=5
    )
)


@given(TABLES, st.floats(0.1, 50))
def test_units_do_not_matter(columns: list[list[int]], factor: float) -> None:
    """A criterion in other units has the same entropy weight, and the same by CRITIC also when it
    is moved."""
    table = np.array(columns, dtype=float).T
    other = table.copy()
    other[:, 0] *= factor
    assert entropy(other) == pytest.approx(entropy(table), abs=1e-9)
    other[:, 0] += 7
    one, moved = critic(table), critic(other)
    assert (one is None) == (moved is None)
    assert one is None or moved == pytest.approx(one, abs=1e-6)


@given(TABLES, st.randoms(use_true_random=False))
def test_order_does_not_matter(columns: list[list[int]], dice: Any) -> None:
    """Rows and criteria in another order have the same shares."""
    table = np.array(columns, dtype=float).T
    rows, order = list(range(len(table))), list(range(len(columns)))
    dice.shuffle(rows)
    dice.shuffle(order)
    for method in (critic, entropy):
        one, other = method(table), method(table[rows][:, order])
        assert (one is None) == (other is None)
        if one is not None:
            assert other == pytest.approx([one[i] for i in order], abs=1e-6)


def test_alike_and_mixtures() -> None:
    """Criteria in step are named in pairs; one that the others together tell, alone."""
    dice = np.random.RandomState(1)
    a, b = dice.rand(200), dice.rand(200)
    assert [p[:2] for p in alike(np.column_stack([a, b, 3 * a + 1]))] == [(0, 2)]
    mixed = np.column_stack([a, b, (a + b) / 2])
    assert alike(mixed) == []
    assert {i for i, _ in mixtures(mixed)} == {0, 1, 2}
    assert mixtures(np.column_stack([a, b])) == []


# --- the fit ---------------------------------------------------------------------------------


def made(n: int, seed: int = 5) -> Any:
    return np.random.RandomState(seed).choice([0.0, 40, 70, 100], (n, 3))


def test_an_exact_line_is_found() -> None:
    """An outcome that is a weighted sum of points gives these very weights, whatever its level."""
    points = made(60)
    found = fit(points, 1000 + points @ [50, 30, 20], "number")
    assert found is not None
    assert found.shares == pytest.approx((0.5, 0.3, 0.2))
    assert found.quality == pytest.approx(1)
    assert found.held_out == pytest.approx(1)
    assert found.ranges[0] == pytest.approx((0.5, 0.5))


def test_least_squares_is_the_textbook_s_where_no_weight_would_be_negative() -> None:
    """Without a bound in the way the slopes are those of ordinary least squares."""
    points = made(300)
    outcome = points @ [5, 3, 2] + np.random.RandomState(1).randn(300) * 50
    found = fit(points, outcome, "number")
    slopes = np.linalg.lstsq(np.column_stack([np.ones(300), points]), outcome, rcond=None)[0][1:]
    assert found is not None
    assert found.shares == pytest.approx(slopes / slopes.sum(), rel=1e-6)


def test_no_weight_is_negative() -> None:
    """A criterion that goes against the outcome gets 0, and the others are fitted without it."""
    points = made(300)
    found = fit(points, points @ [5, 3, -2], "number")
    alone = fit(points[:, :2], points @ [5, 3, -2], "number")
    assert found is not None and alone is not None
    assert found.shares[2] == 0
    assert found.shares[:2] == pytest.approx(alone.shares, rel=1e-6)
    assert fit(points, points @ [-1, -1, -1], "number") is None


def test_logistic_finds_the_weights_behind_yes_and_no() -> None:
    """Of 5,000 customers whose chance follows 50/30/20, the fit is near, within its range."""
    points = made(5000)
    chance = 1 / (1 + np.exp(-(points @ [0.05, 0.03, 0.02] - 5)))
    came = (np.random.RandomState(2).rand(5000) < chance).astype(float)
    found = fit(points, came, "yes_no")
    assert found is not None
    assert found.shares == pytest.approx((0.5, 0.3, 0.2), abs=0.03)
    for share, (low, high) in zip((0.5, 0.3, 0.2), found.ranges, strict=True):
        assert low - 0.02 <= share <= high + 0.02
    assert found.rarer == min(came.sum(), 5000 - came.sum())


def test_logistic_slopes_satisfy_their_equations() -> None:
    """At the fitted slopes the gradient is 0: expected and observed points of yes are alike."""
    points = made(400)
    chance = 1 / (1 + np.exp(-(points @ [0.05, 0.03, 0.02] - 5)))
    came = (np.random.RandomState(3).rand(400) < chance).astype(float)
    found = fit(points, came, "yes_no")
    assert found is not None
    score = points @ np.array(found.shares)

    def slope(size: float) -> float:
        level = _level(size * score, came)
        expected = 1 / (1 + np.exp(-(size * score + level)))
        return float((score * (came - expected)).sum())

    low, high = 1e-4, 1.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    expected = 1 / (1 + np.exp(-(low * score + _level(low * score, came))))
    assert points.T @ (came - expected) / 400 == pytest.approx([0, 0, 0], abs=0.01)


def _level(score: Any, came: Any) -> float:
    low, high = -50.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        more = (1 / (1 + np.exp(-(score + middle)))).sum() < came.sum()
        low, high = (middle, high) if more else (low, middle)
    return low


def test_the_same_rows_give_the_same_figures() -> None:
    """Draws and folds are the same on every call."""
    points = made(80)
    came = (points @ [0.5, 0.3, 0.2] > 55).astype(float)
    assert fit(points, came, "yes_no") == fit(points, came, "yes_no")


def test_noise_is_weak() -> None:
    """A fit to an outcome that has nothing to do with the points says so."""
    found = fit(made(400), np.random.RandomState(8).randint(0, 2, 400).astype(float), "yes_no")
    assert found is None or found.weak


def test_too_few_to_hold_out() -> None:
    """With fewer than five of the rarer outcome nothing is held out."""
    points = made(30)
    came = np.zeros(30)
    came[np.argsort(points @ [5, 3, 2])[-4:]] = 1
    found = fit(points, came, "yes_no")
    assert found is not None and found.held_out is None and not found.weak


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=60))
def test_auc_counts_pairs(rows: list[tuple[int, bool]]) -> None:
    """AUC is the share of pairs (yes, no) that the score puts right, ties counting half."""
    yes = [s for s, came in rows if came]
    no = [s for s, came in rows if not came]
    if not yes or not no:
        return
    right = sum((a > b) + (a == b) / 2 for a in yes for b in no)
    score = np.array([float(s) for s, _ in rows])
    came = np.array([float(c) for _, c in rows])
    assert told(score, came, "yes_no") == pytest.approx(right / (len(yes) * len(no)))


# --- shares and percents ---------------------------------------------------------------------

SHARES = st.lists(st.floats(0, 1000), min_size=1, max_size=15).filter(lambda s: sum(s) > 1e-3)


@given(SHARES, st.integers(0, 2))
def test_percents_add_up_to_exactly_100(shares: list[float], decimals: int) -> None:
    """Whatever the shares: exactly 10,000 basis points, each within one unit of its share."""
    found = percents(shares, decimals)
    unit = 10 ** (2 - decimals)
    assert sum(found) == 10_000
    for n, s in zip(found, shares, strict=True):
        assert n % unit == 0
        assert abs(n - 10_000 * s / sum(shares)) < unit + 1e-3


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=9), st.integers(2, 9))
def test_percents_of_any_scale(shares: list[int], factor: int) -> None:
    """Shares written larger round alike."""
    assert percents(shares) == percents([s * factor for s in shares])


def test_units_go_to_the_largest_remainders() -> None:
    """47.8, 31.7 and 20.5: the cut leaves 98, and the two units go to .8 and .7."""
    assert percents([0.478, 0.317, 0.205]) == (4800, 3200, 2000)
    assert percents([1, 1, 1], decimals=1) == (3340, 3330, 3330)


def test_a_blend_is_the_stated_mixture() -> None:
    """60 parts of one and 40 of the other."""
    assert blend([((1, 0), 60), ((0, 1), 40)]) == pytest.approx((0.6, 0.4))


@settings(max_examples=30)
@given(st.permutations([10.0, 20.0, 30.0, 40.0]))
def test_rank_correlation(order: list[float]) -> None:
    """Spearman's: 1 − 6 Σd² / (n³ − n) where nothing ties."""
    base = [10.0, 20.0, 30.0, 40.0]
    d = sum((a / 10 - b / 10) ** 2 for a, b in zip(order, base, strict=True))
    assert correlation(order, base) == pytest.approx(1 - 6 * d / 60)


def test_against_a_list_that_lacks_a_criterion() -> None:
    """Differences and ranks are of criteria that both have; what moves cannot be said."""
    found = against([60.0, None, 40.0], [50.0, 30.0, 20.0])
    assert found.differences == (10.0, None, 20.0)
    assert (found.moved, found.ranks) == (None, 1.0)
    assert against([50.0, 50.0], [60.0, 40.0]).ranks is None
