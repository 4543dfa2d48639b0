"""Which words a column can hold, where the Plan knows all of them.

DuckDB then carries a small number for a word (ENUM), and writes Parquet's dictionary as it is,
without looking at every word of every row; what stands in the file is text all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.compile.plan import Plan

#: The input column whose words only the caller knows: `select_sql(errors=…)`.
ERRORS = "errors"


def text_words(plan: Plan, step: int) -> tuple[str, ...]:
    """All texts that a step can give; nothing where one may come from the data.

    >>> from engine.compile.build import Builder
    >>> b = Builder()
    >>> x = b.column(0, "text", True, None, None)
    >>> c = b.case([(b.equals(x, "a"), b.text("yes"))], b.text("no"))
    >>> text_words(Plan(tuple(b.steps), (), (), 0, {}), c)
    ('no', 'yes')
    """
    found: dict[str, None] = {}
    todo = [step]
    while todo:
        s = plan.steps[todo.pop()]
        match s.op:
            case "literal":
                found |= {} if s.value is None else {s.value: None}
            case "pick":
                rows = plan.steps[s.args[0]].value
                found |= {row[s.value]: None for row in rows if row[s.value] is not None}
            case "case":
                todo += [*s.args[1::2], s.args[-1]]
            case "coalesce":
                todo += s.args
            case _:
                return ()
    return tuple(sorted(found))


def list_words(plan: Plan, outputs: Sequence[int], errors: Sequence[str]) -> tuple[str, ...]:
    """All words that lists among the outputs can hold; nothing where one may come from the data.

    `errors` are those that the column of that name may hold.
    """
    found: set[str] = set()
    seen: set[int] = set()
    todo = [i for i in outputs if plan.steps[i].kind == "words"]
    while todo:
        i = todo.pop()
        s = plan.steps[i]
        if i in seen:
            continue
        seen.add(i)
        match s.op:
            case "column" if plan.inputs[s.value].name == ERRORS:
                found.update(errors)
            case "column":
                return ()
            case "literal" | "words" | "ranked":
                found.update(s.value or ())
            case "case":
                todo += [*s.args[1::2], s.args[-1]]
            case _:
                todo += s.args
    return tuple(sorted(found))
