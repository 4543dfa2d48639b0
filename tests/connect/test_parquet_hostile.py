"""Arrays that do not fit each other are refused by the compiled writer of Parquet."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.atoms.compiled import compiled
from engine.connect.columnar import Cells
from engine.connect.parquet import parquet_bytes
from tests.connect.columnar import has_writer
from tests.longer import times

pytestmark = pytest.mark.skipif(
    not has_writer(), reason="no compiled writer here: `make kernel` says why"
)

ABC = {"raw": b"abc"}
WORDS = ("a", "b")


def wide(*numbers: int) -> Any:
    return np.array(numbers, "i8")


def places(*numbers: int) -> Any:
    return np.array(numbers, "i4")


def truths(*numbers: int) -> Any:
    return np.array(numbers, "u1")


def texts(*starts: int) -> Cells:
    return Cells("text", starts=wide(*starts), raw=b"abc")


def lists(missing: Any, *starts: int) -> Cells:
    return Cells("words", missing, places(0, 1, 0), WORDS, lists=wide(*starts))


HOSTILE: dict[str, tuple[Cells, str]] = {
    "a byte of missing too few": (Cells("integer", truths(0), wide(1, 2)), "missing has"),
    "a byte of missing too many": (Cells("integer", truths(0, 0, 1), wide(1, 2)), "missing has"),
    "narrow numbers": (Cells("integer", values=places(1, 2)), "where one of i8"),
    "floats": (Cells("integer", values=np.array([1.0, 2.0])), "where one of i8"),
    "narrow dates": (Cells("date", values=places(1, 2)), "where one of i8"),
    "wide truths": (Cells("boolean", values=wide(1, 2)), "where one of i1"),
    "wide places": (Cells("text", values=wide(0, 1), words=WORDS), "where one of i4"),
    "no words at all": (Cells("text", values=places(0, 1)), "starts are"),
    "a place beyond the words": (Cells("text", None, places(0, 2), WORDS), "not one of the words"),
    "a place below 0": (Cells("text", None, places(0, -1), WORDS), "not one of the words"),
    "a place far beyond": (Cells("text", None, places(0, 2**31 - 1), WORDS), "not one of"),
    "a place where there are no words": (Cells("text", None, places(0, 0), ()), "not one of"),
    "starts that decrease": (texts(0, 3, 1), "do not decrease"),
    "a text past the end": (texts(0, 1, 4), "do not decrease"),
    "far past the end": (texts(0, 1, 2**63 - 1), "do not decrease"),
    "before the beginning": (texts(-1, 1, 3), "do not decrease"),
    "far before the beginning": (texts(-(2**63), 1, 3), "do not decrease"),
    "half a character": (Cells("text", starts=wide(0, 1, 2), raw="é".encode()), "not UTF-8"),
    "a surrogate": (Cells("text", starts=wide(0, 0, 3), raw=b"\xed\xa0\x80"), "not UTF-8"),
    "longer than needed": (Cells("text", starts=wide(0, 0, 2), raw=b"\xc0\x80"), "not UTF-8"),
    "beyond Unicode": (Cells("text", starts=wide(0, 0, 4), raw=b"\xf4\x90\x80\x80"), "not UTF-8"),
    "latin letters": (Cells("text", starts=wide(0, 0, 9), raw=b"12345678\xe9"), "not UTF-8"),
    "a date too far": (Cells("date", values=wide(0, 2**31)), "further away"),
    "a date too long ago": (Cells("date", values=wide(0, -(2**31) - 1)), "further away"),
    "lists that decrease": (lists(None, 0, 2, 1), "lists do not decrease"),
    "a list past the end": (lists(None, 0, 2, 4), "lists do not decrease"),
    "a list from below 0": (lists(None, -1, 2, 3), "lists do not decrease"),
    "a list to below 0": (lists(None, 0, -1, 3), "lists do not decrease"),
    "a missing list of something": (lists(truths(1, 0), 0, 2, 3), "no elements"),
    "a list of a place beyond": (
        Cells("words", None, places(0, 2), WORDS, lists=wide(0, 1, 2)), "not one of the words",
    ),
    "lists of texts astray": (
        Cells("words", starts=wide(0, 2, 1), lists=wide(0, 1, 2), **ABC), "do not decrease",
    ),
    "lists of no texts": (Cells("words", starts=wide(), lists=wide(0, 0, 0), **ABC), "starts are"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_arrays_that_do_not_fit_are_refused(name: str) -> None:
    """Sizes, starts, places, texts and dates that cannot be are a ValueError that says which."""
    cells, said = HOSTILE[name]
    beside = ("n", Cells("integer", values=wide(1, 2)))
    for columns in ([beside, ("x", cells)], [beside, ("x", cells), beside]):
        with pytest.raises(ValueError, match=said):
            parquet_bytes(columns, 16384)


def test_columns_have_one_length() -> None:
    """A column of more rows, or fewer, than the first is refused."""
    one, two = Cells("integer", values=wide(1)), Cells("integer", values=wide(1, 2))
    for columns in ([("a", one), ("b", two)], [("a", two), ("b", one)]):
        with pytest.raises(ValueError, match="8 bytes for each number"):
            parquet_bytes(columns, 1)


@pytest.mark.parametrize("row_group", [0, -1])
def test_a_row_group_has_rows(row_group: int) -> None:
    """A row group of no rows is refused."""
    with pytest.raises(ValueError, match="at least one in a row group"):
        parquet_bytes([("a", Cells("integer", values=wide(1)))], row_group)


@settings(max_examples=times(200), deadline=None)
@given(st.integers(0, 2**32))
@example(0)
def test_any_bytes_are_written_or_refused(seed: int) -> None:
    """Buffers of any size that hold anything give a file or a ValueError, and nothing else."""
    rng = random.Random(seed)
    writer = compiled("engine.connect._parquet")
    rows = rng.choice([0, 1, 3, 8, 70, 300])
    columns = tuple((rng.randint(-1, 5), b"x", *_buffers(rng, rows)) for _ in range(3))
    try:
        made = writer.file_of(columns, rows, rng.choice([1, 7, 64, 2**62]))
    except ValueError:
        return
    assert made[:4] == made[-4:] == b"PAR1"


def _buffers(rng: random.Random, rows: int) -> list[Any]:
    """missing, values, starts, raw and lists: random bytes, plain numbers, too long or absent."""
    sizes = (rows, rows * rng.choice([1, 4, 8]), 8 * (rows + 1), rng.randint(0, 99), 8 * (rows + 1))
    return [_buffer(rng, size) for size in sizes]


def _buffer(rng: random.Random, size: int) -> Any:
    form = rng.randrange(12)
    if form == 0:
        return None
    size = max(0, size + (rng.choice([-8, -1, 1, 8]) if form == 1 else 0))
    if form < 4:
        return rng.randbytes(size)
    least, step = rng.choice([0, 0, 0, -1, 2**40]), rng.choice([0, 0, 1, 1, 2])
    numbers = (np.arange(size // 8 + 1, dtype="i8") * step + least).tobytes()
    return bytes(size) if form < 6 else numbers[:size]
