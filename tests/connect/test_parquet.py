"""Columns in memory, written by the compiled writer, are read back by DuckDB as they were."""

from __future__ import annotations

import random
import string
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.atoms.compiled import VARIABLE
from engine.bind.columns import Storage
from engine.connect.columnar import Cells
from engine.connect.parquet import parquet_bytes
from engine.decide.columns import PARQUET
from tests.connect.columnar import (
    SECRET,
    SECRET_NUMBER,
    cells_of,
    has_writer,
    metadata,
    read,
)
from tests.longer import times

pytestmark = pytest.mark.skipif(
    not has_writer(), reason="no compiled writer here: `make kernel` says why"
)

STORAGES: tuple[Storage, ...] = ("integer", "date", "boolean", "text", "words")
SPREADS = (0, 1, 2, 3, 7, 255, 256, 3000, 70_000, 2**31, 2**40, 2**61, 2**64 - 1)
LETTERS = string.ascii_lowercase + "äß金级😀\0'"


def written(columns: list[tuple[str, Cells]], row_group: int = 16384) -> bytes:
    made = parquet_bytes(columns, row_group)
    assert made is not None
    return made


def numbers(rng: random.Random, rows: int) -> list[Any]:
    spread = rng.choice(SPREADS)
    least = rng.choice([0, 1, -spread, -(2**63), 2**63 - 1 - spread])
    least = max(-(2**63), min(least, 2**63 - 1 - spread))
    found = [least + rng.randint(0, spread) for _ in range(rows)]
    if rng.random() < 0.3:
        found.sort()
    if rng.random() < 0.2:
        found = [rng.choice([-(2**63), 2**63 - 1, 0, -1]) for _ in found]
    return clustered(rng, found)


def clustered(rng: random.Random, found: list[Any]) -> list[Any]:
    """The same, or many times the first of each two hundred."""
    return found if rng.random() < 0.7 else [found[n // 200 * 200] for n in range(len(found))]


def text(rng: random.Random, longest: int) -> str:
    return "".join(rng.choices(LETTERS, k=rng.randint(0, longest)))


def texts(rng: random.Random, rows: int) -> list[Any]:
    form = rng.randrange(4)
    if form == 0:
        some = [text(rng, 70) for _ in range(rng.choice([1, 2, 5, 40, 600]))]
        return clustered(rng, [rng.choice(some) for _ in range(rows)])
    if form == 1:
        return [f"customer-{n:07d}" for n in range(rows)]
    return [text(rng, 3 if form == 2 else 30) for _ in range(rows)]


def values(rng: random.Random, storage: Storage, rows: int) -> list[Any]:
    """So many values of a column, some of them missing, like each other in some way."""
    if storage == "integer":
        found = numbers(rng, rows)
    elif storage == "date":
        some = rng.choice([3, 900, 80_000])
        found = [rng.randint(-some // 3, some // 2) for _ in range(rows)]
    elif storage == "boolean":
        odds = rng.choice([0, 0.001, 0.5, 1])
        found = [rng.random() < odds for _ in range(rows)]
    elif storage == "text":
        found = texts(rng, rows)
    else:
        longest = rng.choice([0, 1, 3, 20])
        sizes = [rng.randint(0, longest) for _ in range(rows)]
        flat = iter(texts(rng, sum(sizes)))
        found = [[next(flat) for _ in range(size)] for size in sizes]
    gone = rng.choice([0, 0, 0.001, 0.3, 0.97, 1])
    return [None if rng.random() < gone else v for v in found]


@settings(max_examples=times(60), deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    seed=st.integers(0, 2**32),
    rows=st.sampled_from([0, 1, 2, 7, 8, 9, 31, 33, 64, 100, 257, 1000, 2049, 5000]),
    row_group=st.sampled_from([1, 3, 8, 65, 640, 2048, 16384]),
)
@example(seed=1, rows=0, row_group=16384)
@example(seed=2, rows=1, row_group=1)
def test_what_is_written_is_read(seed: int, rows: int, row_group: int, tmp_path: Path) -> None:
    """Columns of every storage, values like each other or not, some or all missing, in row groups
    of any size, come back cell by cell; what lies at missing rows is not in the file."""
    rng = random.Random(seed)
    rows = min(rows, 200 * row_group)
    drawn = [(s, values(rng, s, rows), rng.random() < 0.5) for s in STORAGES for _ in range(2)]
    columns = [
        (f"{n} {storage}", cells_of(storage, column, known=known))
        for n, (storage, column, known) in enumerate(drawn)
    ]
    made = written(columns, row_group)
    for (storage, column, known), found in zip(drawn, read(made, tmp_path), strict=True):
        assert found == column, (storage, known)
    assert made == written(columns, row_group)
    assert SECRET.encode() not in made
    assert SECRET_NUMBER.to_bytes(8, "little") not in made


def test_no_value_of_a_missing_row_is_written(tmp_path: Path) -> None:
    """A number, a place of a word or a text that lies at a missing row is not in the file."""
    missing = np.array([0, 1, 0], "u1")
    starts = np.array([0, 1, 1 + len(SECRET), 2 + len(SECRET)], "i8")
    columns = [
        ("n", Cells("integer", missing, np.array([5, SECRET_NUMBER, 2**62], "i8"))),
        ("w", Cells("text", missing, np.array([1, 0, 2], "i4"), (SECRET, "a", "b"))),
        ("p", Cells("text", missing, np.array([1, 99, 2], "i4"), (SECRET, "a", "b"))),
        ("t", Cells("text", missing, starts=starts, raw=f"x{SECRET}y".encode())),
        ("d", Cells("date", missing, np.array([5, 2**62, 7], "i8"))),
    ]
    made = written(columns)
    assert list(read(made, tmp_path)) == [
        [5, None, 2**62], ["a", None, "b"], ["a", None, "b"], ["x", None, "y"], [5, None, 7],
    ]  # fmt: skip
    assert SECRET.encode() not in made
    assert SECRET_NUMBER.to_bytes(8, "little") not in made


@pytest.mark.parametrize("rows", [0, 1, 2000])
def test_the_schema_is_that_of_duckdb(tmp_path: Path, rows: int) -> None:
    """Types, names, nesting and what may be missing are those of a file that DuckDB writes, and so
    is what the file is read as."""
    theirs = tmp_path / "theirs.parquet"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (i BIGINT, d DATE, b BOOLEAN, t VARCHAR, w VARCHAR[])")
        # A row that lacks all, so that DuckDB does not take the columns of this table for complete.
        connection.execute("INSERT INTO t VALUES (NULL, NULL, NULL, NULL, NULL)")
        connection.execute(
            "INSERT INTO t SELECT n, DATE '2000-01-01' + n::INTEGER, n % 2 = 0, 'a', ['b'] "
            f"FROM range({rows}) r(n)"
        )
        connection.execute(f"COPY (FROM t LIMIT {rows} OFFSET 1) TO '{theirs}' ({PARQUET})")
        rows_of = connection.execute(f"FROM '{theirs}'").fetchall()
    n = list(range(rows))
    columns = [
        ("i", cells_of("integer", n)),
        ("d", cells_of("date", [10957 + k for k in n])),
        ("b", cells_of("boolean", [k % 2 == 0 for k in n])),
        ("t", cells_of("text", ["a"] * rows)),
        ("w", cells_of("words", [["b"]] * rows, known=True)),
    ]
    made = written(columns)
    ours, others = (metadata(raw, tmp_path, "schema") for raw in (made, theirs.read_bytes()))
    assert ours == others
    (tmp_path / "made.parquet").write_bytes(made)
    with duckdb.connect() as connection:
        described = [
            connection.execute(f"DESCRIBE FROM '{file}'").fetchall()
            for file in (tmp_path / "made.parquet", theirs)
        ]
        assert described[0] == described[1]
        assert connection.execute(f"FROM '{tmp_path}/made.parquet'").fetchall() == rows_of
    said = metadata(made, tmp_path, "file_metadata")[0]
    assert (said["created_by"], said["num_rows"]) == ("keytier", rows)


@pytest.mark.parametrize("known", [False, True])
def test_statistics_are_true(tmp_path: Path, known: bool) -> None:
    """Each chunk says how many cells are missing, and its least and largest value exactly; of
    texts only where both are short."""
    rng = random.Random(5)
    rows, group = 1000, 256
    texts = [rng.choice(["", "a", "ab", "b", "级", "é"]) for _ in range(rows)]
    columns: list[tuple[Storage, list[Any]]] = [
        ("integer", [None if n % 7 == 0 else rng.randint(-50, 5000) for n in range(rows)]),
        ("integer", [rng.choice([-(2**63), 2**63 - 1]) for _ in range(rows)]),
        ("integer", [None] * rows),
        ("text", [None if n % 3 == 0 else t for n, t in enumerate(texts)]),
        ("text", [f"id-{n:05d}" for n in range(rows)]),
        ("text", ["x" * 64 if n % 2 else "a" for n in range(rows)]),
        ("text", ["x" * 65 if n % 2 else "a" for n in range(rows)]),
        ("words", [None if n % 5 == 0 else texts[n : n + n % 4] for n in range(rows)]),
    ]
    made = written(
        [(str(k), cells_of(s, column, known=known)) for k, (s, column) in enumerate(columns)], group
    )
    for said in metadata(made, tmp_path):
        storage, column = columns[said["column_id"]]
        first = said["row_group_id"] * group
        cells = column[first : first + group]
        if storage == "words":
            cells = [t for row in cells for t in (row or [None])]
        there = [v for v in cells if v is not None]
        assert said["stats_null_count"] == len(cells) - len(there)
        assert said["num_values"] == len(cells)
        told = there and len(str(max(there, key=lambda v: len(str(v))))) < 65
        least, largest = (str(min(there)), str(max(there))) if told else (None, None)
        assert (said["stats_min_value"], said["stats_max_value"]) == (least, largest)
        assert (said["min_is_exact"], said["max_is_exact"]) == (
            (True,) * 2 if told else (None,) * 2
        )


def test_each_form_is_written_where_it_pays(tmp_path: Path) -> None:
    """Few values go into a dictionary, many as differences, texts that begin alike as what they do
    not share, and truths that hardly change as runs."""
    rng = random.Random(3)
    rows = 16384
    forms: dict[str, tuple[Storage, list[Any]]] = {
        "RLE_DICTIONARY": ("integer", [rng.choice([3, 2**50]) for _ in range(rows)]),
        "DELTA_BINARY_PACKED": ("integer", [rng.randrange(2**40) for _ in range(rows)]),
        "PLAIN": ("integer", [rng.randrange(2**63) for _ in range(rows)]),
        "DELTA_BYTE_ARRAY": ("text", [f"customer-{n:09d}" for n in range(rows)]),
        "DELTA_LENGTH_BYTE_ARRAY": (
            "text",
            [f"{rng.randrange(10**9)}" for _ in range(rows)],
        ),
        "RLE": ("boolean", [n != 7 for n in range(rows)]),
    }
    columns = [(name, cells_of(s, column)) for name, (s, column) in forms.items()]
    made = written(columns)
    for said in metadata(made, tmp_path):
        assert said["encodings"].split(", ")[0] == said["path_in_schema"]
    for (_, column), found in zip(forms.values(), read(made, tmp_path), strict=True):
        assert found == column
    assert len(made) < sum((2, 41, 64, 12, 80, 1)) * rows / 8


@pytest.mark.parametrize("step", [1, 10**12])
@pytest.mark.parametrize("entries", [2, 255, 256, 257, 1024, 1025, 4096, 4097])
def test_dictionaries_of_every_size(tmp_path: Path, entries: int, step: int) -> None:
    """Some hundred or thousand numbers, near each other or far apart, and as many texts, each
    several times and with gaps between, are read as they were."""
    rng = random.Random(entries)
    some: list[int | None] = [step * n - 5 for n in range(entries)]
    some.append(None)
    numbers = [rng.choice(some) for _ in range(16384)]
    texts = [None if n is None else f"{n:x} of {entries}" for n in numbers]
    columns = [("n", cells_of("integer", numbers)), ("t", cells_of("text", texts))]
    made = written(columns)
    assert list(read(made, tmp_path)) == [numbers, texts]
    said = {m["path_in_schema"]: m["encodings"] for m in metadata(made, tmp_path)}
    few = {"n": 256 if step == 1 else 4096, "t": 257}
    assert all("DICTIONARY" in said[name] for name in few if entries <= few[name])


@pytest.mark.parametrize("storage", STORAGES)
def test_what_stands_in_a_row_takes_hardly_any_room(tmp_path: Path, storage: Storage) -> None:
    """A few values, or gaps, each many times in a row, take some bytes for each such stretch."""
    of: dict[Storage, list[Any]] = {
        "integer": [5, None, 2**60, -7], "date": [5, None, 9], "boolean": [True, None, False],
        "text": ["a", "b", None, ""], "words": [["a"], [], None, ["b"]],
    }  # fmt: skip
    rows = 16384
    column = [of[storage][n // 2000 % len(of[storage])] for n in range(rows)]
    empty = len(written([("x", cells_of(storage, []))]))
    for known in (False, True):
        made = written([("x", cells_of(storage, column, known=known))])
        assert list(read(made, tmp_path)) == [column]
        assert len(made) - empty < rows / 16


def test_arrays_that_are_not_end_to_end_are_taken(tmp_path: Path) -> None:
    """A column that is every other number of an array is written as one that lies end to end."""
    steps = np.arange(20, dtype="i8")
    assert written([("n", Cells("integer", values=steps[::2]))]) == written(
        [("n", Cells("integer", values=steps[::2].copy()))]
    )


def test_without_the_compiled_writer_there_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the compiled parts are turned off nothing is written, and nothing fails."""
    columns = [("n", cells_of("integer", [1]))]
    assert parquet_bytes(columns, 1) is not None
    monkeypatch.setenv(VARIABLE, "1")
    assert parquet_bytes(columns, 1) is None
