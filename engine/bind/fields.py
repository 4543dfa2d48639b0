"""Fields, context values, derived fields and checklist items: the names that rules read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from engine.atoms.diagnostic import Label, listed
from engine.atoms.numbers import show
from engine.atoms.text import Span
from engine.author import policy as p
from engine.author.formula.parse import parse_formula
from engine.author.formula.tree import Formula, Name, walk
from engine.author.formula.tree import names as names_read
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.beside import type_beside
from engine.bind.contract_types import field_type
from engine.bind.findings import KIND_WORDS, Findings
from engine.bind.groups import may_miss_in_groups
from engine.bind.looking_back import before_of, looking_back
from engine.bind.may_miss import may_miss
from engine.bind.results import check_result
from engine.bind.scope import RESERVED, Known, Scope
from engine.bind.stale import bind_stale
from engine.bind.tables import bind_read, condition
from engine.bind.types import DAY, type_formula

#: Names of columns that every canonical row has.
_ROW_COLUMNS = ("id", "errors")
NEVER_MISSING = ("sum_of", "count_of")
_ITEMS = (
    "checklist items are read by red flags and criteria only",
    "核查项只能由红旗和指标读取",
)
_SCORE = ("only benefits know the score", "只有权益知道得分")
_NO_SCORE = ("the policy has no scorecard", "政策没有评分卡")


class Names:
    """What every part of a policy may read, found once."""

    def __init__(self, policy: p.Policy, findings: Findings, unsure: Collection[str] = ()) -> None:
        self.policy = policy
        self.findings = findings
        self.fields: dict[str, b.Field] = {}
        self.faulty = set(unsure)  # declared, but of no known type: nothing more is said
        self.cards = policy.cards
        self.scored = bool(self.cards)

    def known(self) -> dict[str, Known]:
        """Fields, derived fields and context values, as formulas know them."""
        found = {
            f.id: Known(
                None if f.id in self.faulty else f.type, f.may_miss, declared_at(f), _bounded(f)
            )
            for f in self.fields.values()
            if f.origin not in ("item", "before")
        }
        for d in self.policy.derived.values():
            if d.id not in found:
                found[d.id] = Known(None, True, d.at)
        return {**found, "as_of": Known(DAY, False)}

    def scope(self) -> Scope:
        """For conditions of the policy, of items and tiers, and for derived fields."""
        barred = dict.fromkeys(self.policy.checklist, _ITEMS)
        return Scope(self.known(), {**barred, **self._elsewhere(), "score": _SCORE})

    def flag_scope(self) -> Scope:
        """For `when:` of red flags, which may read checklist items too."""
        items = {i.id: Known(b.Type("yes_no"), True, i.at) for i in self.policy.checklist.values()}
        return Scope({**self.known(), **items}, {**self._elsewhere(), "score": _SCORE})

    def benefit_scope(self, scores: dict[str, b.Type]) -> Scope:
        """For parameters of benefits, which may read the score, or each of several by its name."""
        barred = {**dict.fromkeys(self.policy.checklist, _ITEMS), **self._elsewhere()}
        if not scores:
            return Scope(self.known(), {**barred, "score": _NO_SCORE})
        if "score" not in scores:
            en, zh = listed(scores)
            barred["score"] = (f"there are several: {en}", f"得分不止一个：{zh}")
        known = {name: Known(t, False) for name, t in scores.items()}
        return Scope({**self.known(), **known}, barred)

    def _elsewhere(self) -> dict[str, tuple[str, str]]:
        """Names of tables and criteria: not values that a formula reads."""
        found = {
            t: (
                f"it is a table; read it by a field: `sum_of: {t}.…` or `count_of: {t}`",
                f"它是明细表；用字段读取：`sum_of: {t}.…` 或 `count_of: {t}`",
            )
            for t in self.policy.tables
        }
        for c in (c for card in self.cards for c in card.criteria):
            leaves = c.criteria if isinstance(c, p.ParentCriterion) else (c,)
            for leaf in leaves:
                found[leaf.id] = (
                    f"it is a criterion; formulas read its field `{leaf.field.text}`",
                    f"它是指标；公式读取它的字段 `{leaf.field.text}`",
                )
            found.setdefault(c.id, ("it is a criterion; formulas read fields",
                                    "它是指标；公式读取字段"))  # fmt: skip
        taken = self.known()
        return {n: why for n, why in found.items() if n not in taken}


def declared_at(f: b.Field) -> Span | None:
    """Where the policy declares a field; None of one that it does not."""
    return None if f.declared is None else f.declared.at


def _bounded(f: b.Field) -> bool:
    return isinstance(f.declared, p.ChecklistItem) or (
        f.declared is not None and f.declared.between is not None
    )


def bind_fields(
    names: Names, tables: dict[str, b.Table]
) -> tuple[dict[str, b.Typed], dict[str, b.Item]]:
    """Fills `names.fields`: data, context, derived in reading order, items. Gives the questions
    of `share_of` fields, and the items."""
    policy, findings = names.policy, names.findings
    _clashes(policy, findings)
    must_have = {w.text for w in policy.gates.must_have} if policy.gates is not None else set()
    shares: dict[str, b.Typed] = {}
    for f in policy.data.values():
        field = _data(f, f.id in must_have, findings)
        names.fields[f.id] = replace(field, stale_after=bind_stale(f.stale_after, policy, findings))
        if f.read is not None and (share := bind_read(f, policy, tables, findings)) is not None:
            shares[f.id] = share
        if f.dated is not None:
            _dated(f.dated, policy, findings)
    for c in policy.context.values():
        names.fields[c.id] = b.Field(c.id, field_type(c, findings), "context", True, declared=c)
    _derived(names)
    return shares, _items(names)


def _data(f: p.DataField, must_have: bool, findings: Findings) -> b.Field:
    never = must_have or (isinstance(f.read, p.TableRead) and f.read.how in NEVER_MISSING)
    # A value that must be there may still be too old.
    missing = not never or f.fresh is not None or may_miss_in_groups(f)
    t = field_type(f, findings)
    disagree = None if f.disagree is None else _disagree(f, f.disagree, t, findings)
    effort = b.Effort() if f.effort is None else _effort(f, f.effort, t, findings)
    return b.Field(
        f.id, t, "data", missing, f.fresh, raters=f.raters, disagree=disagree, effort=effort,
        declared=f,
    )  # fmt: skip


def _effort(f: p.DataField, effort: p.Effort, t: b.Type, findings: Findings) -> b.Effort:
    """What it takes to change the value; the step is above 0."""
    if effort.step is None or not t.numeric:
        return b.Effort(effort.cost, None, effort.only)
    step = literals.number(effort.step, f.kind, findings)
    if step is not None and t.low is not None and t.high is not None and step < 1:
        findings.add("KT191", effort.step.at, seen=f"step: {effort.step.text}",
                     low=show(1, t.scale), high=show(t.high - t.low, t.scale))  # fmt: skip
    return b.Effort(effort.cost, step, effort.only)


def _disagree(f: p.DataField, word: p.Word, t: b.Type, findings: Findings) -> int | None:
    """How far apart answers may lie; further than bounds let them, no two ever do."""
    found = literals.number(word, f.kind, findings)
    if found is None or t.low is None or t.high is None:
        return None
    if not 0 <= found < t.high - t.low:
        findings.add("KT191", word.at, seen=f"disagree: {word.text}", low="0",
                     high=show(t.high - t.low - 1, t.scale))  # fmt: skip
    return found


def _dated(word: p.Word, policy: p.Policy, findings: Findings) -> None:
    """`dated:` names a date field, or else a heading that is no field."""
    named = policy.data.get(word.text)
    if named is not None and named.kind != "date":
        label = Label(named.at, "declared here", "在这里声明")
        seen, seen_zh = KIND_WORDS[named.kind]
        findings.add(
            "KT196", word.at, how="dated", column=named.id, seen=seen, seen_zh=seen_zh,
            labels=[label],
        )  # fmt: skip
    elif named is None and word.text in policy.derived:
        findings.add(
            "KT181", word.at, name=word.text,
            why="`dated` names a column or a date field under `data:`",
            why_zh="`dated` 写列名或 `data:` 里的日期字段",
        )  # fmt: skip


def _clashes(policy: p.Policy, findings: Findings) -> None:
    """One name, one meaning: data, context, derived and checklist share one namespace."""
    first: dict[str, tuple[Span, str]] = {}
    kinds: tuple[tuple[str, str, dict[str, Span]], ...] = (
        ("data field", "data", {f.id: f.at for f in policy.data.values()}),
        ("context value", "context", {f.id: f.at for f in policy.context.values()}),
        ("derived field", "derived", {f.id: f.at for f in policy.derived.values()}),
        ("checklist item", "checklist", {i.id: i.at for i in policy.checklist.values()}),
    )
    for what, _, declared in kinds:
        for name, at in declared.items():
            if name in RESERVED or (
                name in _ROW_COLUMNS and what in ("data field", "checklist item")
            ):
                findings.add("KT187", at, name=name)
            if name in first:
                there, other = first[name]
                label = Label(there, f"a {other} of this name", "同名的另一处")
                findings.add("KT186", at, name=name, what="id", what_zh="id", labels=[label])
            else:
                first[name] = (at, what)


def _derived(names: Names) -> None:
    """Each derived field after those that it reads; a cycle is named."""
    policy, findings = names.policy, names.findings
    parsed: dict[str, Formula] = {}
    for d in policy.derived.values():
        tree = parse_formula(d.formula)
        if d.kind == "choices":
            findings.add("KT195", d.at, name=d.id, why="a formula gives one value",
                         why_zh="公式只给出一个值")  # fmt: skip
            names.faulty.add(d.id)
        elif isinstance(tree, list):
            findings.found.extend(tree)
        else:
            parsed[d.id] = tree
    order = _in_reading_order(parsed, names)
    for name in order:
        d = policy.derived[name]
        declared = field_type(d, findings)
        names.fields[name] = b.Field(name, declared, "derived", True, declared=d)
        if name in parsed and before_of(d, names):
            scope = looking_back(d, names)
            typed = type_formula(parsed[name], scope, findings)
            if name in names.faulty:
                continue
            if typed is not None and check_result(typed, declared, f"`{name}`", findings):
                missing = may_miss(typed.formula.root, scope, typed.types)
                names.fields[name] = replace(names.fields[name], formula=typed, may_miss=missing)
    for d in policy.derived.values():
        if d.id not in parsed and not d.looks_back:
            typed = type_beside(d.formula, names.scope(), findings)
            if typed is not None and d.id not in names.faulty:
                check_result(typed, names.fields[d.id].type, f"`{d.id}`", findings)


def _in_reading_order(parsed: dict[str, Formula], names: Names) -> list[str]:
    """File order, but every field after those that it reads."""
    order: list[str] = []
    state: dict[str, str] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if state.get(name) == "done":
            return
        if name in path:
            _cycle(path[path.index(name) :], parsed, names)
            return
        if name in parsed:
            for read in names_read(parsed[name].root):
                if read in names.policy.derived:
                    visit(read, (*path, name))
        if state.get(name) != "done":
            state[name] = "done"
            order.append(name)

    for name in names.policy.derived:
        visit(name, ())
    return order


def _cycle(cycle: tuple[str, ...], parsed: dict[str, Formula], names: Names) -> None:
    """Said once, at the use that closes the circle."""
    names.faulty.update(cycle)
    last, first = cycle[-1], cycle[0]
    uses = [n for n in walk(parsed[last].root) if isinstance(n, Name) and n.name == first]
    labels = [
        Label(names.policy.derived[c].at, "part of the circle", "环中的一员") for c in cycle[:3]
    ]
    names.findings.add("KT188", uses[0].at, path=" → ".join((*cycle, first)), labels=labels)


def _items(names: Names) -> dict[str, b.Item]:
    found = {}
    scope = names.scope()
    for item in names.policy.checklist.values():
        applies = condition(item.applies_when, scope, names.findings)
        stale = bind_stale(item.stale_after, names.policy, names.findings)
        found[item.id] = b.Item(item.id, item.good_for, applies, item, stale)
        names.fields.setdefault(
            item.id, b.Field(item.id, b.Type("yes_no"), "item", True, declared=item)
        )
    return found
