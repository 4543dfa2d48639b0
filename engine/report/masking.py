"""Decisions as exports show them: what is personal or secret is masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.bind.bound import BoundPolicy
from engine.bind.contract import (
    PERCENTS,
    Column,
    decision_columns,
    input_columns,
    rank_name,
)
from engine.bind.masks import MASK, shown_word
from engine.explain.reasons import shown_code
from engine.ledger.stored import StoredRun


def shown_columns(bound: BoundPolicy) -> tuple[Column, ...]:
    """The columns of decisions; a masked one holds text."""
    hidden = hidden_columns(bound)
    return tuple(
        replace(c, storage="text", scale=0) if c.name in hidden else c
        for c in decision_columns(bound)
    )


def shown_rows(run: StoredRun) -> Iterator[Mapping[str, Any]]:
    """The decisions of a run, with a mask wherever something that is not to be shown is."""
    hidden = hidden_columns(run.bound)
    for row in run.decisions():
        yield _shown(run.bound, row, hidden) if run.bound.masked else row


def shown_decision(bound: BoundPolicy, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """One decision, as `shown_rows` gives it."""
    return _shown(bound, row, hidden_columns(bound))


def shown_cell(bound: BoundPolicy, column: str, value: Any) -> Any:
    """One cell of a decision, by the column's name."""
    if value is None or not bound.masked:
        return value
    if column == "reasons":
        return [shown_code(bound, code) for code in value]
    return MASK if column in hidden_columns(bound) else value


def shown_inputs(bound: BoundPolicy) -> tuple[Column, ...]:
    """The columns of inputs; a masked one holds text."""
    hidden = hidden_inputs(bound)
    return tuple(
        replace(c, storage="text", scale=0) if c.name in hidden else c for c in input_columns(bound)
    )


def shown_input(bound: BoundPolicy, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """What one decision was made from, with a mask wherever something is not to be shown."""
    return {**row, **{n: MASK for n in hidden_inputs(bound) if row.get(n) is not None}}


def shown_facts(bound: BoundPolicy, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts of a run as `facts.json` has them, with a mask for what is not to be shown: keys of
    last holders, values at percents, and the words that seats or ranks are by."""
    seats, ranks = dict(facts.get("seats", {})), dict(facts.get("ranks", {}))
    for _, tier, given in bound.seated():
        hidden = [key.name in bound.masked for key in given.order_by]
        told = seats[tier.id]
        seats[tier.id] = {**told, "groups": [
            _group(g, told["per"] in bound.masked, hidden) for g in told["groups"]
        ]}  # fmt: skip
    for id_, told in ranks.items():
        edges = MASK if told["field"] in bound.masked else None
        of = told["per"] in bound.masked
        ranks[id_] = {**told, "groups": [
            {**_group(g, of, ()), **({} if edges is None else {"edges": edges})}
            for g in told["groups"]
        ]}  # fmt: skip
    return {**facts, **({"seats": seats} if seats else {}), **({"ranks": ranks} if ranks else {})}


def _group(group: Mapping[str, Any], of: bool, hidden: Sequence[bool]) -> dict[str, Any]:
    """One group of competitors, without its word and the hidden keys of its last holder."""
    found = dict(group)
    if of and found["of"] is not None:
        found["of"] = MASK
    if hidden and found.get("last"):
        at = [MASK if no else v for v, no in zip(found["last"]["at"], hidden, strict=True)]
        found["last"] = {**found["last"], "at": at}
    return found


def shown_spending(bound: BoundPolicy, found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What benefits cost, as the manifest's notes have it, without words that are not shown."""
    per = {id_: b.per for id_, b in bound.benefits.items()}
    return [{**one, "of": shown_word(bound, per.get(one["benefit"]), one["of"])} for one in found]


def _shown(bound: BoundPolicy, row: Mapping[str, Any], hidden: frozenset[str]) -> Mapping[str, Any]:
    masked = {name: MASK for name in hidden if row[name] is not None}
    codes = row["reasons"]
    if codes is not None:
        codes = [shown_code(bound, code) for code in codes]
    return {**row, **masked, "reasons": codes}


def hidden_inputs(bound: BoundPolicy) -> frozenset[str]:
    """Values, answers and what warnings look back at; also what the last holder of a seat has, and
    the value at each percent of those ranked."""
    found = {c.name for c in input_columns(bound)
             if c.part in bound.masked and c.name != f"{c.part}.date"}  # fmt: skip
    found |= {name for name in hidden_columns(bound) if name.startswith("history.")}
    for _, tier, seats in bound.seated():
        for n, key in enumerate(seats.order_by, 1):
            if key.name in bound.masked:
                found.add(f"facts.{tier.id}.{n}")
    for leaf, _ in bound.ranked():
        if leaf.field in bound.masked:
            found |= {rank_name(leaf.id, percent) for percent in PERCENTS}
    return frozenset(found)


def hidden_columns(bound: BoundPolicy) -> frozenset[str]:
    """The columns that tell a value, the step that it hit, the weights that its word chose, or
    the answer of a flag."""
    found = set()
    read = {leaf.id for leaf in bound.leaves() if leaf.field in bound.masked}
    for id_ in bound.masked:
        found |= {f"derived.{id_}", f"{id_}.spread", f"{id_}.answer", f"{id_}.effect"}
    for leaf in read:
        found |= {f"{leaf}.value", f"{leaf}.hit"}
    found |= {card.column("profile") for card in bound.scorecards if card.choose_by in bound.masked}
    found |= {f"history.{name}.1" for name in bound.befores() if name in bound.masked}
    for w in bound.warnings:
        if w.watch in read or w.reads in bound.masked:
            found |= {c.name for c in decision_columns(bound)
                      if c.name.startswith(f"history.{w.watch}.")}  # fmt: skip
    return frozenset(found & {c.name for c in decision_columns(bound)})
