"""Exports: what a spreadsheet and a program find in them, read back by other readers."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from engine.atoms.errors import RunError
from engine.author.opening import load_source
from engine.check import inspect
from engine.connect.sources import Data
from engine.ledger.run import Asked, StoredRun, run
from engine.report.export import write_csv, write_jsonl, write_xlsx

POLICY = """
keytier: 1
policy: exported
version: 1.0.0
title: Exported
customers: {id: id}
data:
  spend: {is: money, between: [0, 1m], label: {en: spending, zh: 采购额}}
  permit: {is: yes_no, label: 许可}
  area: {is: text}
  groups: {is: text, one_of: [family, listed]}
derived:
  growth: {formula: spend / 2, is: money, between: [0, 1m], label: {en: half, zh: 一半}}
checklist:
  late: {ask: {en: late before, zh: 有无逾期}}
red_flags:
  late: {then: {cap: rest, minus: 5}, if_unknown: refer}
  far: {when: area == '远', then: reject, if_unknown: nothing, label: 距离}
scorecard:
  criteria:
    volume: {field: spend, points: {at_least: {1k: 100}, otherwise: 0}}
    growth: {field: growth, points: {at_least: {1k: 100}, otherwise: 0}, label: {en: up, zh: 升}}
    allowed: {field: permit, points: {yes: 100, no: 0}}
    kin: {field: groups, points: {one_of: {family: 100, listed: 50}, otherwise: 0}}
  weights: {volume: 40, growth: 30, allowed: 20, kin: 10}
  missing: reallocate
tiers:
  key: {at_least: 60}
  rest:
"""
ROWS = """id,spend,permit,area,groups,late
=1+1,2000,yes,近,family,no
+86,0.5,no,远,,yes
-7,123456.7891,yes,近,listed,unknown
C4,x,yes,近,,no
'quoted,1,no,近,,no
"""


def stored(folder: Path, policy: str = POLICY, rows: str = ROWS, name: str = "run") -> StoredRun:
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    (folder / "c.csv").write_text(rows, encoding="utf-8")
    source = load_source(folder / "policy.yaml")
    bound, found = inspect(source)
    assert bound is not None, found
    return run(Asked(source, bound, Data(str(folder / "c.csv")), 20_000), folder / name).run


def csv_of(done: StoredRun, file: Path, language: str) -> list[list[str]]:
    write_csv(done, file, language)
    with file.open(encoding="utf-8-sig", newline="") as f:
        return list(csv.reader(f))


def columns(rows: list[list[str]], *headings: str) -> dict[str, list[str]]:
    """By id: what stands under the headings."""
    at = [rows[0].index(h) for h in headings]
    return {row[0]: [row[i] for i in at] for row in rows[1:]}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["half", "spending value", "up value", "许可 points", "late before answer"]),
        ("zh", ["一半", "采购额 取值", "升 取值", "许可 分值", "kin 命中档", "有无逾期 回答"]),
    ],
)  # fmt: skip
def test_headings(tmp_path: Path, language: str, expected: list[str]) -> None:
    """A criterion without a label goes by its field's, a flag by its item's question; one that
    shares its id with what it reads keeps a label of its own."""
    heads = csv_of(stored(tmp_path), tmp_path / "a.csv", language)[0]
    assert [h for h in heads if h in expected] == expected
    assert len(set(heads)) == len(heads)


TWO_SCORES = """
keytier: 1
policy: exported
version: 1.0.0
title: Exported
customers: {id: id}
data:
  spend: {is: percent, between: [0, 100]}
  wallet: {is: percent, between: [0, 100]}
  late: {is: yes_no}
red_flags:
  is_late: {when: late, then: {minus: 15, scorecard: strength}, if_unknown: nothing}
scorecards:
  appeal:
    criteria: {volume: {field: spend, points: as_is}}
    weights: {volume: 100}
    missing: refer
    label: {en: attractiveness, zh: 客户吸引力}
  strength:
    criteria: {share: {field: wallet, points: as_is}}
    weights: {share: 100}
    missing: refer
matrix:
  rows: {appeal: {high: 60, low: otherwise}}
  columns: {strength: {strong: 50, weak: otherwise}}
  cells: {high: {strong: best, weak: good}, low: {strong: good, weak: rest}}
tiers: {best: , good: , rest: }
segments: {big: spend > 80, other: otherwise}
"""


def test_two_scores(tmp_path: Path) -> None:
    """Each score goes by its label, with its cut and its gaps; classes stand beside the tier."""
    done = stored(tmp_path, TWO_SCORES, "id,spend,wallet,late\nA,90,60,no\nB,70,60,yes\n")
    english = csv_of(done, tmp_path / "en.csv", "en")
    found = columns(
        english, "tier", "segment", "attractiveness score", "attractiveness cut",
        "attractiveness points to lose", "strength score", "strength points to the next tier",
    )  # fmt: skip
    assert found == {
        "A": ["best", "big", "90", "high", "30", "60", ""],
        "B": ["good", "other", "70", "high", "10", "45", "5"],
    }
    chinese = csv_of(done, tmp_path / "zh.csv", "zh")
    found = columns(chinese, "客群", "客户吸引力 得分", "strength 分段", "is_late 影响")
    assert found["B"] == ["other", "70", "weak", "strength 扣 15 分"]


def test_values_in_chinese(tmp_path: Path) -> None:
    """In Chinese the language's own words are Chinese; ids, words of the data and codes stay."""
    rows = csv_of(stored(tmp_path), tmp_path / "a.csv", "zh")
    found = columns(
        rows, "结论", "等级", "许可 取值", "有无逾期 回答", "有无逾期 影响", "距离 影响", "原因"
    )
    assert found["'=1+1"][:6] == ["已定级", "key", "是", "否", "", ""]
    assert found["'+86"][:6] == ["已定级", "rest", "否", "是", "等级不高于 rest，扣 5 分", "否决"]
    assert found["'-7"][:5] == ["转人工", "", "是", "不清楚", "转人工"]
    assert found["C4"][0] == "数据有误"
    assert found["C4"][6] == "spend.unreadable"
    assert columns(rows, "kin 取值")["'=1+1"] == ["family"]


def test_values_in_english(tmp_path: Path) -> None:
    """In English the words are those of a stored run."""
    rows = csv_of(stored(tmp_path), tmp_path / "a.csv", "en")
    found = columns(rows, "outcome", "许可 value", "late before answer", "late before effect")
    assert found["'+86"] == ["decided", "no", "yes", "cap rest, minus 5"]
    assert found["'-7"] == ["refer", "yes", "unknown", "refer"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_read_back(tmp_path: Path, language: str) -> None:
    """A cell of a workbook holds what the run holds: texts that look like formulas are texts,
    marked as such and without a sign of ours, and numbers are numbers."""
    done = stored(tmp_path)
    write_xlsx(done, tmp_path / "a.xlsx", language)
    as_csv = csv_of(done, tmp_path / "a.csv", language)
    (sheet,) = load_workbook(tmp_path / "a.xlsx").worksheets
    heads, *rows = [list(row) for row in sheet.iter_rows()]
    assert [c.value for c in heads] == as_csv[0]
    ids = [row[0] for row in rows]
    assert [c.value for c in ids] == ["'quoted", "+86", "-7", "=1+1", "C4"]
    assert {c.data_type for c in ids} == {"s"}
    assert [c.quotePrefix for c in ids] == [False, True, True, True, False]
    for row, texts in zip(rows, as_csv[1:], strict=True):
        for cell, text in zip(row[1:], texts[1:], strict=True):
            assert ("" if cell.value is None else str(cell.value)) == text
            assert cell.data_type in ("s", "n")
    spend = as_csv[0].index("采购额 取值" if language == "zh" else "spending value")
    assert [row[spend].value for row in rows] == [1, 0.5, 123456.7891, 2000, None]


def test_equal_runs_give_equal_exports(tmp_path: Path) -> None:
    """A workbook knows no clock: the same run exported again is the same bytes."""
    done = stored(tmp_path)
    for write, end in ((write_xlsx, "xlsx"), (write_csv, "csv"), (write_jsonl, "jsonl")):
        write(done, tmp_path / f"a.{end}", "zh")
        write(done, tmp_path / f"b.{end}", "zh")
        assert (tmp_path / f"a.{end}").read_bytes() == (tmp_path / f"b.{end}").read_bytes()
    created = load_workbook(tmp_path / "a.xlsx").properties.created
    assert created == datetime.fromisoformat(done.manifest.as_of)


def test_lines_for_machines(tmp_path: Path) -> None:
    """JSON Lines are the same in every language, with ids as they are and exact numbers."""
    done = stored(tmp_path)
    write_jsonl(done, tmp_path / "en.jsonl", "en")
    write_jsonl(done, tmp_path / "zh.jsonl", "zh")
    text = (tmp_path / "en.jsonl").read_text(encoding="utf-8")
    assert text == (tmp_path / "zh.jsonl").read_text(encoding="utf-8")
    rows = {d["id"]: d for d in map(json.loads, text.splitlines())}
    assert rows["=1+1"]["outcome"] == "decided"
    assert rows["+86"]["late.effect"] == "cap rest, minus 5"
    assert '"volume.value": 123456.7891' in text


def test_what_a_workbook_cannot_hold(tmp_path: Path) -> None:
    """A text too long for a cell is an error that names the column, and never left out."""
    long = "x" * 32_768
    done = stored(tmp_path, rows=ROWS.replace("C4", long))
    with pytest.raises(RunError) as refused:
        write_xlsx(done, tmp_path / "a.xlsx")
    (found,) = refused.value.diagnostics
    assert found.code == "KT389"
    assert "32,768 characters in `id`" in found.message()
    assert {p.name for p in tmp_path.iterdir()} == {"policy.yaml", "c.csv", "run"}
    assert write_csv(done, tmp_path / "a.csv") == 5


NOBODY = """
keytier: 1
policy: nobody
version: 1.0.0
title: Nobody
customers: {id: who, from_ids_of: orders}
tables: {orders: {key: who, date: day, columns: {amount: {is: money}}}}
data: {spend: {is: money, sum_of: orders.amount}}
scorecard:
  criteria: {spend: {field: spend, points: {at_least: {1k: 100}, otherwise: 0}}}
  weights: {spend: 100}
tiers: {key: {at_least: 60}, rest: }
"""


def test_an_export_of_nobody(tmp_path: Path) -> None:
    """A run that nobody is in gives the headings alone, in every kind."""
    (tmp_path / "policy.yaml").write_text(NOBODY, encoding="utf-8")
    (tmp_path / "orders.csv").write_text("who,day,amount\nC1,2030-01-01,5\n", encoding="utf-8")
    source = load_source(tmp_path / "policy.yaml")
    bound, found = inspect(source)
    assert bound is not None, found
    tables = {"orders": Data(str(tmp_path / "orders.csv"))}
    done = run(Asked(source, bound, None, 20_000, tables), tmp_path / "run").run
    assert done.manifest.counts["subjects"] == 0
    assert len(csv_of(done, tmp_path / "a.csv", "zh")) == 1
    assert write_jsonl(done, tmp_path / "a.jsonl") == 0
    assert (tmp_path / "a.jsonl").read_bytes() == b""
    assert write_xlsx(done, tmp_path / "a.xlsx") == 0
    (sheet,) = load_workbook(tmp_path / "a.xlsx").worksheets
    assert (sheet.max_row, sheet["A1"].value) == (1, "customer")
    assert done.decision("C1") is None
