"""What connect sums up in DuckDB is what the interpreter sums up in plain Python."""

from __future__ import annotations

from random import Random

import pytest

from tests.agreement import agree_on_groups, agree_on_tables
from tests.longer import times


@pytest.mark.parametrize("seed", range(times(3)))
def test_child_tables_add_up_alike(seed: int) -> None:
    """Values and errors of every field that reads a table agree, for every customer."""
    summed = 0
    for number in range(4):
        found = agree_on_tables(Random(f"tables/{seed}/{number}"), customers=30)
        assert found.difference is None, f"{found.difference}\n{found.difference.drawn.text}"
        summed += found.summed
    assert summed > 100


@pytest.mark.parametrize("seed", range(times(3)))
def test_companies_become_groups_alike(seed: int) -> None:
    """Every column of every group agrees, and so does who belongs to none."""
    grouped = 0
    for number in range(4):
        found = agree_on_groups(Random(f"groups/{seed}/{number}"), companies=40)
        assert found.difference is None, f"{found.difference}\n{found.difference.drawn.text}"
        grouped += found.grouped
    assert grouped > 100
