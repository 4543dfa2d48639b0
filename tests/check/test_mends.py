"""A mend is offered only where the file is better for it, and `check --fix` makes nothing worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source
from engine.author.format_fixes import apply_fixes
from engine.check import inspect, mended
from tests.longer import times

SOUND = """\
keytier: 1
policy: mended
version: 1.0.0
title: 试用
customers: {id: id}
data:
  visits: {is: whole, between: [0, 1000]}
  spend: {is: money, from: 年消费额, between: [0, 10m], label: 年消费额}
  region: {is: text, one_of: [华东, 华南, 华北], label: 区域}
  csat: {is: percent, between: [0, 100]}
derived:
  double: {is: number, formula: visits * 2}
scorecard:
  missing: refer
  criteria:
    often: {field: visits, points: {at_least: {100: 100, 10: 50}, otherwise: 0}}
    area: {field: region, points: {one_of: {华东: 100, 华南: 80}, otherwise: 0}}
    happy: {field: csat, points: as_is}
    rich: {field: spend, points: {line: [[0, 0], [1000, 100]]}}
  weights: {often: 40, area: 30, happy: 20, rich: 10}
tiers:
  key:
    at_least: 60
    require: {when: double > 5, if_unknown: refer}
    label: 重点
  rest: {label: 普通}
benefits:
  discount: {label: 折扣, percent: {formula: "min(15, 5 + score / 10)"}}
  newsletter: {label: 简报}
actions:
  everyone: [newsletter, {task: 回访, to: sales}]
  key: [discount, newsletter]
"""
#: What was typed, in place of what; the mend gives the sound policy again.
SLIPS = {
    "a bracket not closed before a label": ("华北], label", "华北, label"),
    "the other bracket": ("华北], label", "华北}, label"),
    "a bracket not opened": ("one_of: [华东", "one_of: 华东"),
    "a ladder that goes on into its otherwise": ("10: 50}, otherwise", "10: 50, otherwise"),
    "a full-width comma before a key": ("年消费额, between", "年消费额， between"),
    "a full-width comma tight before a key": ("visits, points", "visits，points"),
    "a full-width comma behind a bracket": ("10: 50}, otherwise", "10: 50}，otherwise"),
    "full-width signs in a map": ("{华东: 100, 华南: 80}", "{华东：100，华南：80}"),
    "full-width signs among weights": ("often: 40, area", "often：40，area"),
    "a grouped number in brackets": ("[0, 1000]", "[0, 1,000]"),
    "a number grouped twice": ("[0, 1000]", "[0, 1,000,000]"),
    "a grouped step": ("{100: 100, 10", "{1,000,000: 100, 10"),
    "a grouped number in a row": ("[1000, 100]", "[1,000, 100]"),
    "curly quotes round a call": ('"min(15, 5 + score / 10)"', "“min(15, 5 + score / 10)”"),
    "curly quotes round a formula": ("formula: visits * 2", "formula: “visits * 2”"),
    "curly quotes round a full-width formula": ("when: double > 5", "when: “double ＞ 5”"),
    "curly quotes round a number": ("at_least: 60", "at_least: “60”"),
    "curly quotes round a type": ("is: money", "is: “money”"),
    "curly quotes round an id": ("  csat: {", "  “csat”: {"),
    "an open quote": ('/ 10)"', "/ 10)"),
    "a tab for four spaces": ("    at_least: 60", "\tat_least: 60"),
    "tabs for four spaces": ("    at_least: 60\n    require", "\tat_least: 60\n\trequire"),
    "a tab in a formula": ("when: double > 5", "when: double >\t5"),
    "a full-width comma between ids": ("[discount, newsletter]", "[discount，newsletter]"),
    "another comma between ids": ("[discount, newsletter]", "[discount、newsletter]"),
    "ids without brackets": ("[discount, newsletter]", "discount，newsletter"),
    "a full-width comma before a bracket": ("[newsletter, {", "[newsletter，{"),
    "no colon before a bracket": ("newsletter: {label", "newsletter {label"),
    "no colon before a bracket of many": ("weights: {often", "weights {often"),
    "no colon in brackets": ("points: {line", "points {line"),
    "no colon before a list": ("everyone: [", "everyone ["),
    "a field in braces": ("double > 5", "{double} > 5"),
    "wide brackets round a list": ("[华东, 华南, 华北]", "【华东，华南，华北】"),
    "wide brackets round bounds": ("[0, 10m]", "［0, 10m］"),
    "a bracket closed by a wide one": ("[0, 10m]", "[0, 10m］"),
    "a bracket opened by a wide one": ("[0, 10m]", "［0, 10m]"),
    "wide braces": ("{华东: 100, 华南: 80}", "｛华东：100，华南：80｝"),
    "wide brackets in wide ones": ("[newsletter, {task: 回访, to: sales}]",
                                   "【newsletter，｛task：回访，to：sales｝】"),
    "wide braces round languages": ("{label: 简报}", "{label: ｛en: News, zh: 简报｝}"),
    "wide spaces for two": ("  visits: {is", "\u3000visits: {is"),
    "wide spaces for one each": ("  visits: {is", "\u3000\u3000visits: {is"),
    "a wide space behind a dash": ("[discount, newsletter]",
                                   "\n    -\u3000discount\n    - newsletter"),
    "wide dashes": ("[discount, newsletter]", "\n    － discount\n    － newsletter"),
    "a wide number sign": ("  visits: {is", "  ＃ 数据\n  visits: {is"),
    "a wide number sign behind a word": ("missing: refer", "missing: refer ＃ 转人工"),
    "a wide number sign behind a map": ("label: 普通}", "label: 普通} ＃ 其余"),
    "a unit behind a number": ("double > 5", "double > 5次"),
    "operators in Chinese": ("double > 5", "double 大于 5"),
    "a ladder turned round": ("{100: 100, 10: 50}", "{10: 50, 100: 100}"),
    "weights as fractions": ("often: 40, area: 30, happy: 20, rich: 10",
                             "often: 0.4, area: 0.3, happy: 0.2, rich: 0.10"),
    "a second document": ("tiers:\n", "---\ntiers:\n"),
}  # fmt: skip
#: What stands there after a mend, where it is not the sound policy to the letter.
OTHERWISE = {
    "{label: ｛en: News, zh: 简报｝}": "{label: {en: News, zh: 简报}}",
    "\n    -\u3000discount\n    - newsletter": "\n    - discount\n    - newsletter",
    "\n    － discount\n    － newsletter": "\n    - discount\n    - newsletter",
    "  ＃ 数据\n  visits: {is": "  # 数据\n  visits: {is",
    "missing: refer ＃ 转人工": "missing: refer # 转人工",
    "label: 普通} ＃ 其余": "label: 普通} # 其余",
}  # fmt: skip


def errors(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [d for d in found if d.severity == "error"]


def test_it_begins_sound() -> None:
    """The policy that slips are put into has none."""
    assert inspect(Source("p", SOUND))[1] == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_mended(name: str) -> None:
    """What was meant stands there again; the one mistake had one message, with a mend."""
    meant, typed = SLIPS[name]
    assert SOUND.count(meant) == 1
    text = SOUND.replace(meant, typed)
    found = inspect(Source("p", text))[1]
    assert found
    assert all(d.at is not None for d in found)
    source, count, left = mended(Source("p", text))
    assert errors(left) == []
    assert count >= 1
    again = SOUND.replace("visits * 2", '"visits * 2"')
    if typed in OTHERWISE:
        again = SOUND.replace(meant, OTHERWISE[typed])
    if "000,000" in typed:
        again = SOUND.replace(meant, typed.replace(",000", "000"))
    assert source.text.replace("---\n", "\n").replace("\n\n", "\n") in (SOUND, again)


@pytest.mark.parametrize(
    ("meant", "typed", "code"),
    [("score / 10)", "score / 10%)", "KT157"),
     ("visits * 2", "visits * 25%", "KT157"),
     ("double > 5", "double > 3年", "KT157"),
     ("{100: 100, 10: 50}, otherwise: 0", "{10: 50, 100: 100}, otherwise: 60", "KT210"),
     ("visits * 2", "5% * visits", "KT157"),
     ("visits * 2", "o：visits", "KT152"),
     ("double > 5", "double >= yes", "KT158"),
     ("{field: csat", "[a]{field: csat", "KT108"),
     ("    require: {when: double > 5, if_unknown: refer}",
      "    require:\n      if_unknown: refer\n      when: [x for x in [1]] == 1", "KT160"),
     ("double > 5", "double > 5: x", "KT156"),
     ("    at_least: 60\n", "    at_least: 60\n\t\t\t\t\t\trequires\n", "KT102")],
)  # fmt: skip
def test_what_would_not_be_better_is_not_offered(meant: str, typed: str, code: str) -> None:
    """A mend that changes the meaning, or leaves a mistake behind, is no mend."""
    assert SOUND.count(meant) == 1
    text = SOUND.replace(meant, typed)
    found = inspect(Source("p", text))[1]
    assert [d.fix for d in found if d.code == code] == [None]
    source, count, left = mended(Source("p", text))
    assert (source.text, count) == (text, 0)
    assert errors(left)


MENDED = [
    # by their labels and headings
    ("when: double > 5", "when: 年消费额 > 5 and double > 5", "when: spend > 5 and double > 5"),
    ("field: spend, points", "field: 年消费额, points", "field: spend, points"),
    ("key: [discount, newsletter]", "key: [折扣, newsletter]", "key: [discount, newsletter]"),
    # tiers as a list, the quotes of a word, and a number where a rule belongs
    ("  key:\n    at_least: 60\n    require: {when: double > 5, if_unknown: refer}\n"
     "    label: 重点\n  rest:", "  - key:\n      at_least: 60\n      label: 重点\n  - rest:",
     "  key:\n      at_least: 60\n      label: 重点\n  rest:"),
    ("when: double > 5", "when: region == 华东", "when: region == '华东'"),
    ("when: double > 5", "when: 华东 == region", "when: \"'华东' == region\""),
    ("when: double > 5", "when: region in [华东, 华南]", "when: \"region in ['华东', '华南']\""),
    ("when: double > 5", "when: double > 5且csat 不低于 60",
     "when: double > 5 and csat >= 60"),
    ("missing: refer", "missing: 0", "missing: {points: 0}"),
    ("missing: refer", "missing: 转人工", "missing: refer"),
    ("{task: 回访, to: sales}", "{task: 回访, every: 每季度}", "{task: 回访, every: 3 months}"),
    ("title: 试用", "title: {中文: 试用, 英文: trial}", "title: {zh: 试用, en: trial}"),
    ("title: 试用", "title: 试用\neffective: {起: 2026年1月1日, 止: 2026/12/31}",
     "title: 试用\neffective: {from: 2026-01-01, until: 2026-12-31}"),
    ("title: 试用", "title: 试用\nassess: 每季度", "title: 试用\nassess: quarterly"),
]  # fmt: skip


@pytest.mark.parametrize(("sound", "typed", "meant"), MENDED)
def test_what_chinese_authors_write(sound: str, typed: str, meant: str) -> None:
    """Words and forms of a memo have the one mend that says the same."""
    assert SOUND.count(sound) == 1
    source, _, left = mended(Source("p", SOUND.replace(sound, typed)))
    assert errors(left) == []
    assert source.text == SOUND.replace(sound, meant)


@pytest.mark.parametrize(
    ("meant", "typed"),
    [("title: 试用", "title: 【试用】评估 ＃1\u3000第一版"),
     ("title: 试用", "title: |\n  \u3000\u3000【试用】\n  ｛x｝ ＃ 2"),
     ("title: 试用", "title: >\n  【试用】，\n  ［x］"),
     ("label: 重点", "label: “重点”［甲］"),
     ("label: 普通}", "label: 【普通】}"),
     ("{label: 简报}", "{label: 简报（【月】）, note: '［x］，｛y：z｝ ＃'}"),
     ("task: 回访", "task: 【回访】新客户"),
     ("from: 年消费额", "from: 消费额［元］"),
     ("from: 年消费额", "from: [消费额【元】, 年消费额]"),
     ("title: 试用", "title: 试用 # 【x】，｛y｝ ＃")],
)  # fmt: skip
def test_wide_signs_in_texts_stay(meant: str, typed: str) -> None:
    """Labels, headings, blocks of text and comments may hold any sign of a Chinese keyboard."""
    assert SOUND.count(meant) == 1
    text = SOUND.replace(meant, typed)
    assert [d.message() for d in inspect(Source("p", text))[1]] == []
    assert mended(Source("p", text))[0].text == text


def test_a_percent_that_is_compared_has_its_number() -> None:
    """Beside a comparison only one thing can be meant."""
    text = SOUND.replace("when: double > 5", "when: csat > 40%")
    assert mended(Source("p", text))[0].text == SOUND.replace("double > 5", "csat > 40")


_SLIP = st.sampled_from([
    "", "[", "]", "{", "}", "，", "：", "、", "“", "”", '"', "'", "\t", "1,000", "％", "（", "40%",
    "=", "!", "Yes", "---", " ", "\n", "vists", "O", "at_leest: 3", "{a: 1}", "&", "|",
])  # fmt: skip
Slips = list[tuple[int, int, str]]
slips = st.lists(st.tuples(st.integers(0, len(SOUND)), st.integers(0, 4), _SLIP), max_size=3)


def slipped(drawn: Slips) -> str:
    text = SOUND
    for start, count, slip in drawn:
        text = text[:start] + slip + text[start + count :]
    return text


@settings(max_examples=times(10), deadline=None)
@given(slips)
def test_mending_makes_nothing_worse(drawn: Slips) -> None:
    """Whatever is mended: every mistake that is left was there before, and mending is done."""
    text = slipped(drawn)
    before = Counter(d.code for d in errors(inspect(Source("p", text))[1]))
    source, count, left = mended(Source("p", text))
    after = Counter(d.code for d in errors(left))
    assert after <= before
    assert (count == 0) == (source.text == text)
    assert not count or after.total() < before.total()
    assert mended(source)[:2] == (source, 0)


@settings(max_examples=times(10), deadline=None)
@given(slips)
def test_mends_that_are_offered_mend(drawn: Slips) -> None:
    """All in one go, as `--fix` makes them: each takes its own mistake away."""
    source = Source("p", slipped(drawn))
    found = inspect(source)[1]
    text, made = apply_fixes(source, [d.fix for d in found if d.fix is not None])
    gone = Counter(d.code for d in errors(found) if d.fix in made)
    before = Counter(d.code for d in errors(found))
    after = Counter(d.code for d in errors(inspect(Source("p", text))[1]))
    assert after <= before - gone
