"""Amounts in other currencies, read aloud: docs/language.md 2 ("Currencies")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.atoms.numbers import divide
from engine.bind.bound import Type


@dataclass(frozen=True, slots=True)
class Rate:
    """From this day on, one unit of the currency is worth so much of the policy's own."""

    currency: str
    day: int
    worth: Fraction


class NoAmount(Exception):
    """The amount has no value in the policy's currency; says why."""


def in_own_currency(
    amount: int, currency: str | None, day: int, own: str, rates: Sequence[Rate], type_: Type,
    round_: int | None,
) -> int | None:  # fmt: skip
    """The amount at the type's scale, at the rate of its day; None without one by then. Raises
    NoAmount."""
    if currency is None:
        raise NoAmount("no_currency")
    value = amount
    if currency != own:
        of_it = [r for r in rates if r.currency == currency]
        if not of_it:
            raise NoAmount("strange_currency")
        earlier = [r for r in of_it if r.day <= day]
        if not earlier:
            return None
        rate = max(earlier, key=lambda r: r.day)
        places = type_.scale if round_ is None else round_
        exact = Fraction(amount, 10**type_.scale) * rate.worth * 10**places
        value = divide(exact.numerator, exact.denominator) * int(10 ** (type_.scale - places))
    if type_.low is not None and type_.high is not None and not type_.low <= value <= type_.high:
        raise NoAmount("outside")
    return value


def foreign(currencies: Iterable[str | None], own: str) -> list[str] | None:
    """The currencies of amounts other than the policy's own, each once; None where there are
    none."""
    return sorted({c for c in currencies if c is not None and c != own}) or None
