"""Seats of tiers: what customers are ordered by, where those without a seat go, and who counts
together."""

from __future__ import annotations

from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.fields import Names, declared_at
from engine.bind.findings import KIND_WORDS, Both

_ITEM: Both = ("a checklist item", "核查项")
_CONTEXT: Both = ("the same for every customer", "对所有客户都相同的情境值")


def bind_seats(t: p.Tier, number: int, names: Names) -> b.Seats | None:
    """The bound seats of a tier, or None where it has none or they are faulty."""
    if t.seats is None:
        return None
    findings, tiers = names.findings, names.policy.tiers
    if number == len(tiers) - 1:
        findings.add("KT260", t.seats.at, tier=t.id)
        return None
    count = literals.number(t.seats, "whole", findings, low=1)
    keys = tuple(_key(k, names) for k in t.order_by)
    joins = _joins(t, number, names)
    per = None if t.per is None else bind_per(t.per, names)
    margin = _margin(t, keys[0] if keys else None, names)
    sound = tuple(k for k in keys if k is not None)
    if count is None or joins is None or margin is None or len(sound) < len(keys):
        return None
    return b.Seats(count, sound, joins, t.waiting_list, per, margin)


def _key(key: p.SortKey, names: Names) -> b.SortKey | None:
    """A score, or a number or date of the customer."""
    word, policy = key.name, names.policy
    if word.text in policy.scorecards or (word.text == "score" and policy.scorecard is not None):
        return b.SortKey(word.text, p.ONLY if word.text == "score" else word.text, key.low_first)
    f = names.fields.get(word.text)
    if f is None:
        scores = {c.id: c.at for c in policy.scorecards.values()}
        if policy.scorecard is not None:
            scores = {"score": policy.scorecard.at}
        fields = {
            n: declared_at(f) for n, f in names.fields.items() if f.origin in ("data", "derived")
        }
        if word.text not in policy.derived:  # a faulty one was told
            names.findings.unknown("KT180", word.at, word.text, {**scores, **fields})
        return None
    if f.id in names.faulty:
        return None
    seen = _ITEM if f.origin == "item" else _CONTEXT if f.origin == "context" else None
    if seen is None and not (f.type.numeric or f.type.kind == "date"):
        seen = KIND_WORDS[f.type.kind]
    if seen is not None:
        names.findings.add("KT262", word.at, name=word.text, seen=seen[0], seen_zh=seen[1])
        return None
    return b.SortKey(word.text, None, key.low_first)


def _margin(t: p.Tier, first: b.SortKey | None, names: Names) -> int | None:
    """What is added to the first key for those who held the tier; 0 for nothing."""
    if t.keep_margin is None:
        return 0
    if first is None:
        return None  # what is wrong with the key was said
    if first.card is not None:
        return literals.points(t.keep_margin, names.findings)
    kind = names.fields[first.name].type.kind
    if kind == "date":
        names.findings.add("KT264", t.keep_margin.at, name=first.name)
        return None
    return literals.number(t.keep_margin, kind, names.findings, low=0)


def _joins(t: p.Tier, number: int, names: Names) -> int | None:
    """The number of the tier that those without a seat join: the next one, unless it is said."""
    if t.when_full is None:
        return number + 1
    tiers = {tier.id: tier.at for tier in names.policy.tiers}
    if t.when_full.text not in tiers:
        names.findings.unknown("KT183", t.when_full.at, t.when_full.text, tiers)
        return None
    joins = list(tiers).index(t.when_full.text)
    if joins <= number:
        names.findings.add("KT261", t.when_full.at, name=t.when_full.text, tier=t.id)
        return None
    return joins


def bind_per(word: p.Word, names: Names) -> str | None:
    """A field of words that is read as it stands."""
    f = names.fields.get(word.text)
    data = {d.id: d.at for d in names.policy.data.values()}
    if f is None or f.origin != "data":
        names.findings.unknown("KT180", word.at, word.text, data)
        return None
    if f.id in names.faulty:
        return None
    if f.type.kind != "text" or f.fresh is not None:
        seen = KIND_WORDS[f.type.kind]
        if f.type.kind == "text":
            seen = ("text that may be too old", "可能过期的文本")
        names.findings.add("KT263", word.at, name=word.text, seen=seen[0], seen_zh=seen[1])
        return None
    return f.id
