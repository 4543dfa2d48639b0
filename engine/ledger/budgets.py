"""What a run's benefits cost in a year, against their budgets: before anything is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import DataError
from engine.atoms.numbers import SCALES
from engine.atoms.sql import literal, quoted
from engine.author.policy import Text
from engine.bind.bound import Benefit, BoundPolicy, Type
from engine.bind.masks import shown_word
from engine.connect.sources.opened import parquet_relation
from engine.explain.values import shown

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Spending:
    """A benefit that has a cost, for all or for one word of `per` (`of`; None where it is
    missing): how many are granted it, what one and what all of them cost in a year, and the
    budget. Money is at scale 4."""

    benefit: str
    of: str | None
    granted: int
    cost_per_year: int
    cost: int
    budget: int | None

    @property
    def over(self) -> int:
        """How much is spent beyond the budget; 0 or less where it is enough."""
        return 0 if self.budget is None else self.cost - self.budget

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def spending_of(found: Iterable[dict[str, Any]]) -> tuple[Spending, ...]:
    """Spending as a manifest holds it (integers beyond 2^53 as text)."""
    return tuple(
        Spending(
            f["benefit"], f["of"], int(f["granted"]), int(f["cost_per_year"]), int(f["cost"]),
            None if f["budget"] is None else int(f["budget"]),
        )
        for f in found
    )  # fmt: skip


def spend(
    con: Any, bound: BoundPolicy, inputs: Sequence[Path], decisions: Sequence[Path]
) -> tuple[Spending, ...]:
    """What every benefit with a cost comes to. Raises DataError, as a gate does, where one is over
    budget, with who is granted it and how much that is."""
    found: list[Spending] = []
    wrong: list[Diagnostic] = []
    for benefit in bound.benefits.values():
        if benefit.cost is None:
            continue
        told = _granted(benefit, parquet_relation(*inputs), parquet_relation(*decisions))
        rows = con.execute(
            f"SELECT of, count(*) FROM {told} GROUP BY of ORDER BY of NULLS FIRST"
        ).fetchall()
        for of, granted in rows or ([] if benefit.per else [(None, 0)]):
            one = Spending(
                benefit.id, of, granted, benefit.cost, granted * benefit.cost, benefit.budget
            )
            found.append(one)
            if one.over > 0:
                wrong.append(_over(con, bound, benefit, one, told))
    if wrong:
        raise DataError(wrong, gate=True)
    return tuple(found)


def _granted(benefit: Benefit, inputs: str, decisions: str) -> str:
    """A relation (id, of): who is granted it."""
    named = f"SELECT id FROM {decisions} WHERE list_contains(actions, {literal(benefit.id)})"
    if benefit.per is None:
        return f"(SELECT id, CAST(NULL AS VARCHAR) AS of FROM ({named}))"
    per = quoted(benefit.per)
    return f"(SELECT i.id, i.{per} AS of FROM {inputs} i JOIN ({named}) d ON d.id = i.id)"


def _over(
    con: Any, bound: BoundPolicy, benefit: Benefit, one: Spending, granted: str
) -> Diagnostic:
    ids = con.execute(
        f"SELECT id FROM {granted} WHERE of IS NOT DISTINCT FROM ? ORDER BY id LIMIT {_NAMED}",
        [one.of],
    ).fetchall()
    params: dict[str, object] = {"benefit": benefit.id, "count": one.granted}
    assert one.budget is not None
    for name, value in (
        ("each", one.cost_per_year), ("cost", one.cost), ("budget", one.budget), ("over", one.over),
    ):  # fmt: skip
        text = money(value, bound.policy.currency)
        params |= {name: text.en, f"{name}_zh": text.zh}
    of = shown_word(bound, benefit.per, one.of)
    params["of"] = "" if benefit.per is None else f" in `{of}`" if of else " where `per` is missing"
    params["of_zh"] = (
        "" if benefit.per is None else f"（`{of}`）" if of else "（`per` 字段缺失的客户）"
    )
    named = ", ".join(f"`{id_}`" for (id_,) in ids)
    more = one.granted - len(ids)
    params["who"] = named + (f" and {more} more" if more else "")
    params["who_zh"] = named.replace(", ", "、") + (f"，另有 {more} 位" if more else "")
    word = benefit.declared.budget_per_year
    return Diagnostic("KT387", params, at=benefit.declared.at if word is None else word.at)


def money(value: int, currency: str | None) -> Text:
    """An amount at scale 4 as people read it."""
    return shown(value, Type("money", SCALES["money"]), currency)
