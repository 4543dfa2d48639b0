"""One customer over all runs, and what each change was caused by.

Between two runs any of a few things may be another: the customer's own data, the policy, other
customers (who took the seats), the day, facts about us, what the decision before left, a person's
decision. The customer is decided again with one of them exchanged: a cause is *enough* where the
earlier run with this one thing of the later ends as the later did, *needed* where the later one
with the earlier thing does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import UsageError
from engine.author.policy import Text
from engine.bind.bound import BoundPolicy
from engine.bind.contract import (
    facts_columns,
    input_columns,
    override_columns,
    previous_columns,
)
from engine.compile.lower import lower
from engine.compile.plan import Plan
from engine.decide.record import record_decider
from engine.explain.explanation import fact_of
from engine.explain.outcome import headline
from engine.explain.row import Row
from engine.explain.scores import only_score
from engine.explain.values import field_label
from engine.ledger.manifest import is_run
from engine.ledger.stored import StoredRun, open_run

Cause = Literal["data", "policy", "others", "day", "context", "before", "override"]
#: In the order in which they are told.
CAUSES: Final[tuple[Cause, ...]] = (
    "data", "policy", "others", "before", "override", "day", "context",
)  # fmt: skip
#: What values of the same files hang on.
_READING: Final = (
    "customers", "tables", "data", "groups", "currency", "fx", "timezone", "checklist",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of the customer that is another than in the run before."""

    field: str
    label: Text
    was: Text
    now: Text


@dataclass(frozen=True, slots=True)
class Moment:
    """The customer in one run. `outcome` is None where the run does not have the customer.

    `moved` says that it ends otherwise than in the run before that has it; then `enough` and
    `needed` name the causes, and `known` is false where the inputs that it would take are gone or
    do not give the decision. `changed` are its own values that are others; `differs` what differs
    between the two runs at all; `read_otherwise` that the policy reads the files by other rules, so
    that `data` may be others though the files are not."""

    run: StoredRun
    id: str
    outcome: str | None
    tier: str | None
    score: str | None
    headline: Text | None
    moved: bool
    known: bool
    differs: tuple[Cause, ...]
    enough: tuple[Cause, ...]
    needed: tuple[Cause, ...]
    changed: tuple[Changed, ...]
    read_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class _Case:
    """All that a decision hangs on."""

    bound: BoundPolicy
    as_of: int
    context: Mapping[str, Any]
    own: Mapping[str, Any]
    others: Mapping[str, Any]
    before: Mapping[str, Any]
    override: Mapping[str, Any]


def runs_of(folders: Iterable[Path]) -> list[StoredRun]:
    """The runs of these folders, each a run or a folder of runs, by their day and each once.
    UsageError where a folder holds none."""
    found: dict[Path, StoredRun] = {}
    for folder in folders:
        inside = [folder]
        if not is_run(folder) and folder.is_dir():
            # A hidden one is what a run that was killed left.
            seen = (p for p in folder.iterdir() if not p.name.startswith("."))
            inside = sorted(p for p in seen if is_run(p))
            if not inside:
                params = {"run": str(folder)}
                raise UsageError(Diagnostic("KT384", params, place=Place(str(folder))))
        for path in inside:
            if path.resolve() not in found:
                found[path.resolve()] = open_run(path)
    return sorted(found.values(), key=lambda run: (run.as_of, str(run.folder)))


def history(runs: Sequence[StoredRun], id: str) -> tuple[Moment, ...]:
    """A Moment for each run, in the order of their days.

    Raises UsageError where no run has the customer, BrokenRecord where a file is not what its run
    wrote.
    """
    moments: list[Moment] = []
    before: tuple[Row, _Case | None] | None = None
    for run in runs:
        seen = _row(run, id)
        if seen is None:
            moments.append(Moment(run, id, None, None, None, None, False, True, (), (), (), ()))
            continue
        case = None if seen.inputs is None else _case(run, seen)
        moments.append(_moment(run, seen, case, before))
        before = seen, case
    if before is None:
        raise UsageError(Diagnostic("KT455", {"id": id}, place=Place(str(runs[-1].folder))))
    return tuple(moments)


def _row(run: StoredRun, id: str) -> Row | None:
    decided = run.decision(id)
    if decided is None and (group := run.group_of(id)) is not None:
        id, decided = group, run.decision(group)
    if decided is None:
        return None
    return Row(run.bound, decided, run.as_of, run.inputs(id), run.context)


def _case(run: StoredRun, row: Row) -> _Case:
    inputs = row.inputs or {}
    apart = [
        {c.name for c in of(run.bound)}
        for of in (facts_columns, previous_columns, override_columns)
    ]
    others, before, override = ({n: inputs.get(n) for n in names} for names in apart)
    own = {n: v for n, v in inputs.items() if not any(n in names for names in apart)}
    return _Case(run.bound, run.as_of, run.context, own, others, before, override)


def _moment(
    run: StoredRun, row: Row, case: _Case | None, before: tuple[Row, _Case | None] | None
) -> Moment:
    now = row.outcome, row.text("tier") or None
    held = (row.text("id"), *now, only_score(row), headline(row))
    if before is None:
        return Moment(run, *held, False, True, (), (), (), ())
    former, theirs = before
    was = former.outcome, former.text("tier") or None
    if case is None or theirs is None:
        return Moment(run, *held, was != now, False, (), (), (), ())
    differs = _differ(theirs, case)
    changed = _changed(former, row) if "data" in differs else ()
    if was == now:
        return Moment(run, *held, False, True, differs, (), (), changed)
    known = _ends(theirs) == was and _ends(case) == now
    enough, needed = [], []
    joint = _joint(theirs, case, differs)
    for cause in differs if known else ():
        if _ends(_with(theirs, case, joint(cause))) == now:
            enough.append(cause)
        if _ends(_with(case, theirs, joint(cause))) != now:
            needed.append(cause)
    otherwise = _read_otherwise(theirs.bound, case.bound)
    return Moment(
        run, *held, True, known, differs, tuple(enough), tuple(needed), changed, otherwise
    )


def _differ(a: _Case, b: _Case) -> tuple[Cause, ...]:
    """What is another in the two runs; a version whose rules are the same is no other policy."""
    plans = (_plan(bound, a.as_of, a.context) for bound in (a.bound, b.bound))
    policy = len({plan.digest for plan in plans}) > 1
    different: dict[Cause, bool] = {
        "data": a.own != b.own,
        "policy": policy,
        "others": a.others != b.others,
        "before": a.before != b.before,
        "override": a.override != b.override,
        "day": a.as_of != b.as_of,
        "context": dict(a.context) != dict(b.context),
    }
    return tuple(cause for cause in CAUSES if different[cause])


def _joint(a: _Case, b: _Case, differs: Sequence[Cause]) -> Callable[[Cause], set[Cause]]:
    """What is exchanged with a cause: the facts of everybody belong to seats, so that a policy of
    other seats brings its own; facts about us that only one policy asks for go with it."""
    seats = [
        ([(t.id, s) for _, t, s in case.bound.seated()],
         [(leaf.id, form) for leaf, form in case.bound.ranked()])
        for case in (a, b)
    ]  # fmt: skip
    asked = [sorted(case.bound.policy.context) for case in (a, b)]
    with_policy: set[Cause] = {"policy"}
    if seats[0] != seats[1]:
        with_policy.add("others")
    if asked[0] != asked[1]:
        with_policy.add("context")
    return lambda cause: with_policy if cause in with_policy and "policy" in differs else {cause}


def _with(base: _Case, other: _Case, causes: set[Cause]) -> _Case:
    return _Case(
        other.bound if "policy" in causes else base.bound,
        other.as_of if "day" in causes else base.as_of,
        other.context if "context" in causes else base.context,
        other.own if "data" in causes else base.own,
        other.others if "others" in causes else base.others,
        other.before if "before" in causes else base.before,
        other.override if "override" in causes else base.override,
    )


def _ends(case: _Case) -> tuple[str, str | None]:
    """How the case ends, decided now."""
    decide = record_decider(_plan(case.bound, case.as_of, case.context))
    given = {**case.own, **case.others, **case.before, **case.override}
    named = {c.name for c in input_columns(case.bound)}
    decided = decide({name: value for name, value in given.items() if name in named})
    return decided["outcome"], decided["tier"] or None


def _plan(bound: BoundPolicy, as_of: int, context: Mapping[str, Any]) -> Plan:
    asked = {name: value for name, value in context.items() if name in bound.policy.context}
    return lower(bound, as_of, asked)


def _read_otherwise(a: BoundPolicy, b: BoundPolicy) -> bool:
    """Whether the two policies make other values of the same files."""
    return any(getattr(a.policy, part) != getattr(b.policy, part) for part in _READING)


def _changed(was: Row, now: Row) -> tuple[Changed, ...]:
    """The fields and items that are others, in policy order."""
    found = []
    for f in now.bound.fields.values():
        former = was.bound.fields.get(f.id)
        if f.origin not in ("data", "item") or former is None:
            continue
        old, new = fact_of(was, former).value, fact_of(now, f).value
        if old != new:
            found.append(Changed(f.id, field_label(now.bound, f.id), old, new))
    return tuple(found)
