"""The three evaluators behind one call, so that tests can demand one answer of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.atoms.text import Source
from engine.author.read import read_policy
from engine.bind.bind import bind
from engine.bind.bound import BoundPolicy

Row = dict[str, Any]
Rows = list[Row]


def bound_policy(text: str, name: str = "policy.yaml") -> BoundPolicy:
    """A policy from its YAML text; what is wrong with it fails the test in its own words."""
    bound, said = bind_text(text, name)
    assert bound is not None, said
    return bound


def bind_text(text: str, name: str = "policy.yaml") -> tuple[BoundPolicy | None, list[str]]:
    """The bound policy, or None and what the reader or the binder said."""
    policy, found = read_policy(Source(name, text))
    bound = None
    if policy is not None and not any(d.severity == "error" for d in found):
        bound, more = bind(policy)
        found = [*found, *more]
    errors = [f"{d.code} {d.message()}" for d in found if d.severity == "error"]
    return (None, errors) if errors else (bound, [])


def by_interpreter(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> Rows:
    """Decisions of the law read aloud."""
    from engine.decide.interpreter import interpret

    return [interpret(bound, row, as_of, context) for row in rows]


def by_record(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, context: Mapping[str, Any]
) -> Rows:
    """Decisions of the generated Python function."""
    from engine.compile.lower import lower
    from engine.decide.record import decider

    plan = lower(bound, as_of, context)
    decide = decider(plan)
    names = [o.column.name for o in plan.outputs]
    cells = [[row.get(c.name) for c in plan.inputs] for row in rows]
    return [dict(zip(names, map(plain, decide(row)), strict=True)) for row in cells]


def plain(value: Any) -> Any:
    """Words as a list, however an evaluator holds them."""
    return list(value) if isinstance(value, tuple | set | frozenset) else value


EVALUATORS = (by_interpreter, by_record)
