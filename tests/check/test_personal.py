"""What is marked `personal: yes` may be shown, and may not decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.atoms.text import Source
from engine.check import inspect

BROKEN = Path(__file__).parents[1] / "broken"
PERSONAL = (BROKEN / "KT224-personal.yaml").read_text(encoding="utf-8")
SOUND = """keytier: 1
policy: partners
version: 1.0.0
title: Partners
customers: {id: customer_id}
data:
  phone: {is: text, personal: yes}
  spend: {is: whole, between: [0, 100]}
red_flags:
  small: {when: spend < 5, then: refer, if_unknown: refer, reason: R01 hardly a customer}
tiers: {all: }
actions:
  all: [{task: call by phone}]
"""


def codes(text: str) -> list[str]:
    return [d.code for d in inspect(Source("p.yaml", text))[1]]


def test_personal_data_that_is_only_shown_is_no_finding() -> None:
    """A field for those who serve the customer need not be read by a rule."""
    assert codes(SOUND) == []
    assert codes(SOUND.replace(", personal: yes", "")) == ["KT240"]


@pytest.mark.parametrize(
    "more",
    [
        "applies_when: not is_missing(phone)\n",
        "gates: {max_missing: {phone: 20%}, must_have: [phone]}\n",
        "derived: {named: {is: yes_no, formula: not is_missing(phone)}}\n"
        "checklist: {called: {ask: was there a call, applies_when: spend > 1}}\n",
    ],
)
def test_what_does_not_decide_may_read_it(more: str) -> None:
    """Who is in the population, gates, and values that no rule reads: none gives a tier."""
    assert "KT224" not in codes(SOUND + more)


def test_without_the_marks_the_same_policy_is_sound() -> None:
    """It is the mark that each finding is about, not the rule."""
    assert set(codes(PERSONAL)) == {"KT224"}
    assert codes(PERSONAL.replace(", personal: yes", "")) == []


def test_found_beside_other_mistakes() -> None:
    """A criterion of personal data is named also where the weights do not add up."""
    text = PERSONAL.replace("volume: 60", "volume: 50")
    assert {"KT224", "KT203"} == set(codes(text))
    assert "criterion `nearness`" in "\n".join(
        d.message() for d in inspect(Source("p.yaml", text))[1]
    )


CLASSED = SOUND + "segments: {known: not is_missing(phone), other: otherwise}\n"


def test_tasks_may_follow_what_is_personal() -> None:
    """How to talk to a person may hang on the person."""
    assert codes(CLASSED.replace("actions:\n", "actions:\n  known: [{task: ring up}]\n")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("known: not is_missing(phone)", "known: {when: not is_missing(phone), if_unknown: refer}"),
        ("actions:\n", "benefits: {gift: }\nactions:\n  known: [gift]\n"),
        ("actions:\n", "benefits: {gift: }\nactions:\n  other: [gift]\n"),
        (
            "actions:\n",
            "benefits: {gift: }\nactions:\n  both: {when: {tier: all, segment: known}, "
            "then: [gift]}\n",
        ),
    ],
)
def test_a_segment_by_personal_data_neither_refers_nor_gives_benefits(old: str, new: str) -> None:
    """A person's kind decides no outcome and no benefit by way of a segment."""
    assert codes(CLASSED.replace(old, new)) == ["KT224"]
