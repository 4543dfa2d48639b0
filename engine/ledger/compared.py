"""What became of tiers from run to run: who rose, who fell and how deep, who came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.atoms.sql import literal, quoted
from engine.bind.bound import BoundPolicy
from engine.bind.contract import decision_columns
from engine.connect.database import scratch
from engine.ledger.stored import StoredRun

#: A tier that is held again within so many runs of being left was a flip-flop.
SOON = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of a series, held against the run before it (all 0 in the first).

    `promoted` and `demoted` count customers whose tier changed, `deep` those who fell by two tiers
    or more at once, `back` those who hold a tier again that they left one or two runs ago.
    """

    as_of: str
    subjects: int
    tiers: Mapping[str, int]
    outcomes: Mapping[str, int]
    promoted: int
    demoted: int
    deep: int
    back: int

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "tiers": dict(self.tiers), "outcomes": dict(self.outcomes)}


@dataclass(frozen=True, slots=True)
class Total:
    """Over all runs: changes of tier, and how many customers the best tier has on average, in
    hundredths."""

    runs: int
    changes: int
    demoted: int
    deep: int
    back: int
    top: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def compare(bound: BoundPolicy, runs: Sequence[StoredRun]) -> tuple[tuple[Turn, ...], Total]:
    """A Turn for each run, and the Total.

    A customer counts where it holds a tier in both runs: the one decided, or, where the policy
    looks back, the one that it still holds while a person decides.
    """
    turns = []
    with scratch() as (con, _):
        for number, run in enumerate(runs):
            former = runs[max(0, number - SOON - 1) : number]
            counts = _moved(con, bound, run, former) if former else (0, 0, 0, 0)
            m = run.manifest
            turns.append(
                Turn(m.as_of, m.counts["subjects"], m.counts["tiers"], m.counts["outcomes"],
                     *counts)
            )  # fmt: skip
    best = bound.tiers[0].id
    size = sum(turn.tiers.get(best, 0) for turn in turns)
    total = Total(
        runs=len(turns),
        changes=sum(t.promoted + t.demoted for t in turns),
        demoted=sum(t.demoted for t in turns),
        deep=sum(t.deep for t in turns),
        back=sum(t.back for t in turns),
        top=(200 * size + len(turns)) // (2 * len(turns)),
    )
    return tuple(turns), total


def _moved(
    con: Any, bound: BoundPolicy, run: StoredRun, former: Sequence[StoredRun]
) -> tuple[int, int, int, int]:
    """Promoted, demoted, deep, back. `former` are the runs before it, the latest last."""
    name = "held.tier" if _holds(run) else "tier"
    tiers = ", ".join(literal(t.id) for t in bound.tiers)
    joins = [f"{_tiers(run, name)} t0"]
    for n, other in enumerate(reversed(former), 1):
        joins.append(f"LEFT JOIN {_tiers(other, name)} t{n} USING (id)")
    now, before = (f"list_position([{tiers}], t{n}.tier)" for n in (0, 1))
    back = [
        " AND ".join([f"t0.tier = t{n}.tier", *(f"t0.tier <> t{k}.tier" for k in range(1, n))])
        for n in range(2, len(former) + 1)
    ]
    counted = [f"{now} < {before}", f"{now} > {before}", f"{now} >= {before} + 2",
               " OR ".join(f"({b})" for b in back) or "false"]  # fmt: skip
    sums = ", ".join(f"count(*) FILTER (WHERE {c})" for c in counted)
    found = con.execute(f"SELECT {sums} FROM {' '.join(joins)}").fetchone()
    promoted, demoted, deep, again = found
    return promoted, demoted, deep, again


def _holds(run: StoredRun) -> bool:
    return any(c.name == "held.tier" for c in decision_columns(run.bound))


def _tiers(run: StoredRun, name: str) -> str:
    files = run.decision_relation()
    return f"(SELECT id, {quoted(name)} AS tier FROM {files})"
