"""Every case of a policy, decided twice: by the compiled function and by the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import KeytierError
from engine.author.policy import Case
from engine.bind.bound import BoundPolicy
from engine.compile.lower import lower
from engine.compile.plan import Plan
from engine.decide.interpreter.walk import interpret
from engine.decide.record import record_decider
from engine.rehearse.coverage import Coverage, coverage
from engine.rehearse.judge import Row, judge
from engine.rehearse.vetting import Vetting

Decide = Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, its decision (None where it could not be decided), and what is wrong."""

    case: Case
    row: Row | None
    found: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        return not self.found


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The results of all cases of one policy, in file order, and what they reach."""

    bound: BoundPolicy
    results: tuple[CaseResult, ...]
    coverage: Coverage

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        return tuple(d for r in self.results for d in r.found)


def rehearse(bound: BoundPolicy, cases: Sequence[Case] | None = None) -> Rehearsal:
    """Decide the cases (those of the policy by default) and compare with what they expect.

    Coverage counts what was reached, also by cases that expected something else.
    """
    runner = _Runner(bound)
    results = tuple(runner.result(c) for c in (bound.policy.tests if cases is None else cases))
    rows = [r.row for r in results if r.row is not None]
    return Rehearsal(bound, results, coverage(bound, rows))


class _Runner:
    """Compiles once for each day and context that cases ask for."""

    def __init__(self, bound: BoundPolicy) -> None:
        self.bound = bound
        self.vetting = Vetting(bound)
        self.plans: dict[tuple[int, tuple[tuple[str, Any], ...]], tuple[Plan, Decide]] = {}

    def result(self, case: Case) -> CaseResult:
        given = self.vetting.ready(case)
        if isinstance(given, list):
            return CaseResult(case, None, tuple(given))
        try:
            decided, differing = self._decide(case, given.row, given.day, given.context)
        except KeytierError as fault:
            return CaseResult(case, None, fault.diagnostics)
        return CaseResult(case, decided, (*differing, *judge(self.bound, case, decided)))

    def _decide(
        self, case: Case, row: Mapping[str, Any], day: int, context: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[Diagnostic]]:
        """The compiled function's decision, and a finding for each column on which the
        interpreter disagrees."""
        key = (day, tuple(sorted(context.items())))
        if key not in self.plans:
            plan = lower(self.bound, day, context)
            self.plans[key] = plan, record_decider(plan)
        decided = {k: _plain(v) for k, v in self.plans[key][1](row).items()}
        witness = interpret(self.bound, row, day, context)
        differing = [
            Diagnostic(
                "KT506",
                {"name": case.name, "column": column, "record": _said(got),
                 "interpreter": _said(witness[column])},
                case.at,
            )
            for column, got in decided.items()
            if got != _plain(witness[column])
        ]  # fmt: skip
        return decided, differing


def _said(value: Any) -> str:
    """A cell on one line."""
    plain = _plain(value)
    return ", ".join(map(str, plain)) if isinstance(plain, list | tuple) else str(plain)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | list) else value
