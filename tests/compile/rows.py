"""Random canonical rows for a bound policy, next to its edges."""

from __future__ import annotations

from random import Random
from typing import Any

from engine.bind.bound import BoundPolicy
from engine.bind.contract import input_columns
from tests.compile.policies import AS_OF
from tests.generator import draw_customers


def rows_of(bound: BoundPolicy, count: int, seed: int = 1) -> list[tuple[Any, ...]]:
    """So many rows in the order of `input_columns`."""
    drawn = draw_customers(Random(seed), bound, AS_OF, count)
    names = [c.name for c in input_columns(bound)]
    return [tuple(row[n] for n in names) for row in drawn.rows]
