"""Data that comes once (a pipe, standard input), in encodings that are not what they are called."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
import xlsxwriter

from engine.atoms.errors import DataError, UsageError
from engine.bind.bound import BoundPolicy
from tests.connect.reading import ORDERS, PLAIN, read, refused
from tests.evaluators import bound_policy

GOOD = "customer_id,revenue,region\nC1,100,华东\nC2,,\n"
ROWS = [
    {"id": "C1", "revenue": 1000000, "region": "华东", "errors": None},
    {"id": "C2", "revenue": None, "region": None, "errors": None},
]


@pytest.fixture(scope="module")
def plain() -> BoundPolicy:
    return bound_policy(PLAIN)


@contextmanager
def fifo(folder: Path, content: bytes) -> Iterator[Path]:
    """A named pipe that somebody writes to once."""
    path = folder / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(content,))
    writer.start()
    yield path
    writer.join()


@contextmanager
def descriptor(folder: Path, content: bytes) -> Iterator[Path]:
    """What a shell makes of `<(…)`: the reading end of a pipe, as a path."""
    out, into = os.pipe()
    os.write(into, content)
    os.close(into)
    yield Path(f"/dev/fd/{out}")
    os.close(out)


def as_csv(folder: Path) -> bytes:
    return GOOD.encode()


def as_gbk(folder: Path) -> bytes:
    return GOOD.encode("gb18030")


def as_jsonl(folder: Path) -> bytes:
    lines = ['{"customer_id": "C1", "revenue": 100, "region": "华东"}', '{"customer_id": "C2"}']
    return "\n".join(lines).encode()


def as_workbook(folder: Path) -> bytes:
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    page = book.add_worksheet()
    page.write_row(0, 0, ["customer_id", "revenue", "region"])
    page.write_row(1, 0, ["C1", 100, "华东"])
    page.write_row(2, 0, ["C2"])
    book.close()
    return (folder / "a.xlsx").read_bytes()


def as_parquet(folder: Path) -> bytes:
    rows = "(VALUES ('C1', 100, '华东'), ('C2', NULL, NULL)) r(customer_id, revenue, region)"
    duckdb.sql(f"FROM {rows}").write_parquet(str(folder / "a.parquet"))
    return (folder / "a.parquet").read_bytes()


KINDS = [as_csv, as_gbk, as_jsonl, as_workbook, as_parquet]


@pytest.mark.parametrize("made", KINDS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("way", [fifo, descriptor], ids=["fifo", "process substitution"])
def test_a_pipe_is_read_once_and_whole(
    way: Callable[..., Iterator[Path]], made: Callable[[Path], bytes], plain: BoundPolicy,
    tmp_path: Path,
) -> None:  # fmt: skip
    """A path that can be read only once is read like a file, whatever it holds."""
    with way(tmp_path, made(tmp_path)) as path:  # type: ignore[attr-defined]
        seen = read(plain, path)
    assert seen.rows == ROWS
    assert seen.sources[0].reading.name == str(path)


@pytest.mark.parametrize("made", KINDS, ids=lambda f: f.__name__)
def test_standard_input_may_hold_any_kind_of_file(
    made: Callable[[Path], bytes], plain: BoundPolicy, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """`-` is text, a workbook or Parquet by its look."""
    stream = SimpleNamespace(buffer=io.BytesIO(made(tmp_path)))
    monkeypatch.setattr(sys, "stdin", stream)
    assert read(plain, "-").rows == ROWS


def test_an_empty_pipe_is_empty(plain: BoundPolicy, tmp_path: Path) -> None:
    """Nothing in a pipe is told as an empty file is."""
    with descriptor(tmp_path, b"") as path, pytest.raises(DataError) as e:
        read(plain, path)
    assert [c for c, _ in refused(e.value)] == ["KT302"]


def test_standard_input_is_one_source() -> None:
    """`-` for customers and for a table is wrong usage: the second would find nothing left."""
    bound = bound_policy(ORDERS)
    for first, second in (("-", "-"), ("-", "/dev/stdin"), ("/dev/stdin", "-")):
        with pytest.raises(UsageError) as e:
            read(bound, first, {"orders": second})
        assert [c for c, _ in refused(e.value)] == ["KT347"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8", "big5", "utf-7",
                                      "ascii", "idna", "punycode", "cp1252"])  # fmt: skip
@pytest.mark.parametrize("actual", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32", "latin-1"])
@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_wrong_encoding_ends_in_words(
    encoding: str, actual: str, suffix: str, plain: BoundPolicy, tmp_path: Path
) -> None:
    """Whatever encoding is named for whatever file: it is read, or told what is wrong where."""
    text = GOOD.replace("华东", "é") if actual == "latin-1" else GOOD
    path = tmp_path / f"c.{suffix}"
    path.write_bytes(text.encode(actual) if suffix == "csv" else as_jsonl(tmp_path))
    try:
        read(plain, path, encoding=encoding)
    except (DataError, UsageError) as e:
        assert refused(e)
        for d in e.diagnostics:
            assert d.place is None or d.place.file == str(path)


def test_utf_16_of_what_is_not_says_so(plain: BoundPolicy, tmp_path: Path) -> None:
    """`--encoding utf-16` on a UTF-8 file names file and encoding."""
    path = tmp_path / "c.csv"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(DataError) as e:
        read(plain, path, encoding="utf-16")
    assert refused(e.value) == [("KT304", f"`{path}`: line 1 is no text in UTF-16")]


@pytest.mark.parametrize(
    "encoding", ["hex", "rot13", "base64", "zip", "undefined", "", "a\0b", "é"]
)
def test_what_is_no_encoding_of_text_is_refused(
    encoding: str, plain: BoundPolicy, tmp_path: Path
) -> None:
    """Codecs that are no encodings of text, and names that are none, are wrong usage."""
    path = tmp_path / "c.csv"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(UsageError) as e:
        read(plain, path, encoding=encoding)
    assert [c for c, _ in refused(e.value)] == ["KT339"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_byte_order_mark_is_no_character(
    encoding: str, plain: BoundPolicy, tmp_path: Path
) -> None:
    """A byte order mark at the start is none of the first heading, in any encoding."""
    path = tmp_path / "c.csv"
    mark = "" if encoding in ("utf-16", "utf-8-sig") else "\ufeff"
    path.write_bytes((mark + GOOD).encode(encoding))
    assert read(plain, path).rows == ROWS
    assert read(plain, path, encoding=encoding).rows == ROWS


def test_a_misspelt_table_is_one_finding() -> None:
    """A table whose name is nearly one that is needed is told once, with the right name."""
    rows = [{"who": "C1", "day": "2026-01-01", "amount": 1}]
    with pytest.raises(UsageError) as e:
        read(bound_policy(ORDERS), [{"customer_id": "C1"}], {"order": rows})
    assert refused(e.value) == [("KT329", "the policy has no table `order`; it has `orders`")]
    assert e.value.diagnostics[0].help() == "did you mean `orders`?"
    with pytest.raises(UsageError) as e:
        read(bound_policy(ORDERS), [{"customer_id": "C1"}], {"visits": rows})
    assert [c for c, _ in refused(e.value)] == ["KT329", "KT328"]
