"""keytier: customer tiers from a YAML policy, exact, explained, the same on every engine.

    text       policy.yaml, as typed                                          atoms
      │  author    strict YAML, every node with its place
    nodes → Policy       what it means, frozen; layout does not count         author
      │  bind      every name found, every literal an exact integer
    BoundPolicy ── check: is it wise? ── findings                             bind, check
      │  compile   integer-only steps, flat, hashed
    Plan ── a Python function for one customer ── SQL for millions            compile
      │  connect   customer data read as text, vetted, windows summed up
    canonical rows ── decide (the interpreter is the witness) ── decisions    connect, decide
      │  explain   reason codes → sentences, gaps, what would settle it
    reasons ── ledger: the run as a folder ── rehearse, report, terminal      explain …

`ls engine/` reads as this road, in alphabetical order, and an import may only look back.
`weights` lies beside it: what experts and past data say of weights, for a person to type in.

In Python:

>>> import engine
>>> policy = engine.load('''
... keytier: 1
... policy: tiny
... version: 1.0.0
... title: Tiny
... customers: {id: id}
... data: {spend: {is: money, between: [0, 1m]}}
... scorecard:
...   criteria: {spend: {field: spend, points: {at_least: {1000: 100, 100: 50}, otherwise: 0}}}
...   weights: {spend: 100}
...   missing: refer
... tiers: {key: {at_least: 80}, standard: {}}
... ''')
>>> decision = policy.decide({"id": "C-1", "spend": "250.00"}, as_of="2026-06-30")
>>> decision.tier, decision.score, decision.reasons
('standard', Decimal('50'), ('spend.below',))
>>> print(decision.why().headline.en)
customer C-1: standard, 50 points of 100

Importing this package loads neither pandas nor duckdb; they come in where a frame is decided.
"""

from __future__ import annotations

import sys

# `typing`, `types` and `importlib` would be most of what it takes until Ctrl-C is heard.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from engine._api import (
        Decision,
        LoadedPolicy,
        check,
        decide,
        decide_table,
        load,
        series,
        why,
    )
    from engine.atoms.diagnostic import Diagnostic
    from engine.atoms.errors import (
        BrokenRecord,
        DataError,
        KeytierError,
        PolicyError,
        RunError,
        UsageError,
    )
    from engine.explain import Explanation

__all__ = [
    "BrokenRecord",
    "DataError",
    "Decision",
    "Diagnostic",
    "Explanation",
    "KeytierError",
    "LoadedPolicy",
    "PolicyError",
    "RunError",
    "UsageError",
    "check",
    "decide",
    "decide_table",
    "load",
    "series",
    "why",
]

_HOMES = {
    "BrokenRecord": "engine.atoms.errors",
    "DataError": "engine.atoms.errors",
    "Diagnostic": "engine.atoms.diagnostic",
    "Explanation": "engine.explain",
    "KeytierError": "engine.atoms.errors",
    "PolicyError": "engine.atoms.errors",
    "RunError": "engine.atoms.errors",
    "UsageError": "engine.atoms.errors",
}


if not TYPE_CHECKING:
    ModuleType = type(sys)


class _Room(ModuleType):
    """A room of the road whose name is a function's as well: calling the room calls that.

    `engine.check` and `engine.decide` are packages, and what people write to check and decide.
    """

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        call = getattr(_module("engine._api"), self.__name__.rpartition(".")[2])
        return call(*arguments, **named)


class _Package(ModuleType):
    """This package: the import system hands it its rooms one by one."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("check", "decide") and type(value) is ModuleType:
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """What this package offers, loaded when first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_module(_HOMES.get(name, "engine._api")), name)


def _module(name: str) -> ModuleType:
    from importlib import import_module

    return import_module(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
