"""`keytier show`: policy, data, errors and overrides of a stored run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.terminal.words import words
from tests.terminal.conftest import ROOT, Run

POLICY = """
keytier: 1
policy: shown
version: 1.0.0
title: {en: Shown, zh: 示例}
owner: finance
reviewed_by: [risk, sales]
effective: {from: 2026-01-01}
customers: {id: id}
data:
  a: {is: number, between: [0, 100], label: {en: first, zh: 甲}}
gates: {on_bad_row: set_aside}
scorecard:
  criteria: {one: {field: a, points: as_is, missing: {points: 12.5}}}
  weights: {one: 100}
tiers:
  high: {at_least: 80}
  low: {}
override: {may_lift: [refer]}
"""
ROWS = "id,a\nx,90\ny,\nz,lots\nz2,40\n"
OVERRIDES = """
overrides:
  - {id: x, tier: low, because: "<b>late</b>", by: ann, approved_by: bob, until: 2026-12-31}
  - {id: y, tier: high, because: new, by: ann, until: 2026-12-31}
"""


def test_show(keytier: Run) -> None:
    """Each answer is what the run holds, in text, JSON and Chinese; a file of decisions that was
    changed breaks all of them; counts are those of the files."""
    Path("p.yaml").write_text(POLICY)
    Path("c.csv").write_text(ROWS)
    Path("o.yaml").write_text(OVERRIDES)
    asked = ("--as-of", "2026-06-30", "--overrides", "o.yaml", "-o", "run")
    assert keytier("run", "p.yaml", "c.csv", *asked).code == 3

    def told(kind: str) -> dict[str, Any]:
        said = keytier("show", kind, "run", "--format", "json")
        assert said.code == 0, said
        found: dict[str, Any] = json.loads(said.out)
        assert found["schema"] == f"keytier/show-{kind}/1"
        return found

    policy = told("policy")
    assert (policy["owner"], policy["reviewed_by"]) == ("finance", ["risk", "sales"])
    assert (policy["in_force"], policy["effective"]["until"]) == (True, None)
    assert keytier("show", "policy", "run", "--text").out == POLICY
    nobody = {"approved": False, "by": [], "missing": ["risk", "sales"], "withdrawn": []}
    assert policy["approval"] == nobody
    assert keytier("approve", "p.yaml", "--as", "risk", "--ledger", "ledger").code == 0
    approval = told("policy")["approval"]
    assert ([a["role"] for a in approval["by"]], approval["missing"]) == (["risk"], ["sales"])
    assert "approved by  risk, " in keytier("show", "policy", "run").out
    data = told("data")
    assert data["files"][0]["rows"] == 4
    (field,) = data["fields"]
    assert field["lacking"] == 2  # a cell in error has no value either
    assert field["rules"] == [{"part": "one", "missing": "points", "points": "12.5"}]
    errors = told("errors")
    assert errors["adds_up"] is True
    assert errors["outcomes"] == {
        "decided": 3, "refer": 0, "waiting": 0, "not_applicable": 0, "error": 1,
    }  # fmt: skip
    assert [e["seen"] for e in errors["errors"]] == ["lots"]
    overrides = told("overrides")
    assert [(o["customer"], o["effect"], o["by_policy"]) for o in overrides["overrides"]] == [
        ("x", "applied", "high"), ("y", "unapproved", None),
    ]  # fmt: skip
    assert "because: <b>late</b>" in keytier("show", "overrides", "run").out
    assert "未经批准" in keytier("show", "overrides", "run", "--lang", "zh").out
    assert "已按运行的文件重新计数：相符" in keytier("show", "errors", "run", "--lang", "zh").out
    assert "first: 2  (one: 12.5 points)" in keytier("show", "data", "run").out
    assert "in force     from 2026-01-01: yes" in keytier("show", "policy", "run").out
    assert "--text belongs to `keytier show policy`" in keytier("show", "data", "run", "--text").err
    file = Path("run/decisions/00000.parquet")
    file.write_bytes(file.read_bytes()[:-9] + b"123456789")
    assert keytier("show", "errors", "run").code == 4


def test_what_is_worked_out_of_a_field_is_told(keytier: Run) -> None:
    """A criterion whose derived field is worked out from a field is named at the field, in text,
    JSON and Chinese, beside those that read it themselves, by way of two derived fields too."""
    derived = (
        "  b: {is: number, between: [0, 9]}\nderived:\n  half: {formula: a / 2 + b, is: number}"
    )
    text = POLICY.replace("gates:", derived + "\n  less: {formula: half - 1, is: number}\ngates:")
    two = "two: {field: less, points: {line: [[0, 0], [50, 100]]}, missing: refer}"
    text = text.replace("{points: 12.5}}}", "{points: 12.5}}, " + two + "}")
    Path("p.yaml").write_text(text.replace("{one: 100}", "{one: 60, two: 40}"))
    Path("c.csv").write_text("id,a,b\nx,90,1\ny,,2\n")
    assert keytier("run", "p.yaml", "c.csv", "--as-of", "2026-06-30", "-o", "run").code == 0
    said = keytier("show", "data", "run").out
    assert "first: 1  (one: 12.5 points; two: worked out from it)" in said
    assert "b: 0  (two: worked out from it)" in said
    assert "b: 0  (two：由它算出)" in keytier("show", "data", "run", "--lang", "zh").out
    fields = json.loads(keytier("show", "data", "run", "--format", "json").out)["fields"]
    assert [f["worked_out"] for f in fields] == [["two"], ["two"]]
    assert [len(f["rules"]) for f in fields] == [1, 0]


def test_counts_are_set_apart_as_in_a_run() -> None:
    """A count of thousands has its comma wherever a run is shown; one customer is one."""
    assert words("show.sum", "en", n=200_040, sum="…").startswith("200,040 customers in = ")
    assert words("show.sum", "zh", n=200_040, sum="…").startswith("200,040 位客户 = ")
    assert words("show.sum", "en", n=1, sum="…").startswith("1 customer in = ")
    assert words("show.sum.groups", "en", n=1, sum="…").startswith("1 group in = ")
    told = words("show.source", "en", role="orders", name="o.csv", rows=2_893_912, digest="d")
    assert "2,893,912 rows" in told
    for key in ("show.fields", "show.fields.groups", "show.unknown_rows", "show.keyless_rows",
                "show.errors", "show.more"):  # fmt: skip
        assert "1,200" in words(key, "en", n=1200, table="t"), key
        assert "1,200" in words(key, "zh", n=1200, table="t"), key


def test_counts_that_are_no_numbers_are_told(keytier: Run) -> None:
    """A manifest whose counts are words was not written by a run; it is no bug of ours."""
    starter = ROOT / "policies" / "starter"
    keytier("run", starter / "policy.yaml", starter / "customers.csv",
            "--as-of", "2026-06-30", "-o", "june")  # fmt: skip
    file = Path("june/manifest.json")
    whole = file.read_text("utf-8")
    none = '"rows_without_customer":{}'
    for old, new in (('"rows":12}],', '"rows":"12"}],'), (none, none[:-1] + '"o":"x"}')):
        assert old in whole
        file.write_text(whole.replace(old, new), encoding="utf-8")
        said = keytier("show", "data", "june")
        assert (said.code, "error[KT385]: `manifest.json`" in said.err) == (4, True)
