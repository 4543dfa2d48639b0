"""Groups of companies: from Python, in policy tests, in `why`, and where parents lead nowhere."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import engine
from engine.atoms.errors import DataError
from engine.rehearse.rehearsal import rehearse
from engine.terminal.door import GROUP
from tests.connect.reading import read
from tests.evaluators import bound_policy

CORPUS = Path(__file__).parent.parent / "corpus" / "groups"
POLICY = """\
keytier: 1
policy: accounts
version: 1.0.0
title: Accounts
decide_for: group
customers: {id: id}
groups: {id: group, parent: parent, label: {en: group, zh: 集团}}
data:
  sales: {is: number, roll_up: sum}
  csat: {is: percent, between: [0, 100], roll_up: {weighted_by: sales}}
  region: {is: text, roll_up: head}
checklist:
  broke: {ask: is it broke}
red_flags:
  broke: {then: reject, if_unknown: nothing, reason: it is broke}
tiers:
  key: {require: {when: csat >= 60 and region == 'east', if_unknown: not_met}}
  rest:
"""
TESTS = """
tests:
  - name: two companies, the first speaks for them
    given:
      members:
        - {id: a, sales: 300, csat: 80%, region: east, broke: no}
        - {id: b, sales: 100, csat: 20%, region: west, broke: unknown}
    expect: {tier: key, because: [], flags: {broke: unknown}}
  - name: one that is broke is enough
    given: {members: [{sales: 1, csat: 80, region: east}, {sales: 1, csat: 80, broke: yes}]}
    expect: {tier: rest, because: [broke.yes]}
  - name: the group's own values
    given: {csat: 60, region: east}
    expect: {tier: key}
"""


def company(id_: str, sales: int, csat: int, **more: str) -> dict[str, Any]:
    return {"id": id_, "sales": sales, "csat": csat, "group": "", "parent": "", "region": "",
            "broke": "no", **more}  # fmt: skip


FIRST = company("a", 300, 80, region="east")
SECOND = company("b", 100, 20, parent="a")


def test_a_record_is_a_group_of_its_own_or_holds_its_companies() -> None:
    """From Python, one company decides as a group of one, several under `members` as one group."""
    policy = engine.load(POLICY)
    assert policy.decide(FIRST).tier == "key"
    both = policy.decide({"members": [FIRST, SECOND]})
    assert (both.id, both.tier, both.row["members"]) == ("a", "key", ["a", "b"])
    assert policy.decide({"id": "G", "members": [SECOND]}).id == "G"
    told = both.why()
    assert [t.en for t in told.sources] == [
        "group of 2 companies: a, b",
        "summed over its companies: sales",
        "weighted over its companies by sales: csat",
        "of its head company: region",
    ]
    assert told.headline.zh.startswith("集团 a")


def test_policy_tests_give_companies_or_the_group_itself() -> None:
    """`members` holds one map a company; the first of them speaks for the group."""
    found = rehearse(bound_policy(POLICY + TESTS))
    assert [d.message() for d in found.found] == []
    wrong = TESTS.replace("csat: 20%", "csat: 200").replace("b, sales", "b, sale")
    codes = [d.code for d in rehearse(bound_policy(POLICY + wrong)).results[0].found]
    assert codes == ["KT504", "KT505"]


def test_who_asks_for_a_company_is_told_of_its_group(tmp_path: Path) -> None:
    """`run --id` decides the company's group from all of its companies, `why` finds it again."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    with (tmp_path / "c.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(FIRST))
        writer.writeheader()
        writer.writerows([FIRST, SECOND, company("c", 5, 5)])
    here = ["run", str(tmp_path / "policy.yaml"), str(tmp_path / "c.csv"), "--as-of", "2026-06-30"]
    target = str(tmp_path / "run")
    ran = CliRunner().invoke(GROUP, [*here, "-o", target, "--lang", "en"])
    assert "3 customers, 2 groups in = 2 decided" in ran.output
    why = CliRunner().invoke(GROUP, ["why", target, "--id", "b", "--lang", "en"])
    assert why.output.startswith("group a: key")
    alone = CliRunner().invoke(GROUP, [*here, "--id", "b", "--dry-run", "--lang", "zh"])
    assert "客户 3，集团 1 = 1 已定级" in alone.output
    assert "集团 a：key" in alone.output
    assert CliRunner().invoke(GROUP, ["why", target, "--id", "z"]).exit_code == 2


def test_parents_that_lead_nowhere_stop_the_run_with_their_names() -> None:
    """The first parents that are nobody, and the companies of the first circle in order."""
    home = CORPUS / "who_belongs_where"
    text = (home / "policy.yaml").read_text(encoding="utf-8")
    with (home / "customers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    stop = bound_policy(text.replace("gates: {on_bad_row: set_aside}\n", ""))
    orders = [{"company": "A", "day": "2026-01-01", "amount": "1"}]
    with pytest.raises(DataError) as raised:
        read(stop, rows, {"orders": orders})
    orphan, circle = raised.value.diagnostics
    assert (orphan.code, orphan.params["parents"]) == ("KT371", "`nobody`")
    assert (circle.code, circle.params["path"]) == ("KT370", "`R1` → `R3` → `R2` → `R1`")


def test_a_chain_of_a_thousand_parents_is_followed() -> None:
    """However deep, the topmost company gives the group its id."""
    rows = [company(f"c{n:04}", 1, 50, parent=f"c{n - 1:04}" if n else "") for n in range(1000)]
    found = read(bound_policy(POLICY), rows).rows
    assert [(row["id"], row["sales"], len(row["members"])) for row in found] == [
        ("c0000", 1000 * 10**6, 1000)
    ]
