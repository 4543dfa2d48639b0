"""Columns of a query as they lie in memory."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pytest

from engine.connect import arrow
from engine.connect.arrow import columns
from engine.ledger.seal.hashing import connection

ONE = (
    "SELECT i, (nullif(i, 2) % 100)::TINYINT AS gaps, concat('é', i % 7) AS word "
    "FROM range({}) r(i)"
)
ALL = """
SELECT * FROM (VALUES
    (1, DATE '1969-12-30', true, 'a', ['x', 'yé']),
    (NULL, NULL, NULL, NULL, NULL),
    (3, DATE '2026-06-30', false, '', [])
) AS t (number, day, truth, word, list)
"""


@pytest.mark.parametrize("rows", [0, 5, 1_000_003])
def test_columns_come_whole(rows: int) -> None:
    """Integers and texts end to end; also where there are none, and more than DuckDB hands out at
    once."""
    with columns(connection(), ONE.format(rows)) as found:
        plain, gaps, word = found.values()
        assert [c.rows for c in found.values()] == [rows] * 3
        assert plain.missing is None or not plain.missing.any()
        assert np.array_equal(plain.values, np.arange(rows))
        there = np.arange(rows) != 2
        assert np.array_equal(gaps.values[there], (np.arange(rows) % 100)[there])
        assert rows == 0 or gaps.missing.nonzero()[0].tolist() == [2]
        seven = b"".join("é".encode() + b"%d" % n for n in range(7))
        assert bytes(word.raw) == (seven * (rows // 7 + 1))[: 3 * rows]
        assert np.array_equal(word.starts, np.arange(rows + 1) * 3)


def test_every_kind_comes_with_its_gaps() -> None:
    """Numbers, days, truths, texts and lists of words say which rows have nothing."""
    with columns(connection(), ALL) as found:
        assert {n: c.missing.tolist() for n, c in found.items()} == {n: [0, 1, 0] for n in found}
        assert found["number"].values[[0, 2]].tolist() == [1, 3]
        assert found["day"].values[[0, 2]].tolist() == [
            -2,
            (date(2026, 6, 30) - date(1970, 1, 1)).days,
        ]
        assert found["truth"].values[[0, 2]].tolist() == [1, 0]
        word, words = found["word"], found["list"]
        assert (bytes(word.raw), word.starts.tolist()) == (b"a", [0, 1, 1, 1])
        assert words.lists.tolist() == [0, 2, 2, 2]
        assert (bytes(words.raw), words.starts.tolist()) == ("xyé".encode(), [0, 1, 4])


def test_what_fails_half_way_is_told_as_before_the_first_row() -> None:
    """A query that fails after some rows raises what DuckDB raises: a lack of memory and Ctrl-C are
    not taken for a broken file."""
    half_way = "SELECT CASE WHEN i = 900000 THEN error('boom') END AS x FROM range(1000000) r(i)"
    with pytest.raises(duckdb.Error, match="boom"), columns(connection(), half_way):
        pass
    for said, error in (
        ("Out of Memory Error: could not allocate", duckdb.OutOfMemoryException),
        ("INTERRUPT Error: Interrupted!", duckdb.InterruptException),
        ("IO Error: could not read", duckdb.IOException),
    ):
        assert type(arrow._error(said)) is error


def test_a_column_of_another_kind_is_refused() -> None:
    """Fractions, alone or in a list, are errors."""
    con = connection()
    for query, said in (("0.5::DOUBLE", "the type g"), ("[0.5::DOUBLE]", r"the type \+l")):
        with pytest.raises(ValueError, match=said), columns(con, f"SELECT {query} AS x"):
            pass
