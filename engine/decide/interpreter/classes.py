"""Segments and stages: the first entry that is true. docs/language.md 6 and 13."""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.logic import Truth
from engine.bind.bound import ClassRule, ClassTable
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.steps import Shown


@dataclass(frozen=True, slots=True)
class Class:
    """Where a customer belongs in one table: `id`, or None where the walk stopped `at` an entry
    that nobody can answer."""

    id: str | None
    at: str | None = None


def classify(case: Case) -> dict[ClassTable, Class]:
    """The customer's segment and stage, as far as the policy has them."""
    found: dict[ClassTable, Class] = {}
    for what, rules in case.bound.class_tables():
        # All are asked, for one that divides by zero says so wherever it stands.
        answers = [_answer(case, what, rule) for rule in rules]
        found[what] = first(list(zip(rules, answers, strict=True)))
        id_ = found[what].id
        shown = Shown("stopped", "word") if id_ is None else Shown(id_, "id")
        case.say(what, "", "", {}, shown)
    return found


def first(answered: list[tuple[ClassRule, Truth]]) -> Class:
    """The first that is true, or where it stops."""
    for rule, answer in answered:
        if answer is True:
            return Class(rule.id)
        if answer is None and rule.refer_if_unknown:
            return Class(None, rule.id)
    raise AssertionError("the last entry takes everybody")


def _answer(case: Case, what: ClassTable, rule: ClassRule) -> Truth:
    if rule.when is None:
        return True
    # "tier" is no table of rules, so the word is one of the steps'.
    return case.ask("stage" if what == "stage" else "segment", rule.id, rule.when).truth
