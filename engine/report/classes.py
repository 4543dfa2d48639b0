"""How many customers each cell of the matrix, each segment and each stage holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.atoms.codes import Both, Language
from engine.bind.bound import BoundPolicy, Matrix
from engine.explain.axes import cut_label
from engine.explain.scores import card_label
from engine.explain.values import named
from engine.report.outcomes import counted, counted_table, grouped
from engine.report.tables import table

_WORDS: Mapping[str, Both] = {"segment": ("segment", "客群"), "stage": ("stage", "阶段")}
_NONE: Both = ("none", "无")
_NO_CELL: Both = ("in no cell", "不在任何一格")


def class_columns(bound: BoundPolicy) -> tuple[str, ...]:
    """The columns of a decision that name a class: those of the axes, `segment`, `stage`."""
    axes = () if bound.matrix is None else bound.matrix.axes
    cuts = (bound.card(axis.card).column("cut") for axis in axes)
    return (*cuts, *(what for what, _ in bound.class_tables()))


def class_counts(bound: BoundPolicy, found: Mapping[tuple[str | None, ...], int]) -> dict[str, Any]:
    """By name, as JSON has it: `cells` (row, then column), `segments`, `stages`; what nobody is
    in counts 0. `found` counts customers by the values of `class_columns`."""
    counts: dict[str, Any] = {}
    if bound.matrix is not None:
        rows, columns = bound.matrix.axes
        counts["cells"] = {
            r.id: {c.id: sum(n for key, n in found.items() if key[:2] == (r.id, c.id))
                   for c in columns.cuts}
            for r in rows.cuts
        }  # fmt: skip
    skipped = len(class_columns(bound)) - len(bound.class_tables())
    for i, (what, rules) in enumerate(bound.class_tables(), skipped):
        counts[f"{what}s"] = {
            rule.id: sum(n for key, n in found.items() if key[i] == rule.id) for rule in rules
        }
    return counts


def class_tables(
    bound: BoundPolicy, counts: Mapping[str, Any], subjects: int, language: Language, colour: bool
) -> list[str]:
    """A table for the matrix, then one each for segments and stages."""
    which = language == "zh"
    made = []
    if bound.matrix is not None:
        made.append(_cells(bound, bound.matrix, counts["cells"], subjects, language))
    for what, rules in bound.class_tables():
        held = counts[f"{what}s"]
        rows = [
            (r.id, "" if r.declared.label is None else r.declared.label.say(language), held[r.id])
            for r in rules
        ]
        if left := subjects - sum(held.values()):
            rows.append(("", _NONE[which], left))
        made.append(counted_table((_WORDS[what], counted(bound)), rows, subjects, language, colour))
    return made


def _cells(
    bound: BoundPolicy,
    matrix: Matrix,
    counts: Mapping[str, Mapping[str, int]],
    subjects: int,
    language: Language,
) -> str:
    """Rows and columns as the policy has them; in each cell its customers and its tier."""
    rows, columns = matrix.axes
    corner = " × ".join(card_label(bound.card(a.card)).say(language) for a in matrix.axes)
    numbers = [[grouped(counts[r.id][c.id]) for c in columns.cuts] for r in rows.cuts]
    wide = max(len(n) for line in numbers for n in line)
    shown: list[Sequence[str]] = []
    for r, line in enumerate(numbers):
        tiers = [bound.tiers[number].declared for number in matrix.cells[r]]
        called = [named(tier.label, tier.id).say(language) for tier in tiers]
        cells = [f"{n:>{wide}} {tier}" for n, tier in zip(line, called, strict=True)]
        shown.append([cut_label(rows, r).say(language), *cells])
    left = subjects - sum(sum(line.values()) for line in counts.values())
    if left:
        shown.append(
            [_NO_CELL[language == "zh"], f"{grouped(left):>{wide}}", *[""] * len(columns.cuts[1:])]
        )
    headings = [corner, *(cut_label(columns, c).say(language) for c in range(len(columns.cuts)))]
    return table(headings, shown)
