"""Red flags, tiers, benefits and actions."""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import FLAT_SCALE, MAX_POINTS, NESTED_SCALE, SCALES, Kind
from engine.author import policy as p
from engine.author.formula.parse import parse_formula
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.fields import Names
from engine.bind.results import check_result
from engine.bind.tables import condition
from engine.bind.types import type_formula

_ROUTES_TAKEN = ("require", "divided_by_zero")
_PARTS_TAKEN = ("applies_when", "scorecard", "derived")


def bind_flags(names: Names) -> tuple[b.Flag, ...]:
    policy, findings = names.policy, names.findings
    scope = names.flag_scope()
    found = []
    for f in policy.red_flags.values():
        if f.id in _PARTS_TAKEN:
            findings.add("KT187", f.at, name=f.id)
        when = condition(f.when, scope, findings)
        if f.when is None and f.id not in policy.checklist:
            findings.unknown("KT185", f.at, f.id, {i.id: i.at for i in policy.checklist.values()})
        then, unknown = _effect(f.then, names), _effect(f.if_unknown, names)
        found.append(b.Flag(f.id, when, then, unknown, f))
    return tuple(found)


def _effect(effect: p.Effect, names: Names) -> b.Effect:
    cap = minus = None
    if effect.cap is not None:
        tiers = {t.id: t.at for t in names.policy.tiers}
        cap = next((i for i, t in enumerate(tiers) if t == effect.cap.text), None)
        if cap is None:
            names.findings.unknown("KT183", effect.cap.at, effect.cap.text, tiers)
    if effect.minus is not None:
        minus = literals.points(effect.minus, names.findings)
        if not names.scored:
            names.findings.add("KT208", effect.minus.at, key="minus")
    return b.Effect(effect.word == "reject", effect.word == "refer", cap, minus)


def bind_tiers(names: Names) -> tuple[b.Tier, ...]:
    policy, findings = names.policy, names.findings
    found = []
    for i, t in enumerate(policy.tiers):
        last = i == len(policy.tiers) - 1
        if t.id in ("everyone", "none"):
            findings.add("KT187", t.at, name=t.id)
        found.append(_tier(t, names))
        if last:
            _last(t, names)
        elif t.at_least is None and t.require is None and not t.routes:
            findings.add("KT200", t.at, tier=t.id)
    _falling(found, names)
    return tuple(found)


def _tier(t: p.Tier, names: Names) -> b.Tier:
    findings, scope = names.findings, names.scope()
    at_least = None if t.at_least is None else literals.points(t.at_least, findings)
    keep_at = None if t.keep_at is None else literals.points(t.keep_at, findings)
    for key, word in (("at_least", t.at_least), ("keep_at", t.keep_at)):
        if word is not None and not names.scored:
            findings.add("KT208", word.at, key=key)
            break
    if t.keep_at is not None:
        if t.at_least is None and (t.require is not None or t.routes):
            findings.add("KT193", t.keep_at.at, tier=t.id)
        elif at_least is not None and keep_at is not None and keep_at > at_least:
            assert t.at_least is not None
            label = Label(t.at_least.at, "enough to enter", "进入门槛")
            findings.add("KT232", t.keep_at.at, keep=t.keep_at.text, enter=t.at_least.text,
                         tier=t.id, labels=[label])  # fmt: skip
    require = None if t.require is None else condition(t.require.when, scope, findings)
    unknown = None if t.require is None else t.require.if_unknown
    routes = []
    for r in t.routes:
        if r.id in _ROUTES_TAKEN:
            findings.add("KT187", r.at, name=r.id)
        when = condition(r.when, scope, findings)
        if when is not None:
            routes.append(b.Route(r.id, when, r.if_unknown == "refer"))
    return b.Tier(t.id, at_least, keep_at, require, unknown, tuple(routes), t)


def _last(t: p.Tier, names: Names) -> None:
    """The last tier takes everybody else."""
    for key, at in (
        ("at_least", t.at_least.at if t.at_least is not None else None),
        ("keep_at", t.keep_at.at if t.keep_at is not None else None),
        ("require", t.require.at if t.require is not None else None),
        ("routes", t.routes[0].at if t.routes else None),
    ):
        if at is not None:
            names.findings.add("KT201", at, tier=t.id, key=key)
            return


def _falling(tiers: list[b.Tier], names: Names) -> None:
    """Best first: a later tier never asks for more points than a better one."""
    before: b.Tier | None = None
    for t in tiers:
        if t.at_least is None or t.declared.at_least is None:
            continue
        if before is not None and before.declared.at_least is not None:
            assert before.at_least is not None
            if t.at_least > before.at_least:
                label = Label(before.declared.at_least.at, "the better tier", "更高的等级")
                names.findings.add("KT230", t.declared.at_least.at, tier=t.id, better=before.id,
                                   seen=t.declared.at_least.text,
                                   above=before.declared.at_least.text, labels=[label])  # fmt: skip
                continue
        before = t


def bind_benefits(names: Names) -> dict[str, b.Benefit]:
    """Parameters: constants at their key's scale, or formulas that may read the score."""
    card, found = names.policy.scorecard, {}
    score = None
    if card is not None:
        nested = any(isinstance(c, p.ParentCriterion) for c in card.criteria)
        scale = NESTED_SCALE if nested else FLAT_SCALE
        score = b.Type("number", scale, 0, MAX_POINTS // 1000 * int(10**scale))
    scope = names.benefit_scope(score)
    for benefit in names.policy.benefits.values():
        if benefit.id in _PARTS_TAKEN:
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
                    continue
                typed = type_formula(tree, scope, names.findings)
                declared = b.Type(kind, SCALES[kind], -1, 1)
                if typed is not None and check_result(typed, declared, f"`{key}`", names.findings):
                    value = typed
            if value is not None:
                parameters[key] = value
        found[benefit.id] = b.Benefit(benefit.id, parameters, benefit)
    return found


def bind_actions(names: Names) -> tuple[tuple[b.Action, ...], dict[str, tuple[b.Action, ...]]]:
    """What everyone gets, and what each tier gets."""
    policy, findings = names.policy, names.findings
    everyone: tuple[b.Action, ...] = ()
    by_tier: dict[str, tuple[b.Action, ...]] = {}
    tiers = {t.id: t.at for t in policy.tiers}
    benefits = {x.id: x.at for x in policy.benefits.values()}
    for entry in policy.actions:
        actions = []
        for a in entry.actions:
            if a.how == "benefit" and a.name not in benefits:
                findings.unknown("KT184", a.at, a.name, benefits)
            name = a.name if a.how == "benefit" else f"{a.how}:{a.name}"
            actions.append(b.Action(name, a.name if a.how == "benefit" else None, a))
        if entry.key == "everyone":
            everyone = tuple(actions)
        elif entry.key in tiers:
            by_tier[entry.key] = tuple(actions)
        else:
            findings.unknown("KT183", entry.at, entry.key, {**tiers, "everyone": None})
    return everyone, by_tier
