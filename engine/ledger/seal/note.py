"""Signed notes as C2SP has them, with Ed25519: a text, an empty line, a line for each signature.

`cryptography` is loaded when something is signed or a signature is checked, and not before.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

_ED25519: Final = b"\x01"
_LINE: Final = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_MARK: Final = "\n\n— "


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key and its name: who may have signed."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """`name+id+key`, the form in which it is handed on."""
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.public).decode()}"

    def signed(self, data: bytes, signature: bytes) -> bool:
        """Whether this key made the signature of exactly these bytes."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key (32 bytes) and its name."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        return Verifier(self.name, key.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """`PRIVATE+KEY+name+id+key`, the form in which it is kept."""
        found = b64encode(_ED25519 + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{found}"

    def sign(self, text: str) -> str:
        """The note: the text (which ends in a newline), and this key's signature."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        told = b64encode(self.verifier.id + signature).decode()
        return f"{text}\n— {self.name} {told}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its text, and the signatures under it as (name, id, signature)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signed_by(self, who: Verifier) -> bool:
        """Whether one of the signatures is of this key."""
        return any(
            name == who.name and id_ == who.id and who.signed(self.text.encode(), signature)
            for name, id_, signature in self.signatures
        )


def read_note(whole: str) -> Note:
    """The parts of a note. ValueError where it is none."""
    at = whole.rfind(_MARK)
    if at < 0 or not whole.endswith("\n"):
        raise ValueError("no signed note")
    signatures = []
    for line in whole[at + 2 : -1].split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(line)
        raw = decoded(found[2])
        signatures.append((found[1], raw[:4], raw[4:]))
    return Note(whole[: at + 1], tuple(signatures))


def read_verifier(text: str) -> Verifier:
    """A public key from `name+id+key`. ValueError where it is none, or contradicts itself."""
    name, id_, key = text.strip().split("+", 2)
    raw = decoded(key)
    found = Verifier(name, raw[1:])
    if not name or raw[:1] != _ED25519 or len(raw) != 33 or found.id.hex() != id_:
        raise ValueError(text)
    return found


def read_signer(text: str) -> Signer:
    """A private key from `PRIVATE+KEY+name+id+key`. ValueError where it is none."""
    private, word, name, id_, key = text.strip().split("+", 4)
    raw = decoded(key)
    if (private, word) != ("PRIVATE", "KEY") or raw[:1] != _ED25519 or len(raw) != 33 or not name:
        raise ValueError("no private key")
    found = Signer(name, raw[1:])
    if found.verifier.id.hex() != id_:
        raise ValueError("no private key")
    return found


def decoded(text: str) -> bytes:
    """The bytes of base64 as it is written, and of nothing else. ValueError otherwise."""
    try:
        raw = b64decode(text, validate=True)
    except Error as e:
        raise ValueError(text) from e
    if b64encode(raw).decode() != text:
        raise ValueError(text)
    return raw
