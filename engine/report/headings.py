"""Headings of exported decisions: the policy's labels, and our words for what we add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.atoms.codes import Language
from engine.author.policy import ONLY, Text
from engine.bind.bound import BoundPolicy, Parent, WarningRule
from engine.bind.contract import Column, decision_columns
from engine.explain.scores import card_label
from engine.explain.values import (
    benefit_label,
    criterion_label,
    field_label,
    flag_label,
    named,
    tier_label,
)
from engine.explain.warnings import watched_label
from engine.report.export_words import FIXED, HISTORY, OF_SCORES, PARTS, WARNED


def headings(bound: BoundPolicy, language: str = "en") -> list[str]:
    """A heading for each decision column: the policy's labels, and ours for what we add.

    A criterion without a label goes by its field's. Two columns never have the same heading: the
    name of the column is added where labels agree.
    """
    said: Language = "zh" if language == "zh" else "en"
    labels = _labels(bound, said)
    columns = decision_columns(bound)
    own = bound.policy.customers.label
    wanted = [_heading(c, labels, said == "zh") for c in columns]
    if own is not None:
        wanted[0] = own.say(said)
    twice = {h for h in wanted if wanted.count(h) > 1}
    return [f"{h} ({c.name})" if h in twice else h for h, c in zip(wanted, columns, strict=True)]


def _labels(bound: BoundPolicy, language: Language) -> dict[tuple[str, str], str]:
    """By kind and id: a criterion and what it reads may have the same id."""
    found = {("derived", f.id): field_label(bound, f.id) for f in bound.derived_fields()}
    found |= {("field", f.id): field_label(bound, f.id) for f in bound.data_fields()}
    found |= {("field", f.id): field_label(bound, f.id) for f in bound.derived_fields()}
    found |= {("flag", f.id): flag_label(bound, f.id) for f in bound.flags}
    found |= {("flag", w.id): _named(w) for w in bound.warnings}
    found |= {("watched", w.watch): watched_label(bound, w) for w in bound.warnings}
    found |= {("watched", name): field_label(bound, name) for name in bound.befores()}
    found |= {("benefit", id_): benefit_label(bound, id_) for id_ in bound.benefits}
    found |= {("tier", t.id): tier_label(bound, t.id) for _, t, _ in bound.seated()}
    for card in bound.scorecards:
        if card.id != ONLY or card.declared.label is not None:
            found["scorecard", card.id] = card_label(card)
    for criterion in (c for card in bound.scorecards for c in card.criteria):
        found["criterion", criterion.id] = criterion_label(bound, criterion)
        for child in criterion.children if isinstance(criterion, Parent) else ():
            found["criterion", child.id] = criterion_label(bound, child)
    return {key: label.say(language) for key, label in found.items()}


def _named(w: WarningRule) -> Text:
    return named(w.declared.label, w.id)


_KINDS: Final = {
    "spread": "field",
    "source": "derived",
    "answer": "flag",
    "effect": "flag",
    "percent": "benefit",
    "amount": "benefit",
    "place": "tier",
}


def _heading(column: Column, labels: Mapping[tuple[str, str], str], zh: bool) -> str:
    if column.name == "score" and ("scorecard", ONLY) in labels:
        return labels["scorecard", ONLY]
    if column.name in FIXED:
        return FIXED[column.name][zh]
    if column.name.startswith("history."):
        watch, _, n = column.name.removeprefix("history.").rpartition(".")
        return f"{labels['watched', watch]} {HISTORY[zh].format(n=int(n) - 1)}"
    if column.name == f"warned.{column.part}":
        return f"{labels['flag', column.part]} {WARNED[zh]}"
    if column.name == f"derived.{column.part}":
        return labels["derived", column.part]
    what = column.name.rsplit(".", 1)[-1]
    if (of := labels.get(("scorecard", column.part))) is not None:
        return f"{of} {OF_SCORES[what][zh]}"
    return f"{labels[_KINDS.get(what, 'criterion'), column.part]} {PARTS[what][zh]}"
