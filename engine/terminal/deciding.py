"""What `run` and `why` ask for, and one customer decided for `why`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.atoms.dates import to_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.bind.bound import BoundPolicy
from engine.terminal.loading import bound_policy, context_of, day_for, once
from engine.terminal.talk import Talk

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


def waits_for_typing(data: str | None) -> bool:
    """Whether data would have to be typed by hand: `-`, and standard input is a terminal."""
    return data == "-" and sys.stdin.isatty()


def decide_one(
    talk: Talk, wish: Wish, id: str
) -> tuple[BoundPolicy, Row, Row, int, Mapping[str, Any]]:
    """The policy, the decision on one customer, the inputs, the day and the context."""
    from engine.compile.lower import lower
    from engine.decide.record import record_decider

    bound = bound_policy(talk, wish.policy)
    day = day_for(talk, bound, wish.as_of, wish.outside_effective)
    context = context_of(bound, wish.context)
    plan = lower(bound, day, context)
    inputs = _inputs(bound, wish, day, id)
    return bound, record_decider(plan)(inputs), inputs, day, context


def _inputs(bound: BoundPolicy, wish: Wish, day: int, id: str) -> Row:
    """The canonical row of one customer, from the files."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import scratch
    from engine.connect.sources import Data

    with scratch() as (con, work):
        customers = None if wish.data is None else Data(wish.data, encoding=wish.encoding)
        tables = {
            n: Data(f, encoding=wish.encoding) for n, f in once("--table", wish.tables).items()
        }
        made = canonicalise(con, bound, customers, tables, day, work, only=id)
        found = con.execute(f"SELECT * FROM {made.table}")
        names = [c[0] for c in found.description]
        rows = found.fetchall()
    if not rows:
        raise UsageError(Diagnostic("KT455", {"id": id}))
    return {n: _plain(v) for n, v in zip(names, rows[0], strict=True)}


def _plain(value: Any) -> Any:
    return to_day(value) if isinstance(value, date) else value
