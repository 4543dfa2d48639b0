"""An id that is misspelt where it is declared is one mistake, however often it is used."""

from __future__ import annotations

import pytest

from engine.atoms.text import Source
from engine.check import inspect

POLICY = """\
keytier: 1
policy: p
version: 1.0.0
title: t
customers: {id: id}
data:
  csat: {is: percent, between: [0, 100]}
  orders: {is: whole, between: [0, 100]}
red_flags:
  few: {when: orders < 2, then: {cap: middle}, if_unknown: nothing}
scorecard:
  missing: refer
  criteria:
    happiness: {field: csat, points: as_is}
    often: {field: orders, points: as_is}
  weights: {happiness: 60, often: 40}
tiers:
  best: {at_least: 80}
  middle: {at_least: 40}
  rest: {}
benefits:
  discount: {percent: 5}
actions:
  best: [discount]
  middle: [discount]
tests:
  - name: a
    as_of: 2026-06-30
    given: {orders: 3}
    expect: {because: [happiness.missing]}
  - name: b
    as_of: 2026-06-30
    given: {orders: 9}
    expect: {because: [happiness.missing]}
"""


def errors(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Of every error, the code, the text it points at, the text its label points at, its mend."""
    return [
        (d.code, d.at.text, d.labels[0].at.text if d.labels else None, d.fix and d.fix.text)
        for d in inspect(Source("p", text))[1]
        if d.severity == "error" and d.at is not None
    ]


@pytest.mark.parametrize(
    ("typed", "meant", "odd", "code"),
    [
        ("  discoutn: {per", "  discount: {per", "discoutn", "KT184"),
        ("  midle: {at", "  middle: {at", "midle", "KT183"),
        ("    hapiness: {f", "    happiness: {f", "hapiness", "KT204"),
    ],
)
def test_an_odd_declaration_is_told_once(typed: str, meant: str, odd: str, code: str) -> None:
    """The first use is told, and points at the declaration, where the mend is."""
    assert errors(POLICY) == []
    [finding] = errors(POLICY.replace(meant, typed))
    word = meant.split(":")[0].strip()
    assert finding == (code, word, odd, word)


def test_a_word_that_is_misspelt_where_it_is_used_is_told_at_each_use() -> None:
    """Where the declared id is used as well, the odd word is the mistake, at each of its places."""
    text = POLICY.replace("cap: middle", "cap: midle").replace("middle: [disc", "midle: [disc")
    assert [(code, at) for code, at, _, _ in errors(text + "# middle\n")] == [
        ("KT183", "midle"), ("KT183", "midle"),
    ]  # fmt: skip
