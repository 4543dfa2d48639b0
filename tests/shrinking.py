"""A difference, made as small as a greedy search over the policy's parts makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from engine.author.formula.parse import parse_formula
from engine.author.formula.tree import walk
from engine.author.policy import FormulaText
from tests.agreement import Difference
from tests.generator.policies import Drawn
from tests.generator.yaml_text import document

Path = tuple[Any, ...]
Differs = Callable[[Drawn, Difference], Difference | None]
MOST_TRIALS = 2_000


def smallest(difference: Difference, differs: Differs) -> Difference:
    """The same difference for the same customer, with as little policy as is left by leaving out
    one part after another; `differs` decides whether a smaller policy still shows one."""
    trials = 0
    shrunk = True
    while shrunk:
        shrunk = False
        for sections in smaller(difference.drawn.sections):
            trials += 1
            if trials > MOST_TRIALS:
                return difference
            drawn = replace(difference.drawn, sections=sections, text=document(sections))
            found = differs(drawn, difference)
            if found is not None:
                difference, shrunk = found, True
                break
    return difference


def smaller(sections: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Policies with one part less, whole sections first."""
    paths = sorted(_paths(sections), key=len)
    for path in paths:
        yield _without(sections, path)
    for path in paths:
        if len(path) >= 2 and path[-2] == "criteria":
            yield _without_criterion(sections, path)
    for path in paths:
        text = _at(sections, path)
        if isinstance(text, str) and path[-1] not in ("ask", "is"):
            for part in _parts(text):
                yield _with(sections, path, part)


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    steps: Iterator[Any] = iter(())
    if isinstance(value, dict):
        steps = iter(value)
    elif isinstance(value, list):
        steps = iter(range(len(value)))
    for step in steps:
        yield (*path, step)
        yield from _paths(value[step], (*path, step))


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _without(sections: dict[str, Any], path: Path) -> dict[str, Any]:
    copy = deepcopy(sections)
    del _at(copy, path[:-1])[path[-1]]
    return copy


def _with(sections: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    copy = deepcopy(sections)
    _at(copy, path[:-1])[path[-1]] = value
    return copy


def _without_criterion(sections: dict[str, Any], path: Path) -> dict[str, Any]:
    """A criterion less; the first of the others gets its weight, in every profile."""
    copy = _without(sections, path)
    weights = _at(copy, path[:-2])["weights"]
    for profile in [p for p in weights.values() if isinstance(p, dict)] or [weights]:
        gone = profile.pop(path[-1], None)
        if gone is not None and profile:
            first = next(iter(profile))
            profile[first] = f"{round(float(profile[first]) + float(gone), 2):g}"
    return copy


def _parts(text: str) -> list[str]:
    """The parts of a formula; none of what is no formula."""
    formula = parse_formula(FormulaText(text))
    if isinstance(formula, list):
        return []
    found = {ast_text(node) for node in walk(formula.root)} - {text, ""}
    return sorted(found, key=len)


def ast_text(node: Any) -> str:
    """What stands in the formula for this node, or nothing where its place is not known."""
    return "" if node.at is None else node.at.text
