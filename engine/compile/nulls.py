"""Which steps of a Plan are missing together."""

from __future__ import annotations

from typing import Final

from engine.compile.plan import Plan, Step

_STRICT: Final = frozenset(
    {"add", "subtract", "multiply", "divide", "abs", "min", "max", "compare", "in", "has", "not"}
)


def null_roots(plan: Plan, *, cells: bool = False) -> list[int | None]:
    """For each step the one step with which it is missing: itself, or what it is made of where
    that alone decides; None where it is never missing. With `cells`, cells of one choice that
    are empty in the same rows are missing together too.

    >>> from engine.compile.build import Builder
    >>> b = Builder()
    >>> x = b.column(0, "int", True, 0, 9)
    >>> b.times(x, 2), null_roots(Plan(tuple(b.steps), (), (), 0, {}))
    (2, [0, None, 0])
    """
    roots: list[int | None] = []
    first: dict[tuple[int, frozenset[int]], int] = {}
    for i, s in enumerate(plan.steps):
        if not s.nullable:
            roots.append(None)
        elif cells and s.op == "pick":
            roots.append(first.setdefault((s.args[0], _empty(plan, s)), i))
        else:
            found = {roots[a] for a in s.args} - {None}
            own = s.op not in _STRICT or len(found) != 1
            if s.op == "divide":
                d = plan.steps[s.args[1]]
                own |= d.low is None or d.high is None or d.low <= 0 <= d.high
            roots.append(i if own else found.pop())
    return roots


def _empty(plan: Plan, pick: Step) -> frozenset[int]:
    rows = plan.steps[pick.args[0]].value
    return frozenset(n for n, row in enumerate(rows) if row[pick.value] is None)
