"""The seal of a stored run: its signed head, and what that vouches for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256
from engine.atoms.errors import BrokenRecord, UsageError
from engine.bind.contract import last_columns
from engine.ledger.manifest import CHUNK, Manifest, read_manifest
from engine.ledger.manifest import NAME as MANIFEST
from engine.ledger.seal import salt
from engine.ledger.seal.checkpoint import NAME, Checkpoint, read_checkpoint
from engine.ledger.seal.hashing import FEW, Job, leaves
from engine.ledger.seal.home import Home
from engine.ledger.seal.kept import leaves_beside, salts_of
from engine.ledger.seal.layout import Layout, layout_from
from engine.ledger.seal.note import Verifier, read_verifier
from engine.ledger.seal.sealing import RECORD, TILES
from engine.ledger.seal.tree import HASH

GONE: Final[Both] = ("is missing", "不见了")
CHANGED: Final[Both] = ("is not what was sealed", "已不是封存时的内容")
UNREADABLE: Final[Both] = ("cannot be read", "无法读取")


@dataclass(frozen=True, slots=True)
class Salts:
    """Where the salts of a run come from: its key, or, once somebody was erased, those that are
    left, by chunk."""

    key: bytes | None
    kept: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seal of a stored run: what its head vouches for, once that is signed."""

    folder: Path
    manifest: Manifest
    checkpoint: Checkpoint
    note: str
    signer: Verifier
    layout: Layout

    @property
    def rows(self) -> int:
        return self.checkpoint.size

    @property
    def of_groups(self) -> bool:
        """Whether groups of companies were decided on."""
        return any(c.name == "members" for c in self.layout.inputs)

    def size(self, number: int) -> int:
        """How many leaves a chunk has."""
        return self.manifest.decisions[number].rows + len(self.manifest.gaps(number))

    def salts(self, home: Home, chunk: int | None = None) -> Salts | None:
        """Where the salts come from (with `chunk` those of its rows); None where the key folder
        does not open them."""
        m, folder = self.manifest, self.folder
        if m.erased is None:
            key = salt.salt_of_run(folder, home.openings, m.plan)
            return None if key is None else Salts(key, {})
        kept = {}
        for n in range(len(m.decisions)) if chunk is None else (chunk,):
            found = salts_of(folder, home.openings, m.plan, n)
            if found is None:
                return None
            kept[n] = found
        return Salts(None, kept)

    def leaves(self, con: Any, number: int, job: Job, salts: Salts) -> bytes:
        """The leaf hashes of a chunk, made again; ValueError where its files do not fit."""
        if salts.key is not None:
            return leaves(con, self.layout, job, salts.key)
        files = Path(job.inputs), Path(job.decisions)
        gaps = self.manifest.gaps(number)
        kept = salts.kept[number]
        if job.rows > FEW and not self.manifest.marks:
            from engine.ledger.seal.many import leaves_beside as beside

            return beside(con, self.layout, files, job.first, kept, gaps)
        return leaves_beside(con, self.layout, files, job.first, kept, gaps, self.by_digest)

    def by_digest(self, row: Mapping[str, Any]) -> bool:
        """Whether the inputs of a row named a last holder who was erased: of these, the digest is
        kept in place of the salt."""
        marks = self.manifest.marks
        return bool(marks) and any(
            row[name] in marks for name in last_columns(c.name for c in self.layout.inputs)
        )

    def job(self, number: int) -> Job:
        """A chunk to hash, of files that have to be what the manifest says."""
        given, made = self.manifest.inputs[number], self.manifest.decisions[number]
        files = str(self.folder / given.file), str(self.folder / made.file)
        return Job(*files, number * CHUNK, made.rows, (given.digest, made.digest))

    def groups(self, number: int) -> bytes:
        """The roots of groups in one tile file."""
        return self._tile(number, HASH, -(-self.size(number) // 256) * HASH)

    def tops(self) -> bytes:
        """The roots of all chunks, end to end; `verify` says whether their groups lead to them."""
        return b"".join(self._tile(n, 0, HASH) for n in range(len(self.manifest.decisions)))

    def _tile(self, number: int, first: int, size: int) -> bytes:
        """A part of a tile file. Raises BrokenRecord where that is missing or unreadable."""
        name = f"{TILES}/{number:05d}"
        try:
            with open(f"{self.folder}/{name}", "rb", buffering=0) as file:
                file.seek(first)
                return file.read(size)
        except OSError as e:
            state = GONE if isinstance(e, FileNotFoundError) else UNREADABLE
            raise broken_seal(self.folder, name, state) from None


def broken_seal(folder: Path, what: str | Both, state: Both) -> BrokenRecord:
    """The error that names what of a run is not what was sealed."""
    en, zh = what if isinstance(what, tuple) else (f"`{what}`", f" `{what}` ")
    params = {
        "run": str(folder),
        "what": en,
        "what_zh": zh,
        "state": state[0],
        "state_zh": state[1],
    }
    return BrokenRecord(Diagnostic("KT704", params, place=Place(str(folder))))


def not_in(folder: Path, manifest: Manifest, id: str) -> UsageError:
    """The error that a run has no such customer; where some were erased, that it may be one."""
    place = Place(str(folder))
    erased = (manifest.erased or {}).get("rows", ())
    if not erased:
        return UsageError(Diagnostic("KT455", {"id": id}, place=place))
    params = {"id": id, "run": str(folder), "count": len(erased)}
    return UsageError(Diagnostic("KT731", params, place=place))


def open_sealed(folder: Path) -> Sealed:
    """The seal of a run, its manifest and record held against the head. Raises UsageError where
    the folder is no run or not sealed, BrokenRecord where the head does not hold."""
    if (folder / NAME).exists() and not (folder / MANIFEST).exists():
        raise broken_seal(folder, MANIFEST, GONE)
    manifest = read_manifest(folder)
    if manifest.sealed is None:
        if (folder / NAME).exists():
            raise broken_seal(folder, MANIFEST, CHANGED)
        raise UsageError(Diagnostic("KT705", {"run": str(folder)}, place=Place(str(folder))))
    whole = read_sealed(folder, NAME)
    try:
        note = whole.decode()
        checkpoint, signed = read_checkpoint(note)
        signer = read_verifier(checkpoint.more["key"])
    except (ValueError, KeyError):
        raise broken_seal(folder, NAME, UNREADABLE) from None
    if not signed.signed_by(signer):
        raise broken_seal(
            folder, NAME, ("is not signed by the key it names", "不是由所列密钥签名的")
        )
    if sha256(read_sealed(folder, MANIFEST)) != checkpoint.more.get("manifest"):
        raise broken_seal(folder, _field(folder, manifest, checkpoint), CHANGED)
    raw = read_sealed(folder, RECORD)
    if sha256(raw[:-1]) != checkpoint.more.get("record") or raw[-1:] != b"\n":
        raise broken_seal(folder, RECORD, CHANGED)
    layout = layout_from(json.loads(raw))
    return Sealed(folder, manifest, checkpoint, note, signer, layout)


def read_sealed(folder: Path, name: str) -> bytes:
    """The bytes of a file of the run. Raises BrokenRecord where it is missing or unreadable."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        raise broken_seal(folder, name, GONE) from None
    except OSError:
        raise broken_seal(folder, name, UNREADABLE) from None


def _field(folder: Path, m: Manifest, checkpoint: Checkpoint) -> Both:
    """The first field of a changed manifest that what lies beside it contradicts."""
    for field, holds in _fields(folder, m, checkpoint):
        if not holds:
            return (f"the field `{field}` of `{MANIFEST}`", f" `{MANIFEST}` 的字段 `{field}` ")
    return (f"`{MANIFEST}`", f" `{MANIFEST}` ")


def _fields(folder: Path, m: Manifest, checkpoint: Checkpoint) -> Iterator[tuple[str, bool]]:
    def there(name: str, digest: str, end: bytes = b"") -> bool:
        try:
            return sha256((folder / name).read_bytes().removesuffix(end)) == digest
        except OSError:
            return False

    day = checkpoint.origin.rpartition("/")[2]
    yield "as_of", m.as_of == day
    yield "policy.id", m.policy["id"] == checkpoint.origin.split("/")[2]
    yield "policy.digest", there("policy.yaml", m.policy["digest"])
    yield "plan", there("plan.json", m.plan, b"\n")
    yield "facts", there("facts.json", m.facts, b"\n")
    yield "counts.subjects", m.counts["subjects"] == checkpoint.size
    sealed = m.sealed or {"record": "", "tiles": []}
    yield "sealed.record", sealed["record"] == checkpoint.more.get("record")
    for n, tile in enumerate(sealed["tiles"]):
        yield f"sealed.tiles[{n}]", there(f"{TILES}/{n:05d}", tile)
    for kind, parts in (("inputs", m.inputs), ("decisions", m.decisions)):
        for n, part in enumerate(parts):
            yield f"{kind}[{n}].digest", there(part.file, part.digest)
