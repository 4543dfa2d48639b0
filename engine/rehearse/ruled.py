"""What a case says of a person's decision."""

from __future__ import annotations

from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import Fault
from engine.author.policy import Case
from engine.bind.bound import BoundPolicy
from engine.connect.forms import Form
from engine.connect.written import read_written
from engine.rehearse.given import Read, not_readable

_DAY: Final = Form("date")


def read_override(bound: BoundPolicy, case: Case, read: Read) -> list[Diagnostic]:
    """Adds `override.*` to the values of a case; what is wrong with them."""
    ruled = case.override
    if ruled is None:
        return []
    if bound.override is None:
        hint = ("the policy has no `override:`: take it out", "政策没有 `override:`：请去掉它")
        params = {"name": case.name, "key": "override"}
        return [Diagnostic("KT504", params, ruled.at, hint=hint)]
    until = read_written(ruled.until.text, _DAY)
    if isinstance(until, Fault):
        return [not_readable(case, "until", ruled.until, _DAY, until.value)]
    read.values |= {
        "override.tier": ruled.tier.text,
        "override.until": until,
        "override.approved": ruled.approved,
    }
    return []
