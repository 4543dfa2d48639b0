"""Personal data decides nothing: no tier, criterion, red flag or benefit may come to hang on it,
not even by way of a segment.

Avoid a field marked `personal: yes` behind a rule, however long the way through derived fields,
tables and checklist items; prefer a fact about the business, or leave the mark off and answer for
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.text import Span
from engine.author import policy as p
from engine.author.formula.tree import Name, walk
from engine.author.formula.tree import names as names_read
from engine.author.places import where
from engine.bind import bound as b
from engine.bind.findings import Findings


class Mark(NamedTuple):
    """Where `personal: yes` stands: what is marked, and its place."""

    name: str
    at: Span


class Reading(NamedTuple):
    """A name that a rule reads: which rule (a path of the policy), and where it says so."""

    rule: tuple[str, ...]
    name: str
    at: Span


def keep_personal_apart(
    fields: Mapping[str, b.Field],
    tables: Mapping[str, b.Table],
    shares: Mapping[str, b.Typed],
    items: Mapping[str, b.Item],
    rules: Iterable[Reading],
    findings: Findings,
) -> None:
    """KT224 for every rule that reads personal data, by itself or by way of something else."""
    marks = marks_of(fields, tables, shares, items)
    for rule, name, at in (*_disagreements(fields), *rules):
        mark = marks.get(name)
        if mark is None:
            continue
        hint = None if mark.name == name else (
            f"`{name}` comes from `{mark.name}`", f"`{name}` 来自 `{mark.name}`"
        )  # fmt: skip
        label = Label(mark.at, "marked as personal", "标为个人信息")
        params = {"name": name, **where(rule)}
        findings.found.append(Diagnostic("KT224", params, at=at, hint=hint, labels=(label,)))


def readings(
    cards: Iterable[p.Scorecard],
    flags: Iterable[b.Flag],
    tiers: Iterable[b.Tier],
    classes: Iterable[tuple[b.ClassTable, Sequence[b.ClassRule]]],
    benefits: Iterable[b.Benefit],
    grants: Sequence[b.Grant],
) -> Iterator[Reading]:
    """What decides, and gives: each name that a criterion, flag, tier or parameter reads, and a
    table of classes where it refers to a person or gives a benefit."""
    cards = tuple(cards)
    for card in cards:
        for c in card.criteria:
            for leaf in c.criteria if isinstance(c, p.ParentCriterion) else (c,):
                rule: tuple[str, ...] = (*card.path, "criteria", leaf.id)
                yield Reading(rule, leaf.field.text, leaf.field.at)
                rank = leaf.points
                if isinstance(rank, p.RankPercent) and rank.per is not None:
                    yield Reading((*rule, "points", "per"), rank.per.text, rank.per.at)
        if (chosen := card.choose_by) is not None:
            yield Reading((*card.path, "weights"), chosen.text, chosen.at)
    for flag in flags:
        rule = ("red_flags", flag.id)
        if flag.declared.when is None:
            yield Reading(rule, flag.id, flag.declared.at)
        yield from _names(rule, flag.when)
    for tier in tiers:
        yield from _names(("tiers", tier.id), tier.require)
        for route in tier.routes:
            yield from _names(("tiers", tier.id, "routes", route.id), route.when)
        yield from _order(tier)
    for what, rules in classes:
        gives = any(a.benefit for grant in grants if what in grant.held for a in grant.actions)
        gives = gives or (what == "segment" and any(_weighs(card) for card in cards))
        if gives or any(rule.refer_if_unknown for rule in rules):
            for rule_ in rules:
                yield from _names((f"{what}s", rule_.id), rule_.when)
    for benefit in benefits:
        for value in benefit.parameters.values():
            if isinstance(value, b.Typed):
                yield from _names(("benefits", benefit.id), value)
        if (per := benefit.declared.per) is not None:
            yield Reading(("benefits", benefit.id, "per"), per.text, per.at)


def _weighs(card: p.Scorecard) -> bool:
    """Whether the segment chooses a scorecard's weights."""
    return card.choose_by is not None and card.choose_by.text == "segment"


def _order(tier: b.Tier) -> Iterator[Reading]:
    """What decides who finds a seat."""
    if tier.seats is not None:
        for key, written in zip(tier.seats.order_by, tier.declared.order_by, strict=True):
            if key.card is None:
                yield Reading(("tiers", tier.id, "order_by"), key.name, written.name.at)
        if tier.declared.per is not None:
            per = tier.declared.per
            yield Reading(("tiers", tier.id, "per"), per.text, per.at)


def _names(rule: tuple[str, ...], typed: b.Typed | None) -> Iterator[Reading]:
    """Each name once, where it stands first."""
    told: set[str] = set()
    for node in () if typed is None else walk(typed.formula.root):
        if isinstance(node, Name) and node.name not in told:
            told.add(node.name)
            yield Reading(rule, node.name, node.at)


def marks_of(
    fields: Mapping[str, b.Field],
    tables: Mapping[str, b.Table],
    shares: Mapping[str, b.Typed],
    items: Mapping[str, b.Item],
) -> dict[str, Mark]:
    """What is personal, and what comes from it. A derived field stands after what it reads."""
    found: dict[str, Mark] = {}
    for f in fields.values():
        if isinstance(f.declared, p.DataField):
            mark = _of_data(f.declared, tables, shares) or _of_others(f.declared, fields, tables)
            mark = mark or _of_event(f.stale_after, fields, tables, shares)
        else:
            mark = _first(f.formula, found)
        if mark is not None:
            found[f.id] = mark
    for item in items.values():
        mark = _first(item.applies_when, found)
        mark = mark or _of_event(item.stale_after, fields, tables, shares)
        if mark is not None:
            found[item.id] = mark
    return found


def _disagreements(fields: Mapping[str, b.Field]) -> Iterator[Reading]:
    """Fields that send the customer to a person where their raters lie too far apart."""
    for f in fields.values():
        if isinstance(f.declared, p.DataField) and f.declared.disagree is not None:
            yield Reading(("data", f.id, "disagree"), f.id, f.declared.disagree.at)


def _of_others(
    f: p.DataField, fields: Mapping[str, b.Field], tables: Mapping[str, b.Table]
) -> Mark | None:
    """The mark of the field that weights a group's values, or by which rows are looked up."""
    by = None if f.roll_up is None else f.roll_up.weighted_by
    table = None if f.read is None else tables.get(f.read.table)
    for name in ("" if by is None else by.text, None if table is None else table.lookup):
        other = fields.get(name or "")
        declared = None if other is None else other.declared
        if isinstance(declared, p.DataField) and declared.personal:
            return Mark(declared.id, declared.at)
    return None


def _of_event(
    events: Iterable[str],
    fields: Mapping[str, b.Field],
    tables: Mapping[str, b.Table],
    shares: Mapping[str, b.Typed],
) -> Mark | None:
    """The mark of the first event, after which a value is too old, that has one."""
    for event in events:
        declared = fields[event].declared if event in fields else None
        if isinstance(declared, p.DataField) and (mark := _of_data(declared, tables, shares)):
            return mark
    return None


def _of_data(
    f: p.DataField, tables: Mapping[str, b.Table], shares: Mapping[str, b.Typed]
) -> Mark | None:
    """Its own mark, or that of a column that it reads, or that chooses the rows it reads."""
    if f.personal:
        return Mark(f.id, f.at)
    table = None if f.read is None else tables.get(f.read.table)
    if f.read is None or table is None:
        return None
    columns = {
        c.id: Mark(f"{table.id}.{c.id}", c.declared.at)
        for c in table.columns.values()
        if c.declared.personal
    }
    if isinstance(f.read, p.TableRead) and f.read.column in columns:
        return columns[f.read.column]
    return _first(shares.get(f.id), columns) or _first(table.skip_when, columns)


def _first(typed: b.Typed | None, marks: Mapping[str, Mark]) -> Mark | None:
    """The mark of the first name of a formula that has one."""
    read = () if typed is None else names_read(typed.formula.root)
    return next((marks[n] for n in read if n in marks), None)
