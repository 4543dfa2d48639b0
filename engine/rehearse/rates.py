"""Exchange rates that a case gives, and its amounts in other currencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault, show
from engine.author.policy import FX, Case, DataField, Word
from engine.bind.bound import BoundPolicy, Type
from engine.bind.contract import fx_name
from engine.connect.layout import CURRENCY, dated_columns
from engine.connect.rate_forms import RATE_SCALE, rate_reads
from engine.connect.written import read_written
from engine.decide.interpreter.currency import NoAmount, Rate, in_own_currency
from engine.rehearse.given import Read, not_readable, unknown

_WHY: dict[str, Both] = {
    "no_currency": ("it does not say its currency", "没有写明币种"),
    "strange_currency": ("`fx` has no rate of `{currency}`", "`fx` 中没有 `{currency}` 的汇率"),
    "outside": ("the result is outside its bounds", "结果超出范围"),
}


@dataclass(frozen=True, slots=True)
class CaseRates:
    """The rates of a case. An amount that says no currency is in the policy's own."""

    own: str
    rates: Sequence[Rate] = ()

    def converted(
        self, amount: int, currency: str | None, day: int, type_: Type, declared: DataField
    ) -> int | None:
        """The amount in the policy's currency, None without a rate by its day. Raises NoAmount."""
        return in_own_currency(
            amount, currency or self.own, day, self.own, self.rates, type_, declared.round
        )

    def source(self, currency: str | None, day: int) -> list[str] | None:
        """What an amount was converted from, as a canonical row says it."""
        if currency is None or currency == self.own:
            return None
        known = [r for r in self.rates if r.currency == currency and r.day <= day]
        if not known:
            return [currency]
        worth = max(known, key=lambda r: r.day).worth * 10**RATE_SCALE
        return [f"{currency} {show(int(worth), RATE_SCALE)}"]


def rates_of(bound: BoundPolicy, case: Case, found: list[Diagnostic]) -> CaseRates:
    """The rates that a case gives under `fx`; what cannot be read of them is found."""
    own, fx = bound.policy.currency or "", bound.policy.fx
    rows = next((rows for name, rows in case.given.tables if name.text == FX), ())
    if fx is None:
        return CaseRates(own)
    reads = {name: r for r in rate_reads(bound, fx) for name in (r.column, r.headings[0])}
    rates: list[Rate] = []
    for row in rows:
        values: dict[str, object] = {}
        for key, word in row:
            read = reads.get(key.text)
            if read is None:
                found.append(unknown(case, key, tuple(reads)))
                continue
            text = Word("", key.at) if word is None else word
            value = read_written(text.text, read.form)
            if value is None or isinstance(value, Fault):
                found.append(not_readable(case, key.text, text, read.form, value or ""))
            else:
                values[read.column] = value
        if len(values) == len(rate_reads(bound, fx)):
            worth = Fraction(cast(int, values["rate"]), 10**RATE_SCALE)
            rates.append(Rate(str(values["currency"]), cast(int, values["date"]), worth))
    return CaseRates(own, rates)


def convert_given(bound: BoundPolicy, case: Case, read: Read, rates: CaseRates, as_of: int) -> None:
    """The amounts of a case's own fields, in the policy's currency; `as_of` is the day of those
    that have none."""
    dated = dated_columns(bound)
    at = {key.text: key for key, _ in case.given.values}
    for f in bound.data_fields():
        currency = read.values.pop(CURRENCY + f.id, None)
        declared, amount = f.declared, read.values.get(f.id)
        if not isinstance(declared, DataField) or declared.currency is None or amount is None:
            continue
        day = read.values.get(dated.get(f.id, ""))
        day = as_of if day is None else day
        try:
            read.values[f.id] = rates.converted(amount, currency, day, f.type, declared)
            read.values[fx_name(f)] = rates.source(currency, day)
        except NoAmount as why:
            read.values[f.id] = None
            if case.expect.outcome is not None and case.expect.outcome.text == "error":
                read.errors[f.id] = str(why)
            else:
                read.found.append(not_converted(case, at[f.id], f.id, currency, why))


def not_converted(
    case: Case, at: Word, amount: str, currency: str | None, why: NoAmount
) -> Diagnostic:
    """The finding that an amount of a case has no value in the policy's currency."""
    params: Mapping[str, object] = {"currency": currency or ""}
    en, zh = _WHY[str(why)]
    return Diagnostic(
        "KT514",
        {"name": case.name, "amount": amount, "why": en.format_map(params),
         "why_zh": zh.format_map(params)},
        at.at,
    )  # fmt: skip
