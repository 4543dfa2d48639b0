"""The tree is the one of RFC 6962, and its proofs prove what they say and nothing else."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ledger.seal.tree import (
    EMPTY,
    consistency,
    consistent,
    leaf_hash,
    node_hash,
    path_of,
    root_from,
    root_of,
    tile_of,
)

#: The leaves and roots that Certificate Transparency publishes for its tests.
DATA = [
    bytes.fromhex(d)
    for d in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def hashes(count: int) -> bytes:
    return b"".join(leaf_hash(b"%d" % n) for n in range(count))


def by_the_letter(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, as it is written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_the_letter(leaves[:split]), by_the_letter(leaves[split:]))


@pytest.mark.parametrize("count", range(1, 9))
def test_roots_are_those_of_certificate_transparency(count: int) -> None:
    """The published leaves have the published roots."""
    assert root_of(b"".join(map(leaf_hash, DATA[:count]))).hex() == ROOTS[count - 1]


def test_a_root_is_the_letter_of_the_rfc_and_of_its_tiles() -> None:
    """However many leaves there are, the root is that of the definition, and of the tiles."""
    for count in (0, 1, 2, 3, 5, 255, 256, 257, 511, 512, 513, 777, 1025):
        found = hashes(count)
        leaves = [found[k : k + 32] for k in range(0, len(found), 32)]
        assert root_of(found) == by_the_letter(leaves), count
        assert root_of(tile_of(found)) == root_of(found), count
    assert root_of(b"") == EMPTY


@given(st.data())
@settings(max_examples=150)
def test_a_path_proves_its_leaf_in_its_place_and_no_other(data: st.DataObject) -> None:
    """A path leads to the root from its leaf and place; with one thing changed it does not."""
    size = data.draw(st.integers(1, 600))
    index = data.draw(st.integers(0, size - 1))
    found = hashes(size)
    leaf, root = found[index * 32 : index * 32 + 32], root_of(found)
    path = path_of(index, found)
    assert root_from(index, size, leaf, path) == root
    assert root_from(index, size, leaf_hash(b"other"), path) != root
    assert root_from(size, size, leaf, path) is None
    assert root_from(index, size, leaf, [*path, leaf]) is None
    if path:
        assert root_from(index, size, leaf, path[:-1]) is None
        assert root_from(index ^ 1, size, leaf, path) != root
        at = data.draw(st.integers(0, len(path) - 1))
        changed = [*path[:at], bytes(32), *path[at + 1 :]]
        assert root_from(index, size, leaf, changed) != root


@given(st.data())
@settings(max_examples=150)
def test_consistency_proves_that_a_tree_only_grew(data: st.DataObject) -> None:
    """The proof between two sizes holds for their roots, and with one thing changed does not."""
    size = data.draw(st.integers(1, 400))
    old = data.draw(st.integers(0, size))
    now = hashes(size)
    before, root = root_of(now[: old * 32]), root_of(now)
    proof = consistency(old, now)
    assert consistent(old, size, before, root, proof)
    assert not consistent(old, size, leaf_hash(b"other"), root, proof)
    assert not consistent(old, size, before, root, [*proof, root])
    assert not consistent(size + 1, size, before, root, proof)
    if old > 0:
        assert not consistent(old, size, before, leaf_hash(b"other"), proof)
    if proof:
        assert not consistent(old, size, before, root, proof[:-1])
        at = data.draw(st.integers(0, len(proof) - 1))
        changed = [*proof[:at], bytes(32), *proof[at + 1 :]]
        assert not consistent(old, size, before, root, changed)
