"""The fast path in SQL reads a cell exactly as `read_cell` does, or leaves it to `read_cell`."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.atoms.dates import to_day
from engine.atoms.numbers import Fault
from engine.atoms.sql import literal
from engine.connect.fast import fast, stripped
from engine.connect.forms import Form
from engine.connect.sources import Data, Wanted, open_data
from engine.connect.vet import read_any, vet
from tests.longer import times


def database() -> Any:
    con = duckdb.connect(config={"threads": 1})
    con.execute("SET TimeZone = 'UTC'")
    return con


WORDS = ("华东", "华南", "a,b", "listed", "caf\u00e9")
FORMS = (
    Form("money", 4, -(10**15), 10**15, currency="CNY"),
    Form("money", 4, -(10**15), 10**15, written_as="units"),
    Form("money", 4, 0, 5 * 10**4, round=2),
    Form("number", 6, -(10**17), 10**17, missing_as=("N/A", "-1")),
    Form("percent", 4, -(10**10), 10**10),
    Form("percent", 4, -(10**10), 10**10, written_as="fraction"),
    Form("percent", 4, 0, 10**6, written_as="fraction", round=1),
    Form("whole", 0, -(10**12), 10**12),
    Form("rating", 0, 1, 5, words=("1", "3", "5")),
    Form("yes_no"),
    Form("date", timezone="Asia/Shanghai"),
    Form("date", format="YYYY/MM/DD"),
    Form("date", format="YYYYMMDD"),
    Form("date", format="DD.MM.YYYY"),
    Form("text"),
    Form("text", words=WORDS),
    Form("choices", words=WORDS),
    Form("text", answer=True, missing_as=("-",)),
)
NAMES = [f"{f.kind}-{i}" for i, f in enumerate(FORMS)]

_digits = st.text("0123456789", min_size=1, max_size=20)
_numbers = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "-", "+", "¥", "-¥", "$"]),
        _digits,
        st.sampled_from(["", ".", ",", "e"]),
        st.one_of(st.just(""), _digits),
        st.sampled_from(["", "%", " %", "k", "万", "m"]),
    ),
)
_two = st.integers(0, 40).map(lambda n: f"{n:02d}")
_days = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["2026", "0001", "9999", "1970", "0000", "20"]),
        st.sampled_from(["-", "/", ".", ""]),
        st.one_of(_two, st.just("1")),
        st.sampled_from(["-", "/", ".", ""]),
        _two,
        st.sampled_from(
            ["", "T10:30", " 23:59:59", "T24:00", "T10:30:00Z", " 1:00", "T22:00+00:00"]
        ),
    ),
)
_plain = st.sampled_from(
    ["yes", "YES", "Yes", "yEs", "no", "是", "否", "true", "FALSE", "1", "0", "N/A", "-1", "-", "",
     "不清楚", "unknown", "Unknown", "not applicable", "不适用", "华东", "华东、listed",
     "listed;华东", "a,b", "cafe\u0301", "caf\u00e9", "１２５０", "1e400", "NaN", "inf",
     "1,234", "1,234.50", "12,34",
     "合计", "[\"华东\"]", "[1]", "\u3000华东\u3000", "İ", "\ufeff5", "5\u200b", "½", "٣"]
)  # fmt: skip
_texts = st.one_of(
    _plain,
    _numbers,
    _days,
    st.text(max_size=6),
    st.text(st.sampled_from("。、（）é\u0301가\u1100\u1161 \u3000aA1\t\"',;|"), max_size=5),
    st.decimals(-(10**12), 10**12, places=6).map(str),
    st.integers(-(10**13), 10**13).map(str),
).map(lambda t: t.replace("\0", "").encode("utf-8", "ignore").decode())


def _expected(text: str, form: Form) -> Any:
    return read_any(text, form)


def _stored(value: Any, form: Form) -> Any:
    if isinstance(value, date):
        return to_day(value)
    return tuple(value) if isinstance(value, list) else value


@pytest.fixture(scope="module")
def con() -> Any:
    return database()


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
@settings(max_examples=times(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(_texts, min_size=1, max_size=40))
def test_fast_path_is_read_cell_where_it_accepts(con: Any, form: Form, texts: list[str]) -> None:
    """A text that the SQL accepts gives the value of `read_cell`; a text that it takes for
    missing is missing there too."""
    read = fast("t", "VARCHAR", form)
    rows = ", ".join(f"({literal(t)})" for t in texts)
    found = con.execute(
        f"SELECT t0, t, {read.value}, coalesce({read.there}, false) FROM "
        f"(SELECT t0, {stripped('t0')} AS t FROM (VALUES {rows}) r(t0))"
    ).fetchall()
    for original, _, value, there in found:
        expected = _expected(original, form)
        if value is not None:
            assert _stored(value, form) == expected, original
        elif not there and not form.answer:
            assert expected is None, original
        elif not there:
            assert expected == "unknown"


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
@settings(max_examples=times(3), deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(_texts, min_size=1, max_size=30))
def test_a_vetted_column_holds_what_read_cell_gives(
    tmp_path_factory: Any, form: Form, texts: list[str]
) -> None:
    """Values, missing cells and faults of a vetted column are those of `read_cell`, row by row."""
    work = tmp_path_factory.mktemp("vet")
    _compare([{"c": t} for t in texts], texts, form, work)


_typed = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(),
    st.floats(-1000, 1000).map(lambda x: round(x, 4)),
    st.decimals(-(10**12), 10**12, places=5),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.lists(st.sampled_from(WORDS[:2]), max_size=3),
)


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
@settings(max_examples=times(3), deadline=None, suppress_health_check=list(HealthCheck))
@given(values=st.lists(_typed, min_size=1, max_size=30))
def test_typed_records_are_read_as_read_cell_reads_them(
    tmp_path_factory: Any, form: Form, values: list[Any]
) -> None:
    """Python values in bulk give what `read_cell` gives for each alone."""
    work = tmp_path_factory.mktemp("vet")
    _compare([{"c": v} for v in values], values, form, work)


def _compare(rows: Any, values: list[Any], form: Form, work: Path) -> None:
    con = database()
    opened = open_data(con, Data(rows), work)
    cells = vet(con, opened, [Wanted(0, "c", form)], "t", work)
    fault = cells.faults[0] or "NULL"
    found = con.execute(
        f"SELECT {cells.values[0]}, {fault} FROM {cells.table} ORDER BY {cells.row}"
    ).fetchall()
    assert len(found) == len(values)
    for original, (value, word) in zip(values, found, strict=True):
        expected = read_any(original, form)
        if isinstance(expected, Fault):
            assert (value, word) == (None, expected.value), original
        elif expected == "unknown" and form.answer:
            assert (value or "unknown", word) == ("unknown", None), original
        else:
            assert (_stored(value, form), word) == (expected, None), original


_COLUMNS = {
    "BIGINT": st.integers(-(2**63), 2**63 - 1) | st.integers(-1000, 1000) | st.just(20260131),
    # Parquet has no such integers: DuckDB writes them as DOUBLE, which keeps 53 bits.
    "HUGEINT": st.integers(-(2**53), 2**53),
    "UTINYINT": st.integers(0, 255),
    "DOUBLE": st.floats()
    | st.floats(-100, 100).map(lambda x: round(x, 4))
    | st.integers(0, 5).map(float),
    "DECIMAL(18,2)": st.decimals(-(10**12), 10**12, places=2) | st.integers(0, 5).map(Decimal),
    "BOOLEAN": st.booleans(),
    "DATE": st.dates(),
    "TIMESTAMP": st.datetimes(),
    "TIMESTAMPTZ": st.datetimes(timezones=st.just(UTC)),
    "VARCHAR[]": st.lists(st.sampled_from([*WORDS, "x"]), max_size=3),
}  # fmt: skip


@pytest.mark.parametrize("type_", _COLUMNS)
@settings(max_examples=times(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(form=st.sampled_from(FORMS), data=st.data())
def test_typed_parquet_is_read_as_read_cell_reads_it(
    tmp_path_factory: Any, type_: str, form: Form, data: Any
) -> None:
    """A typed Parquet column gives what `read_cell` gives for each of its values."""
    if (form.kind in ("text", "choices") and type_ in ("TIMESTAMP", "TIMESTAMPTZ", "DOUBLE")) or (
        form.kind == "text" and type_ == "VARCHAR[]"
    ):
        return  # the text of these is DuckDB's own
    values = data.draw(st.lists(st.none() | _COLUMNS[type_], min_size=1, max_size=20))
    work = tmp_path_factory.mktemp("vet")
    con = database()
    con.execute(f"CREATE TABLE p (c {type_})")
    con.executemany("INSERT INTO p VALUES (?)", [(v,) for v in values])
    con.execute(f"COPY p TO '{work}/p.parquet' (FORMAT parquet)")
    opened = open_data(con, Data(work / "p.parquet"), work)
    cells = vet(con, opened, [Wanted(0, "c", form)], "t", work)
    fault = cells.faults[0] or "NULL"
    found = con.execute(
        f"SELECT {cells.values[0]}, {fault} FROM {cells.table} ORDER BY {cells.row}"
    ).fetchall()
    for original, (value, word) in zip(values, found, strict=True):
        expected = read_any(original, form)
        if isinstance(expected, Fault):
            assert (value, word) == (None, expected.value), original
        elif expected == "unknown" and form.answer:
            assert (value or "unknown", word) == ("unknown", None), original
        else:
            assert (_stored(value, form), word) == (expected, None), original


def test_a_frame_keeps_numbers_dates_and_gaps(tmp_path: Path) -> None:
    """NaN, NaT and None of a pandas frame are missing; numbers and days are exact."""
    con = database()
    frame = pd.DataFrame({
        "a": [0.1, math.nan, 12.5],
        "b": pd.to_datetime(["2026-01-31 00:00", None, "2026-02-01 13:00"]),
        "c": ["1,234", None, "x"],
        "d": pd.array([1, None, 3], dtype="Int64"),
        "e": pd.Categorical(["是", "否", None]),
    })  # fmt: skip
    forms = [FORMS[3], FORMS[10], FORMS[3], FORMS[7], FORMS[9]]
    wanted = [Wanted(i, h, f) for i, (h, f) in enumerate(zip("abcde", forms, strict=True))]
    cells = vet(con, open_data(con, Data(frame), tmp_path), wanted, "t", tmp_path)
    found = con.execute(f"SELECT v0, v1, v2, v3, v4 FROM {cells.table} ORDER BY row").fetchall()
    day = datetime(2026, 1, 31).date()
    assert found == [
        (100000, day, 1234000000, 1, True),
        (None, None, None, None, False),
        (12500000, date(2026, 2, 1), None, 3, None),
    ]
    assert con.execute(f"SELECT * FROM {cells.faulty}").fetchall() == [(3, 2, "x", "unreadable")]
