"""Several raters' answers become one value, and how far apart they lie (docs/language.md 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.bind.bound import BoundPolicy, Field
from engine.connect.layout import RATERS, Read, declared_of, rater_name
from engine.connect.vet import Cells


@dataclass(frozen=True, slots=True)
class Rated:
    """SQL of further columns of a customer, and of the faults of those among them that have any;
    both by column."""

    values: Mapping[str, str]
    faults: Mapping[str, str]


def rated(bound: BoundPolicy, cells: Cells, reads: Sequence[Read]) -> Rated:
    """The lower median and the spread of every field of several raters."""
    place = {r.column: i for i, r in enumerate(reads)}
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    for f in _rated_fields(bound):
        columns = [rater_name(f.id, n) for n in RATERS if rater_name(f.id, n) in place]
        given = ", ".join(cells.values[place[c]] for c in columns)
        wrong = [w for c in columns if (w := cells.faults[place[c]]) is not None]
        answers = f"list_sort(list_filter([{given}], lambda x: x IS NOT NULL))"
        enough = f"len({answers}) >= {f.raters}"
        if wrong:
            faults[f.id] = f"coalesce({', '.join(wrong)})"
            enough += f" AND {faults[f.id]} IS NULL"
        middle = f"({answers})[(len({answers}) + 1) // 2]"
        values[f.id] = f"CASE WHEN {enough} THEN {middle} END"
        apart = f"({answers})[len({answers})] - ({answers})[1]"
        values[f.spread_name] = f"CASE WHEN {enough} THEN {apart} END"
    return Rated(values, faults)


def rate_record(bound: BoundPolicy, row: dict[str, Any], faulty: Mapping[str, Any]) -> None:
    """The same for the row of a record, whose raters' columns go; a field of `faulty` has no
    value."""
    for f in _rated_fields(bound):
        given = [row.pop(rater_name(f.id, n), None) for n in RATERS]
        answers = sorted(a for a in given if a is not None)
        row[f.id] = row[f.spread_name] = None
        if f.raters is not None and len(answers) >= f.raters and f.id not in faulty:
            row[f.id] = answers[(len(answers) - 1) // 2]
            row[f.spread_name] = answers[-1] - answers[0]


def _rated_fields(bound: BoundPolicy) -> tuple[Field, ...]:
    fields = (f for f in bound.data_fields() if f.raters is not None)
    return tuple(f for f in fields if declared_of(f).read is None)
