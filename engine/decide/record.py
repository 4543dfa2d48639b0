"""One customer at a time, by the function that is generated from the Plan.

Two forms: the whole decision row, and the short one (`plan.core`: tier, score, hits, points and
contributions), which costs about what a person's own flat function would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.compile.plan import Plan
from engine.compile.python import Function, python_core, python_function


def decider(plan: Plan) -> Function:
    """A function from a canonical row (in the order of `plan.inputs`) to a decision row.

    Values are integers at their column's scale, days since 1970-01-01, texts, truths, lists of
    words, or None. The decision is a tuple in the order of `plan.outputs`; lists of words in it
    are tuples.
    """
    return python_function(plan)


def core_decider(plan: Plan) -> Function:
    """A function from a canonical row to the short form, in the order of `plan.core`."""
    return python_core(plan)


def record_decider(plan: Plan) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """A function from a canonical record, by column name, to a decision by column name.

    A column that the record lacks is missing; `errors` may be left out.
    """
    decide = decider(plan)
    inputs = tuple(c.name for c in plan.inputs)
    outputs = tuple(o.column.name for o in plan.outputs)

    def decide_record(record: Mapping[str, Any]) -> dict[str, Any]:
        return dict(zip(outputs, decide([record.get(n) for n in inputs]), strict=True))

    return decide_record


def decide_rows(plan: Plan, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Decisions on many canonical rows, in order, without any other engine."""
    decide = decider(plan)
    return [decide(row) for row in rows]
