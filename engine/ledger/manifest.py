"""The manifest of a run: what was decided on what, by which policy, with which digests.

It is canonical JSON (RFC 8785), so that its own digest means something. What differs between two
equal runs (seconds, versions, host) stands apart under `made`, and `meaning` leaves it out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import canonical_json, sha256
from engine.atoms.errors import BrokenRecord, UsageError

LAYOUT = "keytier/run/1"


@dataclass(frozen=True, slots=True)
class Part:
    """A stored file: its name inside the run, rows, digest, and the ids it spans."""

    file: str
    rows: int
    digest: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where data came from: `customers` or a table's id, name, digest, reader options, rows."""

    role: str
    name: str
    digest: str | None
    rows: int
    reader: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a run says of itself; `counts` holds subjects, outcomes and tiers."""

    policy: dict[str, str]  # id, version, digest (of the text), meaning (without layout)
    plan: str
    facts: str
    as_of: str
    context: dict[str, Any]
    counts: dict[str, Any]
    inputs: tuple[Part, ...]
    decisions: tuple[Part, ...]
    sources: tuple[SourceFile, ...]
    errors: Part | None
    notes: dict[str, Any]  # rows of unknown customers, rows set aside, insisted dates …
    made: dict[str, Any]  # engine, versions, milliseconds
    layout: str = LAYOUT

    def meaning(self) -> str:
        """The digest of all but `made`: equal for equal runs."""
        whole = asdict(self)
        del whole["made"]
        return sha256(canonical_json(whole))

    def write(self, folder: Path) -> None:
        (folder / "manifest.json").write_bytes(canonical_json(asdict(self)) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a stored run. Raises UsageError where there is none, BrokenRecord where
    it cannot be read."""
    path = folder / "manifest.json"
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(
            Diagnostic("KT384", {"run": str(folder)}, place=Place(str(folder)))
        ) from None
    except (OSError, UnicodeDecodeError):
        raise _broken(folder, "manifest.json") from None
    try:
        whole = json.loads(text)
        if whole["layout"] != LAYOUT:
            raise _broken(folder, f"manifest.json (layout {whole['layout']})")
        for name in ("inputs", "decisions"):
            whole[name] = tuple(Part(**p) for p in whole[name])
        whole["sources"] = tuple(SourceFile(**s) for s in whole["sources"])
        whole["errors"] = None if whole["errors"] is None else Part(**whole["errors"])
        return Manifest(**whole)
    except (ValueError, KeyError, TypeError):
        raise _broken(folder, "manifest.json") from None


def _broken(folder: Path, what: str) -> BrokenRecord:
    params = {"run": str(folder), "file": what}
    return BrokenRecord(Diagnostic("KT385", params, place=Place(str(folder))))
