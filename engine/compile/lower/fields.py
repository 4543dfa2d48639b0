"""Fields, derived fields and checklist answers (docs/language.md 2, 5 and 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.atoms.dates import back
from engine.bind.bound import Field, Item
from engine.compile.lower.formulas import lower_formula, lower_truth
from engine.compile.lower.ground import Ground, Value
from engine.compile.lower.sources import lower_sources


@dataclass(slots=True)
class Answer:
    """A checklist answer: yes, no or missing, and whether it does not apply."""

    value: int
    not_applicable: int


@dataclass(slots=True)
class Known:
    """What is known of the customer: conditions of errors by code, ages, answers."""

    answers: dict[str, Answer] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)
    too_old: dict[str, int] = field(default_factory=dict)
    future: list[tuple[int, str]] = field(default_factory=list)
    of_items: list[tuple[int, str]] = field(default_factory=list)
    outside: dict[str, int] = field(default_factory=dict)
    spreads: dict[str, int] = field(default_factory=dict)  # and sources, by column
    disagree: list[tuple[int, str]] = field(default_factory=list)

    def errors(self, g: Ground) -> list[tuple[int, str]]:
        """(condition, code) in the order of reasons, after those of the cells."""
        found = [*self.future, *self.of_items]
        found += [(self.outside[d], f"{d}.outside") for d in g.bound.policy.derived
                  if d in self.outside]  # fmt: skip
        return found


def lower_fields(g: Ground) -> Known:
    """Gives every name its step in `g.values`."""
    known = Known()
    for f in g.bound.fields.values():
        with g.b.about(f"field {f.id}"):
            if f.origin == "context":
                g.values[f.id] = g.constant(f.id, f.type)
            elif f.origin == "data":
                _data(g, f, known)
                if f.raters is not None:
                    _raters(g, f, known)
    for name, f in g.bound.befores().items():
        g.values[f.id] = Value(g.column(f"history.{name}.1", t=f.type), f.type.scale)
    for f in g.bound.derived_fields():
        with g.b.about(f"derived {f.id}"):
            _derived(g, f, known)
            if f.sources:
                _sources(g, f, known)
    for item in g.bound.items.values():
        with g.b.about(f"item {item.id}"):
            _item(g, item, known)
    return known


def _data(g: Ground, f: Field, known: Known) -> None:
    b = g.b
    cell = g.column(f.id, True, f.type)
    if f.fresh is None:
        g.values[f.id] = Value(cell, f.type.scale)
        return
    day = g.column(f.date_name)
    future = b.compare(">", day, b.number(g.as_of))
    fresh = b.compare(">", day, b.number(back(g.as_of, f.fresh)))
    if f.stale_after:
        fresh = b.every(fresh, b.negate(overtaken(g, day, f.stale_after)))
    g.values[f.id] = Value(b.when(b.every(fresh, b.negate(future)), cell), f.type.scale)
    known.ages[f.id] = b.when(b.negate(future), b.subtract(b.number(g.as_of), day))
    known.future.append((b.holds(future), f"{f.id}.future"))
    known.too_old[f.id] = b.every(b.present(cell), b.negate(b.holds(fresh)))


def overtaken(g: Ground, day: int, events: Sequence[str]) -> int:
    """Whether an event, by as-of, came after the day of some evidence, or that has none."""
    b = g.b
    after = []
    for name in events:
        event = g.column(name, True, g.bound.fields[name].type)
        came = b.holds(b.compare("<=", event, b.number(g.as_of)))
        older = b.some(b.missing(day), b.holds(b.compare("<", day, event)))
        after.append(b.every(came, older))
    return b.some(*after)


def _raters(g: Ground, f: Field, known: Known) -> None:
    """How far apart the raters are, and whether a person has to decide for that."""
    b = g.b
    known.spreads[f.spread_name] = spread = g.column(f.spread_name, True, f.spread_type)
    if f.disagree is not None:
        far = b.holds(b.compare(">", spread, b.number(f.disagree)))
        there = b.present(g.values[f.id].step)
        known.disagree.append((b.every(there, far), f"{f.id}.disagree"))


def _sources(g: Ground, f: Field, known: Known) -> None:
    """Which source gave the value, and whether a person has to look at how they differ."""
    known.spreads[f.source_name], spread, far = lower_sources(g, f)
    if spread is not None and far is not None:
        known.spreads[f.spread_name] = spread
        known.disagree.append((far, f"{f.id}.disagree"))


def _derived(g: Ground, f: Field, known: Known) -> None:
    """The formula's result at the field's scale; outside its bounds it is missing, and an error."""
    b = g.b
    assert f.formula is not None
    result = lower_formula(g, f.formula, ("derived", f.id))
    step, t = result.step, f.type
    if t.numeric:
        assert t.low is not None and t.high is not None
        step, outside = lower_declared(g, result, t.scale, t.low, t.high)
    elif t.kind == "text" and t.words is not None:
        outside = b.holds(b.negate(b.inside(step, t.words)))
    else:
        outside = b.truth(False)
    if not b.is_literal(outside, False):
        known.outside[f.id] = outside
        if not t.numeric:
            step = b.when(b.negate(outside), step)
    g.values[f.id] = Value(step, t.scale)


def lower_declared(g: Ground, result: Value, scale: int, low: int, high: int) -> tuple[int, int]:
    """A formula's result as its declaration has it: (at `scale`, missing where it lies outside
    [low, high]; whether it does). Rounding comes before the bounds, growing after, so that no
    number gets wider than it was."""
    b, up = g.b, 10 ** max(scale - result.scale, 0)
    step = result.step if up > 1 else b.rescale(result.step, result.scale, scale)
    low, high = -(-low // up), high // up
    s = b.steps[step]
    checks = []
    if s.low is not None and s.low < low:
        checks.append(b.compare("<", step, b.number(low)))
    if s.high is not None and s.high > high:
        checks.append(b.compare(">", step, b.number(high)))
    outside = b.holds(b.some(*checks))
    if checks:
        step = b.known(b.when(b.negate(outside), step), low, high)
    return b.times(step, up), outside


def _item(g: Ground, item: Item, known: Known) -> None:
    """Not applicable beats all, then what is in error is unknown, then the answer as read."""
    b = g.b
    cell, day = g.column(item.id), g.column(f"{item.id}.date")
    applies = b.truth(True)
    if item.applies_when is not None:
        applies = lower_truth(g, item.applies_when, ("item", item.id))
    said_no = b.fails(applies)
    read = b.negate(said_no)  # applies, or nobody knows
    answered = b.holds(b.inside(cell, ["yes", "no"]))
    broken = b.holds(b.equals(cell, "error"))
    late = b.holds(b.compare(">", day, b.number(g.as_of)))
    known.of_items.append((b.every(read, broken), f"{item.id}.unreadable"))
    known.of_items.append((b.every(read, b.some(answered, broken), late), f"{item.id}.future"))
    counts = b.every(b.holds(applies), answered, b.negate(late))
    if item.good_for is not None:
        boundary = b.number(back(g.as_of, item.good_for))
        counts = b.every(counts, b.holds(b.compare(">", day, boundary)))
    if item.stale_after:
        counts = b.every(counts, b.negate(overtaken(g, day, item.stale_after)))
    value = b.when(counts, b.equals(cell, "yes"))
    not_applicable = b.some(
        said_no, b.every(b.holds(applies), b.holds(b.equals(cell, "not_applicable")))
    )
    known.ages[item.id] = b.when(
        b.every(read, answered, b.negate(late)), b.subtract(b.number(g.as_of), day)
    )
    known.answers[item.id] = Answer(value, not_applicable)
    g.values[item.id] = Value(value)
