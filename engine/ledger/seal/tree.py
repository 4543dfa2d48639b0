"""The Merkle tree of RFC 6962 (RFC 9162, section 2.1): roots, inclusion and consistency.

A leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right). A tree of n leaves splits at
the largest power of two below n; so it is also the tree over the roots of its groups of 256 (or
65,536) leaves, of which the last may hold fewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from engine.ledger.seal.kernel import kernel

HASH: Final = 32
#: Leaves under one node of a tile.
GROUP: Final = 256
EMPTY: Final = sha256(b"").digest()
_NODE: Final = sha256(b"\x01")
#: From so many bytes of hashes on, a level is made by the kernel, where there is one: a proof has
#: fewer, and is not to load it.
_LONG: Final = 1024 * HASH


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 ‖ data).

    >>> leaf_hash(b"").hex()[:8]
    '6e340b9c'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def next_level(hashes: bytes) -> bytes:
    """The level above hashes that stand end to end; a last one without a partner moves up as it
    is, which is what RFC 6962 makes of it."""
    if len(hashes) >= _LONG and (compiled := kernel()) is not None:
        return compiled.level(hashes)
    whole = len(hashes) - len(hashes) % (2 * HASH)
    above = []
    for k in range(0, whole, 2 * HASH):
        node = _NODE.copy()  # quicker than one that is made
        node.update(hashes[k : k + 2 * HASH])
        above.append(node.digest())
    return b"".join(above) + hashes[whole:]


def root_of(hashes: bytes) -> bytes:
    """The root over hashes that stand end to end; SHA-256 of nothing where there are none.

    >>> root_of(b"") == EMPTY
    True
    """
    if not hashes:
        return EMPTY
    while len(hashes) > HASH:
        hashes = next_level(hashes)
    return hashes


def tile_of(leaves: bytes) -> bytes:
    """The roots of the groups of 256 leaf hashes, end to end."""
    # A group is a perfect subtree, and the last one moves up alone: all go up level by level.
    for _ in range(GROUP.bit_length() - 1):
        leaves = next_level(leaves)
    return leaves


def path_of(index: int, hashes: bytes) -> list[bytes]:
    """The inclusion path of one among hashes that stand end to end, from below."""
    path = []
    while len(hashes) > HASH:
        sibling = (index ^ 1) * HASH
        if sibling < len(hashes):
            path.append(hashes[sibling : sibling + HASH])
        hashes = next_level(hashes)
        index //= 2
    return path


def root_from(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root of the tree of `size` leaves in which `leaf` stands at `index`, if this is its
    path; None where the path is of another length."""
    if not 0 <= index < size:
        return None
    found, last, left = leaf, size - 1, list(path)
    while last > 0:
        if index % 2 or index < last:
            if not left:
                return None
            sibling = left.pop(0)
            found = node_hash(sibling, found) if index % 2 else node_hash(found, sibling)
        index //= 2
        last //= 2
    return None if left else found


def consistency(old: int, hashes: bytes) -> list[bytes]:
    """The proof that the tree over all `hashes` begins with the tree over the first `old`.

    Empty for an old tree of no leaves, and of all of them.
    """
    size = len(hashes) // HASH
    return _subproof(old, 0, size, hashes, True) if 0 < old < size else []


def _subproof(old: int, first: int, last: int, hashes: bytes, known: bool) -> list[bytes]:
    size = last - first
    if old == size:
        return [] if known else [root_of(hashes[first * HASH : last * HASH])]
    split = 1 << (size - 1).bit_length() - 1
    middle = first + split
    if old <= split:
        right = root_of(hashes[middle * HASH : last * HASH])
        return [*_subproof(old, first, middle, hashes, known), right]
    left = root_of(hashes[first * HASH : middle * HASH])
    return [*_subproof(old - split, middle, last, hashes, False), left]


def consistent(old: int, size: int, before: bytes, now: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree with root `now` begins with the one of `before`."""
    if not 0 <= old <= size:
        return False
    if old == size:
        return before == now and not proof
    if old == 0:
        return before == EMPTY and not proof
    nodes = list(proof)
    at, last = old - 1, size - 1
    while at % 2:
        at //= 2
        last //= 2
    if at and not nodes:
        return False
    a = b = nodes.pop(0) if at else before
    while last > 0:
        if at % 2:
            if not nodes:
                return False
            left = nodes.pop(0)
            a, b = node_hash(left, a), node_hash(left, b)
        elif at < last:
            if not nodes:
                return False
            b = node_hash(b, nodes.pop(0))
        at //= 2
        last //= 2
    return not nodes and a == before and b == now
