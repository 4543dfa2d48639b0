"""Random exchange rates, and amounts in currencies that they know and in others."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction

from engine.atoms.dates import from_day
from engine.atoms.numbers import show
from engine.bind.bound import Type
from engine.decide.interpreter.currency import NoAmount, Rate, in_own_currency
from tests.generator.chance import Chance

OWN = "CNY"
HEADINGS = {"currency": "币种", "date": "from day", "rate": "worth"}
_KNOWN = ("USD", "EUR", "日元", "kr ")
_SCALE = 8


def draw_rates(c: Chance, as_of: int) -> list[Rate]:
    """Rates of some currencies, from days around as-of and long before it."""
    found: dict[tuple[str, int], Rate] = {}
    for currency in c.some(_KNOWN, 3) or ["USD"]:
        for _ in range(c.whole(1, 4)):
            day = as_of - c.pick([-1, 0, 1, 30, 31, 400, 5000, 9000])
            worth = c.pick([1, 10**_SCALE, 712345678, 4_8703_125, c.whole(1, 10 ** c.whole(1, 12))])
            rate = Rate(currency.strip(), day, Fraction(worth, 10**_SCALE))
            found[rate.currency, day] = rate
    return list(found.values())


def rates_text(c: Chance, rates: Sequence[Rate]) -> str:
    """The rates as CSV, in no order; the policy's own currency may stand among them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS.values())
    lines = [(r.currency, r.day, int(r.worth * 10**_SCALE)) for r in rates]
    if c.one_in(3):
        lines.append((OWN, rates[0].day, 10**_SCALE))
    for currency, day, worth in sorted(lines, key=lambda _: c.whole(0, 9)):
        writer.writerow([currency, from_day(day).isoformat(), show(worth, _SCALE)])
    return text.getvalue()


def draw_currency(c: Chance, rates: Sequence[Rate], faulty: bool) -> str | None:
    """The word beside an amount: known, as a rule."""
    if faulty and c.one_in(3):
        return c.pick([None, "usd", "GBP"])
    return OWN if c.one_in(3) else c.pick(rates).currency


def converted(
    amount: int | None, currency: str | None, day: int, rates: Sequence[Rate], type_: Type,
    round_: int | None,
) -> tuple[int | None, bool]:  # fmt: skip
    """What the interpreter makes of an amount, and whether it can make nothing of it."""
    if amount is None:
        return None, False
    try:
        return in_own_currency(amount, currency, day, OWN, rates, type_, round_), False
    except NoAmount:
        return None, True
