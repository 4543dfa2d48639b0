"""The compiled kernel gives what hashlib gives, and reads nothing beyond what it is given."""

from __future__ import annotations

import os
from array import array
from hashlib import sha256
from itertools import accumulate, pairwise
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.ledger.seal import tree
from engine.ledger.seal.kernel import Kernel, agrees, kernel
from tests.kernels import needs_kernel
from tests.longer import times

found = kernel()


def compiled() -> Kernel:
    assert found is not None
    return found


def cut(raw: bytes, starts: list[int]) -> list[bytes]:
    return [raw[a:b] for a, b in pairwise(starts)]


@needs_kernel
@settings(max_examples=times(30), deadline=None)
@given(st.lists(st.integers(0, 200), max_size=12), st.integers(0, 140), st.integers(0, 140),
       st.binary(max_size=70))  # fmt: skip
@example([0], 0, 0, b"")
def test_leaves_are_those_of_hashlib(
    lengths: list[int], width: int, head: int, prefix: bytes
) -> None:
    """Rows of any number, width and length of text have the leaves that hashlib gives them."""
    count, starts = len(lengths), [0, *accumulate(lengths)]
    numbers, heads, texts = (os.urandom(size) for size in (count * width, count * head, starts[-1]))
    rows = zip(cut(numbers, [n * width for n in range(count + 1)]),
               cut(heads, [n * head for n in range(count + 1)]), cut(texts, starts),
               strict=True)  # fmt: skip
    expected = [sha256(prefix + h + sha256(n + t).digest()).digest() for n, h, t in rows]
    made = compiled().leaves(prefix, numbers, texts, array("q", starts), heads)
    assert made == b"".join(expected)


@needs_kernel
@settings(max_examples=times(15), deadline=None)
@given(st.integers(0, 300), st.integers(0, 63))
def test_a_level_is_that_of_the_tree(count: int, rest: int) -> None:
    """A level of any number of hashes, the last cut or not, is what the tree makes of it."""
    hashes = os.urandom(32 * count + rest)
    assert compiled().level(hashes) == tree.next_level(hashes)
    long = hashes * (1 + tree._LONG // max(1, len(hashes)))
    with pytest.MonkeyPatch.context() as patch:
        quick = tree.next_level(long)
        patch.setattr(tree, "kernel", lambda: None)
        assert quick == tree.next_level(long)


HOSTILE = {
    "no start": (b"", b"", [], b""),
    "part of a start": (b"", b"", b"\0" * 12, b""),
    "a row too few": (b"ab", b"abc", [0, 1, 2, 3], b"abc"),
    "a head too few": (b"abc", b"abc", [0, 1, 2, 3], b"abcd"),
    "numbers of no row": (b"a", b"", [0], b""),
    "heads of no row": (b"", b"", [0], b"a"),
    "a text past the end": (b"ab", b"abc", [0, 1, 4], b"ab"),
    "far past the end": (b"ab", b"abc", [0, 1, 2**63 - 1], b"ab"),
    "before the beginning": (b"ab", b"abc", [-1, 1, 3], b"ab"),
    "far before the beginning": (b"ab", b"abc", [0, -(2**63), 3], b"ab"),
    "backwards": (b"ab", b"abc", [0, 3, 1], b"ab"),
}


@needs_kernel
@pytest.mark.parametrize(("numbers", "texts", "starts", "heads"), HOSTILE.values(), ids=HOSTILE)
def test_what_does_not_fit_is_refused(
    numbers: bytes, texts: bytes, starts: list[int] | bytes, heads: bytes
) -> None:
    """Sizes that do not fit each other, and starts beyond the texts, are a ValueError with a
    sentence."""
    given = starts if isinstance(starts, bytes) else array("q", starts)
    with pytest.raises(ValueError, match=r"starts are|starts do|as many bytes for each row"):
        compiled().leaves(b"", numbers, texts, given, heads)


@needs_kernel
def test_what_is_no_buffer_is_refused() -> None:
    """Neither text, nor numbers, nor bytes that lie apart are taken for rows."""
    apart = memoryview(b"abcdefgh" * 4)[::2]
    for wrong in ("text", 1, None, apart):
        with pytest.raises((TypeError, BufferError)):
            compiled().level(wrong)
        with pytest.raises((TypeError, BufferError)):
            compiled().leaves(b"", wrong, b"", array("q", [0, 0]), b"")
    with pytest.raises(TypeError):
        compiled().leaves(b"", b"")  # type: ignore[call-arg]


@needs_kernel
def test_a_kernel_that_disagrees_is_not_used() -> None:
    """A wrong leaf, a wrong node, and a refusal each tell a kernel from hashlib."""
    right = compiled()

    def refusing(*rows: object) -> bytes:
        raise ValueError

    assert agrees(right)
    for wrong in (lambda *given: bytes(192 * 32), refusing):
        assert not agrees(SimpleNamespace(leaves=wrong, level=right.level))
        assert not agrees(SimpleNamespace(leaves=right.leaves, level=wrong))
