"""A value that several fields may give, read aloud: docs/language.md 2."""

from __future__ import annotations

from fractions import Fraction

from engine.bind.bound import Field
from engine.decide.interpreter.fields import Case


def take_sources(case: Case, f: Field) -> None:
    """Notes which source gave the value, how far the sources lie apart, and whether a person has
    to look at that."""
    there = [(name, case.values[name]) for name in f.sources if case.values[name] is not None]
    value = case.values[f.id]
    case.sources[f.id] = there[0][0] if there and value is not None else None
    if f.tolerance is None:
        return
    case.spreads[f.id] = None
    numbers = [v for _, v in there if isinstance(v, int)]
    if not isinstance(value, int) or not numbers:
        return
    spread = case.spreads[f.id] = max(numbers) - min(numbers)
    allowed = Fraction(f.tolerance.amount)
    if f.tolerance.of_value:
        allowed = abs(value) * allowed / 1_000_000
    if spread > allowed:
        case.disagree.append(f.id)
