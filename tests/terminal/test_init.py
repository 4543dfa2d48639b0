"""`init`: a policy that works from the first minute, from a template or from real customers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.terminal.commands.init import templates
from engine.terminal.draft.guess import guess
from engine.terminal.draft.ids import ids_of
from tests.terminal.conftest import ROOT, Run

CSV = """\
客户编号,客户名称,近12个月采购额,满意度,地区,是否上市,合作年限,逾期天数,最近下单日期,毛利率,备注
C001,甲公司,"1,200,000",92.5,华东,是,5,0,2026/05/01,35%,好
C002,乙公司,350000,80,华南,否,2,10,2026/04/11,20%,
C003,丙公司,N/A,71.25,华东,否,3,,2026/06/01,15.5%,abc
C004,丁公司,90000,66,华北,否,1,95,2025/12/31,8%,x
C005,戊公司,50000,,华北,是,8,3,2026/06/20,40%,y
C006,己公司,2000000,88,华东,是,10,0,2026/06/21,28%,z
"""


@pytest.mark.parametrize("template", templates())
def test_every_template_works_as_it_is(keytier: Run, template: str) -> None:
    """A template checks clean, passes its cases, is laid out, and has its schema beside it."""
    said = keytier("init", "new", "--template", template)
    assert said.code == 0
    assert "new/policy.yaml\n" in said.out
    assert "keytier check new/policy.yaml" in said.err
    text = Path("new/policy.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=policy.schema.json\n")
    assert Path("new/policy.schema.json").is_file()
    home = ROOT / "policies" / template
    for file in (*home.glob("*.yaml"), *home.glob("*cases/*.yaml")):
        copied = Path("new") / file.relative_to(home)
        assert "../../schemas" not in copied.read_text(encoding="utf-8"), "it dangles here"
    assert keytier("check", "new").out == ""
    assert keytier("test", "new").code == 0
    assert keytier("fmt", "--check", "new").code == 0


def test_nothing_is_overwritten(keytier: Run) -> None:
    """Files that are there stay as they are, all of them, unless --force is said."""
    Path("policy.yaml").write_text("mine")
    said = keytier("init")
    assert (said.code, said.out) == (2, "")
    assert "policy.yaml is there already; --force overwrites" in said.err
    assert [f.name for f in Path().iterdir()] == ["policy.yaml"]
    assert Path("policy.yaml").read_text() == "mine"
    assert keytier("init", "--force").code == 0
    assert Path("policy.yaml").read_text() != "mine"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_draft_from_real_customers_works(keytier: Run, language: str) -> None:
    """A draft checks clean, is laid out, passes its case, and reads the file that it came from."""
    Path("客户.csv").write_text(CSV, encoding="utf-8")
    assert keytier("init", "shop", "--from", "客户.csv", "--lang", language).code == 0
    text = Path("shop/policy.yaml").read_text(encoding="utf-8")
    assert keytier("check", "shop").out == ""
    assert keytier("test", "shop").code == 0
    assert keytier("fmt", "--check", "shop").code == 0
    for line in (
        "customers: {id: 客户编号}",
        "  # customer_name: {is: text, from: 客户名称, personal: true, label: 客户名称}",
        "  purchases_12m: {is: money, from: 近12个月采购额, missing_as: [N/A],"
        " label: 近12个月采购额}",
        "  # region: {is: text, from: 地区, one_of: [华东, 华北, 华南], label: 地区}",
        "  # is_listed: {is: yes_no, from: 是否上市, label: 是否上市}",
        "  # last_order_date: {is: date, from: 最近下单日期, format: YYYY/MM/DD,"
        " label: 最近下单日期}",
        "  # margin_percent: {is: percent, from: 毛利率, label: 毛利率}",
    ):
        assert line in text.splitlines()
    assert "at_most: {0: 100, 3: 70, 10: 40}" in text
    why = keytier("why", "shop/policy.yaml", "客户.csv", "--id", "C006", "--outside-effective",
                  "--as-of", "2026-06-30", "--format", "json")  # fmt: skip
    assert json.loads(why.out)["tier"] == "key"


@pytest.mark.parametrize(
    "csv",
    [
        "id\n1\n2\n",
        "name,note\na,x\nb,y\n",
        "id,when\n1,2026-01-01\n2,2026-01-02\n",
        'a: b,# c,\'d\',"e""f",{g},- h\n1,2,3,4,5,6\n2,4,5,6,7,8\n3,9,9,9,9,9\n4,1,2,3,4,5\n',
        "id,score,min,as_of,and\n1,5,1,2,3\n2,6,2,3,4\n3,7,3,4,5\n4,8,4,5,6\n",
        "客户,额,额 ,度\n1,5,1,2\n2,6,2,3\n3,7,3,4\n4,8,4,5\n",
    ],
    ids=["ids only", "texts only", "dates only", "odd headings", "taken names", "like names"],
)
def test_drafts_of_odd_files(keytier: Run, csv: str) -> None:
    """Whatever the headings and values, a draft checks clean."""
    Path("c.csv").write_text(csv, encoding="utf-8")
    assert keytier("init", "shop", "--from", "c.csv").code == 0
    said = keytier("check", "shop")
    assert (said.code, said.out) == (0, "")
    assert keytier("test", "shop").code == 0


def test_a_draft_of_gbk(keytier: Run) -> None:
    """A file in GB18030 is read by its encoding, said or seen."""
    Path("c.csv").write_bytes(CSV.encode("gb18030"))
    assert keytier("init", "a", "--from", "c.csv", "--encoding", "gb18030").code == 0
    assert "客户编号" in Path("a/policy.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("csv", "expected"),
    [
        ("", "c.csv"),
        ("a,b\n", "c.csv"),
        ("a,a\n1,2\n", "the heading `a` twice"),
    ],
)
def test_files_that_cannot_be_drafted_from(keytier: Run, csv: str, expected: str) -> None:
    """Empty files and doubled headings are said in words, and nothing is written."""
    Path("c.csv").write_text(csv)
    said = keytier("init", "shop", "--from", "c.csv")
    assert said.code == 2
    assert expected in said.err
    assert not Path("shop").exists()


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("amount", ["1,200.50", "3"], "money"),
        ("x", ["¥5", "6"], "money"),
        ("x", ["5", "6"], "whole"),
        ("x", ["5.5", "6"], "number"),
        ("x", ["5.5%", "6"], "percent"),
        ("growth", ["0.25", "0.5"], "percent"),
        ("code", ["0012", "0400"], "text"),
        ("x", ["yes", "no", ""], "yes_no"),
        ("x", ["0", "1"], "whole"),
        ("is_new", ["0", "1"], "yes_no"),
        ("x", ["2026-01-31", "2026-02-01"], "date"),
        ("x", ["31.01.2026", "01.02.2026"], "date"),
        ("x", ["2026年1月31日"], "date"),
        ("x", ["20260131"], "whole"),
        ("order date", ["20260131"], "date"),
        ("x", ["a", "b"], "text"),
        ("x", ["", None], "text"),
        ("x", ["1e400", "2"], "text"),
        ("x", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "x"], "whole"),
        ("x", ["1", "2", "3", "4", "x"], "text"),
    ],
)
def test_kinds(heading: str, cells: list[str | None], kind: str) -> None:
    """The kind of a column is the one that all or most of its cells can be read as."""
    assert guess(heading, cells).kind == kind


def test_what_a_guess_notes() -> None:
    """Words for nothing, digits too many, fractions, few words and odd cells are noted."""
    assert guess("额", ["1", "N/A", "无"]).missing_as == ("N/A", "无")
    assert guess("amount", ["1.123456", "2"]).round == 4
    assert guess("rate", ["0.25", "0.5"]).fraction
    assert not guess("rate", ["25", "50.5"]).fraction
    assert guess("x", ["b", "a", "a", "b", "a"]).words == ("a", "b")
    assert guess("x", [*map(str, range(19)), "?"]).odd == ("?",)
    assert guess("phone", ["a", "a", "b", "b"]).words == ()


def test_ids() -> None:
    """Ids are ASCII, differ, and are no words of formulas."""
    found = ids_of(
        ["客户编号", "Net Sales (EUR)", "2025 total", "score", "备用", "采购额", "采购额"]
    )
    assert found == [
        "customer_id", "net_sales_eur", "total_2025", "score_value", "field_5", "purchases",
        "purchases_2",
    ]  # fmt: skip
    assert ids_of(["x" * 90])[0] == "x" * 50


def test_templates_are_shipped() -> None:
    """`starter` comes first, and every template is a folder of `policies/`."""
    assert templates()[0] == "starter"
    assert all((ROOT / "policies" / t / "policy.yaml").is_file() for t in templates())
