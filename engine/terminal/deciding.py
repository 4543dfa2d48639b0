"""What `run` and `why` ask for, and one customer decided for `why`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.atoms.dates import to_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.bind.bound import BoundPolicy
from engine.terminal.loading import bound_policy, context_of, day_for, once
from engine.terminal.talk import Talk

if TYPE_CHECKING:
    from engine.connect.assemble import Brought
    from engine.connect.faults import CellFault
    from engine.explain import SeenCell

Row = dict[str, Any]


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
    inputs, faults = _inputs(bound, wish, day, id, brought)
    cells = tuple(map(seen_cell, faults))
    return Told(bound, record_decider(plan)(inputs), inputs, day, context, cells)


def _inputs(
    bound: BoundPolicy, wish: Wish, day: int, id: str, brought: Sequence[Brought]
) -> tuple[Row, tuple[CellFault, ...]]:
    """The canonical row of one customer, and what could not be read of it, from the files."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import scratch
    from engine.connect.sources import Data

    with scratch() as (con, work):
        customers = None if wish.data is None else Data(wish.data, encoding=wish.encoding)
        tables = {
            n: Data(f, encoding=wish.encoding) for n, f in once("--table", wish.tables).items()
        }
        made = canonicalise(con, bound, customers, tables, day, work, only=id, brought=brought)
        found = con.execute(f"SELECT * FROM {made.table}")
        names = [c[0] for c in found.description]
        rows = found.fetchall()
    if not rows:
        raise UsageError(Diagnostic("KT455", {"id": id}))
    row = {n: _plain(v) for n, v in zip(names, rows[0], strict=True)}
    return row, made.first_faults


def _plain(value: Any) -> Any:
    return to_day(value) if isinstance(value, date) else value
