"""Rows of Python values (records, workbook cells) as columns of text for DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from engine.atoms.dates import from_day
from engine.connect.cells import local_day, shown
from engine.connect.forms import Form


def typed_text(form: Form) -> Callable[[Any], str | None]:
    """A function from one typed value to the text that reads as the same value by `form`.

    Dates take the field's `format:`, numbers their shortest plain decimal.
    """
    day_text = _day_writer(form.format)

    def text(value: Any) -> str | None:
        if form.kind == "date" and isinstance(value, datetime):
            day = local_day(value, form.timezone)
            return str(value) if day is None else day_text(from_day(day))
        if form.kind == "date" and isinstance(value, date):
            return day_text(value)
        return shown(value)

    return text


def _day_writer(format_: str | None) -> Callable[[date], str]:
    if format_ is None:
        return date.isoformat
    return lambda d: (
        format_.replace("YYYY", f"{d.year:04d}")
        .replace("MM", f"{d.month:02d}")
        .replace("DD", f"{d.day:02d}")
    )
