"""Where a customer belongs: its segment and its stage, each with what put it there."""

from __future__ import annotations

from engine.author.policy import Text
from engine.bind.bound import BoundPolicy, ClassRule
from engine.explain.formulas import with_values
from engine.explain.row import Row
from engine.explain.values import named
from engine.explain.words import both


def class_lines(row: Row) -> tuple[Text, ...]:
    """`segment: family firm, 'family' in holders (now …)`: one line a table, where it was asked."""
    lines = []
    for what, rules in row.bound.class_tables():
        for rule in rules:
            if rule.id == row.text(what):
                lines.append(_line(row, what, rule, "in"))
            elif f"{rule.id}.unknown" in row.reasons:
                lines.append(_line(row, what, rule, "stopped"))
    return tuple(lines)


def _line(row: Row, what: str, rule: ClassRule, how: str) -> Text:
    table, label = both(f"class.{what}"), named(rule.declared.label, rule.id)
    if rule.when is None:
        return both("class.otherwise", what=table, label=label)
    return both(f"class.{how}", what=table, label=label, formula=with_values(row, rule.when))


def unknown_class(row: Row, part: str, what: str) -> Text:
    """The reason of a table that stopped at an entry which nobody can answer."""
    found = class_of(row.bound, part)
    assert found is not None and found[1].when is not None
    return both(
        "reason.class.unknown",
        what=both(f"class.{found[0]}"),
        label=class_label(row.bound, part),
        formula=with_values(row, found[1].when),
    )


def class_label(bound: BoundPolicy, id: str) -> Text:
    """What people call a segment or stage."""
    found = class_of(bound, id)
    return named(None if found is None else found[1].declared.label, id)


def class_of(bound: BoundPolicy, id: str) -> tuple[str, ClassRule] | None:
    """The table (`segment` or `stage`) and the entry of this id, or None."""
    for what, rules in bound.class_tables():
        for rule in rules:
            if rule.id == id:
                return what, rule
    return None
