"""The companies that a case gives under `members`, and what the interpreter says of their group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.author.policy import Case, Given, Word
from engine.bind.bound import BoundPolicy
from engine.decide.interpreter.groups import roll_up

MEMBERS = "members"
#: Reads a case whose `given` is one company: its canonical row, and what is wrong with it.
ReadCompany = Callable[[Case], tuple[dict[str, Any], list[Diagnostic]]]


def companies(bound: BoundPolicy, case: Case) -> tuple[Case, tuple[Case, ...]]:
    """The case without its companies, and one case for each of them; nothing where the policy
    decides for customers."""
    rows = () if bound.policy.groups is None else _rows(case)
    if not rows:
        return case, ()
    shared = tuple(t for t in case.given.tables if t[0].text != MEMBERS)
    rest = replace(case, given=replace(case.given, tables=shared))
    of_each = tuple((name, given) for name, given in shared if name.text not in bound.tables)
    own = tuple(
        replace(case, given=Given(tuple(c for c in row if c[0].text != "id"), of_each))
        for row in rows
    )
    return rest, own


def group_row(
    bound: BoundPolicy, case: Case, own: tuple[Case, ...], as_of: int, read: ReadCompany
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The row of the group, and what is wrong with its companies. The first company is the head."""
    rows, found = [], []
    for number, (company, cells) in enumerate(zip(own, _rows(case), strict=True), 1):
        row, wrong = read(company)
        named = next((w.text for key, w in cells if key.text == "id" and w is not None), None)
        rows.append(row | {"id": named or f"company {number}"})
        found += wrong
    ids = [row["id"] for row in rows]
    return roll_up(bound, "case", rows, as_of, ids[0]), found


def _rows(case: Case) -> tuple[tuple[tuple[Word, Word | None], ...], ...]:
    return next((rows for name, rows in case.given.tables if name.text == MEMBERS), ())
