"""The Python API: load a policy, check it, decide one record or a frame, ask why.

`engine` exports what stands here. Tables of rows are what the data files are: customers and child
tables may be lists of records (mappings from heading to value), pandas frames, or paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine._api.given import (
    Day,
    Record,
    Tables,
    canonical_table,
    context_of,
    day_of,
    picked,
    read_day,
    unnested,
)
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import PolicyError
from engine.atoms.numbers import show
from engine.atoms.text import Source
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, decision_columns, score_scale

if TYPE_CHECKING:
    import pandas

    from engine.compile.plan import Plan
    from engine.explain import Explanation


@dataclass(frozen=True)
class Decision:
    """What a policy says of one customer.

    `score` is exact; `score_text` the same as it is written. `reasons` are codes, ranked.
    `findings` name each cell that could not be read: where, what was seen, what was expected.
    `row` holds every column of `engine.bind.contract.decision_columns`, numbers as integers at
    the column's scale and dates as days since 1970-01-01.
    """

    id: str
    outcome: str
    tier: str | None
    score: Decimal | None
    score_text: str | None
    reasons: tuple[str, ...]
    actions: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    row: Mapping[str, Any] = field(repr=False)
    _why: Any = field(repr=False, compare=False)

    def why(self) -> Explanation:
        """The decision as a person would explain it; `.say("en")` gives lines of text."""
        explanation: Explanation = self._why()
        return explanation


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
        id: str | None = None,
        insist: bool = False,
    ) -> Decision:
        """The decision on one customer; see `engine.decide`."""
        return decide(
            self, record, as_of=as_of, context=context, tables=tables, id=id, insist=insist
        )

    def decide_table(
        self,
        frame: pandas.DataFrame | None = None,
        *,
        as_of: Day | None = None,
        context: Mapping[str, Any] | None = None,
        tables: Tables | None = None,
        columns: Literal["short", "all"] = "short",
        insist: bool = False,
    ) -> pandas.DataFrame:
        """Decisions on every customer of a frame; see `engine.decide_table`."""
        return decide_table(
            self, frame, as_of=as_of, context=context, tables=tables, columns=columns, insist=insist
        )

    def why(
        self,
        record: Record | None = None,
        *,
        as_of: Day | None = None,
        context: Mapping[str, Any] | None = None,
        tables: Tables | None = None,
        id: str | None = None,
        insist: bool = False,
    ) -> Explanation:
        """Why one customer is decided so; see `engine.why`."""
        return why(self, record, as_of=as_of, context=context, tables=tables, id=id, insist=insist)

    def _plan(self, as_of: int, context: Mapping[str, Any]) -> Plan:
        from engine.compile.lower import lower

        return lower(self.bound, as_of, context)

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


def load(path_or_text: str | Path) -> LoadedPolicy:
    """The policy of a file, or of a text of several lines, ready to decide.

    Raises PolicyError, whose `diagnostics` say what is wrong and where, and UsageError where the
    file cannot be read. Warnings do not stop it: they are in `findings`.

    >>> load("policies/starter/policy.yaml").id
    'starter'
    """
    source = _source(path_or_text)
    from engine.check import inspect

    bound, findings = inspect(source)
    if bound is None or any(d.severity == "error" for d in findings):
        raise PolicyError(findings)
    return LoadedPolicy(bound, source, tuple(findings))


def check(path_or_text: str | Path, *, today: Day | None = None) -> list[Diagnostic]:
    """Every finding about a policy, errors and warnings, in file order; empty when there is none.

    Dates are held against `today` where it is given. Each finding has `code`, `severity`,
    `message(language)`, `help(language)` and its place `at`.

    >>> [d.code for d in check("keytier: 1\\npolicy: x\\nversoin: 1.0.0\\n")].count("KT111")
    1
    """
    from engine.check import inspect

    return inspect(_source(path_or_text), None if today is None else read_day(today))[1]


def decide(
    policy: LoadedPolicy | str | Path,
    record: Record | None = None,
    *,
    as_of: Day | None = None,
    context: Mapping[str, Any] | None = None,
    tables: Tables | None = None,
    id: str | None = None,
    insist: bool = False,
) -> Decision:
    """The decision on one customer.

    `record` maps headings to values as a file would hold them: texts, ints, Decimals, dates,
    booleans; a float is read by its shortest decimal text. A key may also be a field's id, and
    what is not there is missing. Rows of child tables stand in it under the table's id, or in
    `tables`, which maps table ids to records. Without a record, `tables` may be frames or paths
    too, and `id` picks the customer. `as_of` is the day to decide for, needed where anything
    depends on a day. `insist` lets a policy decide outside `effective`.

    A cell that cannot be read gives the outcome `error`, as in a run. Raises DataError where a
    key looks like a misspelt heading or a table cannot be read at all, RunError for a day outside
    `effective` or a context without weights, UsageError for a call that makes no sense.

    >>> decide("policies/starter/policy.yaml",
    ...        {"customer_id": "C-1", "purchases_12m": "1,200,000", "satisfaction": 90,
    ...         "years": 8, "overdue_days": 0}, as_of="2026-06-30").score
    Decimal('93')
    """
    loaded = _loaded(policy)
    day = day_of(loaded.bound, as_of, insist)
    known = context_of(loaded.bound, context or {})
    faults: tuple[Any, ...] = ()
    if record is None:
        inputs = picked(loaded.bound, tables or {}, day, id)
    else:
        record, own = unnested(loaded.bound, record, tables or {})
        inputs, faults = loaded._reader(day).read(record, own)
    row = loaded._decider(day, known)(inputs)
    return _decision(loaded, row, inputs, day, known, tuple(f.diagnostic() for f in faults))


def why(
    policy: LoadedPolicy | str | Path,
    record: Record | None = None,
    *,
    as_of: Day | None = None,
    context: Mapping[str, Any] | None = None,
    tables: Tables | None = None,
    id: str | None = None,
    insist: bool = False,
) -> Explanation:
    """Why one customer is decided so: decides as `decide` does, and explains it.

    >>> explanation = why("policies/starter/policy.yaml",
    ...                   {"customer_id": "C-1", "purchases_12m": 50000, "satisfaction": 60,
    ...                    "years": 1, "overdue_days": 0}, as_of="2026-06-30")
    >>> explanation.reasons[0].sentence.en
    'purchases: CNY 50,000.00 gives 40 of 100 points, 30 of the score lost'
    """
    decision = decide(
        policy, record, as_of=as_of, context=context, tables=tables, id=id, insist=insist
    )
    return decision.why()


def decide_table(
    policy: LoadedPolicy | str | Path,
    frame: pandas.DataFrame | None = None,
    *,
    as_of: Day | None = None,
    context: Mapping[str, Any] | None = None,
    tables: Tables | None = None,
    columns: Literal["short", "all"] = "short",
    insist: bool = False,
) -> pandas.DataFrame:
    """Decisions on every customer of a pandas frame, one row each, in the order of their ids.

    `frame` has a column for each heading that the policy reads (any dtype; floats are read by
    their shortest decimal text), or is None where the customers come from a table.

    With `columns="short"` the result has `id`, `outcome`, `tier`, `tier_by_points`, `route`,
    scores and gaps, parameters of benefits, `actions` and `reasons`; numbers are exact Decimals,
    None where missing. With `columns="all"` it has every decision column, integers (Int64) at
    their scale exactly as a run stores them; `result.attrs["scales"]` maps column to scale.

    Raises as `decide` does; gates of the policy stop it with DataError.

    >>> import pandas
    >>> frame = pandas.DataFrame({"customer_id": ["C-1", "C-2"], "purchases_12m": [1200000, 50],
    ...                           "satisfaction": [90, None], "years": [8, 1],
    ...                           "overdue_days": [0, 120]})
    >>> decided = decide_table("policies/starter/policy.yaml", frame, as_of="2026-06-30")
    >>> list(decided["tier"]), decided["score"][0]
    (['key', 'standard'], Decimal('93'))
    """
    loaded = _loaded(policy)
    day = day_of(loaded.bound, as_of, insist)
    known = context_of(loaded.bound, context or {})
    from engine.connect.sources.frames import make_frame
    from engine.decide.columns import select_sql

    wanted = [c for c in loaded.columns if columns == "all" or c.name in _short(loaded)]
    with canonical_table(loaded.bound, frame, tables or {}, day, None) as (con, table):
        query = select_sql(loaded._plan(day, known), table)
        names = ", ".join(_quoted(c.name) for c in wanted)
        found = con.execute(f"SELECT {names} FROM ({query}) ORDER BY id").fetchnumpy()
    made = make_frame(found, wanted, decimals=columns == "short")
    if columns == "all":
        made.attrs["scales"] = {c.name: c.scale for c in wanted if c.storage == "integer"}
    return made  # type: ignore[no-any-return]


def _short(loaded: LoadedPolicy) -> set[str]:
    """The columns that people look at first."""
    benefits = {c.name for c in loaded.columns if c.part in loaded.bound.benefits}
    return benefits | {
        "id", "outcome", "tier", "tier_by_points", "route", "score", "score_best",
        "to_keep", "to_reach", "actions", "reasons",
    }  # fmt: skip


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


# --- inside -----------------------------------------------------------------------------------


def _source(path_or_text: str | Path) -> Source:
    """A text where it has several lines, else the file of that name."""
    from engine.author.read import load_source

    if isinstance(path_or_text, str) and "\n" in path_or_text:
        return Source("<text>", path_or_text)
    return load_source(Path(path_or_text))


def _loaded(policy: LoadedPolicy | str | Path) -> LoadedPolicy:
    return policy if isinstance(policy, LoadedPolicy) else load(policy)


def _decision(
    loaded: LoadedPolicy,
    row: Mapping[str, Any],
    inputs: Mapping[str, Any],
    as_of: int,
    context: Mapping[str, Any],
    findings: tuple[Diagnostic, ...],
) -> Decision:
    """A row as a Decision."""

    def explained() -> Explanation:
        from engine.explain import explain

        return explain(row, loaded.bound, as_of=as_of, context=context, inputs=inputs)

    score = row.get("score")
    text = None if score is None else show(score, score_scale(loaded.bound))
    return Decision(
        id=row["id"] or "",
        outcome=row["outcome"],
        tier=row["tier"],
        score=None if text is None else Decimal(text),
        score_text=text,
        reasons=tuple(row["reasons"] or ()),
        actions=tuple(row["actions"] or ()),
        findings=findings,
        row=row,
        _why=explained,
    )
