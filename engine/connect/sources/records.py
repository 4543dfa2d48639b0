"""Python records: any iterable of mappings from heading to value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError, UsageError
from engine.connect.cells.text import whole
from engine.connect.cells.typed import as_text
from engine.connect.sources.opened import Reading, Scan, Wanted, no_lines
from engine.connect.sources.spool import spooled, write_spool


@dataclass(frozen=True, slots=True)
class Records:
    """Records held in memory; headings are all their keys, in order of first use."""

    name: str
    headings: tuple[str, ...]
    keys: tuple[Any, ...]
    rows: tuple[Mapping[Any, Any], ...]

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        keys = [(self.keys[w.index], w.form) for w in wanted]
        rows = ([as_text(row.get(k), f) for k, f in keys] for row in self.rows)
        target = write_spool(rows, work, self.name, wanted)
        return Scan(
            spooled(target, len(wanted)),
            tuple(f"c{i}" for i in range(len(wanted))),
            ("VARCHAR",) * len(wanted),
            Reading(self.name, "records", None),
            no_lines,
        )


_ROWS = ("a frame, a file's path, or records", "数据框、文件路径或若干条记录")


def open_records(rows: Iterable[Mapping[str, Any]], name: str) -> Records:
    """Raises DataError when there is no record, or something that is no mapping,
    UsageError when there are no rows at all to go through."""
    if not isinstance(rows, Iterable):
        params = {"name": name, "given": str(rows), "expected": _ROWS[0], "expected_zh": _ROWS[1]}
        raise UsageError(Diagnostic("KT458", params))
    held = tuple(rows)
    keys: dict[Any, None] = {}
    for number, row in enumerate(held, 1):
        if not isinstance(row, Mapping):
            params = {"name": name, "row": number, "seen": type(row).__name__}
            raise DataError(Diagnostic("KT342", params, place=Place(name, number)))
        if not row.keys() <= keys.keys():
            keys.update(dict.fromkeys(row))
    if not held:
        raise DataError(Diagnostic("KT302", {"name": name}, place=Place(name)))
    return Records(name, tuple(whole(str(k)) for k in keys), tuple(keys), held)
