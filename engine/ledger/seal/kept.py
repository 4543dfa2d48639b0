"""The salts of a run from which somebody was erased: those of all others, and no key.

The salt key could make the erased salt again from the id, so it goes, and with it the secret that
it came from; what is left is a salt for each row that is left, in the order of rows, in a file for
each chunk that is encrypted as `salt.sealed` is. Nothing follows from them for other rows.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from engine.ledger.seal.few import Row, record_with, rows_of
from engine.ledger.seal.layout import Layout
from engine.ledger.seal.row import record_of
from engine.ledger.seal.salt import SALT
from engine.ledger.seal.tree import leaf_hash

FOLDER: Final = "salts"
_NONCE: Final = 12


def seal_salts(opening: bytes, plan: str, number: int, salts: bytes) -> bytes:
    """What the file of a chunk holds."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(opening).encrypt(nonce, salts, _of(plan, number))


def salts_of(folder: Path, openings: Sequence[bytes], plan: str, number: int) -> bytes | None:
    """The salts of a chunk's rows, end to end; None where none of these keys opens the file."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        raw = (folder / FOLDER / f"{number:05d}").read_bytes()
    except OSError:
        return None
    for opening in openings:
        try:
            cipher = ChaCha20Poly1305(opening)
            return cipher.decrypt(raw[:_NONCE], raw[_NONCE:], _of(plan, number))
        except (InvalidTag, ValueError):
            continue
    return None


def _of(plan: str, number: int) -> bytes:
    return f"{plan} {number}".encode()


def leaves_beside(
    con: Any,
    layout: Layout,
    files: tuple[Path, Path],
    first: int,
    salts: bytes,
    gaps: Mapping[int, bytes],
    by_digest: Callable[[Row], bool] = lambda row: False,
) -> bytes:
    """The leaf hashes of a chunk, end to end: made again of the rows that are there, and those of
    the erased at their places. For rows `by_digest` the digest of their inputs stands in the place
    of the salt. ValueError where they do not belong together."""
    rows = rows_of(con, layout, *files)
    if len(salts) != len(rows) * SALT:
        raise ValueError("as many salts as rows")
    left, found = iter(enumerate(rows)), []
    for place in range(len(rows) + len(gaps)):
        if place in gaps:
            found.append(gaps[place])
            continue
        n, (decision, row) = next(left)
        own = salts[n * SALT : (n + 1) * SALT]
        record = record_beside(layout, first + place, decision, row, own, by_digest(row))
        found.append(leaf_hash(record))
    return b"".join(found)


def record_beside(
    layout: Layout, index: int, decision: Row, row: Row, own: bytes, by_digest: bool
) -> bytes:
    """The record of a row with its salt, or with the digest of its inputs."""
    if not by_digest:
        return record_with(layout, index, decision, row, own)
    if decision["id"] != row["id"]:
        raise ValueError("the same customers in inputs and decisions")
    return record_of(layout, index, decision, own)


def row_at(place: int, gaps: Mapping[int, bytes]) -> int:
    """Which row of the file stands at a place of the chunk.

    >>> row_at(5, {2: b"", 7: b""})
    4
    """
    return place - sum(1 for gap in gaps if gap < place)


def place_of(row: int, gaps: Mapping[int, bytes]) -> int:
    """The place in the chunk of a row of the file.

    >>> place_of(4, {2: b"", 7: b""}), place_of(2, {0: b"", 1: b""})
    (5, 4)
    """
    for gap in sorted(gaps):
        row += gap <= row
    return row
