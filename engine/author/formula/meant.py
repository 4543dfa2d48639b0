"""A formula that has mistakes, as it was meant: what else is wrong in it can then be told."""

from __future__ import annotations

from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.author.formula.check import in_order
from engine.author.formula.functions import FUNCTION_NAMES, unknown_function
from engine.author.formula.habits import BETWEEN, NOTHING
from engine.author.formula.reading import KEYWORDS, STAND_IN, Token, goes_on, well_spelt
from engine.author.formula.spots import Spots
from engine.author.policy import FormulaText

_NO_NAMES: Final = frozenset((*KEYWORDS, *NOTHING, *BETWEEN, STAND_IN, "true", "false", "is",
                              "missing"))  # fmt: skip
_OPERATORS: Final = frozenset(
    ("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or", "in", "not", "if", "else")
)


def mended(
    formula: FormulaText, tokens: list[Token], found: list[Diagnostic]
) -> FormulaText | None:
    """The formula as it was meant, each word at the place of the one that stands there; None
    where a mistake leaves open what was meant."""
    if not tokens or not all(map(goes_on, found)) or not all(map(well_spelt, tokens)):
        return None
    spots = Spots(formula)
    if not in_order(tokens, spots):
        return None
    # Space at both ends, so that the whole is as wide as what was typed.
    text, offsets = " ", [spots.offset(0)]
    for t in tokens:
        first, last = spots.offset(t.start), spots.offset(t.end - 1)
        text += t.text + " "
        offsets += [min(first + k, last) for k in range(len(t.text) - 1)] + [last, last]
    offsets[-1] = spots.offset(len(formula.text) - 1)
    return FormulaText(text, formula.at, tuple(offsets))


def names_among(tokens: list[Token], found: list[Diagnostic], text: str) -> list[int]:
    """Which words are names of fields, in a formula with mistakes.

    Where a mistake leaves open what was meant, those only that stand between operators.
    """
    sure = all(map(goes_on, found))
    end = len(text.rstrip())
    return [
        i
        for i, t in enumerate(tokens)
        if t.kind == "name" and t.text not in _NO_NAMES and _after(tokens, i) != "("
        and (sure or (_led(tokens, i) and _followed(tokens, i, end)))
    ]  # fmt: skip


def beside(tokens: list[Token], found: list[Diagnostic], spots: Spots) -> list[Diagnostic]:
    """The mistakes of a formula that leave no tree, and its unknown functions."""
    unknown = [
        unknown_function(t.text, spots.span(t.start, t.end), spots)
        for i, t in enumerate(tokens)
        if t.kind == "name" and t.text not in _NO_NAMES and t.text not in FUNCTION_NAMES
        and _after(tokens, i) == "(" and _led(tokens, i)
    ]  # fmt: skip
    told = [d.at for d in found if d.at is not None]
    more = [d for d in unknown if d.at is not None and not any(d.at in at for at in told)]
    return sorted([*found, *more], key=Diagnostic.order)


def _after(tokens: list[Token], i: int) -> str:
    return tokens[i + 1].text if i + 1 < len(tokens) else ""


def _led(tokens: list[Token], i: int) -> bool:
    """Whether a value may stand there."""
    if i == 0:
        return True
    before = tokens[i - 1].text
    if before == "[":
        return i > 1 and tokens[i - 2].text == "in"
    return before in _OPERATORS or before in ("(", ",")


def _followed(tokens: list[Token], i: int, end: int) -> bool:
    """Whether what follows goes on from a value; a formula read in part may go on otherwise."""
    after = _after(tokens, i)
    return after in _OPERATORS or after in (")", "]", ",") or (not after and tokens[i].end == end)
