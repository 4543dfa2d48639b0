"""What commands that decide ask for, and one customer decided for `why`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.atoms.dates import exact
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.atoms.text import Source
from engine.author.policy import FX, Policy
from engine.bind.bound import BoundPolicy
from engine.terminal.loading import bound_policy, context_of, day_for, once, sound_policy
from engine.terminal.talk import Talk

if TYPE_CHECKING:
    from engine.connect.assemble import Brought
    from engine.connect.canonical import Canonical
    from engine.connect.faults import CellFault
    from engine.connect.sources import Data
    from engine.explain import SeenCell
    from engine.ledger.frozen import Frozen
    from engine.ledger.run import Asked
    from engine.ledger.stored import StoredRun

Row = dict[str, Any]
Decider = Callable[[Row], Row]
_Found = tuple[Row, Row, "tuple[CellFault, ...]"]  # decision, canonical row, cells in error
_SHOWN = 20
_FAULTS = 10_000  # of everybody, among which those of one customer are looked for


@dataclass(frozen=True, slots=True)
class Wish:
    """A policy, data, and what is asked of them, as typed."""

    policy: Path
    data: str | None
    tables: tuple[tuple[str, str], ...]
    as_of: int | None
    context: tuple[tuple[str, str], ...]
    encoding: str | None
    outside_effective: bool
    previous: Path | None = None
    facts: Path | None = None
    overrides: Path | None = None

    def narrowed(self, tables: Collection[str], context: Collection[str]) -> Wish:
        """The same without tables and facts about us that are not among these."""
        return replace(
            self,
            tables=tuple(pair for pair in self.tables if pair[0] in tables),
            context=tuple(pair for pair in self.context if pair[0] in context),
        )


def tables_of(policy: Policy) -> set[str]:
    """What a run of the policy may be given beside the customers: its tables, and the rates."""
    return {*policy.tables, *([FX] if policy.fx is not None else [])}


def asked_of(
    talk: Talk, wish: Wish, sound: tuple[bytes, Source, BoundPolicy] | None = None
) -> Asked:  # fmt: skip
    """What the ledger is asked to run; `sound` is the policy where it is read already."""
    from engine.connect.overrides import read_overrides
    from engine.connect.sources import Data
    from engine.ledger.run import Asked

    raw, source, bound = sound_policy(talk, wish.policy) if sound is None else sound
    day = day_for(talk, bound, wish.as_of, wish.outside_effective)
    tables = once("--table", wish.tables)
    return Asked(
        source,
        bound,
        None if wish.data is None else Data(wish.data, encoding=wish.encoding),
        day,
        {name: Data(file, encoding=wish.encoding) for name, file in tables.items()},
        context_of(bound, wish.context),
        insist=wish.outside_effective,
        written=raw,
        previous=wish.previous,
        overrides=None if wish.overrides is None else read_overrides(wish.overrides, bound),
        facts=frozen_of(bound, wish.facts),
    )


def waits_for_typing(data: str | None) -> bool:
    """Whether data would have to be typed by hand: `-`, and standard input is a terminal."""
    return data == "-" and sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class Told:
    """A decision and all that it was made from."""

    bound: BoundPolicy
    decided: Mapping[str, Any]
    inputs: Mapping[str, Any]
    as_of: int
    context: Mapping[str, Any]
    cells: tuple[SeenCell, ...]


def stored_one(run: StoredRun, id: str) -> Told:
    """The decision on one customer from the run's own files; nothing is decided anew."""
    decided = run.decision(id)
    if decided is None and (group := run.group_of(id)) is not None:
        id, decided = group, run.decision(group)  # a company has its group's decision
    inputs = run.inputs(id)
    if decided is None or inputs is None:
        from engine.ledger.verify.sealed import not_in

        raise not_in(run.folder, run.manifest, id)
    ids = dict.fromkeys((id, *(decided.get("members") or ())))
    error = decided["outcome"] == "error"
    cells = tuple(c for i in ids for c in run.cells_in_error(i)) if error else ()
    return Told(run.bound, decided, inputs, run.as_of, run.context, cells)


def decide_one(talk: Talk, wish: Wish, id: str) -> Told:
    """The decision on one customer of the files, made now."""
    from engine.compile.lower import lower
    from engine.decide.record import record_decider
    from engine.explain import seen_cell

    bound = bound_policy(talk, wish.policy)
    day = day_for(talk, bound, wish.as_of, wish.outside_effective)
    context = context_of(bound, wish.context)
    plan = lower(bound, day, context)
    brought: tuple[Brought, ...] = ()
    if wish.previous is not None:
        from engine.ledger.previous import previous_run

        brought = (previous_run(wish.previous, bound, day).brought,)
    if wish.overrides is not None:
        from engine.connect.overrides import read_overrides

        brought = (*brought, read_overrides(wish.overrides, bound).brought(day))
    frozen = frozen_of(bound, wish.facts)
    decide = record_decider(plan)
    if bound.by_facts and frozen is None:
        made, inputs, faults = _among_all(bound, wish, day, context, id, brought, decide)
    else:
        made, inputs, faults = _inputs(bound, wish, day, id, brought, frozen, decide)
    return Told(bound, made, inputs, day, context, tuple(map(seen_cell, faults)))


def frozen_of(bound: BoundPolicy, run: Path | None) -> Frozen | None:
    """The facts of the run that is named."""
    from engine.ledger.frozen import frozen

    return None if run is None else frozen(run, bound)


def _among_all(
    bound: BoundPolicy,
    wish: Wish,
    day: int,
    context: Mapping[str, Any],
    id: str,
    brought: Sequence[Brought],
    decide: Decider,
) -> _Found:
    """The same with the facts of everybody in the files: seats and ranks depend on all."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import scratch
    from engine.decide.contest import find_facts, waiting_tables
    from engine.decide.facts import known

    with scratch() as (con, work):
        customers, tables = _data(wish)
        made = canonicalise(
            con, bound, customers, tables, day, work, shown=_FAULTS, brought=brought
        )
        facts = find_facts(con, bound, day, context, made.table)
        rows = known(con, bound, facts, waiting_tables(bound)).rows(made.table, " WHERE t.id = ?")
        row = _row(con, rows, id)
        decided = decide(row)
        made = _with_errors(con, bound, day, made, decided, _FAULTS)
    return decided, row, tuple(f for f in made.first_faults if f.id == id)


def _inputs(
    bound: BoundPolicy,
    wish: Wish,
    day: int,
    id: str,
    brought: Sequence[Brought],
    frozen: Frozen | None,
    decide: Decider,
) -> _Found:
    """The decision on one customer of the files, its canonical row, and its cells in error."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import scratch

    with scratch() as (con, work):
        customers, tables = _data(wish)
        made = canonicalise(con, bound, customers, tables, day, work, only=id, brought=brought)
        row = _row(con, made.table, id)
        if frozen is not None:
            row = frozen.row(bound, row)
        decided = decide(row)
        made = _with_errors(con, bound, day, made, decided, _SHOWN)
    return decided, row, made.first_faults


def _with_errors(
    con: Any, bound: BoundPolicy, day: int, made: Canonical, decided: Row, shown: int
) -> Canonical:
    """With the cells behind errors that only the decision found."""
    from engine.connect.canonical import with_decided
    from engine.connect.decided_errors import codes_of

    if decided["outcome"] != "error":
        return made
    return with_decided(con, bound, day, made, codes_of(decided), shown)


def _data(wish: Wish) -> tuple[Data | None, dict[str, Data]]:
    """The files that are named."""
    from engine.connect.sources import Data

    customers = None if wish.data is None else Data(wish.data, encoding=wish.encoding)
    tables = {n: Data(f, encoding=wish.encoding) for n, f in once("--table", wish.tables).items()}
    return customers, tables


def _row(con: Any, relation: str, id: str) -> Row:
    """The one row of a relation, which may ask for the id."""
    found = con.execute(f"SELECT * FROM {relation}", [id] if "?" in relation else [])
    names = [c[0] for c in found.description]
    rows = found.fetchall()
    if not rows:
        raise UsageError(Diagnostic("KT455", {"id": id}))
    return {n: exact(v) for n, v in zip(names, rows[0], strict=True)}
