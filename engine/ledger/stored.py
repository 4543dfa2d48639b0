"""A stored run, read back: the policy as it was, one decision by id, all decisions in order.

Nothing is decided anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from engine.atoms.dates import read_date
from engine.atoms.errors import PolicyError
from engine.atoms.sql import quoted
from engine.atoms.text import Source
from engine.bind.bound import BoundPolicy, Type
from engine.bind.masks import unmasked
from engine.decide.facts import Facts, facts_of
from engine.explain.cells import SeenCell, told_cell
from engine.ledger.broken import broken, sound_bytes
from engine.ledger.manifest import EXTENDS, NAME, Manifest, Part, read_manifest
from engine.ledger.pieces import Pieces, Row, part_of, vouch_for_small


@dataclass(frozen=True)
class StoredRun:
    """A run directory. Rows are keyed by column name: integers at scale, days, lists of words.

    Every file is held against its digest in the manifest before anything of it is told; whatever
    tells raises BrokenRecord where one is not what the run wrote.
    """

    folder: Path
    manifest: Manifest

    @cached_property
    def bound(self) -> BoundPolicy:
        """The policy that decided, bound again from the stored text."""
        from engine.author.extends import Given
        from engine.check import inspect

        given = None
        if (digest := self.manifest.policy.get("extends")) is not None:
            given = Given(*self._text(EXTENDS, digest))
        source, _ = self._text("policy.yaml", self.manifest.policy["digest"])
        bound, findings = inspect(source, given=given)
        if bound is None:
            raise PolicyError([d for d in findings if d.severity == "error"])
        said = {"id": bound.policy.id, "version": bound.policy.version}
        alone = bound.policy.extends is None
        if alone != (given is None) or self.manifest.policy != self.manifest.policy | said:
            raise broken(self.folder, NAME, "contradictory")
        return bound

    @property
    def policy_bytes(self) -> bytes:
        """The policy's file byte for byte, held against its digest."""
        return self._text("policy.yaml", self.manifest.policy["digest"])[1]

    @property
    def policy_text(self) -> str:
        """The policy's text as it was, held against its digest."""
        return self._text("policy.yaml", self.manifest.policy["digest"])[0].text

    def unmasked(self) -> StoredRun:
        """The same run for who may see what is personal or secret."""
        other = StoredRun(self.folder, self.manifest)
        other.__dict__["bound"] = unmasked(self.bound)
        return other

    def _text(self, file: str, digest: str) -> tuple[Source, bytes]:
        """A policy's text, named as the file of the run, and its bytes."""
        from engine.author.opening import decode

        raw = sound_bytes(self.folder, file, digest)
        name = str(self.folder / file)
        return Source(name, decode(raw, name)), raw

    @property
    def as_of(self) -> int:
        """The as-of day, in days since 1970-01-01."""
        day = read_date(self.manifest.as_of)
        assert day is not None  # the manifest was vetted
        return day

    @property
    def context(self) -> dict[str, Any]:
        """The context values of the run, exact, by name."""
        found = dict(self.manifest.context)
        fields = self.bound.fields
        for name, value in found.items():
            field = fields.get(name)
            if field is None or field.origin != "context" or not _fits(value, field.type):
                raise broken(self.folder, NAME, "contradictory")
        return found

    @cached_property
    def facts(self) -> Facts:
        """What was known of everybody."""
        raw = sound_bytes(self.folder, "facts.json", self.manifest.facts, end=b"\n")
        try:
            return facts_of(json.loads(raw))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise broken(self.folder, "facts.json", "unreadable") from None

    @cached_property
    def pieces(self) -> Pieces:
        """The files of the snapshot, of the decisions and of the errors, each vouched for."""
        return Pieces(self.folder)

    def input_files(self) -> list[Path]:
        """The files of the snapshot."""
        return [self.pieces.path(part) for part in self.manifest.inputs]

    def input_relation(self) -> str:
        """The whole snapshot, to stand after FROM in DuckDB."""
        return self.pieces.relation(*self.manifest.inputs)

    def decision_relation(self) -> str:
        """All decisions, to stand after FROM in DuckDB."""
        return self.pieces.relation(*self.manifest.decisions)

    def decision(self, id: str) -> Row | None:
        """The decision on one customer, or None where the run has no such customer."""
        return self._one(self.manifest.decisions, id)

    def inputs(self, id: str) -> Row | None:
        """What the customer was decided on: the canonical row of the snapshot."""
        return self._one(self.manifest.inputs, id)

    def group_of(self, company: str) -> str | None:
        """The id of the group that a company belongs to, where groups were decided on."""
        if self.bound.policy.groups is None:
            return None
        for part in self.manifest.decisions:
            where = "WHERE list_contains(members, ?)"
            for row in self.pieces.rows(part, where, [company], 1, "id"):
                return str(row["id"])
        return None

    def decisions(self, limit: int | None = None) -> Iterator[Row]:
        """Every decision, by customer id in byte order."""
        left = limit
        for part in self.manifest.decisions:
            if left is not None and left <= 0:
                return
            yield from self.pieces.rows(part, "", [], left)
            if left is not None:
                left -= part.rows

    def ended(self, outcome: str) -> Iterator[tuple[Row, Row]]:
        """The decision and the inputs of everybody with this outcome, by customer id."""
        for made, given in zip(self.manifest.decisions, self.manifest.inputs, strict=True):
            ids = f"SELECT id FROM {self.pieces.relation(made)} WHERE outcome = ?"
            decided = self.pieces.rows(made, "WHERE outcome = ? ORDER BY id", [outcome], None)
            inputs = self.pieces.rows(given, f"WHERE id IN ({ids}) ORDER BY id", [outcome], None)
            for decision, row in zip(decided, inputs, strict=False):
                if decision["id"] != row["id"]:
                    raise broken(self.folder, given.file, "contradictory")
                yield decision, row

    def tallies(
        self, stored_in: Literal["inputs", "decisions"], column: str
    ) -> Iterator[tuple[str, str | None, Any, int]]:
        """(outcome, tier, value of a column, customers), piece by piece; a triple may come again.

        A list of words comes as a list, once for each customer's.
        """
        for made, given in zip(self.manifest.decisions, self.manifest.inputs, strict=True):
            value = f"{'i' if stored_in == 'inputs' else 'd'}.{quoted(column)}"
            decided = self.pieces.relation(made)
            query = (
                f"SELECT d.outcome, d.tier, {value} AS value, count(*) AS n FROM {decided} d "
                f"JOIN {self.pieces.relation(given)} i USING (id) GROUP BY ALL"
            )
            for row in self.pieces.asked(given, query, []):
                yield row["outcome"], row["tier"], row["value"], row["n"]

    def first_ids(self) -> dict[tuple[str, str | None], str]:
        """(outcome, tier) → the first customer by id who ended so, as far as the first piece
        knows."""
        for part in self.manifest.decisions[:1]:
            query = (
                f"SELECT outcome, tier, min(id) AS id FROM {self.pieces.relation(part)} "
                "GROUP BY ALL"
            )
            return {(r["outcome"], r["tier"]): r["id"] for r in self.pieces.asked(part, query, [])}
        return {}

    def columns(self, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some columns of every decision, by customer id in byte order."""
        for part in self.manifest.decisions:
            for row in self.pieces.rows(part, "", [], None, ", ".join(map(quoted, names))):
                yield tuple(row[n] for n in names)

    def cells_in_error(self, id: str) -> Iterator[SeenCell]:
        """What was seen of a customer and could not be used, by file and row."""
        from engine.connect.errors_csv import read_errors

        part = self.manifest.errors
        if part is None:
            return
        path = self.pieces.path(part)
        try:
            for (file, row, line, column), code, seen, expected in read_errors(path, id):
                yield told_cell(file, row, line, column, code, seen, expected)
        except (OSError, ValueError):
            raise broken(self.folder, part.file, "unreadable") from None

    def errors_file(self) -> Path | None:
        """errors.csv, held against its digest; None where nothing was in error or set aside."""
        part = self.manifest.errors
        return None if part is None else self.pieces.path(part)

    def vouch(self) -> None:
        """Holds the small files against their digests; of the long ones, that they are there."""
        vouch_for_small(self.folder, self.manifest)

    def input_file(self, id: str) -> Path | None:
        """The file of the snapshot in which a customer would stand."""
        part = part_of(self.manifest.inputs, id)
        return None if part is None else self.pieces.path(part)

    def _one(self, parts: tuple[Part, ...], id: str) -> Row | None:
        part = part_of(parts, id)
        return None if part is None else next(self.pieces.rows(part, "WHERE id = ?", [id], 1), None)


def open_run(path: str | Path) -> StoredRun:
    """A stored run whose small files are what the run wrote. Raises UsageError where the folder is
    no run, BrokenRecord where it is one that does not hold together."""
    folder = Path(path)
    run = StoredRun(folder, read_manifest(folder))
    run.vouch()
    return run


def _fits(value: Any, t: Type) -> bool:
    """Whether a context value is one of the type."""
    match t.kind:
        case "yes_no":
            return value is None or isinstance(value, bool)
        case "text":
            return value is None or isinstance(value, str)
        case "choices":
            words = value if isinstance(value, list) else [value]
            return value is None or all(isinstance(w, str) for w in words)
        case _:
            return value is None or type(value) is int
