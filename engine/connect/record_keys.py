"""The keys of a record, which are compared as headings are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.connect.cells import clean
from engine.connect.layout import CURRENCY, GROUP, PARENT, Read, twice


def keys_of(read: Read) -> tuple[str, ...]:
    """The keys of a record under which a column may stand: its headings, else its own name."""
    own = {"id": (), "key": (), "date": ("date",)}.get(read.column, (read.column,))
    if read.column.startswith((CURRENCY, GROUP, PARENT)):
        own = ()
    elif read.column.startswith("?r"):
        own = (f"{read.code}_{read.column[2]}",)
    return tuple(dict.fromkeys((*map(clean, read.headings), *own)))


def vet_record(raw: Any, name: str, number: int) -> None:
    """Raises DataError where a row of a table is no record."""
    if not isinstance(raw, Mapping):
        params = {"name": name, "row": number, "seen": type(raw).__name__}
        raise DataError(Diagnostic("KT342", params, place=Place(name, number)))


def cleaned(raw: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
    """A record by its keys as headings are compared; the same object where they are so already.
    Raises DataError where two keys are one heading."""
    keys = [clean(k) if isinstance(k, str) else str(k) for k in raw]
    if all(a is b or a == b for a, b in zip(keys, raw, strict=True)):
        return raw
    if wrong := list(twice(name, keys)):
        raise DataError(wrong)
    return dict(zip(keys, raw.values(), strict=True))
