"""The proof that one decision is in a sealed run: small, checked offline, by anybody."""

from __future__ import annotations

import json
from base64 import b64encode
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from hashlib import sha256 as hash_of
from pathlib import Path
from typing import Any, Final

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256
from engine.atoms.errors import BrokenRecord, UsageError
from engine.connect.database import reading
from engine.connect.sources.opened import ROW_NUMBER, parquet_relation
from engine.ledger.manifest import CHUNK, OUTCOMES, Part
from engine.ledger.seal.checkpoint import Checkpoint, read_checkpoint
from engine.ledger.seal.few import Row, rows_of
from engine.ledger.seal.hashing import connection
from engine.ledger.seal.home import Home
from engine.ledger.seal.kept import place_of, record_beside, row_at
from engine.ledger.seal.layout import layout_from
from engine.ledger.seal.note import Verifier, decoded, read_verifier
from engine.ledger.seal.row import inputs_digest, told
from engine.ledger.seal.salt import SALT, salts_of_rows
from engine.ledger.seal.tree import GROUP, HASH, leaf_hash, path_of, root_from, root_of
from engine.ledger.verify.sealed import (
    CHANGED,
    UNREADABLE,
    Salts,
    Sealed,
    broken_seal,
    not_in,
    open_sealed,
)

FORM: Final = "keytier/proof/1"


@dataclass(frozen=True, slots=True)
class _Group:
    """The 256 leaves (or fewer, at the end) of a chunk that one is under, and what made them.

    By place in the chunk, as far as they were not erased: decision and inputs, what is kept of the
    row, and whether that is the digest of its inputs and not their salt.
    """

    number: int
    place: int
    first: int
    rows: dict[int, tuple[Row, Row]]
    own: dict[int, bytes]
    hidden: dict[int, bool]
    records: dict[int, bytes]
    leaves: bytes

    @property
    def until(self) -> int:
        return self.first + len(self.leaves) // HASH


def prove(folder: Path, id: str, home: Home | None, *, opened: bool = False) -> dict[str, Any]:
    """The proof of one customer's decision, as a JSON document; with `opened` also the inputs
    with their salt, and what the record says, by name.

    Raises UsageError for an id that is not in the run, and where its salt key cannot be opened;
    BrokenRecord where the run is not what was sealed; RunError where memory does not suffice.
    """
    return proof_of(open_sealed(folder), id, home, opened=opened)


def proof_of(sealed: Sealed, id: str, home: Home | None, *, opened: bool = False) -> dict[str, Any]:
    """The same of a run whose seal is opened."""
    folder = sealed.folder
    found = _group_of(sealed, id, home)
    number, place, leaves = found.number, found.place, found.leaves
    if opened and found.hidden[place]:
        raise UsageError(Diagnostic("KT736", {"id": id, "run": str(folder)}))
    groups, group = sealed.groups(number), place // GROUP
    if root_of(leaves) != groups[group * HASH : (group + 1) * HASH]:
        raise broken_seal(folder, job_name(number, found.first, found.until), CHANGED)
    index = number * CHUNK + place
    # The tree over all is the one over chunks, each of which is the one over its groups.
    path = path_of(place - found.first, leaves) + path_of(group, groups)
    path += path_of(number, sealed.tops())
    record = found.records[place]
    if root_from(index, sealed.rows, leaf_hash(record), path) != sealed.checkpoint.root:
        raise broken_seal(folder, ("the root", "根"), CHANGED)
    proof: dict[str, Any] = {
        "proof": FORM,
        "index": index,
        "record": b64encode(record).decode(),
        "path": b64encode(b"".join(path)).decode(),
        "checkpoint": sealed.note,
    }
    if opened:
        proof |= {
            "salt": found.own[place].hex(),
            "inputs": {c.name: found.rows[place][1][c.name] for c in sealed.layout.inputs},
            "layout": sealed.layout.to_json(),
        }
    return proof


def _group_of(sealed: Sealed, id: str, home: Home | None) -> _Group:
    """The group of leaves that a customer's is among, made again from the files of the run."""
    with closing(connection()) as con:
        number, row = place_in(sealed, id, con)
        salts = None if home is None else sealed.salts(home, number)
        if salts is None:
            run = str(sealed.folder)
            raise UsageError(Diagnostic("KT711", {"run": run}, place=Place(run)))
        return _made_again(sealed, salts, con, number, row)


def _made_again(sealed: Sealed, salts: Salts, con: Any, number: int, row: int) -> _Group:
    gaps = sealed.manifest.gaps(number)
    place = place_of(row, gaps)
    first = place - place % GROUP
    until = min(sealed.size(number), first + GROUP)
    among = [p for p in range(first, until) if p not in gaps]
    lines = row_at(first, gaps), row_at(until, gaps)
    job = sealed.job(number)
    files = Path(job.inputs), Path(job.decisions)
    with _readable(sealed, number):
        found = rows_of(con, sealed.layout, *files, lines)
        rows = dict(zip(among, found, strict=True))
        if salts.key is None:
            kept = salts.kept[number][lines[0] * SALT : lines[1] * SALT]
            given = [kept[k : k + SALT] for k in range(0, len(kept), SALT)]
        else:
            given = salts_of_rows(salts.key, [str(r["id"]) for _, r in found])
        own = dict(zip(rows, given, strict=True))
        hidden = {p: salts.key is None and sealed.by_digest(r) for p, (_, r) in rows.items()}
        records = {p: record_beside(sealed.layout, number * CHUNK + p, d, r, own[p], hidden[p])
                   for p, (d, r) in rows.items()}  # fmt: skip
    leaves = b"".join(gaps[p] if p in gaps else leaf_hash(records[p]) for p in range(first, until))
    return _Group(number, place, first, rows, own, hidden, records, leaves)


def _readable(sealed: Sealed, number: int) -> AbstractContextManager[None]:
    """Names the files of a chunk, where they hold something that no run writes."""

    def error() -> BrokenRecord:
        given, made = (p[number].file for p in (sealed.manifest.inputs, sealed.manifest.decisions))
        what = f"`{given}` or `{made}`", f" `{given}` 或 `{made}` "
        return broken_seal(sealed.folder, what, UNREADABLE)

    return reading(sealed.folder, error, ValueError, TypeError, AttributeError, OverflowError)


def job_name(number: int, first: int, until: int) -> tuple[str, str]:
    """Rows of a chunk, in words."""
    file = f"decisions/{number:05d}.parquet"
    return (f"one of the rows {first} to {until - 1} of `{file}`, or of its inputs,",
            f" `{file}` 第 {first} 到 {until - 1} 行（或其输入）中有一行")  # fmt: skip


def place_in(sealed: Sealed, id: str, con: Any = None) -> tuple[int, int]:
    """The chunk and the row of a customer; `con` spares a connection of its own."""
    number = _part(sealed.manifest.decisions, id)
    if number is not None:
        own = connection() if con is None else con
        try:
            file = sealed.folder / sealed.manifest.decisions[number].file
            query = f"SELECT {ROW_NUMBER} FROM {parquet_relation(file, numbered=True)} WHERE id = ?"
            with _readable(sealed, number):
                found = own.execute(query, [id]).fetchone()
        finally:
            if con is None:
                own.close()
        if found is not None:
            return number, int(found[0])
    raise not_in(sealed.folder, sealed.manifest, id)


def _part(parts: tuple[Part, ...], id: str) -> int | None:
    named = id.encode()
    for n, part in enumerate(parts):
        if (part.first or "").encode() <= named <= (part.last or "").encode():
            return n
    return None


# --- checking ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof that holds says. `says` are the cells by name and `inputs` the row, where it
    was opened."""

    checkpoint: Checkpoint
    signer: Verifier
    index: int
    outcome: str
    tier: str | None
    says: dict[str, Any] | None = None
    inputs: dict[str, Any] | None = None


def check_proof(text: str, key: Verifier | None = None) -> Proven:
    """Checks a proof. Raises BrokenRecord (KT712) that says why it does not hold; `key` is whose
    signature is asked for, else that of the key which the checkpoint names."""
    try:
        return _check(json.loads(text), key)
    except (KeyError, TypeError, AttributeError, RecursionError, IndexError, OverflowError):
        raise _no_proof("it is not a proof", "它不是证明") from None
    except ValueError as e:
        en, zh = e.args if len(e.args) == 2 else ("it is not a proof", "它不是证明")
        raise _no_proof(str(en), str(zh)) from None


def _no_proof(why: str, why_zh: str) -> BrokenRecord:
    return BrokenRecord(Diagnostic("KT712", {"why": why, "why_zh": why_zh}))


def _check(found: dict[str, Any], key: Verifier | None) -> Proven:
    if found["proof"] != FORM:
        raise ValueError("it is not a proof of keytier", "它不是 keytier 的证明")
    checkpoint, note = read_checkpoint(found["checkpoint"])
    signer = read_verifier(checkpoint.more["key"]) if key is None else key
    if not note.signed_by(signer):
        raise ValueError("the checkpoint is not signed by that key", "首部不是由该密钥签名的")
    record, raw = decoded(found["record"]), decoded(found["path"])
    path = [raw[k : k + HASH] for k in range(0, len(raw), HASH)]
    index = int.from_bytes(record[1:9], "big")
    if index != found["index"] or type(found["index"]) is not int:
        raise ValueError("the record is of another index", "记录属于另一个序号")
    if root_from(index, checkpoint.size, leaf_hash(record), path) != checkpoint.root:
        raise ValueError("the record is not under the signed root", "记录不在签名的根之下")
    tiers, number = checkpoint.more["tiers"].split(" "), int.from_bytes(record[10:12], "big")
    proven = Proven(checkpoint, signer, index, OUTCOMES[record[9] - 1],
                    tiers[number - 1] if number else None)  # fmt: skip
    return _opened(found, proven, record) if "inputs" in found else proven


def _opened(found: dict[str, Any], proven: Proven, record: bytes) -> Proven:
    """The same with the inputs, held against the digest that the record has of them."""
    layout = layout_from(found["layout"])
    if sha256(layout.canonical) != proven.checkpoint.more["record"]:
        raise ValueError("the layout is another one", "记录的布局不同")
    salt_, inputs = bytes.fromhex(found["salt"]), found["inputs"]
    if len(salt_) != hash_of().digest_size or set(inputs) != {c.name for c in layout.inputs}:
        raise ValueError("the inputs are others than the record binds", "输入与记录所绑定的不同")
    if inputs_digest(layout, inputs, salt_) != record[-HASH:]:
        raise ValueError("the inputs are others than the record binds", "输入与记录所绑定的不同")
    return Proven(proven.checkpoint, proven.signer, proven.index, proven.outcome, proven.tier,
                  told(layout, record), inputs)  # fmt: skip
