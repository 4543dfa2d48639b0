"""How one cell is read, in examples (docs/language.md 2 and 13)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from engine.atoms.codes import CODES
from engine.atoms.dates import read_date
from engine.atoms.numbers import Fault
from engine.connect.cells import read_answer, read_cell
from engine.connect.faults import CODES as FAULTS
from engine.connect.faults import expected
from engine.connect.forms import Form
from engine.connect.hints import hint
from engine.connect.zones import offsets

BAD, DIGITS, OUT = Fault.UNREADABLE, Fault.DIGITS, Fault.OUTSIDE
MONEY = Form("money", 4, -(10**15), 10**15, currency="CNY")
UNITS = Form("money", 4, -(10**15), 10**15, written_as="units")
NUMBER = Form("number", 6, -(10**17), 10**17, missing_as=("N/A", "-"))
ROUNDED = Form("number", 6, 0, 100 * 10**6, round=2)
PERCENT = Form("percent", 4, 0, 10**6)
FRACTION = Form("percent", 4, 0, 10**6, written_as="fraction")
WHOLE = Form("whole", 0, -(10**12), 10**12)
TRUTH = Form("yes_no")
DAY = Form("date", timezone="Asia/Shanghai")
SLASHED = Form("date", format="YYYY/MM/DD")
PACKED = Form("date", format="YYYYMMDD")
TEXT = Form("text")
REGION = Form("text", words=("华东", "华南"))
KINDS = Form("choices", words=("family", "listed", "a,b"))


def day(text: str) -> int:
    found = read_date(text)
    assert found is not None
    return found


CELLS: list[tuple[Form, Any, Any]] = [
    # outer space, missing
    (MONEY, "　 12 \t", 120000),
    (MONEY, "", None),
    (MONEY, " 　", None),
    (MONEY, None, None),
    (NUMBER, "N/A", None),
    (NUMBER, " - ", None),
    (NUMBER, "n/a", BAD),
    # thousands and currency
    (MONEY, "1,234.50", 12345000),
    (MONEY, "12,34", BAD),
    (MONEY, ",123", BAD),
    (MONEY, "¥1,234.50", 12345000),
    (MONEY, "-¥5", -50000),
    (MONEY, "¥-5", -50000),
    (MONEY, "￥ 5", 50000),
    (MONEY, "$5", BAD),
    (UNITS, "$5", 50000),
    (MONEY, "5¥", BAD),
    (NUMBER, "¥5", BAD),
    # what looks like a number and is none
    (MONEY, "１２５０", BAD),
    (MONEY, "1e6", BAD),
    (MONEY, "1e400", BAD),
    (MONEY, "NaN", BAD),
    (MONEY, "inf", BAD),
    (MONEY, "N/A", BAD),
    (MONEY, "5m", BAD),
    (MONEY, "٣", BAD),
    (MONEY, "1 200", BAD),
    (MONEY, "0x10", BAD),
    # units and percent
    (UNITS, "5m", 5 * 10**10),
    (UNITS, "500万", 5 * 10**10),
    (UNITS, "0.00005k", 500),
    (UNITS, "12", 120000),
    (PERCENT, "40", 400000),
    (PERCENT, "40 %", 400000),
    (PERCENT, "0.4", 4000),
    (FRACTION, "0.4", 400000),
    (FRACTION, "40%", 400000),
    (FRACTION, "0.123456", 123456),
    (FRACTION, "0.1234567", DIGITS),
    # digits, rounding before bounds, bounds
    (MONEY, "0.00010000", 1),
    (MONEY, "0.00001", DIGITS),
    (ROUNDED, "1.005", 1010000),
    (ROUNDED, "100.004", 100000000),
    (ROUNDED, "100.005", OUT),
    (ROUNDED, "-0.004", 0),
    (WHOLE, "7.0", 7),
    (WHOLE, "7.5", DIGITS),
    (WHOLE, "1" + "0" * 12, 10**12),
    (WHOLE, "1" + "0" * 13, OUT),
    (WHOLE, "9" * 100, BAD),
    # typed numbers
    (NUMBER, 0.1, 100000),
    (NUMBER, 1e-7, DIGITS),
    (NUMBER, float("nan"), None),
    (NUMBER, float("inf"), BAD),
    (NUMBER, Decimal("1.50"), 1500000),
    (NUMBER, Decimal("1E+3"), 10**9),
    (NUMBER, Decimal("NaN"), None),
    (NUMBER, 10**30, OUT),
    (NUMBER, True, BAD),
    (FRACTION, 0.4, 400000),
    # truths
    (TRUTH, "YES", True),
    (TRUTH, "否", False),
    (TRUTH, "0", False),
    (TRUTH, "1.0", BAD),
    (TRUTH, 1.0, True),
    (TRUTH, True, True),
    (TRUTH, "y", BAD),
    # days
    (DAY, "2026-01-31", day("2026-01-31")),
    (DAY, "2026-02-30", BAD),
    (DAY, "2026-1-31", BAD),
    (DAY, "2026-01-31 23:59:59.999", day("2026-01-31")),
    (DAY, "2026-01-31T24:00", BAD),
    (DAY, "2026-01-31T16:00:00Z", day("2026-02-01")),
    (DAY, "2026-01-31T15:59:59+00:00", day("2026-01-31")),
    (DAY, "2026-02-01T00:30+0900", day("2026-01-31")),
    (Form("date"), "2026-01-31T23:00:00-08:00", day("2026-01-31")),
    (DAY, datetime(2026, 1, 31, 16, tzinfo=UTC), day("2026-02-01")),
    (DAY, datetime(2026, 1, 31, 23), day("2026-01-31")),
    (DAY, date(2026, 1, 31), day("2026-01-31")),
    (DAY, 46053, BAD),
    (DAY, datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), BAD),
    (SLASHED, "2026/1/5", day("2026-01-05")),
    (SLASHED, "2026/01/05 8:30", day("2026-01-05")),
    (SLASHED, "2026-01-05", BAD),
    (SLASHED, "2026/13/01", BAD),
    (PACKED, "20260105", day("2026-01-05")),
    (PACKED, 20260105, day("2026-01-05")),
    (PACKED, "2026105", BAD),
    # texts and words
    (TEXT, "cafe\u0301", "caf\u00e9"),
    (TEXT, 1001.0, "1001"),
    (TEXT, date(2026, 1, 31), "2026-01-31"),
    (REGION, "华东 ", "华东"),
    (REGION, "华北", OUT),
    (KINDS, "listed；family、listed", ("family", "listed")),
    (KINDS, "a,b", ("a,b",)),
    (KINDS, '["listed", "a,b"]', ("listed", "a,b")),
    (KINDS, ["listed"], ("listed",)),
    (KINDS, "family,other", OUT),
    (KINDS, ";", None),
]


@pytest.mark.parametrize("number", range(len(CELLS)))
def test_a_cell_is_read_as_the_law_says(number: int) -> None:
    """One text or typed value, one value, gap or fault."""
    form, cell, wanted = CELLS[number]
    found = read_cell(cell, form)
    assert (type(found), found) == (type(wanted), wanted), cell


def test_answers_of_a_checklist() -> None:
    """Yes, no, unknown, not applicable, in both languages; nothing written is unknown."""
    said = ["yes", "是", "1", 1, True, "no", "否", "0", "", None, "不清楚", "Unknown", "n/a",
            "not applicable", "不适用", "maybe", 2, ["yes"]]  # fmt: skip
    assert [read_answer(s, ("n/a",)) for s in said] == [
        *["yes"] * 5, *["no"] * 3, *["unknown"] * 5, *["not_applicable"] * 2, *[BAD] * 3,
    ]  # fmt: skip


def test_every_kind_says_what_it_expects_and_every_fault_has_a_page() -> None:
    """Expectations and findings exist in both languages for whatever may go wrong."""
    for form, cell, wanted in CELLS:
        en, zh = expected(form)
        assert en
        assert zh != en
        if isinstance(wanted, Fault):
            tip = hint(str(cell), wanted.value, form)
            assert tip is None or (tip[0] and tip[1])
    assert set(FAULTS.values()) <= set(CODES)


def test_hints_name_the_mend() -> None:
    """What people type wrong most often comes with what to write instead."""
    asked = {
        ("１，２５０．５", MONEY): "write `1,250.5`",
        ("无", MONEY): "missing_as: ['无']",
        ("1e6", WHOLE): "without an exponent",
        ("500万", MONEY): "written_as: units",
        ("$5", MONEY): "are in CNY",
        ("46053", DAY): "day number",
        ("1 250 000", MONEY): "write `1250000`",
        ("1.250.000,00", MONEY): "behind a point: write `1250000.00`",
        ("12,5", MONEY): "behind a point: write `12.5`",
        ("12,34,567", MONEY): "in threes: write `1234567`",
        ("120000元", MONEY): "write the number alone: `120000`",
        ("15 days", WHOLE): "write the number alone: `15`",
        ("12%", WHOLE): "`is: percent`: declare it so, or write `12`",
        ("#DIV/0!", MONEY): "a formula of the workbook went wrong here",
        ("31/01/2026", DAY): "`format: DD/MM/YYYY` on the field",
        ("01/05/2026", DAY): "`format: DD/MM/YYYY` or `format: MM/DD/YYYY`",
        ("2026年1月5日", DAY): "`format: YYYY年MM月DD日`",
        ("2026-02-30", DAY): "there is no such day",
        ("next week", DAY): "as year, month and day: 2026-01-31",
    }
    for (seen, form), words in asked.items():
        tip = hint(seen, "unreadable", form)
        assert tip is not None
        assert words in tip[0]
    tip = hint("0.00001", "digits", MONEY)
    assert tip is not None
    assert "`round: 4`" in tip[0]


def test_offsets_of_a_time_zone_are_those_of_python() -> None:
    """The steps that SQL uses change exactly where Python's time zone does."""
    shanghai = offsets("Asia/Shanghai")
    assert shanghai[-1][1] == 8 * 3600
    assert offsets("America/New_York")[-1][1] == -5 * 3600
    assert len(offsets("America/New_York")) > 300
