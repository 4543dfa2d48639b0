"""Errors that only the decision finds, with the cells that they come from: dates after as-of,
values without weights of their own, formulas whose results lie outside their bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.dates import from_day
from engine.atoms.numbers import show
from engine.atoms.sql import literal, quoted
from engine.author.formula.tree import names
from engine.bind.bound import BoundPolicy, Field, Type
from engine.connect.faults import SEEN, CellFault, cut, expected
from engine.connect.forms import form_of
from engine.connect.layout import date_field, declared_of
from engine.connect.listing import Listing
from engine.connect.origin import Origin
from engine.connect.windows import text_of

#: Where subjects are groups: the companies of each that have a day after as-of.
LATE = "late_days"
_DAY = Type("date")


@dataclass(frozen=True, slots=True)
class DecidedError:
    """What is told of an error: the word of the fault, what was expected, the canonical columns
    that were seen (several, of a formula), and the field whose column is named, if one is."""

    what: str
    expected: Both
    seen: tuple[tuple[str, Type], ...]
    field: str | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where subjects come from: the relation of their `row` and `id` where each has a row (of
    groups, of their companies), and for each canonical column its source and heading."""

    rows: str | None
    customers: Origin
    columns: Mapping[str, tuple[Origin, str | None]]
    listing: Listing
    grouped: bool = False


def decided_errors(bound: BoundPolicy, as_of: int) -> dict[str, DecidedError]:
    """By reason code, in policy order: what a decision of this policy can be in error for that
    reading cannot know."""
    day = from_day(as_of).isoformat()
    by_then = f"a date not after {day}", f"不晚于 {day} 的日期"
    found = {}
    for f in bound.data_fields():
        if f.fresh is not None:
            name = date_field(bound, declared_of(f)) or f.date_name
            found[f"{f.id}.future"] = DecidedError("future", by_then, ((name, _DAY),), name)
    for item in bound.items:
        name = f"{item}.date"
        found[f"{item}.future"] = DecidedError("future", by_then, ((name, _DAY),), name)
    for f in bound.derived_fields():
        wanted = expected(form_of(bound, f.type, None), "outside")
        found[f"{f.id}.outside"] = _of_formula(bound, f, "derived", wanted)
    for by, words in _chosen_by(bound).items():
        wanted = f"one of {', '.join(words)}", f"以下之一：{'、'.join(words)}"
        found[f"{by}.unlisted"] = _of_formula(bound, bound.fields[by], "unlisted", wanted)
    return found


def _of_formula(bound: BoundPolicy, f: Field, what: str, wanted: Both) -> DecidedError:
    read = tuple(dict.fromkeys(_read_by(bound, f.id)))
    return DecidedError(what, wanted, read, read[0][0] if len(read) == 1 else None)


def _read_by(bound: BoundPolicy, name: str) -> Iterator[tuple[str, Type]]:
    """The columns of data that a name stands for, through formulas."""
    if name in bound.items:
        yield name, Type("text")
        return
    f = bound.fields.get(name)
    if f is None or f.origin not in ("data", "derived"):
        return
    if f.formula is None:
        yield f.id, f.type
        return
    for inner in names(f.formula.formula.root):
        yield from _read_by(bound, inner)


def _chosen_by(bound: BoundPolicy) -> dict[str, tuple[str, ...]]:
    """Fields that choose weights and may choose none, with the words that choose some."""
    found: dict[str, tuple[str, ...]] = {}
    for card in bound.scorecards:
        by = card.choose_by
        if by is None or "default" in card.profiles or bound.fields[by].origin == "context":
            continue
        words = found.get(by, tuple(card.profiles))
        found[by] = tuple(w for w in words if w in card.profiles)
    return found


# --- in bulk ---------------------------------------------------------------------------------


def tell_decided(
    con: Any, bound: BoundPolicy, as_of: int, at: Whereabouts, table: str, decided: str
) -> bool:
    """Lists the cells behind errors that reading could not know; whether there are any.

    `table` holds the canonical rows, `decided` is a relation of `id` and `code`.
    """
    errors = decided_errors(bound, as_of)
    if not errors:
        return False
    listed = ", ".join(map(literal, errors))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE found_out AS SELECT d.id, d.code "
        f"FROM {decided} d WHERE d.code IN ({listed})"
    )
    codes = {c for (c,) in con.execute("SELECT DISTINCT code FROM found_out").fetchall()}
    for code, error in errors.items():
        if code in codes:
            origin, heading = at.columns.get(error.field or "", (at.customers, None))
            row, spots = "NULL", ""
            if at.grouped and error.what == "future":
                at.listing.gate(origin, heading, error.expected, error.what, code,
                                _late(code, at.rows))  # fmt: skip
                continue
            if at.rows is not None and not at.grouped and origin is at.customers:
                row, spots = "s.row", f"LEFT JOIN {at.rows} s ON s.id = d.id "
            query = (
                f"SELECT {row} AS row, d.id, {_seen_sql(error)} AS seen FROM found_out d "
                f"JOIN {table} t ON t.id = d.id {spots}WHERE d.code = {literal(code)} "
                "AND NOT EXISTS (SELECT 1 FROM faults f WHERE f.id = d.id "
                f"AND starts_with(f.reason, {literal(_told_by(code))}))"
            )
            at.listing.gate(origin, heading, error.expected, error.what, code, query)
    return bool(codes)


def _late(code: str, rows: str | None) -> str:
    """The companies for whose day a group is in error, each at its row."""
    row, spots = (
        ("NULL", "") if rows is None else ("s.row", f"LEFT JOIN {rows} s ON s.id = l.company ")
    )
    return (
        f"SELECT {row} AS row, l.company AS id, l.seen FROM found_out d JOIN {LATE} l "
        f"ON l.id = d.id AND l.code = d.code {spots}WHERE d.code = {literal(code)} "
        "AND NOT EXISTS (SELECT 1 FROM faults f WHERE f.id = l.company "
        f"AND starts_with(f.reason, {literal(_told_by(code))}))"
    )


def _told_by(code: str) -> str:
    """How reasons begin that tell of an error already: a value in error chooses no weights."""
    return code.removesuffix("unlisted")


def codes_of(decision: Mapping[str, Any]) -> str:
    """The relation of `id` and `code` of one decision in error."""
    codes = ", ".join(map(literal, decision["reasons"] or ()))
    return f"(SELECT {literal(decision['id'])} AS id, unnest([{codes}]) AS code)"


def _seen_sql(error: DecidedError) -> str:
    texts = [f"coalesce({text_of('t.' + quoted(n), t)}, '')" for n, t in error.seen]
    if len(texts) == 1:
        return texts[0]
    named = [f"{literal(n + '=')} || {x}" for (n, _), x in zip(error.seen, texts, strict=True)]
    return " || '; ' || ".join(named) or "''"


# --- of one record ----------------------------------------------------------------------------


def told_decided(
    bound: BoundPolicy,
    as_of: int,
    codes: Sequence[str],
    inputs: Mapping[str, Any],
    faults: Sequence[CellFault],
    headings: Mapping[str, str],
) -> Iterator[CellFault]:
    """The faults behind codes of one record's decision that no fault tells of yet. `headings`
    gives the key of each canonical column."""
    told = [fault.reason for fault in faults]
    errors = decided_errors(bound, as_of)
    for code in codes:
        error = errors.get(code)
        if error is None or any(reason.startswith(_told_by(code)) for reason in told):
            continue
        told.append(code)
        texts = [(name, _text(inputs.get(name), type_)) for name, type_ in error.seen]
        seen = texts[0][1] if len(texts) == 1 else "; ".join(f"{n}={t}" for n, t in texts)
        column = None if error.field is None else headings.get(error.field)
        yield CellFault("<record>", None, None, column, inputs["id"], cut(seen, SEEN),
                        error.expected, error.what, code)  # fmt: skip


def _text(value: Any, type_: Type) -> str:
    if value is None:
        return ""
    if type_.kind == "date":
        return from_day(value).isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if type_.numeric:
        return show(value, type_.scale)
    return value if isinstance(value, str) else f"[{', '.join(value)}]"
