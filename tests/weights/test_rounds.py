"""Scores of experts in rounds: medians, spread, agreement, and who is far off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.weights.rounds import agreement, shares, summed_up

ROWS = st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=2, max_size=8)


def test_median_and_quartiles() -> None:
    """The middle value, and the middle half by linear interpolation between ranks."""
    found = summed_up(1, {f"E{i}": [v] for i, v in enumerate([10, 20, 30, 40, 100])}, 1)
    (s,) = found.spreads
    assert (s.median, s.low, s.high, s.range) == (30, 20, 40, 20)
    assert s.wide
    assert [(o.expert, o.score) for o in found.far_off] == [("E4", 100)]


def test_a_missing_score_is_no_zero() -> None:
    """An expert who gave no score to a criterion does not lower its median."""
    found = summed_up(1, {"E1": [50, 10], "E2": [None, 20], "E3": [70, 30]}, 2)
    assert found.spreads[0].median == 60
    assert found.spreads[0].scores == 2


def test_kendall_and_babington_smith() -> None:
    """Their example (1939): three rankings of six objects have W = 12 · 25.5 / (9 · 210) = 0.16."""
    rows = [[5, 4, 1, 6, 3, 2], [2, 3, 1, 5, 6, 4], [4, 1, 6, 3, 2, 5]]
    assert agreement(rows) == pytest.approx(0.16, abs=0.005)


def test_agreement_with_ties_by_hand() -> None:
    """Ranks 1, 2, 3 and 1.5, 1.5, 3: S = 6.5, W = 12 · 6.5 / (4 · 24 − 2 · 6) = 78 / 84."""
    assert agreement([[1, 2, 3], [1, 1, 1.5]]) == pytest.approx(78 / 84)


def test_nobody_to_agree() -> None:
    """One expert, or experts who rank nothing, have no agreement to speak of."""
    assert agreement([[1, 2]]) is None
    assert agreement([[5, 5], [5, 5]]) is None


def test_shares() -> None:
    """Medians as shares; where all of them are 0 there are none."""
    assert shares(summed_up(1, {"E1": [60, 40], "E2": [60, 40]}, 2)) == (0.6, 0.4)
    assert shares(summed_up(1, {"E1": [0, 0]}, 2)) is None


@given(ROWS, st.integers(1, 9))
def test_scale_does_not_matter(rows: list[list[int]], factor: int) -> None:
    """Scores written ten times as large give the same shares, agreement and persons far off."""
    one = summed_up(1, {f"E{i}": list(map(float, r)) for i, r in enumerate(rows)}, 3)
    many = summed_up(1, {f"E{i}": [float(x * factor) for x in r] for i, r in enumerate(rows)}, 3)
    a, b = shares(one), shares(many)
    assert (a is None) == (b is None)
    assert a is None or a == pytest.approx(b)
    assert one.agreement == pytest.approx(many.agreement)
    assert [s.wide for s in one.spreads] == [s.wide for s in many.spreads]


@given(ROWS)
def test_order_of_experts_does_not_matter(rows: list[list[int]]) -> None:
    """Lines of a file in another order give the same."""
    named = {f"E{i}": list(map(float, r)) for i, r in enumerate(rows)}
    turned = dict(reversed(named.items()))
    assert summed_up(1, named, 3).spreads == summed_up(1, turned, 3).spreads
    assert summed_up(1, named, 3).agreement == pytest.approx(summed_up(1, turned, 3).agreement)


@given(ROWS)
def test_agreement_lies_between_none_and_full(rows: list[list[int]]) -> None:
    """Kendall's W is from 0 to 1, and 1 where all rank alike."""
    w = agreement(rows)
    assert w is None or -1e-9 <= w <= 1 + 1e-9
    alike = agreement([rows[0], rows[0]])
    assert alike is None or alike == pytest.approx(1)
