"""Tables and counts."""

from __future__ import annotations

import re
from pathlib import Path

from engine.atoms.text import Source, cells
from engine.author.read import read_policy
from engine.bind.bind import bind
from engine.report.classes import class_columns, class_counts, class_tables
from engine.report.outcomes import Counts, balance, percent, tier_table
from engine.report.tables import drawn, table
from tests.evaluators import bound_policy

EXPLAIN = Path(__file__).resolve().parent.parent / "explain"

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


def test_who_is_in_which_class() -> None:
    """Cells show their customers and what people call their tier, segments and stages their
    shares; whoever is in none is counted too."""
    matrix = bound_policy((EXPLAIN / "matrix.yaml").read_text(encoding="utf-8"))
    found = {("high", "strong"): 1200, ("low", "weak"): 34, (None, "weak"): 2, (None, None): 5}
    assert class_columns(matrix) == ("attractiveness.cut", "strength.cut")
    counts = class_counts(matrix, found)
    assert counts == {"cells": {"high": {"strong": 1200, "weak": 0},
                                "low": {"strong": 0, "weak": 34}}}  # fmt: skip
    (cells,) = class_tables(matrix, counts, 1241, "zh", False)
    assert cells.splitlines() == [
        "客户吸引力 × 竞争力  强              弱",
        "高                   1,200 战略客户      0 明星客户",
        "低                       0 身份客户     34 精简客户",
        "不在任何一格             7",
    ]
    classes = bound_policy((EXPLAIN / "classes.yaml").read_text(encoding="utf-8"))
    held = {("listed", "lost"): 3, ("other", "active"): 1, (None, "active"): 1, (None, None): 5}
    segments, stages = class_tables(classes, class_counts(classes, held), 10, "en", False)
    assert segments.splitlines() == [
        "segment                  customers   share",
        "listed   listed company          3  30.0 %",
        "family   family firm             0   0.0 %",
        "other    other                   1  10.0 %",
        "         none                    6  60.0 %",
    ]
    assert stages.splitlines()[1].split() == ["active", "2", "20.0", "%"]


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
