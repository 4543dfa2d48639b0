"""The salt key of a run: derived from a secret, and kept beside the run under that secret; and the
salts that come from it, those of 256 rows in one go."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import shake_256
from pathlib import Path
from typing import Final

from engine.ledger.seal.note import decoded
from engine.ledger.seal.tree import GROUP

NAME: Final = "salt.sealed"
SALT: Final = 32
_HEAD: Final = "keytier-salt-sealed-2 "


def salts_of_group(key: bytes, told: bytes, rows: int) -> bytes:
    """The salts of the rows under one node of a tile, end to end: SHAKE256 of the salt key and
    their ids, each behind its length (`told_ids`). Who has one salt has none of the others.

    >>> salts_of_group(bytes(32), told_ids(["a", "b"]), 2).hex()[:8]
    '71545913'
    """
    return shake_256(key + told).digest(SALT * rows)


def told_ids(ids: Iterable[str]) -> bytes:
    """The length of each id in bytes (4, big endian), and the id.

    >>> told_ids(["a", "é"])
    b'\\x00\\x00\\x00\\x01a\\x00\\x00\\x00\\x02\\xc3\\xa9'
    """
    return b"".join(len(raw).to_bytes(4, "big") + raw for raw in map(str.encode, ids))


def salts_of_rows(key: bytes, ids: Sequence[str]) -> list[bytes]:
    """The salt of each row of a chunk, or of some of its groups, by the ids from their first."""
    found = []
    for at in range(0, len(ids), GROUP):
        group = ids[at : at + GROUP]
        salts = salts_of_group(key, told_ids(group), len(group))
        found += [salts[k : k + SALT] for k in range(0, len(salts), SALT)]
    return found


def salt_key(secret: bytes, plan: str) -> bytes:
    """The salt key for runs of a plan, by its digest: the same for the same decisions."""
    return _derived(secret, "salt key", plan)


def seal_salt(secret: bytes, plan: str, key: bytes) -> str:
    """The line of `salt.sealed`: the salt key, encrypted (ChaCha20-Poly1305) under the secret.

    The nonce follows from what is encrypted, so that equal runs have equal files.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = _derived(secret, "nonce", plan + key.hex())[:12]
    sealed = ChaCha20Poly1305(opening_of(secret)).encrypt(nonce, key, plan.encode())
    return f"{_HEAD}{b64encode(nonce + sealed).decode()}\n"


def opening_of(secret: bytes) -> bytes:
    """The key that opens what is sealed under a secret; no salt key follows from it."""
    return _derived(secret, "seal", "")


def open_salt(secret: bytes, plan: str, line: str) -> bytes | None:
    """The salt key out of `salt.sealed`; None where it was sealed under another secret, for
    another plan, or is no such line."""
    return opened(opening_of(secret), plan, line)


def opened(opening: bytes, plan: str, line: str) -> bytes | None:
    """The same with the key that opens."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        if not line.startswith(_HEAD) or not line.endswith("\n"):
            return None
        raw = decoded(line.removeprefix(_HEAD)[:-1])
        cipher = ChaCha20Poly1305(opening)
        return cipher.decrypt(raw[:12], raw[12:], plan.encode())
    except (ValueError, InvalidTag):
        return None


def salt_of_run(folder: Path, openings: Sequence[bytes], plan: str) -> bytes | None:
    """The salt key of a stored run; None where none of these keys opens it."""
    try:
        line = (folder / NAME).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return None
    found = (opened(opening, plan, line) for opening in openings)
    return next((key for key in found if key is not None), None)


def _derived(secret: bytes, use: str, of: str) -> bytes:
    return hmac.digest(secret, f"keytier/1/{use}\n{of}".encode(), "sha256")
