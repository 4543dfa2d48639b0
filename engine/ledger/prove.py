"""The proof that one decision is in a sealed run: small, checked offline, by anybody."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256 as hash_of
from pathlib import Path
from typing import Any, Final

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256
from engine.atoms.errors import BrokenRecord, UsageError
from engine.atoms.sql import literal
from engine.ledger.manifest import CHUNK, OUTCOMES, Part
from engine.ledger.seal.checkpoint import Checkpoint, read_checkpoint
from engine.ledger.seal.few import rows_of
from engine.ledger.seal.hashing import connection
from engine.ledger.seal.home import Home
from engine.ledger.seal.kept import place_of, record_beside, row_at
from engine.ledger.seal.layout import layout_from
from engine.ledger.seal.note import Verifier, decoded, read_verifier
from engine.ledger.seal.row import inputs_digest, told
from engine.ledger.seal.salt import SALT, salts_of_rows
from engine.ledger.seal.tree import GROUP, HASH, leaf_hash, path_of, root_from, root_of
from engine.ledger.verify.sealed import Sealed, broken_seal, not_in, open_sealed

FORM: Final = "keytier/proof/1"


def prove(folder: Path, id: str, home: Home | None, *, opened: bool = False) -> dict[str, Any]:
    """The proof of one customer's decision, as a JSON document; with `opened` also the inputs
    with their salt, and what the record says, by name.

    Raises UsageError for an id that is not in the run, and where its salt key cannot be opened;
    BrokenRecord where the run is not what was sealed.
    """
    sealed = open_sealed(folder)
    salts = None if home is None else sealed.salts(home)
    if salts is None:
        raise UsageError(Diagnostic("KT711", {"run": str(folder)}, place=Place(str(folder))))
    con = connection()
    try:
        number, at = place_in(sealed, id, con)
        gaps = sealed.manifest.gaps(number)
        row = place_of(at, gaps)
        first = row - row % GROUP
        job, size = sealed.job(number), sealed.size(number)
        until = min(size, first + GROUP)
        among = [p for p in range(first, until) if p not in gaps]
        lines = row_at(first, gaps), row_at(until, gaps)
        files = Path(job.inputs), Path(job.decisions)
        rows = dict(zip(among, rows_of(con, sealed.layout, *files, lines), strict=True))
    finally:
        con.close()
    if salts.key is None:
        kept, at = salts.kept[number], lines[0] * SALT
        given = [kept[k : k + SALT] for k in range(at, lines[1] * SALT, SALT)]
    else:
        given = salts_of_rows(salts.key, [str(r["id"]) for _, r in rows.values()])
    own = dict(zip(rows, given, strict=True))
    hidden = {p: salts.key is None and sealed.by_digest(r) for p, (_, r) in rows.items()}
    if opened and hidden[row]:
        raise UsageError(Diagnostic("KT736", {"id": id, "run": str(folder)}))
    records = {p: record_beside(sealed.layout, number * CHUNK + p, d, r, own[p], hidden[p])
               for p, (d, r) in rows.items()}  # fmt: skip
    leaves = b"".join(gaps[p] if p in gaps else leaf_hash(records[p]) for p in range(first, until))
    groups, group = sealed.groups(number), first // GROUP
    if root_of(leaves) != groups[group * HASH : (group + 1) * HASH]:
        raise broken_seal(folder, job_name(number, first, until), _CHANGED)
    index = number * CHUNK + row
    # The tree over all is the one over chunks, each of which is the one over its groups.
    path = path_of(row - first, leaves) + path_of(group, groups) + path_of(number, sealed.tops())
    record = records[row]
    if root_from(index, sealed.rows, leaf_hash(record), path) != sealed.checkpoint.root:
        raise broken_seal(folder, ("the root", "根"), _CHANGED)
    proof: dict[str, Any] = {
        "proof": FORM,
        "index": index,
        "record": b64encode(record).decode(),
        "path": b64encode(b"".join(path)).decode(),
        "checkpoint": sealed.note,
    }
    if opened:
        proof |= {
            "salt": own[row].hex(),
            "inputs": {c.name: rows[row][1][c.name] for c in sealed.layout.inputs},
            "layout": sealed.layout.to_json(),
        }
    return proof


_CHANGED: Final = ("is not what was sealed", "已不是封存时的内容")


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
            file = literal(str(sealed.folder / sealed.manifest.decisions[number].file))
            found = own.execute(
                f"SELECT file_row_number FROM read_parquet({file}, file_row_number=true) "
                "WHERE id = ?", [id],
            ).fetchone()  # fmt: skip
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
