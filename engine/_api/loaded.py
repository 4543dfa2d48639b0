"""A policy without errors, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from engine._api.before import Before, before_of, brought_by
from engine._api.decision import Decision, decision_of
from engine._api.given import (
    Day,
    Record,
    Tables,
    canonical_table,
    day_of,
    picked,
    read_context,
    refuse,
    unnested,
)
from engine._api.out_of_turn import event_of, events_of
from engine._api.overriding import brought_by_overrides, override_of
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import PolicyError
from engine.atoms.text import Source
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, decision_columns

if TYPE_CHECKING:
    import pandas

    from engine.compile.plan import Plan
    from engine.explain import Explanation
    from engine.ledger.frozen import Frozen

_FIRST: Final = frozenset({
    "id", "members", "outcome", "tier", "tier_by_points", "route", "priority", "no_seat",
    "segment", "stage", "event", "move", "score", "score_best", "to_keep", "to_reach", "actions",
    "reasons",
})  # fmt: skip
#: So many cells in error of a frame are told one by one.
_FINDINGS: Final = 100
_OF_SCORES: Final = ("score", "score_best", "cut", "to_keep", "to_reach")


@dataclass(frozen=True)
class LoadedPolicy:
    """A policy without errors, ready to decide. Make one with `load`."""

    bound: BoundPolicy
    source: Source
    findings: tuple[Diagnostic, ...] = ()  # warnings only

    @property
    def id(self) -> str:
        """The policy's id."""
        return self.bound.policy.id

    @property
    def version(self) -> str:
        """The policy's version, as written."""
        return self.bound.policy.version

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a decision, with their storage and scale."""
        return decision_columns(self.bound)

    def decide(
        self,
        record: Record | None = None,
        *,
        as_of: Day | None = None,
        context: Mapping[str, Any] | None = None,
        tables: Tables | None = None,
        previous: Before | None = None,
        id: str | None = None,
        insist: bool = False,
        facts: str | Path | None = None,
        overrides: str | Path | None = None,
        event: str | None = None,
    ) -> Decision:
        """The decision on one customer; see `engine.decide`."""
        day = day_of(self.bound, as_of, insist)
        known = read_context(self.bound, context or {})
        named = {} if event is None else event_of(self.bound, event, previous)
        if named and facts is None and isinstance(previous, str | Path) and self.bound.by_facts:
            facts = previous

        def decided(inputs: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
            if previous is not None:
                inputs |= before_of(self.bound, previous, day, str(inputs["id"]))
            inputs |= named
            if overrides is not None:
                inputs |= override_of(self.bound, overrides, day, str(inputs["id"]))
            if facts is not None:
                inputs = self._frozen(facts).row(self.bound, inputs)
            return self._decider(day, known)(inputs), inputs

        if record is None:
            if self.bound.policy.customers.from_ids_of is None:
                refuse("record", record, "a mapping from headings to values", "从列名到值的映射")
            row, inputs, faults = picked(self.bound, tables or {}, day, id, decided)
            return decision_of(self.bound, row, inputs, day, known, faults)
        record, own = unnested(self.bound, record, tables or {})
        reader = self._reader(day)
        inputs, faults = reader.read(record, own)
        row, inputs = decided(inputs)
        if row["outcome"] == "error":
            from engine.connect.decided_errors import told_decided

            faults += tuple(
                told_decided(self.bound, day, row["reasons"], inputs, faults, reader.headings)
            )
        return decision_of(self.bound, row, inputs, day, known, faults)

    def decide_table(
        self,
        frame: pandas.DataFrame | None = None,
        *,
        as_of: Day | None = None,
        context: Mapping[str, Any] | None = None,
        tables: Tables | None = None,
        previous: str | Path | None = None,
        columns: Literal["short", "all"] = "short",
        insist: bool = False,
        facts: str | Path | None = None,
        overrides: str | Path | None = None,
        events: Any = None,
    ) -> pandas.DataFrame:
        """Decisions on every customer of a frame; see `engine.decide_table`."""
        from engine.connect.canonical import with_decided
        from engine.connect.sources.frames import make_frame
        from engine.decide.columns import as_stored, error_words, select_sql

        if columns not in ("short", "all"):
            refuse("columns", columns, "`short` or `all`", "`short` 或 `all`")
        day = day_of(self.bound, as_of, insist)
        given = read_context(self.bound, context or {})
        wanted = [c for c in self.columns if columns == "all" or c.name in self._short]
        brought = [] if previous is None else [brought_by(self.bound, previous, day)]
        if overrides is not None:
            brought.append(brought_by_overrides(self.bound, overrides, day))
        known = None if facts is None else self._frozen(facts)
        read = None
        if events is not None:
            read, of_events = events_of(self.bound, events, previous, day)
            known = known or of_events
        with canonical_table(
            self.bound, frame, tables or {}, day, None, brought, shown=_FINDINGS, events=read
        ) as (con, made):
            plan = self._plan(day, given)
            rows = self._with_facts(con, made.table, day, given, known)
            query = select_sql(plan, rows, error_words(plan, made.table, con))
            con.execute(f"CREATE TEMP TABLE decisions AS {query}")
            in_error = "(SELECT id, unnest(reasons) AS code FROM decisions WHERE outcome = 'error')"
            made = with_decided(con, self.bound, day, made, in_error, _FINDINGS)
            found = con.execute(f"{as_stored(wanted)} FROM decisions ORDER BY id").fetchnumpy()
        frame = make_frame(found, wanted, decimals=columns == "short")
        frame.attrs["faults"] = made.faults
        frame.attrs["findings"] = [*made.notes, *(f.diagnostic() for f in made.first_faults)]
        if columns == "all":
            frame.attrs["scales"] = {c.name: c.scale for c in wanted if c.storage == "integer"}
        return frame

    def why(
        self,
        record: Record | None = None,
        *,
        as_of: Day | None = None,
        context: Mapping[str, Any] | None = None,
        tables: Tables | None = None,
        previous: Before | None = None,
        id: str | None = None,
        insist: bool = False,
        facts: str | Path | None = None,
        overrides: str | Path | None = None,
        event: str | None = None,
    ) -> Explanation:
        """Why one customer is decided so; see `engine.why`."""
        return self.decide(
            record,
            as_of=as_of,
            context=context,
            tables=tables,
            previous=previous,
            id=id,
            insist=insist,
            facts=facts,
            overrides=overrides,
            event=event,
        ).why()

    @cached_property
    def _short(self) -> frozenset[str]:
        """The columns that people look at first."""
        cards = {card.column(what) for card in self.bound.scorecards for what in _OF_SCORES}
        waiting = {f"{tier.id}.place" for _, tier, _ in self.bound.seated()}
        return (
            _FIRST
            | cards
            | waiting
            | {c.name for c in self.columns if c.part in self.bound.benefits}
        )

    def _plan(self, as_of: int, context: Mapping[str, Any]) -> Plan:
        from engine.compile.lower import lower

        return lower(self.bound, as_of, context)

    def _frozen(self, facts: str | Path) -> Frozen:
        """The facts of a run, read once."""
        from engine.ledger.frozen import frozen

        key = ("facts", str(facts))
        if key not in self._made:
            self._made[key] = frozen(facts, self.bound)
        found: Frozen = self._made[key]
        return found

    def _with_facts(
        self,
        con: Any,
        table: str,
        as_of: int,
        context: Mapping[str, Any],
        of: Frozen | None,
    ) -> str:
        """The canonical rows of a table with what is known of everybody: in that run, or in the
        table itself."""
        from engine.decide.contest import find_facts, waiting_tables
        from engine.decide.facts import known

        if of is not None:
            return known(con, self.bound, of.facts, of.places(self.bound)).rows(table)
        found = find_facts(con, self.bound, as_of, context, table)
        return known(con, self.bound, found, waiting_tables(self.bound)).rows(table)

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    def _decider(self, as_of: int, context: Mapping[str, Any]) -> Any:
        """The generated function for a day and context, made once."""
        from engine.decide.record import record_decider

        key = ("decide", as_of, tuple(sorted(context.items())))
        if key not in self._made:
            self._made[key] = record_decider(self._plan(as_of, context))
        return self._made[key]

    def _reader(self, as_of: int) -> Any:
        """The reader of raw records for a day, made once."""
        from engine.connect.record import RecordReader

        if ("read", as_of) not in self._made:
            self._made["read", as_of] = RecordReader(self.bound, as_of)
        return self._made["read", as_of]


def loaded_policy(path_or_text: str | Path) -> LoadedPolicy:
    """The policy of a file, or of a text of several lines. Raises PolicyError, UsageError."""
    from engine.check import inspect

    source = source_of(path_or_text)
    bound, findings = inspect(source)
    if bound is None or any(d.severity == "error" for d in findings):
        raise PolicyError(findings)
    return LoadedPolicy(bound, source, tuple(findings))


def source_of(path_or_text: str | Path) -> Source:
    """A text where it has several lines, else the file of that name."""
    from engine.author.read import load_source

    if not isinstance(path_or_text, str | PathLike):
        refuse("path_or_text", path_or_text, "a path, or a text of several lines",
               "路径，或有多行的文本")  # fmt: skip
    if isinstance(path_or_text, str) and "\n" in path_or_text:
        return Source("<text>", path_or_text)
    return load_source(Path(path_or_text))
