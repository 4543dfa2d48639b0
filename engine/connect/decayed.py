"""Rows that weigh less with age: half as much for every `decay` that passed since their day."""

from __future__ import annotations

from typing import Final

from engine.atoms.dates import Duration, back
from engine.atoms.sql import day_literal

#: After so many halvings a row weighs nothing any more.
HALVINGS: Final = 20
#: What a row weighs that is not older than one `decay`; weights are whole numbers.
WHOLE: Final = 2**HALVINGS


def edges(as_of: int, decay: Duration) -> list[int]:
    """The days by which one, two … halvings are over: a row of that day, or before, has them."""
    spans = (Duration(decay.count * n, decay.unit) for n in range(1, HALVINGS + 2))
    return [back(as_of, span) for span in spans]


def weight(day: int, as_of: int, decay: Duration) -> int:
    """What a row of that day weighs.

    >>> weight(0, 100, Duration(30, "days")) == WHOLE // 8
    True
    """
    return WHOLE >> sum(day <= edge for edge in edges(as_of, decay))


def weight_sql(day: str, as_of: int, decay: Duration) -> str:
    """The same in SQL, as a HUGEINT; `day` is an expression."""
    steps = (
        f"WHEN {day} > {day_literal(edge)} THEN {WHOLE >> n}"
        for n, edge in enumerate(edges(as_of, decay))
    )
    return f"CAST(CASE {' '.join(steps)} ELSE 0 END AS HUGEINT)"
