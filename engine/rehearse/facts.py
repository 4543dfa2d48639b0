"""What a case knows of everybody: tiers whose seats are taken, by whom the last one is, and how
those lie with whom the customer is ranked."""

from __future__ import annotations

from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault, read_decimal, read_literal, to_scale
from engine.author.policy import Case, FullTier, Ranked, Word
from engine.bind.bound import BoundPolicy, Leaf, Seats, SortKey, Tier
from engine.bind.contract import PERCENTS, rank_name
from engine.connect.forms import Form
from engine.connect.layout import declared_of
from engine.connect.written import read_written, written_form
from engine.rehearse.given import not_readable, unknown


def facts_given(bound: BoundPolicy, case: Case) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The columns `facts.…` of a case, and what is wrong with them. A tie is lost by the customer
    unless the last holder's id is said."""
    seated = {tier.id: (tier, seats) for _, tier, seats in bound.seated()}
    values: dict[str, Any] = {}
    found: list[Diagnostic] = []
    for full in case.facts:
        if full.tier.text not in seated:
            found.append(unknown(case, full.tier, seated))
            continue
        tier, seats = seated[full.tier.text]
        values[f"facts.{tier.id}.full"] = True
        values[f"facts.{tier.id}.last"] = "" if full.id is None else full.id.text
        found += _last(bound, case, full, tier, seats, values)
        if full.place is not None and seats.waiting_list:
            values[f"facts.{tier.id}.place"] = int(full.place.text)
        elif full.place is not None:
            found.append(unknown(case, Word("place", full.place.at), ("last", "id")))
    ranked = {leaf.id: leaf for leaf, _ in bound.ranked()}
    for rank in case.ranks:
        if rank.criterion.text not in ranked:
            found.append(unknown(case, rank.criterion, ranked))
            continue
        found += _rank(bound, case, rank, ranked[rank.criterion.text], values)
    return values, found


def _rank(
    bound: BoundPolicy, case: Case, rank: Ranked, leaf: Leaf, values: dict[str, Any]
) -> list[Diagnostic]:
    """The value at every percent: what is not named stands where the next one does that is."""
    f = bound.fields[leaf.field]
    form = written_form(bound, f.type, declared_of(f) if f.origin == "data" else None)
    found: list[Diagnostic] = []
    named: dict[int, int] = {}
    for percent, word in rank.percentiles:
        at, value = read_literal(percent.text, "whole"), read_written(word.text, form)
        if not isinstance(at, int) or at not in PERCENTS:
            found.append(unknown(case, percent, ("1", "100")))
        elif not isinstance(value, int):
            found.append(not_readable(case, leaf.id, word, form))
        else:
            named[at] = value
    edge: int | None = None
    for at in reversed(PERCENTS):
        edge = named.get(at, edge)
        values[rank_name(leaf.id, at)] = edge
    if rank.count is not None:
        values[rank_name(leaf.id, "count")] = int(rank.count.text)
    return found


def _last(
    bound: BoundPolicy, case: Case, full: FullTier, tier: Tier, seats: Seats, values: dict[str, Any]
) -> list[Diagnostic]:
    found = []
    numbers = {key.name: n for n, key in enumerate(seats.order_by, 1)}
    for key, word in full.last:
        if key.text not in numbers:
            found.append(unknown(case, key, numbers))
            continue
        number = numbers[key.text]
        value, form = _read(bound, seats.order_by[number - 1], word)
        if value is None:
            found.append(not_readable(case, key.text, word, form))
        values[f"facts.{tier.id}.{number}"] = value
    return found


def _read(bound: BoundPolicy, key: SortKey, word: Word) -> tuple[int | None, Form]:
    """The exact value, None where it cannot be read, and what was expected."""
    if key.card is not None:
        form = Form("number", bound.card(key.card).scale)
        read = read_decimal(word.text)
        value = Fault.UNREADABLE if read is None else to_scale(*read, form.scale)
        return (value if isinstance(value, int) else None), form
    f = bound.fields[key.name]
    form = written_form(bound, f.type, declared_of(f) if f.origin == "data" else None)
    got = read_written(word.text, form)
    return (got if isinstance(got, int) else None), form
