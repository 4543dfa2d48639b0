"""The three policies of these tests, bound and lowered."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.atoms.dates import read_date
from engine.bind.bound import BoundPolicy
from engine.compile.lower import lower
from engine.compile.plan import Plan
from tests.evaluators import bound_policy

HERE = Path(__file__).parent
NAMES = ("flat", "nested", "matrix")
AS_OF = read_date("2026-06-30") or 0


@cache
def bound(name: str) -> BoundPolicy:
    return bound_policy((HERE / "policies" / f"{name}.yaml").read_text(encoding="utf-8"), name)


@cache
def plan(name: str) -> Plan:
    return lower(bound(name), AS_OF, {"stage": "expansion"})
