"""What a policy writes, what a case gives and what a run is told in its context are one thing."""

from __future__ import annotations

from typing import Any

import pytest

from engine.atoms.codes import Language
from engine.atoms.errors import RunError, UsageError
from engine.connect.circumstances import read_context
from engine.rehearse.rehearsal import rehearse
from tests.connect.reading import HEAD
from tests.evaluators import bound_policy

POLICY = f"""{HEAD}
customers: {{id: id}}
context:
  stage: {{one_of: [expansion, stable]}}
  budget: {{is: money, between: [0, 10m]}}
  quota: {{is: percent}}
  level: {{is: rating, between: [1, 5]}}
  open: {{is: yes_no}}
  since: {{is: date}}
  kinds: {{is: choices, one_of: [family, listed]}}
data:
  stars: {{is: rating, between: [1, 5]}}
scorecard:
  criteria: {{stars: {{field: stars, points: {{at_least: {{3: 100}}, otherwise: 0}}}}}}
  weights: {{choose_by: stage, expansion: {{stars: 100}}}}
  missing: refer
tiers:
  key: {{require: {{when: "budget > 1 and quota > 1 and level > 1 and open and
    since < date('2026-01-01') and 'family' in kinds", if_unknown: met}}}}
  rest:
tests:
  - name: one
    as_of: 2026-06-30
    context: {{stage: expansion, $}}
    given: {{stars: 3}}
    expect: {{outcome: decided}}
"""


def policy(name: str, text: str) -> str:
    """The policy with one case that gives a context value."""
    return POLICY.replace("$", f"{name}: {text!r}")


READ: list[tuple[str, Any, Any]] = [
    ("budget", "5m", 50_000_000_000),
    ("budget", "1,234.50", 12345000),
    ("quota", "40%", 400000),
    ("level", "3", 3),
    ("open", "yes", True),
    ("since", "2025-12-31", 20453),
    ("kinds", "[listed, family]", ("family", "listed")),
]
WRONG = [("budget", "11m"), ("budget", "lots"), ("level", "2.5"), ("open", "maybe"),
         ("since", "31/12/2025"), ("kinds", "[family, state]")]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "value"), READ, ids=lambda v: str(v))
def test_context_of_a_run_and_of_a_case_read_alike(name: str, text: str, value: Any) -> None:
    """A context value may be written as the policy writes it, wherever it is given."""
    bound = bound_policy(policy(name, text))
    assert read_context(bound, {"stage": "expansion", name: text})[name] == value
    (result,) = rehearse(bound).results
    assert not result.found


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_a_case_refuses_a_run_refuses_too(name: str, text: str) -> None:
    """A context value that cannot be read is told in the same words, in both languages."""
    bound = bound_policy(policy(name, text))
    with pytest.raises(UsageError) as e:
        read_context(bound, {"stage": "expansion", name: text})
    (said,) = e.value.diagnostics
    (result,) = rehearse(bound).results
    (found,) = result.found
    languages: tuple[Language, ...] = ("en", "zh")
    for language, word in zip(languages, ("expected", "应为"), strict=True):
        assert said.message(language).partition(word)[2].strip() == (
            found.message(language).partition(word)[2].strip()
        )


def test_without_weights() -> None:
    """A run whose context chooses no weights is refused, in either language."""
    with pytest.raises(RunError) as e:
        read_context(bound_policy(policy("budget", "1")), {})
    assert "`stage` is missing" in e.value.diagnostics[0].message()
    assert "`stage` 为 缺失" in e.value.diagnostics[0].message("zh")
