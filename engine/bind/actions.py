"""Benefits, and the actions that grant them."""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import FLAT_SCALE, MAX_POINTS, NESTED_SCALE, SCALES, Kind
from engine.author import policy as p
from engine.author.formula.parse import parse_formula
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.beside import type_beside
from engine.bind.classes import CLASS_WORDS, Classes
from engine.bind.fields import Names
from engine.bind.results import check_result
from engine.bind.rules import CLASSES_TAKEN, PARTS_TAKEN
from engine.bind.seats import bind_per
from engine.bind.types import type_formula


def bind_benefits(names: Names) -> dict[str, b.Benefit]:
    """Parameters: constants at their key's scale, or formulas that may read the score."""
    found = {}
    scope = names.benefit_scope(dict(_score(card) for card in names.cards))
    for benefit in names.policy.benefits.values():
        if benefit.id in PARTS_TAKEN:
            names.findings.add("KT187", benefit.at, name=benefit.id)
        parameters: dict[str, int | b.Typed] = {}
        keys: tuple[tuple[str, Kind, p.Word | p.FormulaText | None], ...] = (
            ("percent", "percent", benefit.percent), ("amount", "money", benefit.amount),
        )  # fmt: skip
        for key, kind, given in keys:
            value: int | b.Typed | None = None
            if isinstance(given, p.Word):
                value = literals.number(given, kind, names.findings)
            elif given is not None:
                tree = parse_formula(given)
                if isinstance(tree, list):
                    names.findings.found.extend(tree)
                    typed = type_beside(given, scope, names.findings)
                else:
                    typed = type_formula(tree, scope, names.findings)
                declared = b.Type(kind, SCALES[kind], -1, 1)
                if typed is not None and check_result(typed, declared, f"`{key}`", names.findings):
                    value = None if isinstance(tree, list) else typed
            if value is not None:
                parameters[key] = value
        cost, budget = (
            None if w is None else literals.number(w, "money", names.findings, low=0)
            for w in (benefit.cost_per_year, benefit.budget_per_year)
        )
        per = None if benefit.per is None else bind_per(benefit.per, names)
        most = _most(benefit, parameters.get("amount"), names)
        found[benefit.id] = b.Benefit(
            benefit.id,
            parameters,
            benefit,
            cost,
            budget,
            per,
            most,
            _last_day(benefit, names),
            benefit.notice,
        )
    return found


def _last_day(benefit: p.Benefit, names: Names) -> int | None:
    """`benefits_end:` as a day."""
    if benefit.last_day is None:
        return None
    return literals.day(benefit.last_day, names.findings)


def _most(benefit: p.Benefit, amount: int | b.Typed | None, names: Names) -> int | None:
    """`max_value:`, which a plain amount must not exceed."""
    if benefit.max_value is None:
        return None
    most = literals.number(benefit.max_value, "money", names.findings)
    if most is not None and isinstance(amount, int) and amount > most:
        assert isinstance(benefit.amount, p.Word)
        label = Label(benefit.max_value.at, "at most so much", "上限")
        names.findings.add("KT248", benefit.amount.at, benefit=benefit.id, seen=benefit.amount.text,
                           most=benefit.max_value.text, labels=[label])  # fmt: skip
    return most


def _score(card: p.Scorecard) -> tuple[str, b.Type]:
    """What formulas call the score of a scorecard, and its type."""
    nested = any(isinstance(c, p.ParentCriterion) for c in card.criteria)
    scale = NESTED_SCALE if nested else FLAT_SCALE
    name = "score" if card.id == p.ONLY else f"score.{card.id}"
    return name, b.Type("number", scale, 0, MAX_POINTS // 1000 * int(10**scale))


def bind_actions(names: Names) -> tuple[tuple[b.Action, ...], tuple[b.Grant, ...]]:
    """What everyone gets, and what is given besides, in the order in which it is given: by tier,
    by segment, by stage, by warning, by combination."""
    policy = names.policy
    classes = Classes.of(policy)
    everyone: tuple[b.Action, ...] = ()
    of_key: dict[str, tuple[b.Action, ...]] = {}
    combinations = []
    for entry in policy.actions:
        actions = _listed(entry, names)
        if entry.when is not None:
            _own_key(entry, classes, names)
            combinations.append(_combination(entry.key, entry.when, actions, classes, names))
        elif entry.key == "everyone":
            everyone = actions
        elif entry.key in classes.all() or entry.key in policy.warnings:
            of_key[entry.key] = actions
        else:
            raised = {w.id: w.at for w in policy.warnings.values()}
            known = {**classes.all(), **raised, "everyone": None}
            classes.unknown(names.findings, entry.at, entry.key, classes.words(), known)
    found = [b.Grant(k, {what: (k,)}, of_key[k]) for what, ids in classes.tables for k in ids
             if k in of_key]  # fmt: skip
    found += [b.Grant(k, {}, of_key[k], k) for k in policy.warnings if k in of_key]
    return everyone, (*found, *combinations)


def _listed(entry: p.ActionList, names: Names) -> tuple[b.Action, ...]:
    benefits = {x.id: x.at for x in names.policy.benefits.values()}
    actions = []
    for a in entry.actions:
        if a.how == "benefit" and a.name not in benefits:
            names.findings.unknown("KT184", a.at, a.name, benefits)
        name = a.name if a.how == "benefit" else f"{a.how}:{a.name}"
        actions.append(b.Action(name, a.name if a.how == "benefit" else None, a))
    return tuple(actions)


def _own_key(entry: p.ActionList, classes: Classes, names: Names) -> None:
    """A combination's key is an id of its own."""
    if entry.key in CLASSES_TAKEN:
        names.findings.add("KT187", entry.at, name=entry.key)
    raised = {w.id: w.at for w in names.policy.warnings.values()}
    there = (classes.all() | raised).get(entry.key)
    if there is not None:
        label = Label(there, "the other one", "另一个")
        names.findings.add("KT186", entry.at, name=entry.key, what="id", what_zh="id",
                           labels=[label])  # fmt: skip


def _combination(
    key: str,
    when: p.Combination,
    actions: tuple[b.Action, ...],
    classes: Classes,
    names: Names,
) -> b.Grant:
    """Every id that `when:` names must be declared in its own table."""
    held: dict[b.ClassTable, tuple[str, ...]] = {}
    asked: tuple[tuple[b.ClassTable, tuple[p.Word, ...]], ...] = (
        ("tier", when.tier), ("segment", when.segment), ("stage", when.stage),
    )  # fmt: skip
    declared = dict(classes.tables)
    for what, words in asked:
        for word in words:
            known = declared.get(what, {})
            if word.text not in known:
                classes.unknown(names.findings, word.at, word.text, CLASS_WORDS[what], known)
        if words:
            held[what] = tuple(dict.fromkeys(w.text for w in words))
    return b.Grant(key, held, actions)
