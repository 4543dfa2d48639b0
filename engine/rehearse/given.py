"""What a case gives, as the canonical row that engines decide on.

Values are written as the policy writes them (`5m`, `500万`, `40%`, `yes`, `2026-01-31`) and read
by the type that the policy declares. A field that is given no value is missing; one that is
summed up from a table has what its rows give, and no rows where none are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault
from engine.atoms.suggest import nearest
from engine.author.policy import FX, Case, ChecklistItem, DataField, Word
from engine.bind.bound import BoundPolicy
from engine.bind.contract import input_columns
from engine.connect.cells import read_any
from engine.connect.circumstances import context_fields, without_weights
from engine.connect.faults import expected
from engine.connect.forms import TEXT, Form, answer_form, day_form
from engine.connect.layout import CURRENCY, RATERS, declared_of, rater_name
from engine.connect.written import read_written, written_form
from engine.decide.interpreter.raters import in_the_middle

ID = "case"
_NO_ROWS = "[]"


@dataclass(slots=True)
class Read:
    """Values by canonical column name, cells in error, and findings about the case."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


def read_given(
    bound: BoundPolicy, case: Case, summed: Mapping[str, Any], errors: Mapping[str, str]
) -> Read:
    """What a case gives. `summed` and `errors` are of the fields that read tables.

    A value that cannot be read is a finding; in a case that expects the outcome `error` it is
    the error of that cell.
    """
    read = Read(dict(summed), dict(errors))
    columns = _columns(bound)
    named = {key.text for key, _ in case.given.values}
    for key, word in case.given.values:
        if key.text not in columns:
            if key.text == FX and bound.policy.fx is not None:
                continue
            if not (key.text in bound.tables and word is not None and word.text == _NO_ROWS):
                known = (*columns, *bound.tables)
                read.found.append(unknown(case, key, known, _headed(bound, key.text)))
        elif word is not None:
            for column in columns[key.text]:
                own = column.replace(".date", "_date")  # goes before a heading of several fields
                if own in (key.text, column) or own not in named:
                    _read(bound, case, key.text, column, word, read)
    return read


def _headed(bound: BoundPolicy, heading: str) -> str | None:
    """The field, or item, that the customers' file has under a heading."""
    for f in bound.fields.values():
        said = f.declared
        if isinstance(said, DataField | ChecklistItem) and heading in said.headings:
            return f.id
    return None


def _settle_raters(bound: BoundPolicy, read: Read) -> None:
    """The value of a field of several raters, where a case gives their answers."""
    for f in bound.data_fields():
        answers = [read.values.pop(rater_name(f.id, n), None) for n in RATERS]
        if f.raters is None or f.id in read.errors or not any(a is not None for a in answers):
            continue
        read.values[f.id], read.values[f.spread_name] = in_the_middle(answers, f.raters)


def row_made(bound: BoundPolicy, read: Read) -> dict[str, Any]:
    """The canonical row of what was read."""
    _settle_raters(bound, read)
    row: dict[str, Any] = {c.name: read.values.get(c.name) for c in input_columns(bound)}
    _shared_days(bound, row, read.values)
    row["id"] = ID
    for item in bound.items:
        row[item] = row[item] or "unknown"
    for id_ in bound.must_have:
        if row[id_] is None and id_ not in read.errors:
            read.errors[id_] = "missing"
    row["errors"] = [f"{id_}.{read.errors[id_]}" for id_ in bound.fields if id_ in read.errors]
    row["errors"] = row["errors"] or None
    return row


def _columns(bound: BoundPolicy) -> dict[str, tuple[str, ...]]:
    """What `given:` may name → the canonical columns that it fills."""
    headings: dict[str, tuple[str, ...]] = {}
    days: dict[str, tuple[str, ...]] = {}
    for f in bound.data_fields():
        if f.fresh is not None:
            days[f"{f.id}_date"] = (f.date_name,)
            declared = f.declared
            if isinstance(declared, DataField) and declared.dated is not None:
                heading = declared.dated.text
                headings[heading] = (*headings.get(heading, ()), f.date_name)
    for item in bound.items:
        days[item] = (item,)
        days[f"{item}_date"] = (f"{item}.date",)
    for f in bound.data_fields():
        if isinstance(f.declared, DataField) and f.declared.currency is not None:
            heading = f.declared.currency.text
            headings[heading] = (*headings.get(heading, ()), CURRENCY + f.id)
    for f in bound.data_fields():
        for n in RATERS if f.raters is not None and declared_of(f).read is None else ():
            headings[f"{f.id}_{n}"] = (rater_name(f.id, n),)
    fields = {f.id: (f.id, *headings.pop(f.id, ())) for f in bound.data_fields()}
    return headings | days | fields


def _shared_days(bound: BoundPolicy, row: dict[str, Any], given: Mapping[str, Any]) -> None:
    """A field that is dated by another declared field has that field's value as its day."""
    for f in bound.data_fields():
        declared = f.declared
        if f.fresh is None or not isinstance(declared, DataField) or declared.dated is None:
            continue
        if f.date_name not in given and declared.dated.text in bound.fields:
            row[f.date_name] = row[declared.dated.text]


def _read(bound: BoundPolicy, case: Case, name: str, column: str, word: Word, read: Read) -> None:
    """One value into its column; a fault into `errors` or `found`."""
    form = _form(bound, column)
    value = read_any(word.text, form) if form.answer else read_written(word.text, form)
    if not isinstance(value, Fault):
        read.values[column] = value
    elif case.expect.outcome is not None and case.expect.outcome.text == "error":
        read.errors[_field_of(column)] = value.value
    else:
        read.found.append(not_readable(case, name, word, form, value.value))


def _field_of(column: str) -> str:
    """The field or item that a column speaks of."""
    return column.removesuffix(".date").partition(".")[2] or column.removesuffix(".date")


def _form(bound: BoundPolicy, column: str) -> Form:
    """How a canonical column is written in a policy."""
    if column in bound.items:
        return answer_form(())
    if column.endswith(".date"):
        return day_form(bound)
    if column.startswith(CURRENCY):
        return TEXT
    column = _field_of(column)
    f = bound.fields[column]
    return written_form(bound, f.type, declared_of(f))


def context_of(bound: BoundPolicy, case: Case) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The context values of a case, exact, and findings about them."""
    known = context_fields(bound)
    values: dict[str, Any] = {}
    found = []
    for key, word in case.context:
        if key.text not in known:
            found.append(unknown(case, key, known))
            continue
        form = written_form(bound, known[key.text].type, bound.policy.context[key.text])
        value = read_written(word.text, form)
        if isinstance(value, Fault):
            found.append(not_readable(case, key.text, word, form, value.value))
        else:
            values[key.text] = value
    if not found and (chosen := without_weights(bound, values)) is not None:
        found.append(Diagnostic("KT508", {"name": case.name, "key": chosen}, case.at))
    return values, found


def not_readable(case: Case, key: str, word: Word, form: Form, fault: str = "") -> Diagnostic:
    """The finding that a value is not what its form asks for."""
    en, zh = expected(form, fault)
    params = {
        "name": case.name, "key": key, "seen": word.text, "expected": en, "expected_zh": zh
    }  # fmt: skip
    return Diagnostic("KT505", params, word.at)


def unknown(
    case: Case,
    key: Word,
    known: Sequence[str] | Mapping[str, Any],
    meant: str | None = None,
) -> Diagnostic:
    """The finding that nothing is called so; what is `meant` goes before the nearest name."""
    near = meant or nearest(key.text, known)
    caret = None if near is None else (f"did you mean `{near}`?", f"是否想写 `{near}`？")
    return Diagnostic("KT504", {"name": case.name, "key": key.text}, key.at, caret=caret)
