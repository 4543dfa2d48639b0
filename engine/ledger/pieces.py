"""The Parquet files of a run, each held against its digest before anything of it is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.atoms.dates import exact
from engine.connect.database import reading
from engine.connect.sources.opened import parquet_relation
from engine.ledger.broken import broken, sound_bytes, vouch_for
from engine.ledger.manifest import EXTENDS, Manifest, Part

Row = dict[str, Any]


class Pieces:
    """Pieces of the run in a folder. Whatever gives one raises BrokenRecord where it is not what
    the run wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._paths: dict[str, Path] = {}

    def path(self, part: Part) -> Path:
        """The path of a piece; each is read through once, to vouch for it."""
        if part.file not in self._paths:
            self._paths[part.file] = vouch_for(self.folder, part.file, part.digest)
        return self._paths[part.file]

    def relation(self, *parts: Part) -> str:
        """All rows of these pieces, to stand after FROM in DuckDB."""
        return parquet_relation(*map(self.path, parts))

    def reader(self) -> Any:
        """A DuckDB connection to read the files with; who asks for it closes it."""
        return self._database.cursor()

    @cached_property
    def _database(self) -> Any:
        # To open one takes far longer than to read a customer: it is kept for the next question.
        import duckdb

        return duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False,
                                      "autoload_known_extensions": False})  # fmt: skip

    def rows(
        self, part: Part, where: str, params: list[Any], limit: int | None, columns: str = "*"
    ) -> Iterator[Row]:
        """Rows of a piece, days as integers; `where` is what stands behind FROM."""
        end = "" if limit is None else f" LIMIT {int(limit)}"
        return self.asked(part, f"SELECT {columns} FROM {self.relation(part)} {where}{end}", params)

    def asked(self, part: Part, query: str, params: list[Any]) -> Iterator[Row]:
        """The rows of a query over pieces that are vouched for; `part` is blamed where one of them
        cannot be read."""
        con = self.reader()
        try:
            with reading(self.folder, lambda: broken(self.folder, part.file, "unreadable")):
                found = con.execute(query, params)
                names = [c[0] for c in found.description or ()]
                while batch := found.fetchmany(2048):
                    for row in batch:
                        yield {n: exact(v) for n, v in zip(names, row, strict=True)}
        finally:
            con.close()


def part_of(parts: tuple[Part, ...], id: str) -> Part | None:
    """The piece in which an id would stand; None before the first."""
    firsts = [(p.first or "").encode() for p in parts]
    at = bisect_right(firsts, id.encode()) - 1
    return None if at < 0 else parts[at]


def vouch_for_small(folder: Path, m: Manifest) -> None:
    """Holds the small files of a run against their digests; of the long ones, that they are there.
    Raises BrokenRecord for the first that is not what the run wrote."""
    sound_bytes(folder, "policy.yaml", m.policy["digest"])
    if "extends" in m.policy:
        sound_bytes(folder, EXTENDS, m.policy["extends"])
    sound_bytes(folder, "plan.json", m.plan, end=b"\n")
    sound_bytes(folder, "facts.json", m.facts, end=b"\n")
    errors = () if m.errors is None else (m.errors,)
    for part in (*m.inputs, *m.decisions, *errors):
        if not (folder / part.file).is_file():
            raise broken(folder, part.file, "missing")
