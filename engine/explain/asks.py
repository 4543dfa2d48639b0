"""What a referred customer waits for, piece by piece: which question, why, what is known of it.

`settle` says the same in sentences. Here each piece is one field or checklist item, so that a
sheet can have a line for it, and a line for what only a person can decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.author.policy import Text
from engine.bind.bound import BoundPolicy, Field
from engine.connect.forms import Form
from engine.connect.layout import customer_reads, date_field, declared_of
from engine.explain.explanation import fact_of
from engine.explain.reasons import Reason, reason
from engine.explain.row import Row
from engine.explain.settle import Request, requests
from engine.explain.values import field_label
from engine.explain.words import joined

#: `answer`: of a checklist item; `value`: of a cell of the customers' file; `rows`: of a table,
#: `raters`: of several columns, neither of which one cell can hold; `person`: a decision.
Kind = Literal["answer", "value", "rows", "raters", "person"]


@dataclass(frozen=True, slots=True)
class Home:
    """Where an answer belongs in the customers' file: the headings that its column may have and
    the form of its cell, and the same of its day where it has one. `dated`: the day must be
    there."""

    headings: tuple[str, ...]
    form: Form
    day_headings: tuple[str, ...] = ()
    day_form: Form | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a customer waits for; `part` is the id of the field or item, "" where a
    person decides."""

    customer: str
    part: str
    kind: Kind
    question: Text
    evidence: str | None
    why: tuple[Reason, ...]
    known: Text | None  # what the run knew; None where a person decides
    request: Text


def asks(row: Row) -> tuple[Ask, ...]:
    """What one referred customer waits for, each field and item once, in the order of its reasons;
    at least one line, and none for who is not referred."""
    if row.outcome != "refer":
        return ()
    found: dict[tuple[str, str], tuple[Request, list[str]]] = {}
    for request in requests(row):
        for part in request.parts or ("",):
            key = part, "" if part else request.text.en
            _, codes = found.setdefault(key, (request, []))
            codes += [code for code in request.codes if code not in codes]
    if not found:
        codes = list(row.reasons[:1])
        said = joined([reason(row, code).sentence for code in codes])
        found["", ""] = Request(said, tuple(codes)), codes
    return tuple(_ask(row, part, r, codes) for (part, _), (r, codes) in found.items())


def _ask(row: Row, part: str, request: Request, codes: list[str]) -> Ask:
    why = tuple(reason(row, code) for code in codes)
    id_ = row.text("id")
    f = row.bound.fields.get(part)
    if f is None or f.origin in ("derived", "context", "before"):
        return Ask(id_, "", "person", request.text, None, why, None, request.text)
    fact = fact_of(row, f)
    known = fact.value if fact.note is None else joined([fact.value, fact.note], zh="，")
    item = row.bound.items.get(part)
    evidence = None if item is None else item.declared.evidence
    label = field_label(row.bound, part)
    return Ask(id_, part, kind_of(row.bound, f), label, evidence, why, known, request.text)


def kind_of(bound: BoundPolicy, f: Field) -> Kind:
    """Where what is asked can be supplied."""
    if f.origin == "item":
        return "answer"
    declared = declared_of(f)
    if declared.read is not None:
        return "rows"
    dated = date_field(bound, declared)
    if dated is not None and declared_of(bound.fields[dated]).read is not None:
        return "rows"
    return "value" if f.raters is None else "raters"


def homes(bound: BoundPolicy) -> dict[str, Home]:
    """Where the answers to all that can be asked belong, by the id of the field or item."""
    reads = {read.column: read for read in customer_reads(bound)}
    found: dict[str, Home] = {}
    for f in bound.fields.values():
        if f.origin not in ("data", "item") or kind_of(bound, f) not in ("answer", "value"):
            continue
        column, dated = f.date_name, f.fresh is not None
        if f.origin == "item":
            item = bound.items[f.id]
            dated = item.good_for is not None or bool(item.stale_after)
        elif (named := date_field(bound, declared_of(f))) is not None:
            column = named
        day = reads.get(column)
        own = reads[f.id]
        if day is None:
            found[f.id] = Home(own.headings, own.form)
        else:
            found[f.id] = Home(own.headings, own.form, day.headings, day.form, dated)
    return found
