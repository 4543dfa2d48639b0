"""What lowering works out beforehand: the points that can be had, sums turned round, scales."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.atoms.numbers import ALL_WEIGHT, divide
from engine.bind import bound as k
from engine.bind.contract import Column
from engine.compile.lower import lower
from engine.compile.lower.both_ways import ceiling, least_sum
from engine.compile.lower.flags import effect_text
from engine.compile.lower.ground import Ground
from engine.compile.lower.points import attainable
from engine.compile.python import python_function
from engine.decide.record import record_decider
from tests.compile import making as m
from tests.compile.policies import AS_OF, bound
from tests.evaluators import bound_policy

SMALL = m.number("whole", 0, 12)


def by_trying(points: k.Points, t: k.Type) -> set[int]:
    """Points of every value within the bounds, from the decisions themselves."""
    made = m.policy([m.data("x", t)], [m.leaf("x", points, "keep")], [ALL_WEIGHT])
    decide = record_decider(m.lowered(made))
    assert t.low is not None and t.high is not None
    return {decide({"id": "c", "x": v})["x.points"] for v in range(t.low, t.high + 1)}


STEPS = st.lists(st.integers(-3, 15), min_size=1, max_size=5, unique=True)


@given(thresholds=STEPS, down=st.booleans(), low=st.integers(-2, 6), size=st.integers(0, 8))
def test_attainable_points_of_ladders(
    thresholds: list[int], down: bool, low: int, size: int
) -> None:
    """Exactly those points count that some value within type and bounds gives."""
    ordered = sorted(thresholds, reverse=down)
    steps = [(t, 1000 * (n + 1)) for n, t in enumerate(ordered)]
    direction = "at_least" if down else "at_most"
    ladder = m.ladder(*steps, otherwise=99_000, direction=direction)
    t = m.number("whole", low, low + size)
    assert set(attainable(m.leaf("x", ladder, "keep"), t) or ()) == by_trying(ladder, t)


@given(
    cuts=st.lists(st.integers(-2, 14), min_size=2, max_size=6, unique=True), skip=st.integers(0, 5)
)
def test_attainable_points_of_bands(cuts: list[int], skip: int) -> None:
    """A band outside the bounds gives nothing; `otherwise` counts where a value is left over."""
    edges = sorted(cuts)
    rows = [(a, b, 1000 * n) for n, (a, b) in enumerate(pairwise(edges))]
    kept = [r for n, r in enumerate(rows) if n != skip] or rows[:1]
    bands = k.BandPoints(tuple(kept), 77_000)
    assert set(attainable(m.leaf("x", bands, "keep"), SMALL) or ()) == by_trying(bands, SMALL)


def test_attainable_points_of_words() -> None:
    """Only declared words count, and `otherwise` only where one of them is not listed."""
    points = k.WordPoints((("a", 1), ("b", 2)), 3)
    declared = {("a", "b"): (1, 2), ("a", "c"): (1, 3), None: (1, 2, 3)}
    for words, wanted in declared.items():
        assert attainable(m.leaf("x", points, "keep"), k.Type("text", words=words)) == wanted


def evaluated(step: int, g: Ground) -> int:
    plan = g.b.plan([Column("id", "text")], [(Column("y", "integer"), step)], 0, {})
    (found,) = python_function(plan)([""])
    assert isinstance(found, int)
    return found


@given(n=st.integers(0, 10**13), d=st.integers(1, 10**6))
def test_ceiling(n: int, d: int) -> None:
    """Rounding up, said by rounding half up."""
    g = Ground(m.policy([m.data("x", SMALL)]), 0, {})
    assert evaluated(ceiling(g, g.b.number(n), g.b.number(d)), g) == -(-n // d)


@given(spread=st.integers(-50, 10**9), left=st.integers(1, ALL_WEIGHT))
def test_least_sum(spread: int, left: int) -> None:
    """The least sum that spreads to at least so much: it does, and one less does not."""
    g = Ground(m.policy([m.data("x", SMALL)]), 0, {})
    least = evaluated(least_sum(g, g.b.number(spread), g.b.number(left)), g)
    if spread > 0:
        assert divide(least * ALL_WEIGHT, left) >= spread
        assert divide((least - 1) * ALL_WEIGHT, left) < spread
    else:
        assert least <= 0


def test_effect_texts() -> None:
    """Effects are shown as decisions say them, numbers as short as they are."""
    b = bound("flat")
    shown = {
        effect_text(b, k.Effect(reject=True)): "reject",
        effect_text(b, k.Effect(refer=True)): "refer",
        effect_text(b, k.Effect(cap=1)): "cap good",
        effect_text(b, k.Effect(minus=7_500)): "minus 7.5",
        effect_text(b, k.Effect(cap=2, minus=10_000)): "cap rest, minus 10",
        effect_text(b, k.Effect()): None,
    }
    assert list(shown) == list(shown.values())


FORMULA = """
keytier: 1
policy: p
version: 1.0.0
title: p
customers: {{id: id}}
data:
  m: {{is: money, between: [-1000, 1000]}}
  n: {{is: number, between: [-1000, 1000]}}
  p: {{is: percent, between: [0, 100]}}
  d: {{is: date}}
derived:
  y: {{formula: "{formula}", is: {kind}}}
tiers:
  in: {{require: {{when: not is_missing(y), if_unknown: not_met}}}}
  out:
"""


@pytest.mark.parametrize(
    ("formula", "kind", "record", "wanted"),
    [
        ("m / 3", "money", {"m": 10_000}, 3_333),
        ("m / 3", "money", {"m": -5_000}, -1_667),
        ("m / m", "number", {"m": 30_000}, 1_000_000),
        ("n * n", "number", {"n": 1_500}, 2),  # 0.00000225
        ("n / 0.4", "number", {"n": 1}, 3),
        ("share(m, n * m)", "percent", {"m": 10_000, "n": 3_000_000}, 333_333),
        ("max(n, 0.5)", "number", {"n": 400_000}, 500_000),
        ("max(n, 0.5)", "number", {"n": None}, None),
        ("coalesce(n, 0.25)", "number", {"n": None}, 250_000),
        ("1 if n > 0 else 2", "whole", {"n": None}, None),
        ("1 if n > 0 else 2", "whole", {"n": -1}, 2),
        ("days_between(d, as_of)", "whole", {"d": AS_OF - 7}, 7),
        ("abs(m - 2)", "money", {"m": 5_000}, 15_000),
        ("p / 100 * m", "money", {"p": 125_000, "m": 80_000}, 10_000),
        ("-n", "number", {"n": 7}, -7),
        ("m / (n - n)", "money", {"m": 1, "n": 1}, None),
    ],
)
def test_formulas_are_exact(
    formula: str, kind: str, record: dict[str, int | None], wanted: int | None
) -> None:
    """Scales add in products, quotients round once where they stand, half away from zero."""
    text = FORMULA.format(formula=formula, kind=kind)
    decide = record_decider(lower(bound_policy(text), AS_OF, {}))
    assert decide({"id": "c", **record})["derived.y"] == wanted


@pytest.mark.parametrize("stage", ["expansion", "stable", None])
def test_context_chooses_weights_beforehand(stage: str | None) -> None:
    """Weights that a context value chooses are literals; an unlisted one takes the default."""
    plan = lower(bound("flat"), AS_OF, {"stage": stage})
    steps = {o.column.name: plan.steps[o.step] for o in plan.outputs}
    wanted = 1000 if stage == "expansion" else 4000
    assert steps["profit.weight"].value == wanted
    assert steps["profile"].value == ("expansion" if stage == "expansion" else "default")
