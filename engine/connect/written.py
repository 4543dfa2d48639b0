"""Values as a policy writes them: what a case gives, and the context of a run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from engine.atoms.numbers import Fault
from engine.author.policy import DataField
from engine.bind.bound import BoundPolicy, Type
from engine.connect.cells import Value, read_cell
from engine.connect.cells.typed import as_text
from engine.connect.forms import Form, form_of


def written_form(bound: BoundPolicy, type_: Type, declared: DataField | None) -> Form:
    """The form of a value where a policy writes it: units count, and how files write the field
    (`format`, `written_as`, `missing_as`) does not."""
    form = form_of(bound, type_, declared)
    units: Literal["units"] | None = "units" if type_.kind in ("money", "number", "whole") else None
    return replace(form, missing_as=(), format=None, written_as=units)


def read_written(value: Any, form: Form) -> Value | Fault | None:
    """The exact value of what a policy writes, or of a value of Python: `5m`, `40%`, `yes`,
    `[family, listed]`; None when it is missing.

    >>> words = Form("choices", words=("a", "b"))
    >>> read_written("5m", Form("money", 4, written_as="units")), read_written("[b, a]", words)
    (50000000000, ('a', 'b'))
    """
    text = as_text(value, form)
    read = read_cell(text, form)
    if isinstance(read, Fault) and form.kind == "choices" and text and text.startswith("["):
        return read_cell(text.strip()[1:-1], form)
    return read
