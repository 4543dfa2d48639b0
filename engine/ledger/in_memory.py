"""Chunks of a run decided and written in memory, where the compiled parts are there.

The rows of a chunk come once out of the database. The snapshot is written, decisions are made and
written, and leaves are hashed from that memory, so nothing is read back. The files hold
what `chunks.py` would have written through DuckDB, cell for cell, in other encodings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.digest import sha256
from engine.atoms.errors import RunError
from engine.bind.contract import Column, Storage
from engine.compile.plan import Plan
from engine.connect.sources.opened import parquet_relation
from engine.ledger.copied import row_groups
from engine.ledger.manifest import Part
from engine.ledger.resume import number_of
from engine.ledger.seal.kernel import kernel
from engine.ledger.seal.sealing import Sealer

if TYPE_CHECKING:
    from engine.connect.arrow import Frame
    from engine.connect.columnar import Cells
    from engine.decide.native import Native

#: So many rows of a run are decided by DuckDB as well.
_HELD: Final = 2_048
#: How a column of canonical rows is stored, by what DuckDB calls its type.
_STORAGES: Final[Mapping[str, Storage]] = {
    "BIGINT": "integer", "BOOLEAN": "boolean", "DATE": "date", "VARCHAR": "text",
    "VARCHAR[]": "words",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InMemory:
    """Decides and writes the chunks of one run; two threads may do so side by side."""

    native: Native
    columns: tuple[Column, ...]  # of the snapshot, in its order
    folder: Path

    @staticmethod
    def of(
        con: Any, plan: Plan, rows_of: str, errors: Sequence[str], folder: Path
    ) -> InMemory | None:
        """None where a compiled part is missing, or the plan or a column is not for it. `rows_of`
        are canonical rows, and `errors` the words in their column of that name."""
        from engine.connect.parquet import parquet_bytes
        from engine.decide.native import Native

        if parquet_bytes((), 1) is None:
            return None
        found = con.execute(f"DESCRIBE SELECT * FROM {rows_of}").fetchall()
        if any(str(kind) not in _STORAGES for _, kind, *_ in found):
            return None
        columns = tuple(Column(name, _STORAGES[str(kind)]) for name, kind, *_ in found)
        native = Native.of(plan, errors)
        return None if native is None else InMemory(native, columns, folder)

    def query(self, rows_of: str) -> str:
        """The columns of a chunk, and what its hashing needs beside them."""
        from engine.ledger.seal.in_memory import query_in_memory

        return query_in_memory(self.columns, rows_of)

    def inputs(self, given: Frame, number: int) -> Part:
        """Writes the snapshot of a chunk."""
        return self._file("inputs", number, [(c.name, given[c.name]) for c in self.columns])

    def decisions(
        self, given: Frame, inputs: Part, first: int, sealer: Sealer | None
    ) -> tuple[Part, bytes | None]:
        """Decides and writes a chunk, of whose customers the first has this index; its tile file,
        where it is to be hashed here."""
        made = self.native.decide(given, inputs.rows)
        decisions = self._file("decisions", number_of(inputs), made)
        if sealer is None or kernel() is None:
            return decisions, None
        return decisions, sealer.tile(given, dict(made), first)

    def _file(self, kind: str, number: int, columns: Sequence[tuple[str, Cells]]) -> Part:
        from engine.connect.parquet import parquet_bytes

        data = parquet_bytes(columns, row_groups()[0])
        assert data is not None
        name = f"{kind}/{number:05d}.parquet"
        (self.folder / name).write_bytes(data)
        ids = dict(columns)["id"]
        raw, starts = ids.raw, ids.starts
        ends = [bytes(raw[starts[k] : starts[k + 1]]).decode() for k in (0, ids.rows - 1)]
        return Part(name, ids.rows, sha256(data), *ends)


def hold_against_duckdb(
    con: Any, query: str, marker: str, folder: Path, inputs: Part, decisions: Part
) -> None:
    """Decides the first rows of a chunk once more, in DuckDB and from the file of its inputs, and
    compares them with the file of its decisions. The compiled parts are made on the machine of
    whoever installs keytier: no run rests on them unseen.

    Raises RunError where a cell differs.
    """
    given, made = (
        f"(SELECT * FROM {parquet_relation(folder / part.file)} LIMIT {_HELD})"
        for part in (inputs, decisions)
    )
    again = query.replace(marker, given, 1)
    # As many rows on both sides: then one of them has none that the other lacks, or both have.
    differ = f"SELECT min(id) FROM ({again} EXCEPT ALL SELECT * FROM {made})"
    (id_,) = con.execute(differ).fetchone()
    (rows,) = con.execute(f"SELECT count(*) FROM {made}").fetchone()
    if id_ is not None or rows != min(_HELD, inputs.rows):
        raise RunError(Diagnostic("KT440", {"id": id_ or inputs.first}))
