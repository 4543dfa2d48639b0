"""Whatever is wrong with data is told with the file and the row as the file shows it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import xlsxwriter

from engine.atoms.errors import DataError
from engine.connect.errors_csv import write_errors
from engine.connect.record import canonical_row
from tests.connect.reading import AS_OF, HEAD, TAIL, Seen, read, refused
from tests.evaluators import bound_policy

POLICY = f"""{HEAD}
customers: {{id: 客户编号}}
GATES
data:
  revenue: {{is: money}}
  region: {{is: text, from: [region, 地区]}}
{TAIL}"""
STOP = bound_policy(POLICY.replace("GATES", "gates: {must_have: [region]}"))
ASIDE = bound_policy(POLICY.replace("GATES", "gates: {must_have: [region], on_bad_row: set_aside}"))
HEADINGS = ("客户编号", "revenue", "地区")
#: A note with a line break stands in the second row, so that rows and lines drift apart.
ROWS: list[tuple[str, Any, str]] = [
    ("C1", 1, "华东\n上海"), ("", 2, "a"), ("C3", 3, "b"), ("C1", 4, "c"), ("合计", 10, "d"),
]  # fmt: skip
GAP: list[tuple[str, Any, str]] = [("C1", 1, "华东\n上海"), ("C2", 2, ""), ("C3", "x", "a")]

Rows = Sequence[tuple[str, Any, str]]


def as_csv(folder: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    path = folder / "customers.csv"
    with path.open("w", encoding=encoding, newline="") as f:
        csv.writer(f).writerows([HEADINGS, *rows])
    return path


def as_gbk(folder: Path, rows: Rows) -> Path:
    return as_csv(folder, rows, "gbk")


def as_jsonl(folder: Path, rows: Rows) -> Path:
    path = folder / "customers.jsonl"
    lines = [json.dumps(dict(zip(HEADINGS, r, strict=True)), ensure_ascii=False) for r in rows]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def as_workbook(folder: Path, rows: Rows) -> Path:
    path = folder / "customers.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("empty")
    page = book.add_worksheet("客户")
    for n, row in enumerate([HEADINGS, *rows], 3):
        page.write_row(n, 0, row)
    book.close()
    return path


def as_parquet(folder: Path, rows: Rows) -> Path:
    path = folder / "customers.parquet"
    frame = as_frame(folder, rows).astype(str)  # noqa: F841  (read by its name)
    duckdb.sql("SELECT * FROM frame").write_parquet(str(path))
    return path


def as_frame(folder: Path, rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(HEADINGS))


def as_records(folder: Path, rows: Rows) -> list[dict[str, Any]]:
    return [dict(zip(HEADINGS, r, strict=True)) for r in rows]


#: How each kind of data counts: the place of its n-th record (None: it has no lines), and words.
KINDS: dict[str, tuple[Callable[[Path, Rows], Any], Callable[[int], int | None], str, str]] = {
    "csv": (as_csv, lambda n: n + 1 + (n > 1), "line", "行"),
    "gbk": (as_gbk, lambda n: n + 1 + (n > 1), "line", "行"),
    "jsonl": (as_jsonl, lambda n: 2 * n - 1, "line", "行"),
    "workbook": (as_workbook, lambda n: n + 4, "row", "行"),
    "parquet": (as_parquet, lambda n: None, "row", "条记录"),
    "frame": (as_frame, lambda n: None, "row", "条记录"),
    "records": (as_records, lambda n: None, "row", "条记录"),
}


def name_of(data: Any) -> str:
    if isinstance(data, Path):
        return str(data)
    return "<frame>" if isinstance(data, pd.DataFrame) else "<records>"


@pytest.mark.parametrize("kind", KINDS)
def test_gates_name_the_row_that_the_file_shows(kind: str, tmp_path: Path) -> None:
    """Missing, duplicate and total ids are told by file and line (or sheet row, or record)."""
    make, line, word, zh = KINDS[kind]
    data = make(tmp_path, ROWS)
    at = {n: line(n) or n for n in range(1, 6)}
    sheet, sheet_zh = (" of sheet `客户`", "工作表 `客户` ") if kind == "workbook" else ("", "")
    with pytest.raises(DataError) as e:
        read(STOP, data)
    name = name_of(data)
    assert refused(e.value) == [
        ("KT325", f"`{name}`: 1 row has no id: {word} {at[2]}{sheet}"),
        ("KT324", f"`{name}`: 2 rows share their id with another: {word}s {at[1]}, {at[4]}{sheet} "
                  "(`C1`)"),
        ("KT323", f"`{name}`, {word} {at[5]}{sheet}: `合计` looks like a total, not like a "
                  "customer"),
    ]  # fmt: skip
    assert [d.place and (d.place.line, d.place.row) for d in e.value.diagnostics] == [
        (line(2), 2), (line(1), 1), (line(5), 5),
    ]  # fmt: skip
    assert [d.place and d.place.column for d in e.value.diagnostics] == ["客户编号"] * 3
    assert f"{sheet_zh}第 {at[1]}、{at[4]} {zh}（`C1`）" in e.value.diagnostics[1].message("zh")


@pytest.mark.parametrize("kind", KINDS)
def test_a_gate_of_a_field_names_heading_and_rows(kind: str, tmp_path: Path) -> None:
    """Who lacks a field of `must_have` is told by the heading and the row."""
    make, line, word, _ = KINDS[kind]
    data = make(tmp_path, GAP)
    with pytest.raises(DataError) as e:
        read(STOP, data)
    sheet = " of sheet `客户`" if kind == "workbook" else ""
    assert refused(e.value) == [
        ("KT326", f"`{name_of(data)}`: `地区` must be there and is missing for 1 of 3 customers: "
                  f"{word} {line(2) or 2}{sheet}"),
    ]  # fmt: skip
    (place,) = [d.place for d in e.value.diagnostics]
    assert place is not None
    assert (place.row, place.line, place.column, place.id) == (2, line(2), "地区", "C2")


@pytest.mark.parametrize("kind", KINDS)
def test_rows_set_aside_are_listed_with_place_cell_and_expectation(
    kind: str, tmp_path: Path
) -> None:
    """Every row of the list names file, row, line, heading, what was seen and what was expected."""
    make, line, _, _ = KINDS[kind]
    seen = read(ASIDE, make(tmp_path, [*ROWS, ("C6", "x", "e"), ("C7", 1, "")]))
    assert [tuple(f) for f in seen.faults] == [
        (1, line(1), "客户编号", "C1 (row 1)", "C1", "id.duplicate"),
        (2, line(2), "客户编号", "(row 2)", "", "id.missing"),
        (4, line(4), "客户编号", "C1 (row 4)", "C1", "id.duplicate"),
        (5, line(5), "客户编号", "合计 (row 5)", "合计", "id.total"),
        (6, line(6), "revenue", "C6", "x", "revenue.unreadable"),
        (7, line(7), "地区", "C7", "", "region.missing"),
    ]
    for fault in seen.first_faults:
        assert all(fault.expected)
        said = fault.diagnostic()
        assert said.place is not None
        assert said.place.line == line(said.place.row or 0)
        assert said.place.sheet == ("客户" if kind == "workbook" else None)


ORDERS = bound_policy(f"""{HEAD}
customers: {{id: id}}
tables:
  orders:
    key: who
    date: 日期
    columns:
      amount: {{is: money, from: 金额}}
      status: {{is: text, from: 状态}}
      kind: {{is: text}}
    skip_when: status == 'cancelled' and kind == 'x'
data:
  revenue: {{is: money, sum_of: orders.amount, window: 1 year, between: [0, 1000]}}
  latest: {{is: money, last_of: orders.amount}}
  largest: {{is: money, max_of: orders.amount, missing_rows: skip, between: [-5, 900]}}
  orders_12m: {{is: whole, count_of: orders, window: 1 year, between: [0, 5]}}
{TAIL}""")


def order(
    who: str, day: str, amount: Any = 5, status: str = "paid", kind: str = "x"
) -> dict[str, Any]:
    return {"who": who, "日期": day, "金额": amount, "状态": status, "kind": kind}


WRONG: dict[str, tuple[list[dict[str, Any]], list[tuple[Any, ...]], str, str]] = {
    "a gap": (
        [order("C1", "2026-01-01"), order("C1", "2026-02-01", None), order("C1", "2026-03-01", "")],
        [(2, "金额", "", "latest.rows"), (2, "金额", "", "revenue.rows")],
        "`金额` is empty in a row that `latest` counts, expected an amount of money",
        "`latest` 计入的一行中 `金额` 为空，应为",
    ),
    "a day that disagrees": (
        [order("C1", "2026-01-01", 7), order("C1", "2026-03-01", 3), order("C1", "2026-03-01", 3),
         order("C1", "2026-03-01", "4.50")],
        [(4, "金额", "3, 4.5", "latest.rows")],
        "`金额` is `3, 4.5` on one day, and `latest` needs one value of its day",
        "`金额` 在同一天为 `3, 4.5`，而 `latest` 在其当天只能有一个值",
    ),
    "a sum beyond its bounds": (
        [order("C1", "2026-01-01", "99.25"), order("C1", "2026-02-01", 900),
         order("C1", "2026-03-01", 1)],
        [(2, "金额", "1000.25", "revenue.outside")],
        "`revenue` of `C1` comes to `1000.25`, expected an amount of money from 0 to 1000",
        "`C1` 的 `revenue` 为 `1000.25`，应为介于 0 到 1000 的金额",
    ),
    "a largest beyond its bounds": (
        [order("C1", "2025-01-01", 9), order("C1", "2025-02-01", "1,000.5")],
        [(2, "金额", "1000.5", "largest.outside")],
        "`largest` of `C1` comes to `1000.5`, expected an amount of money from -5 to 900",
        "`C1` 的 `largest` 为 `1000.5`",
    ),
    "a count beyond its bounds": (
        [order("C1", f"2026-0{n}-01") for n in range(1, 7)],
        [(None, None, "6", "orders_12m.outside")],
        "`orders_12m` of `C1` comes to `6`, expected a whole number from 0 to 5",
        "`C1` 的 `orders_12m` 为 `6`",
    ),
    "a row of which nobody knows whether it counts": (
        [order("C1", "2026-01-01"), order("C1", "2026-02-01", 5, "cancelled", "")],
        [(2, "kind", "", "orders.rows")],
        "whether a row of `C1` is skipped is unknown, since `kind` is missing",
        "无法判断 `C1` 的一行是否应跳过，因为 `kind` 缺失",
    ),
    "a row without a date": (
        [order("C1", ""), order("C1", "2026-01-01")],
        [(1, "日期", "", "orders.rows")],
        "a row of `C1` has no date",
        "`C1` 的一行没有日期",
    ),
    "a cell that cannot be read": (
        [order("C1", "2026-01-01"), order("C1", "2026-01-01", "five")],
        [(2, "金额", "five", "orders.rows")],
        "`金额` is `five`, expected an amount of money",
        "`金额` 的值是 `five`",
    ),
}  # fmt: skip


def table(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, rows[0])
        out.writeheader()
        out.writerows(rows)
    return path


@pytest.mark.parametrize("case", WRONG)
def test_faults_of_windows_name_the_row_of_the_table(case: str, tmp_path: Path) -> None:
    """What rows give no value is told by the table's file, its first row at fault and its column,
    the same in bulk and for one customer."""
    rows, listed, en, zh = WRONG[case]
    path = table(tmp_path, [order("C2", "2026-01-01"), *rows])
    seen: Seen = read(ORDERS, [{"id": "C2"}, {"id": "C1"}], {"orders": path})
    first = 1  # the row of the other customer
    assert [f.file for f in seen.first_faults] == [str(path)] * len(listed)
    found = [(f[0] and f[0] - first, f[2], f[4], f[5]) for f in seen.faults]
    assert sorted(found, key=str) == sorted(listed, key=str)
    assert [f[1] for f in seen.faults] == [f[0] and f[0] + 1 for f in seen.faults]
    said = next(f for f in seen.first_faults if f.reason == listed[0][-1]).diagnostic()
    assert said.message().startswith(en)
    assert said.message("zh").startswith(zh)

    row, faults = canonical_row(ORDERS, {"id": "C1"}, {"orders": rows}, as_of=AS_OF)
    assert sorted(((f.row, f.column, f.seen, f.reason) for f in faults), key=str) == sorted(
        listed, key=str
    )
    assert {f.file for f in faults} == {"<orders>"}
    alone = next(f for f in faults if f.reason == listed[0][-1]).diagnostic()
    assert (alone.message(), alone.message("zh")) == (said.message(), said.message("zh"))
    assert row["errors"] == seen.rows[0]["errors"]


def test_the_list_of_errors_says_what_its_headings_say(tmp_path: Path) -> None:
    """errors.csv of a run with every kind of fault has a row, a line and an expectation each."""
    from engine.connect.canonical import canonicalise
    from engine.connect.database import open_database
    from engine.connect.sources import Data

    con = open_database(tmp_path)
    data = Data(as_csv(tmp_path, [*ROWS, ("C6", "x", "e"), ("C7", 1, "")]))
    canonicalise(con, ASIDE, data, {}, AS_OF, tmp_path)
    write_errors(con, tmp_path / "errors.csv")
    con.close()
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    assert len(rows) == 6
    for row in rows:
        assert all(row[c] for c in row if c != "seen"), row
