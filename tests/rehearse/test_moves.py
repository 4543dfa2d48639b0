"""Policy tests that say what the decision before left, and expect a move."""

from __future__ import annotations

import pytest

from engine.rehearse.rehearsal import Rehearsal, rehearse
from tests.evaluators import bound_policy

POLICY = """\
keytier: 1
policy: tried
version: 1.0.0
title: Tried
customers: {id: id}
data:
  size: {is: percent, between: [0, 100]}
gates: {must_have: [size]}
scorecard:
  criteria:
    only: {field: size, points: as_is}
  weights: {only: 100}
tiers:
  best: {at_least: 80, keep_at: 70}
  rest: {}
moves: {grace: 2 months}
tests:
"""


def tried(*cases: str, policy: str = POLICY) -> Rehearsal:
    listed = "".join(
        f"  - {{name: {n}, as_of: 2026-06-30, {case}}}\n" for n, case in enumerate(cases)
    )
    return rehearse(bound_policy(policy + listed))


def test_cases_with_a_previous_decision() -> None:
    """A case gives the tier held, since when, the count and the grace, and expects a move."""
    done = tried(
        "given: {size: 75}, expect: {tier: rest, move: first}",
        "previous: {tier: best}, given: {size: 75}, expect: {tier: best, move: kept_at}",
        "previous: {tier: best, since: 2026-01-31, worse: 1, grace: 2026-04-30}, "
        "given: {size: 1}, expect: {tier: rest, move: demoted}",
        "previous: {tier: best, grace: 2026-05-01}, "
        "given: {size: 1}, expect: {move: grace, because: [moves.grace]}",
    )
    assert done.found == ()


@pytest.mark.parametrize(
    ("case", "code", "marked"),
    [
        ("previous: {tier: best}, given: {size: 1}, expect: {move: demoted}", "KT500", "demoted"),
        ("previous: {tier: best, since: 2026-06-30}, given: {size: 1}, expect: {tier: rest}",
         "KT505", "2026-06-30"),
    ],
)  # fmt: skip
def test_cases_that_fail(case: str, code: str, marked: str) -> None:
    """Another move than expected, and a day that is not before the case's, are said at their own
    place."""
    (found,) = tried(case).found
    assert (found.code, found.at is not None and found.at.text) == (code, marked)


def test_a_policy_that_does_not_look_back() -> None:
    """There a previous decision would change nothing, and is refused."""
    plain = POLICY.replace(", keep_at: 70", "").replace("moves: {grace: 2 months}\n", "")
    done = tried("previous: {tier: best}, given: {size: 1}, expect: {tier: rest}", policy=plain)
    assert [d.code for d in done.found] == ["KT504"]
