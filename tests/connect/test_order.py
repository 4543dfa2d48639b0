"""Rows keep their numbers, and lie in the order of their ids, however many threads read them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.connect.reading import HEAD, TAIL, read
from tests.evaluators import bound_policy

ROWS = 320_000
BOUND = bound_policy(f"""{HEAD}
customers: {{id: id}}
data:
  revenue: {{is: money}}
  region: {{is: text, one_of: [east, south, north, west, centre, abroad]}}
{TAIL}""")


@pytest.mark.parametrize(("kind", "direction"), [("parquet", "ASC"), ("csv", "DESC")])
def test_many_rows_keep_their_numbers_and_their_order(
    kind: str, direction: str, tmp_path: Path
) -> None:
    """A cell in error far down a large file is listed at its own row; ids come out ascending."""
    path = tmp_path / f"customers.{kind}"
    words = "['east', 'south', 'north', 'west', 'centre', 'abroad']"
    duckdb.connect().execute(
        f"COPY (SELECT lpad(CAST(i AS VARCHAR), 8, '0') AS id, CAST(i % 977 AS VARCHAR) AS revenue,"
        f" CASE WHEN i % 100000 = 7 THEN 'moon' ELSE {words}[1 + CAST(i % 6 AS INTEGER)] END AS "
        f"region FROM range({ROWS}) r(i) ORDER BY i {direction}) TO '{path}' (FORMAT {kind})"
    )
    seen = read(BOUND, path)
    at = [7, 100_007, 200_007, 300_007]
    ids = [f"{i:08d}" for i in at]
    rows = [i + 1 for i in at] if direction == "ASC" else [ROWS - i for i in at]
    assert sorted((f[3], f[0], f[4]) for f in seen.faults) == [
        (i, row, "moon") for i, row in zip(ids, rows, strict=True)
    ]
    assert seen.column("id") == [f"{i:08d}" for i in range(ROWS)]
    assert seen.column("revenue")[:3] == [0, 10000, 20000]
