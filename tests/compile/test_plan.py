"""The Plan: what it holds, and what its digest stands for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.atoms.numbers import INT64, WIDEST
from engine.bind.contract import decision_columns, input_columns
from engine.compile.lower import lower
from tests.compile.policies import AS_OF, HERE, NAMES, bound, plan
from tests.evaluators import bound_policy


@pytest.mark.parametrize("name", NAMES)
def test_layout(name: str) -> None:
    """A plan takes the rows of the contract and gives those of the contract."""
    assert plan(name).inputs == input_columns(bound(name))
    assert tuple(o.column for o in plan(name).outputs) == decision_columns(bound(name))


@pytest.mark.parametrize("name", NAMES)
def test_steps_read_backwards_only(name: str) -> None:
    """Each step reads earlier steps only, and every step is needed by an output."""
    read = {o.step for o in plan(name).outputs}
    for i in reversed(range(len(plan(name).steps))):
        step = plan(name).steps[i]
        assert i in read
        assert all(a < i for a in step.args)
        read |= {*step.args, *([] if step.guard is None else [step.guard])}


@pytest.mark.parametrize("name", NAMES)
def test_bounds_are_proved(name: str) -> None:
    """Every number has bounds within 38 digits, and what is not wide fits in 64 bits."""
    for step in plan(name).steps:
        if step.kind == "int" and step.low is not None and step.high is not None:
            assert -WIDEST <= step.low <= step.high <= WIDEST
            assert step.wide == (max(-step.low, step.high) > INT64)


@pytest.mark.parametrize("name", NAMES)
def test_steps(name: str, golden: Callable[[Path, str], None]) -> None:
    """The steps of a policy, and the digest that stands for them, do not change unseen."""
    text = "\n".join([plan(name).digest, *plan(name).lines()]) + "\n"
    golden(HERE / "golden" / f"{name}.plan.txt", text)


def test_layout_of_the_file_does_not_count() -> None:
    """A policy that is only indented or commented anew has the same plan."""
    text = (HERE / "policies" / "flat.yaml").read_text(encoding="utf-8")
    other = bound_policy(text.replace("data:\n", "# what is known\ndata:\n\n"), "flat")
    assert lower(other, AS_OF, {"stage": "expansion"}).digest == plan("flat").digest


@pytest.mark.parametrize(
    ("as_of", "context"),
    [(AS_OF + 1, {"stage": "expansion"}), (AS_OF, {"stage": "stable"}), (AS_OF, {})],
    ids=["another day", "another context", "no context"],
)
def test_day_and_context_count(as_of: int, context: dict[str, str]) -> None:
    """Another day or context is another plan, for both stand in it as literals."""
    assert lower(bound("flat"), as_of, context).digest != plan("flat").digest


def test_json() -> None:
    """The stored form is canonical JSON without floats, and the digest is that of its bytes."""
    stored = json.loads(plan("nested").canonical, parse_float=pytest.fail)
    assert stored["plan"] == 1
    assert len(stored["steps"]) == len(plan("nested").steps)
    assert [o["name"] for o in stored["outputs"]] == [
        c.name for c in decision_columns(bound("nested"))
    ]


def test_side_tables() -> None:
    """Steps know the part of the policy that they come from, and its place in the file."""
    parts = set(plan("flat").parts.values())
    assert {"criterion profit", "flag loss", "derived rate", "tier best", "score"} <= parts
    lines = {span.start.line for span in plan("flat").spans.values()}
    assert lines and max(lines) <= 60
