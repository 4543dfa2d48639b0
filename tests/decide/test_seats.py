"""Facts of everybody: found by DuckDB as in plain Python, and one customer decided by them."""

from __future__ import annotations

from random import Random

import pytest

from engine.bind.contract import input_columns
from engine.decide.contest import find_facts
from engine.decide.facts import Facts, Group, SeatFacts, facts_of
from tests.evaluators import bound_policy, database, load_rows
from tests.population import agree_on_everybody

POLICY = """
keytier: 1
policy: seats
version: 1.0.0
title: Seats
customers: {id: id}
data:
  worth: {is: whole, between: [0, 100]}
  since: {is: date}
  region: {is: text}
tiers:
  key:
    require: {when: worth > 0, if_unknown: not_met}
    seats: 2
    per: region
    order_by: [worth, {field: since, low: first}]
    waiting_list: yes
  rest:
"""


def test_populations_are_seated_alike_by_all() -> None:
    """DuckDB finds the facts that plain Python finds, and every evaluator, one by one and in one
    query, ends every customer where sorting them all by hand ends it."""
    seated = waiting = 0
    for number in range(80):  # the first that have seats, until somebody waits for one
        found = agree_on_everybody(Random(f"everybody/2/{number}"), customers=25)
        assert found.difference is None, f"{found.difference}\n{found.difference.drawn.text}"
        seated += found.populations
        waiting += found.outcomes.get("waiting", 0)
        if seated > 4 and waiting:
            break
    assert seated > 4
    assert waiting > 0


def test_the_order_of_rows_never_matters() -> None:
    """Facts are the same however the customers stand in the data; ties fall by id in bytes."""
    bound = bound_policy(POLICY)
    source = Random(7)
    rows = [
        {"id": id_, "worth": source.choice([1, 5, None]), "since": source.choice([20_000, None]),
         "region": source.choice(["north", "Süd", None])}
        for id_ in ["a", "B", "é", "10", "9", "Z", "客户", "a1", "b", "c", "d", "e", "f", "g"]
    ]  # fmt: skip
    found = set()
    for _ in range(5):
        source.shuffle(rows)
        load_rows(database(), input_columns(bound), rows)
        facts = find_facts(database(), bound, 20_636, {}, "customers")
        waiting = database().execute("SELECT id, place FROM waiting_0 ORDER BY id").fetchall()
        found.add((str(facts.to_json()), str(waiting)))
    assert len(found) == 1


def test_facts_survive_their_document() -> None:
    """What facts.json holds is read back as it was, integers beyond 2^53 too."""
    groups = (Group(None, 1), Group("north", 3, "K-2", (2**60, None)))
    facts = Facts({"key": SeatFacts(2, ("worth", "since low first"), "region", groups)})
    assert facts_of(facts.to_json()) == facts
    assert facts.fits(bound_policy(POLICY))
    assert not facts.fits(bound_policy(POLICY.replace("seats: 2", "seats: 3")))
    assert not facts.fits(bound_policy(POLICY.replace("[worth, {", "[since, {")))
    with pytest.raises(KeyError):
        facts_of({})
