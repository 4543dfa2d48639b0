"""Pieces of the result: tables, and how criteria are named in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.atoms.codes import Language
from engine.terminal.words import words
from engine.weights.ours import Criteria


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; the first `names` columns hold words, the others figures."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    names: int = 1


Section = list[str | Table]


@dataclass(frozen=True, slots=True)
class Names:
    """The columns that name the criteria: the id, and beside it a label where there is any."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return len(self.headings)

    def row(self, i: int) -> tuple[str, ...]:
        return self.rows[i]

    def only(self, text: str) -> tuple[str, ...]:
        """A row of another kind, under the same headings."""
        return (text, *("",) * (self.width - 1))


def names(criteria: Criteria, language: Language, heading: str | None = None) -> Names:
    """Ids, with their labels where these say more."""
    first = heading or words("weights.criterion", language)
    labels = [criteria.label(i, language) for i in range(criteria.n)]
    if all(label == id_ for label, id_ in zip(labels, criteria.ids, strict=True)):
        return Names((first,), tuple((c,) for c in criteria.ids))
    return Names((first, ""), tuple(zip(criteria.ids, labels, strict=True)))
