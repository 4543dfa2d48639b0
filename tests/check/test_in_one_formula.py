"""All mistakes of one formula come in one go, each once."""

from __future__ import annotations

import pytest

from engine.atoms.text import Source
from engine.check import inspect

POLICY = """\
keytier: 1
policy: p
version: 1.0.0
title: t
customers: {id: id}
data:
  csat: {is: percent, between: [0, 100]}
  orders: {is: whole, between: [0, 100]}
  region: {is: text, one_of: [华东, 华南]}
derived:
  half: {is: percent, formula: "csat / 2 + 1"}
tiers:
  key: {require: {when: "WHEN", if_unknown: refer}}
  rest: {}
"""


def told(when: str) -> list[str]:
    """Of the errors, the code and the text that each points at."""
    found = inspect(Source("p", POLICY.replace("WHEN", when)))[1]
    return [f"{d.code} {d.at and d.at.text}" for d in found if d.severity == "error"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        # What is behind a word that can be mended is read as if mended.
        ("region == '华北' and csat ＞ 3", ["KT176 '华北'", "KT152 ＞"]),
        ("csat = 'abc' and orders", ["KT155 =", "KT170 'abc'", "KT172 orders"]),
        ("csat ＞ 3 and ordres > 2 and opne(csat)", ["KT152 ＞", "KT180 ordres", "KT161 opne"]),
        ("csat ＞ 3 and (orders > 2", ["KT152 ＞", "KT166 ("]),
        ("region == None and orders == '华东'", ["KT165 == None", "KT170 '华东'"]),
        ("opne(csat) > 3 and region == '华北'", ["KT161 opne", "KT176 '华北'"]),
        ("orders.x > 3 and region == '华北'", ["KT160 orders.x", "KT176 '华北'"]),
        # What is behind other mistakes cannot be known; what stands beside them can.
        (
            "aa.real > 3 and opne(csat) > a ** 2 and csat = 3 and lambda",
            ["KT160 aa.real", "KT161 opne", "KT180 a", "KT156 **", "KT155 =", "KT160 lambda"],
        ),
        ("csat % 2 > ordres", ["KT156 %", "KT180 ordres"]),
        # None is told that another mistake causes.
        ("orders in [x for x in csat]", ["KT160 for"]),
        ("csat above 3", ["KT166 above"]),
        ("csat is greater than 3", ["KT156 is"]),
        ("sum(orders.amount) > 3", ["KT160 orders.amount"]),
        ("csat >= yes", ["KT158 yes"]),
        ("region == “华北”", ["KT152 “华北”", "KT176 “华北”"]),
        ("销售额 > 3 and csat > 2", ["KT154 销售额"]),
        ("region.lower() == '华东'", ["KT160 region.lower"]),
    ],
)
def test_one_formula_tells_all_of_its_mistakes(when: str, expected: list[str]) -> None:
    """What a mistake does not touch is judged as if the mistake had been mended."""
    assert told(when) == expected


def test_a_mend_beside_another_mistake_is_offered() -> None:
    """A full-width sign can be mended though the formula has a second mistake."""
    text = POLICY.replace("WHEN", "region == '华北' and csat ＞ 3")
    found = inspect(Source("p", text))[1]
    assert [d.code for d in found if d.fix is not None and d.code == "KT152"] == ["KT152"]


def test_a_derived_field_tells_what_is_behind_a_full_width_sign() -> None:
    """The formula of a derived field, and what its result may be, as any other."""
    text = POLICY.replace("csat / 2 + 1", "csat ＋ ordres + region").replace("WHEN", "csat > 3")
    found = [d.code for d in inspect(Source("p", text))[1] if d.severity == "error"]
    assert found == ["KT152", "KT180", "KT173"]


@pytest.mark.parametrize("when", ["min(csat, key=half) > 3", "abs(x=csat) > 3"])
def test_a_keyword_argument_is_one_mistake(when: str) -> None:
    """Functions take values in their order; the name before `=` is no field."""
    [finding] = inspect(Source("p", POLICY.replace("WHEN", when)))[1][:1]
    assert len(told(when)) == 1
    assert finding.code == "KT160"
    assert finding.message() == "formulas have no keyword arguments"


@pytest.mark.parametrize(
    ("escape", "what"),
    [("\\ud834", "half of a surrogate pair"), ("\\U00110000", "no character")],
)
def test_an_escape_of_no_character_is_named(escape: str, what: str) -> None:
    """The quote around it is closed, and nobody is told otherwise."""
    text = POLICY.replace("WHEN", f"region == '{escape}'").replace("csat / 2", "ordres / 2")
    escaped, other = inspect(Source("p", text))[1][::-1]
    assert (escaped.message(), other.code) == (f"`{escape}` is {what}", "KT180")
    assert escaped.at is not None
    assert escaped.at.text == escape
