"""A formula as the author wrote it, beside the values that it read."""

from __future__ import annotations

from engine.author.formula.tree import names
from engine.author.policy import Text
from engine.bind.bound import Field, Typed
from engine.explain.row import Row
from engine.explain.values import shown
from engine.explain.words import both, joined, plain


def fields_of(row: Row, typed: Typed) -> list[Field]:
    """The fields that a formula names, in order of first use."""
    found = (row.bound.fields.get(n) for n in names(typed.formula.root))
    return [f for f in found if f is not None]


def with_values(row: Row, typed: Typed) -> Text:
    """`idle_days <= 120 (now idle_days 122)`; without values where the row does not tell them."""
    formula = plain(" ".join(typed.formula.text.split()))
    values = [
        both("now", name=f.id, value=shown(row.value(f), f.type, row.currency))
        for f in fields_of(row, typed)
        if row.known(f)
    ]
    return both("with", formula=formula, values=joined(values)) if values else formula


def missing_in(row: Row, typed: Typed) -> list[Field]:
    """The data fields and checklist items for want of which a formula may be unknown.

    A derived field stands for what it is derived from. Fields of which the row does not tell
    anything are among them.
    """
    found: dict[str, Field] = {}
    for f in fields_of(row, typed):
        if row.known(f) and row.value(f) is not None:
            continue
        if f.formula is not None:
            found |= {g.id: g for g in missing_in(row, f.formula)}
        else:
            found[f.id] = f
    return list(found.values())
