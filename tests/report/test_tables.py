"""Tables and counts."""

from __future__ import annotations

import re

from engine.atoms.text import Source, cells
from engine.author.read import read_policy
from engine.bind.bind import bind
from engine.report.outcomes import Counts, balance, percent, tier_table
from engine.report.tables import drawn, table

POLICY = """\
keytier: 1
policy: x
version: 1.0.0
title: x
customers: {id: id}
data: {n: {is: number}}
red_flags: {f: {when: n > 1, then: refer, if_unknown: nothing, reason: R}}
tiers:
  top: {require: {when: n > 5, if_unknown: not_met}, label: {en: top, zh: 战略客户}}
  rest: {}
"""
COUNTS = Counts(
    3001,
    {"decided": 3000, "refer": 1, "waiting": 0, "not_applicable": 0, "error": 0},
    {"top": 1000, "rest": 2000},
)


def test_columns_stay_aligned() -> None:
    """Every row ends where its right-aligned last column ends, also under Chinese."""
    text = table(["等级", "n"], [["战略客户", "5"], ["a", "1,000"]], right={1})
    assert len({cells(line) for line in text.splitlines()}) == 1


def test_a_terminal_gets_the_same_words() -> None:
    """The drawn table says what the plain one says."""
    rows = [["战略客户", "5"], ["a", "1,000"]]
    plain = re.sub(r"\x1b\[[0-9;]*m", "", drawn(["等级", "n"], rows, right={1}, shares=[0.5, 1]))
    for word in ("等级", "战略客户", "1,000"):
        assert word in plain


def test_hostile_cells() -> None:
    """No cell of a table reaches the terminal as an escape."""
    for text in (table(["a"], [["\x1b[31mx\n"]]), drawn(["a"], [["\x1b]0;x\x07"]])):
        assert "<ESC>" in text
        assert "\x07" not in text


def test_how_a_run_ended() -> None:
    """Tiers best first, outcomes that occurred, shares that are rounded to one decimal."""
    policy, _ = read_policy(Source("x", POLICY))
    assert policy is not None
    bound, _ = bind(policy)
    assert bound is not None
    assert tier_table(bound, COUNTS, "zh").splitlines() == [
        "等级            客户数    占比",
        "top   战略客户   1,000  33.3 %",
        "rest             2,000  66.6 %",
        "      转人工         1   0.0 %",
    ]
    assert balance(COUNTS, "en") == (
        "3,001 customers in = 3,000 decided + 1 refer + 0 waiting + 0 not applicable + 0 error"
    )
    assert COUNTS.balanced
    assert not Counts(2, {"decided": 1}, {}).balanced


def test_percent() -> None:
    """Shares are rounded half up, never by floats."""
    assert [percent(1, 8), percent(1, 800), percent(3, 3)] == ["12.5", "0.1", "100.0"]
