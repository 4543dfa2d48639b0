"""What came of the overrides of a run, for its manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.connect.overrides import Overrides
from engine.connect.sources.opened import parquet_relation
from engine.decide.facts import Facts
from engine.ledger.asked import Asked
from engine.ledger.entered import left_out, not_entered
from engine.ledger.events import Log
from engine.ledger.manifest import Part

_SHOWN = 20


def overridden(
    con: Any,
    overrides: Overrides,
    as_of: int,
    table: str,
    folder: Path,
    decisions: Sequence[Part],
    facts: Facts,
    log: Log | None = None,
) -> dict[str, Any]:
    """The file and its digest, how many entries it has, how many begin later or were replaced by
    a later entry, customers that the run does not have, how often each word of the column
    `override` was said, how many entries the ledger binds, and where persons gave more seats of a
    tier than it has."""
    held = overrides.on(as_of)
    begun = sum(1 for e in overrides.entries if e.first is None or e.first <= as_of)
    relation = overrides.brought(as_of).relation
    unknown = con.execute(
        f"SELECT id FROM {relation} o ANTI JOIN {table} t USING (id) ORDER BY id"
    ).fetchall()
    files = parquet_relation(*(folder / p.file for p in decisions))
    said = con.execute(
        f"SELECT override, count(*) FROM {files} WHERE override IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return {
        "name": Path(overrides.name).name,
        "digest": overrides.digest,
        "entries": len(overrides.entries),
        "later": len(overrides.entries) - begun,
        "in_ledger": len(overrides.entries) - len(not_entered(log, overrides.entries)),
        "replaced": begun - len(held),
        "unknown": len(unknown),
        "unknown_first": [id_ for (id_,) in unknown[:_SHOWN]],
        "said": dict(said),
        "above_seats": [
            {"tier": tier, "of": group.of, "given": group.given, "seats": f.seats}
            for tier, f in facts.seats.items()
            for group in f.groups
            if group.given > f.seats
        ],
    }


def left_out_of(log: Log | None, asked: Asked) -> dict[str, Any] | None:
    """Overrides that the ledger has for the day of a run, and that the run was not given: how many,
    and the first of their events."""
    given = asked.overrides
    name = None if given is None else Path(given.name).name
    entries = () if given is None else given.entries
    found = left_out(log, asked.as_of, asked.bound.policy.id, name, entries)
    return {"count": len(found), "events": list(found[:_SHOWN])} if found else None
