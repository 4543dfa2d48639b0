"""Checklist, red flags, tiers, moves and warnings, segments and stages."""

from __future__ import annotations

from typing import cast

from engine.author import taken as t
from engine.author.nodes import Entry, Mapping, Node, Scalar
from engine.author.policy import (
    OTHERWISE,
    ChecklistItem,
    ClassRule,
    Effect,
    FormulaText,
    Moves,
    Override,
    RedFlag,
    Require,
    Route,
    SortKey,
    Text,
    Tier,
    WarningRule,
)


def checklist_item(e: Entry) -> ChecklistItem:
    """One entry of `checklist:`."""
    m = t.mapping(e.value)
    return ChecklistItem(
        id=e.key.text,
        ask=cast(Text, t.text(m.get("ask"))),
        evidence=t.maybe_string(m.get("evidence")),
        good_for=t.duration(m.get("good_for")),
        stale_after=t.words(m.get("stale_after")),
        applies_when=t.formula(m.get("applies_when")),
        headings=t.strings(m.get("from")),
        missing_as=t.strings(m.get("missing_as")),
        secret=t.yes(m.get("secret")),
        at=e.key.at,
    )


def red_flag(e: Entry) -> RedFlag:
    """One entry of `red_flags:`."""
    m = t.mapping(e.value)
    return RedFlag(
        id=e.key.text,
        then=_effect(m.get("then")),
        if_unknown=_effect(m.get("if_unknown")),
        when=t.formula(m.get("when")),
        reason=t.text(m.get("reason")),
        label=t.text(m.get("label")),
        secret=t.yes(m.get("secret")),
        at=e.key.at,
    )


def _effect(node: Node | None) -> Effect:
    assert node is not None
    if isinstance(node, Mapping):
        return Effect(
            cap=t.maybe_word(node.get("cap")),
            minus=t.maybe_word(node.get("minus")),
            at=node.at,
            scorecard=t.maybe_word(node.get("scorecard")),
        )
    return Effect(t.string(node), at=node.at)  # type: ignore[arg-type]


def tier(e: Entry) -> Tier:
    """One entry of `tiers:`."""
    if isinstance(e.value, Scalar):  # `standard:` alone
        return Tier(e.key.text, at=e.key.at)
    m = t.mapping(e.value)
    require, routes = m.get("require"), m.get("routes")
    return Tier(
        id=e.key.text,
        at_least=t.maybe_word(m.get("at_least")),
        keep_at=t.maybe_word(m.get("keep_at")),
        require=None if require is None else _require(t.mapping(require)),
        routes=() if routes is None else tuple(_route(r) for r in t.mapping(routes)),
        label=t.text(m.get("label")),
        at=e.key.at,
        seats=t.maybe_word(m.get("seats")),
        order_by=tuple(_sort_key(n) for n in t.items(m.get("order_by"))),
        when_full=t.maybe_word(m.get("when_full")),
        waiting_list=t.yes(m.get("waiting_list")),
        per=t.maybe_word(m.get("per")),
        keep_margin=t.maybe_word(m.get("keep_margin")),
        priority=t.whole(m.get("priority")),
    )


def _sort_key(node: Node) -> SortKey:
    if isinstance(node, Mapping):
        return SortKey(t.word(node.get("field")), node.get("low") is not None)
    return SortKey(t.word(node))


def _require(m: Mapping) -> Require:
    return Require(
        cast(FormulaText, t.formula(m.get("when"))),
        t.string(m.get("if_unknown")),  # type: ignore[arg-type]
        m.at,
    )


def _route(e: Entry) -> Route:
    if isinstance(e.value, Scalar):
        return Route(e.key.text, cast(FormulaText, t.formula(e.value)), at=e.key.at)
    m = t.mapping(e.value)
    return Route(
        id=e.key.text,
        when=cast(FormulaText, t.formula(m.get("when"))),
        if_unknown=t.maybe_string(m.get("if_unknown")),  # type: ignore[arg-type]
        label=t.text(m.get("label")),
        at=e.key.at,
    )


def moves(node: Node) -> Moves:
    """`moves:`, what the tier held before does."""
    m = t.mapping(node)
    return Moves(
        hold=t.duration(m.get("hold")),
        confirm=t.whole(m.get("confirm")),
        grace=t.duration(m.get("grace")),
        one_level=t.yes(m.get("one_level")),
        at=node.at,
    )


def warning(e: Entry) -> WarningRule:
    """One entry of `warnings:`."""
    m = t.mapping(e.value)
    return WarningRule(
        id=e.key.text,
        watch=t.word(m.get("watch")),
        falls_in_a_row=t.whole(m.get("falls_in_a_row")),
        drops_by=t.maybe_word(m.get("drops_by")),
        within_assessments=t.whole(m.get("within_assessments")),
        min_history=t.whole(m.get("min_history")),
        mute=t.duration(m.get("mute")),
        reason=t.text(m.get("reason")),
        label=t.text(m.get("label")),
        at=e.key.at,
    )


def override(node: Node) -> Override:
    """`override:`, what persons may decide."""
    return Override(may_lift=t.words(t.mapping(node).get("may_lift")), at=node.at)


def class_rule(e: Entry) -> ClassRule:
    """One entry of `segments:` or `stages:`."""
    if isinstance(e.value, Scalar):
        return ClassRule(e.key.text, _or_otherwise(e.value), at=e.key.at)
    m = t.mapping(e.value)
    return ClassRule(
        id=e.key.text,
        when=_or_otherwise(m.get("when")),
        if_unknown=t.maybe_string(m.get("if_unknown")),  # type: ignore[arg-type]
        label=t.text(m.get("label")),
        at=e.key.at,
    )


def _or_otherwise(node: Node | None) -> FormulaText | None:
    return None if t.string(node) == OTHERWISE else t.formula(node)
