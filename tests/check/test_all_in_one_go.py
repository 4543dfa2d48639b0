"""All mistakes of a file come in one go: one message each, and none that another one causes."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.atoms.text import Source
from engine.check import inspect
from tests.longer import times

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
    assert [(d.at and d.at.text, d.fix and d.fix.text) for d in found] == [
        ("：", ": {field: region}")
    ]


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


MANY = """\
keytier: 1
policy: many
version: 1.0.0
title: Many mistakes
effective: {from: 2026-01-01, until: 2026-12-31}
customers: {id: id}
tables:
  orders: {key: id, date: day, columns: {amount: {is: money}}, skip_when: amonut == 0}
data:
  csat: {is: percent, between: [0, 100], fresh: 180 days, dated: csat_date}
  visits: {is: whole, between: [0, 100], label: Visits}
  spend: {is: money, sum_of: orders.amount, window: 12 months, between: [0, 1bn]}
  region: {is: text, one_of: [east, south]}
derived:
  idle: {is: whole, formula: visits * 2}
checklist:
  permit: {ask: Is there a permit, good_for: 90 days}
red_flags:
  permit: {then: reject, if_unknown: refer, reason: R01 no permit}
  quiet:
    when: visits = 0
    then: {cap: plain}
    if_unknown: nothing
scorecard:
  missing: refer
  criteria:
    happy: {field: csat, points: as_is}
    often: {field: vists, points: {at_least: {10: 100, 5: 60}, otherwise: 0}}
    large: {field: spend, points: {at_least: {1m: 100, 5m: 60}, otherwise: 0}}
    place: {field: region, points: {one_of: {east: 100, south: 50}}}
  weights: {happy: 40, often: 20, large: 20, place: 10}
tiers:
  best: {at_least: 80, require: {when: visits > 3, if_unknown: refer}}
  good: {at_least: 90}
  plain: {label: Plain}
benefits:
  discount: {percent: {formula: "min(15, scroe / 10)"}}
actions:
  best: [discount, {task: visit, every: 3 months}, manager]
tests:
  - name: a good one
    as_of: 2026-06-30
    given: {visits: 3}
    expect: {tier: god}
"""
#: Of names, numbers, formulas and wisdom: what no mistake of shape may hide.
BEHIND = ["KT155", "KT180", "KT180", "KT180", "KT183", "KT184", "KT203", "KT210", "KT230"]
#: What cannot be read, with its code, and which of the above it makes unsayable.
SHAPES = {
    "a number for a duration": ("fresh: 180 days", "fresh: 180", "KT120", []),
    "a day that is none": ("until: 2026-12-31", "until: 2026-02-30", "KT121", []),
    "a key that is missing": ("reject, if_unknown: refer", "reject", "KT112", []),
    "a word that is none": ("visits > 3, if_unknown: refer", "visits > 3, if_unknown: perhaps",
                            "KT113", []),
    "an effect that is none": ("then: {cap: plain}", "then: cap plain", "KT113", []),
    "a version that is none": ("version: 1.0.0", "version: one", "KT123", []),
    "a letter for a digit": ("at_least: 80", "at_least: 8O", "KT119", ["KT230"]),
    "a letter in a weight": ("happy: 40", "happy: 4O", "KT119", ["KT203"]),
    "a letter in a step": ("5m: 60", "Sm: 60", "KT119", ["KT210"]),
    "a letter in points": ("5m: 60", "5m: 6O", "KT119", []),
    "a letter in bounds": ("between: [0, 100], fresh", "between: [0, 1OO], fresh", "KT119", []),
    "no customers": ("customers: {id: id}\n", "", "KT112", []),
    "customers without an id": ("customers: {id: id}", "customers: {label: id}", "KT112", []),
    "a text for customers": ("customers: {id: id}", "customers: id", "KT110", []),
    "a key of another place": ("good: {at_least: 90}", "good: {at_least: 90, benefits_end: 1}",
                               "KT111", []),
    "a section that is a command": ("benefits:", "shadow: {policy: next}\nbenefits:",
                                    "KT111", []),
    "a section that is a segment": ("benefits:", "population: {a: {of: csat}}\nbenefits:",
                                    "KT111", []),
    "an unknown section": ("benefits:", "wibble: [1]\nbenefits:", "KT111", []),
    "a type that is none": ("region: {is: text", "region: {is: colour", "KT113", []),
    "no type": ("region: {is: text, one", "region: {one", "KT112", []),
    "no type of a derived field": ("idle: {is: whole, formula", "idle: {formula", "KT112", []),
    "no formula": ("idle: {is: whole, formula: visits * 2}", "idle: {is: whole}", "KT112", []),
    "a list for a label": ("label: Visits", "label: [Visits]", "KT110", []),
    "a text for a list": ("one_of: [east, south]", "one_of: east", "KT110", []),
    "one bound": ("between: [0, 1bn]", "between: [0]", "KT124", []),
    "points of no form": ("points: as_is", "points: {}", "KT117", []),
    "points of a wrong form": ("points: as_is", "points: as_was", "KT113", []),
    "points without otherwise": ("5: 60}, otherwise: 0", "5: 60}", "KT126", []),
    "no points": ("happy: {field: csat, points: as_is}", "happy: {field: csat}", "KT112", []),
    "no field": ("happy: {field: csat, points: as_is}", "happy: {points: as_is}", "KT112", []),
    "nothing after a criterion": ("happy: {field: csat, points: as_is}", "happy:", "KT115", []),
    "nothing after a key": ("every: 3 months", "every:", "KT115", []),
    "an action of no kind": ("{task: visit, every: 3 months}", "{every: 3 months}", "KT117", []),
    "a map for an effect": ("{cap: plain}", "[cap, plain]", "KT110", []),
    "a word for a count": ("window: 12 months", "round: six", "KT119", []),
    "a case without expect": ("    expect: {tier: god}\n", "", "KT112", ["KT183"]),
    "a case without a name": ("  - name: a good one\n    as_of", "  - as_of", "KT112", []),
    "a list for a case": ("tests:\n", "tests:\n  - [a]\n", "KT110", []),
    "no weights": ("  weights: {happy: 40, often: 20, large: 20, place: 10}\n", "", "KT112",
                   ["KT203"]),
    "an empty map of weights": ("{happy: 40, often: 20, large: 20, place: 10}", "{}", "KT124",
                                ["KT203"]),
    "a list of weights": ("{happy: 40, often: 20, large: 20, place: 10}", "[40, 20, 20, 10]",
                          "KT110", ["KT203"]),
    "no columns": ("columns: {amount: {is: money}}, ", "", "KT112", ["KT180"]),
    "a type of a column": ("amount: {is: money}", "amount: {is: cash}", "KT113", []),
    "an anchor": ("label: Plain", "label: &a Plain", "KT103", []),
    "a second document": ("scorecard:", "---\nscorecard:", "KT103", []),
    "a line without a colon": ("    if_unknown: nothing\n", "    if_unknown nothing\n", "KT101",
                               []),
    "a key twice": ("title: Many mistakes", "title: Many mistakes\ntitle: More", "KT104", []),
    "an open quote": ("label: Plain", "label: 'Plain", "KT101", []),
    "an indentation": ("    if_unknown: nothing\n", "   if_unknown: nothing\n", "KT101", []),
    "a bracket too many": ("[east, south]}", "[east, south]}}", "KT101", []),
}  # fmt: skip


def errors(text: str) -> list[str]:
    """The codes of all errors."""
    return sorted(d.code for d in inspect(Source("p", text))[1] if d.severity == "error")


def test_what_stands_behind_is_all_found() -> None:
    """Mistakes of names, numbers, formulas and order come together."""
    assert errors(MANY) == BEHIND


@pytest.mark.parametrize("name", SHAPES)
def test_a_mistake_of_shape_hides_nothing(name: str) -> None:
    """What cannot be read is told once, and what does not hang on it is told beside it."""
    old, new, code, hidden = SHAPES[name]
    assert MANY.count(old) == 1
    expected = [code, *BEHIND]
    for gone in hidden:
        expected.remove(gone)
    assert errors(MANY.replace(old, new)) == sorted(expected)


def test_a_require_that_is_a_formula_alone_is_read_all_the_same() -> None:
    """What it names is looked at beside the finding that it should be `{when: …}`."""
    old = "require: {when: visits > 3, if_unknown: refer}"
    assert MANY.count(old) == 1
    text = MANY.replace(old, "require: vsits > 3 and shops > 1")
    assert errors(text) == sorted([*BEHIND, "KT110", "KT180", "KT180"])


def test_what_nothing_speaks_of_is_told_beside_an_error() -> None:
    """A field that no other word of the file names is unread beside a wrong type or sum as well;
    where a name or formula is at fault, it may be what was meant."""
    text = TEN
    for old, new in MISTAKES.values():
        text = text.replace(old, new)
    text = text.replace("  csat:", "  unread: {is: datum}\n  csat:").replace(
        "often: 10", "often: 9"
    )
    found = inspect(Source("p", text))[1]
    assert [d.code for d in found] == ["KT240", "KT113", "KT203"]
    found = inspect(Source("p", text.replace("field: orders", "field: onread")))[1]
    assert "KT240" not in {d.code for d in found}


def test_mistakes_of_shape_hide_nothing_of_each_other() -> None:
    """Many that cannot be read give as many messages."""
    names = ["a number for a duration", "a day that is none", "a key that is missing",
             "a version that is none", "no customers", "a list for a label",
             "a text for a list", "nothing after a key"]  # fmt: skip
    text = MANY
    for name in names:
        text = text.replace(*SHAPES[name][:2])
    assert errors(text) == sorted([*BEHIND, *(SHAPES[n][2] for n in names)])


_SLIPS = st.sampled_from([
    "", "8O", "[a]", "{a: b}", "{}", "[]", "null", "- a", "{", "}", "[", "]", '"', "'", "\t", "---",
    "&a", "*a", "，", "“", "：", "重点", "1,000", "@", ":", "|", ">", "#", "\n", "\n  ", " ",
    ": ", ",",
])  # fmt: skip


@settings(max_examples=times(15), deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(MANY)), st.integers(0, 9), _SLIPS), max_size=4))
@example([(MANY.index("{task: visit") + 2, 2, "")])  # an action that says `to:` instead
def test_whatever_slips_there_is_an_answer(slips: list[tuple[int, int, str]]) -> None:
    """A policy with slips anywhere is never sound, never an exception, and tells each once."""
    text = MANY
    for start, count, slip in slips:
        text = text[:start] + slip + text[start + count :]
    bound, found = inspect(Source("p", text))
    assert bound is None
    assert any(d.severity == "error" for d in found)
    once = [(d.code, d.at) for d in found if d.at is not None]
    assert len(once) == len(set(once))
