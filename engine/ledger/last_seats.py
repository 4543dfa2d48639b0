"""Erasing whoever holds the last seat of a tier, whose id stands in the inputs of all who compete.

The id gives way to a mark: the id before it in the run, and a character that no id holds. It stands
in the order where the erased one stood, so that everybody else is decided as before; and nobody can
tell from it who that was. The records of those whose inputs named the id bind it still; of these
rows the digest of the inputs is kept, in the place of the salt that it was made with, and with it
the leaf is made again. That nobody changed their inputs since is for the signed manifest to say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.digest import canonical_json, sha256
from engine.atoms.sql import literal, quoted
from engine.bind.contract import ERASED_LAST, last_columns
from engine.connect.sources.opened import parquet_relation
from engine.ledger.beside import FACTS, last_words
from engine.ledger.seal.few import rows_of
from engine.ledger.seal.layout import Layout
from engine.ledger.seal.row import inputs_digest
from engine.ledger.seal.salt import SALT, salts_of_rows
from engine.ledger.verify.sealed import Salts, Sealed


@dataclass(frozen=True, slots=True)
class LastSeats:
    """What an erasure does to the ids of last holders: `named` are the words that give way to
    `mark` (none where the erased holds no last seat), `marks` all marks of the run from then on."""

    named: tuple[str, ...]
    mark: str
    marks: tuple[str, ...]

    def column(self, name: str) -> str:
        """A column of the inputs without the id."""
        words = ", ".join(map(literal, self.named))
        own = quoted(name)
        return f"CASE WHEN {own} IN ({words}) THEN {literal(self.mark)} ELSE {own} END AS {own}"

    def facts(self, work: Path, digest: str) -> str:
        """Writes the facts of the run without the id; their digest."""
        if not self.named:
            return digest
        path = work / FACTS
        found = canonical_json(self._told(json.loads(path.read_text("utf-8"))))
        path.unlink()  # it may be the former run's, under another name
        path.write_bytes(found + b"\n")
        return sha256(found)

    def _told(self, found: Any) -> Any:
        if isinstance(found, dict):
            return {k: self._told(v) for k, v in found.items()}
        if isinstance(found, list):
            return [self._told(v) for v in found]
        return self.mark if found in self.named else found


def last_seats(con: Any, sealed: Sealed, id: str, number: int | None) -> LastSeats:
    """What erasing a customer, who stands in a chunk or (None) in none, does to the facts of a
    run."""
    marks = sealed.manifest.marks
    words = last_words(sealed.folder)
    named = tuple(w for w in (id, id + ERASED_LAST) if w in words)
    mark = _before(con, sealed, id, number) + ERASED_LAST
    if not named:
        return LastSeats((), mark, marks)
    return LastSeats(named, mark, tuple(sorted({*marks, mark} - {id + ERASED_LAST})))


def _before(con: Any, sealed: Sealed, id: str, number: int | None) -> str:
    """The id before this one in the run; nothing before the first."""
    last = len(sealed.manifest.decisions) - 1 if number is None else number
    for n in range(last, -1, -1):
        files = parquet_relation(Path(sealed.job(n).decisions))
        (found,) = con.execute(f"SELECT max(id) FROM {files} WHERE id < ?", [id]).fetchone()
        if found is not None:
            return str(found)
    return ""


def bound_by_digest(layout: Layout, row: Mapping[str, Any], words: frozenset[str]) -> bool:
    """Whether the inputs of a row name one of these as a last holder."""
    return any(row[name] in words for name in last_columns(c.name for c in layout.inputs))


def kept_of(con: Any, sealed: Sealed, salts: Salts, number: int, seats: LastSeats) -> bytes:
    """What is kept of each row of a chunk, 32 bytes: its salt, or the digest of its inputs where
    these named somebody who was erased, or do now."""
    job = sealed.job(number)
    if salts.key is None:
        kept = salts.kept[number]
    else:
        ids = con.execute(f"SELECT id FROM {parquet_relation(Path(job.decisions))}").fetchall()
        kept = b"".join(salts_of_rows(salts.key, [id_ for (id_,) in ids]))
    if not seats.named:
        return kept
    before = frozenset(sealed.manifest.marks)
    after = before | {*seats.named, *seats.marks}
    found = []
    rows = rows_of(con, sealed.layout, Path(job.inputs), Path(job.decisions))
    for n, (_, row) in enumerate(rows):
        own = kept[n * SALT : (n + 1) * SALT]
        told = bound_by_digest(sealed.layout, row, after)
        if told and not bound_by_digest(sealed.layout, row, before):
            own = inputs_digest(sealed.layout, row, own)
        found.append(own)
    return b"".join(found)
