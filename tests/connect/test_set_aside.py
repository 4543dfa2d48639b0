"""Every kind of fault has its words, and rows that are set aside are shown and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.connect.faults import CODES, CellFault
from engine.terminal.door import enter

POLICY = """
keytier: 1
policy: aside
version: 1.0.0
title: Aside
customers: {id: id}
data:
  spend: {is: money, between: [0, 1m]}
gates: {must_have: [spend], on_bad_row: set_aside}
scorecard:
  criteria:
    volume: {field: spend, points: {at_least: {100: 100}, otherwise: 0}}
  weights: {volume: 100}
tiers:
  key: {at_least: 60}
  rest:
"""


@pytest.mark.parametrize("what", CODES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_fault_of_a_cell_can_be_told(what: str, language: str) -> None:
    """No fault lacks a word that its sentence needs."""
    fault = CellFault("a.csv", 1, 2, "spend", "C1", "x", ("a", "b"), what, "spend." + what)
    said = fault.diagnostic()
    assert said.message(language)  # type: ignore[arg-type]
    assert "{" not in said.message(language) + (said.help(language) or "")  # type: ignore[arg-type]


def test_rows_that_break_a_gate_end_in_error_and_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Duplicate and missing ids, total rows and gaps in must-haves are told and counted."""
    (tmp_path / "p.yaml").write_text(POLICY, encoding="utf-8")
    rows = "id,spend\nC1,1\nC1,2\nC3,\n,5\n合计,100\n合 计(元)：,100\nC9,900\n"
    (tmp_path / "c.csv").write_text(rows, encoding="utf-8")
    code = enter(["run", str(tmp_path / "p.yaml"), str(tmp_path / "c.csv"), "-o",
                  str(tmp_path / "out"), "--lang", "en"])  # fmt: skip
    out, err = capsys.readouterr()
    assert code == 3
    assert "7 customers in = 1 decided + 0 refer + 0 waiting + 0 not applicable + 6 error" in out
    assert err.count("KT345") == 5
    assert "reads like a total" in err


def test_an_id_that_is_in_no_row_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--id of nobody decides nobody, says so, and writes nothing."""
    (tmp_path / "p.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "c.csv").write_text("id,spend\nC1,1\n", encoding="utf-8")
    code = enter(["run", str(tmp_path / "p.yaml"), str(tmp_path / "c.csv"), "-o",
                  str(tmp_path / "out"), "--id", "C2", "--lang", "en"])  # fmt: skip
    assert code == 2
    assert "KT455" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
