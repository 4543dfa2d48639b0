"""The scorecard: criteria with points and missing rules, weights of every profile."""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import MAX_POINTS
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.fields import Names
from engine.bind.findings import KIND_WORDS, Findings
from engine.bind.points import bind_points
from engine.bind.reach import reach
from engine.bind.scope import RESERVED
from engine.bind.weights import bind_weights
from engine.bind.who import applies, bind_applies_to, chosen_by_segment, strangers

#: Ids that reasons or columns of decisions use for other things.
_TAKEN = ("scorecard", "applies_when", "derived")
_LABELS = 3  # other criteria that a finding points at


def bind_scorecards(names: Names) -> tuple[b.Scorecard, ...]:
    """The bound scorecards, in file order; faulty ones are left out."""
    _unique(names)
    found = [_scorecard(card, names) for card in names.cards]
    return tuple(card for card in found if card is not None)


def _scorecard(card: p.Scorecard, names: Names) -> b.Scorecard | None:
    findings = names.findings
    missing = _missing(card.missing, names)
    unsaid: list[_Unsaid] = []
    top = tuple(_criterion(c, missing, names, unsaid) for c in card.criteria)
    _no_rule(unsaid, names)
    profiles = {w.name: _profile(w, card, findings) for w in card.profiles}
    by_segment = chosen_by_segment(card, names)
    choose_by = None if by_segment else _choose_by(card, names)
    bind_applies_to(card, findings)
    base = 0
    if card.base is not None:
        base = literals.points(card.base, findings, low=-MAX_POINTS) or 0
    enough = None
    if card.enough_evidence is not None:
        enough = literals.percent(card.enough_evidence, findings)
    _because(card, names)
    criteria = tuple(c for c in top if c is not None)
    weights = {n: w for n, w in profiles.items() if w is not None}
    if len(criteria) < len(top) or len(weights) < len(profiles):
        return None
    return b.Scorecard(card.id, criteria, weights, choose_by, base, enough, card, by_segment)


def _profile(w: p.Weights, card: p.Scorecard, findings: Findings) -> tuple[int, ...] | None:
    """The weights of one profile in the order of all criteria; those that do not apply have 0."""
    one = card.choose_by is None
    own = {c.id: c.at for c in card.criteria if one or applies(c, w.name)}
    where, others = _where(w, card), strangers(w, card, own)
    for word, c in others:
        label = Label(c.at, "applies to others", "适用于其他客户")
        findings.add("KT228", word.at, name=word.text, profile=w.name, where=where[0],
                     where_zh=where[1], labels=[label])  # fmt: skip
    found = None if others else bind_weights(w, own, where, findings)
    if found is None:
        return None
    named = dict(zip(own, found, strict=True))
    return tuple(named.get(c.id, 0) for c in card.criteria)


def _where(w: p.Weights, card: p.Scorecard) -> tuple[str, str]:
    of, of_zh = "", ""
    if card.id != p.ONLY:
        of, of_zh = f" of scorecard `{card.id}`", f"评分卡 `{card.id}` 中"
    if card.choose_by is None:
        return f"criterion weights{of}", f"{of_zh}指标的权重"
    return f"criterion weights of profile `{w.name}`{of}", f"{of_zh}权重方案 `{w.name}` 的权重"


def _unique(names: Names) -> None:
    """Criteria and parents of all scorecards, the scorecards, and beside them the benefits: no id
    is used twice, for columns and reasons go by them."""
    first: dict[str, Span] = {}
    several = names.policy.scorecards.values()
    for card in several:
        if card.id in _TAKEN or card.id in RESERVED:
            names.findings.add("KT187", card.at, name=card.id)
        first[card.id] = card.at
    for c in (c for card in names.cards for c in card.criteria):
        for one in (c, *(c.criteria if isinstance(c, p.ParentCriterion) else ())):
            if one.id in _TAKEN:
                names.findings.add("KT187", one.at, name=one.id)
            _once(one.id, one.at, first, names)
    named = {card.id: card.at for card in several}
    for benefit in names.policy.benefits.values():
        if benefit.id in named:
            _once(benefit.id, benefit.at, named, names)


def _once(id_: str, at: Span, first: dict[str, Span], names: Names) -> None:
    if id_ in first:
        label = Label(first[id_], "the other one", "另一个")
        names.findings.add("KT186", at, name=id_, what="id", what_zh="id", labels=[label])
    first.setdefault(id_, at)


def _missing(rule: p.MissingRule | None, names: Names) -> b.Missing | None:
    if rule is None:
        return None
    if rule.how != "points":
        return b.Missing(rule.how)
    assert rule.points is not None
    return b.Missing("points", literals.points(rule.points, names.findings) or 0)


#: A criterion that may be missing without a rule, and the field that may be (None: children).
_Unsaid = tuple[p.Criterion | p.ParentCriterion, b.Field | None]


def _criterion(
    c: p.Criterion | p.ParentCriterion,
    missing: b.Missing | None,
    names: Names,
    unsaid: list[_Unsaid],
) -> b.Leaf | b.Parent | None:
    if isinstance(c, p.Criterion):
        return _leaf(c, missing, names, unsaid, _to(c))
    findings = names.findings
    children = tuple(_leaf(child, missing, names, unsaid, _to(c)) for child in c.criteria)
    where = (f"weights of criterion `{c.id}`", f"指标 `{c.id}` 的权重")
    weights = bind_weights(c.weights, {x.id: x.at for x in c.criteria}, where, findings)
    cap = None if c.cap is None else literals.points(c.cap, findings)
    floor = None if c.floor is None else literals.points(c.floor, findings)
    if cap is not None and floor is not None and cap < floor:
        assert c.cap is not None
        assert c.floor is not None
        label = Label(c.floor.at, "the floor", "下限")
        findings.add("KT209", c.cap.at, cap=c.cap.text, floor=c.floor.text, labels=[label])
    own = _missing(c.missing, names) or missing
    whole = tuple(child for child in children if child is not None)
    if len(whole) < len(children) or weights is None:
        return None
    if own is None and _may_be_missing(whole, weights):
        unsaid.append((c, None))
    return b.Parent(c.id, whole, weights, cap, floor, own, c, _to(c))


def _may_be_missing(children: tuple[b.Leaf, ...], weights: tuple[int, ...]) -> bool:
    """Whether all children that carry weight can be reallocated at once."""
    return all(
        w == 0 or (c.missing is not None and c.missing.how == "reallocate")
        for c, w in zip(children, weights, strict=True)
    )


def _to(c: p.Criterion | p.ParentCriterion) -> tuple[str, ...] | None:
    return None if c.applies_to is None else tuple(w.text for w in c.applies_to)


def _leaf(
    c: p.Criterion,
    missing: b.Missing | None,
    names: Names,
    unsaid: list[_Unsaid],
    applies_to: tuple[str, ...] | None,
) -> b.Leaf | None:
    name = c.field.text
    own = _missing(c.missing, names)
    field = names.fields.get(name)
    if field is None or field.origin == "context":
        _unread(c, field, names)
        return None
    if name in names.faulty or (field.origin == "derived" and field.formula is None):
        return None
    points = bind_points(c.points, field, names)
    alone = isinstance(points, b.RankPoints)  # with nobody to be compared with
    if (field.may_miss or alone) and own is None and missing is None:
        unsaid.append((c, field))
    if points is None:
        return None
    least, greatest = reach(points, field.type)
    return b.Leaf(c.id, name, points, own or missing, least, greatest, c, applies_to)


def _no_rule(unsaid: list[_Unsaid], names: Names) -> None:
    """One finding, however many criteria lack a rule: one line on the scorecard mends it."""
    if not unsaid:
        return
    (first, field), others = unsaid[0], unsaid[1:]
    labels = []
    if others:
        labels = [Label(c.at, "and this one", "还有这个") for c, _ in others[:_LABELS]]
    elif field is not None and field.declared is not None:
        labels = [Label(field.declared.at, "may be missing", "可能缺失")]
    ids = [c.id for c, _ in unsaid]
    names.findings.add("KT205", first.at,
                       criterion="`, `".join(ids), criterion_zh="`、`".join(ids),
                       field=first.id if field is None else field.id, labels=labels)  # fmt: skip


def _unread(c: p.Criterion, field: b.Field | None, names: Names) -> None:
    name, at = c.field.text, c.field.at
    if field is not None:
        names.findings.add("KT181", at, name=name,
                           why="a context value is the same for everybody; choose weights by it",
                           why_zh="情境值对所有客户都一样；用它选择权重方案")  # fmt: skip
        return
    declared = {f.id: None if f.declared is None else f.declared.at
                for f in names.fields.values() if f.origin != "context"}  # fmt: skip
    hint = None
    if name in names.policy.tables:
        hint = (f"`{name}` is a table: read it by a field under `data:`",
                f"`{name}` 是明细表：在 `data:` 里用字段读取")  # fmt: skip
    names.findings.unknown("KT180", at, name, declared, hint=hint)


def _choose_by(card: p.Scorecard, names: Names) -> str | None:
    findings, word = names.findings, card.choose_by
    if word is None:
        if len(card.profiles) != 1 or card.profiles[0].name != "default":
            findings.add("KT197", card.profiles[0].at if card.profiles else card.at,
                         seen="several profiles without `choose_by`",
                         seen_zh="有多个权重方案却没有 `choose_by`")  # fmt: skip
        return None
    if not card.profiles:
        findings.add("KT197", word.at, seen="no profile", seen_zh="没有任何权重方案")
    field = names.fields.get(word.text)
    if field is None or field.origin == "item":
        declared = {f.id: None if f.declared is None else f.declared.at
                    for f in names.fields.values() if f.type.kind == "text"}  # fmt: skip
        findings.unknown("KT180", word.at, word.text, declared)
        return None
    if field.id in names.faulty:
        return word.text
    if field.type.kind != "text":
        seen, seen_zh = KIND_WORDS[field.type.kind]
        findings.add("KT197", word.at, seen=f"`{word.text}`, which is {seen}",
                     seen_zh=f" `{word.text}`（{seen_zh}）")  # fmt: skip
        return None
    for profile in card.profiles:
        words = field.type.words
        if words is not None and profile.name != "default" and profile.name not in words:
            labels = []
            if field.declared is not None:
                labels = [Label(field.declared.at, "its words", "它的取值")]
            listed = ", ".join(words)
            hint = (
                f"profiles are named for its words ({listed}) or `default`",
                f"方案以它的词（{listed}）或 `default` 命名",
            )
            findings.add(
                "KT176", profile.at, word=profile.name, field=field.id, labels=labels, hint=hint
            )
    return word.text


def _because(card: p.Scorecard, names: Names) -> None:
    if card.because is not None:
        for word in (card.because.date, card.because.review_by):
            if word is not None:
                literals.day(word, names.findings)
