"""Policy tests that say what the decision before left, and expect a move."""

from __future__ import annotations

import pytest

from engine.rehearse.rehearsal import Rehearsal, rehearse
from tests.evaluators import bind_text, bound_policy

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


WATCHED = POLICY.replace(
    "moves: {grace: 2 months}\n",
    "warnings:\n"
    "  sliding: {watch: size, falls_in_a_row: 2}\n"
    "  drop: {watch: score, drops_by: 15, reason: it fell}\n"
    "actions:\n"
    "  drop: [{alert: lead}]\n",
)


def test_cases_with_a_history() -> None:
    """A case gives what earlier assessments found, the latest first, and expects warnings."""
    done = tried(
        "given: {size: 60}, expect: {warnings: {sliding: not_enough_history}, actions: []}",
        "previous: {history: {size: [70, 80], score: [75]}}, given: {size: 60}, "
        "expect: {warnings: {sliding: yes, drop: yes}, actions: ['alert:lead']}",
        "previous: {history: {size: [70, 65%]}}, given: {size: 60}, "
        "expect: {warnings: {sliding: no}}",
        policy=WATCHED,
    )
    assert done.found == ()


@pytest.mark.parametrize(
    ("case", "code", "marked"),
    [
        ("previous: {history: {size: [70, 80]}}, given: {size: 1}, "
         "expect: {warnings: {sliding: no}}", "KT500", "no"),
        ("previous: {history: {sizes: [70]}}, given: {size: 1}, expect: {tier: rest}",
         "KT504", "sizes"),
        ("previous: {history: {score: [101]}}, given: {size: 1}, expect: {tier: rest}",
         "KT505", "101"),
    ],
)  # fmt: skip
def test_histories_that_fail(case: str, code: str, marked: str) -> None:
    """Another answer, a number that nobody watches, and one outside its bounds."""
    (found,) = tried(case, policy=WATCHED).found
    assert (found.code, found.at is not None and found.at.text) == (code, marked)


def test_a_warning_that_is_not_there() -> None:
    """A case may expect only warnings that the policy has."""
    bound, said = bind_text(
        WATCHED + "  - {name: x, as_of: 2026-06-30, given: {size: 1}, "
        "expect: {warnings: {slidng: no}}}\n"
    )
    assert bound is None
    assert said[0].startswith("KT199")
