"""What a call says of the decision before: a run, a decision, or what it left in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine._api.decision import Decision
from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.atoms.suggest import nearest
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, previous_columns

if TYPE_CHECKING:
    from engine.connect.assemble import Brought

#: A run's folder, a decision, or `{"tier": …, "since": …, "worse": …, "grace": …}`.
Before = str | Path | Decision | Mapping[str, Any]


def before_of(bound: BoundPolicy, previous: Before, as_of: int, id: str) -> dict[str, Any]:
    """The canonical columns that one customer brings from the decision before.

    Raises UsageError where the policy does not look back, or what is given makes no sense;
    BrokenRecord for a run that is not what was written.
    """
    columns = tuple(c for c in previous_columns(bound) if c.name != "event")
    if not previous_columns(bound):
        raise UsageError(Diagnostic("KT392", {"id": bound.policy.id}))
    if isinstance(previous, str | Path):
        from engine.ledger.previous import previous_run

        return previous_run(previous, bound, as_of).of(id)
    if isinstance(previous, Decision):
        return {c.name: previous.row.get(_left(c)) for c in columns}
    return _read(columns, previous, as_of)


def brought_by(bound: BoundPolicy, previous: str | Path, as_of: int) -> Brought:
    """What a run brings to every customer of the next."""
    from engine.ledger.previous import previous_run

    return previous_run(previous, bound, as_of).brought


def _left(column: Column) -> str:
    return column.name.replace("previous.", "held.", 1)


def _read(columns: tuple[Column, ...], given: Mapping[str, Any], as_of: int) -> dict[str, Any]:
    from engine._api.given import read_day

    known = {c.name.removeprefix("previous."): c for c in columns if c.name.startswith("previous.")}
    found: dict[str, Any] = dict.fromkeys(c.name for c in columns)
    for key, value in given.items():
        column = known.get(str(key))
        if column is None:
            params = {"key": str(key), "known": list(known), "near": nearest(str(key), known) or ""}
            raise UsageError(Diagnostic("KT393", params))
        if value is None:
            continue
        if column.storage == "date":
            day = read_day(value)
            if day >= as_of:
                seen = {"day": from_day(day).isoformat(), "as_of": from_day(as_of).isoformat()}
                raise UsageError(Diagnostic("KT394", {"key": str(key), **seen}))
            found[column.name] = day
        elif column.storage == "integer":
            found[column.name] = int(value)
        else:
            found[column.name] = str(value)
    return found
