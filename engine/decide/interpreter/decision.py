"""A decision row: every column of `decision_columns`, filled from what was found out."""

from __future__ import annotations

from collections.abc import Sequence

from engine.bind.contract import decision_columns
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.flags import Raised
from engine.decide.interpreter.formulas import Value
from engine.decide.interpreter.scores import Card, Family, Reading, Taken

Row = dict[str, object]


def empty_row(case: Case, id_: object) -> Row:
    """Every column, in order, with nothing in it but the id."""
    row: Row = {c.name: None for c in decision_columns(case.bound)}
    row["id"] = id_
    if "members" in row:
        row["members"] = cell(case.members)
    return row


def fill_facts(row: Row, case: Case, raised: Sequence[Raised]) -> None:
    """Derived fields and flags: shown whatever the outcome."""
    for f in case.bound.derived_fields():
        row[f"derived.{f.id}"] = cell(case.values[f.id])
    for f in case.bound.data_fields():
        if f.raters is not None:
            row[f.spread_name] = case.spreads[f.id]
    for f in case.bound.derived_fields():
        if f.sources:
            row[f.source_name] = case.sources[f.id]
        if f.tolerance is not None:
            row[f.spread_name] = case.spreads[f.id]
    for r in raised:
        row[f"{r.flag.id}.answer"] = r.answer
        row[f"{r.flag.id}.effect"] = r.text


def fill_card(row: Row, case: Case, card: Card, worst: Taken) -> None:
    """Criteria and the sums over them, at the worst of what is missing."""
    row[card.card.column("evidence")] = card.evidence
    row[card.card.column("weight_left")] = card.weight_left
    row[card.card.column("profile")] = card.profile
    for number, top in enumerate(card.top):
        weight = None if card.weights is None else card.weights[number]
        contribution = card.contribution(number, worst)
        if isinstance(top, Family):
            id_ = top.parent.id
            row[f"{id_}.points"] = top.points(worst)
            row[f"{id_}.weight"] = weight
            row[f"{id_}.weight_left"] = top.weight_left
            row[f"{id_}.contribution"] = contribution
            for child, inner in zip(top.children, top.parent.weights, strict=True):
                points = child.points(worst)
                inside = None if points is None else points * inner
                _fill_leaf(row, case, child, worst, inner, inside)
        else:
            _fill_leaf(row, case, top, worst, weight, contribution)


def _fill_leaf(
    row: Row, case: Case, r: Reading, worst: Taken, weight: int | None, contribution: int | None
) -> None:
    id_ = r.leaf.id
    row[f"{id_}.value"] = cell(r.value)
    if f"{id_}.age" in row:
        row[f"{id_}.age"] = case.ages.get(r.leaf.field) if r.applies else None
    row[f"{id_}.hit"] = r.hit
    row[f"{id_}.points"] = r.points(worst)
    row[f"{id_}.weight"] = weight
    row[f"{id_}.contribution"] = contribution


def cell(value: Value) -> object:
    """A value as a row holds it: words are a list."""
    return list(value) if isinstance(value, tuple) else value
