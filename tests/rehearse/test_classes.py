"""Policy tests that expect segments and stages."""

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
  size: {is: whole, between: [0, 100]}
  rows: {is: whole, between: [0, 100]}
tiers:
  best: {require: {when: size > 10, if_unknown: refer}}
  rest: {}
segments:
  large: {when: size >= 50, if_unknown: refer}
  small: otherwise
stages:
  busy: rows > 5
  quiet: otherwise
tests:
"""


def tried(*cases: str) -> Rehearsal:
    listed = "".join(f"  - {{name: {n}, {case}}}\n" for n, case in enumerate(cases))
    return rehearse(bound_policy(POLICY + listed))


def test_classes_that_are_as_expected() -> None:
    """A case names the segment and the stage, or says that there is none."""
    done = tried(
        "given: {size: 60, rows: 6}, expect: {tier: best, segment: large, stage: busy}",
        "given: {rows: 6}, expect: {outcome: refer, segment: none, because: [large.unknown]}",
    )
    assert done.found == ()


@pytest.mark.parametrize(
    ("what", "expected", "got"), [("segment", "small", "large"), ("stage", "none", "quiet")]
)
def test_classes_that_are_not(what: str, expected: str, got: str) -> None:
    """A segment or stage that is not the one expected fails the case, at its own place."""
    done = tried(f"given: {{size: 60, rows: 1}}, expect: {{{what}: {expected}}}")
    (found,) = done.found
    assert (found.code, found.at is not None and found.at.text) == ("KT500", expected)
    assert all(word in found.message() for word in (what, expected, got))


def test_every_class_is_something_to_reach() -> None:
    """Segments and stages count towards coverage, and those that no case reaches are named."""
    done = tried("given: {size: 60, rows: 6}, expect: {tier: best}")
    missed = {spot.key for spot in done.coverage.missed}
    assert {("segment", "small", ""), ("stage", "quiet", "")} <= missed
    assert not {("segment", "large", ""), ("stage", "busy", "")} & missed
