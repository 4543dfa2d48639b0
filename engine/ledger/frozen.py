"""The facts of a stored run, frozen: others are decided, explained and replayed by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import UsageError
from engine.bind.bound import BoundPolicy
from engine.connect.sources.opened import parquet_relation
from engine.decide.facts import Facts
from engine.ledger.stored import StoredRun, open_run


@dataclass(frozen=True)
class Frozen:
    """A stored run and its facts."""

    run: StoredRun
    facts: Facts

    @cached_property
    def _database(self) -> Any:
        from engine.decide.columns import connect

        return connect()

    def row(self, bound: BoundPolicy, row: Mapping[str, Any]) -> dict[str, Any]:
        """A customer's canonical row with the facts: the place on a waiting list is the one that
        the run gave, empty for who was not on it."""
        if not bound.by_facts:
            return dict(row)
        return {**row, **self.facts.columns(bound, row, self._place)}

    def places(self, bound: BoundPolicy) -> dict[str, str]:
        """Relations (id, place) of the waiting lists, by tier."""
        files = self.run.input_relation()
        found = {}
        for _, tier, seats in bound.seated():
            if seats.waiting_list:
                place = f'"facts.{tier.id}.place"'
                found[tier.id] = (
                    f"(SELECT id, {place} AS place FROM {files} WHERE {place} IS NOT NULL)"
                )
        return found

    def _place(self, tier: str, id: str) -> int | None:
        file = self.run.input_file(id)
        if file is None:
            return None
        found = self._database.execute(
            f'SELECT "facts.{tier}.place" FROM {parquet_relation(file)} WHERE id = ?', [id]
        ).fetchone()
        return None if found is None or found[0] is None else int(found[0])


def frozen(run: str | Path | StoredRun, bound: BoundPolicy) -> Frozen:
    """The facts of a run, for customers of a policy with the same seats and ranks. Raises
    UsageError where the folder is no run, or one of others, BrokenRecord where it does not hold
    together."""
    stored = run if isinstance(run, StoredRun) else open_run(run)
    facts = stored.facts
    if stored.manifest.policy["id"] != bound.policy.id or not facts.fits(bound):
        params = {"run": str(stored.folder), "id": bound.policy.id}
        raise UsageError(Diagnostic("KT470", params, place=Place(str(stored.folder))))
    return Frozen(stored, facts)
