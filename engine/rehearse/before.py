"""What a case says of the decision before."""

from __future__ import annotations

from typing import Final

from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault
from engine.author.policy import Case, DataField
from engine.bind.bound import BoundPolicy
from engine.bind.contract import previous_columns
from engine.connect.forms import Form
from engine.connect.written import read_written, written_form
from engine.rehearse.given import Read, not_readable, unknown

_DAY: Final = Form("date")
_COUNT: Final = Form("whole", low=0, high=10**6)


def read_previous(
    bound: BoundPolicy, case: Case, read: Read, as_of: int | None
) -> list[Diagnostic]:
    """Adds `previous.*` to the values of a case; what is wrong with them."""
    before = case.previous
    if before is None:
        return []
    if not previous_columns(bound):
        hint = ("no rule of the policy looks at the previous decision: take it out",
                "政策里没有规则看上一次结论：请去掉它")  # fmt: skip
        params = {"name": case.name, "key": "previous"}
        return [Diagnostic("KT504", params, before.at, hint=hint)]
    if before.tier is not None:
        read.values["previous.tier"] = before.tier.text
    found = _history(bound, case, read)
    words = (("since", before.since, _DAY), ("worse", before.worse, _COUNT),
             ("grace", before.grace, _DAY))  # fmt: skip
    for what, word, form in words:
        if word is None:
            continue
        value = read_written(word.text, form)
        if isinstance(value, Fault):
            found.append(not_readable(case, what, word, form, value.value))
        elif form is _DAY and as_of is not None and isinstance(value, int) and value >= as_of:
            day = from_day(as_of).isoformat()
            params = {
                "name": case.name, "key": what, "seen": word.text,
                "expected": f"a day before {day}", "expected_zh": f"早于 {day} 的日期",
            }  # fmt: skip
            found.append(Diagnostic("KT505", params, word.at))
        else:
            read.values[f"previous.{what}"] = value
    return found


def _history(bound: BoundPolicy, case: Case, read: Read) -> list[Diagnostic]:
    """Adds what earlier assessments found, the latest first; as many as are named there were."""
    before, found, length = case.previous, [], 0
    watched = bound.watched()
    for key, words in () if before is None else before.history:
        rule = next((w for w in bound.warnings if w.watch == key.text), None)
        if key.text not in watched:
            found.append(unknown(case, key, watched))
            continue
        scale = watched[key.text][0]
        form = Form("number", scale, 0, 100 * 10**scale)
        reads = key.text if rule is None else rule.reads
        if reads is not None:
            f = bound.fields[reads]
            declared = f.declared if isinstance(f.declared, DataField) else None
            form = written_form(bound, f.type, declared)
        length = max(length, len(words))
        for n, word in enumerate(words, 1):
            value = read_written(word.text, form)
            if isinstance(value, Fault):
                found.append(not_readable(case, key.text, word, form, value.value))
            elif n <= watched[key.text][1]:
                read.values[f"history.{key.text}.{n}"] = value
    if length and bound.warnings:
        read.values["history.length"] = length
    return found
