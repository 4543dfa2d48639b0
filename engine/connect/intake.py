"""One source taken in: opened, its headings matched, every cell vetted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.connect.layout import Read, match
from engine.connect.sources import Data, once_only, open_data
from engine.connect.sources.decisions import vouch_for
from engine.connect.vet import Cells, vet


def take(
    con: Any,
    data: Data,
    reads: Sequence[Read],
    name: str,
    work: Path,
    decides: tuple[str, str] | None = None,
) -> tuple[Cells, tuple[Read, ...]]:
    """The source's cells as the table `name`, and the columns that are there, in that order.
    `decides` is the policy, and its version, whose decisions are asked for.

    Raises DataError for a file that cannot be read, or that changed while it was: its digest
    would not be that of the rows that are decided on.
    """
    before = _stamp(data)
    opened = open_data(con, data, work)
    if decides is not None or _is_folder(data):
        vouch_for(opened, decides)
    matched = match(opened, reads)
    cells = vet(con, opened, [w for _, w in matched], name, work)
    if _stamp(data) != before:
        raise DataError(Diagnostic("KT319", {"name": opened.name}, place=Place(opened.name)))
    return cells, tuple(r for r, _ in matched)


def _is_folder(data: Data) -> bool:
    return isinstance(data.what, str | Path) and Path(data.what).is_dir()


def _stamp(data: Data) -> tuple[int, int] | None:
    """Size and time of change of a file; None for what is no file."""
    if not isinstance(data.what, str | Path) or once_only(data) is not None:
        return None
    try:
        found = Path(data.what).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
