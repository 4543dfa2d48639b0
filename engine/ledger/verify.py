"""Holding a sealed run against its signed head: the first thing that is not what was sealed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import canonical_json, sha256, sha256_file
from engine.atoms.errors import BrokenRecord, UsageError
from engine.ledger.events import FILES, Log, is_begun, not_put_back, read_log
from engine.ledger.manifest import CHUNK, EXTENDS, Manifest, Part, read_manifest
from engine.ledger.manifest import NAME as MANIFEST
from engine.ledger.seal import salt
from engine.ledger.seal.checkpoint import NAME, Checkpoint, read_checkpoint
from engine.ledger.seal.few import record_with, rows_of
from engine.ledger.seal.hashing import (
    MANY,
    MARK,
    Hasher,
    Job,
    connection,
    groups_in,
    leaves,
    tile_file,
)
from engine.ledger.seal.home import Home
from engine.ledger.seal.kept import FOLDER, leaves_beside, salts_of
from engine.ledger.seal.layout import Layout, layout_from
from engine.ledger.seal.note import Verifier, read_verifier
from engine.ledger.seal.salt import salts_of_rows
from engine.ledger.seal.sealing import RECORD, TILES, WORKERS
from engine.ledger.seal.tree import leaf_hash, root_of

Progress = Callable[[int, int], None]
_GONE: Both = ("is missing", "不见了")
_CHANGED: Both = ("is not what was sealed", "已不是封存时的内容")
_UNREADABLE: Both = ("cannot be read", "无法读取")
_NOT_OPENED: Both = (
    "is not opened by the `salt.key` of your key folder: one of the two was replaced",
    "无法用您密钥文件夹中的 `salt.key` 打开：两者之一被换过",
)
ERASURE: Final = "erasure"
_STRANGE: Both = ("was not there when it was sealed", "封存时并不存在")


@dataclass(frozen=True, slots=True)
class Salts:
    """Where the salts of a run come from: its key, or, once somebody was erased, those that are
    left, by chunk."""

    key: bytes | None
    kept: tuple[bytes, ...] = ()


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

    def size(self, number: int) -> int:
        """How many leaves a chunk has."""
        return self.manifest.decisions[number].rows + len(self.manifest.gaps(number))

    def salts(self, home: Home) -> Salts | None:
        """Where the salts come from; None where the key folder does not open them."""
        m, folder = self.manifest, self.folder
        if m.erased is None:
            key = salt.salt_of_run(folder, home.openings, m.plan)
            return None if key is None else Salts(key)
        kept = [salts_of(folder, home.openings, m.plan, n) for n in range(len(m.decisions))]
        known = tuple(s for s in kept if s is not None)
        return Salts(None, known) if len(known) == len(kept) else None

    def leaves(self, con: Any, number: int, job: Job, salts: Salts) -> bytes:
        """The leaf hashes of a chunk, made again; ValueError where its files do not fit."""
        if salts.key is not None:
            return leaves(con, self.layout, job, salts.key)
        files = Path(job.inputs), Path(job.decisions)
        gaps = self.manifest.gaps(number)
        return leaves_beside(con, self.layout, files, job.first, salts.kept[number], gaps)

    def job(self, number: int) -> Job:
        files = [str(self.folder / p[number].file)
                 for p in (self.manifest.inputs, self.manifest.decisions)]  # fmt: skip
        return Job(files[0], files[1], number * CHUNK, self.manifest.decisions[number].rows)

    def groups(self, number: int) -> bytes:
        """The roots of groups in one tile file."""
        size = -(-self.size(number) // 256) * 32
        with (self.folder / TILES / f"{number:05d}").open("rb") as file:
            return file.read(size)


@dataclass(frozen=True, slots=True)
class Verified:
    """A run that holds. `rebuilt` says that every leaf was made again, which needs the salt key;
    `known` who the signer is: `yours`, `ledger`, `given`, or `unknown`; `event` the number in the
    ledger, where one was found."""

    sealed: Sealed
    rebuilt: bool
    known: str
    log: Log | None = None
    event: int | None = None


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
    if manifest.erased is None:
        return UsageError(Diagnostic("KT455", {"id": id}, place=place))
    params = {"id": id, "run": str(folder), "count": len(manifest.erased["rows"])}
    return UsageError(Diagnostic("KT731", params, place=place))


# --- the head ------------------------------------------------------------------------------------


def open_sealed(folder: Path) -> Sealed:
    """The seal of a run, its manifest and record held against the head. Raises UsageError where
    the folder is no run or not sealed, BrokenRecord where the head does not hold."""
    if (folder / NAME).exists() and not (folder / MANIFEST).exists():
        raise broken_seal(folder, MANIFEST, _GONE)
    manifest = read_manifest(folder)
    if manifest.sealed is None:
        if (folder / NAME).exists():
            raise broken_seal(folder, MANIFEST, _CHANGED)
        raise UsageError(Diagnostic("KT705", {"run": str(folder)}, place=Place(str(folder))))
    whole = _read(folder, NAME)
    try:
        note = whole.decode()
        checkpoint, signed = read_checkpoint(note)
        signer = read_verifier(checkpoint.more["key"])
    except (ValueError, KeyError):
        raise broken_seal(folder, NAME, _UNREADABLE) from None
    if not signed.signed_by(signer):
        raise broken_seal(
            folder, NAME, ("is not signed by the key it names", "不是由所列密钥签名的")
        )
    if sha256(_read(folder, MANIFEST)) != checkpoint.more.get("manifest"):
        raise broken_seal(folder, _field(folder, manifest, checkpoint), _CHANGED)
    raw = _read(folder, RECORD)
    if sha256(raw[:-1]) != checkpoint.more.get("record") or raw[-1:] != b"\n":
        raise broken_seal(folder, RECORD, _CHANGED)
    layout = layout_from(json.loads(raw))
    return Sealed(folder, manifest, checkpoint, note, signer, layout)


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        raise broken_seal(folder, name, _GONE) from None
    except OSError:
        raise broken_seal(folder, name, _UNREADABLE) from None


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


# --- the whole run -------------------------------------------------------------------------------


def verify_run(
    folder: Path,
    home: Home | None,
    *,
    ledger: Path | None = None,
    key: Verifier | None = None,
    progress: Progress = lambda done, of: None,
) -> Verified:
    """Everything of a sealed run: signature, manifest, every file, tiles, root, and, where the
    key folder opens the salt key, every leaf made again. `ledger` is looked into where it is one.

    Raises BrokenRecord that names the first thing that is not what was sealed.
    """
    sealed = open_sealed(folder)
    log = None
    if ledger is not None and is_begun(ledger):
        log = read_log(ledger)
        not_put_back(log, home)
    known = _known(sealed.signer, home, log, key)
    if known is None:
        raise broken_seal(folder, NAME, ("is signed by another key than is known",
                                         "由不认识的密钥签名"))  # fmt: skip
    _root(sealed)
    opened = None if home is None else sealed.salts(home)
    if opened is None:
        for name in _salt_files(sealed.manifest):
            if not (folder / name).exists():
                raise broken_seal(folder, name, _GONE)
        if known == "yours":
            raise broken_seal(folder, _salt_files(sealed.manifest)[0], _NOT_OPENED)
    _files(sealed, opened)
    if opened is not None:
        _leaves(sealed, opened, progress)
    event = _event(sealed, log)
    return Verified(sealed, opened is not None, known, log, event)


def _known(
    signer: Verifier, home: Home | None, log: Log | None, key: Verifier | None
) -> str | None:
    if key is not None:
        return "given" if key == signer else None
    if home is not None and home.signer.verifier == signer:
        return "yours"
    if log is not None:
        return "ledger" if signer in log.keys else None
    return "unknown"


def _root(sealed: Sealed) -> None:
    """The tiles are those that were sealed, and lead to the root."""
    groups, rows = b"", 0
    assert sealed.manifest.sealed is not None
    for number, digest in enumerate(sealed.manifest.sealed["tiles"]):
        tile = _read(sealed.folder, f"{TILES}/{number:05d}")
        if sha256(tile) != digest:
            raise broken_seal(sealed.folder, f"{TILES}/{number:05d}", _CHANGED)
        size = sealed.size(number)
        groups += groups_in(tile, size)
        rows += size
    if rows != sealed.rows or root_of(groups) != sealed.checkpoint.root:
        raise broken_seal(sealed.folder, ("the root", "根"), _CHANGED)


def _salt_files(m: Manifest) -> list[str]:
    if m.erased is None:
        return [salt.NAME]
    return [f"{FOLDER}/{n:05d}" for n in range(len(m.decisions))]


def _files(sealed: Sealed, salts: Salts | None) -> None:
    """Each file is there and is what was sealed, and no other is."""
    folder, m = sealed.folder, sealed.manifest
    small = {"policy.yaml": m.policy["digest"]}
    if "extends" in m.policy:
        small[EXTENDS] = m.policy["extends"]
    for name, digest in small.items():
        if sha256(_read(folder, name)) != digest:
            raise broken_seal(folder, name, _CHANGED)
    for name, digest in (("plan.json", m.plan), ("facts.json", m.facts)):
        raw = _read(folder, name)
        if raw[-1:] != b"\n" or sha256(raw[:-1]) != digest:
            raise broken_seal(folder, name, _CHANGED)
    errors = () if m.errors is None else (m.errors,)
    parts = (*m.inputs, *m.decisions, *errors)
    for part in parts:
        if not (folder / part.file).is_file():
            raise broken_seal(folder, part.file, _GONE)
        if sha256_file(folder / part.file) != part.digest:
            raise broken_seal(folder, _row_of(sealed, part, salts), _CHANGED)
    tiles = {f"{TILES}/{n:05d}" for n in range(len(m.decisions))}
    there = {"plan.json", "facts.json", MANIFEST, NAME, RECORD, *_salt_files(m), *small, *tiles,
             *(p.file for p in parts)}  # fmt: skip
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    for name in sorted(found - there):
        raise broken_seal(folder, name, _STRANGE)


def _row_of(sealed: Sealed, part: Part, salts: Salts | None) -> str | Both:
    """The file, and the first row of it whose leaf is another, as far as that can be told."""
    key = None if salts is None else salts.key
    if key is None or part.file.partition("/")[0] not in ("inputs", "decisions"):
        return part.file
    number = int(part.file.partition("/")[2][:5])
    job = sealed.job(number)
    tile = (sealed.folder / TILES / f"{number:05d}").read_bytes()
    marks = tile[len(tile) - job.rows * MARK :]
    con = connection()
    try:
        for start in range(0, job.rows, CHUNK // 16):
            until = min(job.rows, start + CHUNK // 16)
            files = Path(job.inputs), Path(job.decisions)
            rows = rows_of(con, sealed.layout, *files, (start, until))
            # Of the other file, for an id that changed would change the salts of its neighbours.
            sound = 0 if part.file.startswith("inputs") else 1
            given = salts_of_rows(key, [str(pair[sound]["id"]) for pair in rows])
            for n, (decision, row) in enumerate(rows, start):
                own = given[n - start]
                if not _same(sealed.layout, job.first + n, decision, row, own, marks[n * 4 :]):
                    return _named(part.file, n, str(row["id"]))
    except Exception:  # whatever is wrong with the file: it is named
        return part.file
    finally:
        con.close()
    return part.file


def _same(layout: Layout, index: int, decision: Any, row: Any, own: bytes, mark: bytes) -> bool:
    try:
        leaf = leaf_hash(record_with(layout, index, decision, row, own))
    except (ValueError, OverflowError):
        return False
    return leaf[:MARK] == mark[:MARK]


def _named(file: str, row: int, id: str) -> Both:
    return (f"row {row} of `{file}` (customer `{id}`)", f" `{file}` 第 {row} 行（客户 `{id}`）")


def tiles_of(sealed: Sealed, con: Any, jobs: Sequence[Job], salts: Salts) -> list[Future[bytes]]:
    """The tile files of these chunks, each when it is there."""
    found: list[Future[bytes]] = []
    for number, job in enumerate(jobs):
        future: Future[bytes] = Future()
        try:
            future.set_result(tile_file(sealed.leaves(con, number, job, salts)))
        except (ValueError, OverflowError) as e:
            future.set_exception(ValueError(str(e)))
        found.append(future)
    return found


def _leaves(sealed: Sealed, salts: Salts, progress: Progress) -> None:
    """Every leaf, made again, leads to the tiles that were sealed."""
    hasher = None
    if salts.key is not None:
        hasher = Hasher(sealed.layout, salts.key, WORKERS if sealed.rows > MANY else 0)
    con = connection()
    try:
        numbers = range(len(sealed.manifest.decisions))
        jobs = [sealed.job(n) for n in numbers]
        if hasher is None:
            found = tiles_of(sealed, con, jobs, salts)
        else:
            found = [hasher.submit(con, job) for job in jobs]
        for n, future in zip(numbers, found, strict=True):
            stored = (sealed.folder / TILES / f"{n:05d}").read_bytes()
            part = sealed.manifest.decisions[n]
            try:
                same = future.result() == stored
            except ValueError:
                raise broken_seal(sealed.folder, part.file, _UNREADABLE) from None
            if not same:
                raise broken_seal(sealed.folder, _row_of(sealed, part, salts), _CHANGED)
            progress(min(sealed.rows, (n + 1) * CHUNK), sealed.rows)
    finally:
        if hasher is not None:
            hasher.close()
        con.close()


def _event(sealed: Sealed, log: Log | None) -> int | None:
    """The number of the run's event. Raises BrokenRecord where the ledger of its signer has none,
    or has withdrawn it."""
    if log is None:
        return None
    withdrawn = {e.get("number") for e in log.events if e.get("event") == "withdrawn"}
    manifest = _before_erasures(sealed, log, withdrawn)
    found = None
    for n, event in enumerate(log.events):
        if event.get("event") == "run" and event.get("manifest") == manifest:
            found = n
    if found in withdrawn:
        found = None
    if found is None and sealed.signer in log.keys:
        said = ("the event of the run in the ledger", "台账中该运行的事件")
        raise broken_seal(sealed.folder, said, _GONE)
    return found


def _before_erasures(sealed: Sealed, log: Log, withdrawn: Set[Any]) -> str:
    """The manifest with which the run was entered. Raises BrokenRecord where the ledger says that
    somebody was erased from the run as it is, or where an erasure of it is not in the ledger."""
    found = str(sealed.checkpoint.more["manifest"])
    erasures = {n: e for n, e in enumerate(log.events)
                if e.get("event") == ERASURE and n not in withdrawn}  # fmt: skip
    for n, event in erasures.items():
        if event.get("former") == found:
            raise broken_seal(
                sealed.folder,
                (f"the erasure of event {n}", f"第 {n} 号事件的擦除"),
                ("was not carried out, or undone: erase again", "未执行或被还原：请重新擦除"),
            )
    formers = {e.get("manifest"): e.get("former") for e in erasures.values()}
    for _ in erasures:
        found = str(formers.get(found, found))
    return found


def anchors(log: Log) -> tuple[int, str, str] | None:
    """(events that the last anchor covers, its time, how) where there is one."""
    found = log.last("anchor")
    if found is None:
        return None
    event = found[1]
    return int(event["size"]), str(event["at"]), str(event["how"])


def is_ledger(folder: Path) -> bool:
    """Whether a folder looks like a ledger, and not like a run."""
    names = {p.name for p in folder.iterdir()} if folder.is_dir() else set()
    return bool(names) and names <= FILES | {".gitkeep"} and MANIFEST not in names


__all__ = [
    "Sealed", "Verified", "anchors", "broken_seal", "canonical_json", "is_ledger", "open_sealed",
    "verify_run",
]  # fmt: skip
