"""Total rows at the end of a spreadsheet are no customers, however they are written."""

from __future__ import annotations

from pathlib import Path

from engine.connect.database import open_database
from engine.connect.totals import PATTERN, is_total

TOTALS = (
    "合计", "合 计", "合　计", "合计(元)", "合计（万元）：", "总计：", "总计:", "本页小计",
    "以上合计", "共计（共12家）", "总合计", "Total", "TOTALS", "Grand Total:", "sub-total", "Sum",
    "total (CNY)", "Total: (1,234)", "Total (¥)",
)  # fmt: skip
CUSTOMERS = (
    "合计商贸", "C合计", "总和机械有限公司", "(合计)", "合", "Total (France)", "TotalEnergies",
    "Summit", "total-1", "小计(北京)有限公司", "1", "",
)  # fmt: skip


def test_total_rows_are_known_and_customers_are_not() -> None:
    """The words of totals count with spaces, units and colons; names that begin so do not."""
    assert [t for t in TOTALS if not is_total(t)] == []
    assert [c for c in CUSTOMERS if is_total(c)] == []


def test_one_pattern_reads_alike_in_both(tmp_path: Path) -> None:
    """DuckDB and Python agree on which ids are totals."""
    con = open_database(tmp_path)
    for text in (*TOTALS, *CUSTOMERS):
        (said,) = con.execute("SELECT regexp_full_match(?, ?)", [text, PATTERN]).fetchone()
        assert said == is_total(text), text
