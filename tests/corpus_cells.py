"""Cells as the corpus writes them, to and from what evaluators hold (tests/corpus/README.md)."""

from __future__ import annotations

from typing import Any

from engine.atoms.dates import from_day, read_date
from engine.atoms.numbers import show
from engine.bind.bound import BoundPolicy
from engine.bind.contract import Column, storage_of
from tests.generator.fields import scaled


def read_cell(text: str, column: Column) -> Any:
    """A canonical value; empty is missing."""
    if not text:
        return None
    match column.storage:
        case "integer":
            return scaled(text, column.scale)
        case "boolean":
            return {"yes": True, "no": False}[text]
        case "date":
            return read_date(text)
        case "words":
            return text.split("|")
        case _:
            return text


def write_cell(value: Any, column: Column) -> str:
    """The text that `read_cell` reads back."""
    told = tell(value, column)
    if told is None:
        return ""
    if isinstance(told, list):
        return (" " if column.name == "errors" else "|").join(told)
    return str(told)


def tell(value: Any, column: Column) -> Any:
    """A cell of a decision as expectations name it: text, a list of texts, or None."""
    if value is None:
        return None
    match column.storage:
        case "integer":
            assert type(value) is int
            return show(value, column.scale)
        case "boolean":
            return "yes" if value else "no"
        case "date":
            return from_day(value).isoformat()
        case "words":
            return list(value)
        case _:
            return value


def wanted_cell(wanted: Any, column: Column) -> Any:
    """An expectation as `tell` would tell it: `null` is an empty cell, 1.50 is 1.5."""
    if wanted in ("null", ""):
        return None
    if column.storage == "integer":
        return show(scaled(wanted, column.scale), column.scale)
    return wanted


def context_column(bound: BoundPolicy, name: str) -> Column:
    """A value of the context as if it were a column."""
    t = bound.fields[name].type
    return Column(name, storage_of(t), t.scale)
