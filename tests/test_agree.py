"""Every evaluator gives every column of every decision alike, on policies nobody thought of."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agreement import agree
from tests.longer import times


@settings(
    max_examples=times(15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(source=st.randoms(use_true_random=False))
def test_all_evaluators_agree_on_what_hypothesis_draws(source: Random) -> None:
    """A random policy decides random customers alike on every evaluator, reason codes included."""
    found = agree(source, customers=3)
    assert found.difference is None, f"{found.difference}\n{found.difference.drawn.text}"


@pytest.mark.parametrize("seed", range(times(3)))
def test_all_evaluators_agree_on_seeded_policies(seed: int) -> None:
    """The first portions of the campaign agree, on every column."""
    for number in range(10):
        found = agree(Random(f"{seed}/{number}"), customers=25)
        assert found.difference is None, f"{found.difference}\n{found.difference.drawn.text}"
