"""What a case gives, as the canonical row that engines decide on.

Values are written as the policy writes them (`5m`, `500万`, `40%`, `yes`, `2026-01-31`) and read
by the type that the policy declares. A field that is given no value is missing; one that is
summed up from a table has what its rows give, and no rows where none are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault, read_literal, rescale, show
from engine.atoms.suggest import nearest
from engine.author.policy import Case, DataField, Word
from engine.bind.bound import BoundPolicy, Type
from engine.bind.contract import input_columns
from engine.connect.cells import read_answer, read_cell
from engine.connect.forms import Form

_ID = "case"
_DEEP = 30  # digits after the point that a literal is read to, before it is rounded


@dataclass(slots=True)
class Read:
    """Values by canonical column name, cells in error, and findings about the case."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


def row_of(
    bound: BoundPolicy, case: Case, summed: Mapping[str, Any], errors: Mapping[str, str]
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The canonical row of a case. `summed` and `errors` are of the fields that read tables.

    A value that cannot be read is a finding; in a case that expects the outcome `error` it is
    the error of that cell.
    """
    read = Read(dict(summed), dict(errors))
    columns = _columns(bound)
    for key, word in case.given.values:
        if key.text not in columns:
            read.found.append(unknown(case, key, (*columns, *bound.tables)))
        elif word is not None:
            _read(bound, case, key.text, columns[key.text], word, read)
    row: dict[str, Any] = {c.name: read.values.get(c.name) for c in input_columns(bound)}
    _shared_days(bound, row, read.values)
    row["id"] = _ID
    for item in bound.items:
        row[item] = row[item] or "unknown"
    for id_ in bound.must_have:
        if row[id_] is None and id_ not in read.errors:
            read.errors[id_] = "missing"
    row["errors"] = [f"{id_}.{read.errors[id_]}" for id_ in bound.fields if id_ in read.errors]
    row["errors"] = row["errors"] or None
    return row, read.found


def _columns(bound: BoundPolicy) -> dict[str, str]:
    """What `given:` may name → the canonical column that it fills."""
    names: dict[str, str] = {}
    for f in bound.data_fields():
        if f.fresh is not None:
            names[f"{f.id}_date"] = f.date_name
            declared = f.declared
            if isinstance(declared, DataField) and declared.dated is not None:
                names[declared.dated.text] = f.date_name
    for item in bound.items:
        names[item] = item
        names[f"{item}_date"] = f"{item}.date"
    return names | {f.id: f.id for f in bound.data_fields()}


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
    value: Any
    is_answer = column in bound.items
    if is_answer:
        value, type_ = read_answer(word.text), Type("text")
    elif column.endswith(".date"):
        day = read_date(word.text)
        value, type_ = (Fault.UNREADABLE if day is None else day), Type("date")
    else:
        f = bound.fields[column]
        value, type_ = literal(word.text, f.type, f.declared), f.type
    if not isinstance(value, Fault):
        read.values[column] = value
    elif case.expect.outcome is not None and case.expect.outcome.text == "error":
        read.errors[column.removesuffix(".date")] = value.value
    else:
        read.found.append(not_readable(case, name, word, type_, is_answer))


_ANSWER: Both = ("yes, no, unknown or not applicable", "是、否、不清楚或不适用")


def literal(text: str, t: Type, declared: object) -> Any:
    """A value as a policy writes it, exact, or the fault that keeps it from being one."""
    if not t.numeric:
        form = Form(t.kind, words=t.words)
        if t.kind == "choices" and text.startswith("["):
            return read_cell([w.strip() for w in text[1:-1].split(",") if w.strip()], form)
        return read_cell(text, form)
    places = declared.round if isinstance(declared, DataField) else None
    value = read_literal(text, t.kind, t.scale if places is None else _DEEP)
    if isinstance(value, Fault):
        return value
    if places is not None:
        value = rescale(rescale(value, _DEEP, places), places, t.scale)
    if (t.low is not None and value < t.low) or (t.high is not None and value > t.high):
        return Fault.OUTSIDE
    return value


_KINDS: Mapping[str, Both] = {
    "money": ("an amount of money", "金额"),
    "number": ("a number", "数值"),
    "percent": ("a percentage", "百分比"),
    "whole": ("a whole number", "整数"),
    "rating": ("a rating", "评分"),
    "yes_no": ("yes or no", "是或否"),
    "date": ("a date as YYYY-MM-DD", "YYYY-MM-DD 格式的日期"),
    "text": ("a text", "文本"),
    "choices": ("a list of words", "词语列表"),
}


def expected(t: Type) -> Both:
    """What a value of this type looks like, with its bounds or words."""
    en, zh = _KINDS[t.kind]
    if t.words:
        return f"one of {', '.join(t.words)}", f"{'、'.join(t.words)} 之一"
    if t.low is not None and t.high is not None:
        low, high = show(t.low, t.scale), show(t.high, t.scale)
        return f"{en} from {low} to {high}", f"{low} 到 {high} 的{zh}"
    return en, zh


def context_of(bound: BoundPolicy, case: Case) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The context values of a case, exact, and findings about them."""
    known = {id_: f for id_, f in bound.fields.items() if f.origin == "context"}
    values: dict[str, Any] = {}
    found = []
    for key, word in case.context:
        if key.text not in known:
            found.append(unknown(case, key, known))
            continue
        value = literal(word.text, known[key.text].type, known[key.text].declared)
        if isinstance(value, Fault):
            found.append(not_readable(case, key.text, word, known[key.text].type))
        else:
            values[key.text] = value
    card = bound.scorecard
    chosen = card.choose_by if card is not None else None
    if chosen in known and chosen not in values and not found and not _has_default(bound):
        found.append(Diagnostic("KT508", {"name": case.name, "key": chosen}, case.at))
    return values, found


def _has_default(bound: BoundPolicy) -> bool:
    return bound.scorecard is not None and "default" in bound.scorecard.profiles


def not_readable(case: Case, key: str, word: Word, t: Type, is_answer: bool = False) -> Diagnostic:
    """The finding that a value is not what its type asks for."""
    en, zh = _ANSWER if is_answer else expected(t)
    params = {
        "name": case.name, "key": key, "seen": word.text, "expected": en, "expected_zh": zh
    }  # fmt: skip
    return Diagnostic("KT505", params, word.at)


def unknown(case: Case, key: Word, known: Sequence[str] | Mapping[str, Any]) -> Diagnostic:
    near = nearest(key.text, known)
    caret = None if near is None else (f"did you mean `{near}`?", f"是否想写 `{near}`？")
    return Diagnostic("KT504", {"name": case.name, "key": key.text}, key.at, caret=caret)
