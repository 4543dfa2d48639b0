"""The salt key of a run: derived from a secret, and kept beside the run under that secret."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.ledger.seal.note import decoded

NAME: Final = "salt.sealed"
_HEAD: Final = "keytier-salt-sealed-1 "


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
