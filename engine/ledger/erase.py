"""Erasing one customer from a sealed run: everything of them goes but the hash of their leaf.

The row leaves the snapshot, the decisions and errors.csv, the id whatever else of the run names it,
also where the run has no row of the customer (`beside.py`); its salt can be made by nobody any more
(see `seal/kept.py`); the manifest is written anew and signed again; an event in the ledger links
the two. It says which place of the run and why, and not who. The tree, its root and every proof
that was handed out stay as they are.
"""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256, sha256_file
from engine.atoms.errors import RunError, UsageError
from engine.atoms.sql import literal
from engine.atoms.text import harmless
from engine.bind.contract import last_columns
from engine.connect.database import our_words
from engine.connect.sources.opened import parquet_relation
from engine.decide.columns import PARQUET
from engine.ledger.append import Appended, entering
from engine.ledger.beside import forget, stands_beside
from engine.ledger.copied import row_groups
from engine.ledger.events import not_put_back, read_log
from engine.ledger.folder import clear_leftovers, leftovers, new_folder, put_back
from engine.ledger.last_seats import LastSeats, kept_of, last_seats
from engine.ledger.manifest import CHUNK, NAME, Manifest, Part
from engine.ledger.prove import place_in
from engine.ledger.seal import salt
from engine.ledger.seal.checkpoint import NAME as CHECKPOINT
from engine.ledger.seal.checkpoint import Checkpoint
from engine.ledger.seal.hashing import connection
from engine.ledger.seal.home import Home
from engine.ledger.seal.kept import FOLDER, place_of, seal_salts
from engine.ledger.seal.salt import SALT
from engine.ledger.seal.tree import HASH
from engine.ledger.verify.erased import ERASURE
from engine.ledger.verify.run import verify_run
from engine.ledger.verify.sealed import Salts, Sealed, open_sealed

_KINDS: Final = ("inputs", "decisions")


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased: the place in the run (None where only notes or facts of it named the
    customer), its event, and how many rows are erased from it by now."""

    index: int | None
    event: Appended
    erased: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a customer stands: the chunk, the row of its files, and the leaf that this is."""

    number: int
    row: int
    place: int
    leaf: bytes

    @property
    def index(self) -> int:
        return self.number * CHUNK + self.place


def erase(folder: Path, id: str, reason: str, home: Home, ledger: Path) -> Erasure:
    """Erases a customer from a run, whole or not at all; a crash leaves the run as it was, and at
    most an event that `ledger verify` says was not carried out.

    Raises UsageError where the folder is no sealed run, the run has no such customer and names
    none, the key folder does not open its salts; BrokenRecord where run or ledger does not hold;
    RunError where the disk is full.
    """
    real = Path(os.path.realpath(folder))
    if real.parent.is_dir():  # what an erasure that was killed left holds what it erased
        put_back(real)
        clear_leftovers(real)
    open_sealed(folder)  # what is no sealed run is said to be none, whatever the ledger is
    not_put_back(read_log(ledger), home)
    sealed = verify_run(folder, home).sealed  # nothing is signed again that is not what was sealed
    salts = sealed.salts(home)
    if salts is None:
        raise UsageError(Diagnostic("KT711", {"run": str(folder)}, place=Place(str(folder))))
    con = connection()
    try:
        spot = _spot(con, sealed, salts, id)
        # From here on, no salt of the run can be made from the secret, which is gone.
        home = home if sealed.manifest.erased is not None else home.renew_secret()
        with (
            entering(ledger, home, folder.name) as enter,
            new_folder(folder, force=True) as work,
            our_words(folder, former=True),
        ):
            manifest = _rewrite(con, sealed, salts, id, spot, work, home)
            told = _sign(work, sealed, manifest, home)
            place = {} if spot is None else {"index": spot.index}
            event = enter({**told, "run": folder.name, **place, "reason": reason})
    finally:
        con.close()
    clear_leftovers(real)
    if left := leftovers(real):
        params = {"run": str(folder), "left": str(left[0])}
        raise RunError(Diagnostic("KT735", params, place=Place(str(folder))))
    assert manifest.erased is not None
    return Erasure(None if spot is None else spot.index, event, len(manifest.erased["rows"]))


def _spot(con: Any, sealed: Sealed, salts: Salts, id: str) -> _Spot | None:
    """Where a customer stands; None for one whom only notes or facts of the run name."""
    try:
        number, row = place_in(sealed, id, con)
    except UsageError:
        if stands_beside(sealed.folder, sealed.manifest.notes, id):
            return None
        raise
    place = place_of(row, sealed.manifest.gaps(number))
    leaves = sealed.leaves(con, number, sealed.job(number), salts)
    return _Spot(number, row, place, leaves[place * HASH :][:HASH])


def _rewrite(
    con: Any, sealed: Sealed, salts: Salts, id: str, spot: _Spot | None, work: Path, home: Home
) -> Manifest:
    """Writes the run without the customer, but for manifest and head; the manifest."""
    number = None if spot is None else spot.number
    seats = last_seats(con, sealed, id, number)
    given = [] if number is None else _members(con, Path(sealed.job(number).inputs), id)
    _copy(sealed.folder, work)
    manifest = _manifest(sealed, spot, id, seats)
    manifest = replace(manifest, facts=seats.facts(work, manifest.facts))
    inputs = _without(con, work, "inputs", number, id, manifest, seats)
    decisions = _without(con, work, "decisions", number, id, manifest)
    errors = _errors(work, manifest, {id, *given})
    (work / FOLDER).mkdir(exist_ok=True)
    for n in range(len(manifest.decisions)):
        kept = kept_of(con, sealed, salts, n, seats)
        if spot is not None and n == spot.number:
            kept = kept[: spot.row * SALT] + kept[(spot.row + 1) * SALT :]
        raw = seal_salts(home.openings[0], sealed.manifest.plan, n, kept)
        (work / FOLDER / f"{n:05d}").write_bytes(raw)
    return replace(manifest, inputs=inputs, decisions=decisions, errors=errors)


def _members(con: Any, inputs: Path, id: str) -> list[str]:
    """The companies of a group."""
    columns = [c[0] for c in con.execute(f"DESCRIBE FROM {parquet_relation(inputs)}").fetchall()]
    if "members" not in columns:
        return []
    query = f"SELECT members FROM {parquet_relation(inputs)} WHERE id = ?"
    (found,) = con.execute(query, [id]).fetchone()
    return list(found or ())


def _copy(folder: Path, work: Path) -> None:
    """Every file that stays, without its bytes where the disk can give a file a second name."""
    gone = {NAME, CHECKPOINT, salt.NAME}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_dir():
            (work / name).mkdir(exist_ok=True)
        elif str(name) not in gone and name.parts[0] != FOLDER:
            try:
                os.link(file, work / name)
            except OSError:
                shutil.copyfile(file, work / name)


def _manifest(sealed: Sealed, spot: _Spot | None, id: str, seats: LastSeats) -> Manifest:
    m = sealed.manifest
    rows = [] if m.erased is None else list(m.erased["rows"])
    if spot is not None:
        rows.append({"index": spot.index, "leaf": spot.leaf.hex()})
    rows.sort(key=lambda r: int(r["index"]))
    erased = {"former": sealed.checkpoint.more["manifest"], "rows": rows}
    if seats.marks:
        erased["marks"] = list(seats.marks)
    return replace(m, erased=erased, notes=forget(m.notes, id))


def _without(
    con: Any, work: Path, kind: str, number: int | None, id: str, manifest: Manifest,
    seats: LastSeats | None = None,
) -> tuple[Part, ...]:  # fmt: skip
    """The parts, of which the one with the row is written anew without it; all, where `seats` name
    the id."""
    parts = list(getattr(manifest, kind))
    named = seats is not None and bool(seats.named)
    own = () if number is None else (number,)
    for n in range(len(parts)) if named else own:
        path = work / parts[n].file
        files = parquet_relation(path)
        told = ""
        if seats is not None and named:
            names = [c[0] for c in con.execute(f"DESCRIBE FROM {files}").fetchall()]
            told = f" REPLACE ({', '.join(map(seats.column, last_columns(names)))})"
        draft = path.with_suffix(".new")
        rows = f"SELECT *{told} FROM {files} WHERE id <> {literal(id)}"
        size, _ = row_groups()
        con.execute(f"COPY ({rows}) TO {literal(str(draft))} ({PARQUET}, ROW_GROUP_SIZE {size})")
        draft.replace(path)  # the old one is still the run's, under its other name
        first, last, count = con.execute(
            f"SELECT min(id), max(id), count(*) FROM {parquet_relation(path)}"
        ).fetchone()
        parts[n] = Part(parts[n].file, count, sha256_file(path), first, last)
    return tuple(parts)


def _errors(work: Path, manifest: Manifest, ids: set[str]) -> Part | None:
    """errors.csv without the lines of the erased."""
    part = manifest.errors
    if part is None:
        return None
    path = work / part.file
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    named = ids | {harmless(i) for i in ids}
    left = [line for line in lines if line[0] not in named]
    path.unlink()
    if not left:
        return None
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([head, *left])
    return Part(part.file, len(left), sha256_file(path))


def _sign(work: Path, sealed: Sealed, manifest: Manifest, home: Home) -> dict[str, Any]:
    """Writes manifest and head; what the event says that links the two."""
    written = manifest.write(work)
    head, signer = sealed.checkpoint, home.signer
    more = {**head.more, "manifest": sha256(written), "key": signer.verifier.text}
    checkpoint = Checkpoint(head.origin, head.size, head.root, more)
    (work / CHECKPOINT).write_text(signer.sign(checkpoint.text), encoding="utf-8")
    former = head.more["manifest"]
    return {"event": ERASURE, "origin": head.origin, "former": former, "manifest": more["manifest"]}
