"""Files as people have them: every bad one is refused in words, every odd one is read right."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
import xlsxwriter

from engine.atoms.errors import DataError, UsageError
from engine.bind.bound import BoundPolicy
from engine.connect import intake
from engine.connect.canonical import canonicalise
from engine.connect.database import open_database
from engine.connect.errors_csv import write_errors
from engine.connect.sources import Data
from tests.connect.reading import HEAD, PLAIN, TAIL, read, refused
from tests.evaluators import bound_policy

GOOD = "customer_id,revenue,region\nC1,100,华东\nC2,,\n"


@pytest.fixture(scope="module")
def plain() -> BoundPolicy:
    return bound_policy(PLAIN)


def file(folder: Path, content: str | bytes, name: str = "customers.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


BAD: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", "KT302", "is empty"),
    "blank": (" \n\n", "KT302", "is empty"),
    "headings only": ("customer_id,revenue,region\n", "KT303", "has headings but no rows"),
    "short row": (GOOD + "C3,5\n", "KT307", "line 4 has 2 cells, the headings have 3"),
    "long row": (GOOD + "C3,5,a,b\n", "KT307", "line 4 has 4 cells, the headings have 3"),
    "cut in a row": (GOOD + "C3,", "KT307", "line 4 has 2 cells"),
    "cut in a quote": (GOOD + 'C3,5,"华', "KT308", "begins on line 4"),
    "text after a quote": (GOOD + 'C3,5,"a"b\n', "KT308", "begins on line 4"),
    "no text at all": (b"customer_id,revenue,region\nC1,\xff\xff,a\n", "KT304",
                       "line 2 is no text"),
    "NUL byte": (GOOD + "C3,5,a\0b\n", "KT306", "line 4 holds a NUL byte"),
    "heading twice": ("customer_id,revenue,region,revenue\nC1,1,a,2\n", "KT309",
                      "the heading `revenue` stands twice, in columns 2 and 4"),
    "two headings of a field": ("customer_id,revenue,region,地区\nC1,1,a,b\n", "KT311",
                                "has several columns for `region`: `region`, `地区`"),
    "column absent": ("customer_id,revenu,region\nC1,1,a\n", "KT310",
                      "has no column `revenue`, which holds `revenue`"),
    "title above": ("客户表,,\n2026年6月,,\ncustomer_id,revenue,region\nC1,1,a\n", "KT318",
                    "the headings seem to stand on line 3"),
    "total row": (GOOD + "合计,100,\n", "KT323", "line 4: `合计` looks like a total"),
    "id twice": (GOOD + "C1,5,a\n", "KT324",
                 "2 rows share their id with another: lines 2, 4 (`C1`)"),
    "no id": (GOOD + ",5,a\n　,6,b\n", "KT325", "2 rows have no id: lines 4, 5"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_words(case: str, plain: BoundPolicy, tmp_path: Path) -> None:
    """Each kind of broken file gives its own finding with file and line, and no rows."""
    content, code, words = BAD[case]
    path = file(tmp_path, content)
    with pytest.raises(DataError) as e:
        read(plain, path)
    said = refused(e.value)
    assert [c for c, _ in said] == [code]
    assert words in said[0][1]
    assert e.value.diagnostics[0].place is not None
    assert e.value.diagnostics[0].place.file == str(path)
    assert e.value.gate == (code in ("KT323", "KT324", "KT325"))


def test_a_file_that_is_not_there_is_named(plain: BoundPolicy, tmp_path: Path) -> None:
    """A wrong path, or a folder, is told from a broken file."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataError) as e:
            read(plain, path)
        assert refused(e.value)[0][0] == "KT300"


def test_an_absent_column_is_guessed_among_the_real_headings(
    plain: BoundPolicy, tmp_path: Path
) -> None:
    """The nearest heading of the file is offered, and all absent columns are told at once."""
    with pytest.raises(DataError) as e:
        read(plain, file(tmp_path, "customer_id,Revenue,place\nC1,1,a\n"))
    assert [c for c, _ in refused(e.value)] == ["KT310", "KT310"]
    assert "did you mean `Revenue`?" in (e.value.diagnostics[0].help() or "")
    assert "the file has `customer_id`, `Revenue`, `place`" in (e.value.diagnostics[1].help() or "")


READ: dict[str, tuple[str | bytes, dict[str, str]]] = {
    "UTF-8": (GOOD, {}),
    "with a byte order mark": (b"\xef\xbb\xbf" + GOOD.encode(), {}),
    "a quoted heading behind the mark": (
        b"\xef\xbb\xbf" + GOOD.replace("customer_id", '"customer_id"', 1).encode(), {}),
    "GBK": (GOOD.encode("gbk"), {}),
    "GB18030 by name": (GOOD.encode("gb18030"), {"encoding": "GB18030"}),
    "UTF-16": (GOOD.encode("utf-16"), {}),
    "Big5 by name": (GOOD.replace("华东", "華東").encode("big5"), {"encoding": "big5"}),
    "semicolons": (GOOD.replace(",", ";"), {}),
    "tabs": (GOOD.replace(",", "\t"), {}),
    "bars by name": (GOOD.replace(",", "|"), {"delimiter": "|"}),
    "Windows line ends": (GOOD.replace("\n", "\r\n"), {}),
    "old line ends": (GOOD.replace("\n", "\r"), {}),
    "no last line end": (GOOD.rstrip("\n"), {}),
    "blank lines": ("\n\n" + GOOD.replace("\n", "\n\n"), {}),
    "all quoted": ('"customer_id","revenue","region"\r\n"C1","100","华东"\r\n"C2","",""\r\n', {}),
    "headings with space": (GOOD.replace("revenue", "　revenue ", 1), {}),
    "other columns": ("x,customer_id,y,revenue,region,\n1,C1,2,100,华东,\n1,C2,2,,,9\n", {}),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_a_file_in_any_usual_form_is_read_alike(
    case: str, plain: BoundPolicy, tmp_path: Path
) -> None:
    """Encoding, delimiter, quotes and line ends do not change what is read."""
    content, how = READ[case]
    seen = read(plain, file(tmp_path, content), **how)
    region = "華東" if case.startswith("Big5") else "华东"
    assert seen.rows == [
        {"id": "C1", "revenue": 1000000, "region": region, "errors": None},
        {"id": "C2", "revenue": None, "region": None, "errors": None},
    ]
    assert [d.code for d in seen.notes] == (["KT305"] if case == "GBK" else [])
    assert seen.sources[0].reading.digest.startswith("sha256:")


def test_a_named_encoding_is_not_guessed_over(plain: BoundPolicy, tmp_path: Path) -> None:
    """With --encoding utf-8 a GBK file is an error, and an unknown name is wrong usage."""
    path = file(tmp_path, GOOD.encode("gbk"))
    with pytest.raises(DataError) as e:
        read(plain, path, encoding="utf-8")
    assert refused(e.value)[0][0] == "KT304"
    with pytest.raises(UsageError) as u:
        read(plain, path, encoding="klingon")
    assert refused(u.value)[0][0] == "KT339"
    with pytest.raises(UsageError) as u:
        read(plain, path, delimiter="||")
    assert refused(u.value)[0][0] == "KT340"


def test_cells_in_error_are_listed_with_row_line_and_hint(
    plain: BoundPolicy, tmp_path: Path
) -> None:
    """Numbers as people type them are read, or are errors of that customer with a place."""
    rows = ["1,234", "１２５０", "N/A", "1e400", "NaN", "inf", "¥5", "$5", "0.00005", "1e6"]
    lines = [f'C{n},"{text}","two\nlines"' for n, text in enumerate(rows)]
    seen = read(plain, file(tmp_path, "customer_id,revenue,region\n" + "\n".join(lines)))
    assert seen.column("revenue") == [12340000, None, None, None, None, None, 50000, *[None] * 3]
    assert [e and e[0] for e in seen.column("errors")] == [
        None, *["revenue.unreadable"] * 5, None, "revenue.unreadable", "revenue.digits",
        "revenue.unreadable",
    ]  # fmt: skip
    assert seen.faults[0] == (2, 4, "revenue", "C1", "１２５０", "revenue.unreadable")
    assert [f[1] for f in seen.faults] == [4, 6, 8, 10, 12, 16, 18, 20]
    hints = [f.diagnostic().help() for f in seen.first_faults]
    assert "write `1250`" in hints[0]
    assert "missing_as: ['N/A']" in hints[1]
    assert "without an exponent" in hints[2]
    assert "are in CNY" in hints[5]
    assert seen.made.faults == 8
    assert seen.by_reason == {"revenue.unreadable": 7, "revenue.digits": 1}


def test_json_lines_keep_every_digit(plain: BoundPolicy, tmp_path: Path) -> None:
    """Numbers are read as they are written; absent keys and null are missing; lists are text."""
    text = (
        '{"customer_id": "C1", "revenue": 99999.9999, "region": null}\n\n'
        '{"customer_id": 2, "revenue": 12345678901.123456789}\n'
        '{"customer_id": "C3", "revenue": "1,200", "region": "\\u534e"}\n'
    )
    seen = read(plain, file(tmp_path, text, "c.jsonl"))
    assert seen.column("id") == ["2", "C1", "C3"]
    assert seen.column("revenue") == [None, 999999999, 12000000]
    assert seen.column("errors") == [["revenue.digits"], None, None]
    assert seen.faults == [(2, 3, "revenue", "2", "12345678901.123456789", "revenue.digits")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "KT312"),
        ("[1]", "KT312"),
        ('{"customer_id": NaN}', "KT312"),
        ('{"customer_id": "\\ud800"}', "KT304"),
        ("[" * 100_000, "KT312"),
        ('{"customer_id": "a", "customer_id": "b"}', "KT313"),
    ],
)
def test_a_broken_json_line_is_named(
    line: str, code: str, plain: BoundPolicy, tmp_path: Path
) -> None:
    """A line that is no object, or has a key twice, is refused with its number."""
    good = '{"customer_id": "C1", "revenue": 1, "region": "a"}\n'
    with pytest.raises(DataError) as e:
        read(plain, file(tmp_path, good + line + "\n", "c.jsonl"))
    assert refused(e.value)[0][0] == code
    assert e.value.diagnostics[0].place is not None
    assert e.value.diagnostics[0].place.line == 2


def test_standard_input_is_csv_or_json_by_its_look(
    plain: BoundPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads what comes, whichever of the two it is."""
    for content in (GOOD, '{"customer_id": "C1", "revenue": 100, "region": "华东"}\n'):
        stream = SimpleNamespace(buffer=io.BytesIO(content.encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        seen = read(plain, "-")
        assert seen.rows[0] == {"id": "C1", "revenue": 1000000, "region": "华东", "errors": None}
        assert seen.sources[0].reading.name == "<stdin>"


# --- Parquet ---------------------------------------------------------------------------------


def parquet(path: Path, query: str) -> Path:
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet_that_is_cut_short_is_refused(plain: BoundPolicy, tmp_path: Path) -> None:
    """Half of a Parquet file, or a text with that name, is not the whole."""
    whole = parquet(
        tmp_path / "a.parquet", "SELECT 'C1' AS customer_id, 1 AS revenue, '' AS region"
    )
    for content in (whole.read_bytes()[:-20], b"PAR1", b"customer_id\nC1\n"):
        with pytest.raises(DataError) as e:
            read(plain, file(tmp_path, content, "b.parquet"))
        assert refused(e.value)[0][0] == "KT314"


def test_a_parquet_column_without_single_values_is_refused(
    plain: BoundPolicy, tmp_path: Path
) -> None:
    """A STRUCT or BLOB cannot be a field."""
    query = "SELECT 'C1' AS customer_id, {'a': 1} AS revenue, 'x' AS region"
    with pytest.raises(DataError) as e:
        read(plain, parquet(tmp_path / "a.parquet", query))
    assert refused(e.value)[0][0] == "KT317"


def test_ids_are_ordered_by_their_bytes(plain: BoundPolicy, tmp_path: Path) -> None:
    """Capital letters before small ones, Chinese after both, whatever the order of the file."""
    ids = ["b", "中", "B", "a", "é", "10", "9", "𠮷", "\uffee"]
    rows = " UNION ALL ".join(
        f"SELECT '{i}' AS customer_id, 1 AS revenue, '' AS region" for i in ids
    )
    seen = read(plain, parquet(tmp_path / "a.parquet", rows))
    assert seen.column("id") == sorted(ids, key=lambda i: i.encode())


# --- workbooks -------------------------------------------------------------------------------


def workbook(path: Path, rows: list[list[Any]], sheet: str = "客户", before: int = 0) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    for r, row in enumerate(rows, before):
        for c, value in enumerate(row):
            page.write(r, c, value)
    book.add_worksheet("empty")
    book.close()
    return path


SHEET = bound_policy(f"""{HEAD}
customers: {{id: 编号}}
data:
  revenue: {{is: money}}
  portion: {{is: percent, written_as: fraction}}
  since: {{is: date, format: YYYY/MM/DD}}
  vip: {{is: yes_no}}
  note: {{is: text}}
{TAIL}""")


def test_a_workbook_is_read_by_its_cells(tmp_path: Path) -> None:
    """Numbers by their shortest text, days as days, whole ids without a point, blank rows not."""
    rows: list[list[Any]] = [
        ["编号", "revenue", "portion", "since", "vip", "note"],
        [1001.0, 1 / 3, 0.4, date(2026, 1, 31), True, "memo"],
        [],
        ["1002", "1,200.5", "40%", "2026/1/5", "否", 12],
        [1003, 1e-7, None, datetime(2026, 3, 1, 23, 59), None, None],
    ]
    seen = read(SHEET, workbook(tmp_path / "a.xlsx", rows))
    assert seen.column("id") == ["1001", "1002", "1003"]
    assert seen.column("revenue") == [None, 12005000, None]
    assert seen.column("portion") == [400000, 400000, None]
    assert seen.column("since") == [date(2026, 1, 31), date(2026, 1, 5), date(2026, 3, 1)]
    assert seen.column("vip") == [True, False, None]
    assert seen.column("note") == ["memo", "12", None]
    assert [(f[0], f[1], f[4]) for f in seen.faults] == [
        (1, 2, "0.3333333333333333"), (3, 5, "0.0000001"),
    ]  # fmt: skip
    assert seen.sources[0].reading.options == {"sheet": "客户"}


def test_percent_cells_of_a_workbook_must_say_how_they_are_written(tmp_path: Path) -> None:
    """0.4 may be 40 % or 0.4 %: the policy says which, or the file is refused."""
    bound = bound_policy(
        f"{HEAD}\ncustomers: {{id: id}}\ndata:\n  revenue: {{is: percent}}\n{TAIL}"
    )
    path = workbook(tmp_path / "a.xlsx", [["id", "revenue"], ["C1", 0.4]])
    with pytest.raises(DataError) as e:
        read(bound, path)
    assert refused(e.value)[0][0] == "KT316"
    texts = workbook(tmp_path / "b.xlsx", [["id", "revenue"], ["C1", "40%"]])
    assert read(bound, texts).column("revenue") == [400000]


def test_sheets_and_broken_workbooks(tmp_path: Path) -> None:
    """An unknown sheet is guessed, a damaged workbook refused, a title above the headings named."""
    rows: list[list[Any]] = [["编号", "revenue", "portion", "since", "vip", "note"], ["a"]]
    path = workbook(tmp_path / "a.xlsx", rows)
    with pytest.raises(DataError) as e:
        read(SHEET, path, sheet="客户表")
    assert refused(e.value)[0][0] == "KT341"
    assert (e.value.diagnostics[0].help() or "").endswith("`客户`?")
    with pytest.raises(DataError) as e:
        read(SHEET, path, sheet="empty")
    assert refused(e.value)[0][0] == "KT302"
    with pytest.raises(DataError) as e:
        read(SHEET, file(tmp_path, path.read_bytes()[:500], "b.xlsx"))
    assert refused(e.value)[0][0] == "KT315"
    titled = workbook(tmp_path / "c.xlsx", [["客户表"], *rows])
    with pytest.raises(DataError) as e:
        read(SHEET, titled)
    assert refused(e.value) == [
        ("KT318", f"`{titled}`: the headings seem to stand on line 2, not on the first")
    ]


def test_a_file_that_changes_while_it_is_read_is_refused(
    plain: BoundPolicy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was hashed must be what was decided on."""
    path = file(tmp_path, GOOD)
    real = intake.vet

    def grown(*args: Any) -> Any:
        found = real(*args)
        path.write_text(GOOD + "C3,1,\n", encoding="utf-8")
        return found

    monkeypatch.setattr(intake, "vet", grown)
    with pytest.raises(DataError) as e:
        read(plain, path)
    assert refused(e.value)[0][0] == "KT319"


def test_the_list_of_errors_opens_right_in_a_spreadsheet(
    plain: BoundPolicy, tmp_path: Path
) -> None:
    """errors.csv has a byte order mark, and no text of it runs as a formula."""
    target = tmp_path / "errors.csv"
    rows = [("C1", "=1+1"), ("C2", "-5x"), ("C3", "＝A1"), ("C4", "0.00001")]
    records = [{"customer_id": i, "revenue": r, "region": ""} for i, r in rows]
    con = open_database(tmp_path)
    canonicalise(con, plain, Data(records), {}, 0, tmp_path)
    assert write_errors(con, target) == 4
    con.close()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as f:
        seen = [(r["id"], r["row"], r["code"], r["seen"]) for r in csv.DictReader(f)]
    assert seen == [
        ("C1", "1", "revenue.unreadable", "'=1+1"),
        ("C2", "2", "revenue.unreadable", "'-5x"),
        ("C3", "3", "revenue.unreadable", "'＝A1"),
        ("C4", "4", "revenue.digits", "0.00001"),
    ]
