"""Segments and stages: the first entry that is true (docs/language.md 6 and 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.bind.bound import ClassRule, ClassTable
from engine.compile.build import Row
from engine.compile.lower.formulas import lower_truth
from engine.compile.lower.ground import Ground


@dataclass(frozen=True, slots=True)
class ClassSteps:
    """A customer's entry in a table: its number and its id, both missing where the walk stopped,
    which is `at` the number of an entry that nobody can answer."""

    rules: Sequence[ClassRule]
    number: int
    name: int
    at: int

    def within(self, g: Ground, ids: Sequence[str]) -> int:
        """Whether the customer is in one of these."""
        numbers = [k for k, rule in enumerate(self.rules) if rule.id in ids]
        return g.b.holds(g.b.inside(self.number, numbers))

    def stopped(self, g: Ground) -> int:
        return g.b.present(self.at)

    def reasons(self, g: Ground) -> list[tuple[int, str]]:
        """(condition, code) of the entry at which the walk stopped."""
        return [
            (g.b.holds(g.b.equals(self.at, k)), f"{rule.id}.unknown")
            for k, rule in enumerate(self.rules)
            if rule.refer_if_unknown
        ]


def lower_classes(g: Ground) -> dict[ClassTable, ClassSteps]:
    """The segment and the stage, as far as the policy has them."""
    return {what: _walk(g, what, rules) for what, rules in g.bound.class_tables()}


def _walk(g: Ground, what: ClassTable, rules: Sequence[ClassRule]) -> ClassSteps:
    b = g.b
    rows: list[tuple[int, Row]] = []
    for k, rule in enumerate(rules):
        if rule.when is None:
            continue
        with b.about(f"{what} {rule.id}", rule.declared.at):
            truth = lower_truth(g, rule.when, (what, rule.id))
            rows.append((truth, (k, rule.id, None)))
            if rule.refer_if_unknown and b.nullable(truth):
                rows.append((b.missing(truth), (None, None, k)))
    with b.about(f"{what}s"):
        number, name, at = b.choose(rows, (len(rules) - 1, rules[-1].id, None))
    return ClassSteps(rules, number, name, at)
