"""Cells and rows that could not be used: what was seen there, and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.atoms.codes import Both
from engine.author.policy import Text
from engine.bind.bound import BoundPolicy
from engine.bind.masks import MASK
from engine.connect.masks import masked_headings
from engine.explain.words import both, joined, plain

if TYPE_CHECKING:
    from engine.connect.faults import CellFault

_MOST = 120  # characters of a cell that are shown


@dataclass(frozen=True, slots=True)
class SeenCell:
    """One cell or row in error of a customer. `reason` is the code that it stands behind; row and
    line count from 1, and are None where the fault is no single row's."""

    file: str
    row: int | None
    line: int | None
    column: str | None
    reason: str
    seen: str
    expected: Text
    sentence: Text


def seen_cell(fault: CellFault) -> SeenCell:
    """The same fault as it was found while reading."""
    return told_cell(
        fault.file, fault.row, fault.line, fault.column, fault.reason, fault.seen, fault.expected
    )


def hidden_cells(bound: BoundPolicy, cells: Iterable[SeenCell]) -> tuple[SeenCell, ...]:
    """The cells without what was seen where it is personal or secret."""
    headings = masked_headings(bound)
    return tuple(
        told_cell(c.file, c.row, c.line, c.column, c.reason, MASK, (c.expected.en, c.expected.zh))
        if c.column in headings or c.reason.partition(".")[0] in bound.masked
        else c
        for c in cells
    )


def told_cell(
    file: str, row: int | None, line: int | None, column: str | None, reason: str, seen: str,
    expected: Both,
) -> SeenCell:  # fmt: skip
    """A cell in words.

    >>> cell = told_cell("c.csv", 5, 6, "spend", "spend.unreadable", "some", ("a number", "数值"))
    >>> cell.sentence.en
    'c.csv, row 5, line 6, column `spend`: `some`, expected a number'
    """
    where = [plain(file)] if file else []
    where += [both("cell.row", n=row)] if row is not None else []
    where += [both("cell.line", n=line)] if line is not None else []
    where += [both("cell.column", name=column)] if column else []
    wanted = Text(*expected)
    what = plain(f"`{seen if len(seen) <= _MOST else seen[: _MOST - 1] + '…'}`")
    said = both(
        "cell.expected" if wanted.en else "cell",
        where=joined(where, zh="，"),
        seen=what if seen else both("cell.empty"),
        expected=wanted,
    )
    return SeenCell(file, row, line, column, reason, seen, wanted, said)
