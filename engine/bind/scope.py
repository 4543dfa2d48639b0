"""The names that a formula may read at its place, and what to say of those that it may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from keyword import kwlist
from typing import Final

from engine.atoms.text import Span
from engine.author.formula.functions import FUNCTION_NAMES
from engine.author.formula.habits import CONSTRUCTS, NOTHING
from engine.bind.bound import Type

#: Ids that a field, derived field, context value, column or checklist item may not have.
RESERVED: Final = frozenset(
    (
        *FUNCTION_NAMES, *kwlist, *CONSTRUCTS, *NOTHING,
        "as_of", "score", "otherwise", "true", "false", "yes", "no", "is", "missing",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A name: its type (None: its own declaration is faulty, say nothing more), whether it may
    be missing, where it is declared, and whether it says its own bounds."""

    type: Type | None
    may_miss: bool
    at: Span | None = None
    bounded: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """`names` may be read; `barred` exist, but not here: name → (why, in English and Chinese)."""

    names: Mapping[str, Known]
    barred: Mapping[str, tuple[str, str]] = field(default_factory=dict)
