"""The same customer decided again, with one value changed and all else as it stands.

What is said of a change is what came of it: routes, requirements, red flags and what the previous
decision holds have their say as in any decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from engine.atoms.dates import exact
from engine.bind.bound import BoundPolicy, Effect, Field, Route
from engine.compile.lower import lower
from engine.decide.interpreter.fields import read_case
from engine.decide.record import decider
from engine.explain.row import Row, tier_number
from engine.explain.values import Value

PLACED = ("decided", "waiting")


@dataclass(frozen=True, slots=True)
class Ending:
    """What a decision came to: the tier's number where it has one, scores by scorecard, the route,
    the effects of the flags that act, by id, and the tiers that had no seat. `points` are what the
    criteria contribute, added up."""

    tier: int | None
    scores: Mapping[str, int]
    route: str
    acting: Mapping[str, Effect]
    full: tuple[str, ...]
    points: int = 0  # all contributions of the criteria


@dataclass(slots=True)
class Again:
    """One customer, to be decided again. `now` is how the decision ends as it stands."""

    row: Row
    inputs: Mapping[str, Any]
    now: Ending
    seen: dict[tuple[str, Value], Ending] = field(default_factory=dict)
    tries: int = 0  # combinations of changes that were decided

    def change(self, f: Field, value: Value) -> Ending:
        """How the decision ends with this value for a field, an answer or a derived field."""
        key = (f.id, value)
        if key not in self.seen:
            self.seen[key] = _ending(self.row, put(self.row, self.inputs, f, value), (f,))
        return self.seen[key]

    def changes(self, values: Sequence[tuple[Field, Value]]) -> Ending:
        """How the decision ends with all of these values; it is counted, and not remembered."""
        self.tries += 1
        inputs = self.inputs
        for f, value in values:
            inputs = put(self.row, inputs, f, value)
        return _ending(self.row, inputs, tuple(f for f, _ in values))

    def open_routes(self) -> list[Route]:
        """The routes into the tier that are true as it stands."""
        row = self.row
        assert row.tier is not None
        case = read_case(row.bound, self.inputs, row.as_of, row.context, None)
        routes = row.bound.tiers[row.tier].routes
        return [r for r in routes if case.ask("route", r.id, r.when).truth]


def put(row: Row, inputs: Mapping[str, Any], f: Field, value: Value) -> dict[str, Any]:
    """The inputs with this value of a field, or this answer."""
    changed = dict(inputs)
    changed[f.id] = value if f.origin != "item" else "yes" if value else "no"
    dated = f.fresh is not None or f.origin == "item"
    if dated and row.value(f) is None:  # of an old value or answer, the day changes too
        changed[f.date_name] = row.as_of
    return changed


def decide_again(row: Row) -> Again | None:
    """A decided customer, ready to be decided again; None where its inputs are not known, or do
    not give the decision that the row holds."""
    if row.tier is None or row.inputs is None:
        return None
    inputs = {n: exact(v) for n, v in row.inputs.items()}
    now = _ending(row, inputs)
    return Again(row, inputs, now) if now.tier == row.tier else None


def _ending(row: Row, inputs: Mapping[str, Any], changed: tuple[Field, ...] = ()) -> Ending:
    bound = row.bound
    given = tuple(sorted(f.id for f in changed if f.origin == "derived"))
    context = tuple(sorted((n, _frozen(v)) for n, v in row.context.items()))
    names, decide = _decider(_Same(bound), row.as_of, context, given)
    told = dict(zip(_wanted(bound), decide([inputs.get(n) for n in names]), strict=True))
    scores = {card.id: told[card.column("score")] for card in bound.scorecards}
    acting = {}
    for flag in bound.flags:
        effect = {"yes": flag.then, "unknown": flag.if_unknown}.get(told[f"{flag.id}.answer"])
        if effect is not None and effect.acts:
            acting[flag.id] = effect
    return Ending(
        tier_number(bound, told["tier"] or "") if told["outcome"] in PLACED else None,
        {id_: score for id_, score in scores.items() if score is not None},
        told["route"] or "",
        acting,
        tuple(told.get("no_seat") or ()),
        sum(told[f"{c.id}.contribution"] or 0 for card in bound.scorecards for c in card.criteria),
    )


def _wanted(bound: BoundPolicy) -> list[str]:
    scores = [card.column("score") for card in bound.scorecards]
    seats = ["no_seat"] if bound.seated() else []
    answers = [f"{flag.id}.answer" for flag in bound.flags]
    parts = [f"{c.id}.contribution" for card in bound.scorecards for c in card.criteria]
    return ["outcome", "tier", "route", *scores, *answers, *seats, *parts]


class _Same:
    """A policy that is the same as itself only: comparing two by what they hold takes long."""

    def __init__(self, bound: BoundPolicy) -> None:
        self.bound = bound

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.bound is self.bound

    def __hash__(self) -> int:
        return id(self.bound)


@lru_cache(maxsize=32)
def _decider(
    same: _Same, as_of: int, context: tuple[tuple[str, Any], ...], given: tuple[str, ...]
) -> tuple[tuple[str, ...], Callable[[list[Any]], tuple[Any, ...]]]:
    """The names of the inputs, and the function that decides; with the derived fields `given` taken
    as they are given, not worked out."""
    bound = same.bound
    if given:
        taken = {id_: replace(bound.fields[id_], origin="data", formula=None) for id_ in given}
        bound = replace(bound, fields={**bound.fields, **taken})
    plan = lower(bound, as_of, dict(context))
    return tuple(c.name for c in plan.inputs), decider(plan, _wanted(bound))


def _frozen(value: Value) -> Any:
    return tuple(value) if isinstance(value, list | set | frozenset) else value


def acting(row: Row) -> Iterator[Effect]:
    """The effects of the flags that act on a decided customer."""
    for flag in row.bound.flags:
        said = row.text(f"{flag.id}.answer")
        effect = {"yes": flag.then, "unknown": flag.if_unknown}.get(said)
        if effect is not None and effect.acts:
            yield effect


def tier_if(row: Row, card: str, by: int) -> int | None:
    """The tier's number were a scorecard's score so many thousandths of a point higher, all else
    as it stands; None where nobody would be decided into one."""
    assert row.inputs is not None
    cards = tuple(
        replace(one, base=one.base + by) if one.id == card else one for one in row.bound.scorecards
    )
    inputs = {n: exact(v) for n, v in row.inputs.items()}
    return _ending(replace(row, bound=replace(row.bound, scorecards=cards)), inputs).tier
