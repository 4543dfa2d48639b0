"""The compiled kernel that hashes many rows in one call, where this machine has one.

It is made when keytier is installed (`hatch_build.py`), for processors with the SHA extensions;
elsewhere, and where `KEYTIER_NO_KERNEL` is set, there is none and hashlib does its work, with the
same hashes. It is asked for when many rows are to be hashed, and held against hashlib first.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from itertools import pairwise
from struct import pack
from typing import Any, Protocol

from engine.atoms.compiled import compiled


class Kernel(Protocol):
    """What is hashed many at a time, while other threads of Python go on."""

    def leaves(self, prefix: bytes, numbers: Any, texts: Any, starts: Any, heads: Any, /) -> bytes:
        """SHA-256(prefix ‖ head ‖ SHA-256(numbers ‖ text)) of each row, end to end.

        `numbers` and `heads` hold as many bytes for each row, end to end; `texts` those of all
        rows; `starts` says where each text begins and where the last one ends, as 8-byte integers
        in the order of this machine. ValueError where these do not fit each other.
        """

    def level(self, hashes: Any, /) -> bytes:
        """As `next_level` of `tree.py`."""

    def ready(self) -> bool:
        """Whether this processor has the SHA extensions."""


@cache
def kernel() -> Kernel | None:
    """The kernel; None where there is none, where it is turned off, and where it does not agree
    with hashlib."""
    found: Kernel | None = compiled("engine.ledger.seal._kernel")
    return found if found is not None and found.ready() and agrees(found) else None


def agrees(found: Kernel) -> bool:
    """Whether a kernel gives what hashlib gives for rows of every length up to three blocks.

    >>> class Idle:
    ...     leaves = level = staticmethod(lambda *given: b"")
    >>> agrees(Idle())
    False
    """
    count = 192
    raw = bytes(7 * n % 251 for n in range(count * (count - 1) // 2))
    starts = [n * (n - 1) // 2 for n in range(count + 1)]
    texts = [raw[a:b] for a, b in pairwise(starts)]
    numbers = [bytes([n]) for n in range(count)]
    heads = [sha256(n).digest() + n for n in numbers]
    inputs = [sha256(n + t).digest() for n, t in zip(numbers, texts, strict=True)]
    leaves = [sha256(b"\0\1" + h + i).digest() for h, i in zip(heads, inputs, strict=True)]
    above = [sha256(b"\1" + a + b).digest() for a, b in zip(*[iter(leaves[:-1])] * 2, strict=False)]
    try:
        made = found.leaves(
            b"\0\1", b"".join(numbers), raw, pack(f"={count + 1}q", *starts), b"".join(heads)
        )
        level = found.level(b"".join(leaves[:-1]))
    except ValueError:
        return False
    return made == b"".join(leaves) and level == b"".join(above) + leaves[-2]
