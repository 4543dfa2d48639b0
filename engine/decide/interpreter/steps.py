"""The walk of one decision, step by step, as values: what `why --steps` shows.

A step holds no sentence: `what` is a closed word, `text` is the author's own formula or rule,
and values carry their kind and scale, so that any language can word it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

What = Literal[
    "applies", "field", "raters", "derived", "item", "flag", "effect",
    "leaf", "parent", "spread", "score", "evidence", "both_ways", "settles",
    "require", "route", "cut", "cell", "tier", "moves", "cap",
    "segment", "stage", "seat", "outcome", "benefit",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with what is needed to show it: an integer at `scale` for numbers, a day for dates.

    `kind` is a kind of the policy language, or `points` and `weight` for parts of a score, or
    `word` for a closed word such as an outcome, or `id` for a tier's, cut's, segment's or stage's
    own. None is missing or unknown.
    """

    value: object
    kind: str
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the part of the policy, the rule's text, what it read, and what came out."""

    what: What
    part: str
    text: str
    read: tuple[tuple[str, Shown], ...]
    result: Shown


Trace = list[Step]
