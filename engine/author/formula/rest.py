"""Names of a formula that has a mistake: so that an unknown one beside it is told as well."""

from __future__ import annotations

from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.author.formula.check import check_text
from engine.author.formula.habits import BETWEEN, NOTHING
from engine.author.formula.reading import KEYWORDS, STAND_IN
from engine.author.formula.spots import Spots
from engine.author.formula.tokens import ATTRIBUTE
from engine.author.formula.tree import Name
from engine.author.policy import FormulaText

#: Mistakes of one word, behind which the formula goes on as if they had been mended.
_OF_A_WORD: Final = frozenset(("KT152", "KT154", "KT155", "KT157", "KT158", "KT163", "KT165"))
_NO_NAMES: Final = frozenset((*KEYWORDS, *NOTHING, *BETWEEN, STAND_IN, "true", "false", "is",
                              "missing"))  # fmt: skip


def names_beside(formula: FormulaText) -> list[Name]:
    """The names that a formula with mistakes reads all the same, in their order.

    None where what stands behind a mistake cannot be told from the mistake itself.

    >>> [n.name for n in names_beside(FormulaText("years.x > 3 and nps > 4"))]
    ['nps']
    """
    spots = Spots(formula)
    tokens, found = check_text(formula.text, spots)
    if not all(map(_goes_on, found)):
        return []
    names = []
    for i, t in enumerate(tokens):
        called = i + 1 < len(tokens) and tokens[i + 1].text == "("
        if t.kind == "name" and t.text not in _NO_NAMES and not called:
            names.append(Name(i, spots.span(t.start, t.end), t.text))
    return names


def _goes_on(d: Diagnostic) -> bool:
    if d.code == "KT153":
        return d.fix is not None
    return d.code in _OF_A_WORD or (d.code == "KT160" and d.params.get("what") == ATTRIBUTE)
