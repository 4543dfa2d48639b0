"""Names of a formula that has a mistake: so that an unknown one beside it is told as well."""

from __future__ import annotations

from engine.author.formula.check import check_text
from engine.author.formula.meant import names_among
from engine.author.formula.spots import Spots
from engine.author.formula.tree import Name
from engine.author.policy import FormulaText


def names_beside(formula: FormulaText) -> list[Name]:
    """The names that a formula with mistakes reads all the same, in their order.

    >>> [n.name for n in names_beside(FormulaText("years.x > 3 and nps > 4"))]
    ['nps']
    """
    spots = Spots(formula)
    tokens, found = check_text(formula.text, spots)
    return [
        Name(i, spots.span(tokens[i].start, tokens[i].end), tokens[i].text)
        for i in names_among(tokens, found, formula.text)
    ]
