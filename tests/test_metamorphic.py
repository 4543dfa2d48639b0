"""Changes that mean nothing change nothing: on random policies, decided in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache, partial
from random import Random
from typing import Any

import pytest

from engine.atoms.numbers import show
from engine.bind.bound import BoundPolicy, Steps
from tests.evaluators import Rows, bind_text, by_columns, by_record, database
from tests.generator import draw_customers, draw_policy
from tests.generator.policies import Drawn
from tests.generator.yaml_text import document
from tests.longer import times

SEEDS = range(2)


Case = tuple[Drawn, BoundPolicy, Rows]


def cases(seed: int, policies: int = times(2)) -> Iterator[Case]:
    """A few random policies with their customers."""
    found = [one for number in range(policies) if (one := case(seed, number)) is not None]
    assert found, "no policy of this seed is sound"
    return iter(found)


@cache
def case(seed: int, number: int) -> Case | None:
    source = Random(f"metamorphic/{seed}/{number}")
    drawn = draw_policy(source)
    bound, _ = bind_text(drawn.text)
    if bound is None:
        return None
    return drawn, bound, draw_customers(source, bound, drawn.as_of, 30).rows


def decide(drawn: Drawn, bound: BoundPolicy, rows: Rows) -> dict[Any, dict[str, Any]]:
    return {d["id"]: d for d in by_columns(bound, rows, drawn.as_of, drawn.context)}


def before(drawn: Drawn, bound: BoundPolicy, rows: Rows) -> dict[Any, dict[str, Any]]:
    """How a case is decided as it was drawn: worked out once, and a copy for each test."""
    if drawn.text not in _BEFORE:
        _BEFORE[drawn.text] = decide(drawn, bound, rows)
    return deepcopy(_BEFORE[drawn.text])


_BEFORE: dict[str, dict[Any, dict[str, Any]]] = {}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_customers_means_nothing(seed: int) -> None:
    """Customers in another order, and one by one, are decided as before."""
    for drawn, bound, rows in cases(seed):
        was = before(drawn, bound, rows)
        mixed = Random(seed).sample(rows, len(rows))
        assert decide(drawn, bound, mixed) == was
        pieces = decide(drawn, bound, rows[:7]) | decide(drawn, bound, rows[7:])
        assert pieces == was


@pytest.mark.parametrize("seed", SEEDS)
def test_the_number_of_threads_means_nothing(seed: int) -> None:
    """One thread decides as two do."""
    for drawn, bound, rows in cases(seed):
        was = before(drawn, bound, rows)
        database().execute("SET threads = 1")
        try:
            assert decide(drawn, bound, rows) == was
        finally:
            database().execute("SET threads = 2")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_field_that_nothing_reads_means_nothing(seed: int) -> None:
    """A policy that declares one more field decides as before, whatever stands in it."""
    for drawn, bound, rows in cases(seed):
        more = _changed(drawn, lambda s: s["data"].update(unread={"is": "money"}))
        wider = [row | {"unread": n * 10_000 if n % 3 else None} for n, row in enumerate(rows)]
        assert _decide_again(more, wider) == before(drawn, bound, rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_flags_means_nothing(seed: int) -> None:
    """Flags in the reverse order decide alike; only the order of their reasons is theirs."""
    tried = 0
    for drawn, bound, rows in cases(seed):
        if len(drawn.sections.get("red_flags", ())) < 2:
            continue
        tried += 1
        turned = _changed(drawn, _turn_flags)
        after = _decide_again(turned, rows)
        for id_, decision in before(drawn, bound, rows).items():
            reasons = decision.pop("reasons")
            assert sorted(reasons) == sorted(after[id_].pop("reasons"))
            assert decision == after[id_]
    assert tried, "no policy of this seed has flags to turn"


def _turn_flags(sections: dict[str, Any]) -> None:
    sections["red_flags"] = dict(reversed(sections["red_flags"].items()))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_split_in_two_means_nothing(seed: int) -> None:
    """A ladder whose first step is split in two of the same points changes nothing but hits."""
    tried = 0
    for drawn, bound, rows in cases(seed, policies=8):
        split = _changed(drawn, partial(_split_ladders, bound=bound))
        if split.text == drawn.text:
            continue
        tried += 1
        after = _decide_again(split, rows)
        for id_, decision in before(drawn, bound, rows).items():
            for column, value in decision.items():
                if not column.endswith(".hit"):
                    assert after[id_][column] == value, column
    assert tried, "no policy of this seed has a ladder to split"


def _split_ladders(sections: dict[str, Any], bound: BoundPolicy) -> None:
    """Every ladder gets a step above its first, with the points that its values had already."""
    written = dict(_leaves(sections))
    for leaf in bound.leaves():
        points, t = leaf.points, bound.fields[leaf.field].type
        if not isinstance(points, Steps) or points.direction != "at_least":
            continue
        first = points.thresholds[0]
        if t.high is not None and first < t.high:
            above = show((first + t.high + 1) // 2, t.scale)
            steps = written[leaf.id]["points"]["at_least"]
            written[leaf.id]["points"]["at_least"] = {above: next(iter(steps.values())), **steps}


def _leaves(sections: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    cards = [sections.get("scorecard", {}), *sections.get("scorecards", {}).values()]
    for id_, criterion in (pair for card in cards for pair in card.get("criteria", {}).items()):
        yield from criterion["criteria"].items() if "criteria" in criterion else ((id_, criterion),)


def _changed(drawn: Drawn, change: Callable[[dict[str, Any]], None]) -> Drawn:
    sections = deepcopy(drawn.sections)
    change(sections)
    return replace(drawn, text=document(sections), sections=sections)


def _decide_again(drawn: Drawn, rows: Rows) -> dict[Any, dict[str, Any]]:
    bound, said = bind_text(drawn.text)
    assert bound is not None, said
    return decide(drawn, bound, rows)


def test_points_and_edges_at_half_scale_give_the_same_tiers() -> None:
    """All points, edges of tiers and minus points halved: every score is half, every tier the
    same."""
    policy = """
keytier: 1
policy: halved
version: 1.0.0
title: halved
customers: {{id: id}}
data:
  a: {{is: percent, between: [0, 100]}}
  b: {{is: whole, between: [0, 100]}}
red_flags:
  low: {{when: b < 5, then: {{minus: {minus}}}, if_unknown: nothing}}
scorecard:
  base: {base}
  criteria:
    a: {{field: a, points: {{line: [[0, 0], [100, {top}]]}}}}
    b: {{field: b, points: {{at_least: {{50: {top}, 10: {some}}}, otherwise: 0}}}}
  weights: {{a: 35, b: 65}}
  missing: reallocate
tiers:
  gold: {{at_least: {gold}}}
  silver: {{at_least: {silver}}}
  rest:
"""
    whole = {"minus": 12, "base": 4, "top": 100, "some": 40, "gold": 70, "silver": 30}
    half = {name: value / 2 for name, value in whole.items()}
    rows: Rows = [
        {"id": f"{a}/{b}", "a": None if a is None else a * 10_000, "b": b, "errors": None}
        for a in (None, 0, 2, 50, 80, 100)
        for b in (None, 4, 5, 10, 49, 50)
    ]
    tiers = []
    for numbers in (whole, half):
        bound, said = bind_text(policy.format(**numbers))
        assert bound is not None, said
        tiers.append([(d["tier"], d["outcome"]) for d in by_record(bound, rows, 0, {})])
    assert tiers[0] == tiers[1]
    assert {t for t, _ in tiers[0]} == {"gold", "silver", "rest", None}
