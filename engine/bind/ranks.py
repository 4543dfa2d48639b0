"""Points by rank: among the customers of a run, or against what a reference tells of others."""

from __future__ import annotations

from itertools import pairwise

from engine.atoms.dates import read_duration
from engine.atoms.diagnostic import Label
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.fields import Names
from engine.bind.findings import Findings
from engine.bind.seats import bind_per


def bind_rank(points: p.RankPercent, field: b.Field, names: Names) -> b.RankPoints | None:
    """The bound points, or None after saying what is wrong with them; `field` is a number."""
    if points.reference is None:
        per = None if points.per is None else bind_per(points.per, names)
        return None if points.per is not None and per is None else b.RankPoints(
            points.low_first, per
        )  # fmt: skip
    declared = names.policy.reference.get(points.reference.text)
    if declared is None:
        known = {r.id: r.at for r in names.policy.reference.values()}
        names.findings.unknown("KT273", points.reference.at, points.reference.text, known)
        return None
    edges = _edges(declared, field, names.findings)
    measured = literals.day(declared.measured, names.findings)
    good_for = read_duration(declared.good_for.text)
    count = None
    if declared.count is not None:
        count = literals.number(declared.count, "whole", names.findings, low=1)
    if edges is None or measured is None or good_for is None:
        return None
    if points.low_first:  # so many percent lie below the value, and the rest above it
        edges = tuple((100 - percent, value) for percent, value in edges)
    else:
        edges = edges[::-1]
    reference = b.Reference(declared.id, measured, good_for, count, declared)
    return b.RankPoints(points.low_first, None, reference, edges)


def _edges(
    declared: p.Reference, field: b.Field, findings: Findings
) -> tuple[tuple[int, int], ...] | None:
    """(percent, value at the field's scale), both rising; None after saying what is not."""
    read = [
        (
            literals.number(percent, "whole", findings, low=1, high=99),
            literals.value(value, field.type, findings),
        )
        for percent, value in declared.percentiles
    ]
    found = [(a, v) for a, v in read if a is not None and v is not None]
    if len(found) < len(read):
        return None
    for n, (one, other) in enumerate(pairwise(found), 1):
        for place, (first, second) in enumerate(zip(one, other, strict=True)):
            if second <= first:
                before, word = (declared.percentiles[k][place] for k in (n - 1, n))
                label = Label(before.at, "the one before", "前一个")
                findings.add("KT274", word.at, seen=word.text, before=before.text, labels=[label])
                return None
    return tuple(found)
