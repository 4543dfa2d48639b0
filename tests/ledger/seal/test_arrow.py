"""Columns of a query as they lie in memory."""

from __future__ import annotations

import numpy as np
import pytest

from engine.ledger.seal.arrow import Numbers, Texts, columns
from engine.ledger.seal.hashing import connection

ONE = (
    "SELECT i, (nullif(i, 2) % 100)::TINYINT AS gaps, concat('é', i % 7) AS word "
    "FROM range({}) r(i)"
)


@pytest.mark.parametrize("rows", [0, 5, 1_000_003])
def test_columns_come_whole(rows: int) -> None:
    """Integers with 0 at empty cells, and texts end to end; also where there are none, and more
    than DuckDB hands out at once."""
    with columns(connection(), ONE.format(rows)) as found:
        plain, gaps, word = found.values()
        assert isinstance(plain, Numbers) and isinstance(gaps, Numbers) and isinstance(word, Texts)
        assert plain.missing is None or not plain.missing.any()
        assert np.array_equal(plain.values, np.arange(rows))
        assert np.array_equal(gaps.values, np.arange(rows) % 100 * (np.arange(rows) != 2))
        assert rows == 0 or gaps.missing.nonzero()[0].tolist() == [2]
        seven = b"".join("é".encode() + b"%d" % n for n in range(7))
        assert word.raw == (seven * (rows // 7 + 1))[: 3 * rows]
        assert np.array_equal(word.starts, np.arange(rows + 1) * 3)


def test_a_column_of_another_kind_is_refused() -> None:
    """A fraction, and a text that is missing, are errors."""
    con = connection()
    for query, said in (
        ("SELECT 0.5::DOUBLE AS x", "a column of the type g"),
        ("SELECT NULL::VARCHAR AS x", "a text is missing"),
    ):
        with pytest.raises(ValueError, match=said), columns(con, query):
            pass
