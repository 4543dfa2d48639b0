"""Stored cells as JSON, written by the database itself: numbers exact, in their own unit."""

from __future__ import annotations

from collections.abc import Iterable

from engine.atoms.sql import literal, quoted
from engine.bind.contract import Column


def number_text(cell: str, scale: int) -> str:
    """SQL for the plain decimal text of an integer at a scale: 855000000 at 7 is 85.5."""
    if scale == 0:
        return f"CAST({cell} AS VARCHAR)"
    unit = 10**scale
    whole = f"CAST({cell} // {unit} AS VARCHAR)"
    sign = f"CASE WHEN {cell} < 0 THEN '-' ELSE '' END"
    size = f"CAST(abs({cell}) // {unit} AS VARCHAR)"
    digits = f"lpad(CAST(abs({cell}) % {unit} AS VARCHAR), {scale}, '0')"
    broken = f"rtrim({sign} || {size} || '.' || {digits}, '0')"
    return f"CASE WHEN {cell} % {unit} = 0 THEN {whole} ELSE {broken} END"


def json_value(cell: str, column: Column) -> str:
    """SQL for a cell as JSON text: `85.5`, `"key"`, `["a"]`, `true`, `null`."""
    match column.storage:
        case "integer":
            value = number_text(cell, column.scale)
        case "date" | "text":
            value = f"CAST(to_json(CAST({cell} AS VARCHAR)) AS VARCHAR)"
        case _:
            value = f"CAST(to_json({cell}) AS VARCHAR)"
    return f"coalesce({value}, 'null')"


def json_object(row: str, columns: Iterable[Column], instead: dict[str, str]) -> str:
    """SQL for an object of a row's cells. `instead` holds the JSON text of cells not to be told."""
    parts = []
    for number, column in enumerate(columns):
        name = _json_text(column.name)
        start = f"{'{' if number == 0 else ', '}{name}: "
        if column.name in instead:
            parts.append(literal(start + instead[column.name]))
        else:
            cell = f"{row}.{quoted(column.name)}"
            parts += [literal(start), json_value(cell, column)]
    return "concat(" + ", ".join([*parts, "'}'"]) + ")" if parts else "'{}'"


def _json_text(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
