"""`init`: a policy that works from the first minute, from a template or from real customers."""

from __future__ import annotations

import errno
import json
import shlex
from pathlib import Path

import pytest
import xlsxwriter

from engine.terminal.commands.init import templates
from engine.terminal.draft.guess import guess
from engine.terminal.draft.ids import ids_of
from engine.terminal.talk import Talk
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
    """A template checks clean, passes its cases, is laid out, and has its schema beside it; the run
    that is suggested can be made, and is left out only where it needs another policy's."""
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
    _, then, call = said.err.partition("then: keytier ")
    assert bool(then) is (template != "payment-terms")
    if then:
        made = keytier(*shlex.split(call.splitlines()[0]), "--dry-run", "--format", "short")
        assert made.code == 0 and made.out, made
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
    assert "policy.yaml, policy.schema.json are there already" in keytier("init").err


def test_all_files_or_none(keytier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be written nothing is, and nothing is said to be; names that nobody
    reads change nothing."""
    Path("a/policy.schema.json").mkdir(parents=True)  # the last of them
    template = ("--template", "customer-credit-quality", "--force")
    said = keytier("init", "a", *template)
    assert (said.code, said.out) == (2, "")
    assert "cannot write `a/policy.schema.json`: it is a folder" in said.err
    assert [f.name for f in Path("a").rglob("*")] == ["policy.schema.json"]

    def full(self: Talk, text: str) -> None:
        raise OSError(errno.ENOSPC, "no space left", "what lists them")

    monkeypatch.setattr(Talk, "result", full)
    assert keytier("init", "b/c", *template).code == 2
    assert Path("b/c/cases/companies.yaml").is_file() and Path("b/c/policy.schema.json").is_file()


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
        "客户,销售额,销售 额,度\n1,5,1,2\n2,6,2,3\n3,7,3,4\n4,8,4,5\n",
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


def test_an_id_that_many_rows_lack_is_the_id(keytier: Run) -> None:
    """Of merged cells only the first holds a value: the column is the id all the same."""
    rows = [[f"C{n}" if n % 2 else "", str(1000 + n), str(n)] for n in range(1, 13)]
    said, text = drafted(keytier, "c.xlsx", as_xlsx([["客户编号", "采购额", "年限"], *rows]))
    assert "customers: {id: 客户编号}" in text
    assert "6 rows have no `客户编号`" in said


def test_an_id_that_stands_twice_among_few_is_the_id(keytier: Run) -> None:
    """In a file of a few rows one customer that was entered twice leaves the column its id."""
    rows = ["C1,Acme,5", "C1,Acme Ltd,6", "C2,Beta,7"]
    Path("c.csv").write_text("\n".join(["customer_id,name,spend", *rows]) + "\n", encoding="utf-8")
    said = keytier("init", "shop", "--from", "c.csv").err
    assert "customers: {id: customer_id}" in Path("shop/policy.yaml").read_text(encoding="utf-8")
    assert "2 rows share their `customer_id` with another: line 2, line 3" in said


@pytest.mark.parametrize(
    ("headings", "row", "id_"),
    [
        ("客户采购额,城市,往来单位", "{n}00.5,上海,单位{n}", "往来单位"),
        ("Revenue,Orders,Town", "{n}000,{n},Town {n}", "Town"),
        ("Revenue,Account", "{n}000,7{n}", "Account"),
        ("revenue,when,serial", "{n}000.5,2026-01-{n},90{n}", "serial"),
        ("revenue,share,city", "{n}000.5,{n},a{m}", "city"),
    ],
)
def test_an_amount_is_no_id(keytier: Run, headings: str, row: str, id_: str) -> None:
    """Where no heading speaks of an id, what names a customer is taken, and that is said."""
    lines = [row.format(n=n, m=n % 4) for n in range(10, 20)]
    Path("c.csv").write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
    said = keytier("init", "shop", "--from", "c.csv")
    assert f"customers: {{id: {id_}}}" in Path("shop/policy.yaml").read_text(encoding="utf-8")
    assert f"no heading says that it is the customers' id; `{id_}` was taken" in said.err
    assert keytier("check", "shop").out == ""


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
        ("客户,额,额\u3000\n1,2,3\n", "the heading `额` twice"),
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


HEADINGS = ["客户编号", "采购额", "最近下单日期", "地区"]


def customers(n: int = 40) -> list[list[str]]:
    """Rows of customers with an id, an amount, a date and a region."""
    return [
        [f"C{i:03d}", str(1000 * i), f"2026-0{i % 6 + 1}-1{i % 9}", "华东" if i % 2 else "华南"]
        for i in range(1, n + 1)
    ]


def as_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    return "".join(delimiter.join(row) + "\n" for row in rows).encode()


def as_xlsx(rows: list[list[str]], folder: Path = Path()) -> bytes:
    book = xlsxwriter.Workbook(str(folder / "made.xlsx"))
    page = book.add_worksheet("客户")
    for n, row in enumerate(rows):
        page.write_row(n, 0, [float(c) if c.isdigit() else c for c in row])
    book.close()
    made = folder / "made.xlsx"
    content = made.read_bytes()
    made.unlink()
    return content


def drafted(keytier: Run, name: str, content: bytes, *options: str) -> tuple[str, str]:
    """What was said of a file, and the policy drafted from it, which has to check and to pass."""
    Path(name).write_bytes(content)
    said = keytier("init", "shop", "--from", name, "--force", *options)
    assert said.code == 0, said.err
    checked = keytier("check", "shop")
    assert (checked.code, checked.out) == (0, "")
    assert keytier("test", "shop").code == 0
    return said.err, Path("shop/policy.yaml").read_text(encoding="utf-8")


def run_on(keytier: Run, name: str) -> tuple[int, str]:
    said = keytier("run", "shop/policy.yaml", name, "--as-of", "2026-06-30",
                   "--outside-effective", "--dry-run")  # fmt: skip
    return said.code, said.out + said.err


TITLES = {
    "a title and a day": [["客户采购表", "", "", ""], ["2026年6月", "", "", ""]],
    "a title and a blank row": [["客户采购表", "", "", ""], ["", "", "", ""]],
    "a title alone": [["客户采购表"]],
}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("kind", ["csv", "semicolons", "xlsx"])
def test_a_title_above_the_headings_is_no_heading(keytier: Run, title: str, kind: str) -> None:
    """The draft is made from the row of headings, which is named, as `run` names it."""
    rows = [*TITLES[title], HEADINGS, *customers()]
    if kind != "xlsx" and title == "a title and a blank row":
        rows[1] = [""]  # a blank line
    content = as_xlsx(rows) if kind == "xlsx" else as_csv(rows, ";" if kind != "csv" else ",")
    name = "c.xlsx" if kind == "xlsx" else "c.csv"
    said, text = drafted(keytier, name, content)
    line = len(TITLES[title]) + 1
    assert f"the headings of {name} stand on line {line}; a run wants them first" in said
    assert "customers: {id: 客户编号}" in text
    assert "purchases: {is: money, from: 采购额, label: 采购额}" in text
    code, told = run_on(keytier, name)
    assert code == 2
    assert f"the headings seem to stand on line {line}" in told
    rest = as_xlsx(rows[line - 1 :]) if kind == "xlsx" else as_csv(rows[line - 1 :])
    Path(name).write_bytes(rest)
    assert run_on(keytier, name)[0] == 0


def test_one_bad_cell_leaves_the_column_what_it_is(keytier: Run) -> None:
    """Money stays money and a date a date; the cell that is neither is told with its line."""
    for n in (40, 8):
        rows = customers(n)
        rows[5][1], rows[6][2] = "待定", "上周"
        said, text = drafted(keytier, "c.csv", as_csv([HEADINGS, *rows]))
        assert "`采购额` is an amount of money, but 1 cell cannot be read" in said
        assert 'line 7 ("待定")' in said
        assert "`最近下单日期` is a date, but 1 cell cannot be read" in said
        assert 'line 8 ("上周")' in said
        assert "  purchases: {is: money" in text
        assert "  # last_order_date: {is: date" in text
        code, told = run_on(keytier, "c.csv")
        assert code == 3
        assert "1 error\n" in told


def test_a_column_that_is_nearly_something_is_said(keytier: Run) -> None:
    """Where too many cells cannot be read, the column is a text, and that is no secret."""
    rows = customers(20)
    for i in (2, 9, 15):
        rows[i][1] = "待定"
    said, text = drafted(keytier, "c.csv", as_csv([HEADINGS, *rows]), "--lang", "en")
    assert "`采购额` was drafted as a text: most of it is an amount of money, but 3 cells" in said
    assert "line 4, line 11, line 17" in said
    assert "most cells can be read as an amount of money, but not" in text


@pytest.mark.parametrize(
    ("cell", "kind"), [("0012", "money"), ("5%", "money"), ("$5", "money"), ("-", "money")]
)
def test_one_odd_cell_does_not_change_the_kind(cell: str, kind: str) -> None:
    """One code, share or other currency among amounts is a cell to look at, not another kind."""
    assert guess("采购额", [*(str(1000 * n) for n in range(1, 40)), cell]).kind == kind


ASIDE = {
    "en": [
        "1 row reads like a total and is no customer: line 42",
        "1 row has no `客户编号`: line 11",
        "2 rows share their `客户编号` with another: line 2, line 5",
    ],
    "zh": [
        "有 1 行像是合计，不是客户：文件第 42 行",
        "有 1 行没有 `客户编号`：文件第 11 行",
        "有 2 行的 `客户编号` 与其他行重复：文件第 2 行，文件第 5 行",
    ],
}


def test_rows_that_are_no_customers_are_said_and_set_aside(keytier: Run) -> None:
    """A total row, a missing and a shared id are told with their lines; the draft runs all the
    same, and the total is none of its thresholds."""
    rows = customers()
    rows[3][0], rows[9][0] = "C001", ""
    total = ["合计", "82000000", "", ""]
    for language, words in ASIDE.items():
        said, text = drafted(keytier, "c.csv", as_csv([HEADINGS, *rows, total]), "--lang", language)
        for word in words:
            assert word in said
            assert f"# {word}" in text
        assert "gates: {on_bad_row: set_aside}" in text
        assert "{30000: 100, 20000: 70, 10000: 40}" in text
    code, told = run_on(keytier, "c.csv")
    assert code == 3
    assert "41 customers in = 37 decided" in told


def test_percents_of_a_workbook_say_how_they_are_written(keytier: Run) -> None:
    """Numbers of a percent column are drafted so that a run takes them."""
    rows = [["id", "毛利率"], *[[f"C{n}", str(20 + n)] for n in range(9)]]
    _, text = drafted(keytier, "c.xlsx", as_xlsx(rows))
    assert "written_as: percent" in text
    assert run_on(keytier, "c.xlsx")[0] == 0
