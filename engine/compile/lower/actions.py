"""Benefits' parameters and the actions of a customer (docs/language.md 9 and 13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.atoms.numbers import BOUNDS
from engine.bind.bound import Action, Benefit, ClassTable, Grant, Typed
from engine.bind.contract import parameter_scale
from engine.compile.lower.classes import ClassSteps
from engine.compile.lower.fields import lower_declared
from engine.compile.lower.formulas import lower_formula
from engine.compile.lower.ground import Ground, Value
from engine.compile.lower.outcome import Outcome
from engine.compile.lower.warnings import WarningSteps


@dataclass(slots=True)
class Actions:
    """`parameters` by column name; `missing` are (condition, code) of benefits not granted."""

    actions: int
    parameters: dict[str, int] = field(default_factory=dict)
    missing: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Offer:
    """A benefit: whether an action names it for this customer, and whether all is known."""

    named: int
    complete: int
    parameters: dict[str, int]


@dataclass(slots=True)
class _Given:
    """A list of actions, and when it is given."""

    condition: int
    actions: Sequence[Action]

    def names(self) -> set[str]:
        return {a.name for a in self.actions}


def lower_actions(
    g: Ground,
    o: Outcome,
    classes: Mapping[ClassTable, ClassSteps],
    scores: Mapping[str, Value],
    warned: WarningSteps,
) -> Actions:
    b = g.b
    everyone = b.some(o.error, o.judged)
    lists = _lists(g)
    at = {k: b.holds(b.equals(o.tier, k)) for k in range(len(lists))}
    of_tier = [_Given(at[k], actions) for k, actions in enumerate(lists)]
    besides = _besides(g, o, classes, warned)
    offers = {}
    for benefit in g.bound.benefits.values():
        with b.about(f"benefit {benefit.id}", benefit.declared.at):
            named = b.some(
                *([everyone] if _names(_everyone(g), benefit) else []),
                *(x.condition for x in (*of_tier, *besides) if _names(x.actions, benefit)),
            )
            offers[benefit.id] = _offer(g, benefit, named, scores)
    found = Actions(b.literal((), "words"))
    for id_, offer in offers.items():
        granted = b.every(offer.named, offer.complete)
        for key, step in offer.parameters.items():
            found.parameters[f"{id_}.{key}"] = b.when(granted, step)
    with b.about("actions"):
        own = [(at[k], _given(g, actions, offers)) for k, actions in enumerate(lists)]
        own = [(c, words) for c, words in own if b.steps[words].value != ()]
        nothing = b.literal((), "words")
        general = b.case([(everyone, _given(g, _everyone(g), offers))], nothing)
        found.actions = b.join(general, b.case(own, nothing))
        if all(b.constant(w) for _, w in own) and b.constant(_given(g, _everyone(g), offers)):
            found.actions = _constant_lists(g, everyone, own, _given(g, _everyone(g), offers))
        found.missing = _not_granted(g, everyone, at, lists, offers)
        entries, missing = _given_besides(g, of_tier, besides, offers)
        found.actions = b.join(found.actions, b.words(entries))
        found.missing += missing
    return found


def _lists(g: Ground) -> list[list[Action]]:
    """What each tier adds to what everybody gets, each name once, by tier number."""
    of_tier = {grant.key: grant.actions for grant in g.bound.grants if _plain(g, grant)}
    return [_new(g, of_tier.get(tier.id, ())) for tier in g.bound.tiers]


def _plain(g: Ground, grant: Grant) -> bool:
    """Whether it is a tier's own list."""
    return any(grant.key == tier.id for tier in g.bound.tiers)


def _new(g: Ground, actions: Sequence[Action]) -> list[Action]:
    """Actions that not everybody gets, each name once."""
    general = {a.name for a in _everyone(g)}
    return list({a.name: a for a in _lasting(g, actions) if a.name not in general}.values())


def _everyone(g: Ground) -> list[Action]:
    return _lasting(g, g.bound.everyone)


def _lasting(g: Ground, actions: Sequence[Action]) -> list[Action]:
    """Those that are no benefits whose last day lies behind."""
    over = {x.id for x in g.bound.benefits.values() if x.over(g.as_of)}
    return [a for a in actions if a.benefit not in over]


def _besides(
    g: Ground, o: Outcome, classes: Mapping[ClassTable, ClassSteps], warned: WarningSteps
) -> list[_Given]:
    """What segments, stages, warnings and combinations give to who is decided."""
    b = g.b
    found = []
    for grant in g.bound.grants:
        if _plain(g, grant):
            continue
        holds = [o.decided]
        if grant.warning is not None:
            holds.append(warned.given[grant.warning])
        for what, ids in grant.held.items():
            if what == "tier":
                numbers = [k for k, tier in enumerate(g.bound.tiers) if tier.id in ids]
                holds.append(b.holds(b.inside(o.tier, numbers)))
            else:
                holds.append(classes[what].within(g, ids))
        found.append(_Given(b.every(*holds), _new(g, grant.actions)))
    for condition, action in o.notice.granted if o.notice is not None else ():
        found.append(_Given(condition, _new(g, [action])))
    return found


def _given_besides(
    g: Ground, before: Sequence[_Given], besides: Sequence[_Given], offers: dict[str, _Offer]
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """(condition, name) of what is given besides, unless a list before it gave the same; and
    (condition, code) of benefits that cannot be granted there."""
    b = g.b
    entries, missing = [], []
    earlier = list(before)
    for one in besides:
        for a in one.actions:
            said = [x.condition for x in earlier if a.name in x.names()]
            here = b.every(one.condition, b.negate(b.some(*said)))
            complete = b.truth(True) if a.benefit is None else offers[a.benefit].complete
            entries.append((b.every(here, complete), a.name))
            if not b.is_literal(complete, True):
                missing.append((b.every(here, b.negate(complete)), f"{a.benefit}.missing"))
        earlier.append(one)
    return entries, missing


def _names(actions: Sequence[Action], benefit: Benefit) -> bool:
    return any(a.benefit == benefit.id for a in actions)


def _offer(g: Ground, benefit: Benefit, named: int, scores: Mapping[str, Value]) -> _Offer:
    """Its formulas are asked only where an action names it."""
    b = g.b
    part = ("benefit", benefit.id)
    steps = {}
    for key, parameter in benefit.parameters.items():
        if isinstance(parameter, Typed):
            result = lower_formula(g, parameter, part, scores)
            limit = BOUNDS["money" if key == "amount" else "percent"]
            steps[key], _ = lower_declared(g, result, parameter_scale(key), -limit, limit)
            if key == "amount" and benefit.max_value is not None:
                # Not `least`: what is missing stays missing.
                most = b.number(benefit.max_value)
                steps[key] = b.case([(b.compare(">", steps[key], most), most)], steps[key])
    if part in g.divided:
        g.divided[part] = [b.every(named, z) for z in g.divided[part]]
    complete = b.every(*(b.present(s) for s in steps.values()))
    return _Offer(named, complete, steps)


def _given(g: Ground, actions: Sequence[Action], offers: dict[str, _Offer]) -> int:
    """A list of actions without the benefits that cannot be granted."""
    b, entries = g.b, []
    for a in {a.name: a for a in actions}.values():
        complete = b.truth(True) if a.benefit is None else offers[a.benefit].complete
        entries.append((complete, a.name))
    return b.words(entries)


def _constant_lists(g: Ground, everyone: int, own: list[tuple[int, int]], general: int) -> int:
    """Lists that depend on nothing but the tier, made whole beforehand."""
    b = g.b
    shared = b.steps[general].value
    pairs = [(c, b.literal((*shared, *b.steps[w].value), "words")) for c, w in own]
    return b.case([*pairs, (everyone, general)], b.literal((), "words"))


def _not_granted(
    g: Ground,
    everyone: int,
    at: dict[int, int],
    lists: list[list[Action]],
    offers: dict[str, _Offer],
) -> list[tuple[int, str]]:
    """Reasons in the order of granting: everyone's, then the tier's."""
    b = g.b
    found: list[tuple[int, str]] = []
    ordered = [(everyone, a) for a in _everyone(g)]
    ordered += [(at[k], a) for k, actions in enumerate(lists) for a in actions]
    for condition, a in ordered:
        if a.benefit is not None and not b.is_literal(offers[a.benefit].complete, True):
            lacking = b.negate(offers[a.benefit].complete)
            before = [c for c, code in found[-1:] if code == f"{a.benefit}.missing"]
            found = found[: len(found) - len(before)]
            entry = b.some(*before, b.every(condition, lacking))
            found.append((entry, f"{a.benefit}.missing"))
    return found
