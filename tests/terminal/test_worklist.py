"""`keytier worklist`: who waits for a person, what is asked, and the answers in the next run."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT, Run

DAY = ("--as-of", "2026-06-30")
POLICY = """
keytier: 1
policy: debtors
version: 1.0.0
title: Debtors
customers: {id: 编号}
data:
  revenue:
    {is: money, from: 收入, between: [0, 10m], fresh: 1 year, dated: 报表日, label: sales}
  profit: {is: money, from: 利润, between: [0, 10m], fresh: 1 year, dated: 报表日}
  margin: {is: percent, between: [0, 100]}
  since: {is: date, format: DD.MM.YYYY}
  orders: {is: whole, between: [0, 100], raters: 2, disagree: 10}
checklist:
  loans:
    {ask: {en: 'loans "repaid"', zh: 过去有无拖欠}, evidence: 征信报告, good_for: 90 days}
  visited: {ask: 是否走访过}
red_flags:
  loans: {then: nothing, if_unknown: refer, reason: R01 loans}
  visited: {then: nothing, if_unknown: refer}
  old: {when: since < date('2000-01-01'), then: refer, if_unknown: refer}
scorecard:
  criteria:
    size: {field: revenue, points: {at_least: {1m: 100}, otherwise: 0}}
    gain: {field: profit, points: {at_least: {1m: 100}, otherwise: 0}}
    rate: {field: margin, points: as_is}
    buys: {field: orders, points: as_is}
  weights: {size: 25, gain: 25, rate: 25, buys: 25}
  missing: both_ways
tiers:
  good: {at_least: 50}
  rest: {}
"""
CUSTOMERS = (
    "编号,收入,利润,报表日,margin,since,orders_1,orders_2,loans,loans_date,visited,memo",
    "0007,2000000,2000000,2026-03-31,50,01.02.2010,50,50,否,2026-05-01,是,kept as it is",
    "0008,,2000000,2026-03-31,40,,50,50,,,,\"a, b\"",
    "0009,2000000,2000000,2026-03-31,50,01.02.1990,5,50,否,2025-05-01,是,",
    "0010,2000000,0,2020-03-31,,01.02.2010,50,50,否,2026-05-01,是,=1+1",
)  # fmt: skip


@pytest.fixture
def ran(keytier: Run, tmp_path: Path) -> Path:
    """A run with referred customers, beside its policy and its data."""
    Path("policy.yaml").write_text(POLICY)
    Path("customers.csv").write_text("\n".join(CUSTOMERS) + "\n")
    said = keytier("run", "policy.yaml", "customers.csv", *DAY, "-o", "run", "--format", "json")
    assert json.loads(said.out)["counts"]["outcomes"]["refer"] == 3, said.err
    return tmp_path / "run"


def fill(answers: Mapping[tuple[str, str], tuple[str, str]], file: str = "ask.csv") -> None:
    """Answers and dates put into the sheet, as a person would."""
    with open(file, encoding="utf-8-sig", newline="") as f:
        head, *lines = list(csv.reader(f))
    at = [head.index(h) for h in ("answer", "date", "answered by", "note")]
    for line in lines:
        given = answers.get((line[0], line[1]), ("", ""))
        for i, text in zip(at, (*given, "客户经理", "seen"), strict=True):
            line[i] = text
    with open("filled.csv", "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([head, *lines])


#: What settles 0008 and 0010; the date of the statements dates two values.
GOOD = {
    ("0008", "loans"): ("no", "2026-06-01"),
    ("0008", "visited"): ("是", ""),
    ("0008", "since"): ("2001-02-03", ""),
    ("0008", "revenue"): ("1,500,000", "2026-03-31"),
    ("0010", "revenue"): ("¥3000000", "2026-05-31"),
    ("0010", "profit"): ("900000", "2026-05-31"),
    ("0010", "margin"): ("60%", ""),
}


def test_what_is_asked(keytier: Run, ran: Path) -> None:
    """Each referred customer with its reasons, what is asked in its own words, what is known."""
    said = keytier("worklist", ran)
    assert said.code == 0
    head, *cases = said.out.split("\n\n")
    assert head == "debtors 1.0.0, as of 2026-06-30: 3 of 4 customers wait for a person"
    assert [c.partition("\n")[0] for c in cases] == ["0008", "0009", "0010"]
    assert "because  not known whether this holds (R01 loans)" in cases[0]
    assert 'loans: loans "repaid" (征信报告); now unknown; answer with yes' in cases[0]
    assert "revenue: sales; now missing; answer with an amount of money from 0 to" in cases[0]
    assert "now no, 425 days old, good for 90 days" in cases[1]
    assert "asked    the raters of orders, who have to agree" in cases[1]
    assert "asked    a person's decision on: old" in cases[1]
    chinese = keytier("worklist", ran, "--lang", "zh").out
    assert "4 位客户中有 3 位转人工" in chinese
    assert "loans：过去有无拖欠（征信报告）；现为不清楚；应填是、否、不清楚或不适用，并" in chinese
    document = json.loads(keytier("worklist", ran, "--format", "json").out)
    assert document["schema"] == "keytier/worklist/1"
    third = {a["ask"]: a for a in document["cases"][2]["asks"]}
    assert set(third) == {"revenue", "profit", "margin"}
    assert third["profit"]["known"]["en"] == "0.00, too old, 2,282 days old, good for 1 year"
    assert third["margin"]["why"][0]["code"] == "rate.missing"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_and_back(keytier: Run, ran: Path, language: str) -> None:
    """Answers of a sheet in either language stand in the next run's data, nothing else changed."""
    keytier("worklist", ran, "--csv", "ask.csv")
    fill(GOOD)
    if language == "zh":
        keytier("worklist", ran, "--csv", "frage.csv", "--lang", "zh")
        zh = Path("frage.csv").read_text(encoding="utf-8-sig").partition("\n")[0]
        rest = Path("filled.csv").read_text().partition("\n")[2]
        Path("filled.csv").write_text(f"{zh}\n{rest}")
    before = Path("customers.csv").read_bytes()
    said = keytier("worklist", ran, "--answers", "filled.csv", "--data", "customers.csv",
                   "-o", "next.csv", "--format", "json")  # fmt: skip
    assert said.code == 0, said.err
    document = json.loads(said.out)
    assert (len(document["answers"]), document["open"]) == (7, 1)
    assert document["answers"][0] == {
        "customer": "0008", "ask": "loans", "answer": "no", "date": "2026-06-01", "by": "客户经理",
        "note": "seen", "row": 1,
    }  # fmt: skip
    assert Path("customers.csv").read_bytes() == before
    with open("next.csv", encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    old = list(csv.reader(CUSTOMERS))
    assert [rows[0], rows[1], rows[3]] == [old[0], old[1], old[3]]
    assert rows[2] == ["0008", "1,500,000", "2000000", "2026-03-31", "40", "03.02.2001", "50", "50",
                       "no", "2026-06-01", "是", "a, b"]  # fmt: skip
    assert rows[4][1:5] == ["¥3000000", "900000", "2026-05-31", "60%"]
    assert rows[4][-1] == "=1+1"
    again = keytier("run", "policy.yaml", "next.csv", *DAY, "-o", "again", "--format", "json")
    outcomes = json.loads(again.out)["counts"]["outcomes"]
    assert (outcomes["decided"], outcomes["refer"], outcomes["error"]) == (3, 1, 0), again.err


def test_workbook(keytier: Run, ran: Path) -> None:
    """A workbook comes back the same; a bare number for a percentage is not guessed at."""
    import openpyxl

    keytier("worklist", ran, "--xlsx", "ask.xlsx")
    book = openpyxl.load_workbook("ask.xlsx")
    sheet = book.active
    assert sheet is not None
    head = [c.value for c in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        answer = GOOD.get((str(line[0].value), str(line[1].value)))
        if answer is not None:
            line[head.index("answer")].value, line[head.index("date")].value = answer
    book.save("filled.xlsx")
    said = keytier("worklist", ran, "--answers", "filled.xlsx")
    assert (said.code, said.out) == (0, "7 answered, 1 open\n"), said.err
    for line in sheet.iter_rows(min_row=2):
        if line[1].value == "margin":
            line[head.index("answer")].value = 0.6
    book.save("filled.xlsx")
    said = keytier("worklist", ran, "--answers", "filled.xlsx")
    assert said.code == 1
    assert "expected a percentage from 0 to 100 with its sign, such as `40%`" in said.err


WRONG = [
    ({("0008", "loans"): ("maybe", "2026-06-01")}, "KT320", "line 2, column `answer`, id `0008`"),
    ({("0008", "revenue"): ("11000000", "2026-06-01")}, "KT322", "column `answer`"),
    ({("0008", "loans"): ("no", "June")}, "KT320", "column `date`"),
    ({("0008", "loans"): ("no", "")}, "KT412", "column `date`"),
    ({("0008", "loans"): ("", "2026-06-01")}, "KT414", "column `date`"),
    ({("0008", "margin"): ("5", "")}, None, ""),
    ({("0010", "margin"): ("5", "2026-06-01")}, "KT415", "column `date`"),
    ({("0009", ""): ("good", "")}, "KT411", "column `answer`"),
]  # fmt: skip


def test_wrong_answers(keytier: Run, ran: Path) -> None:
    """An answer that cannot be used is named by row and column, all at once, and nothing is
    written."""
    keytier("worklist", ran, "--csv", "ask.csv")
    for answers, code, place in WRONG:
        fill(answers)
        said = keytier("worklist", ran, "--answers", "filled.csv", "--data", "customers.csv",
                       "-o", "next.csv", "--force")  # fmt: skip
        if code is None:
            assert said.code == 0, said.err
            Path("next.csv").unlink()
            continue
        assert said.code == 1
        assert f"error[{code}]" in said.err and place in said.err, said.err
        assert not Path("next.csv").exists()
    chinese = keytier("worklist", ran, "--answers", "filled.csv", "--lang", "zh").err
    assert "由人决定，不在此填写" in chinese


def test_who_was_not_asked(keytier: Run, ran: Path) -> None:
    """A customer or question that is not on the list is named, with what is; so are two answers
    to one question."""
    keytier("worklist", ran, "--csv", "ask.csv")
    fill(GOOD)
    text = Path("filled.csv").read_text()
    Path("filled.csv").write_text(text.replace("0008,loans", "8,loans"))
    said = keytier("worklist", ran, "--answers", "filled.csv")
    assert said.code == 1 and "error[KT410]: `loans` was not asked of `8`" in said.err
    Path("filled.csv").write_text(text.replace("0008,loans", "0008,loan"))
    said = keytier("worklist", ran, "--answers", "filled.csv")
    assert "help: it was asked `loans`, `visited`, `since`, `revenue`" in said.err
    line = next(x for x in text.splitlines() if x.startswith("0008,visited"))
    other = line.replace("是,,客户经理", "否,,客户经理")
    Path("filled.csv").write_text(f"{text}{line}\n{other}\n")
    said = keytier("worklist", ran, "--answers", "filled.csv")
    assert said.err.count("error[KT413]") == 1, said.err


def test_one_date_for_two_values(keytier: Run, ran: Path) -> None:
    """A new date that would make a value look new that nobody asked anew is refused."""
    keytier("worklist", ran, "--csv", "ask.csv")
    fill({("0008", "revenue"): ("5", "2026-06-01")})
    asked = ("worklist", ran, "--answers", "filled.csv", "--data", "customers.csv", "-o", "n.csv")
    said = keytier(*asked)
    assert said.code == 1
    assert "error[KT416]: the date of `revenue` of `0008` is also that of `profit`" in said.err
    fill({("0010", "revenue"): ("5", "2026-06-01"), ("0010", "profit"): ("5", "2026-06-02")})
    assert keytier(*asked).err.count("error[KT416]") == 2
    assert not Path("n.csv").exists()


def test_another_file(keytier: Run, ran: Path) -> None:
    """Answers for a customer whom the file does not have, or has twice, are refused; a file that
    the run did not read is told."""
    keytier("worklist", ran, "--csv", "ask.csv")
    assert keytier("worklist", ran, "--answers", "nothing.csv").code == 2
    fill(GOOD)
    asked = ("worklist", ran, "--answers", "filled.csv", "--data", "other.csv", "-o", "n.csv")
    Path("other.csv").write_text("\n".join((*CUSTOMERS[:4], CUSTOMERS[2])) + "\n")
    said = keytier(*asked)
    assert said.code == 1
    assert "`other.csv` has 2 rows for the customer `0008`" in said.err
    assert "`other.csv` has no rows for the customer `0010`" in said.err
    Path("other.csv").write_text("\n".join(CUSTOMERS) + "\n0011,,,,,,,,,,,\n")
    said = keytier(*asked)
    assert said.code == 0
    assert "this is not the customers' file that the run read" in said.err


GROUPS = """keytier: 1
policy: groups
version: 1.0.0
title: Groups
decide_for: group
customers: {id: id}
groups: {id: group, parent: parent}
data:
  margin: {is: percent, between: [0, 100], secret: yes, roll_up: max}
  size: {is: whole, between: [0, 100], roll_up: sum}
scorecard:
  criteria:
    rate: {field: margin, points: {at_least: {40: 100}, otherwise: 0}}
    large: {field: size, points: as_is}
  weights: {rate: 60, large: 40}
  missing: refer
tiers: {good: {at_least: 50}, rest: {}}
"""


def test_answers_of_groups(keytier: Run) -> None:
    """What is asked of a group is answered in the row of its one company, or of the one that the
    line names; what is not to be shown is shown neither in findings nor as JSON."""
    Path("p.yaml").write_text(GROUPS)
    rows = ["C1,G1,,,5", "C2,G2,,41.5,6", "C3,G2,,,7", "C4,G4,,20,8"]
    Path("d.csv").write_text("id,group,parent,margin,size\n" + "\n".join(rows) + "\n")
    keytier("run", "p.yaml", "d.csv", *DAY, "-o", "run")
    assert keytier("worklist", "run", "--csv", "ask.csv").code == 0
    asked = ("worklist", "run", "--answers", "filled.csv")
    into = (*asked, "--data", "d.csv", "-o", "next.csv")
    fill({("G1", "margin"): ("55.5x", ""), ("G2", "margin"): ("60.25", "")})
    wrong = keytier(*asked)
    assert "error[KT320]: `answer` is `***`" in wrong.err and "55.5x" not in wrong.err
    fill({("G1", "margin"): ("55.5", ""), ("G2", "margin"): ("60.25", "")})
    unclear = keytier(*into)
    assert "error[KT418]" in unclear.err and "one of its companies: `C2`, `C3`" in unclear.err
    sheet = Path("filled.csv").read_text("utf-8")
    Path("filled.csv").write_text(sheet.replace("G2,", "C3,"))
    told = json.loads(keytier(*asked, "--format", "json").out)
    assert [(a["customer"], a["company"], a["answer"]) for a in told["answers"]] == [
        ("G1", "C1", "***"), ("G2", "C3", "***")]  # fmt: skip
    assert keytier(*into).out == "2 answered, 0 open\n"
    given = [line.split(",")[3] for line in Path("next.csv").read_text("utf-8-sig").split()]
    assert given == ["margin", "55.5", "41.5", "60.25", "20"]
    assert keytier("run", "p.yaml", "next.csv", *DAY, "-o", "run2").code == 0
    assert "0 of 3 groups wait" in keytier("worklist", "run2").out
    assert "how many of 3 groups lack" in keytier("show", "data", "run").out
    assert "3 个集团 = " in keytier("show", "errors", "run", "--lang", "zh").out
    assert keytier("history", "run", "--id", "C1").out.startswith("group G1: 1 run of groups")


def test_a_changed_run(keytier: Run, ran: Path) -> None:
    """Of a run that was tampered with nothing is asked, and nothing is answered."""
    keytier("worklist", ran, "--csv", "ask.csv")
    fill(GOOD)
    part = ran / "inputs/00000.parquet"
    part.write_bytes(part.read_bytes()[:-9] + b"123456789")
    assert keytier("worklist", ran).code == 4
    assert keytier("worklist", ran, "--csv", "b.csv").code == 4
    assert not Path("b.csv").exists()
    assert keytier("worklist", ran, "--answers", "filled.csv").code == 4
    shutil.rmtree(ran / "decisions")
    assert keytier("worklist", ran).code == 4


ASK = ("--answers", "ask.csv")
TO = ("--data", "customers.csv", "-o")
MISTAKES = [
    (("--data", "customers.csv", "-o", "n.csv"), "go with `--answers`"),
    (("--answers", "ask.csv", "--data", "customers.csv"), "go together"),
    (("--answers", "ask.csv", "--csv", "b.csv"), "say one of them"),
    ((*ASK, *TO, "customers.csv"), "cannot be written over"),
    ((*ASK, *TO, "policy.yaml"), "--force overwrites"),
    (("--csv", "run/x.csv"), "would lie inside the run"),
    (("--answers", "customers.csv"), "KT310"),
]  # fmt: skip


def test_command_lines(keytier: Run, ran: Path) -> None:
    """Options that do not go together, and places that must not be written to, are refused."""
    for options, message in MISTAKES:
        said = keytier("worklist", "run", *options)
        assert said.code in (1, 2) and message in said.err, said.err


def test_the_interview(keytier: Run) -> None:
    """The needs that no interview has told are asked for on a form, and once they are answered
    the customer is decided."""
    home = ROOT / "policies/customer-screening"
    tables = {"orders": "orders", "contracts": "contracts", "complaints": "tickets"}
    given = [x for t, f in tables.items() for x in ("--table", f"{t}={home / f}.csv")]
    keytier("run", home / "policy.yaml", home / "customers.csv", *given, *DAY, "-o", "run")
    keytier("worklist", "run", "--csv", "ask.csv")
    fill({("C000045", "core_need_1"): ("4", "")})
    keytier("worklist", "run", "--answers", "filled.csv", "--data", home / "customers.csv",
            "-o", "next.csv")  # fmt: skip
    for data, outcome in ((home / "customers.csv", "refer"), ("next.csv", "decided")):
        said = keytier("why", home / "policy.yaml", data, *given, *DAY, "--id", "C000045",
                       "--format", "json")  # fmt: skip
        assert json.loads(said.out)["outcome"] == outcome
