"""As much of DER as a time stamp of RFC 3161 needs: what was stamped, and when.

Nothing here checks the authority's signature: `openssl ts -verify` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

#: DER of the object identifier of SHA-256.
SHA256: Final = bytes.fromhex("0609608648016503040201")
_TST_INFO: Final = bytes.fromhex("060b2a864886f70d0109100104")
_SEQUENCE, _OCTETS, _OID, _INTEGER, _TIME = 0x30, 0x04, 0x06, 0x02, 0x18
_DEEP: Final = 12


def parts(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """(tag, content) of the values that stand end to end. ValueError where they do not.

    >>> list(parts(bytes.fromhex("020101" "0400")))
    [(2, b'\\x01'), (4, b'')]
    """
    at = 0
    while at < len(raw):
        tag, size, at = raw[at], raw[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(raw[at : at + count], "big"), at + count
        if at + size > len(raw):
            raise ValueError("a value that is cut")
        yield tag, raw[at : at + size]
        at += size


def imprint_of(raw: bytes) -> tuple[bytes, str | None]:
    """The SHA-256 digest that a request for a time stamp asks for, or an answer (or its token)
    stamps, and when, in UTC. ValueError or IndexError where it is neither, or refused.

    >>> from engine.ledger.anchor import timestamp_request
    >>> imprint_of(timestamp_request(b""))[0].hex()[:8]
    'e3b0c442'
    """
    [(tag, body)] = parts(raw)
    inside = list(parts(body))
    if tag == _SEQUENCE and inside[0] == (_INTEGER, b"\x01"):
        return _digest(inside[1][1]), None
    fields = list(parts(_told(raw, _DEEP)))
    digest = _digest(fields[2][1])
    times = [content for tag, content in fields if tag == _TIME]
    return digest, _time(times[0].decode("ascii"))


def _digest(imprint: bytes) -> bytes:
    (_, algorithm), (tag, digest) = parts(imprint)
    if tag != _OCTETS or not algorithm.startswith(SHA256) or len(digest) != 32:
        raise ValueError("no digest of SHA-256")
    return digest


def _told(raw: bytes, deep: int) -> bytes:
    """The TSTInfo inside an answer or a token: what stands beside its object identifier."""
    found = list(parts(raw))
    for n, (tag, content) in enumerate(found):
        if tag == _OID and _TST_INFO.endswith(content) and len(content) == len(_TST_INFO) - 2:
            [(_, octets)] = parts(found[n + 1][1])
            [(_, info)] = parts(octets)
            return info
        if tag & 0x20 and deep:
            try:
                return _told(content, deep - 1)
            except (ValueError, IndexError):
                continue
    raise ValueError("no time stamp")


def _time(text: str) -> str:
    """The time as the ledger writes it.

    >>> _time("20261122165100.25Z")
    '2026-11-22T16:51:00Z'
    """
    if not text.endswith("Z") or not text[:14].isdecimal():
        raise ValueError(text)
    t = text[:14]
    return f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[8:10]}:{t[10:12]}:{t[12:14]}Z"
