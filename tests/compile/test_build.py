"""The builder: constants folded, missing and bounds followed, nothing made twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.atoms.numbers import INT64, divide
from engine.bind.contract import Column
from engine.compile.bounds import bounds_of, settled_compare
from engine.compile.build import Builder
from engine.compile.fold import fold
from engine.compile.plan import Step
from engine.compile.python import python_function

SMALL = st.integers(-20, 20)


def column(b: Builder, number: int = 0, low: int = -9, high: int = 9, null: bool = True) -> int:
    return b.column(number, "int", null, low, high)


def run(b: Builder, step: int, row: Sequence[Any]) -> Any:
    inputs = [Column(f"x{i}", "integer") for i in range(len(row))]
    plan = b.plan(inputs, [(Column("y", "integer"), step)], 0, {})
    return python_function(plan)(row)[0]


def test_equal_steps_are_one() -> None:
    """The same step asked for twice is the same step."""
    b = Builder()
    assert b.add(column(b), b.number(2)) == b.add(column(b), b.number(2))
    assert b.truth(True) != b.number(1)


def test_constants_fold() -> None:
    """What needs no customer is worked out while the plan is made."""
    b = Builder()
    assert b.steps[b.divide(b.number(-5), b.number(2))].value == -3
    assert b.is_literal(b.compare("<", b.number(1), b.number(2)), True)
    assert b.is_literal(b.add(column(b), b.nothing("int")), None)
    assert b.is_literal(b.divide(column(b), b.number(0)), None)


def test_missing_is_asked_only_where_it_can_be() -> None:
    """A step that is always there is not asked whether it is missing."""
    b = Builder()
    sure = column(b, null=False)
    assert b.is_literal(b.missing(sure), False)
    assert b.coalesce(sure, b.number(3)) == sure
    assert not b.nullable(b.coalesce(column(b), b.number(3)))


def test_kleene_folds() -> None:
    """False wins over unknown in `and`, true in `or`; neutral parts vanish."""
    b = Builder()
    unknown = b.compare("<", column(b), b.number(0))
    assert b.is_literal(b.every(unknown, b.truth(False)), False)
    assert b.is_literal(b.some(unknown, b.truth(True)), True)
    assert b.every(unknown, b.truth(True)) == unknown
    assert b.negate(b.negate(unknown)) == unknown


def test_conditions_that_bounds_rule_out_are_dropped() -> None:
    """A step of a ladder below the least value is no step for anybody."""
    b = Builder()
    x = column(b, low=0, high=9)
    (hit,) = b.choose([(b.compare("<", x, b.number(0)), (1,))], (2,))
    assert b.is_literal(hit, 2)


def test_wide() -> None:
    """A product beyond 64 bits says so; beyond 38 digits it is not made."""
    b = Builder()
    big = column(b, low=-INT64, high=INT64)
    square = b.multiply(big, column(b, 1, -INT64, INT64))
    assert b.steps[square].wide and not b.steps[big].wide
    with pytest.raises(OverflowError):
        b.multiply(square, column(b, 2, -9, 9))


def test_known_bounds_narrow() -> None:
    """What is known from elsewhere narrows bounds, and never widens them."""
    b = Builder()
    x = b.times(column(b), 10)
    b.known(x, 0, 1000)
    assert (b.steps[x].low, b.steps[x].high) == (0, 90)


@given(a=SMALL, b_=SMALL, c=SMALL, d=SMALL, data=st.data())
def test_bounds_hold(a: int, b_: int, c: int, d: int, data: st.DataObject) -> None:
    """No values within the bounds of the arguments leave the bounds of the result."""
    (a, b_), (c, d) = sorted((a, b_)), sorted((c, d))
    x = data.draw(st.integers(a, b_))
    y = data.draw(st.integers(c, d))
    left, right = Step("column", "int", low=a, high=b_), Step("column", "int", low=c, high=d)
    for op in ("add", "subtract", "multiply", "divide", "min", "max"):
        found = fold(Step(op, "int", (0, 1)), [x, y])  # type: ignore[arg-type]
        low, high = bounds_of(op, [left, right])  # type: ignore[arg-type]
        if found is not None:
            assert low is not None and high is not None
            assert isinstance(found, int) and low <= found <= high
    for op in ("==", "!=", "<", "<=", ">", ">="):
        settled = settled_compare(op, left, right)
        assert settled in (None, fold(Step("compare", "bool", (0, 1), op), [x, y]))


@given(x=st.none() | SMALL, factor=st.integers(1, 7), limit=SMALL)
def test_scaled_comparisons(x: int | None, factor: int, limit: int) -> None:
    """Comparing a multiple with a limit is comparing the number with a smaller limit, exactly."""
    for op in ("==", "!=", "<", "<=", ">", ">="):
        b = Builder()
        step = b.compare(op, b.times(column(b, low=-20, high=20), factor), b.number(limit))
        wanted = (
            None if x is None else fold(Step("compare", "bool", (0, 1), op), [x * factor, limit])
        )
        assert run(b, step, [x]) is wanted


@given(n=st.integers(-(10**30), 10**30), d=st.integers(-(10**12), 10**12))
def test_division(n: int, d: int) -> None:
    """Division rounds half away from zero for any signs; by 0 it is missing."""
    b = Builder()
    step = b.divide(column(b, 0, -(10**30), 10**30), column(b, 1, -(10**12), 10**12))
    assert run(b, step, [n, d]) == (divide(n, d) if d else None)
    assert run(b, step, [None, d]) is None
