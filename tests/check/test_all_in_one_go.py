"""All mistakes of a file come in one go: one message each, and none that another one causes."""

from __future__ import annotations

import pytest

from engine.atoms.text import Source
from engine.check import inspect

TEN = """\
keytier: 1
policy: my_vips
version: 1.0.0
title: 重点客户
customers: {id: 客户编号}
data:
  采购额: {is: money, between: [0, 1bn]}
  csat: {is: percent, between: [0, 100], shade: blue}
  orders: {is: whole, between: [0, 100]}
  region: {is: text, one_of: [华东, 华南]}
derived:
  big: {is: yes_no, formula: 采购额 > 5}
scorecard:
  missing: refer
  criteria:
    volume: {field: 采购额, points: {at_least: {1m: 100, 5m: 70}, otherwise: 0}}
    area：  {field: region, points: {one_of: {华东: 100}, otherwise: 0}}
    happy: {field: csat, points: as_is}
    often: {field: ordres, points: as_is}
  weights: {volume: 40, area: 30, happy: 10, often: 10}
tiers:
  key: {at_leest: 60, keep_at: 70, require: {when: 'orders = 3 and big', if_unknown: refer}}
  rest: {label: 普通}
actions:
  key: [manager]
"""
#: Each mistake: its code, what is wrong, and what mends it.
MISTAKES = {
    "KT118": ("采购额", "spend"),
    "KT111 shade": (", shade: blue", ""),
    "KT105": ("area：  {", "area: {"),
    "KT180": ("ordres", "orders"),
    "KT203": ("volume: 40", "volume: 50"),
    "KT111 at_leest": ("at_leest", "at_least"),
    "KT232": ("keep_at: 70", "keep_at: 50"),
    "KT155": ("orders = 3", "orders == 3"),
    "KT184": ("[manager]", "[{task: visit}]"),
    "KT210": ("1m: 100, 5m: 70", "5m: 100, 1m: 70"),
}


def codes(text: str) -> list[str]:
    """The codes of what is found; where two are the same, with their place."""
    found = inspect(Source("p", text))[1]
    assert all(d.at is not None for d in found)
    return sorted(
        f"{d.code} {d.at.text}" if d.code == "KT111" and d.at else d.code
        for d in found
        if d.severity == "error"
    )


def test_each_mistake_has_one_message() -> None:
    """Mistakes of text, shape, names, numbers and wisdom stand in one list, each once."""
    assert codes(TEN) == sorted(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mend_takes_away_its_own_message_only(mistake: str) -> None:
    """Whoever mends one mistake sees the others as before, and nothing new."""
    text = TEN.replace(*MISTAKES[mistake])
    assert codes(text) == sorted(set(MISTAKES) - {mistake})


def test_a_left_out_key_hides_nothing_else_of_its_tier() -> None:
    """What can be judged without the unknown key is judged."""
    text = TEN.replace("keep_at: 70", "keep_at: 70, wibble: 4")
    assert codes(text) == sorted([*MISTAKES, "KT111 wibble"])


def test_a_file_whose_mistakes_are_mended_is_sound() -> None:
    """The mends together leave no error, so the mistakes were all there were."""
    text = TEN
    for old, new in MISTAKES.values():
        text = text.replace(old, new)
    assert codes(text) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("area： {field", "area: {field"), ("area：{field", "area: {field"),
     ("- name：x", "- name: x"), ("title：客户", "title: 客户")],
)  # fmt: skip
def test_a_full_width_colon_is_one_mistake(typed: str, meant: str) -> None:
    """Wherever it stands for the colon after a key, it is named, and read as meant."""
    text = TEN + "tests:\n  - name: x\n    given: {orders: 3}\n    expect: {tier: rest}\n"
    for old, new in MISTAKES.values():
        text = text.replace(old, new)
    text = text.replace("title: 重点客户", "title: 客户").replace(meant, typed)
    assert typed in text
    found = inspect(Source("p", text))[1]
    errors = [(d.code, d.fix and d.fix.text) for d in found if d.severity == "error"]
    assert errors == [("KT105", ": ")]


def test_a_full_width_colon_before_a_key_and_its_value() -> None:
    """`area：field: x` is read as the one thing that it can mean."""
    text = TEN.replace("area：  {field: region, points: {one_of: {华东: 100}, otherwise: 0}}",
                         "area：field: region")  # fmt: skip
    found = [d for d in inspect(Source("p", text))[1] if d.code == "KT105"]
    assert [(d.at and d.at.text, d.fix and d.fix.text) for d in found] == [("：", ": ")]


def test_what_a_left_out_key_may_have_held_is_not_missed() -> None:
    """A tier or field that lost a key is not blamed for what the key may have said."""
    text = TEN
    for old, new in MISTAKES.values():
        text = text.replace(old, new)
    lost = text.replace("at_least: 60, keep_at: 50, require: {when: 'orders == 3 and big', "
                        "if_unknown: refer}", "wibble: 60")  # fmt: skip
    assert codes(lost) == ["KT111 wibble"]
    lost = text.replace("csat: {is: percent, between: [0, 100]", "csat: {is: percent, wibble: 3")
    assert codes(lost) == ["KT111 wibble"]
    lost = text.replace("derived:\n  big:", "wibble:\n  big:")
    assert codes(lost) == ["KT111 wibble"]
