"""Red flags and tiers."""

from __future__ import annotations

from dataclasses import replace

from engine.atoms.diagnostic import Label
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.fields import Names
from engine.bind.seats import bind_seats
from engine.bind.tables import condition

#: Ids that no tier, segment or stage may have.
CLASSES_TAKEN = ("everyone", "none")
#: The part of the reason `seats.full`.
_TIERS_TAKEN = (*CLASSES_TAKEN, "seats")
_ROUTES_TAKEN = ("require", "divided_by_zero")
#: Ids that reasons or columns of decisions use for other things.
PARTS_TAKEN = ("applies_when", "scorecard", "derived", "moves", "override")


def bind_flags(names: Names) -> tuple[b.Flag, ...]:
    """The red flags; what is at fault is told."""
    policy, findings = names.policy, names.findings
    scope = names.flag_scope()
    found = []
    for f in policy.red_flags.values():
        if f.id in PARTS_TAKEN:
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
    card = _lowered(effect, names)
    return b.Effect(effect.word == "reject", effect.word == "refer", cap, minus, card)


def _lowered(effect: p.Effect, names: Names) -> str:
    """The scorecard that `minus` lowers: one of several is named, and only then."""
    cards = {card.id: card.at for card in names.policy.scorecards.values()}
    word = effect.scorecard
    if word is not None:
        params = {"what": "scorecard", "what_zh": "评分卡"}
        hint = None
        if not cards:
            hint = ("leave `scorecard` out: there is only one", "评分卡只有一张，去掉 `scorecard`")
        if word.text not in cards:
            names.findings.unknown("KT233", word.at, word.text, cards, hint=hint, params=params)
        return word.text
    if cards and effect.minus is not None:
        names.findings.add("KT246", effect.minus.at, known=list(cards))
    return p.ONLY


def bind_tiers(names: Names) -> tuple[b.Tier, ...]:
    """The tiers, best first; what is at fault is told."""
    policy, findings = names.policy, names.findings
    found = []
    for i, t in enumerate(policy.tiers):
        last = i == len(policy.tiers) - 1
        if t.id in _TIERS_TAKEN:
            findings.add("KT187", t.at, name=t.id)
        found.append(replace(_tier(t, names), seats=bind_seats(t, i, names)))
        if last:
            _last(t, names)
        elif (
            not (policy.scorecards or policy.matrix)
            and t.at_least is None
            and t.require is None
            and not t.routes
        ):
            findings.add("KT200", t.at, tier=t.id)
    _falling(found, names)
    return tuple(found)


def _tier(t: p.Tier, names: Names) -> b.Tier:
    findings, scope = names.findings, names.scope()
    at_least = None if t.at_least is None else literals.points(t.at_least, findings)
    keep_at = None if t.keep_at is None else literals.points(t.keep_at, findings)
    for key, word in (("at_least", t.at_least), ("keep_at", t.keep_at)):
        if word is not None and names.policy.matrix is not None:
            findings.add("KT238", word.at, tier=t.id, key=key)
            return replace(_tier(replace(t, at_least=None, keep_at=None), names), declared=t)
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
                         what="tier", what_zh="等级", tier=t.id, labels=[label])  # fmt: skip
    require = None if t.require is None else condition(t.require.when, scope, findings)
    unknown = None if t.require is None else t.require.if_unknown
    routes = []
    for r in t.routes:
        if r.id in _ROUTES_TAKEN:
            findings.add("KT187", r.at, name=r.id)
        when = condition(r.when, scope, findings)
        if when is not None:
            routes.append(b.Route(r.id, when, r.if_unknown == "refer"))
    return b.Tier(t.id, at_least, keep_at, require, unknown, tuple(routes), t, priority=t.priority)


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
