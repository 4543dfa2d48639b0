"""A stored run, read back: the policy as it was, one decision by id, all decisions in order.

Nothing is decided anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.atoms.dates import read_date, to_day
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import BrokenRecord, PolicyError
from engine.bind.bound import BoundPolicy
from engine.ledger.manifest import Manifest, Part, read_manifest

Row = dict[str, Any]


@dataclass(frozen=True)
class StoredRun:
    """A run directory. Rows are keyed by column name: integers at scale, days, lists of words."""

    folder: Path
    manifest: Manifest

    @cached_property
    def bound(self) -> BoundPolicy:
        """The policy that decided, bound again from the stored text."""
        from engine.author.opening import load_source
        from engine.check import inspect

        path = self.folder / "policy.yaml"
        if not path.is_file():
            raise self._broken("policy.yaml")
        bound, findings = inspect(load_source(path))
        if bound is None:
            raise PolicyError([d for d in findings if d.severity == "error"])
        return bound

    @property
    def as_of(self) -> int:
        """The as-of day, in days since 1970-01-01."""
        day = read_date(self.manifest.as_of)
        if day is None:
            raise self._broken("manifest.json")
        return day

    @property
    def context(self) -> dict[str, Any]:
        return dict(self.manifest.context)

    def decision(self, id: str) -> Row | None:
        """The decision on one customer, or None where the run has no such customer."""
        return self._one(self.manifest.decisions, id)

    def inputs(self, id: str) -> Row | None:
        """What the customer was decided on: the canonical row of the snapshot."""
        return self._one(self.manifest.inputs, id)

    def decisions(self, limit: int | None = None) -> Iterator[Row]:
        """Every decision, by customer id in byte order."""
        left = limit
        for part in self.manifest.decisions:
            if left is not None and left <= 0:
                return
            yield from self._rows(part, "", [], left)
            if left is not None:
                left -= part.rows

    def columns(self, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some columns of every decision, by customer id in byte order."""
        for part in self.manifest.decisions:
            for row in self._rows(part, "", [], None, ", ".join(map(_name, names))):
                yield tuple(row[n] for n in names)

    def decisions_sql(self) -> str:
        """The decisions as a DuckDB relation, in order of the files."""
        files = ", ".join(_quoted(str(self.folder / p.file)) for p in self.manifest.decisions)
        return f"read_parquet([{files}])"

    def _one(self, parts: tuple[Part, ...], id: str) -> Row | None:
        firsts = [(p.first or "").encode() for p in parts]
        at = bisect_right(firsts, id.encode()) - 1
        if at < 0:
            return None
        return next(self._rows(parts[at], "WHERE id = ?", [id], 1), None)

    def _rows(
        self, part: Part, where: str, params: list[Any], limit: int | None, columns: str = "*"
    ) -> Iterator[Row]:
        import duckdb

        path = self.folder / part.file
        if not path.is_file():
            raise self._broken(part.file)
        con = duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False,
                                     "autoload_known_extensions": False})  # fmt: skip
        try:
            end = "" if limit is None else f" LIMIT {int(limit)}"
            found = con.execute(
                f"SELECT {columns} FROM read_parquet({_quoted(str(path))}) {where}{end}", params
            )
            names = [c[0] for c in found.description or ()]
            while batch := found.fetchmany(2048):
                for row in batch:
                    yield {n: _plain(v) for n, v in zip(names, row, strict=True)}
        except duckdb.Error:
            raise self._broken(part.file) from None
        finally:
            con.close()

    def _broken(self, file: str) -> BrokenRecord:
        params = {"run": str(self.folder), "file": file}
        return BrokenRecord(Diagnostic("KT385", params, place=Place(str(self.folder))))


def open_run(path: str | Path) -> StoredRun:
    """A stored run. Raises UsageError where the folder is no run, BrokenRecord where it is one
    that cannot be read."""
    folder = Path(path)
    return StoredRun(folder, read_manifest(folder))


def _plain(value: Any) -> Any:
    return to_day(value) if isinstance(value, date) else value


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
