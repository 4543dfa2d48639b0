"""Ids that were written as people say them: by a label, or by the heading of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.atoms.text import Span
from engine.author import policy as p

#: A word that is no id, or that no id is.
_CODES: Final = frozenset(("KT118", "KT154", "KT183", "KT184", "KT204", "KT233"))


def by_label(policy: p.Policy, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings; of a word that is no id, but the label of one thing alone, with that id.

    `when: 逾期天数 > 90` beside `overdue_days: {label: 逾期天数}`, `cap: 普通客户` beside
    `normal: {label: 普通客户}`.
    """
    if not any(d.code in _CODES for d in found):
        return list(found)
    values, others = _names(_values(policy)), _names(_others(policy))
    both = {text: values[text] | others[text] for text in values.keys() | others.keys()}
    by_code = {"KT154": values, "KT204": _names(_criteria(policy))}
    declared = {id_ for ids in both.values() for id_ in ids}
    return [
        d if d.code not in _CODES or d.at is None or d.at.text in declared
        else _told(d, d.at, by_code.get(d.code, both))
        for d in found
    ]  # fmt: skip


def _told(d: Diagnostic, at: Span, names: dict[str, set[str]]) -> Diagnostic:
    ids = names.get(at.text, set())
    if len(ids) != 1 or not (id_ := next(iter(ids))).isascii():
        return d
    hint = (f"that is what `{id_}` is called: write `{id_}`", f"这是 `{id_}` 的名称：请写 `{id_}`")
    return replace(d, hint=hint, fix=Fix(at, id_))


def _names(said: Iterator[tuple[str, Sequence[str]]]) -> dict[str, set[str]]:
    """What things are called → their ids."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_, texts in said:
        for text in (id_, *texts):
            found[text].add(id_)
    return found


def _values(policy: p.Policy) -> Iterator[tuple[str, Sequence[str]]]:
    """What formulas may read."""
    for f in (*policy.data.values(), *policy.context.values()):
        yield f.id, (*_texts(f.label), *f.headings)
    for derived in policy.derived.values():
        yield derived.id, _texts(derived.label)
    for item in policy.checklist.values():
        yield item.id, (*_texts(item.ask), *item.headings)


def _others(policy: p.Policy) -> Iterator[tuple[str, Sequence[str]]]:
    for tier in policy.tiers:
        yield tier.id, _texts(tier.label)
    for rule in (*policy.segments, *policy.stages):
        yield rule.id, _texts(rule.label)
    for benefit in policy.benefits.values():
        yield benefit.id, _texts(benefit.label)
    for flag in policy.red_flags.values():
        yield flag.id, _texts(flag.label)
    for card in policy.cards:
        yield from ((c.id, _texts(c.label)) for c in card.criteria)


def _criteria(policy: p.Policy) -> Iterator[tuple[str, Sequence[str]]]:
    """A criterion goes by its own label, else by that of its field."""
    values = dict(_values(policy))
    for c in (c for card in policy.cards for c in card.criteria):
        for one in (c, *(c.criteria if isinstance(c, p.ParentCriterion) else ())):
            field = one.field.text if isinstance(one, p.Criterion) else ""
            yield one.id, _texts(one.label) or values.get(field, ())


def _texts(text: p.Text | None) -> tuple[str, ...]:
    return () if text is None else (text.en, text.zh)
