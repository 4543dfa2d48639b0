"""One customer at a time, by the function that is generated from the Plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.compile.plan import Plan
from engine.compile.python import Function, python_function


def decider(plan: Plan, columns: Sequence[str] | None = None) -> Function:
    """A function from a canonical row (in the order of `plan.inputs`) to a decision row.

    Values are integers at their column's scale, days since 1970-01-01, texts, truths, lists of
    words, or None. The decision is a tuple in the order of `plan.outputs`, or of `columns` among
    them: the fewer, the faster. Lists of words in it are tuples.
    """
    return python_function(plan, columns)


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
