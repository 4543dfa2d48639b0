"""Nothing is declared for nothing: fields, tables, columns, checklist items, benefits.

Avoid a field that no rule reads: it must be delivered, vetted and kept, and often the rule that
should read it was forgotten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source, Span
from engine.author import policy as p
from engine.author.formula.tree import names
from engine.bind.bound import BoundPolicy, RankPoints
from engine.check.walks import read_names

_WORD: Final = re.compile(r"\w+")
#: Errors of words, numbers and sums, which can keep nothing from being read.
_NO_NAME: Final = frozenset(
    ("KT113", "KT119", "KT191", "KT192", "KT203", "KT210", "KT211", "KT212", "KT214", "KT215",
     "KT217", "KT219", "KT232")
)  # fmt: skip


def unused_names(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT240: data fields, derived fields and context values that nothing reads."""
    read = read_names(bound)
    for f in bound.policy.data.values():
        if f.id not in read and not f.personal:  # personal data is there to be shown
            yield _unused("field", "字段", f.id, f.at)
    for d in bound.policy.derived.values():
        if d.id not in read:
            yield _unused("derived field", "派生字段", d.id, d.at)
    for c in bound.policy.context.values():
        if c.id not in read:
            yield _unused("context value", "情境值", c.id, c.at)


def unnamed(policy: p.Policy, source: Source, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """KT240 where errors keep the policy from being bound, and none of them may be what is left
    of a name: of what no other word of the file speaks."""
    if any(d.severity == "error" and d.code not in _NO_NAME for d in found):
        return
    if policy.extends is not None:  # what head office's file reads is not seen here
        return
    said = Counter(_WORD.findall(source.text))
    kinds = (
        ("field", "字段", [f for f in policy.data.values() if not f.personal]),
        ("derived field", "派生字段", policy.derived.values()),
        ("context value", "情境值", policy.context.values()),
    )
    for what, what_zh, declared in kinds:
        for d in declared:
            if said[d.id] == 1:
                yield _unused(what, what_zh, d.id, d.at)


def unused_tables(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT240: tables without a field that reads them, and columns that nothing reads."""
    reads = [f.read for f in bound.policy.data.values() if f.read is not None]
    used = {r.table for r in reads}
    if bound.policy.customers.from_ids_of is not None:
        used.add(bound.policy.customers.from_ids_of.text)
    for table in bound.tables.values():
        if table.id not in used:
            yield _unused("table", "明细表", table.id, table.declared.at)
            continue
        columns = {r.column for r in reads if isinstance(r, p.TableRead) and r.table == table.id}
        columns |= {r.by.text for r in reads if isinstance(r, p.TableRead) and r.by is not None}
        if table.skip_when is not None:
            columns.update(names(table.skip_when.formula.root))
        for field, typed in bound.shares.items():
            share = bound.policy.data[field].read
            if share is not None and share.table == table.id:
                columns.update(names(typed.formula.root))
        for column in table.columns.values():
            if column.id not in columns:
                name = f"{table.id}.{column.id}"
                yield _unused("column", "列", name, column.declared.at)


def unused_references(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT240: references that no criterion ranks customers against."""
    forms = (leaf.points for leaf in bound.leaves())
    used = {f.reference.id for f in forms if isinstance(f, RankPoints) and f.reference is not None}
    for reference in bound.policy.reference.values():
        if reference.id not in used:
            yield _unused("reference", "参照", reference.id, reference.at)


def unused_rates(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT240: exchange rates of which no amount says its currency."""
    columns = (c.declared for t in bound.tables.values() for c in t.columns.values())
    amounts = (*bound.policy.data.values(), *columns)
    if bound.policy.fx is not None and not any(a.currency is not None for a in amounts):
        yield _unused("table", "明细表", p.FX, bound.policy.fx.at)


def unread_items(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT242: checklist items that neither a flag nor a criterion reads."""
    read = read_names(bound)
    for item in bound.items.values():
        if item.id not in read:
            yield Diagnostic("KT242", {"name": item.id}, at=item.declared.at)


def ungranted_benefits(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT243: benefits that no action grants."""
    granted = {a.benefit for grant in bound.grants for a in grant.actions}
    granted |= {a.benefit for a in bound.everyone}
    for benefit in bound.benefits.values():
        if benefit.id not in granted:
            yield Diagnostic("KT243", {"name": benefit.id}, at=benefit.declared.at)


def too_small_budgets(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT265: a budget that does not pay for one customer. Avoid `4` where `4m` was meant."""
    for benefit in bound.benefits.values():
        cost, budget = benefit.declared.cost_per_year, benefit.declared.budget_per_year
        if cost is None or budget is None or benefit.cost is None or benefit.budget is None:
            continue
        if benefit.budget < benefit.cost:
            params = {"budget": budget.text, "cost": cost.text}
            yield Diagnostic("KT265", params, at=budget.at)


def _unused(what: str, what_zh: str, name: str, at: Span) -> Diagnostic:
    return Diagnostic("KT240", {"what": what, "what_zh": what_zh, "name": name}, at=at)
