"""Benefits and actions: what the customer is given. docs/language.md 9 and 13."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.atoms.numbers import BOUNDS, SCALES, Kind
from engine.bind.bound import Action, Benefit, Type, Typed
from engine.decide.interpreter.fields import Case

KEY_KIND: dict[str, Kind] = {"percent": "percent", "amount": "money"}


@dataclass(slots=True)
class Given:
    """Actions by name, each once; parameters by `<benefit>.<key>`; benefits not granted."""

    names: list[str] = field(default_factory=list)
    parameters: dict[str, int] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)


def give(case: Case, actions: Iterable[Action], scores: Mapping[str, int | None]) -> Given:
    """Everything that these actions give; a benefit whose parameter is missing gives nothing.

    `scores` are by the name that formulas have for them.
    """
    case.values |= scores
    given = Given()
    for action in actions:
        if action.name in given.names or action.benefit in given.withheld:
            continue
        if action.benefit is not None:
            if case.bound.benefits[action.benefit].over(case.as_of):
                continue
            parameters = work_out(case, case.bound.benefits[action.benefit])
            if parameters is None:
                given.withheld.append(action.benefit)
                continue
            given.parameters |= parameters
        given.names.append(action.name)
    return given


def work_out(case: Case, benefit: Benefit) -> dict[str, int] | None:
    """The formula parameters of a benefit; None when one is missing or out of bounds."""
    found: dict[str, int] = {}
    granted = True
    for key, formula in benefit.parameters.items():
        if isinstance(formula, Typed):
            kind = KEY_KIND[key]
            into = Type(kind, SCALES[kind])
            value = case.ask("benefit", benefit.id, formula, into).value
            if isinstance(value, int) and abs(value) <= BOUNDS[kind]:
                if key == "amount" and benefit.max_value is not None:
                    value = min(value, benefit.max_value)
                found[f"{benefit.id}.{key}"] = value
            else:
                granted = False
    return found if granted else None
