"""Policy tests that expect the scores of several scorecards."""

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
  a: {is: percent, between: [0, 100]}
  b: {is: percent, between: [0, 100]}
scorecards:
  appeal:
    criteria: {of_a: {field: a, points: as_is}}
    weights: {of_a: 100}
    missing: refer
  power:
    criteria: {of_b: {field: b, points: as_is}}
    weights: {of_b: 100}
    missing: keep
matrix:
  rows: {appeal: {high: 60, low: otherwise}}
  columns: {power: {strong: 50, weak: otherwise}}
  cells: {high: {strong: best, weak: good}, low: {strong: good, weak: rest}}
tiers: {best: , good: , rest: }
tests:
"""


def tried(*cases: str) -> Rehearsal:
    listed = "".join(f"  - {{name: {n}, {case}}}\n" for n, case in enumerate(cases))
    return rehearse(bound_policy(POLICY + listed))


def test_scores_that_are_as_expected() -> None:
    """A case names the scores that it asks for, exactly; `none` is a missing one."""
    done = tried(
        "given: {a: 61.25, b: 50}, expect: {tier: best, score: {appeal: 61.25, power: 50.0}}",
        "given: {b: 50}, expect: {outcome: refer, score: {appeal: none}, because: [of_a.missing]}",
    )
    assert done.found == ()


@pytest.mark.parametrize(("expected", "got"), [("61", "61.25"), ("none", "61.25")])
def test_scores_that_are_not(expected: str, got: str) -> None:
    """A score that differs fails the case at its own place, and says of which scorecard."""
    done = tried(
        f"given: {{a: 61.25, b: 50}}, expect: {{score: {{power: 50, appeal: {expected}}}}}"
    )
    (found,) = done.found
    assert (found.code, found.at is not None and found.at.text) == ("KT500", expected)
    assert all(word in found.message() for word in ("appeal", expected, got))


def test_another_tier_is_told_with_both_scores() -> None:
    """Where the tier is another one, the scores stand beside it."""
    (found,) = tried("given: {a: 61.25, b: 50}, expect: {tier: rest}").found
    assert found.caret is not None
    assert all(word in found.caret[0] for word in ("appeal", "61.25", "power", "50"))


def test_every_cell_is_something_to_reach() -> None:
    """Cells count towards coverage, and those that no case reaches are named."""
    done = tried("given: {a: 61.25, b: 50}, expect: {tier: best}")
    missed = {spot.key for spot in done.coverage.missed}
    assert {("cell", "high", "weak"), ("cell", "low", "strong"), ("cell", "low", "weak")} <= missed
    assert ("cell", "high", "strong") not in missed


def test_one_score_may_be_expected_to_be_missing() -> None:
    """`score: none` says of the only scorecard that there is no score."""
    text = POLICY[: POLICY.index("scorecards:")] + (
        "scorecard:\n"
        "  criteria: {of_a: {field: a, points: as_is}, of_b: {field: b, points: as_is}}\n"
        "  weights: {of_a: 60, of_b: 40}\n  missing: refer\n"
        "tiers: {best: {at_least: 60}, rest: }\n"
        "tests:\n  - {name: x, given: {}, expect: {outcome: refer, score: none}}\n"
    )
    assert rehearse(bound_policy(text)).found == ()
