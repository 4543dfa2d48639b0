"""What a table of exchange rates must hold, by itself: cases of a policy are read by it too."""

from __future__ import annotations

from collections.abc import Mapping

from engine.atoms.codes import Both
from engine.author.policy import FX, Rates
from engine.bind.bound import BoundPolicy
from engine.connect.forms import TEXT, Form, day_form
from engine.connect.layout import Read

#: Decimals of a rate, and the form of its cell: above 0, at most a million.
RATE_SCALE = 8
RATE = Form("number", RATE_SCALE, 1, 10**6 * 10**RATE_SCALE)
_PART: Mapping[str, Both] = {
    "currency": ("the currency of a rate", "汇率的币种"),
    "date": ("the date of a rate", "汇率的日期"),
    "rate": ("a rate", "汇率"),
}


def rate_reads(bound: BoundPolicy, rates: Rates) -> tuple[Read, ...]:
    """What the file of rates must hold."""
    forms = {"currency": TEXT, "date": day_form(bound, rates.date_format), "rate": RATE}
    headings = {"currency": rates.currency, "date": rates.date, "rate": rates.rate}
    return tuple(Read(c, (headings[c].text,), forms[c], FX, _PART[c]) for c in forms)
