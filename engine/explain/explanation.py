"""A whole explanation: everything there is to say about one decision, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.atoms.codes import Language
from engine.atoms.dates import from_day
from engine.author.policy import ONLY, Text
from engine.bind.bound import BoundPolicy, Field
from engine.bind.masks import MASK
from engine.explain.again import decide_again
from engine.explain.ages import aged
from engine.explain.behind import sources
from engine.explain.cells import SeenCell, hidden_cells
from engine.explain.classes import class_lines
from engine.explain.criteria import CriterionLine, criterion_lines
from engine.explain.formulas import with_values
from engine.explain.gaps import Gap, keep, reach
from engine.explain.outcome import (
    action_lines,
    headline,
    tier_lines,
)
from engine.explain.reasons import Reason, effect_text, reasons
from engine.explain.row import Row
from engine.explain.scores import (
    ScoreLine,
    card_label,
    evidence,
    only_score,
    profile_of,
    score_lines,
    score_sum,
)
from engine.explain.settle import settle
from engine.explain.values import (
    Value,
    age,
    day_text,
    field_label,
    flag_label,
    shown,
)
from engine.explain.warnings import warning_lines
from engine.explain.words import both, joined, plain


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that was read or derived: of the customer, the run (`context`) or a checklist."""

    id: str
    label: Text
    value: Text
    note: Text | None  # its age, and how long it is good for


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A red flag's answer and what it does to this customer (None: nothing)."""

    id: str
    label: Text
    answer: Text
    effect: Text | None
    asks: Text  # its formula with the values read, or its item's evidence


@dataclass(frozen=True, slots=True)
class Explanation:
    """One decision as a person would explain it.

    Every `Text` holds English and Chinese; numbers in texts are exact. `reasons` are ranked;
    four are shown by `say`, the rest on request. `facts` and `sources` are empty where only the
    decision and not its inputs are known, `cells` where the customer is not in error. With
    several scorecards `scores` has each, and what else speaks of one score is None. `keep` and
    `reach` are there in decided cases only, `settle` in referred ones.
    """

    id: str
    policy: str
    version: str
    as_of: str
    profile: str | None
    outcome: str
    tier: str | None
    tier_by_points: str | None
    segment: str | None
    stage: str | None
    score_label: Text | None
    score: str | None
    score_best: str | None
    headline: Text
    under: Text
    facts: tuple[Fact, ...]
    sources: tuple[Text, ...]
    criteria: tuple[CriterionLine, ...]
    score_sum: Text | None
    evidence: Text | None
    scores: tuple[ScoreLine, ...]
    flags: tuple[FlagLine, ...]
    tier_lines: tuple[Text, ...]
    class_lines: tuple[Text, ...]
    warning_lines: tuple[Text, ...]
    reasons: tuple[Reason, ...]
    cells: tuple[SeenCell, ...]
    keep: Gap | None
    reach: Gap | None
    settle: tuple[Text, ...]
    actions: tuple[Text, ...]

    def say(self, language: Language = "en", *, all_reasons: bool = False) -> list[str]:
        """The explanation as lines of text in one language."""
        from engine.explain.say import say

        return say(self, language, all_reasons=all_reasons)

    def as_json(self) -> dict[str, Any]:
        """The explanation as plain values, ready for `json.dumps`."""
        from engine.explain.say import as_json

        return as_json(self)


def explain(
    decided: Mapping[str, Value],
    bound: BoundPolicy,
    *,
    as_of: int,
    context: Mapping[str, Value] | None = None,
    inputs: Mapping[str, Value] | None = None,
    cells: Iterable[SeenCell] = (),
) -> Explanation:
    """The explanation of one row of `decision_columns`, fresh or from a stored run.

    `as_of` is the run's day (days since 1970-01-01). `inputs`, the canonical row that was
    decided on, adds what was read besides the criteria, and the ages of what is too old; `cells`
    adds what was seen where the customer is in error.
    What the row does not tell is not said. Only single changes that would keep or reach a tier are
    tried, by deciding again, and only where the inputs are known.
    """
    row = Row(bound, decided, as_of, inputs, context or {})
    again = decide_again(row)
    card = bound.scorecard
    return Explanation(
        id=row.text("id"),
        policy=bound.policy.id,
        version=bound.policy.version,
        as_of=from_day(as_of).isoformat(),
        profile=None if card is None else profile_of(row, card),
        outcome=row.outcome,
        tier=row.text("tier") or None,
        tier_by_points=row.text("tier_by_points") or None,
        segment=row.text("segment") or None,
        stage=row.text("stage") or None,
        score_label=None if card is None else card_label(card),
        score=only_score(row),
        score_best=only_score(row, "score_best"),
        headline=headline(row),
        under=_under(row),
        facts=_facts(row),
        sources=sources(row),
        criteria=criterion_lines(row),
        score_sum=None if card is None else score_sum(row, card),
        evidence=None if card is None else evidence(row, card),
        scores=score_lines(row),
        flags=_flags(row),
        tier_lines=tier_lines(row),
        class_lines=class_lines(row),
        warning_lines=warning_lines(row),
        reasons=reasons(row),
        cells=hidden_cells(bound, cells),
        keep=keep(row, again),
        reach=reach(row, again),
        settle=settle(row),
        actions=action_lines(row),
    )


def _under(row: Row) -> Text:
    """Policy, version, day, and the weights where there was a choice."""
    p = row.bound.policy
    as_of = from_day(row.as_of).isoformat()
    text = both("head.policy", policy=p.id, version=p.version, as_of=as_of)
    for card in row.bound.scorecards:
        profile = profile_of(row, card)
        if not card.chosen or not profile:
            continue
        key = "head.profile" if card.id == ONLY else "head.profile.of"
        text = joined([text, both(key, card=card_label(card), profile=profile)], "", "")
    return text


def _facts(row: Row) -> tuple[Fact, ...]:
    """Every field in policy order, where the inputs are known; else derived and context ones."""
    told = row.inputs is not None
    return tuple(
        fact_of(row, f)
        for f in row.bound.fields.values()
        if told or f.origin not in ("data", "item", "before")
    )


def fact_of(row: Row, f: Field) -> Fact:
    """What a field or checklist item was; of these the row has to tell the inputs."""
    if f.origin == "item":
        return _answer(row, f)
    return _fact(row, f)


def _fact(row: Row, f: Field) -> Fact:
    value = row.value(f)
    text = shown(value, f.type, row.currency)
    note = None
    if row.outcome == "error" and value is None and _in_error(row, f.id):
        text = both("value.error")
    elif row.too_old(f):
        text = shown(row.inputs[f.id] if row.inputs else None, f.type, row.currency)
        text = joined([text, both("value.too_old")], zh="，")
    if f.fresh is not None and row.inputs is not None and row.inputs.get(f.id) is not None:
        note = _age(row, f, row.too_old(f))
    return Fact(f.id, field_label(row.bound, f.id), text, note)


def _age(row: Row, f: Field, limited: bool) -> Text:
    """How old a value is, and how old it may be; of one that is dated after as-of, its day."""
    day = row.day(f)
    if day is not None and day > row.as_of:
        return both("age.future", day=day_text(day))
    days = None if day is None else row.as_of - day
    return aged(row, f, days) if limited else age(days)


def _in_error(row: Row, id: str) -> bool:
    return any(code.rpartition(".")[0] == id for code in row.reasons)


def _answer(row: Row, f: Field) -> Fact:
    """A checklist answer as it was given."""
    assert row.inputs is not None
    given = str(row.inputs.get(f.id) or "unknown")
    note = None
    if row.day(f) is not None or (given in ("yes", "no") and row.overtaken(f) is not None):
        note = _age(row, f, True)
    value = plain(MASK) if f.type.masked else both(f"value.{given}")
    return Fact(f.id, field_label(row.bound, f.id), value, note)


def _flags(row: Row) -> tuple[FlagLine, ...]:
    lines = []
    for flag in row.bound.flags:
        if flag.id in row.bound.masked:
            continue
        effect = row.effect(flag)
        if flag.when is not None:
            asks = with_values(row, flag.when)
        else:
            asks = plain(row.bound.items[flag.id].declared.evidence or "")
        lines.append(
            FlagLine(
                flag.id,
                flag_label(row.bound, flag.id),
                both(f"value.{row.text(f'{flag.id}.answer') or 'unknown'}"),
                None if effect is None else effect_text(row.bound, flag.id, effect),
                asks,
            )
        )
    return tuple(lines)
