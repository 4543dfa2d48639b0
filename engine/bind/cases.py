"""What the policy's own tests expect must exist: tiers, segments, stages, flags, actions,
reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind.bound import ClassTable
from engine.bind.classes import CLASS_WORDS
from engine.bind.findings import Findings
from engine.bind.moves import bind_moves


def bind_cases(policy: p.Policy, findings: Findings) -> None:
    """Vets `expect:` and `context:` of every test; `given:` is read when the test is run."""
    tiers = {t.id: t.at for t in policy.tiers}
    flags = {f.id: f.at for f in policy.red_flags.values()}
    actions: dict[str, Span | None] = {
        (a.name if a.how == "benefit" else f"{a.how}:{a.name}"): a.at
        for entry in policy.actions
        for a in entry.actions
    }
    # What is granted under a misspelt name is an action all the same.
    if any(a not in policy.benefits and ":" not in a for a in actions):
        actions |= {x.id: x.at for x in policy.benefits.values()}
    context = {c.id: c.at for c in policy.context.values()}
    parts = dict(_parts(policy))
    for case in policy.tests:
        expect = case.expect
        if expect.tier is not None and expect.tier.text not in (*tiers, "none"):
            findings.unknown("KT183", expect.tier.at, expect.tier.text, tiers)
        _scores(case, policy, findings)
        _class(expect.segment, policy.segments, "segment", findings)
        _class(expect.stage, policy.stages, "stage", findings)
        _known(case, (w for w, _ in case.context), context, "context value", "情境值", findings)
        _known(case, (w for w, _ in expect.flags or ()), flags, "red flag", "红旗", findings)
        raised = {w.id: w.at for w in policy.warnings.values()}
        _known(case, (w for w, _ in expect.warnings or ()), raised, "warning", "预警", findings)
        _known(case, expect.actions or (), actions, "action", "措施", findings)
        for reason in expect.because or ():
            part, dot, _ = reason.text.rpartition(".")
            if not dot or part not in parts:
                params = {"case": case.name, "seen": "whose part the policy does not have",
                          "seen_zh": "政策里没有这一部分"}  # fmt: skip
                known: Mapping[str, Span | None] = {}
                hint = None
                if dot:
                    known = {f"{k}.{reason.text.rpartition('.')[2]}": at for k, at in parts.items()}
                else:
                    hint = ("a reason is a part and what of it, such as satisfaction.missing",
                            "原因写作“部分.情况”，如 satisfaction.missing")  # fmt: skip
                findings.unknown("KT199", reason.at, reason.text, known, hint=hint, params=params)


def _scores(case: p.Case, policy: p.Policy, findings: Findings) -> None:
    """`score: 61` of one scorecard, `score: {strength: 61}` of several."""
    expect, several = case.expect, policy.scorecards
    if expect.score is not None and several:
        example = f"{{{next(iter(several))}: {expect.score.text}}}"
        hint = (f"write `score: {example}`", f"写成 `score: {example}`")
        findings.add("KT199", expect.score.at, hint=hint, case=case.name, name=expect.score.text,
                     seen="which does not say the score of which scorecard",
                     seen_zh="没有说明是哪张评分卡的得分")  # fmt: skip
    known = {id_: card.at for id_, card in several.items()}
    _known(case, (w for w, _ in expect.scores), known, "scorecard", "评分卡", findings)


def _class(
    word: p.Word | None, rules: tuple[p.ClassRule, ...], which: ClassTable, findings: Findings
) -> None:
    if word is None or word.text == "none":
        return
    known = {rule.id: rule.at for rule in rules}
    if word.text not in known:
        what, what_zh = CLASS_WORDS[which]
        params = {"what": what, "what_zh": what_zh}
        findings.unknown("KT233", word.at, word.text, known, params=params)


def _known(
    case: p.Case,
    words: Iterable[p.Word],
    known: Mapping[str, Span | None],
    what: str,
    what_zh: str,
    findings: Findings,
) -> None:
    for word in words:
        if word.text not in known:
            params = {
                "case": case.name,
                "seen": f"which is no {what}",
                "seen_zh": f"它不是{what_zh}",
            }
            findings.unknown("KT199", word.at, word.text, known, params=params)


def _parts(policy: p.Policy) -> Iterable[tuple[str, Span | None]]:
    """Everything that a reason may speak of."""
    yield "applies_when", None
    if policy.moves is not None:
        yield "moves", policy.moves.at
    elif bind_moves(policy) is not None:
        yield "moves", None
    if policy.override is not None:
        yield "override", policy.override.at
    yield "id", None
    for card in policy.cards:
        yield card.id, None if card.id == p.ONLY else card.at
    for c in (c for card in policy.cards for c in card.criteria):
        yield c.id, c.at
        for child in c.criteria if isinstance(c, p.ParentCriterion) else ():
            yield child.id, child.at
    for flag in policy.red_flags.values():
        yield flag.id, flag.at
    for tier in policy.tiers:
        yield tier.id, tier.at
    yield from [("seats", t.seats.at) for t in policy.tiers if t.seats is not None][:1]
    for rule in (*policy.segments, *policy.stages):
        yield rule.id, rule.at
    for section in (policy.data, policy.derived, policy.checklist, policy.benefits):
        for name, declared in section.items():
            yield name, declared.at
