"""Typed values (of records, frames, workbooks): the text that each is read as.

numpy and pandas are known by the look of their values and imported nowhere here.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from typing import Any

from engine.connect.cells.days import write_day
from engine.connect.cells.text import whole
from engine.connect.forms import Form


def as_text(cell: Any, form: Form) -> str | None:
    """The text that a typed value is read as by a form; None for None, NaN, NaT and NA.

    Dates take the field's `format:`, numbers their shortest plain decimal, lists are JSON.

    >>> from datetime import date
    >>> as_text(date(2026, 1, 31), Form("date", format="YYYY/MM/DD")), as_text(1001.0, Form("text"))
    ('2026/01/31', '1001')
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        return whole(cell)
    cell = native(cell)
    if form.kind == "date" and isinstance(cell, date):
        return write_day(cell, form)
    return shown(cell)


def shown(cell: Any) -> str | None:
    """The text of a typed value, as a text field holds it."""
    cell = native(cell)
    if cell is None:
        return None
    if isinstance(cell, str):
        return whole(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float | Decimal):
        plain = plain_number(cell)
        return plain or (repr(cell) if isinstance(cell, float) else f"{Decimal(cell):E}")
    if isinstance(cell, date):  # a datetime is one as well
        return cell.isoformat()
    if isinstance(cell, set | frozenset):
        cell = sorted(map(str, cell))
    if isinstance(cell, list | tuple):
        return whole(json.dumps([str(v) for v in cell], ensure_ascii=False))
    return whole(str(cell))


def native(cell: Any) -> Any:
    """A value as plain Python holds it: what numpy and pandas call missing is None, their scalars
    are numbers, truths and times, their arrays lists. Anything else stays what it is.

    >>> native(float("nan")), native(7)
    (None, 7)
    """
    if type(cell) in (int, bool, str) or cell is None:
        return cell
    if isinstance(cell, Decimal):
        return None if cell.is_nan() else cell
    if isinstance(cell, float | date):  # NaN and NaT (which is a datetime) equal nothing
        return cell if cell == cell else None
    if cell is getattr(sys.modules.get("pandas"), "NA", Ellipsis):
        return None
    dtype = getattr(cell, "dtype", None)
    return cell if dtype is None else _of_numpy(cell, getattr(dtype, "kind", ""))


def _of_numpy(cell: Any, kind: str) -> Any:
    if getattr(cell, "shape", ()):
        return cell.tolist()
    if kind in ("b", "i", "u"):
        return cell.item()
    if kind == "f":  # by its own shortest decimal: as a float of 64 bits 0.1 would have 16 digits
        number = Decimal(str(cell))
        return None if number.is_nan() else number
    if kind in ("M", "m") and cell != cell:
        return None
    if kind == "M":
        stamp = cell.astype("datetime64[us]").item()
        return stamp if isinstance(stamp, date) else str(cell)
    return cell


def plain_number(number: int | float | Decimal) -> str | None:
    """The shortest plain decimal text of a number, whole ones without a point; None for no number.

    >>> plain_number(1001.0), plain_number(0.1), plain_number(1e21), plain_number(float("nan"))
    ('1001', '0.1', '1000000000000000000000', None)
    """
    if isinstance(number, int):
        return str(number) if abs(number) < 10**60 else None
    exact = Decimal(repr(float(number))) if isinstance(number, float) else number
    if not exact.is_finite() or exact.adjusted() > 60:
        return None
    if exact == 0:
        return "0"
    if int(exact.normalize().as_tuple().exponent) < -60:
        return None
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
