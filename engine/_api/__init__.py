"""The Python API: load a policy, check it, decide one record or a frame, ask why.

`engine` exports what stands here. Tables of rows are what the data files are: customers and child
tables may be lists of records (mappings from heading to value), pandas frames, or paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine._api.before import Before
from engine._api.decision import Decision
from engine._api.given import Day, Record, Tables, read_context, read_day
from engine._api.loaded import LoadedPolicy, loaded_policy, source_of
from engine.atoms.diagnostic import Diagnostic

if TYPE_CHECKING:
    import pandas

    from engine.connect.sources import Data
    from engine.explain import Explanation
    from engine.ledger.calendar import Every
    from engine.ledger.series import Series

__all__ = ["Decision", "LoadedPolicy", "check", "decide", "decide_table", "load", "series", "why"]


def load(path_or_text: str | Path) -> LoadedPolicy:
    """The policy of a file, or of a text of several lines, ready to decide.

    Raises PolicyError, whose `diagnostics` say what is wrong and where, and UsageError where the
    file cannot be read. Warnings do not stop it: they are in `findings`.

    >>> load("policies/starter/policy.yaml").id
    'starter'
    """
    return loaded_policy(path_or_text)


def check(path_or_text: str | Path, *, today: Day | None = None) -> list[Diagnostic]:
    """Every finding about a policy and its cases, errors and warnings; empty when there is none.

    Dates are held against `today` where it is given. Each finding has `code`, `severity`,
    `message(language)`, `help(language)` and its place `at`.

    >>> [d.code for d in check("keytier: 1\\npolicy: x\\nversoin: 1.0.0\\n")].count("KT111")
    1
    """
    from engine.rehearse.checked import checked

    source = source_of(path_or_text)
    file = Path(source.name)
    day = None if today is None else read_day(today)
    return checked(source, day, file if file.is_file() else None)


def decide(
    policy: LoadedPolicy | str | Path,
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
    """The decision on one customer.

    `record` maps headings to values as a file would hold them: texts, ints, Decimals, dates,
    booleans; a float is read by its shortest decimal text. A key may also be a field's id, and
    what is not there is missing. Rows of child tables stand in it under the table's id, or in
    `tables`, which maps table ids to records; exchange rates are the table `fx`. Where groups are
    decided on, the record is the only company of its group, or holds the records of its companies
    under `members`. Without a record, `tables` may be frames or paths
    too, and `id` picks the customer. `as_of` is the day to decide for, needed where anything
    depends on a day. `previous` is the decision before, for a policy that looks back: a run's
    folder, a Decision, or `{"tier": "key", "since": "2026-01-01"}` (and `worse`, `grace`).
    `insist` lets a policy decide outside `effective`. `facts` is the folder of
    a run: what it found out about everybody holds, so that a customer of that run is decided as it
    was there. Without it every seat counts as free. `overrides` is a file of what persons decided,
    for a policy that has `override:`. `event` is one of `reassess_on:` because of which the
    customer is decided out of turn: what `previous` left stays as it was, and where that is a run,
    its facts hold.

    A cell that cannot be read gives the outcome `error`, as in a run. Raises DataError where a
    key looks like a misspelt heading or a table cannot be read at all, RunError for a day outside
    `effective` or a context without weights, UsageError for a call that makes no sense.

    >>> decide("policies/starter/policy.yaml",
    ...        {"customer_id": "C-1", "purchases_12m": "1,200,000", "satisfaction": 90,
    ...         "years": 8, "overdue_days": 0}, as_of="2026-06-30").score
    Decimal('93')
    """
    return _loaded(policy).decide(
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
    )


def why(
    policy: LoadedPolicy | str | Path,
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
    """Why one customer is decided so: decides as `decide` does, and explains it.

    >>> explanation = why("policies/starter/policy.yaml",
    ...                   {"customer_id": "C-1", "purchases_12m": 50000, "satisfaction": 60,
    ...                    "years": 1, "overdue_days": 0}, as_of="2026-06-30")
    >>> explanation.reasons[0].sentence.en
    'purchases: CNY 50,000.00 gives 40 of 100 points, 30 of the score lost'
    """
    return _loaded(policy).why(
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
    )


def decide_table(
    policy: LoadedPolicy | str | Path,
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
    """Decisions on every customer of a pandas frame, one row each, in the order of their ids.

    `frame` has a column for each heading that the policy reads (any dtype; floats are read by
    their shortest decimal text), or is None where the customers come from a table. `previous` is
    the folder of the run before, for a policy that looks back.

    With `columns="short"` the result has `id`, `outcome`, `tier`, `tier_by_points`, `route`,
    `segment`, `stage` and `move` where the policy has them,
    scores and gaps, parameters of benefits, `actions` and `reasons`; numbers are exact Decimals,
    None where missing. With `columns="all"` it has every decision column, integers (Int64) at
    their scale exactly as a run stores them; `result.attrs["scales"]` maps column to scale.

    A cell that cannot be read ends its customer in `error`: `result.attrs["findings"]` names the
    first 100 of them, after what is worth knowing of how the tables were read, as Diagnostics;
    `result.attrs["faults"]` counts them all.

    Seats are given among the customers of the frame, or with `facts`, the folder of a run, as
    they were there. `events` (a path, records or a frame with the heading of the customers' id,
    `event` and `date`) narrows the result to those whom an event names since the run `previous`,
    by its facts. Raises as `decide` does; gates of the policy stop it with DataError.

    >>> import pandas
    >>> frame = pandas.DataFrame({"customer_id": ["C-1", "C-2"], "purchases_12m": [1200000, 50],
    ...                           "satisfaction": [90, None], "years": [8, 1],
    ...                           "overdue_days": [0, 120]})
    >>> decided = decide_table("policies/starter/policy.yaml", frame, as_of="2026-06-30")
    >>> list(decided["tier"]), decided["score"][0]
    (['key', 'standard'], Decimal('93'))
    """
    return _loaded(policy).decide_table(
        frame,
        as_of=as_of,
        context=context,
        tables=tables,
        previous=previous,
        columns=columns,
        insist=insist,
        facts=facts,
        overrides=overrides,
        events=events,
    )


def series(
    policy: LoadedPolicy | str | Path,
    data: Any = None,
    *,
    first: Day,
    last: Day,
    folder: str | Path,
    every: Every = "month",
    context: Mapping[str, Any] | None = None,
    tables: Tables | None = None,
    insist: bool = False,
    overrides: str | Path | None = None,
) -> Series:
    """Runs a policy for every step from the first day to the last, over one history.

    `data` is the customers' file, frame or records, `tables` the child tables' by id. Each run is
    a folder of its own under `folder`, named by its day, and gets the one before it where the
    policy looks back; what is there already from a series that was stopped is kept. Where the
    first day ends its month, all do. `every` is `day`, `week`, `month`, `quarter`, `half_year` or
    `year`. `overrides` is a file of what persons decided: each holds in the runs of its days.

    The result has `runs`, `turns` (for each run the counts by tier and outcome, and how many were
    promoted, demoted, demoted by two tiers or more, and are back in a tier that they left) and
    `total`; `series.json` in the folder holds the same. Raises what `keytier run` ends in:
    DataError, RunError, UsageError, BrokenRecord.
    """
    from engine.connect.overrides import read_overrides
    from engine.ledger.calendar import days_of
    from engine.ledger.run import Asked
    from engine.ledger.series import series as run_series

    loaded = _loaded(policy)
    day = read_day(first)
    asked = Asked(
        loaded.source,
        loaded.bound,
        None if data is None else _data(data, "<customers>"),
        day,
        {name: _data(given, f"<{name}>") for name, given in (tables or {}).items()},
        read_context(loaded.bound, context or {}),
        insist=insist,
        overrides=None if overrides is None else read_overrides(Path(overrides), loaded.bound),
    )
    return run_series(asked, days_of(day, read_day(last), every), Path(folder))


def _data(given: Any, name: str) -> Data:
    from engine.connect.sources import Data

    return Data(given, None if isinstance(given, str | Path) else name)


def _loaded(policy: LoadedPolicy | str | Path) -> LoadedPolicy:
    return policy if isinstance(policy, LoadedPolicy) else load(policy)
