"""The manifest of a run: what was decided on what, by which policy, with which digests.

It is canonical JSON (RFC 8785), so that its own digest means something. What differs between two
equal runs (seconds, versions, host) stands apart under `made`, and `meaning` leaves it out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import canonical_json, sha256
from engine.atoms.errors import UsageError
from engine.ledger.broken import broken

LAYOUT: Final = "keytier/run/1"
CHUNK: Final = 65_536  # customers a file
NAME: Final = "manifest.json"
#: Head office's file, byte for byte, in the run of a policy that extends it.
EXTENDS: Final = "extends.yaml"
#: Every way that a decision ends, in the order in which they are added up.
OUTCOMES: Final = ("decided", "refer", "waiting", "not_applicable", "error")
T = TypeVar("T")


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

    #: id, version, digest (of the text), meaning (without layout); of a policy that extends
    #: another also `extends` (the digest of head office's text).
    policy: dict[str, str]
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
    #: The digests of `record.json` and of each tile file; None where the run is not sealed.
    sealed: dict[str, Any] | None = None
    #: Of a run from which somebody was erased: the digest of the manifest before (`former`), and
    #: `rows` with the `index` and the `leaf` hash of each (none where only notes or facts named
    #: the customer), and where last holders of seats were among them `marks`, which stand for
    #: their ids; else None, and not written.
    erased: dict[str, Any] | None = None
    layout: str = LAYOUT

    @property
    def decided_by(self) -> dict[str, str]:
        """The policy as documents name it: id, version, and the digest of its text."""
        return {key: self.policy[key] for key in ("id", "version", "digest")}

    def meaning(self) -> str:
        """The digest of all but `made`: equal for equal runs."""
        whole = self._document()
        del whole["made"]
        return sha256(canonical_json(whole))

    def _document(self) -> dict[str, Any]:
        whole = asdict(self)
        if self.erased is None:
            del whole["erased"]
        return whole

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands for the ids of last holders of seats who were erased."""
        return tuple((self.erased or {}).get("marks", ()))

    def gaps(self, number: int) -> dict[int, bytes]:
        """The places of a chunk at which somebody was erased, each with its leaf hash."""
        first = number * CHUNK
        rows = () if self.erased is None else self.erased["rows"]
        return {row["index"] - first: bytes.fromhex(row["leaf"])
                for row in rows if first <= row["index"] < first + CHUNK}  # fmt: skip

    def write(self, folder: Path) -> bytes:
        """Writes `manifest.json`; its bytes."""
        raw = canonical_json(self._document()) + b"\n"
        (folder / NAME).write_bytes(raw)
        return raw


def is_run(folder: Path) -> bool:
    """Whether a folder holds a run, or what is left of one."""
    return any((folder / name).exists() for name in (NAME, "decisions", "plan.json"))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a stored run. Raises UsageError where there is no run, BrokenRecord where
    it is missing or cannot be read, or its counts do not add up."""
    path = folder / NAME
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        if is_run(folder):
            raise broken(folder, NAME, "missing") from None
        raise UsageError(
            Diagnostic("KT384", {"run": str(folder)}, place=Place(str(folder)))
        ) from None
    except (OSError, UnicodeDecodeError):
        raise broken(folder, NAME, "unreadable") from None
    try:
        whole = json.loads(text)
        if whole["layout"] != LAYOUT:
            raise broken(folder, f"{NAME} (layout {whole['layout']})", "unreadable")
        found = manifest_of(whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise broken(folder, NAME, "unreadable") from None
    if not _adds_up(found):
        raise broken(folder, NAME, "contradictory")
    return found


def manifest_of(whole: Any) -> Manifest:
    """The manifest of a JSON document; ValueError, KeyError or TypeError where it is none."""
    _typed(whole, dict)
    counts = {**whole["counts"]}
    if set(counts) != {"subjects", "outcomes", "tiers"} or set(counts["outcomes"]) != set(OUTCOMES):
        raise ValueError("counts")
    _typed(counts["subjects"], int)
    policy = _texts(whole["policy"])
    if set(policy) - {"extends"} != {"id", "version", "digest", "meaning"}:
        raise ValueError("policy")
    return Manifest(
        policy=policy,
        plan=_typed(whole["plan"], str),
        facts=_typed(whole["facts"], str),
        as_of=_day(whole["as_of"]),
        context=_typed(whole["context"], dict),
        counts={
            "subjects": counts["subjects"],
            "outcomes": _counts(counts["outcomes"]),
            "tiers": _counts(counts["tiers"]),
        },
        inputs=_parts(whole["inputs"], "inputs"),
        decisions=_parts(whole["decisions"], "decisions"),
        sources=tuple(_source(s) for s in _typed(whole["sources"], list)),
        errors=None if whole["errors"] is None else _part(whole["errors"], "errors.csv"),
        notes=_notes(whole["notes"]),
        made=_typed(whole["made"], dict),
        sealed=_sealed(whole.get("sealed"), len(whole["decisions"])),
        erased=_erased(whole.get("erased")),
    )


def _parts(found: Any, folder: str) -> tuple[Part, ...]:
    parts = enumerate(_typed(found, list))
    return tuple(_part(p, f"{folder}/{n:05d}.parquet") for n, p in parts)


def _part(found: Any, file: str) -> Part:
    """INVARIANT: a file of a run has the name that a run gives it, and no path."""
    part = Part(**_typed(found, dict))
    for text in (part.file, part.digest):
        _typed(text, str)
    for id_ in (part.first, part.last):
        if id_ is not None:
            _typed(id_, str)
    if part.file != file or _typed(part.rows, int) < 0:
        raise ValueError(part.file)
    return part


def _source(found: Any) -> SourceFile:
    source = SourceFile(**_typed(found, dict))
    _typed(source.rows, int)
    return source


def _notes(found: Any) -> dict[str, Any]:
    notes = _typed(found, dict)
    for name in ("rows_of_unknown_customers", "rows_without_customer"):
        _counts(notes.get(name, {}))
    return notes


def _sealed(found: Any, chunks: int) -> dict[str, Any] | None:
    if found is None:
        return None
    tiles = [_typed(t, str) for t in _typed(found["tiles"], list)]
    if set(found) != {"record", "tiles"} or len(tiles) != chunks:
        raise ValueError("sealed")
    return {"record": _typed(found["record"], str), "tiles": tiles}


def _erased(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    told = _typed(found["rows"], list)
    places = [_typed(r["index"], int) for r in told]
    hashes = [bytes.fromhex(_typed(r["leaf"], str)) for r in told]
    rows = [{"index": n, "leaf": h.hex()} for n, h in zip(places, hashes, strict=True)]
    if places != sorted(set(places)) or any(len(h) != 32 for h in hashes):
        raise ValueError("erased")
    marks = [_typed(m, str) for m in found.get("marks", [])]
    former: dict[str, Any] = {"former": _typed(found["former"], str), "rows": rows}
    return former | ({"marks": marks} if marks else {})


def _day(text: Any) -> str:
    if read_date(_typed(text, str)) is None:
        raise ValueError("as_of")
    return str(text)


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


def _texts(found: Any) -> dict[str, str]:
    return {k: _typed(v, str) for k, v in _typed(found, dict).items()}


def _counts(found: Any) -> dict[str, int]:
    counts = {k: _typed(v, int) for k, v in _typed(found, dict).items()}
    if any(n < 0 for n in counts.values()):
        raise ValueError("a count below 0")
    return counts


def _adds_up(m: Manifest) -> bool:
    """Whether everybody has an outcome, and a row in the snapshot and among the decisions."""
    rows = [p.rows for p in m.decisions]
    everybody, outcomes = m.counts["subjects"], m.counts["outcomes"]
    placed = sum(m.counts["tiers"].values()) - outcomes["decided"]
    return (
        sum(outcomes.values()) == everybody == sum(rows) + len((m.erased or {}).get("rows", ()))
        and rows == [p.rows for p in m.inputs]
        and 0 <= placed <= outcomes["waiting"]
    )
