"""What was not known in a case that goes to a person, and which answers would settle it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.dates import from_day
from engine.atoms.numbers import POINT_SCALE
from engine.author.policy import ONLY, Text
from engine.bind.bound import Field, Leaf, Parent, Scorecard, Typed
from engine.explain.criteria import state_of
from engine.explain.formulas import missing_in
from engine.explain.ranks import unranked_text
from engine.explain.reasons import kind_of
from engine.explain.row import Row
from engine.explain.scores import card_label, score_text
from engine.explain.values import criterion_label, duration, field_label, flag_label
from engine.explain.words import both, joined


@dataclass(frozen=True, slots=True)
class Request:
    """What a referred case waits for: the sentence, the reasons for which it is asked, and the ids
    of the fields and checklist items that would supply it; none where a person has to decide."""

    text: Text
    codes: tuple[str, ...]
    parts: tuple[str, ...] = ()


def settle(row: Row) -> tuple[Text, ...]:
    """Sentences for a referred case, in the order of its reasons; none for other outcomes."""
    if row.outcome != "refer":
        return ()
    asked = _asked(row)
    found = [request.text for code in row.reasons for request in asked.get(code, [])]
    if _hangs(row, asked):
        cards = [card for card in row.bound.scorecards if _crosses(row, card)]
        found += [] if asked else [_range(row, card) for card in cards]
        found += [request.text for request in _both_ways(row, cards)]
    return tuple(dict.fromkeys(found))


def requests(row: Row) -> tuple[Request, ...]:
    """What a referred case waits for, in the order of its reasons; none for other outcomes."""
    if row.outcome != "refer":
        return ()
    asked = _asked(row)
    found = [request for code in row.reasons for request in asked.get(code, [])]
    if _hangs(row, asked):
        found += _both_ways(row, [c for c in row.bound.scorecards if _crosses(row, c)])
    return tuple(found)


def _hangs(row: Row, asked: dict[str, list[Request]]) -> bool:
    """Whether what is missing both ways is to be asked for: without a score, all is already."""
    scores = {f"{card.id}.{what}" for card in row.bound.scorecards for what in _OF_SCORES}
    return not scores & asked.keys()


def _asked(row: Row) -> dict[str, list[Request]]:
    """For each reason that sends the case to a person: who has to supply what."""
    return {
        code: [Request(text, (code,), parts) for text, parts in wants]
        for code, wants in _wants(row).items()
        if code in row.reasons
    }


def _wants(row: Row) -> dict[str, list[_Want]]:
    bound = row.bound
    asked: dict[str, list[_Want]] = {}
    if bound.applies_when is not None:
        asked["applies_when.unknown"] = _wanted(row, bound.applies_when)
    for flag in bound.flags:
        effect = row.effect(flag)
        if effect is None or not effect.refer:
            continue
        answer = row.text(f"{flag.id}.answer")
        if answer == "yes":
            own = None if flag.id in bound.masked else flag.declared.reason
            what = own or flag_label(bound, flag.id)
            asked[f"{flag.id}.yes"] = [(both("settle.person", what=what), ())]
        elif flag.when is None:
            asked[f"{flag.id}.unknown"] = [_item(row, flag.id)]
        else:
            asked[f"{flag.id}.unknown"] = _wanted(row, flag.when)
    for f in bound.data_fields():
        if f.disagree is not None:
            label = field_label(bound, f.id)
            asked[f"{f.id}.disagree"] = [(both("settle.raters", field=label), ())]
    for f in bound.derived_fields():
        if f.tolerance is not None:
            label = field_label(bound, f.id)
            asked[f"{f.id}.disagree"] = [(both("settle.sources", field=label), ())]
    stops = _stops_at(row)
    for tier in bound.tiers:
        if tier.id in stops and tier.require is not None:
            asked[f"{tier.id}.require"] = _wanted(row, tier.require)
        for route in tier.routes:
            asked[f"{tier.id}.{route.id}"] = _wanted(row, route.when)
    for _, rules in bound.class_tables():
        for rule in rules:
            if rule.when is not None:
                asked[f"{rule.id}.unknown"] = _wanted(row, rule.when)
    return asked | _no_score(row)


def _stops_at(row: Row) -> tuple[str, ...]:
    """Where the walk may have stopped: the tier by points; with a tier held before, the last whose
    require is a reason."""
    held = [t.id for t in row.bound.tiers if f"{t.id}.require" in row.reasons]
    return (row.text("tier_by_points"), *(held[-1:] if row.bound.moves is not None else ()))


def _no_score(row: Row) -> dict[str, list[_Want]]:
    """What a missing score, or too little evidence, waits for."""
    asked: dict[str, list[_Want]] = {}
    for card in row.bound.scorecards:
        absent = [leaf for leaf in card.leaves() if state_of(row, leaf) not in ("read", "apart")]
        for what in ("missing", "evidence"):
            lines = [_leaf(row, leaf) for leaf in absent]
            asked[f"{card.id}.{what}"] = lines
        for c in (*card.criteria, *card.leaves()):
            refers = c.missing is not None and c.missing.how == "refer"
            inside = (c,) if isinstance(c, Leaf) else c.children
            for leaf in inside if refers else ():
                if leaf in absent:
                    asked |= {f"{leaf.id}.{what}": [_leaf(row, leaf)] for what in _ABSENT}
    return asked


def _wanted(row: Row, typed: Typed) -> list[_Want]:
    return [_field(row, f) for f in missing_in(row, typed)]


def _leaf(row: Row, leaf: Leaf) -> _Want:
    """A request for what a criterion reads; for somebody to compare it with, nobody can ask."""
    if state_of(row, leaf) == "unranked":
        label = criterion_label(row.bound, leaf)
        return both("settle.rank", part=label, why=unranked_text(row, leaf)), ()
    return _field(row, row.bound.fields[leaf.field])


def _field(row: Row, f: Field) -> _Want:
    """A request for one value: an answer, a newer value, or just a value."""
    if f.origin == "item":
        return _item(row, f.id)
    if f.formula is not None:
        found = [_field(row, g) for g in missing_in(row, f.formula)]
        if found:
            parts = tuple(dict.fromkeys(p for _, those in found for p in those))
            return joined([text for text, _ in found]), parts
    label = field_label(row.bound, f.id)
    if f.origin == "before":
        return both("settle.before", part=label), (f.id,)
    if f.fresh is not None:
        want = both("settle.fresh", part=label, limit=duration(f.fresh))
        return _since(row, f, want), (f.id,)
    return both("settle.field", part=label), (f.id,)


def _since(row: Row, f: Field, want: Text) -> Text:
    """The same, with the day of an event that made stale what there was."""
    overtaken = row.overtaken(f)
    if overtaken is None:
        return want
    return both("settle.after", want=want, day=from_day(overtaken[1]).isoformat())


def _item(row: Row, id: str) -> _Want:
    item = row.bound.items[id].declared
    ask = item.ask
    if item.evidence is not None:
        ask = both("settle.evidence", ask=ask, evidence=item.evidence)
    return _since(row, row.bound.fields[id], both("settle.item", ask=ask)), (id,)


def _both_ways(row: Row, cards: list[Scorecard]) -> list[Request]:
    """The missing criteria of these scorecards on which the tier hangs."""
    codes = {code for code in row.reasons if kind_of(row.bound, code, "refer") in _MISSING}
    waiting = [c for card in cards for c in _waiting(row, card)]
    found: list[tuple[Leaf | Parent, Request]] = []
    for c in waiting:
        why = tuple(code for what in _ABSENT if (code := f"{c.id}.{what}") in codes)
        if why:
            text = both("settle.one", part=criterion_label(row.bound, c))
            found.append((c, Request(text, why, _read_by(row, c))))
    if len(found) > 1 and len(found) == len(waiting):
        labels = joined([criterion_label(row.bound, c) for c, _ in found])
        every = both("settle.all", parts=labels)
        return [Request(every, r.codes, r.parts) for _, r in found]
    return [request for _, request in found]


def _read_by(row: Row, c: Leaf | Parent) -> tuple[str, ...]:
    """What would have to be known for a criterion to be so."""
    leaves = c.children if isinstance(c, Parent) else (c,)
    absent = [leaf for leaf in leaves if state_of(row, leaf) not in ("read", "apart")]
    wants = [_leaf(row, leaf) for leaf in absent]
    return tuple(dict.fromkeys(p for _, parts in wants for p in parts))


def _crosses(row: Row, card: Scorecard) -> bool:
    """Whether an edge lies between the worst and the best of a score: of tiers, or of its cuts."""
    worst, best = row.number(card.column("score")), row.number(card.column("score_best"))
    if worst is None or best is None:
        return False
    axis = row.bound.axis_of(card)
    if axis is not None:
        edges = [points for cut in axis.cuts for points in (cut.at_least, cut.keep_at)]
    else:
        edges = [t.at_least for t in row.bound.tiers] if row.bound.matrix is None else []
        if row.bound.moves is not None and row.bound.matrix is None:
            edges += [t.keep_at for t in row.bound.tiers]
    up = 10 ** (card.scale - POINT_SCALE)
    return any(worst < edge * up <= best for edge in edges if edge)


def _waiting(row: Row, card: Scorecard) -> list[Leaf | Parent]:
    """What is missing both ways: criteria, and those made of criteria that lack them all."""
    found: list[Leaf | Parent] = []
    for c in card.criteria:
        if isinstance(c, Parent) and c.missing is not None and c.missing.how == "both_ways":
            gone = row.number(f"{c.id}.weight_left") == 0
            found += [c] if gone else []
        leaves = c.children if isinstance(c, Parent) else (c,)
        found += [leaf for leaf in leaves if _open(row, leaf)]
    return found


def _range(row: Row, card: Scorecard) -> Text:
    key = "settle.range" if card.id == ONLY else "settle.range.of"
    worst, best = score_text(row, card) or "?", score_text(row, card, "score_best") or "?"
    return both(key, card=card_label(card), worst=worst, best=best)


#: A request in words, and the fields and items that would supply it.
_Want = tuple[Text, tuple[str, ...]]
_OF_SCORES = ("missing", "evidence")
_MISSING = {"criterion.missing", "criterion.too_old", "criterion.unranked", "parent.missing"}
#: Why a criterion has no points of its own.
_ABSENT = ("missing", "too_old", "unranked")


def _open(row: Row, leaf: Leaf) -> bool:
    how = None if leaf.missing is None else leaf.missing.how
    return how == "both_ways" and state_of(row, leaf) not in ("read", "apart")
