"""Reasons, ranked: why this customer is where it is. docs/language.md 8 and 13 ("Reasons")."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.decide.interpreter.both_ways import BothWays
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.flags import Raised
from engine.decide.interpreter.moves import Place
from engine.decide.interpreter.scores import Card, Family, Reading, leaf_shares
from engine.decide.interpreter.steps import What
from engine.decide.interpreter.tiers import Rung, Standing

TIER_FORMULAS: tuple[What, ...] = ("require", "route")


def flag_reasons(applies: bool | None, raised: Sequence[Raised]) -> list[str]:
    """`applies_when.unknown`, then every flag whose effect acts."""
    first = ["applies_when.unknown"] if applies is None else []
    return first + [f"{r.flag.id}.{r.answer}" for r in raised if r.effect.acts]


def tier_reasons(
    rungs: Sequence[Rung],
    place: Place | None,
    standing: Standing | None,
    tier: int | None,
    route: str,
) -> list[str]:
    """Requires that kept the customer out of a tier, and routes that let in or stopped.

    `place` is where the walk at the worst points ended (None, as `standing`: there was no walk);
    `tier` and `route` are the final tier's.
    """
    found = []
    for number, rung in enumerate(rungs):
        if place and standing and _require_kept_out(rung, place, standing):
            found.append(f"{rung.tier.id}.require")
        stops = place is not None and place.stopped and place.number == number
        for each, _ in rung.routes:
            let_in = number == tier and each.id == route
            if let_in or (stops and each in rung.open_routes):
                found.append(f"{rung.tier.id}.{each.id}")
    return found


def _require_kept_out(rung: Rung, place: Place, standing: Standing) -> bool:
    """The walk met the tier, which did not fit though the points are enough: require is false, or
    unknown (where unknown is taken as met, the tier fits)."""
    if rung.tier.require is None or not standing.reaches(rung):
        return False
    number = rung.number
    met_but_not_fitting = number < place.number or (number == place.number and place.stopped)
    return met_but_not_fitting and rung.require is not True


def card_reasons(card: Card) -> list[str]:
    """That there is no score because nothing has data, and that too little has."""
    found = []
    if card.weight_left == 0:
        found.append(f"{card.card.id}.missing")
    if card.too_little_evidence:
        found.append(f"{card.card.id}.evidence")
    return found


def missing_reasons(case: Case, card: Card, both: BothWays) -> list[str]:
    """What is missing or too old, in policy order.

    Where the two ends differ, of what is under both_ways only what settles is named (all, if
    nothing settles alone), a missing parent by its own id.
    """
    named: Collection[str] = both.settle or both.open.keys()
    found = []
    for top in card.top:
        family_missing = isinstance(top, Family) and top.how == "both_ways"
        if isinstance(top, Family) and family_missing and both.differ:
            found += [f"{top.parent.id}.missing"] if top.parent.id in named else []
            continue
        for reading in top.children if isinstance(top, Family) else (top,):
            quiet = both.differ and reading.how == "both_ways" and reading.leaf.id not in named
            if reading.how is not None and not quiet:
                found.append(_missing(case, reading))
    return found


def _missing(case: Case, reading: Reading) -> str:
    if reading.value is not None:
        return f"{reading.leaf.id}.unranked"
    old = reading.leaf.field in case.too_old
    return f"{reading.leaf.id}.{'too_old' if old else 'missing'}"


def divided_reasons(case: Case) -> list[str]:
    """Every part whose formula divided by zero, once: in the order of the file's sections."""
    bound = case.bound
    parts: list[tuple[What, str]] = [("applies", "applies_when")]
    parts += [("derived", id_) for id_ in bound.policy.derived]
    parts += [("item", id_) for id_ in bound.items]
    parts += [("flag", f.id) for f in bound.flags]
    parts += [(what, t.id) for t in bound.tiers for what in TIER_FORMULAS]
    parts += [("segment", rule.id) for rule in bound.segments]
    parts += [("stage", rule.id) for rule in bound.stages]
    parts += [("benefit", id_) for id_ in bound.benefits]
    found = [part for what, part in parts if (what, part) in case.divided]
    return [f"{part}.divided_by_zero" for part in dict.fromkeys(found)]


def below_reasons(cards: Sequence[Card]) -> list[str]:
    """Criteria by weighted points lost against the most they could give, largest first."""
    lost: dict[str, int] = {}
    for card in cards:
        shares = leaf_shares(card)
        for r in card.readings():
            if r.earned is not None and r.leaf.id in shares:
                lost[r.leaf.id] = (r.reach.greatest - r.earned) * shares[r.leaf.id]
    ranked = sorted((id_ for id_ in lost if lost[id_] > 0), key=lambda id_: -lost[id_])
    return [f"{id_}.below" for id_ in ranked]
