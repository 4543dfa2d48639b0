"""Everybody decided by two policies, and those who move decided again with single parts exchanged.

A part is *enough* for a customer's move where the old policy with this one part of the new one
ends as the new policy does. It is *needed* where the new policy with the old part does not. Both
are decided, for every part and everybody who moves; nothing is guessed from the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from engine.atoms.errors import KeytierError
from engine.atoms.sql import quoted
from engine.author.policy import FX
from engine.bind.bound import BoundPolicy
from engine.bind.contract import decision_columns, facts_columns, input_columns
from engine.compile.lower import lower
from engine.connect.database import scratch
from engine.decide.columns import error_words, select_sql
from engine.decide.contest import find_facts, waiting_tables
from engine.decide.facts import known
from engine.ledger.run import Asked, RunResult, dry_run
from engine.rehearse.compare.parts import Part, differences
from engine.rehearse.compare.together import groups_of, mixed_with

#: What the canonical rows hang on: with another of these, data are read again.
_READ = frozenset({
    "customers", "tables", "data", "gates", "groups", "decide_for", "currency", "fx", "timezone",
    "checklist", "context",
})  # fmt: skip
#: What a decision answers beside outcome and tier; scores, flags and benefits too.
_ANSWERS = frozenset({"route", "segment", "stage", "priority", "move", "actions", "reasons"})
#: Hears (stage, done, of): `old`, `new`, then `parts` with how many are decided.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Change:
    """Parts that only make sense together (mostly one), and for how many of those who move they
    are enough by themselves, or needed beside others."""

    parts: tuple[Part, ...]
    enough: int
    needed: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a decision ends; `tier` is empty except for decided and waiting."""

    outcome: str
    tier: str | None


@dataclass(frozen=True, slots=True)
class Mover:
    """A customer who ends otherwise, and the numbers of the changes that are enough, or needed."""

    id: str
    was: Ended
    now: Ended
    enough: tuple[int, ...]
    needed: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """What two policies make of the same customers. `endings` counts customers by how they end
    with both; `only_old` and `only_new` those whom one of them does not have; `columns` how often
    each column differs among those who do not move, `others` how many of them any does. `words`
    are parts in which nothing but words differs."""

    old: RunResult
    new: RunResult
    endings: Mapping[tuple[Ended, Ended], int]
    only_old: int
    only_new: int
    columns: Mapping[str, int]
    others: int
    changes: tuple[Change, ...]
    words: tuple[Part, ...]
    _con: Any

    @property
    def both(self) -> int:
        """Customers whom both policies decide on."""
        return sum(self.endings.values())

    @property
    def moved(self) -> int:
        return sum(n for (was, now), n in self.endings.items() if was != now)

    @property
    def differs(self) -> bool:
        return bool(self.moved or self.others or self.only_old or self.only_new)

    def movers(self, limit: int | None = None) -> Iterator[Mover]:
        """Everybody who moves, by id in byte order; the first so many."""
        end = "" if limit is None else f" LIMIT {int(limit)}"
        found = self._con.execute(
            "SELECT m.*, t.enough, t.needed FROM moved m LEFT JOIN (SELECT id, "
            "list(part ORDER BY part) FILTER (enough) AS enough, "
            "list(part ORDER BY part) FILTER (needed) AS needed FROM tried GROUP BY id) t "
            f"USING (id) ORDER BY id{end}"
        )
        while batch := found.fetchmany(2048):
            for id_, o, t, o2, t2, enough, needed in batch:
                was, now = Ended(o, t), Ended(o2, t2)
                yield Mover(id_, was, now, tuple(enough or ()), tuple(needed or ()))


@contextmanager
def compared(
    old: Asked,
    new: Asked,
    *,
    progress: Progress = lambda stage, done, of: None,
) -> Iterator[Comparison]:
    """The comparison, to be read inside the `with` block. Both are asked for the same data, day
    and files. Raises what a run raises."""
    with ExitStack() as stack:
        progress("old", 0, 0)
        before = stack.enter_context(dry_run(old))
        progress("new", 0, 0)
        after = stack.enter_context(dry_run(new))
        con, _ = stack.enter_context(scratch())
        a, b = _decisions(before), _decisions(after)
        con.execute(
            "CREATE TABLE moved AS SELECT id, a.outcome AS o, a.tier AS t, b.outcome AS o2, "
            f"b.tier AS t2 FROM {a} a JOIN {b} b USING (id) "
            "WHERE a.outcome <> b.outcome OR a.tier IS DISTINCT FROM b.tier ORDER BY id"
        )
        endings = con.execute(
            "SELECT a.outcome, a.tier, b.outcome, b.tier, count(*) "
            f"FROM {a} a JOIN {b} b USING (id) GROUP BY ALL"
        ).fetchall()
        gone, come = (
            con.execute(f"SELECT count(*) FROM {x} ANTI JOIN {y} USING (id)").fetchone()[0]
            for x, y in ((a, b), (b, a))
        )
        others, columns = _otherwise(con, old.bound, new.bound, a, b)
        parts = differences(old.bound.policy, new.bound.policy)
        groups = groups_of(old.bound, new.bound, [p for p in parts if p.decides])
        con.execute("CREATE TABLE tried (id VARCHAR, part INTEGER, enough BOOLEAN, needed BOOLEAN)")
        if con.execute("SELECT count(*) FROM moved").fetchone()[0]:
            _try_all(con, old, new, before, after, groups, progress)
        counted = {
            part: (enough, needed)
            for part, enough, needed in con.execute(
                "SELECT part, count(*) FILTER (enough), count(*) FILTER (needed) "
                "FROM tried GROUP BY part"
            ).fetchall()
        }
        yield Comparison(
            before,
            after,
            {(Ended(o, t), Ended(o2, t2)): n for o, t, o2, t2, n in endings},
            gone,
            come,
            columns,
            others,
            tuple(Change(g, *counted.get(k, (0, 0))) for k, g in enumerate(groups)),
            tuple(p for p in parts if not p.decides),
            con,
        )


def _decisions(run: RunResult) -> str:
    return run.run.decision_relation()


def _otherwise(
    con: Any, old: BoundPolicy, new: BoundPolicy, a: str, b: str
) -> tuple[int, dict[str, int]]:
    """Among those who do not move: how many differ in an answer that both give, and in which."""
    theirs = {(c.name, c.storage, c.scale) for c in decision_columns(new)}
    asked = {*_ANSWERS, *(card.column("score") for card in old.scorecards)}
    parts = {*(flag.id for flag in old.flags), *old.benefits}
    names = [
        c.name
        for c in decision_columns(old)
        if (c.name, c.storage, c.scale) in theirs and (c.name in asked or c.part in parts)
    ]
    differ = [f"a.{quoted(n)} IS DISTINCT FROM b.{quoted(n)}" for n in names]
    if not names:
        return 0, {}
    sums = ", ".join(f"count(*) FILTER (WHERE {one})" for one in ("(" + " OR ".join(differ) + ")",
                                                                  *differ))  # fmt: skip
    any_, *each = con.execute(
        f"SELECT {sums} FROM {a} a JOIN {b} b USING (id) "
        "WHERE a.outcome = b.outcome AND a.tier IS NOT DISTINCT FROM b.tier"
    ).fetchone()
    return any_, {name: n for name, n in zip(names, each, strict=True) if n}


def _try_all(
    con: Any,
    old: Asked,
    new: Asked,
    before: RunResult,
    after: RunResult,
    groups: Sequence[tuple[Part, ...]],
    progress: Progress,
) -> None:
    """Fills the table `tried`: for each group of parts, whom of the movers it is enough for, and
    whom it is needed for."""
    for number, group in enumerate(groups):
        progress("parts", number, len(groups))
        if len(groups) == 1:
            con.execute("INSERT INTO tried SELECT id, 0, true, true FROM moved")
            return
        for name, base, other, ran in (
            ("enough", old, new, before),
            ("needed", new, old, after),
        ):
            mixed = mixed_with(base.bound, other.bound, group)
            assert mixed is not None  # it was bound when the parts were put together
            read = any(part.path[0] in _READ for part in group)
            with _decided(con, _for(mixed, base, other), mixed, ran, read) as decided:
                same = "d.outcome = m.o2 AND d.tier IS NOT DISTINCT FROM m.t2"
                con.execute(
                    f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT m.id FROM moved m "
                    f"LEFT JOIN {decided} d USING (id) "
                    f"WHERE {same if name == 'enough' else f'({same}) IS NOT TRUE'}"
                )
        con.execute(
            f"INSERT INTO tried SELECT id, {number}, e.id IS NOT NULL, n.id IS NOT NULL "
            "FROM enough e FULL JOIN needed n USING (id)"
        )


def _for(mixed: BoundPolicy, base: Asked, other: Asked) -> Asked:
    """What to run a mixed policy on: the tables and context values that it has."""
    tables = {**other.tables, **base.tables}
    context = {**other.context, **base.context}
    wanted = {*mixed.policy.tables, *([FX] if mixed.policy.fx is not None else [])}
    return replace(
        base,
        bound=mixed,
        insist=True,
        tables={name: data for name, data in tables.items() if name in wanted},
        context={name: value for name, value in context.items() if name in mixed.policy.context},
    )


@contextmanager
def _decided(
    con: Any, asked: Asked, mixed: BoundPolicy, ran: RunResult, read: bool
) -> Iterator[str]:
    """A relation (id, outcome, tier) of those who move, as a mixed policy decides."""
    columns = {c.name for c in input_columns(ran.run.bound)}
    told = {c.name for c in facts_columns(mixed)}
    if read or not {c.name for c in input_columns(mixed)} - told <= columns:
        with ExitStack() as stack:
            try:
                again = stack.enter_context(dry_run(asked))
            except KeytierError:  # a gate of the one policy may stop the data of the other
                yield "(SELECT id, o AS outcome, t AS tier FROM moved WHERE false)"
                return
            yield _decisions(again)
        return
    types = {"integer": "BIGINT", "text": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
             "words": "VARCHAR[]"}  # fmt: skip
    wanted = ", ".join(
        f"CAST({'NULL' if c.name in told else quoted(c.name)} AS {types[c.storage]}) "
        f"AS {quoted(c.name)}"
        for c in input_columns(mixed)
    )
    # Who finds a seat, or how one ranks, depends on everybody; else nobody else matters.
    who = "" if mixed.by_facts else " WHERE id IN (SELECT id FROM moved)"
    files = ran.run.input_relation()
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE canonical AS SELECT {wanted} FROM {files}{who} ORDER BY id"
    )
    plan = lower(mixed, asked.as_of, asked.context)
    facts = find_facts(con, mixed, asked.as_of, asked.context, "canonical")
    rows = known(con, mixed, facts, waiting_tables(mixed)).rows("canonical")
    errors = error_words(plan, "canonical", con)
    yield f"(SELECT id, outcome, tier FROM ({select_sql(plan, rows, errors)}))"
