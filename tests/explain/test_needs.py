"""What it would take: the cheapest combination, and no brute force finds a cheaper one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.atoms.text import Source
from engine.bind.bound import BoundPolicy, Field
from engine.check import inspect
from engine.compile.lower import lower
from engine.decide.record import record_decider
from engine.explain.again import Again, decide_again
from engine.explain.effort import cost_of
from engine.explain.needs import Needs, needs
from engine.explain.row import Row

POLICY = """
keytier: 1
policy: small
version: 1.0.0
title: Small
customers: {{id: id}}
data:
  a: {{is: whole, between: [0, 6], effort: {a}}}
  b: {{is: whole, between: [0, 6], effort: {b}}}
  c: {{is: whole, between: [0, 6], effort: {c}}}
  d: {{is: text, one_of: [x, y, z], changeable: {d}}}
  late: {{is: whole, between: [0, 6], effort: {late}}}
checklist:
  visited: {{ask: visited?}}
red_flags:
  late: {{when: late > {cut}, then: {{cap: low}}, if_unknown: nothing}}
  visited: {{then: {{minus: {minus}}}, if_unknown: nothing}}
scorecard:
  criteria:
    one: {{field: a, points: {{at_least: {{5: 100, 3: 60, 1: 20}}, otherwise: 0}}}}
    two: {{field: b, points: {{line: [[1, 10], [5, 90]]}}, missing: {missing}}}
    three: {{field: c, points: {{bands: [[0, 2, 30], [2, 4, 100], [4, 7, 10]]}}}}
    four: {{field: d, points: {{one_of: {{x: 0, y: 50, z: 100}}}}}}
  weights: {{one: 40, two: 30, three: 20, four: 10}}
  missing: keep
tiers:
  high: {{at_least: 75, require: {{when: "{require}", if_unknown: not_met}}}}
  mid: {{at_least: 45, routes: {{calm: "{route}"}}}}
  low: {{}}
"""
EFFORTS = st.sampled_from([
    "{cost: 1}", "{cost: 4}", "{cost: 2, step: 1}", "{cost: 3, step: 2}", "{only: up}",
    "{cost: 2, step: 1, only: down}", "{cost: 5, only: down}",
])  # fmt: skip
WHOLE = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
POLICIES = st.fixed_dictionaries({
    **dict.fromkeys(("a", "b", "c", "late"), EFFORTS),
    "d": st.sampled_from(["yes", "no"]),
    "require": st.sampled_from(["a >= 2 or d == 'z'", "late < 6", "late < 5"]),
    "route": st.sampled_from(["late == 0 and b > 4", "late == 6 and d == 'z'"]),
    "cut": st.integers(0, 5),
    "minus": st.integers(1, 30),
    "missing": st.sampled_from(["keep", "reallocate", "{points: 30}"]),
})  # fmt: skip
CUSTOMERS = st.fixed_dictionaries({
    "id": st.just("x"),
    **dict.fromkeys(("a", "b", "c", "late"), WHOLE),
    "d": st.sampled_from(["x", "y", "z", None]),
    "visited": st.sampled_from(["yes", "no", "unknown"]),
})  # fmt: skip


def bound_of(said: dict[str, object]) -> BoundPolicy:
    bound, found = inspect(Source("p.yaml", POLICY.format(**said)))
    assert bound is not None, found
    return bound


def ways(again: Again, f: Field) -> Iterator[tuple[int, object]]:
    """Every price and value of a field, its own for nothing."""
    row = again.row
    now = row.value(f)
    yield 0, now
    if f.id == "d" and "changeable: no" in str(f.declared.whole.text if f.declared else ""):
        return
    all_of_them = {"d": ["x", "y", "z"], "visited": [True, False]}.get(f.id, range(7))
    for to in all_of_them:
        if to == now and type(to) is type(now):
            continue
        bound_one_way = type(now) is int and f.effort.only is not None
        if bound_one_way and (to > now) is not (f.effort.only == "up"):  # type: ignore[operator]
            continue
        yield cost_of(f.effort, now, to), to  # type: ignore[arg-type]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(POLICIES, CUSTOMERS)
def test_cheapest(said: dict[str, object], inputs: dict[str, object]) -> None:
    """No combination of all values that there are costs less, and what is named reaches the tier
    for what it is said to cost."""
    bound = bound_of(said)
    decide = record_decider(lower(bound, 0, {}))
    row = Row(bound, decide(inputs), 0, inputs, {})  # type: ignore[arg-type]
    again = decide_again(row)
    if again is None or not row.tier:
        return
    target = row.tier - 1
    found = needs(again, target)
    fields = list(bound.fields.values())
    cheapest = None
    for combination in product(*(list(ways(again, f)) for f in fields)):
        cost = sum(price for price, _ in combination)
        if cheapest is not None and cost >= cheapest:
            continue
        record = dict(inputs)
        for f, (price, value) in zip(fields, combination, strict=True):
            if price:
                record[f.id] = (
                    {True: "yes", False: "no"}[bool(value)] if f.origin == "item" else value
                )
        decided = decide(record)
        if decided["tier"] in {t.id for t in bound.tiers[: target + 1]}:
            cheapest = cost
    assert found.proved
    if cheapest is None:
        assert found.reached is None
        return
    assert found.reached in {t.id for t in bound.tiers[: target + 1]}
    assert found.cost == cheapest
    assert found.cost == sum(change.cost for change in found.changes)
    assert len({change.part for change in found.changes}) == len(found.changes)


BESIDE = """
keytier: 1
policy: small
version: 1.0.0
title: Small
customers: {{id: id}}
data:
  a: {{is: whole, between: [0, 100]}}
  b: {{is: whole, between: [0, 100]}}
  c: {{is: whole, between: [0, 100]}}
{derived}
red_flags:
  apart: {{when: {when}, then: {then}, if_unknown: nothing}}
scorecard:
  criteria:
    one: {{field: {first}, points: {{bands: [[0, 40, 0], [40, 50, 100], [50, 101, 0]]}}}}
    two: {{field: {second}, points: {{bands: [[0, 40, 0], [40, 50, 100], [50, 101, 0]]}}}}
    three: {{field: a, points: {{at_least: {{90: 1}}, otherwise: 0}}}}
  weights: {{one: 49, two: 49, three: 2}}
  missing: refer
tiers: {{high: {{at_least: 90}}, low: {{}}}}
"""
DERIVED = """derived:
  d: {formula: a, is: whole, between: [0, 100]}
  e: {formula: a, is: whole, between: [0, 100]}"""


def needed(inputs: dict[str, object], **said: str) -> Needs:
    holes = {"derived": "", "when": "a > 95", "then": "refer", "first": "b", "second": "c"}
    bound, found = inspect(Source("p.yaml", BESIDE.format(**{**holes, **said})))
    assert bound is not None, found
    decide = record_decider(lower(bound, 0, {}))
    row = Row(bound, decide(inputs), 0, inputs, {})  # type: ignore[arg-type]
    again = decide_again(row)
    assert again is not None
    return needs(again, 0)


def test_what_is_worked_out_of_a_value() -> None:
    """A value that others are worked out of counts between the places that are tried of it too, so
    that nothing is said to be the cheapest: here one change would do, and two are found."""
    found = needed({"id": "x", "a": 5, "b": 5, "c": 5}, derived=DERIVED, first="d", second="e")
    assert (found.cost, found.proved) == (2, False)
    assert needed({"id": "x", "a": 5, "b": 5, "c": 5}).proved


def test_flags_that_can_only_do_harm() -> None:
    """A flag that holds values against each other and can only refer, cap or reject leaves it
    proved that nothing is cheaper, where without the flag nothing is either."""
    customer = {"id": "x", "a": 5, "b": 5, "c": 5}
    for then in ("refer", "reject", "{cap: low}"):
        found = needed(customer, when="abs(b - c) > 90", then=then)
        assert (found.cost, found.proved) == (2, True)
        # Without the flag 2 is enough, with it 3: whether nothing is between cannot be said.
        found = needed(customer, when="b - a > 10", then=then)
        assert (found.cost, found.proved) == (3, False)
    assert not needed(customer, when="abs(b - c) > 90", then="{minus: 5}").proved
