"""The interpreter by itself: what it tells of its walk, and what it lets near simpleeval."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import Any

import pytest
from simpleeval import FeatureNotAvailable, InvalidExpression

from engine.atoms.errors import RunError
from engine.bind.bound import Type
from engine.decide.interpreter.formulas import Evaluation, parsed
from engine.decide.interpreter.steps import Step
from engine.decide.interpreter.walk import interpret
from tests.evaluators import bound_policy

POLICY = """
keytier: 1
policy: walk
version: 1.0.0
title: walk
customers: {id: id}
context: {stage: {one_of: [early, late]}}
data:
  csat: {is: percent, between: [0, 100], fresh: 180 days, dated: csat_date}
  hours: {is: number, between: [0, 1000]}
  brand: {is: yes_no}
derived:
  days: {formula: hours / 24, is: number}
checklist:
  sued: {ask: was it sued}
red_flags:
  sued: {then: {cap: silver}, if_unknown: refer}
  slow: {when: days > 10, then: {minus: 5}, if_unknown: nothing}
scorecard:
  criteria:
    service:
      criteria:
        speed: {field: hours, points: {at_most: {1: 100, 24: 50}, otherwise: 0}}
      weights: {speed: 100}
      cap: 90
    csat: {field: csat, points: as_is, missing: both_ways}
  weights:
    choose_by: stage
    early: {service: 30, csat: 70}
    late: {service: 70, csat: 30}
  missing: reallocate
  enough_evidence: 10
tiers:
  gold: {at_least: 80, routes: {brand: brand}}
  silver: {at_least: 50}
  bronze:
"""


def row(**cells: Any) -> dict[str, Any]:
    """A canonical row of POLICY."""
    empty = dict.fromkeys(("csat", "csat.date", "hours", "brand", "sued.date", "errors"))
    return {"id": "C1", **empty, "sued": "no", **cells}


def walk(**cells: Any) -> list[Step]:
    trace: list[Step] = []
    interpret(bound_policy(POLICY), row(**cells), 20_000, {"stage": "late"}, trace)
    return trace


def test_the_walk_tells_every_part_in_the_order_of_the_law() -> None:
    """Fields, derived, checklist, flags, criteria, score, tiers, outcome: each tells its step."""
    told = [(s.what, s.part) for s in walk(hours=300_000_000, brand=False)]
    order = [
        ("field", "csat"), ("field", "hours"), ("field", "brand"), ("derived", "days"),
        ("item", "sued"), ("flag", "slow"), ("flag", "sued"), ("effect", "slow"),
        ("leaf", "speed"), ("parent", "service"), ("leaf", "csat"), ("evidence", ""),
        ("route", "gold"), ("score", ""), ("both_ways", ""), ("tier", "gold"), ("tier", "silver"),
        ("tier", "bronze"), ("outcome", ""),
    ]  # fmt: skip
    assert list(dict.fromkeys(told)) == order


def test_a_step_holds_what_it_read_and_what_came_out() -> None:
    """A formula's step has its text, the values of its names, and its result at its scale."""
    (days,) = (s for s in walk(hours=36_000_000) if s.what == "derived")
    assert days.text == "hours / 24"
    assert [(n, v.value, v.scale) for n, v in days.read] == [("hours", 36_000_000, 6)]
    assert (days.result.value, days.result.scale) == (1_500_000, 6)


def test_a_criterion_tells_the_authors_own_step() -> None:
    """The step that was hit is shown as it stands in the policy."""
    told = {s.part: s.text for s in walk(hours=2_000_000) if s.what == "leaf"}
    assert told["speed"] == "at_most 24: 50"


def test_a_cap_tells_the_tier_that_it_lowers() -> None:
    """Where a cap changes the tier by points, both are told."""
    steps = walk(hours=0, csat=1_000_000, **{"csat.date": 20_000}, sued="yes")
    (cap,) = (s for s in steps if s.what == "cap")
    assert (cap.read[0][1].value, cap.result.value) == ("gold", "silver")


def test_listening_changes_nothing() -> None:
    """A decision is the same whether or not somebody listens to the walk."""
    bound, cells = bound_policy(POLICY), row(hours=2_000_000, csat=910_000, sued="unknown")
    deaf = interpret(bound, cells, 20_000, {"stage": "late"})
    assert interpret(bound, cells, 20_000, {"stage": "late"}, []) == deaf


@pytest.mark.parametrize("context", [{}, {"stage": None}])
def test_a_context_that_chooses_no_weights_is_an_error_of_the_run(context: dict[str, Any]) -> None:
    """Without a default, a run whose context lacks the chooser raises RunError."""
    with pytest.raises(RunError):
        interpret(bound_policy(POLICY), row(hours=0), 20_000, context)


@pytest.mark.parametrize(
    "hostile",
    ["x.real", "x[0]", "[y for y in x]", "lambda: 1", "f'{x}'", "(y := 1)", "{1: 2}", "x ** 2",
     "min.__class__", "print(1)", "...", "None", "b'a'", "1j", "*x"],
)  # fmt: skip
def test_what_the_whitelist_would_refuse_is_refused_here_too(hostile: str) -> None:
    """Nothing of Python but the nodes of formulas is evaluated, even if it got this far."""
    walk = Evaluation({"x": 1}, {"x": Type("whole", 0, 0, 9)})
    refused = (FeatureNotAvailable, InvalidExpression, KeyError, AssertionError, SyntaxError)
    with pytest.raises(refused):
        walk.eval(hostile, previously_parsed=parsed(hostile))


def test_numbers_of_formulas_never_become_floats() -> None:
    """Every number in a parsed formula is an integer, however it is written."""
    nodes = ast.walk(parsed("0.1 + 2.50 * 3 if 0.000001 < 1 else 99999999999999999999.5"))
    numbers = [n.value for n in nodes if isinstance(n, ast.Constant)]
    assert numbers
    assert all(type(n) is int for n in numbers)


def test_the_interpreter_knows_nothing_of_the_compiler() -> None:
    """Importing it loads neither engine.compile nor any heavy library."""
    code = (
        "import sys, engine.decide.interpreter as i, engine.decide.interpreter.windows\n"
        "print([m for m in sys.modules if m.startswith(('engine.compile', 'duckdb', 'pandas',"
        " 'sqlglot'))])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
