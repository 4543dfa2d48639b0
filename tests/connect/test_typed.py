"""A typed value means the same in a record, in a frame and in a list of records."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import engine
from engine.atoms.dates import to_day
from engine.atoms.numbers import Fault
from engine.connect.database import open_database
from engine.connect.forms import Form
from engine.connect.sources import Data, Wanted, open_data
from engine.connect.vet import read_any, vet

MONEY = Form("money", 4, -(10**15), 10**15)
NUMBER = Form("number", 6, -(10**17), 10**17, missing_as=("-1",))
WHOLE = Form("whole", 0, -(10**12), 10**12)
TRUTH = Form("yes_no")
DAY = Form("date", timezone="Asia/Shanghai")
SLASHED = Form("date", format="YYYY/MM/DD", missing_as=("1900/01/01",))
TEXT = Form("text")
WORDS = Form("choices", words=("listed", "family"))
ANSWER = Form("text", answer=True)
FORMS = (MONEY, NUMBER, WHOLE, TRUTH, DAY, SLASHED, TEXT, WORDS, ANSWER)

GONE = [None, float("nan"), np.float64("nan"), np.float32("nan"), Decimal("NaN"), pd.NA, pd.NaT,
        np.datetime64("NaT"), np.timedelta64("NaT")]  # fmt: skip

JAN = to_day(dt.date(2026, 1, 31))
READ: list[tuple[Form, Any, Any]] = [
    (WHOLE, np.int64(7), 7),
    (WHOLE, np.uint8(7), 7),
    (WHOLE, np.float64(7.0), 7),
    (WHOLE, np.float32(7.5), Fault.DIGITS),
    (MONEY, np.int32(-3), -30000),
    (MONEY, np.float64(0.1), 1000),
    (MONEY, np.float32(0.1), 1000),
    (MONEY, np.float16(0.5), 5000),
    (MONEY, np.float64("inf"), Fault.UNREADABLE),
    (MONEY, np.float32("inf"), Fault.UNREADABLE),
    (MONEY, Decimal("1.50"), 15000),
    (MONEY, Decimal("Infinity"), Fault.UNREADABLE),
    (MONEY, np.bool_(True), Fault.UNREADABLE),
    (MONEY, 10**5000, Fault.UNREADABLE),
    (MONEY, dt.date(2026, 1, 31), Fault.UNREADABLE),
    (MONEY, np.datetime64("2026-01-31"), Fault.UNREADABLE),
    (MONEY, np.timedelta64(5, "ns"), Fault.UNREADABLE),
    (NUMBER, np.int64(-1), None),
    (TRUTH, np.bool_(False), False),
    (TRUTH, np.int64(1), True),
    (TRUTH, np.float64(0.0), False),
    (DAY, np.datetime64("2026-01-31"), JAN),
    (DAY, np.datetime64("2026-01-31T23:59:59.123456789"), JAN),
    (DAY, pd.Timestamp("2026-01-31 16:00", tz="UTC"), JAN + 1),
    (DAY, dt.datetime(2026, 1, 31, 23, tzinfo=dt.UTC), JAN + 1),
    (DAY, np.str_("2026-01-31"), JAN),
    (DAY, np.int64(46053), Fault.UNREADABLE),
    (DAY, np.datetime64("30000-01-01", "D"), Fault.UNREADABLE),
    (SLASHED, np.datetime64("2026-01-31"), JAN),
    (SLASHED, dt.date(1900, 1, 1), None),
    (TEXT, np.float64(1001.0), "1001"),
    (TEXT, np.float32(0.1), "0.1"),
    (TEXT, np.int64(12), "12"),
    (TEXT, np.str_(" a "), "a"),
    (TEXT, np.bool_(True), "true"),
    (WORDS, np.array(["family", "listed"]), ("listed", "family")),
    (WORDS, {"family", "listed"}, ("listed", "family")),
    (WORDS, np.array([]), None),
    (ANSWER, np.bool_(True), "yes"),
    (ANSWER, np.int64(0), "no"),
    (ANSWER, np.float64(2), Fault.UNREADABLE),
]


@pytest.mark.parametrize("number", range(len(READ)))
def test_a_typed_value_alone(number: int) -> None:
    """Scalars of numpy and pandas are the numbers, truths, days and texts that they show."""
    form, value, wanted = READ[number]
    found = read_any(value, form)
    assert (type(found), found) == (type(wanted), wanted)


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.kind)
@pytest.mark.parametrize("gone", GONE, ids=lambda v: f"{type(v).__name__}-{v}")
def test_what_is_missing_in_a_frame_is_missing_alone(form: Form, gone: Any) -> None:
    """NaN, NaT and NA are missing, whatever the field is; an answer is then unknown."""
    assert read_any(gone, form) == ("unknown" if form.answer else None)


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.kind)
def test_alone_in_a_frame_and_among_records(form: Form, tmp_path: Path) -> None:
    """One value gives one result by every road into the engine."""
    values = [*GONE, *(v for _, v, _ in READ)]
    column = pd.Series([None] * len(values), dtype=object)
    for i, v in enumerate(values):
        column[i] = v
    alone = [read_any(v, form) for v in values]
    for way, data in (("frame", pd.DataFrame({"c": column})), ("records", [{"c": v} for v in values])):  # noqa: E501  # fmt: skip
        (tmp_path / way).mkdir()
        assert _in_bulk(data, form, tmp_path / way) == alone, way


def _in_bulk(data: Any, form: Form, work: Path) -> list[Any]:
    con = open_database(work)
    cells = vet(con, open_data(con, Data(data), work), [Wanted(0, "c", form)], "t", work)
    fault = cells.faults[0] or "NULL"
    found = con.execute(
        f"SELECT {cells.values[0]}, {fault} FROM {cells.table} ORDER BY {cells.row}"
    ).fetchall()
    con.close()
    return [Fault(word) if word is not None else _plain(v, form) for v, word in found]


def _plain(value: Any, form: Form) -> Any:
    if value is None and form.answer:
        return "unknown"
    if isinstance(value, dt.date):
        return to_day(value)
    return tuple(value) if isinstance(value, list) else value


STARTER = Path(__file__).resolve().parents[2] / "policies" / "starter" / "policy.yaml"


def test_a_row_of_a_frame_is_decided_as_the_frame_is() -> None:
    """`decide` takes a row of a frame, with its numpy numbers and gaps, as `decide_table` does."""
    policy = engine.load(STARTER)
    frame = pd.DataFrame({
        "customer_id": ["C-1", "C-2", "C-3"],
        "purchases_12m": [1200000, 350000, 50],
        "satisfaction": [90.5, np.nan, 61],
        "years": pd.array([8, None, 1], dtype="Int64"),
        "overdue_days": np.array([0, 3, 120], dtype="int16"),
    })  # fmt: skip
    table = policy.decide_table(frame, as_of="2026-06-30")
    for (_, row), tier, score in zip(frame.iterrows(), table["tier"], table["score"], strict=True):
        for record in (row, row.to_dict()):
            one = policy.decide(record, as_of="2026-06-30")
            assert (one.tier, one.score) == (tier, score)
            assert not one.findings
