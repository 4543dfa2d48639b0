"""Checklist, red flags, tiers, segments and stages, benefits, actions, tests."""

from __future__ import annotations

from typing import Final, Literal, cast

from engine.author import taken as t
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.policy import (
    OTHERWISE,
    Action,
    ActionList,
    Benefit,
    Case,
    ChecklistItem,
    ClassRule,
    Combination,
    Effect,
    Expect,
    FormulaText,
    FullTier,
    Given,
    Held,
    Moves,
    Overridden,
    Override,
    Ranked,
    RedFlag,
    Require,
    Route,
    SortKey,
    Text,
    Tier,
    WarningRule,
    Word,
)

#: The one key that says which kind of action it is.
HOW: Final[tuple[Literal["benefit", "task", "alert"], ...]] = ("benefit", "task", "alert")


def checklist_item(e: Entry) -> ChecklistItem:
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
    m = t.mapping(node)
    return Moves(
        hold=t.duration(m.get("hold")),
        confirm=t.whole(m.get("confirm")),
        grace=t.duration(m.get("grace")),
        one_level=t.yes(m.get("one_level")),
        at=node.at,
    )


def warning(e: Entry) -> WarningRule:
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


def benefit(e: Entry) -> Benefit:
    if isinstance(e.value, Scalar):  # `service_desk:` alone
        return Benefit(e.key.text, at=e.key.at)
    m = t.mapping(e.value)
    notice = t.duration(m.get("benefits_end"))
    return Benefit(
        id=e.key.text,
        label=t.text(m.get("label")),
        percent=_parameter(m.get("percent")),
        amount=_parameter(m.get("amount")),
        every=t.duration(m.get("every")),
        to=t.maybe_string(m.get("to")),
        note=t.text(m.get("note")),
        at=e.key.at,
        cost_per_year=t.maybe_word(m.get("cost_per_year")),
        budget_per_year=t.maybe_word(m.get("budget_per_year")),
        per=t.maybe_word(m.get("per")),
        max_value=t.maybe_word(m.get("max_value")),
        sla=t.duration(m.get("sla")),
        last_day=None if notice is not None else t.maybe_word(m.get("benefits_end")),
        notice=notice,
    )


def _parameter(node: Node | None) -> Word | FormulaText | None:
    if isinstance(node, Mapping):
        return t.formula(node.get("formula"))
    return t.maybe_word(node)


def action_list(e: Entry) -> ActionList:
    listed: Node | None = e.value
    when = None
    if isinstance(listed, Mapping):
        m = t.mapping(listed.get("when"))
        when = Combination(
            t.words(m.get("tier")), t.words(m.get("segment")), t.words(m.get("stage")), m.at
        )
        listed = listed.get("then")
    # One that does not say what it is was told of, and is left out.
    given = [n for n in t.items(listed) if isinstance(n, Scalar) or _said(t.mapping(n))]
    return ActionList(e.key.text, tuple(_action(n) for n in given), e.key.at, when)


def _said(m: Mapping) -> bool:
    return any(how in m for how in HOW)


def _action(node: Node) -> Action:
    if isinstance(node, Scalar):
        return Action("benefit", t.string(node), at=node.at)
    m = t.mapping(node)
    to = m.get("to")
    for how in HOW:
        if (name := m.get(how)) is not None:
            label = t.text(name) if isinstance(name, Mapping) else None
            return Action(
                how,
                t.string(name) if label is None else label.en,
                to=t.text(to) if isinstance(to, Mapping) else t.maybe_string(to),
                every=t.duration(m.get("every")),
                within=t.duration(m.get("within")),
                at=node.at,
                label=label,
            )
    raise AssertionError("an action has a benefit, a task or an alert")


def case(node: Node) -> Case:
    m = t.mapping(node)
    given, context, expect = m.get("given"), m.get("context"), m.get("expect")
    facts = m.get("facts")
    known = () if facts is None else tuple(t.mapping(facts))
    return Case(
        name=t.string(m.get("name")),
        given=Given() if given is None else _given(t.mapping(given)),
        expect=_expect(t.mapping(expect)),
        as_of=t.maybe_word(m.get("as_of")),
        context=() if context is None else t.pairs(context),
        previous=None if (before := m.get("previous")) is None else _held(t.mapping(before)),
        override=None if (own := m.get("override")) is None else _overridden(t.mapping(own)),
        at=node.at,
        facts=tuple(_full_tier(e) for e in known if not _by_rank(e)),
        ranks=tuple(_ranked(e) for e in known if _by_rank(e)),
    )


def _overridden(m: Mapping) -> Overridden:
    approved = t.yes(m.get("approved"), default=True)
    return Overridden(t.word(m.get("tier")), t.word(m.get("until")), approved, m.at)


def _held(m: Mapping) -> Held:
    seen = m.get("history")
    entries = () if seen is None else tuple(t.mapping(seen))
    history = tuple((t.word(e.key), t.words(e.value)) for e in entries)
    return Held(
        tier=t.maybe_word(m.get("tier")),
        since=t.maybe_word(m.get("since")),
        worse=t.maybe_word(m.get("worse")),
        grace=t.maybe_word(m.get("grace")),
        history=history,
        at=m.at,
    )


def _full_tier(e: Entry) -> FullTier:
    m = t.mapping(e.value)
    last = t.pairs(m.get("last"))
    return FullTier(t.word(e.key), last, t.maybe_word(m.get("id")), t.maybe_word(m.get("place")))


def _ranked(e: Entry) -> Ranked:
    m = t.mapping(e.value)
    return Ranked(t.word(e.key), t.pairs(m.get("percentiles")), t.maybe_word(m.get("count")))


def _by_rank(e: Entry) -> bool:
    return "percentiles" in t.mapping(e.value)


def _given(m: Mapping) -> Given:
    values, tables = [], []
    for e in m:
        if isinstance(e.value, Sequence) and any(isinstance(r, Mapping) for r in e.value.items):
            rows = tuple(
                tuple((t.word(c.key), _cell(c.value)) for c in r)
                for r in e.value.items
                if isinstance(r, Mapping)  # anything else among rows is told
            )
            tables.append((t.word(e.key), rows))
        else:
            values.append((t.word(e.key), _cell(e.value)))
    return Given(tuple(values), tuple(tables))


def _cell(node: Node) -> Word | None:
    """A customer's value as data would write it; choices keep the form `[a, b]`."""
    if isinstance(node, Sequence):
        return Word(f"[{', '.join(t.strings(node))}]", node.at)
    return None if t.scalar(node).empty else t.word(node)


def _expect(m: Mapping) -> Expect:
    flags, score = m.get("flags"), m.get("score")
    several = isinstance(score, Mapping)
    return Expect(
        outcome=t.maybe_word(m.get("outcome")),
        tier=t.maybe_word(m.get("tier")),
        priority=t.maybe_word(m.get("priority")),
        move=t.maybe_word(m.get("move")),
        segment=t.maybe_word(m.get("segment")),
        stage=t.maybe_word(m.get("stage")),
        score=None if several else t.maybe_word(score),
        scores=t.pairs(score) if several else (),
        because=t.maybe_words(m.get("because")),
        actions=t.maybe_words(m.get("actions")),
        flags=None if flags is None else t.pairs(flags),
        warnings=None if (raised := m.get("warnings")) is None else t.pairs(raised),
        at=m.at,
    )
