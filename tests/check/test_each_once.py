"""One mistake gives one message, and no mistake hides behind another."""

from __future__ import annotations

import pytest

import engine
from engine.atoms.errors import PolicyError
from engine.atoms.text import Source
from engine.author.opening import decode
from engine.check import inspect
from engine.rehearse.checked import checked
from engine.report.render import render

SOUND = """\
keytier: 1
policy: once
version: 1.0.0
title: 客户评估
customers: {id: id}
data:
  csat: {is: percent, between: [0, 100]}
  idle_days: {is: whole, between: [0, 3650]}
derived:
  busy: {is: yes_no, formula: idle_days < 90}
red_flags:
  lapsed: {when: idle_days > 180, then: {cap: rest}, if_unknown: nothing, reason: 半年没有下单}
scorecard:
  criteria:
    happy: {field: csat, points: as_is}
    idle: {field: idle_days, points: {at_most: {30: 100, 90: 50}, otherwise: 0}}
  weights: {happy: 60, idle: 40}
  missing: refer
  enough_evidence: 60
tiers:
  key: {at_least: 60, require: {when: busy, if_unknown: refer}, label: 重点}
  rest: {label: 普通}
benefits:
  newsletter: {label: 简报}
  manager: {label: 客户经理}
actions:
  everyone: [newsletter]
  key: [manager]
tests:
  - name: happy
    given: {csat: 90, idle_days: 3}
    expect: {tier: key, actions: [newsletter, manager]}
"""
#: What is typed in place of what, and the errors that it gives.
SLIPS = [
    ("everyone: [newsletter]", "everyone: [nwsletter]", ["KT184 nwsletter"]),
    ("  key: {at_least", "  重点: {at_least", ["KT118 重点"]),
    ("  csat: {is", "  满意度: {is", ["KT118 满意度"]),
    ("  newsletter: {label", "  简报: {label", ["KT118 简报"]),
    ("  lapsed: {when", "  流失: {when", ["KT118 流失"]),
    ("enough_evidence: 60", "enough_evidence: 1e6", ["KT119 1e6"]),
    ("when: idle_days > 180,", "when: 'idle_days > 180: x',", ["KT156 :"]),
    ("when: idle_days > 180,", "when: idle_days > {x: 1},", ["KT153 {"]),
    ("when: idle_days > 180,", "when: 'years.x > 3 and nsp > 4',", ["KT160 years.x", "KT180 nsp"]),
    ("when: idle_days > 180,", "when: 'csat.a.b = 3 and nsp > 4',",
     ["KT155 =", "KT160 csat.a.b", "KT180 nsp"]),
    ("when: idle_days > 180,", "when: '满意度 > 3 and nsp > 4',", ["KT154 满意度", "KT180 nsp"]),
    ("formula: idle_days < 90", "formula: idle_days ＜ 90 and nsp > 4",
     ["KT152 ＜", "KT180 nsp"]),
    ("when: idle_days > 180,", "when: idle_days > 90 days,", ["KT166 days"]),
    ("when: idle_days > 180,", "when: 'idle_days > sum(csat, nsp)',", ["KT161 sum", "KT180 nsp"]),
    ("when: idle_days > 180,", "when: idle_days > 90天 且 nsp > 4,",
     ["KT155 且", "KT157 90天", "KT180 nsp"]),
    ("happy: {field: csat, points: as_is}", "happy: {field: csat, points: as_is, weight: 60}",
     ["KT111 weight"]),
    ("then: {cap: rest}", "then: 封顶", ["KT113 封顶"]),
    ("reason: 半年没有下单}\n", "reason: 半年没有下单}\nsegments: []\n", ["KT110 segments"]),
    # words for what is said by other means
    ("tests:\n", "shadow: yes\ntests:\n", ["KT111 shadow"]),
    ("csat: {is: percent,", "csat: {is: percent, from: 'decision:credit',",
     ["KT141 'decision:credit'"]),
    ("customers: {id: id}", "customers: {id: id}\ndecide_for: portfolio", ["KT113 portfolio"]),
    ("csat: {is: percent,", "csat: {is: percent, from: ['decision:vip', b],",
     ["KT141 'decision:vip'"]),
]  # fmt: skip


@pytest.mark.parametrize(("meant", "typed", "expected"), SLIPS)
def test_a_mistake_has_its_own_message(meant: str, typed: str, expected: list[str]) -> None:
    """As many errors as there are mistakes, each at its own word."""
    assert SOUND.count(meant) == 1
    found = inspect(Source("p", SOUND.replace(meant, typed)))[1]
    errors = [f"{d.code} {d.at.text}" for d in found if d.severity == "error" and d.at]
    assert sorted(errors) == sorted(expected)


def test_it_begins_sound() -> None:
    """The policy that the mistakes are put into has none."""
    assert inspect(Source("p", SOUND))[1] == []


def test_a_number_that_would_not_do_either_is_not_offered() -> None:
    """`1e6` where at most 100 may stand: what is wrong with it beside its form is said with it."""
    (found,) = inspect(Source("p", SOUND.replace("enough_evidence: 60", "enough_evidence: 1e6")))[1]
    assert found.fix is None
    assert found.help() == "`1000000` is outside 0 to 100"


def test_a_near_name_is_told_beside_an_id_of_a_wrong_shape() -> None:
    """What is plainly misspelt does not hide behind a tier whose id says nothing."""
    text = SOUND.replace("  rest: {label", "  其他: {label").replace("tier: key", "tier: kye")
    errors = [(d.code, d.at.text) for d in inspect(Source("p", text))[1] if d.at]
    assert errors == [("KT118", "其他"), ("KT183", "kye")]


@pytest.mark.parametrize(
    ("encoding", "command"),
    [("utf-16", "iconv -f UTF-16 -t UTF-8"), ("utf-16-le", "iconv -f UTF-16"),
     ("utf-32", "iconv -f UTF-32"), ("gbk", "iconv -f GB18030")],
)  # fmt: skip
def test_the_way_to_utf_8_begins_where_the_file_is(encoding: str, command: str) -> None:
    """A file in another encoding is told what it looks like, and how to convert just that."""
    with pytest.raises(PolicyError) as fault:
        decode(SOUND.encode(encoding), "p.yaml")
    (d,) = fault.value.diagnostics
    assert command in (d.help("en") or "")
    assert command in (d.help("zh") or "")


def test_a_line_is_chinese_up_to_its_headline() -> None:
    """Short lines join place and finding by the colon of their language."""
    found = inspect(Source("p.yaml", SOUND.replace("missing: refer", "mising: refer")))[1]
    assert render(found, "short", "en").startswith("p.yaml:18:3: error[KT111]: ")
    assert render(found, "short", "zh").startswith("p.yaml:18:3：错误[KT111]：")


CASE = """\
  - name: misspelt
    given: {csta: 90, idle_days: 9999, visits: [{date: 2026-01-01}]}
    expect: {tier: kye}
"""
#: Mistakes of a policy beside which its cases are vetted; what only hangs on them is not told.
BESIDE = [
    ("keytier: 1", "keytier: 1", ["KT183 kye", "KT504 csta", "KT504 visits", "KT505 9999"]),
    ("missing: refer", "mising: refer",
     ["KT111 mising", "KT183 kye", "KT504 csta", "KT504 visits", "KT505 9999"]),
    ("idle: 40}", "idle: 50}",
     ["KT183 kye", "KT203 60", "KT504 csta", "KT504 visits", "KT505 9999"]),
    ("between: [0, 3650]", "between: [3650, 0]",
     ["KT183 kye", "KT192 3650", "KT504 csta", "KT504 visits"]),
    ("  csat: {is: percent,", "  csta: {is: percent,",
     ["KT180 csat", "KT183 kye", "KT504 visits", "KT505 9999"]),
    ("  csat: {is", "  满意度: {is", ["KT118 满意度", "KT183 kye", "KT505 9999"]),
]  # fmt: skip


@pytest.mark.parametrize(("meant", "typed", "expected"), BESIDE)
def test_cases_are_vetted_beside_mistakes(meant: str, typed: str, expected: list[str]) -> None:
    """What a case gives wrongly is told in the same go as what is wrong with the policy."""
    assert SOUND.count(meant) == 1
    found = checked(Source("p", SOUND.replace(meant, typed) + CASE))
    errors = [f"{d.code} {d.at.text}" for d in found if d.severity == "error" and d.at]
    assert sorted(errors) == sorted(expected)


def test_the_python_api_vets_cases_too() -> None:
    """`check` of a text says what the command says."""
    assert [d.code for d in engine.check(SOUND + CASE)] == ["KT183", "KT504", "KT505", "KT504"]


def test_bands_that_leave_both_ends_open_are_told_once() -> None:
    """What lies below the first band and above the last is one mistake of the bands."""
    points = "{at_most: {30: 100, 90: 50}, otherwise: 0}"
    text = SOUND.replace(points, "{bands: [[2, 10, 100]]}")
    [finding] = [d for d in inspect(Source("p", text))[1] if d.severity == "error"]
    assert finding.code == "KT214"
    assert finding.message() == (
        "bands give no points to `idle_days` from 0 to 1 and from 10 to 3650"
    )


def test_little_evidence_may_be_meant() -> None:
    """With its sign, less than one percent is no slip."""
    for typed, expected in (("0.6", ["KT266"]), ("0.6%", []), ("1", [])):
        text = SOUND.replace("enough_evidence: 60", f"enough_evidence: {typed}")
        assert [d.code for d in inspect(Source("p", text))[1]] == expected
