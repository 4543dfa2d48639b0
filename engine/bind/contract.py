"""The two row layouts that follow from a bound policy: what is decided on, and what is decided.

Only names, kinds and scales; no answers. Every evaluator takes rows of `input_columns` and
gives rows of `decision_columns`, in exactly this order.
"""

from __future__ import annotations

from engine.atoms.numbers import FLAT_SCALE, NESTED_SCALE, POINT_SCALE, SCALES, WEIGHT_SCALE
from engine.author.policy import ONLY, DataField, TableRead
from engine.bind.bound import BoundPolicy, Field, Leaf, Parent, Scorecard, Typed
from engine.bind.columns import Column, Storage, storage_of
from engine.bind.contract_facts import (
    ERASED_LAST,
    PERCENTS,
    contest_columns,
    facts_columns,
    key_columns,
    last_columns,
    rank_name,
    standing_columns,
)

#: What other rooms take from here besides the layouts themselves.
__all__ = [
    "ERASED_LAST",
    "EVIDENCE_SCALE",
    "HELD",
    "OVERRIDE",
    "PERCENTS",
    "Column",
    "Storage",
    "contest_columns",
    "converted_fields",
    "decision_columns",
    "facts_columns",
    "fx_name",
    "history_columns",
    "input_columns",
    "key_columns",
    "last_columns",
    "override_columns",
    "parameter_scale",
    "previous_columns",
    "rank_name",
    "standing_columns",
    "state_columns",
    "storage_of",
]


def input_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """The canonical row of one customer, as the snapshot stores it.

    `id`; for each data field its value, and `<id>.date` where the field is `fresh`; for each
    checklist item its answer (`yes`, `no`, `unknown`, `not_applicable`, `error`) and
    `<id>.date`; for each field of several raters how far apart their answers lie
    (`<id>.spread`); for each amount that other currencies became, which (`<id>.fx`: words such as
    `USD 7.12`, or `USD` where it was read from rows); the companies of a group (`members`), where
    groups are decided on; what the previous decision left (`previous.tier`, its days and its
    count), where the policy looks at it; what a person decided (`override.tier`, its last day …),
    where the policy has overrides; the facts of the run (`facts_columns`); last `errors`: the
    reason codes of cells that could not be read (a list of words such as `csat.unreadable`,
    in policy order; None when there is none). A cell in error holds None. Context values and the
    as-of day are not columns: they are the run's.
    """
    columns = [Column("id", "text")]
    for f in bound.data_fields():
        columns.append(Column(f.id, storage_of(f.type), f.type.scale, f.id))
        if f.fresh is not None:
            columns.append(Column(f.date_name, "date", part=f.id))
    for i in bound.items.values():
        columns.append(Column(i.id, "text", part=i.id))
        columns.append(Column(f"{i.id}.date", "date", part=i.id))
    columns += _spreads(bound)
    columns += [Column(fx_name(f), "words", part=f.id) for f in converted_fields(bound)]
    if bound.policy.groups is not None:
        columns.append(Column("members", "words"))
    columns += previous_columns(bound)
    columns += override_columns(bound)
    columns += facts_columns(bound)
    columns.append(Column("errors", "words"))
    return tuple(columns)


def _spreads(bound: BoundPolicy) -> list[Column]:
    """How far apart raters' answers lie, by field."""
    rated = (f for f in bound.data_fields() if f.raters is not None)
    return [Column(f.spread_name, "integer", f.type.scale, f.id) for f in rated]


def converted_fields(bound: BoundPolicy) -> tuple[Field, ...]:
    """The data fields whose amounts may be of other currencies than the policy's."""
    return tuple(f for f in bound.data_fields() if _converted(bound, f))


def _converted(bound: BoundPolicy, f: Field) -> bool:
    declared = f.declared
    if not isinstance(declared, DataField):
        return False
    read = declared.read
    if not isinstance(read, TableRead) or read.how == "count_of":
        return declared.currency is not None
    column = bound.tables[read.table].columns.get(read.column or "")
    return column is not None and column.declared.currency is not None


def fx_name(f: Field) -> str:
    """The canonical column of what an amount was converted from."""
    return f"{f.id}.fx"


EVIDENCE_SCALE = 6

#: What is kept of a tier from one decision to the next, and how it is stored: the tier, since when,
#: how many assessments in a row were worse, when the grace began.
HELD: tuple[tuple[str, Storage], ...] = (
    ("tier", "text"), ("since", "date"), ("worse", "integer"), ("grace", "date"),
)  # fmt: skip


def held_columns(bound: BoundPolicy) -> tuple[tuple[str, Storage], ...]:
    """What is kept from one decision to the next, as far as the policy asks for it: with benefits
    that outlive their tier also the tier that was lost last (`lost`)."""
    if bound.moves is None:
        return ()
    return (*HELD, ("lost", "text")) if bound.keeps_benefits else HELD


def previous_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """What a customer brings from the previous decision, as far as the policy asks for it."""
    held = held_columns(bound)
    events = (Column("event", "text"),) if bound.policy.reassess_on else ()
    previous = (Column(f"previous.{what}", s) for what, s in held)
    return (*events, *previous, *history_columns(bound))


#: What is known of a person's decision on a customer: the tier, the last day on which it holds,
#: whether somebody approved it, and who, why and by whom, which only explanations read.
OVERRIDE: tuple[tuple[str, Storage], ...] = (
    ("tier", "text"), ("until", "date"), ("approved", "boolean"), ("by", "text"),
    ("approved_by", "text"), ("because", "text"),
)  # fmt: skip


def override_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """What a customer brings from the overrides, where the policy has any."""
    if bound.override is None:
        return ()
    return tuple(Column(f"override.{what}", storage) for what, storage in OVERRIDE)


def state_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """What a decision leaves to the next one."""
    held = held_columns(bound)
    return (*(Column(f"held.{what}", s) for what, s in held), *history_columns(bound))


def history_columns(bound: BoundPolicy) -> list[Column]:
    """What warnings look back at, under the same names in a decision and before the next: of each
    number watched the last ones, the latest first; how many assessments there were; and when a
    warning was given that is then muted for a while."""
    columns = [
        Column(f"history.{name}.{n}", "integer", scale)
        for name, (scale, deep) in bound.watched().items()
        for n in range(1, deep + 1)
    ]
    if bound.warnings:
        columns.append(Column("history.length", "integer"))
    muted = (w for w in bound.warnings if w.mute is not None)
    return [*columns, *(Column(f"warned.{w.id}", "date", part=w.id) for w in muted)]


def decision_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """The decision on one customer; docs/language.md 8 says what each column means."""
    columns = [
        Column("id", "text"),
        *((Column("members", "words"),) if bound.policy.groups is not None else ()),
        Column("outcome", "text"),
        Column("tier", "text"),
        Column("tier_by_points", "text"),
        Column("route", "text"),
        *([Column("priority", "integer")] if bound.prioritised else []),
        *_seats(bound),
        *(Column(what, "text") for what, _ in bound.class_tables()),
    ]
    if bound.policy.reassess_on:
        columns.append(Column("event", "text"))
    if bound.override is not None:
        columns += [Column("override", "text"), Column("by_policy", "text")]
    if bound.moves is not None:
        columns += [Column("move", "text"), Column("previous.tier", "text")]
    if bound.keeps_benefits:
        columns.append(Column("benefits_of", "text"))
    columns += state_columns(bound)
    for card in bound.scorecards:
        columns += _card(bound, card)
    for f in bound.derived_fields():
        columns.append(Column(f"derived.{f.id}", storage_of(f.type), f.type.scale, f.id))
    columns += _spreads(bound)
    for f in bound.derived_fields():
        if f.sources:
            columns.append(Column(f.source_name, "text", part=f.id))
        if f.tolerance is not None:
            columns.append(Column(f.spread_name, "integer", f.type.scale, f.id))
    for card in bound.scorecards:
        for c in card.criteria:
            columns += _criterion(bound, c, card.scale)
    for flag in bound.flags:
        columns.append(Column(f"{flag.id}.answer", "text", part=flag.id))
        columns.append(Column(f"{flag.id}.effect", "text", part=flag.id))
    for w in bound.warnings:
        columns.append(Column(f"{w.id}.answer", "text", part=w.id))
    for b in bound.benefits.values():
        for key, value in b.parameters.items():
            if isinstance(value, Typed):
                columns.append(Column(f"{b.id}.{key}", "integer", parameter_scale(key), b.id))
    columns.append(Column("actions", "words"))
    columns.append(Column("reasons", "words"))
    return tuple(columns)


def _seats(bound: BoundPolicy) -> list[Column]:
    """The tiers that had no seat for the customer, and its place on each waiting list."""
    seated = bound.seated()
    columns = [Column("no_seat", "words")] if seated else []
    waiting = [t for _, t, seats in seated if seats.waiting_list]
    return columns + [Column(f"{t.id}.place", "integer", part=t.id) for t in waiting]


def parameter_scale(key: str) -> int:
    return SCALES["money" if key == "amount" else "percent"]


def _card(bound: BoundPolicy, card: Scorecard) -> list[Column]:
    """The sums of one scorecard; with several, the gaps belong to those that are an axis."""
    s, part = card.scale, "" if card.id == ONLY else card.id
    columns = [
        Column(card.column("score"), "integer", s, part),
        Column(card.column("score_best"), "integer", s, part),
        Column(card.column("evidence"), "integer", EVIDENCE_SCALE, part),
        Column(card.column("weight_left"), "integer", WEIGHT_SCALE, part),
        Column(card.column("profile"), "text", part=part),
    ]
    axis = bound.axis_of(card)
    if axis is not None:
        columns.append(Column(card.column("cut"), "text", part=part))
    if axis is not None or bound.matrix is None:
        columns += [
            Column(card.column("to_keep"), "integer", s, part),
            Column(card.column("to_reach"), "integer", s, part),
        ]
    return columns


def _criterion(bound: BoundPolicy, c: Leaf | Parent, scale: int) -> list[Column]:
    if isinstance(c, Leaf):
        return _leaf(bound, c, scale)
    columns = [
        Column(f"{c.id}.points", "integer", FLAT_SCALE, c.id),
        Column(f"{c.id}.weight", "integer", WEIGHT_SCALE, c.id),
        Column(f"{c.id}.weight_left", "integer", WEIGHT_SCALE, c.id),
        Column(f"{c.id}.contribution", "integer", NESTED_SCALE, c.id),
    ]
    for child in c.children:
        columns += _leaf(bound, child, FLAT_SCALE)
    return columns


def _leaf(bound: BoundPolicy, leaf: Leaf, contribution_scale: int) -> list[Column]:
    f = bound.fields[leaf.field]
    columns = [Column(f"{leaf.id}.value", storage_of(f.type), f.type.scale, leaf.id)]
    if f.fresh is not None or f.origin == "item":
        columns.append(Column(f"{leaf.id}.age", "integer", 0, leaf.id))
    columns += [
        Column(f"{leaf.id}.hit", "integer", 0, leaf.id),
        Column(f"{leaf.id}.points", "integer", POINT_SCALE, leaf.id),
        Column(f"{leaf.id}.weight", "integer", WEIGHT_SCALE, leaf.id),
        Column(f"{leaf.id}.contribution", "integer", contribution_scale, leaf.id),
    ]
    return columns
