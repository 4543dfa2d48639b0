"""What one policy reads of the portfolio: its files, their headings, and the rows a company has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from company import Company
from records import Rates

Row = list[str]
Rows = Callable[[Company, Rates], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class View:
    """`files`: by name, the headings with commas between them, and a company's rows."""

    files: dict[str, tuple[str, Rows]]
    rates: bool = False  # whether fx.csv goes with it
    growth: bool = False  # whether industry_growth.csv goes with it
    prospects: bool = True
