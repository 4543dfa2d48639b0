"""What a call says of overrides: a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.bind.bound import BoundPolicy

if TYPE_CHECKING:
    from engine.connect.assemble import Brought


def override_of(bound: BoundPolicy, file: str | Path, as_of: int, id: str) -> dict[str, Any]:
    """The canonical columns that one customer brings from a file of overrides."""
    from engine.connect.overrides import read_overrides

    found = read_overrides(Path(file), bound).on(as_of).get(id)
    return {} if found is None else found.cells()


def brought_by_overrides(bound: BoundPolicy, file: str | Path, as_of: int) -> Brought:
    """What the overrides of a file bring to everybody."""
    from engine.connect.overrides import read_overrides

    return read_overrides(Path(file), bound).brought(as_of)
