"""The Python API: load a policy, check it, decide one record or a frame, ask why.

`engine` exports what stands here. Tables of rows are what the data files are: customers and child
tables may be lists of records (mappings from heading to value), pandas frames, or paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from engine.atoms.dates import from_day, read_date, to_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import PolicyError, RunError, UsageError
from engine.atoms.numbers import Fault, show
from engine.atoms.text import Source
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, decision_columns, score_scale

if TYPE_CHECKING:
    import pandas

    from engine.compile.plan import Plan
    from engine.explain import Explanation

Record = Mapping[str, Any]
Tables = Mapping[str, Any]  # table id → records, a frame, or a path
Day = str | date


@dataclass(frozen=True)
class Decision:
    """What a policy says of one customer.

    `score` is exact; `score_text` the same as it is written. `reasons` are codes, ranked;
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
    def _deciders(self) -> dict[Any, Any]:
        return {}

    def _decider(self, as_of: int, context: Mapping[str, Any]) -> Any:
        """The generated function for a day and context, made once."""
        from engine.decide.record import record_decider

        key = (as_of, tuple(sorted(context.items())))
        if key not in self._deciders:
            self._deciders[key] = record_decider(self._plan(as_of, context))
        return self._deciders[key]


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

    return inspect(_source(path_or_text), None if today is None else _day(today))[1]


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
    booleans; a float is read by its shortest decimal text. Its own rows of a child table may
    stand in it under the table's id. `tables` maps the policy's table ids to records, frames or
    paths; `id` picks a customer where they hold several. `as_of` is the day to decide for,
    needed where anything depends on a day. `insist` lets a policy decide outside `effective`.

    A cell that cannot be read gives the outcome `error`, as in a run. Raises DataError where a
    needed heading or table cannot be read at all, RunError for a wrong context or a day outside
    `effective`, UsageError for a call that makes no sense.

    >>> decide("policies/starter/policy.yaml",
    ...        {"customer_id": "C-1", "purchases_12m": "1,200,000", "satisfaction": 90,
    ...         "years": 8, "overdue_days": 0}, as_of="2026-06-30").score
    Decimal('93')
    """
    loaded = _loaded(policy)
    day = _as_of(loaded, as_of, insist)
    known = _context(loaded.bound, context or {})
    inputs = _canonical(loaded.bound, record, tables or {}, day, id)
    row = loaded._decider(day, known)(inputs)
    return _decision(loaded, row, inputs, day, known)


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
    day = _as_of(loaded, as_of, insist)
    known = _context(loaded.bound, context or {})
    from engine.connect.sources.frames import make_frame
    from engine.decide.columns import select_sql

    wanted = [c for c in loaded.columns if columns == "all" or c.name in _short(loaded)]
    with _canonical_table(loaded.bound, frame, tables or {}, day, None) as (con, table):
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
) -> Decision:
    """A row as a Decision."""

    def explained() -> Explanation:
        from engine.explain import explain

        return explain(row, loaded.bound, as_of=as_of, context=context, inputs=inputs)

    score = row.get("score")
    text = None if score is None else show(score, score_scale(loaded.bound))
    return Decision(
        id=row["id"],
        outcome=row["outcome"],
        tier=row["tier"],
        score=None if text is None else Decimal(text),
        score_text=text,
        reasons=tuple(row["reasons"] or ()),
        actions=tuple(row["actions"] or ()),
        row=row,
        _why=explained,
    )


def _as_of(loaded: LoadedPolicy, as_of: Day | None, insist: bool) -> int:
    """The day to decide for, inside `effective` unless the caller insists.

    Today, where no decision depends on the day: it is then only checked and shown.
    """
    from engine.rehearse.days import dated_parts

    if as_of is None:
        parts = dated_parts(loaded.bound)
        if parts:
            raise UsageError(Diagnostic("KT451", {"parts": parts}))
        as_of = date.today()
    day = _day(as_of)
    effective = loaded.bound.policy.effective
    if effective is None or insist:
        return day
    first = None if effective.first is None else effective.first.text
    until = None if effective.until is None else effective.until.text
    shown = from_day(day).isoformat()
    if (first is not None and shown < first) or (until is not None and shown > until):
        en = " ".join(f"{w} {d}" for w, d in (("from", first), ("until", until)) if d)
        zh = "".join(f"{w}{d}" for w, d in (("自", first), ("至", until)) if d)
        params = {"as_of": shown, "effective": en, "effective_zh": zh}
        raise RunError(Diagnostic("KT454", params, at=effective.at))
    return day


def _day(day: Day) -> int:
    """Days since 1970-01-01 of a date or an ISO text."""
    if isinstance(day, date):
        return to_day(day)
    read = read_date(day)
    if read is None:
        raise UsageError(Diagnostic("KT450", {"seen": str(day)}))
    return read


def _context(bound: BoundPolicy, given: Mapping[str, Any]) -> dict[str, Any]:
    """Canonical context values; what is not given is missing."""
    from engine.connect.cells import read_cell
    from engine.connect.forms import form_of

    known = {id_: f for id_, f in bound.fields.items() if f.origin == "context"}
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            shown = ", ".join(known) or "-"
            raise UsageError(Diagnostic("KT452", {"name": name, "known": shown}))
        form = form_of(bound, known[name].type, bound.policy.context[name])
        if form.kind in ("money", "number", "whole"):
            form = replace(form, written_as="units")
        read = read_cell(value, form)
        if isinstance(read, Fault):
            words = ", ".join(form.words or ()) or form.kind
            params = {"name": name, "value": value, "expected": words, "expected_zh": words}
            raise UsageError(Diagnostic("KT453", params))
        found[name] = read
    card = bound.scorecard
    by = None if card is None else card.choose_by
    if card is not None and by in known and not {found.get(by), "default"} & set(card.profiles):
        value = "missing" if found.get(by) is None else f"`{found[by]}`"
        raise RunError(Diagnostic("KT457", {"name": by, "value": value}))
    return found


def _canonical(
    bound: BoundPolicy, record: Record | None, tables: Tables, as_of: int, id: str | None
) -> dict[str, Any]:
    """The canonical row of the one customer that is asked for."""
    customer, tables = _unnested(bound, record, tables)
    rows = None if customer is None else [customer]
    with _canonical_table(bound, rows, tables, as_of, id) as (con, table):
        found = con.execute(f"SELECT * FROM {table} LIMIT 2")
        names = [c[0] for c in found.description]
        got = found.fetchall()
        if len(got) > 1:
            (count,) = con.execute(f"SELECT count(*) FROM {table}").fetchone()
            raise UsageError(Diagnostic("KT456", {"count": count}))
    if not got:
        raise UsageError(Diagnostic("KT455", {"id": id or ""}))
    return {n: to_day(v) if isinstance(v, date) else v for n, v in zip(names, got[0], strict=True)}


def _unnested(
    bound: BoundPolicy, record: Record | None, tables: Tables
) -> tuple[Record | None, Tables]:
    """A record may hold its own rows under a table's id; they are given its key here."""
    if record is None:
        return None, tables
    nested = [t for t in bound.tables.values() if t.id in record and t.id not in tables]
    heading = bound.policy.customers.id.text
    own = {t.id: [{**row, t.key: record.get(heading)} for row in record[t.id]] for t in nested}
    left = {k: v for k, v in record.items() if k not in own}
    from_ids = bound.policy.customers.from_ids_of
    if own and from_ids is not None and from_ids.text in own:
        return None, {**tables, **own}
    return left, {**tables, **own}


@contextmanager
def _canonical_table(
    bound: BoundPolicy, customers: Any, tables: Tables, as_of: int, only: str | None
) -> Iterator[tuple[Any, str]]:
    """A database connection and the name of the table of canonical rows in it."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import open_database
    from engine.connect.sources import Data

    with TemporaryDirectory(prefix="keytier-") as folder:
        work = Path(folder)
        con = open_database(work)
        try:
            made = canonicalise(
                con,
                bound,
                None if customers is None else Data(customers, "<customers>"),
                {id_: Data(given, f"<{id_}>") for id_, given in tables.items()},
                as_of,
                work,
                only=only,
            )
            yield con, made.table
        finally:
            con.close()
