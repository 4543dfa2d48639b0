"""Warnings: what they watch, and how much of a fall is one."""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import FLAT_SCALE, NESTED_SCALE, POINT_SCALE, Kind
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.classes import Classes
from engine.bind.fields import Names
from engine.bind.rules import CLASSES_TAKEN


def bind_warnings(names: Names) -> tuple[b.WarningRule, ...]:
    """Every warning whose watched number is found."""
    _clashes(names)
    found = []
    for w in names.policy.warnings.values():
        _one_kind(w, names)
        watched = _watched(w, names)
        if watched is None:
            continue
        reads, card, kind, scale = watched
        drop = None
        if w.drops_by is not None:
            if kind is None:
                points = literals.points(w.drops_by, names.findings)
                drop = None if points is None else points * int(10 ** (scale - POINT_SCALE))
            else:
                drop = literals.number(w.drops_by, kind, names.findings)
        deep = w.falls_in_a_row or 1
        found.append(
            b.WarningRule(
                id=w.id, watch=w.watch.text, reads=reads, card=card, scale=scale,
                falls=w.falls_in_a_row, drop=drop, within=w.within_assessments or 1,
                least=max(deep, w.min_history or 0), mute=w.mute, declared=w,
            )
        )  # fmt: skip
    return tuple(found)


def _one_kind(w: p.WarningRule, names: Names) -> None:
    """It falls in a row, or drops by so much, and not both."""
    if (w.falls_in_a_row is None) == (w.drops_by is None):
        names.findings.add("KT257", w.at, name=w.id)
    elif w.drops_by is None and w.within_assessments is not None:
        at = names.policy.spans.get(("warnings", w.id, "within_assessments"), w.at)
        names.findings.add("KT258", at, name=w.id)


def _watched(
    w: p.WarningRule, names: Names
) -> tuple[str | None, str | None, Kind | None, int] | None:
    """The field, or the scorecard, with the kind (None: points) and scale of its numbers."""
    name = w.watch.text
    for card in names.cards:
        if name == ("score" if card.id == p.ONLY else f"score.{card.id}"):
            nested = any(isinstance(c, p.ParentCriterion) for c in card.criteria)
            return None, card.id, None, NESTED_SCALE if nested else FLAT_SCALE
    criteria = {leaf.id: leaf.field.text for leaf in _leaves(names)}
    found = names.fields.get(name)
    if found is None and name in criteria:
        found = names.fields.get(criteria[name])
        if found is None:
            return None  # the criterion's own mistake was said
    if found is None:
        known: dict[str, Span | None] = {f.id: f.at for f in names.policy.data.values()}
        known |= {f.id: f.at for f in names.policy.derived.values()}
        known |= {leaf.id: leaf.at for leaf in _leaves(names)}
        names.findings.unknown("KT180", w.watch.at, name, known)
        return None
    if not found.type.numeric or found.origin not in ("data", "derived"):
        names.findings.add("KT259", w.watch.at, name=w.id, field=name)
        return None
    return found.id, None, found.type.kind, found.type.scale


def _leaves(names: Names) -> list[p.Criterion]:
    found: list[p.Criterion] = []
    for card in names.cards:
        for c in card.criteria:
            found += c.criteria if isinstance(c, p.ParentCriterion) else (c,)
    return found


def _clashes(names: Names) -> None:
    """A warning has the id of no flag, tier, segment or stage: all are keys of `actions:`."""
    taken = {f.id: f.at for f in names.policy.red_flags.values()}
    taken |= Classes.of(names.policy).all()
    for w in names.policy.warnings.values():
        if w.id in CLASSES_TAKEN:
            names.findings.add("KT187", w.at, name=w.id)
        if w.id in taken:
            label = Label(taken[w.id], "the other one", "另一个")
            names.findings.add("KT186", w.at, name=w.id, what="id", what_zh="id", labels=[label])
