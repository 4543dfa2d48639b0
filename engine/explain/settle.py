"""What was not known in a case that goes to a person, and which answers would settle it."""

from __future__ import annotations

from engine.atoms.numbers import POINT_SCALE, show
from engine.author.policy import Text
from engine.bind.bound import Field, Leaf, Parent, Typed
from engine.bind.contract import score_scale
from engine.explain.criteria import state_of
from engine.explain.formulas import missing_in
from engine.explain.reasons import kind_of
from engine.explain.row import Row
from engine.explain.values import criterion_label, duration, field_label, flag_label
from engine.explain.words import both, joined


def settle(row: Row) -> tuple[Text, ...]:
    """Sentences for a referred case, in the order of its reasons; none for other outcomes."""
    if row.outcome != "refer":
        return ()
    asked = _asked(row)
    lines = [text for code in row.reasons for text in asked.get(code, [])]
    if not {"scorecard.missing", "scorecard.evidence"} & asked.keys():  # all that is missing
        lines += _both_ways(row, certain=not asked)
    return tuple(dict.fromkeys(lines))


def _asked(row: Row) -> dict[str, list[Text]]:
    """For each reason that sends the case to a person: who has to supply what."""
    bound = row.bound
    asked: dict[str, list[Text]] = {}
    if bound.applies_when is not None:
        asked["applies_when.unknown"] = _wanted(row, bound.applies_when)
    for flag in bound.flags:
        effect = row.effect(flag)
        if effect is None or not effect.refer:
            continue
        answer = row.text(f"{flag.id}.answer")
        if answer == "yes":
            what = flag.declared.reason or flag_label(bound, flag.id)
            asked[f"{flag.id}.yes"] = [both("settle.person", what=what)]
        elif flag.when is None:
            asked[f"{flag.id}.unknown"] = [_item(row, flag.id)]
        else:
            asked[f"{flag.id}.unknown"] = _wanted(row, flag.when)
    for tier in bound.tiers:
        if tier.id == row.text("tier_by_points") and tier.require is not None:
            asked[f"{tier.id}.require"] = _wanted(row, tier.require)
        for route in tier.routes:
            asked[f"{tier.id}.{route.id}"] = _wanted(row, route.when)
    for _, rules in bound.class_tables():
        for rule in rules:
            if rule.when is not None:
                asked[f"{rule.id}.unknown"] = _wanted(row, rule.when)
    asked |= _no_score(row)
    return {code: lines for code, lines in asked.items() if code in row.reasons}


def _no_score(row: Row) -> dict[str, list[Text]]:
    """What a missing score, or too little evidence, waits for."""
    card = row.bound.scorecard
    if card is None:
        return {}
    absent = [leaf for leaf in card.leaves() if state_of(row, leaf) != "read"]
    asked: dict[str, list[Text]] = {}
    for code in ("scorecard.missing", "scorecard.evidence"):
        asked[code] = [_field(row, row.bound.fields[leaf.field]) for leaf in absent]
    for c in (*card.criteria, *card.leaves()):
        refers = c.missing is not None and c.missing.how == "refer"
        inside = (c,) if isinstance(c, Leaf) else c.children
        for leaf in inside if refers else ():
            if leaf in absent:
                line = _field(row, row.bound.fields[leaf.field])
                asked[f"{leaf.id}.missing"] = asked[f"{leaf.id}.too_old"] = [line]
    return asked


def _wanted(row: Row, typed: Typed) -> list[Text]:
    return [_field(row, f) for f in missing_in(row, typed)]


def _field(row: Row, f: Field) -> Text:
    """A request for one value: an answer, a newer value, or just a value."""
    if f.origin == "item":
        return _item(row, f.id)
    if f.formula is not None:
        found = missing_in(row, f.formula)
        if found:
            return joined([_field(row, g) for g in found])
    label = field_label(row.bound, f.id)
    if f.fresh is not None:
        return both("settle.fresh", part=label, limit=duration(f.fresh))
    return both("settle.field", part=label)


def _item(row: Row, id: str) -> Text:
    item = row.bound.items[id].declared
    ask = item.ask
    if item.evidence is not None:
        ask = both("settle.evidence", ask=ask, evidence=item.evidence)
    return both("settle.item", ask=ask)


def _both_ways(row: Row, certain: bool) -> list[Text]:
    """The missing criteria on which the tier hangs; `certain` when nothing else refers."""
    worst, best = row.number("score"), row.number("score_best")
    card = row.bound.scorecard
    if card is None or worst is None or best is None:
        return []
    scale = score_scale(row.bound)
    edges = [t.at_least * 10 ** (scale - POINT_SCALE) for t in row.bound.tiers if t.at_least]
    if not any(worst < edge <= best for edge in edges):
        return []  # both ends lie between the same thresholds
    waiting: list[Leaf | Parent] = []
    for c in card.criteria:
        if isinstance(c, Parent) and c.missing is not None and c.missing.how == "both_ways":
            gone = row.number(f"{c.id}.weight_left") == 0
            waiting += [c] if gone else []
        leaves = c.children if isinstance(c, Parent) else (c,)
        waiting += [leaf for leaf in leaves if _open(row, leaf)]
    codes = {code for code in row.reasons if kind_of(row.bound, code, "refer") in _MISSING}
    named = [c for c in waiting if {f"{c.id}.missing", f"{c.id}.too_old"} & codes]
    lines = []
    if certain:
        lines.append(both("settle.range", worst=show(worst, scale), best=show(best, scale)))
    labels = [criterion_label(row.bound, c) for c in named]
    if len(named) > 1 and len(named) == len(waiting):
        lines.append(both("settle.all", parts=joined(labels)))
    else:
        lines += [both("settle.one", part=label) for label in labels]
    return lines


_MISSING = {"criterion.missing", "criterion.too_old", "parent.missing"}


def _open(row: Row, leaf: Leaf) -> bool:
    how = None if leaf.missing is None else leaf.missing.how
    return how == "both_ways" and state_of(row, leaf) != "read"
