"""Head office and regions: what a region's file extends, and what head office opens to it."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from engine.atoms.record import dataclass
from engine.atoms.text import Source, Span
from engine.author.policy.contract import Bounds
from engine.author.policy.words import Word, at_place

#: What a head office may open to its regions, in the order in which it is listed.
Opening = Literal["thresholds", "weights", "points", "benefits", "headings"]


@dataclass(frozen=True, slots=True)
class Opened:
    """One entry of `may_change:`. `by` bounds thresholds and weights, the others benefits."""

    what: Opening
    by: Word | None = None
    percent: Bounds | None = None
    amount: Bounds | None = None
    at: Span = at_place()


@dataclass(frozen=True, slots=True)
class Extends:
    """`extends: base-policy@1.2`, and head office's file: its text, and its very bytes."""

    policy: str
    version: str
    source: Source = field(default=None, compare=False, repr=False)  # type: ignore[assignment]
    written: bytes = field(default=b"", compare=False, repr=False)
    at: Span = at_place()
