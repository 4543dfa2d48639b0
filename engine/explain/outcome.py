"""The headline, how the tier came about, how the score adds up, and what the customer gets."""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.dates import forward, from_day
from engine.atoms.numbers import SCALES, Kind
from engine.author.policy import Action as WrittenAction
from engine.author.policy import Text
from engine.bind.bound import Action, Benefit, BoundPolicy, Tier, Type, Typed
from engine.explain.axes import cell_text, cut_lines
from engine.explain.formulas import with_values
from engine.explain.moves import kept_at, kept_line, move_lines
from engine.explain.override import overridden
from engine.explain.reasons import effect_text
from engine.explain.row import Row, tier_number
from engine.explain.scores import card_label, only_score, score_text
from engine.explain.seats import awaited, first_full, seat_lines
from engine.explain.values import (
    Value,
    benefit_label,
    duration,
    flag_label,
    named,
    points_text,
    shown,
    tier_label,
)
from engine.explain.words import both, joined, plain


def headline(row: Row) -> Text:
    """Who, and what became of them, in one line."""
    who = {
        "customer": _called(row.bound),
        "id": plain(row.text("id")),
    }
    if row.outcome == "waiting":
        return both(
            "head.waiting",
            **who,
            full=joined(awaited(row)),
            tier=tier_label(row.bound, row.text("tier")),
        )
    if row.outcome != "decided":
        return both(f"head.{row.outcome}", **who)
    tier = tier_label(row.bound, row.text("tier"))
    if any((e := row.effect(f)) is not None and e.reject for f in row.bound.flags):
        return both("head.rejected", **who, tier=tier)
    score = only_score(row)
    if score is not None:
        return both("head.decided", **who, tier=tier, score=score)
    scores = [
        both("head.score", card=card_label(card), score=text)
        for card in row.bound.scorecards
        if (text := score_text(row, card)) is not None
    ]
    if scores:
        return both("head.decided.scores", **who, tier=tier, scores=joined(scores, zh="，"))
    return both("head.decided.no_score", **who, tier=tier)


def _called(bound: BoundPolicy) -> Text:
    """What people call who is decided on."""
    if bound.policy.groups is not None:
        return bound.policy.groups.label or both("head.group")
    return bound.policy.customers.label or both("head.customer")


# --- the tier -----------------------------------------------------------------------------------


def tier_lines(row: Row) -> tuple[Text, ...]:
    """How the tier came about; in a refer, where the walk stands."""
    bound = row.bound
    if row.outcome == "not_applicable" and bound.applies_when is not None:
        return (both("tier.applies", formula=with_values(row, bound.applies_when)),)
    walked = tier_number(bound, row.text("tier_by_points"))
    if row.outcome == "refer":
        if walked is None:
            return ()
        label = tier_label(bound, bound.tiers[walked].id)
        cards = row.bound.scorecards
        worst = any(row.number(card.column("score_best")) is not None for card in cards)
        key = "tier.would.worst" if worst else "tier.would"
        if _stopped(row, bound.tiers[walked]):
            key = "tier.stopped"
        return (both(key, tier=label), *cut_lines(row), *move_lines(row))
    number = row.tier
    if number is None:
        return ()
    return (*_how(row, walked, number), *_served(row))


def _served(row: Row) -> list[Text]:
    """How early the customer is served, where its tier says so."""
    priority = row.number("priority") if row.bound.prioritised else None
    return [] if priority is None else [both("tier.priority", priority=str(priority))]


def _how(row: Row, walked: int | None, number: int) -> tuple[Text, ...]:
    """How a decided customer came into its tier."""
    bound = row.bound
    tier = bound.tiers[number]
    label = tier_label(bound, tier.id)
    if (said := overridden(row)) is not None:
        return (said, *seat_lines(row), *cut_lines(row), *move_lines(row))
    if any((e := row.effect(f)) is not None and e.reject for f in bound.flags):
        return (both("tier.rejected", tier=label), *_lowering(row), *cut_lines(row))
    full = first_full(row)
    if full is not None:
        held = _lowered(row, walked, full)
        joins = tier_label(bound, row.words("no_seat")[-1])
        into = both("tier.joined", tier=label, full=joins)
        return (*held, *seat_lines(row), into, *cut_lines(row), *move_lines(row))
    how = _lowered(row, walked, number) or [kept_line(row) or _entered(row, tier, label)]
    return (*how, *seat_lines(row), *cut_lines(row), *move_lines(row))


def _lowered(row: Row, walked: int | None, number: int) -> list[Text]:
    """That red flags lowered the tier that the walk found; nothing where none did."""
    bound = row.bound
    if walked is None or walked >= number:
        return []
    before, label = (tier_label(bound, bound.tiers[n].id) for n in (walked, number))
    return [both("tier.lowered", tier=label, before=before), *_lowering(row)]


def _stopped(row: Row, tier: Tier) -> bool:
    """Whether the walk stopped at this tier: then its require or an open route is a reason."""
    ids = {"require", *(r.id for r in tier.routes)}
    return any(f"{tier.id}.{what}" in row.reasons for what in ids)


def _lowering(row: Row) -> list[Text]:
    lines = []
    for flag in row.bound.flags:
        effect = row.effect(flag)
        if effect is not None and (effect.cap is not None or effect.reject):
            said = effect_text(row.bound, flag.id, effect)
            label = flag_label(row.bound, flag.id)
            lines.append(both("tier.flag", flag=label, effect=said))
    return lines


def _entered(row: Row, tier: Tier, label: Text) -> Text:
    """By which door: a route, points, a requirement, or because nothing better fits."""
    for route in tier.routes:
        if route.id == row.text("route"):
            written = next((r.label for r in tier.declared.routes if r.id == route.id), None)
            formula = with_values(row, route.when)
            return both("tier.route", tier=label, route=named(written, route.id), formula=formula)
    require = None if tier.require is None else with_values(row, tier.require)
    if (kept := kept_at(row, tier, label)) is not None:
        return kept
    if (cell := cell_text(row, tier)) is not None:
        return cell
    score = only_score(row)
    if tier.at_least is not None and score is not None:
        at_least = points_text(tier.at_least)
        if require is None:
            return both("tier.points", tier=label, score=score, at_least=at_least)
        return both(
            "tier.points.require", tier=label, score=score, at_least=at_least, formula=require
        )
    if require is not None:
        return both("tier.require", tier=label, formula=require)
    return both("tier.last", tier=label)


# --- what the customer gets -----------------------------------------------------------------------

_KEYS: dict[str, Kind] = {"percent": "percent", "amount": "money"}


def action_lines(row: Row) -> tuple[Text, ...]:
    """Every action of the decision with its parameters, in the decision's order."""
    known = _known(row)
    return tuple(_action(row, known[n]) if n in known else plain(n) for n in row.words("actions"))


def _given(row: Row) -> list[Action]:
    """What was given, as the list that gave it first says it."""
    known = _known(row)
    return [known[name] for name in row.words("actions") if name in known]


def _known(row: Row) -> dict[str, Action]:
    return {a.name: a for actions in _lists(row) for a in reversed(actions)}


def _lists(row: Row) -> tuple[tuple[Action, ...], ...]:
    """What combinations give, stages, segments, the tier, and last everyone's: what was given
    first stands last, and wins."""
    where = {what: row.text(what) for what in ("tier", "segment", "stage")}
    lost = row.text("benefits_of")
    held = [grant.actions for grant in row.bound.grants if lost and grant.key == lost]
    held += [
        grant.actions
        for grant in reversed(row.bound.grants)
        if all(where[what] in ids for what, ids in grant.held.items())
        and (grant.warning is None or row.text(f"{grant.warning}.answer") == "yes")
    ]
    return (*held, row.bound.everyone)


def _action(row: Row, action: Action) -> Text:
    written = action.declared
    if action.benefit is not None:
        said = benefit_label(row.bound, action.benefit)
        values = _parameters(row, action.benefit)
        if values:
            said = both("action.value", benefit=said, value=joined(values))
    else:
        said = _named(written)
    return joined([said, *_terms(row, action.benefit, written)], zh="，")


def _named(written: WrittenAction) -> Text:
    """A task or an alert."""
    if written.how == "task":
        return both("action.task", what=named(written.label, written.name))
    return both("action.alert", whom=named(written.label, written.name))


def _parameters(row: Row, id: str) -> list[Text]:
    found = []
    for key, value in row.bound.benefits[id].parameters.items():
        number: Value = row.decided.get(f"{id}.{key}") if isinstance(value, Typed) else value
        if number is not None:
            kind = _KEYS[key]
            found.append(shown(number, Type(kind, SCALES[kind]), row.currency))
    return found


def _terms(row: Row, id: str | None, written: WrittenAction) -> list[Text]:
    """By whom, how often, how soon; a benefit's own terms where the action names none."""
    benefit = row.bound.benefits[id].declared if id is not None else None
    to = written.to or (benefit.to if benefit is not None else None)
    every = written.every or (benefit.every if benefit is not None else None)
    found = [] if to is None else [both("action.to", to=to)]
    if every is not None:
        found.append(both("action.every", every=duration(every)))
    if benefit is not None and benefit.max_value is not None:
        most = row.bound.benefits[benefit.id].max_value
        found.append(both("action.most", most=shown(most, Type("money", 4), row.currency)))
    if written.within is not None:
        found.append(both("action.within", within=duration(written.within)))
    if benefit is not None:
        found += _ending(row, row.bound.benefits[benefit.id])
    if benefit is not None and benefit.sla is not None:
        day = from_day(forward(row.as_of, benefit.sla)).isoformat()
        found.append(both("action.sla", sla=duration(benefit.sla), day=day))
    return found


def _ending(row: Row, benefit: Benefit) -> list[Text]:
    """Until when: its last day, or the end of the notice after its tier was lost."""
    if benefit.last_day is not None:
        return [both("action.until", day=from_day(benefit.last_day).isoformat())]
    lost, own = row.text("benefits_of"), row.text("tier")
    of = {g.key: {a.benefit for a in g.actions} for g in row.bound.grants}
    if benefit.notice is None or not lost or benefit.id not in of[lost]:
        return []
    if benefit.id in of.get(own, ()) or any(a.benefit == benefit.id for a in row.bound.everyone):
        return []
    since = row.number("held.since") if own == row.text("previous.tier") else row.as_of
    day = "?" if since is None else from_day(forward(since, benefit.notice) - 1).isoformat()
    return [both("action.still", tier=tier_label(row.bound, lost), day=day)]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a customer is promised by a day: a reaction that a benefit grants, or a task that is to
    be done within some time. `to` says who does it, where the policy does."""

    day: int
    action: str
    said: Text
    to: Text | None


def promises(row: Row) -> tuple[Promise, ...]:
    """What the decision promises by a day, in the order of its actions."""
    found = []
    for action in _given(row):
        written = action.declared
        benefit = row.bound.benefits[action.benefit].declared if action.benefit else None
        span = written.within or (benefit.sla if benefit is not None else None)
        if span is None:
            continue
        said = benefit_label(row.bound, action.benefit) if action.benefit else _named(written)
        to = written.to or (benefit.to if benefit is not None else None)
        whom = Text(to, to) if isinstance(to, str) else to
        found.append(Promise(forward(row.as_of, span), action.name, said, whom))
    return tuple(found)
