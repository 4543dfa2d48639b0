"""What may change of a customer, into what, and at what price: the ground that `needs` searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.author.formula.tree import Arithmetic, Call, Compare, If, Name, Negate, names, walk
from engine.bind.bound import AsIsPoints, Field, LinePoints, Parent, RankPoints, Typed
from engine.bind.contract import previous_columns
from engine.explain.again import Again
from engine.explain.changes import Places, tried_values
from engine.explain.effort import allowed, cost_of, cut_short, within_steps
from engine.explain.single import NEAREST_ONLY, changeable, turns
from engine.explain.values import Value


@dataclass(frozen=True, slots=True)
class Option:
    """One value of one field, and what it costs."""

    field: Field
    value: Value
    cost: int


def variables(again: Again) -> tuple[list[Field], list[Field]]:
    """The fields whose points just add up, and all others that may change and count."""
    row, bound = again.row, again.row.bound
    read = {leaf.field for leaf in bound.leaves()}
    derived = [f.formula for f in bound.fields.values() if f.formula is not None]
    in_formulas, in_derived = (
        {n for typed in those for n in names(typed.formula.root)}
        for those in (_formulas(again), derived)
    )
    answered = {flag.id for flag in bound.flags if flag.when is None}
    chosen_by = {card.choose_by for card in bound.scorecards}
    for _, _, seats in bound.seated():
        chosen_by |= {seats.per, *(key.name for key in seats.order_by if key.card is None)}
    special = in_formulas | answered | chosen_by
    adding: list[Field] = []
    rest: list[Field] = []
    for f in bound.fields.values():
        if f.id not in read | special or not changeable(row, f):
            continue
        alone = f.id not in special | in_derived and _adds_up(again, f)
        (adding if alone else rest).append(f)
    return adding, rest


def _adds_up(again: Again, f: Field) -> bool:
    """Whether more points of this field's criteria are more points of the score, whatever else
    changes: one score, one entrance by points, and no rule that missing values spread."""
    bound, row = again.row.bound, again.row
    if bound.scorecard is None or row.number("score_best") is not None or bound.by_facts:
        return False
    if row.value(f) is None:
        return False
    limited = {
        child.field
        for c in bound.scorecard.criteria
        if isinstance(c, Parent) and (c.cap is not None or c.floor is not None)
        for child in c.children
    }
    return f.id not in limited


def finite(again: Again, among: Mapping[str, Field]) -> bool:
    """Whether the values that are tried stand for all: each formula holds one value against what
    is written there, no slope is finer than the steps that are tried, and nothing that counts is
    worked out of a value besides."""
    if any(f.type.kind in NEAREST_ONLY for f in among.values()):
        return False
    if any(_several(typed) & set(among) for typed in _formulas(again)):
        return False
    row = again.row
    if _worked_out_of(again) & set(among):
        return False
    for leaf in row.bound.leaves():
        f = among.get(leaf.field)
        if f is not None and isinstance(leaf.points, RankPoints):
            return False
        slope = isinstance(leaf.points, LinePoints | AsIsPoints)
        if f is not None and slope and cut_short(f.effort, f.type, row.value(f)):
            return False
    return True


def _worked_out_of(again: Again) -> set[str]:
    """The values out of which derived fields that count are worked out."""
    bound = again.row.bound
    counts = {leaf.field for leaf in bound.leaves()}
    counts |= {n for typed in _formulas(again) for n in names(typed.formula.root)}
    found: set[str] = set()
    waiting = [f for f in bound.fields.values() if f.formula is not None and f.id in counts]
    while waiting:
        formula = waiting.pop().formula
        assert formula is not None
        new = set(names(formula.formula.root)) - found
        found |= new
        waiting += [f for id_ in new if (f := bound.fields.get(id_)) is not None and f.formula]
    return found


def _several(typed: Typed) -> set[str]:
    """The names that a formula holds against each other, or works something out of."""
    found: set[str] = set()
    for node in walk(typed.formula.root):
        if isinstance(node, Arithmetic | If | Negate | Call) or (
            isinstance(node, Compare) and sum(isinstance(o, Name) for o in node.operands) > 1
        ):
            inside = {n.name for n in walk(node) if isinstance(n, Name)}
            found |= set() if _asks_presence(node) else inside
    return found


def without_harm(again: Again) -> Again | None:
    """The customer under a policy without those flags of which the values that are tried do not
    stand for all; None where there is none, or one might do good. Whoever is referred has no tier;
    but fewer points may be a better cell of a matrix, and where decisions look back, who is capped
    or rejected may keep a tier for a time."""
    row, bound = again.row, again.row.bound
    several = {flag.id for flag in bound.flags if flag.when is not None and _several(flag.when)}
    kept = tuple(flag for flag in bound.flags if flag.id not in several)
    gone = [effect for flag in bound.flags if flag.id in several
            for effect in (flag.then, flag.if_unknown)]  # fmt: skip
    if not gone or any(effect.minus is not None for effect in gone):
        return None
    if previous_columns(bound) and any(e.reject or e.cap is not None for e in gone):
        return None
    return Again(replace(row, bound=replace(bound, flags=kept)), again.inputs, again.now)


def _asks_presence(node: object) -> bool:
    return isinstance(node, Call) and node.function == "is_missing"


def _formulas(again: Again) -> list[Typed]:
    """What decides besides points; derived fields are taken as they are given."""
    bound = again.row.bound
    asked = [bound.applies_when, *(flag.when for flag in bound.flags)]
    asked += [tier.require for tier in bound.tiers]
    asked += [route.when for tier in bound.tiers for route in tier.routes]
    asked += [rule.when for _, rules in bound.class_tables() for rule in rules]
    asked += [item.applies_when for item in bound.items.values()]
    return [typed for typed in asked if typed is not None]


def options(again: Again, f: Field) -> list[Option]:
    """Every value that may count otherwise, with its price; for one price the nearer stand last."""
    row = again.row
    where = places(again, f)
    effort, now = f.effort, row.value(f)
    steps = within_steps(effort, f.type, now)
    values = tried_values(where, f.type, now, steps)
    found = [Option(f, v, cost_of(effort, now, v)) for v in values if allowed(effort, now, v)]
    return sorted(found, key=lambda o: (o.cost, _far(now, o.value)))


def places(again: Again, f: Field) -> Places:
    """Where what reads the field changes its mind."""
    return turns(again.row, f, _formulas(again))


def _far(now: Value, to: Value) -> int:
    return abs(to - now) if isinstance(now, int) and isinstance(to, int) else 0
