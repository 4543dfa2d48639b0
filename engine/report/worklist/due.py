"""What is promised by which day, over a whole run."""

from __future__ import annotations

from dataclasses import dataclass

from engine.explain.outcome import Promise, promises
from engine.explain.row import Row
from engine.ledger.stored import StoredRun


@dataclass(frozen=True, slots=True)
class Due:
    """A promise to a customer, and the outcome and tier that it has."""

    customer: str
    outcome: str
    tier: str | None
    promise: Promise


def dues(run: StoredRun) -> list[Due]:
    """Every promise of a run: by day, then by customer in byte order, then as decided. Raises
    BrokenRecord where a file is not what the run wrote."""
    bound, as_of, context = run.bound, run.as_of, run.context
    found = []
    for decided in run.decisions():
        row = Row(bound, decided, as_of, None, context)
        found += [
            Due(row.text("id"), row.outcome, row.text("tier") or None, promise)
            for promise in promises(row)
        ]
    return sorted(found, key=lambda due: due.promise.day)  # stable: customers stay in order
