"""The generated function: plain Python of its kind, exact, and closed to the outside."""

from __future__ import annotations

import ast
from itertools import product
from typing import Any

import pytest

from engine.atoms.logic import k_and, k_not, k_or
from engine.bind.contract import Column
from engine.compile.build import Builder
from engine.compile.plan import Plan
from engine.compile.python import python_function, python_source
from engine.decide.record import decider, record_decider
from tests.compile.policies import NAMES, bound, plan
from tests.compile.rows import rows_of

TRUTHS = (True, False, None)


def truths(count: int) -> tuple[Builder, list[int]]:
    b = Builder()
    return b, [b.column(i, "bool", True, None, None) for i in range(count)]


def made(b: Builder, *steps: int, inputs: int = 3) -> Plan:
    kinds = {"int": "integer", "bool": "boolean", "text": "text", "words": "words"}
    outputs = [
        (Column(f"y{k}", kinds[b.steps[s].kind]), s)  # type: ignore[arg-type]
        for k, s in enumerate(steps)
    ]
    columns = [Column(f"x{i}", "integer") for i in range(inputs)]
    return b.plan(columns, outputs, 0, {})


@pytest.mark.parametrize("row", list(product(TRUTHS, repeat=3)))
def test_three_valued_logic(row: tuple[bool | None, ...]) -> None:
    """However a truth is asked, it is Kleene's; what is settled is True or False exactly."""
    b, (p, q, r) = truths(3)
    some = b.some(b.every(p, q), b.negate(r))
    plan_ = made(b, some, b.negate(some), b.holds(some), b.fails(some), b.missing(some))
    wanted = k_or([k_and(row[:2]), k_not(row[2])])
    found = python_function(plan_)(row)
    assert found == (wanted, k_not(wanted), wanted is True, wanted is False, wanted is None)
    assert all(type(x) in (bool, type(None)) for x in found)


@pytest.mark.parametrize("row", list(product(TRUTHS, repeat=2)))
def test_a_condition_that_is_unknown_is_not_true(row: tuple[bool | None, ...]) -> None:
    """A case goes on to the next condition past an unknown one."""
    b, (p, q) = truths(2)
    found = b.case([(p, b.number(1)), (b.negate(q), b.number(2))], b.number(3))
    wanted = 1 if row[0] is True else 2 if row[1] is False else 3
    assert python_function(made(b, found, inputs=2))(row) == (wanted,)


@pytest.mark.parametrize("direction", [">=", ">", "<=", "<"])
def test_a_long_ladder(direction: str) -> None:
    """A ladder of 500 steps compiles, and each threshold and its neighbours hit the right one."""
    b = Builder()
    x = b.column(0, "int", True, -10_000, 10_000)
    limits = [t * 3 for t in range(500)]
    if direction.startswith(">"):
        limits.reverse()
    rows: Any = [(b.missing(x), (None,))]
    rows += [(b.compare(direction, x, b.number(t)), (k,)) for k, t in enumerate(limits)]
    decide = python_function(made(b, *b.choose(rows, (500,)), inputs=1))
    tests = {">=": int.__ge__, ">": int.__gt__, "<=": int.__le__, "<": int.__lt__}
    for value in range(-2, 1505):
        holds = (k for k, t in enumerate(limits) if tests[direction](value, t))
        assert decide([value]) == (next(holds, 500),)
    assert decide([None]) == (None,)


def test_a_dictionary_of_words() -> None:
    """Words are looked up; a word that is not listed, and no word, find their own row."""
    b = Builder()
    x = b.column(0, "text", True, None, None)
    rows: Any = [(b.missing(x), (None, 0))]
    rows += [(b.equals(x, w), (k, k * 10)) for k, w in enumerate(["甲", "乙", "丙", "丁"])]
    decide = python_function(made(b, *b.choose(rows, (9, 90)), inputs=1))
    assert [decide([w]) for w in ("乙", "戊", None)] == [(1, 10), (9, 90), (None, 0)]


def test_running_sums_start_anew() -> None:
    """A sum that is corrected on the way starts from the same number for every row."""
    b = Builder()
    columns = [b.column(i, "int", True, 0, 9) for i in range(3)]
    hits = [
        b.choose([(b.missing(c), (None,)), (b.compare(">=", c, b.number(5)), (0,))], (1,))[0]
        for c in columns
    ]
    left = b.add(*(b.case([(b.missing(h), b.number(0))], b.number(30)) for h in hits))
    decide = python_function(made(b, left))
    rows = [(1, 9, 3), (None, 2, 7), (None, None, None), (1, 9, 3)]
    assert [decide(r) for r in rows] == [(90,), (60,), (0,), (90,)]


def test_reasons_by_rank() -> None:
    """Larger numbers first, ties in order, nothing for 0 and for what is missing."""
    b = Builder()
    columns = [b.column(i, "int", True, 0, 99) for i in range(4)]
    step = b.ranked([(c, f"c{i}") for i, c in enumerate(columns)])
    decide = python_function(made(b, step, inputs=4))
    assert decide([5, 7, 5, 0]) == (("c1", "c0", "c2"),)
    assert decide([None, 0, None, 1]) == (("c3",),)


def test_text_of_a_policy_stays_text() -> None:
    """Words of a policy are constants; none of them becomes code."""
    b = Builder()
    evil = "'); __import__('os').system('true') #"
    x = b.column(0, "text", True, None, None)
    plan_ = made(b, b.case([(b.equals(x, evil), b.text(evil))], b.text('{x}\n"""')), inputs=1)
    assert python_function(plan_)([evil]) == (evil,)
    calls = [n for n in ast.walk(ast.parse(python_source(plan_))) if isinstance(n, ast.Call)]
    assert calls == []


def test_closed_namespace() -> None:
    """The function sees no builtins but the few that it was given."""
    function = python_function(plan("flat"))
    seen = function.__globals__  # type: ignore[attr-defined]
    assert seen["__builtins__"] == {}
    tables = {k for k in seen if k.startswith("T")}
    assert set(seen) - tables == {"__builtins__", "abs", "divide", "rank", "tuple", "decide"}


@pytest.mark.parametrize("name", NAMES)
def test_some_of_the_columns(name: str) -> None:
    """Some columns, in any order, say the same as the whole decision; so does the form by name."""
    some = [o.column.name for o in plan(name).outputs][::-2]
    whole, part = decider(plan(name)), decider(plan(name), some)
    by_name = record_decider(plan(name))
    inputs = [c.name for c in plan(name).inputs]
    columns = [o.column.name for o in plan(name).outputs]
    for row in rows_of(bound(name), 200):
        decision = dict(zip(columns, whole(row), strict=True))
        assert part(row) == tuple(decision[c] for c in some)
        assert by_name(dict(zip(inputs, row, strict=True))) == decision
