"""Which criteria are asked of whom: by the profile of weights, which a segment may choose.

Avoid a criterion of weight 0 for those of whom it cannot be asked: it would be missing all the
same; prefer `applies_to`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from engine.atoms.diagnostic import Label
from engine.author import policy as p
from engine.bind.fields import Names
from engine.bind.findings import Findings

#: What `choose_by` says where the customer's segment chooses; a field of this name goes before.
SEGMENT: Final = "segment"


def applies(c: p.Criterion | p.ParentCriterion, profile: str) -> bool:
    """Whether a criterion is asked of those who have these weights."""
    return c.applies_to is None or any(w.text == profile for w in c.applies_to)


def strangers(
    w: p.Weights, card: p.Scorecard, own: Collection[str]
) -> list[tuple[p.Word, p.Criterion | p.ParentCriterion]]:
    """The criteria that a profile names and that do not apply to it."""
    others = {c.id: c for c in card.criteria if c.id not in own}
    return [(word, others[word.text]) for word, _ in w.entries if word.text in others]


def bind_applies_to(card: p.Scorecard, findings: Findings) -> None:
    """Every `applies_to` names profiles of the weights beside it."""
    known = {w.name: w.at for w in card.profiles}
    for c in card.criteria:
        for word in c.applies_to or ():
            if card.choose_by is None:
                findings.add("KT225", word.at, name=c.id)
                break
            if word.text not in known:
                params = {"what": "weight profile", "what_zh": "权重方案"}
                findings.unknown("KT226", word.at, word.text, known, params=params)


def chosen_by_segment(card: p.Scorecard, names: Names) -> bool:
    """Whether the segment chooses the weights; then every segment has some."""
    word, segments = card.choose_by, names.policy.segments
    if word is None or word.text != SEGMENT or SEGMENT in names.fields or not segments:
        return False
    ids = {s.id: s.at for s in segments}
    profiles = {w.name for w in card.profiles}
    for w in card.profiles:
        if w.name not in ids and w.name != "default":
            params = {"what": "segment", "what_zh": "客群"}
            names.findings.unknown("KT233", w.at, w.name, ids, params=params)
    left = [id_ for id_ in ids if id_ not in profiles]
    if left and "default" not in profiles:
        labels = [Label(ids[left[0]], "has no weights", "没有权重")]
        names.findings.add("KT227", word.at, segments=left, labels=labels)
    return True
