"""What would lose the tier, and what would reach the next one: never against the whole decision."""

from __future__ import annotations

from typing import Any

import pytest

from engine.bind.contract import input_columns
from engine.decide.interpreter.walk import interpret
from engine.explain import explain
from engine.explain.explanation import Explanation
from tests.evaluators import bound_policy

AS_OF = 20_000

POLICY = """keytier: 1
policy: p
version: 1.0.0
title: {{en: p, zh: p}}
owner: o@example.com
customers: {{id: id}}
data:
  stay: {{is: whole, between: [0, 10]}}
  years: {{is: whole, between: [0, 60]}}
  overdue: {{is: whole, between: [0, 400]}}
red_flags: {flags}
scorecard:
  missing: refer
  criteria:
    stay: {{field: stay, points: {{line: [[0, 0], [10, 100]]}}}}
    pay: {{field: overdue, points: {{at_most: {{200: 100}}, otherwise: 90}}}}
  weights: {{stay: 90, pay: 10}}
tiers:
  key: {{at_least: {edge}, {routes} label: {{en: key, zh: 重点}}}}
  standard: {{}}
"""

LATE = "{late: {when: overdue > 90, then: %s, if_unknown: nothing}}"
OLD = "routes: {old: years >= 5},"


def why(
    stay: int, years: int, overdue: int, *, flags: str = "{}", routes: str = "", edge: int = 80
) -> Explanation:
    text = POLICY.format(flags=flags, routes=routes, edge=edge)
    if not routes:
        text = text.replace("  years: {is: whole, between: [0, 60]}\n", "")
    if flags == "{}":
        text = text.replace("red_flags: {}\n", "")
    bound = bound_policy(text)
    inputs: dict[str, Any] = {c.name: None for c in input_columns(bound)}
    inputs |= {"id": "a", "stay": stay, "years": years, "overdue": overdue}
    decided = interpret(bound, inputs, AS_OF, {})
    return explain(decided, bound, as_of=AS_OF, inputs=inputs)


def said(explanation: Explanation, language: Any = "en") -> list[str]:
    """The lines of both gaps."""
    gaps = [gap for gap in (explanation.keep, explanation.reach) if gap is not None]
    return [line.say(language) for gap in gaps for line in gap.lines]


def test_an_open_route_keeps_the_tier() -> None:
    """Points that fall below the edge lose nothing while a route is open, and the route is
    named."""
    lines = said(why(10, 7, 0, routes=OLD))
    assert lines[1] == 'the route "old" holds key too, as long as years >= 5 (now years 7)'
    assert not any("lost by itself" in line for line in lines), lines
    assert "no single criterion can lose it" in lines
    assert "通道「old」也能保住重点：只要满足 years >= 5（目前 years 7）" in said(
        why(10, 7, 0, routes=OLD), "zh"
    )
    shut = said(why(10, 4, 0, routes=OLD))
    assert "lost by itself if stay falls from 10 to below 8 (-27 points)" in shut, shut


def test_a_tier_held_by_a_route_alone() -> None:
    """Where the points are not enough, what ends the route loses the tier."""
    lines = said(why(3, 7, 0, routes=OLD))
    assert "lost by itself if years falls from 7 to below 5" in lines, lines


@pytest.mark.parametrize(
    ("then", "why_text"),
    [
        ("{minus: 30}", '-30 points; red flag "late": minus 30 points'),
        ("{cap: standard}", 'red flag "late": no better than standard'),
    ],
)
def test_a_flag_can_lose_the_tier(then: str, why_text: str) -> None:
    """A flag that reads a criterion's field is a way to lose the tier, and is named as such."""
    lines = said(why(10, 0, 10, flags=LATE % then))
    assert f"lost by itself if pay rises from 10 to above 90 ({why_text})" in lines, lines
    assert "no single criterion can lose it" not in lines


def test_a_flag_that_ends_can_reach_the_tier() -> None:
    """What a flag takes away is named as a hindrance, and its end as a way."""
    lines = said(why(10, 0, 100, flags=LATE % "{minus: 30}"))
    way = 'pay falls from 100 to 90 (+30 points; without red flag "late")'
    assert f"the least that is enough by itself: {way}" in lines, lines
    assert 'red flag "late" stands in the way: minus 30 points' in lines


def test_a_route_is_the_nearer_way() -> None:
    """The least that is enough is the least by any entrance, not by points alone."""
    lines = said(why(3, 0, 0, routes="routes: {stays: stay >= 5},", edge=64))
    way = 'stay rises from 3 to 5 (+18 points; by the route "stays")'
    assert f"the least that is enough by itself: {way}" in lines, lines


def test_without_inputs_no_change_is_named() -> None:
    """A decision without its inputs cannot be decided again, so no change is said to do it."""
    bound = bound_policy(POLICY.format(flags=LATE % "{minus: 30}", routes=OLD, edge=80))
    inputs: dict[str, Any] = {c.name: None for c in input_columns(bound)}
    inputs |= {"id": "a", "stay": 10, "years": 1, "overdue": 0}
    decided = interpret(bound, inputs, AS_OF, {})
    e = explain(decided, bound, as_of=AS_OF)
    assert e.keep is not None and e.keep.changes == ()
    assert not any("itself" in line or "no single" in line for line in said(e))


def test_a_word_more_or_less_and_another_day() -> None:
    """Of a set of words, and of a day that a rule names, the least change is named as of numbers:
    a word that comes or goes, the last day that still counts."""
    flags = """
  listed: {when: "'frozen' in marks", then: {cap: standard}, if_unknown: nothing}
  young: {when: "days_between(since, as_of) < 365", then: {cap: standard}, if_unknown: nothing}
  ended: {when: "until < date('2025-01-01')", then: {cap: standard}, if_unknown: nothing}
"""
    fields = """  marks: {is: choices, one_of: [frozen, listed, family]}
  since: {is: date}
  until: {is: date}
red_flags: """
    text = POLICY.format(flags=flags, routes="", edge=80).replace("red_flags: ", fields)
    bound = bound_policy(text.replace("  years: {is: whole, between: [0, 60]}\n", ""))
    inputs: dict[str, Any] = {c.name: None for c in input_columns(bound)}
    inputs |= {"id": "a", "stay": 10, "overdue": 0, "marks": ["listed"], "since": AS_OF - 400,
               "until": AS_OF + 400}  # fmt: skip
    decided = interpret(bound, inputs, AS_OF, {})
    lines = said(explain(decided, bound, as_of=AS_OF, inputs=inputs))
    flag = '(red flag "{}": no better than standard)'
    assert [line for line in lines if "becomes" in line] == [
        "lost by itself if marks becomes frozen, listed instead of listed " + flag.format("listed"),
        "lost by itself if since becomes 2023-10-06 instead of 2023-08-31 " + flag.format("young"),
        "lost by itself if until becomes 2024-12-31 instead of 2025-11-08 " + flag.format("ended"),
    ]
    inputs |= {"marks": ["frozen", "listed"]}
    decided = interpret(bound, inputs, AS_OF, {})
    lines = said(explain(decided, bound, as_of=AS_OF, inputs=inputs))
    assert any("marks becomes listed instead of frozen, listed" in line for line in lines)
