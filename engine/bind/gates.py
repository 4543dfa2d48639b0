"""Gates, effective dates, time zone, customers: what a run needs besides rules."""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.author import policy as p
from engine.bind import literals
from engine.bind.fields import Names
from engine.bind.findings import Findings


def bind_gates(names: Names) -> tuple[tuple[str, ...], dict[str, int]]:
    """Fields that must be there, and the greatest share missing of others (percent, scale 4)."""
    gates = names.policy.gates
    if gates is None:
        return (), {}
    declared = {f.id: f.at for f in names.policy.data.values()}
    for word in gates.must_have:
        if word.text not in declared:
            names.findings.unknown("KT180", word.at, word.text, declared)
    limits = {}
    for name, limit in gates.max_missing.items():
        if name not in declared:
            at = names.policy.spans.get(("gates", "max_missing", name), limit.at)
            names.findings.unknown("KT180", at, name, declared)
        value = literals.percent(limit, names.findings)
        if value is not None:
            limits[name] = value
    return tuple(w.text for w in gates.must_have), limits


def bind_run(policy: p.Policy, findings: Findings) -> None:
    """Vets what belongs to every run of the policy."""
    customers, effective = policy.customers, policy.effective
    if customers.from_ids_of is not None and customers.from_ids_of.text not in policy.tables:
        findings.unknown("KT182", customers.from_ids_of.at, customers.from_ids_of.text,
                         {t.id: t.at for t in policy.tables.values()},
                         params={"what": "table", "what_zh": "明细表"})  # fmt: skip
    elif customers.from_ids_of is not None:
        _never_filled(policy, customers.from_ids_of, findings)
    if effective is not None:
        first = None if effective.first is None else literals.day(effective.first, findings)
        until = None if effective.until is None else literals.day(effective.until, findings)
        if first is not None and until is not None and first > until:
            assert effective.first is not None
            assert effective.until is not None
            label = Label(effective.first.at, "in force from", "生效日")
            findings.add("KT206", effective.until.at, first=effective.first.text,
                         until=effective.until.text, labels=[label])  # fmt: skip


def _never_filled(policy: p.Policy, table: p.Word, findings: Findings) -> None:
    """KT247: what only a file of customers could hold, where there is none."""
    label = Label(table.at, "the customers come from here", "客户取自这里")
    for f in policy.data.values():
        if f.read is None:
            findings.add("KT247", f.at, labels=[label], what="field", what_zh="字段", name=f.id,
                         table=table.text)  # fmt: skip
    for item in policy.checklist.values():
        findings.add("KT247", item.at, labels=[label], what="checklist item", what_zh="核查项",
                     name=item.id, table=table.text)  # fmt: skip
