"""How a column's cells are read: what of a field's contract matters to a single cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.atoms.numbers import BOUNDS, NUMERIC, Kind
from engine.author.policy import DataField
from engine.bind.bound import BoundPolicy, Type


@dataclass(frozen=True, slots=True)
class Form:
    """The contract of a cell. Bounds are integers at `scale`, inclusive.

    `words` are the declared ones (text, choices), or the allowed numbers as written.
    """

    kind: Kind
    scale: int = 0
    low: int | None = None
    high: int | None = None
    words: tuple[str, ...] | None = None
    round: int | None = None
    missing_as: tuple[str, ...] = ()
    format: str | None = None
    written_as: Literal["units", "fraction", "percent"] | None = None
    currency: str | None = None
    timezone: str | None = None
    answer: bool = False  # a checklist answer, whatever `kind` says


TEXT = Form("text")
#: Where another column says the currency, an amount carries no sign of one.
NO_SIGN = "XXX"


def form_of(bound: BoundPolicy, type_: Type, declared: DataField | None) -> Form:
    """The form of a field or table column of a bound policy."""
    policy = bound.policy
    words, low, high, currency = type_.words, type_.low, type_.high, policy.currency
    if declared is not None and declared.currency is not None:
        # Bounds are those of the amount once it is converted; its column says the currency.
        low, high, currency = -BOUNDS[type_.kind], BOUNDS[type_.kind], NO_SIGN
    if type_.kind in NUMERIC and declared is not None and declared.one_of is not None:
        words = tuple(w.text for w in declared.one_of)
    return Form(
        type_.kind,
        type_.scale,
        low,
        high,
        words,
        currency=currency,
        timezone=policy.timezone,
        round=None if declared is None else declared.round,
        missing_as=() if declared is None else declared.missing_as,
        format=None if declared is None else declared.format,
        written_as=None if declared is None else declared.written_as,
    )


def day_form(bound: BoundPolicy, format_: str | None = None) -> Form:
    """The form of a bare date column: a table's date, `dated:`, an answer's day."""
    return Form("date", format=format_, timezone=bound.policy.timezone)


def answer_form(missing_as: tuple[str, ...]) -> Form:
    """The form of a checklist answer."""
    return Form("text", missing_as=missing_as, answer=True)
