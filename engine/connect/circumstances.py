"""What the caller of a run says: the day, and facts about us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.atoms.dates import from_day, read_date
from engine.atoms.diagnostic import Diagnostic, those_there
from engine.atoms.errors import RunError, UsageError
from engine.atoms.numbers import Fault
from engine.atoms.suggest import nearest
from engine.bind.bound import BoundPolicy, Field
from engine.connect.cells.typed import shown
from engine.connect.faults import expected
from engine.connect.written import read_written, written_form


def inside_effective(bound: BoundPolicy, as_of: int, insist: bool = False) -> None:
    """Nothing, or RunError where the policy is not in force on that day and nobody insists."""
    effective = bound.policy.effective
    if effective is None or insist:
        return
    first = None if effective.first is None else effective.first.text
    until = None if effective.until is None else effective.until.text
    first_day = None if first is None else read_date(first)
    until_day = None if until is None else read_date(until)
    if (first_day is None or as_of >= first_day) and (until_day is None or as_of <= until_day):
        return
    en = " ".join(f"{w} {d}" for w, d in (("from", first), ("until", until)) if d)
    zh = "".join(f"{w}{d}" for w, d in (("自", first), ("至", until)) if d)
    params = {"as_of": from_day(as_of).isoformat(), "effective": en, "effective_zh": zh}
    raise RunError(Diagnostic("KT454", params, at=effective.at))


def read_context(bound: BoundPolicy, given: Mapping[str, Any]) -> dict[str, Any]:
    """Exact context values from texts or Python values; what is not given is missing.

    Raises UsageError for a name or value that the policy does not have, RunError where the
    weight profile hangs on a value that is missing and there is no default.
    """
    known = context_fields(bound)
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            near = nearest(name, known)
            hint = None if near is None else (f"did you mean `{near}`?", f"是否指 `{near}`？")
            there, there_zh = those_there(known)
            params = {"name": name, "there": there, "there_zh": there_zh}
            raise UsageError(Diagnostic("KT452", params, hint=hint))
        form = written_form(bound, known[name].type, bound.policy.context[name])
        read = read_written(value, form)
        if isinstance(read, Fault):
            en, zh = expected(form, read.value)
            seen = "" if (text := shown(value)) is None else text
            params = {"name": name, "value": seen, "expected": en, "expected_zh": zh}
            raise UsageError(Diagnostic("KT453", params))
        found[name] = read
    if (by := without_weights(bound, found)) is not None:
        en, zh = ("missing", "缺失") if found.get(by) is None else (f"`{found[by]}`",) * 2
        raise RunError(Diagnostic("KT457", {"name": by, "value": en, "value_zh": zh}))
    return found


def context_fields(bound: BoundPolicy) -> dict[str, Field]:
    """The context values that a policy knows, by name."""
    return {id_: f for id_, f in bound.fields.items() if f.origin == "context"}


def without_weights(bound: BoundPolicy, context: Mapping[str, Any]) -> str | None:
    """The context value that should choose the weights and does not, or None."""
    known = context_fields(bound)
    for card in bound.scorecards:
        by = card.choose_by
        if by in known and not {context.get(by), "default"} & set(card.profiles):
            return by
    return None
