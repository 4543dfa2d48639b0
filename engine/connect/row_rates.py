"""One amount in the policy's currency, in Python: the same as `engine.connect.rates` in bulk, for
single decisions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.atoms.numbers import Fault, divide, show
from engine.author.policy import FX
from engine.bind.bound import BoundPolicy, Type
from engine.connect.amounts import NO_CURRENCY, STRANGE, wanted_currency
from engine.connect.cells import clean, read_any
from engine.connect.cells.typed import shown
from engine.connect.faults import CellFault, cut, expected
from engine.connect.forms import Form
from engine.connect.layout import Read
from engine.connect.rate_forms import RATE_SCALE, rate_reads

_FILE = f"<{FX}>"


@dataclass(frozen=True, slots=True)
class NotConverted:
    """Why an amount has no value in the policy's currency: the listing's word, what was seen, and
    what was expected."""

    what: str
    seen: str
    wanted: Both


@dataclass(frozen=True, slots=True)
class RowRates:
    """Rates by currency: the days from which they hold, ascending, and the rates."""

    own: str
    by_currency: Mapping[str, tuple[Sequence[int], Sequence[int]]] = field(default_factory=dict)

    def rate(self, currency: str, day: int) -> int | None:
        """The latest rate (scale 8) dated on or before the day."""
        days, rates = self.by_currency[currency]
        at = bisect_right(days, day)
        return rates[at - 1] if at else None

    def converted(
        self, amount: int, currency: str | None, day: int | None, t: Type, round_: int | None
    ) -> int | NotConverted | None:
        """An amount at the scale of its type, rounded half away; None where it has no rate by its
        day, or no day."""
        value: int = amount
        if currency is None:
            return NotConverted(NO_CURRENCY, "", self.wanted)
        if currency != self.own:
            if day is None:
                return None
            if currency not in self.by_currency:
                return NotConverted(STRANGE, currency, self.wanted)
            rate = self.rate(currency, day)
            if rate is None:
                return None
            places = t.scale if round_ is None else round_
            value = divide(amount * rate, 10 ** (t.scale + RATE_SCALE - places))
            value *= int(10 ** (t.scale - places))
        assert t.low is not None and t.high is not None
        if t.low <= value <= t.high:
            return value
        form = Form(t.kind, t.scale, t.low, t.high)
        return NotConverted(
            "outside", f"{show(amount, t.scale)} {currency}", expected(form, "outside")
        )

    def source(self, currency: str | None, day: int | None) -> list[str] | None:
        """What an amount was converted from: `['USD 7.12']`, `['USD']` where it has no rate by its
        day; None where it is in the policy's own currency."""
        if currency is None or day is None or currency == self.own:
            return None
        rate = self.rate(currency, day)
        return [currency if rate is None else f"{currency} {show(rate, RATE_SCALE)}"]

    @property
    def wanted(self) -> Both:
        """The currencies that an amount may have."""
        return wanted_currency(sorted({self.own, *self.by_currency}))


def row_rates(bound: BoundPolicy, rows: Iterable[Mapping[str, Any]]) -> RowRates:
    """The rates of records. Raises DataError where one cannot be used."""
    rates, own = bound.policy.fx, bound.policy.currency or ""
    assert rates is not None
    reads = rate_reads(bound, rates)
    found: dict[str, dict[int, int]] = {}
    for number, raw in enumerate(rows, 1):
        currency, day, rate = _row(reads, number, raw)
        if currency == own and rate != 10**RATE_SCALE:
            params = {"currency": own, "rate": show(rate, RATE_SCALE)}
            raise DataError(Diagnostic("KT365", params, place=Place(_FILE, number)))
        known = found.setdefault(currency, {}).setdefault(day, rate)
        if known != rate:
            low, high = sorted((known, rate))
            params = {"currency": currency, "day": from_day(day).isoformat(),
                      "low": show(low, RATE_SCALE), "high": show(high, RATE_SCALE)}  # fmt: skip
            raise DataError(Diagnostic("KT364", params, place=Place(_FILE, number)))
    return RowRates(own, {c: _ascending(days) for c, days in found.items()})


def _ascending(rates: Mapping[int, int]) -> tuple[Sequence[int], Sequence[int]]:
    days = sorted(rates)
    return days, [rates[d] for d in days]


def _row(reads: Sequence[Read], number: int, raw: Mapping[str, Any]) -> tuple[str, int, int]:
    if not isinstance(raw, Mapping):
        params = {"name": _FILE, "row": number, "seen": type(raw).__name__}
        raise DataError(Diagnostic("KT342", params, place=Place(_FILE, number)))
    return tuple(_cells(reads, number, {clean(str(k)): v for k, v in raw.items()}))


def _cells(reads: Sequence[Read], number: int, raw: Mapping[str, Any]) -> Iterator[Any]:
    for read in reads:
        heading = read.headings[0]
        key = next((k for k in (clean(heading), read.column) if k in raw), heading)
        value = read_any(raw.get(key), read.form)
        if isinstance(value, Fault):
            seen = cut(shown(raw[key]) or "", 100)
            fault = CellFault(_FILE, number, None, key, None, seen,
                              expected(read.form, value.value), value.value,
                              f"{FX}.{value.value}")  # fmt: skip
            raise DataError(fault.diagnostic())
        if value is None:
            place = Place(_FILE, number, None, key)
            raise DataError(Diagnostic("KT363", {"column": key}, place=place))
        yield value
