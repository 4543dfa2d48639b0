"""One column of a row: what it is called, and how its cells are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.bind.bound import Type

Storage = Literal["integer", "text", "boolean", "date", "words"]  # words: a list of text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: integers carry a scale (855000000 at scale 7 is 85.5). Any cell may be None.

    `part` is the id of the field, criterion, flag, benefit, or one of several scorecards, that it
    speaks of, or "".
    Dates are days since 1970-01-01 for the evaluators, and dates in stored files.
    """

    name: str
    storage: Storage
    scale: int = 0
    part: str = ""


def storage_of(t: Type) -> Storage:
    match t.kind:
        case "yes_no":
            return "boolean"
        case "date":
            return "date"
        case "text":
            return "text"
        case "choices":
            return "words"
        case _:
            return "integer"
