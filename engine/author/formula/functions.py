"""The functions of formulas: their names, how many values each takes, and what is no function."""

from __future__ import annotations

from typing import Final, get_args

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.suggest import nearest
from engine.atoms.text import Span
from engine.author.formula.faults import short
from engine.author.formula.habits import FUNCTIONS
from engine.author.formula.spots import Spots
from engine.author.formula.tree import Function

#: The fewest and the most values; None where there is no limit.
ARGUMENTS: Final[dict[str, tuple[int, int | None]]] = {
    "is_missing": (1, 1), "coalesce": (2, None), "min": (2, None), "max": (2, None),
    "abs": (1, 1), "days_between": (2, 2), "share": (2, 2),
}  # fmt: skip
FUNCTION_NAMES: Final[tuple[str, ...]] = (*get_args(Function), "date")


def unknown_function(word: str, at: Span, spots: Spots) -> Diagnostic:
    """KT161: a misspelt function, one of elsewhere, or none at all."""
    near = nearest(word, FUNCTION_NAMES)
    hint = FUNCTIONS.get(word) or FUNCTIONS.get(word.lower())
    fix = None
    if hint is None and near is not None:
        fix = spots.mend(at, near)
        hint = (f"did you mean `{near}`?", f"是不是想写 `{near}`？")
    return Diagnostic("KT161", {"seen": short(word)}, at=at, fix=fix, hint=hint)
