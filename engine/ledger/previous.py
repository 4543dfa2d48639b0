"""The previous run: what its decisions hand on to the customers of this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.dates import exact, from_day
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import UsageError
from engine.atoms.sql import literal, quoted
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, decision_columns, previous_columns
from engine.connect.assemble import Brought
from engine.ledger.stored import StoredRun, open_run

_FIRST = 5


@dataclass(frozen=True, slots=True)
class Previous:
    """A previous run that was held against its manifest, and what it brings."""

    run: StoredRun
    brought: Brought

    def of(self, id: str) -> dict[str, Any]:
        """What it brings to one customer, days as numbers; all missing for one whom it lacks."""
        from engine.connect.database import scratch

        columns = self.brought.columns
        with scratch() as (con, _):
            found = con.execute(f"SELECT * FROM {self.brought.relation} WHERE id = ?", [id])
            row = found.fetchone() or (id, *[None] * len(columns))
        cells = (exact(v) for v in row[1:])
        return dict(zip(columns, cells, strict=True))

    def note(self, con: Any, table: str) -> dict[str, Any]:
        """What the manifest of the next run says of it; `gone` counts its customers who are not
        among those of `table`, of whom `gone_first` are the first by id."""
        gone = f"{self.brought.relation} p ANTI JOIN {table} t USING (id)"
        (count,) = con.execute(f"SELECT count(*) FROM {gone}").fetchone()
        first = con.execute(f"SELECT id FROM {gone} ORDER BY id LIMIT {_FIRST}").fetchall()
        manifest = self.run.manifest
        return {
            "as_of": manifest.as_of,
            "meaning": manifest.meaning(),
            "gone": count,
            "gone_first": [i for (i,) in first],
        }


def previous_run(folder: str | Path, bound: BoundPolicy, as_of: int) -> Previous:
    """The run of a folder as the previous one of a run of this policy on this day.

    Raises UsageError where the policy does not look back, where it is a run of another policy or
    not of an earlier day, or no run at all; BrokenRecord where a file is not what it wrote.
    """
    place = Place(str(folder))
    if not previous_columns(bound):
        raise UsageError(Diagnostic("KT392", {"id": bound.policy.id}, place=place))
    run = open_run(folder)
    other = run.manifest.policy["id"]
    if other != bound.policy.id:
        params = {"run": str(folder), "other": other, "id": bound.policy.id}
        raise UsageError(Diagnostic("KT390", params, place=place))
    if run.as_of >= as_of:
        params = {"run": str(folder), "day": run.manifest.as_of,
                  "as_of": from_day(as_of).isoformat()}  # fmt: skip
        raise UsageError(Diagnostic("KT391", params, place=place))
    return Previous(run, _brought(run, bound))


def _brought(run: StoredRun, bound: BoundPolicy) -> Brought:
    wanted = [c for c in previous_columns(bound) if c.name != "event"]
    there = {c.name: c for c in decision_columns(run.bound)}
    values = [f"{_value(c, there, run)} AS {quoted(c.name)}" for c in wanted]
    files = run.decision_relation()
    relation = f"(SELECT id, {', '.join(values)} FROM {files})"
    return Brought(relation, tuple(c.name for c in wanted))


def _value(column: Column, there: Mapping[str, Column], run: StoredRun) -> str:
    """The column of the decisions that holds it, where it is of the same kind; where they held no
    tiers, the tier of who was decided, held since the day of the run."""
    name = column.name.replace("previous.", "held.", 1)
    left = there.get(name)
    if left is not None and (left.storage, left.scale) == (column.storage, column.scale):
        return quoted(name)
    if name == "held.tier":
        return "tier"
    if name == "held.since":
        return f"CASE WHEN tier IS NOT NULL THEN DATE {literal(run.manifest.as_of)} END"
    return "NULL"
