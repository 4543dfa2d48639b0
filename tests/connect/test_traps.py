"""Files, names and cells that readers of data trip over: each is read as it is, or refused in
words, and never read as something else."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import xlsxwriter

from engine.atoms.errors import DataError
from engine.bind.bound import BoundPolicy
from engine.connect.record import canonical_row
from engine.connect.sources.workbook_cells import holds_errors, marks
from engine.ledger.run import open_run, run
from tests.connect.opendocument import ods
from tests.connect.reading import AS_OF, HEAD, PLAIN, TAIL, read, refused
from tests.evaluators import bound_policy
from tests.ledger.test_run import asked

HEADINGS = ["customer_id", "revenue", "region"]
PARQUET = "SELECT '{id}' AS customer_id, 5 AS revenue, 'a' AS region"


@pytest.fixture(scope="module")
def plain() -> BoundPolicy:
    return bound_policy(PLAIN)


def as_csv(path: Path, id_: str) -> None:
    path.write_text(f"customer_id,revenue,region\n{id_},5,a\n", encoding="utf-8")


def as_parquet(path: Path, id_: str) -> None:
    there = path.parent / "there.parquet"
    duckdb.sql(PARQUET.format(id=id_)).write_parquet(str(there))
    there.rename(path)


PATTERNS = [("a?", "ab"), ("a*", "axyz"), ("a[b]", "ab"), ("a[!c]", "ab"), ("**", "b"),
            ("a{b,c}", "ab"), ("a\\b", "ab"), ("it's", "its"), ("~", "b"), ("-a", "b"),
            ('a"b', "b"), ("a b%20", "b")]  # fmt: skip


@pytest.mark.parametrize(("name", "other"), PATTERNS)
@pytest.mark.parametrize("made", [as_csv, as_parquet], ids=["csv", "parquet"])
def test_a_name_is_no_pattern(
    made: Callable[[Path, str], None], name: str, other: str, plain: BoundPolicy, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A file whose name would be a pattern is read alone, also by a path that is relative."""
    suffix = ".csv" if made is as_csv else ".parquet"
    made(tmp_path / (other + suffix), "wrong")
    made(tmp_path / (name + suffix), "right")
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / (name + suffix), Path(name + suffix)):
        assert read(plain, path).column("id") == ["right"]


@pytest.mark.parametrize("made", [as_csv, as_parquet], ids=["csv", "parquet"])
def test_a_folder_gives_no_columns(
    made: Callable[[Path, str], None], plain: BoundPolicy, tmp_path: Path
) -> None:
    """A folder called `region=z` is no region of the customers in it."""
    folder = tmp_path / "customer_id=x" / "region=z"
    folder.mkdir(parents=True)
    path = folder / ("c.csv" if made is as_csv else "c.parquet")
    made(path, "C1")
    (row,) = read(plain, path).rows
    assert (row["id"], row["region"]) == ("C1", "a")


ODD = [
    'order by "x"; drop table cells; --',
    "it's",
    "a\\b",
    "select",
    "$1 ?",
    "{x}",
    "%s",
    "行\u3000列",
]
NAMED = bound_policy(
    f"{HEAD}\ncustomers: {{id: '\"id\"'}}\ndata:\n  revenue: {{is: money}}\n"
    + "".join(f"  f{i}: {{is: text, from: {json.dumps(h)}}}\n" for i, h in enumerate(ODD))
    + TAIL
)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx", "frame", "records"])
def test_headings_may_be_anything(kind: str, tmp_path: Path) -> None:
    """Words of SQL, quotes, backslashes and holes are headings like any other."""
    names = ['"id"', "revenue", *ODD]
    row: dict[str, Any] = {n: f"v{i}" for i, n in enumerate(names)} | {"revenue": 5}
    path = tmp_path / f"c.{kind}"
    data: Any = path
    if kind == "csv":
        pd.DataFrame([row]).to_csv(path, index=False)
    elif kind == "jsonl":
        path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    elif kind == "parquet":
        frame = pd.DataFrame([row])  # noqa: F841  (read by its name)
        duckdb.sql("FROM frame").write_parquet(str(path))
    elif kind == "xlsx":
        workbook(path, [names, list(row.values())])
    else:
        data = pd.DataFrame([row]) if kind == "frame" else [row]
    (seen,) = read(NAMED, data).rows
    assert seen["id"] == "v0"
    assert [seen[f"f{i}"] for i in range(len(ODD))] == [f"v{i + 2}" for i in range(len(ODD))]


def test_two_thousand_columns(plain: BoundPolicy, tmp_path: Path) -> None:
    """Columns that nobody reads cost nothing and hide nothing."""
    more = [f"x{i}" for i in range(2000)]
    path = tmp_path / "c.csv"
    lines = [",".join([*HEADINGS, *more]), *(",".join(["C1", "5", "a", *more]) for _ in range(1))]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert read(plain, path).rows == [{"id": "C1", "revenue": 50000, "region": "a", "errors": None}]


# --- long cells -----------------------------------------------------------------------------------


def long_cells(kind: str, cell: str, column: str, path: Path) -> Any:
    """One customer with a long cell in one column, and one before."""
    rows = [dict.fromkeys(HEADINGS, "1") | {"customer_id": "C0"},
            {"customer_id": "C1", "revenue": "5", "region": "a"} | {column: cell}]  # fmt: skip
    frame = pd.DataFrame(rows)
    if kind == "csv":
        frame.to_csv(path, index=False)
    elif kind == "jsonl":
        path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    elif kind == "parquet":
        duckdb.sql("FROM frame").write_parquet(str(path))
    else:
        return frame if kind == "frame" else rows
    return path


BEYOND_DUCKDB = 17_000_000  # bytes: its readers take no more than 16 MiB at a time
LONG_KINDS = ["csv", "jsonl", "parquet", "frame", "records"]


@pytest.mark.parametrize("kind", LONG_KINDS)
@pytest.mark.parametrize("letter", ["x", "华"])
def test_a_cell_of_a_million_characters(
    letter: str, kind: str, plain: BoundPolicy, tmp_path: Path
) -> None:
    """It is read where it is a text, and where it is no number it is told, cut short."""
    cell = letter * 1_000_000
    seen = read(plain, long_cells(kind, cell, "region", tmp_path / "c"))
    assert [r["region"] for r in seen.rows] == ["1", cell]
    seen = read(plain, long_cells(kind, cell, "revenue", tmp_path / "c"))
    (fault,) = seen.first_faults
    assert (fault.row, fault.column) == (2, "revenue")
    assert len(fault.seen) < 2_000
    for language in ("en", "zh"):
        said = fault.diagnostic().message(language)  # type: ignore[arg-type]
        assert len(said) < 400
        assert letter * 50 in said


@pytest.mark.parametrize("kind", LONG_KINDS)
@pytest.mark.parametrize("letter", ["x", "华"])
@pytest.mark.parametrize(
    ("size", "column"), [(1_000_001, "region"), (1_000_001, "revenue"), (BEYOND_DUCKDB, "region")]
)
def test_a_longer_cell_is_refused(
    size: int, column: str, letter: str, kind: str, plain: BoundPolicy, tmp_path: Path
) -> None:
    """What is longer is a quote that was never closed: refused with file and row, however read."""
    if size == BEYOND_DUCKDB:
        size //= len(letter.encode())
    data = long_cells(kind, letter * size, column, tmp_path / "c")
    with pytest.raises(DataError) as e:
        read(plain, data)
    (said,) = e.value.diagnostics
    assert said.code == "KT348"
    assert "million characters" in said.message()
    assert said.place is not None
    assert said.place.row == 2 or said.place.line == 3


def test_a_long_cell_that_nobody_reads(plain: BoundPolicy, tmp_path: Path) -> None:
    """A long cell of a column that the policy does not read is no matter, or told as any other."""
    path = tmp_path / "c.csv"
    for size in (1_000_001, BEYOND_DUCKDB):
        path.write_text(f"customer_id,revenue,region,note\nC1,5,a,{'x' * size}\n")
        try:
            assert read(plain, path).column("id") == ["C1"]
        except DataError as e:
            assert [c for c, _ in refused(e)] == ["KT348"]


# --- characters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["frame", "records", "record"])
def test_half_a_character(kind: str, plain: BoundPolicy) -> None:
    """Half of a surrogate pair is no character: it is shown as one that is not known."""
    row = {"customer_id": "C1", "revenue": "5\ud800", "region": "a\udfffb", "\ud800": "x"}
    if kind == "record":
        found, faults = canonical_row(plain, row, as_of=AS_OF)
    else:
        data: Any = {"frame": pd.DataFrame([row]), "records": [row]}[kind]
        seen = read(plain, data)
        (found,), faults = seen.rows, seen.first_faults
    assert found["region"] == "a\ufffdb"
    assert found["errors"] == ["revenue.unreadable"]
    assert faults[0].seen == "5\ufffd"


@pytest.mark.parametrize("kind", ["jsonl", "frame", "records"])
def test_nul_inside_a_value(kind: str, plain: BoundPolicy, tmp_path: Path) -> None:
    """A NUL character in typed data is a character: it ends no text and makes no number."""
    rows = [{"customer_id": "C\0", "revenue": "5\0", "region": "a\0b"},
            {"customer_id": "C", "revenue": "5", "region": "a"}]  # fmt: skip
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    data: Any = {"jsonl": path, "frame": pd.DataFrame(rows), "records": rows}[kind]
    seen = read(plain, data)
    assert seen.column("id") == ["C", "C\0"]
    assert seen.column("region") == ["a", "a\0b"]
    assert seen.column("errors") == [None, ["revenue.unreadable"]]


MIXED: dict[str, str] = {
    "CRLF, then LF": "customer_id,revenue,region\r\nC1,5,a\nC2,6,b\r\nC3,x,c\n",
    "LF, then CRLF": "customer_id,revenue,region\nC1,5,a\r\nC2,6,b\nC3,x,c\r\n",
    "breaks in quotes": 'customer_id,revenue,region\r\nC1,5,"a"\r\nC2,"6",b\r\nC3,x,c',
}


@pytest.mark.parametrize("case", MIXED)
def test_line_ends_may_be_mixed(case: str, plain: BoundPolicy, tmp_path: Path) -> None:
    """A carriage return at a line's end is none of the last cell."""
    path = tmp_path / "c.csv"
    path.write_bytes(MIXED[case].encode())
    seen = read(plain, path)
    assert seen.column("region") == ["a", "b", "c"]
    assert seen.faults == [(3, 4, "revenue", "C3", "x", "revenue.unreadable")]


def test_marks_inside_utf_16(plain: BoundPolicy, tmp_path: Path) -> None:
    """A byte order mark in the midst of a file is outer space of its cell."""
    path = tmp_path / "c.csv"
    path.write_bytes(
        "customer_id,revenue,region\nC1,5,a\n\ufeffC2,\ufeff6,b\ufeff\n".encode("utf-16")
    )
    seen = read(plain, path)
    assert seen.column("id") == ["C1", "C2"]
    assert seen.column("revenue") == [50000, 60000]
    assert seen.column("region") == ["a", "b"]


# --- days -----------------------------------------------------------------------------------------

DAYS = bound_policy(f"""{HEAD}
customers: {{id: id}}
data:
  revenue: {{is: money}}
  iso: {{is: date}}
  slashed: {{is: date, format: YYYY/MM/DD}}
{TAIL}""")
ENDS = [dt.date(1, 1, 1), dt.date(999, 12, 31), dt.date(1582, 10, 10), dt.date(9999, 12, 31)]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "frame", "records", "record"])
def test_days_of_the_whole_calendar(kind: str, tmp_path: Path) -> None:
    """From 0001-01-01 to 9999-12-31 a day is that day, however it comes."""
    typed = [{"id": f"C{n}", "revenue": 1, "iso": d, "slashed": d} for n, d in enumerate(ENDS)]
    texts = [
        {"id": f"C{n}", "revenue": 1, "iso": f"{d}", "slashed": f"{d}".replace("-", "/")}
        for n, d in enumerate(ENDS)
    ]
    path = tmp_path / f"c.{kind}"
    data: Any = path
    if kind == "csv":
        pd.DataFrame(texts).to_csv(path, index=False)
    elif kind == "jsonl":
        path.write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    elif kind == "parquet":
        values = ", ".join(f"('{r['id']}', 1, DATE '{r['iso']}', DATE '{r['iso']}')" for r in typed)
        duckdb.sql(f"FROM (VALUES {values}) r(id, revenue, iso, slashed)").write_parquet(str(path))
    else:
        data = pd.DataFrame(typed) if kind == "frame" else typed
    if kind == "record":
        first = dt.date(1970, 1, 1)
        rows = [canonical_row(DAYS, r, as_of=AS_OF)[0] for r in typed]
        assert [r[c] for r in rows for c in ("iso", "slashed")] == [
            (d - first).days for d in ENDS for _ in range(2)
        ]
        return
    seen = read(DAYS, data)
    assert seen.column("iso") == seen.column("slashed") == ENDS
    assert not seen.faults


@pytest.mark.parametrize("text", ["0000-01-01", "10000-01-01", "-0001-01-01", "2026-02-30",
                                  "2023-02-29", "+2026-01-01", "infinity"])  # fmt: skip
def test_days_outside_the_calendar(text: str, tmp_path: Path) -> None:
    """What is no day of the calendar cannot be read, in either form."""
    path = tmp_path / "c.csv"
    path.write_text(f"id,revenue,iso,slashed\nC1,1,{text},{text.replace('-', '/')}\n")
    assert read(DAYS, path).column("errors") == [["iso.unreadable", "slashed.unreadable"]]


# --- workbooks ------------------------------------------------------------------------------------


def workbook(path: Path, rows: list[list[Any]], formulas: dict[str, tuple[str, Any]] | None = None,
             sheets: tuple[str, ...] = ("客户",)) -> Path:  # fmt: skip
    """A workbook; formulas stand at cells, each with the value that it was calculated to."""
    book = xlsxwriter.Workbook(str(path))
    for name in sheets:
        page = book.add_worksheet(name)
    for n, row in enumerate(rows):
        page.write_row(n, 0, row)
    for cell, (formula, value) in (formulas or {}).items():
        page.write_formula(cell, formula, None, value)
    book.close()
    return path


def test_an_error_of_a_workbook_is_no_gap(plain: BoundPolicy, tmp_path: Path) -> None:
    """#N/A and #DIV/0! are cells that cannot be read, and never silently missing."""
    rows = [HEADINGS, ["C1", None, "a"], ["C2", 5, "b"], ["C3", None, "c"]]
    path = workbook(tmp_path / "c.xlsx", rows,
                    {"B2": ("=1/0", "#DIV/0!"), "B4": ("=NA()", "#N/A")})  # fmt: skip
    seen = read(plain, path)
    assert seen.column("errors") == [["revenue.unreadable"], None, ["revenue.unreadable"]]
    assert [(f[1], f[2], f[4]) for f in seen.faults] == [
        (2, "revenue", "#DIV/0!"), (4, "revenue", "#N/A"),
    ]  # fmt: skip


def test_a_formula_that_was_never_calculated(plain: BoundPolicy, tmp_path: Path) -> None:
    """A workbook that a program wrote and nobody opened holds formulas without values: refused."""
    rows = [HEADINGS, ["C1", None, "a"], ["C2", None, "b"]]
    path = workbook(tmp_path / "c.xlsx", rows, {"B2": ("=1+1", 2), "B3": ("=1+2", "")})
    with pytest.raises(DataError) as e:
        read(plain, path)
    (said,) = e.value.diagnostics
    assert said.code == "KT338"
    assert said.place is not None
    assert (said.place.line, said.place.column, said.place.sheet) == (3, "revenue", "客户")
    empty = workbook(tmp_path / "d.xlsx", [HEADINGS, ["C1", 5, "a"]], {"D2": ("=1+1", "")})
    assert read(plain, empty).column("id") == ["C1"]  # nobody reads that column


def test_headings_in_another_sheet_are_named(plain: BoundPolicy, tmp_path: Path) -> None:
    """Where the first sheet is a note, the sheet that has the headings is offered."""
    book = xlsxwriter.Workbook(str(tmp_path / "c.xlsx"))
    book.add_worksheet("说明").write_row(0, 0, ["先看这里", "再看那里"])
    page = book.add_worksheet("客户")
    page.write_row(0, 0, HEADINGS)
    page.write_row(1, 0, ["C1", 5, "a"])
    book.close()
    with pytest.raises(DataError) as e:
        read(plain, tmp_path / "c.xlsx")
    assert {c for c, _ in refused(e.value)} == {"KT310"}
    assert "the sheet `客户` has them" in (e.value.diagnostics[0].help() or "")
    assert "工作表 `客户` 中有" in (e.value.diagnostics[0].help("zh") or "")


def test_a_hidden_sheet_is_not_what_people_see(plain: BoundPolicy, tmp_path: Path) -> None:
    """A hidden sheet is read only where it is named."""
    book = xlsxwriter.Workbook(str(tmp_path / "c.xlsx"))
    old, page = book.add_worksheet("old"), book.add_worksheet("客户")
    for where, id_ in ((old, "gone"), (page, "C1")):
        where.write_row(0, 0, HEADINGS)
        where.write_row(1, 0, [id_, 5, "a"])
    old.hide()
    page.activate()
    page.set_first_sheet()
    book.close()
    assert read(plain, tmp_path / "c.xlsx").column("id") == ["C1"]
    assert read(plain, tmp_path / "c.xlsx", sheet="old").column("id") == ["gone"]


# --- what is no table -----------------------------------------------------------------------------

TABLE = "customer_id,revenue,region\nC1,5,a\n"
NO_TABLES: dict[str, tuple[str, bytes, str, str]] = {
    "gzip": ("c.csv.gz", gzip.compress(TABLE.encode()), "a compressed file", "压缩文件"),
    "zstd": ("c.csv", b"\x28\xb5\x2f\xfd" + b"x" * 50, "a compressed file", "压缩文件"),
    "7z": ("c.7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 50, "a compressed file", "压缩文件"),
    "pdf": ("c.pdf", b"%PDF-1.7\n%\xe2\xe3\n", "a PDF", "PDF"),
    "web page": ("c.csv", b"<!DOCTYPE html>\n<html><body>login</body></html>", "a web page",
                 "网页"),
    "a table of a web page": ("c.xls", b"\n<table><tr><td>customer_id</td></tr></table>",
                              "a web page", "网页"),
    "XML": ("c.xls", b"<?xml version='1.0'?><Workbook></Workbook>", "an XML file", "XML"),
    "a picture": ("c.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture", "图片"),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_TABLES)
def test_what_is_no_table_is_named(case: str, plain: BoundPolicy, tmp_path: Path) -> None:
    """A file of another sort is called what it is, with what to do."""
    name, content, en, zh = NO_TABLES[case]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError) as e:
        read(plain, path)
    assert refused(e.value) == [("KT349", f"`{path}` is {en}, not a table of customers")]
    assert zh in e.value.diagnostics[0].message("zh")


def test_a_text_that_is_called_a_workbook(plain: BoundPolicy, tmp_path: Path) -> None:
    """Many systems export a text with tabs as `.xls`: it is read as the text that it is."""
    path = tmp_path / "c.xls"
    for encoding in ("utf-8", "gb18030", "utf-16"):
        path.write_bytes(TABLE.replace(",", "\t").replace(",a", ",华").encode(encoding))
        assert read(plain, path).column("id") == ["C1"]


@pytest.mark.parametrize("kind", ["frame", "records", "jsonl"])
def test_data_without_headings_is_empty(kind: str, plain: BoundPolicy, tmp_path: Path) -> None:
    """A frame without columns, records without keys: empty, and not a lack of each column."""
    path = tmp_path / "c.jsonl"
    path.write_text("{}\n{}\n")
    data: Any = {"frame": pd.DataFrame(), "records": [{}, {}], "jsonl": path}[kind]
    with pytest.raises(DataError) as e:
        read(plain, data)
    assert [c for c, _ in refused(e.value)] == ["KT302"]


def test_the_index_of_a_frame_is_no_column(plain: BoundPolicy) -> None:
    """Where the wanted column is the frame's index, that is said."""
    frame = pd.DataFrame([["C1", 5, "a"]], columns=HEADINGS).set_index("customer_id")
    with pytest.raises(DataError) as e:
        read(plain, frame)
    assert [c for c, _ in refused(e.value)] == ["KT310"]
    assert "reset_index()" in (e.value.diagnostics[0].help() or "")


def test_places_of_headings(plain: BoundPolicy, tmp_path: Path) -> None:
    """A heading that stands twice is told at the line of the headings, where there are lines."""
    path = tmp_path / "c.csv"
    path.write_text("\n\ncustomer_id,revenue,region,revenue\nC1,1,a,2\n")
    with pytest.raises(DataError) as e:
        read(plain, path)
    assert e.value.diagnostics[0].place is not None
    assert e.value.diagnostics[0].place.line == 3
    frame = pd.DataFrame([["C1", 1, "a", 2]], columns=[*HEADINGS, "revenue"])
    with pytest.raises(DataError) as e:
        read(plain, frame)
    assert e.value.diagnostics[0].place is not None
    assert e.value.diagnostics[0].place.line is None


def test_words_of_both_languages_name_the_column(plain: BoundPolicy) -> None:
    """What a column holds is said in the reader's language."""
    with pytest.raises(DataError) as e:
        read(plain, [{"revenue": 1, "region": "a"}])
    assert e.value.diagnostics[0].message().endswith("which holds the customer id")
    assert e.value.diagnostics[0].message("zh").endswith("，它用于客户编号")


def test_what_is_expected_leaves_out_bounds_that_nobody_set(plain: BoundPolicy) -> None:
    """The default bounds are said only of a number that is beyond them."""
    rows = [{"customer_id": "C1", "revenue": "x", "region": "a"},
            {"customer_id": "C2", "revenue": "9" * 20, "region": "a"}]  # fmt: skip
    seen = read(plain, rows)
    alone = [canonical_row(plain, r, as_of=AS_OF)[1][0] for r in rows]
    for faults in (seen.first_faults, alone):
        first, second = (f.diagnostic().message() for f in faults)
        assert first == "`revenue` is `x`, expected an amount of money"
        assert second.endswith("from -100000000000 to 100000000000")


def test_a_run_in_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    """A run directory may be called like a pattern or a partition, and is read back as it is."""
    for name in ("a[b]", "tier=x", "outcome=error", "a*", "it's"):
        folder = tmp_path / name
        done = run(asked(tmp_path, ["C1,500000,90"]), folder / "out")
        assert done.counts["tiers"] == {"key": 1, "rest": 0}
        decided = open_run(folder / "out").decision("C1")
        assert decided is not None
        assert (decided["tier"], decided["outcome"]) == ("key", "decided")
    assert os.listdir(tmp_path / "tier=x") == ["out"]


def test_errors_that_cannot_be_told_are_warned_of(plain: BoundPolicy, tmp_path: Path) -> None:
    """Where a format shows errors as empty cells, the run says that there are some."""
    good = [HEADINGS, ["C1", "5", "a"]]
    assert read(plain, ods(tmp_path / "a.ods", good)).notes == ()
    seen = read(plain, ods(tmp_path / "b.ods", [*good, ["C2", "!", "b"]]))
    assert [d.code for d in seen.notes] == ["KT301"]
    old = tmp_path / "c.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x01\x02" * 99)
    assert not holds_errors(old)
    cell, formula = b"\x05\x02\x08\x00", b"\x06\x00\x16\x00"
    at = b"\x01\x00\x01\x00\x0f\x00"  # row, column, format
    for record in (cell + at + b"\x2a\x01",
                   formula + at + b"\x02\x00\x07\x00\x00\x00\xff\xff"):  # fmt: skip
        old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x01\x02" * 99 + record)
        assert holds_errors(old)


def test_marks_of_a_sheet_however_it_is_written(tmp_path: Path) -> None:
    """Prefixes, quotes, absolute targets and pieces of a large sheet change nothing."""
    path = tmp_path / "c.xlsx"
    filler = "".join(f'<x:row r="{n}"><x:c r="A{n}" s="1"/></x:row>' for n in range(9, 99_999))
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "xl/workbook.xml",
            """<x:workbook><x:sheets><x:sheet name="A&amp;B" sheetId="1"
            r:id='rId7'/></x:sheets><x:calcPr fullCalcOnLoad="1"/></x:workbook>""",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationship Target="/xl/worksheets/one.xml" Id="rId7"/>',
        )
        book.writestr("xl/worksheets/one.xml", f"""<x:worksheet><x:sheetData><x:row r="2">
            <x:c r="A2"/><x:c t='e' r='B2'><x:v>#N/A</x:v></x:c>
            <x:c r="C2"><x:f>1+1</x:f><x:v>0</x:v></x:c><x:c r="D2" t="str"><x:f>""</x:f><x:v></x:v>
            </x:c></x:row>{filler}<x:row r="100000"><x:c r="AB100000" t="e"><x:f>1/0</x:f>
            <x:v>#DIV/0!</x:v></x:c></x:row></x:sheetData></x:worksheet>""")  # fmt: skip
    found = marks(path, "A&B")
    assert found.errors == {(1, 1): "#N/A", (99_999, 27): "#DIV/0!"}
    assert found.uncalculated == {(1, 2)}
    assert marks(path, "C").errors == {}
