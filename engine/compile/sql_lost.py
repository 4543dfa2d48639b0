"""Keys by which words are ranked, where they say what a criterion lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.compile.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Lost:
    """A key ((most − points) × weight) × size + place that is there where anything is lost.
    `points` is a step, the others are numbers."""

    points: int
    most: int
    weight: int
    size: int
    place: int


def lost_by(plan: Plan, i: int, only_where_there: Callable[[Step], bool]) -> Lost | None:
    """What the key says, where it is of this kind."""
    key = plan.steps[i]
    if key.op != "case" or len(key.args) != 3 or plan.steps[key.args[2]].value is not None:
        return None
    place, at = 0, key.args[1]
    if (added := _with_number(plan, at, "add")) is not None:
        at, place = added
    sized = _with_number(plan, at, "multiply")
    condition = plan.steps[key.args[0]]
    if sized is None or condition.op != "compare" or condition.value != ">":
        return None
    lost, size = sized
    zero = plan.steps[condition.args[1]]
    inside = plan.steps[lost]
    there = inside.op == "case" and only_where_there(inside)
    weighed = _with_number(plan, inside.args[2] if there else lost, "multiply")
    if condition.args[0] != lost or (zero.op, zero.value) != ("literal", 0) or weighed is None:
        return None
    short = plan.steps[weighed[0]]
    if short.op != "subtract" or short.guard is not None or weighed[1] <= 0:
        return None
    most = plan.steps[short.args[0]]
    if most.op != "literal" or not isinstance(most.value, int):
        return None
    return Lost(short.args[1], most.value, weighed[1], size, place)


def _with_number(plan: Plan, i: int, op: str) -> tuple[int, int] | None:
    """A step and the number that is added to it, or that it is multiplied by."""
    s = plan.steps[i]
    if s.op != op or s.guard is not None:
        return None
    number = plan.steps[s.args[1]]
    if number.op != "literal" or not isinstance(number.value, int):
        return None
    return s.args[0], number.value
