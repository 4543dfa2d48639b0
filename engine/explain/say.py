"""An explanation shown: as lines of text in one language, or as JSON in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from engine.atoms.codes import Language
from engine.atoms.text import cells
from engine.author.policy import Text
from engine.bind.bound import BoundPolicy
from engine.explain.beside import Beside
from engine.explain.cells import SeenCell
from engine.explain.criteria import CriterionLine
from engine.explain.explanation import Explanation
from engine.explain.gaps import Gap
from engine.explain.instead import Instead
from engine.explain.needs import Needs
from engine.explain.reasons import Reason
from engine.explain.scores import ScoreLine
from engine.explain.values import tier_label
from engine.explain.words import SENTENCES, both

REASONS_SHOWN = 4


#: A sentence, or the cells of a row; rows that follow each other make a table.
Line = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A title and what stands under it, in one language. Titles are empty for the headline."""

    title: str
    parts: tuple[Line, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as lines of text, the columns of rows one under the other."""
        found: list[str] = []
        for table, group in groupby(self.parts, lambda part: isinstance(part, tuple)):
            rows = list(group)
            found += aligned(cast(Any, rows)) if table else cast(Any, rows)
        return tuple(found)


def say(
    explanation: Explanation, language: Language = "en", *, all_reasons: bool = False
) -> list[str]:
    """The explanation as lines, columns set right under wide characters too."""
    lines: list[str] = []
    for section in sections(explanation, language, all_reasons=all_reasons):
        if section.title:
            lines += ["", section.title]
            lines += [f"  {line}" for line in section.lines]
        else:
            lines += section.lines
    return lines


def sections(
    explanation: Explanation, language: Language = "en", *, all_reasons: bool = False
) -> list[Section]:
    """The same in parts, for those who give titles another look. Empty parts are left out."""
    e = explanation
    parts = [
        Section("", (e.headline.say(language), e.under.say(language))),
        _section("tier", [t.say(language) for t in e.tier_lines], language),
        _section("classes", [t.say(language) for t in e.class_lines], language),
        _section("warnings", [t.say(language) for t in e.warning_lines], language),
        _section("reasons", _reasons(e.reasons, language, all_reasons), language),
        _section("cells", _cells(e.cells, language, all_reasons), language),
        *(_judged(e, language) if _was_judged(e) else ()),
        _section("facts" if _was_judged(e) else "facts.all", _facts(e, language), language),
        _section("sources", [t.say(language) for t in e.sources], language),
        _section("settle", [t.say(language) for t in e.settle], language),
        _section("keep", _gap(e.keep, language), language),
        _section("reach", _gap(e.reach, language), language),
        _section("actions", [t.say(language) for t in e.actions], language),
    ]
    return [part for part in parts if part.parts]


def _was_judged(e: Explanation) -> bool:
    return e.outcome not in ("error", "not_applicable")


def _judged(e: Explanation, language: Language) -> tuple[Section, ...]:
    """Criteria and flags: of no use to read where nothing was judged."""
    if e.scores:
        criteria = [_of_score(e, score, language) for score in e.scores]
    else:
        label = _word("score.label", language) if e.score_label is None else (
            e.score_label.say(language)
        )  # fmt: skip
        sums = _sums(e.criteria, label, e.score_sum, e.evidence, language)
        criteria = [_section("criteria", [*_criteria(e.criteria, language), *sums], language)]
    return (*criteria, _section("flags", _flags(e, language), language))


def _of_score(e: Explanation, score: ScoreLine, language: Language) -> Section:
    """The criteria of one of several scorecards."""
    own = [c for c in e.criteria if c.scorecard == score.id]
    title = _word("title.criteria.of", language).format(card=score.label.say(language))
    sums = _sums(own, _word("score.label", language), score.sum, score.evidence, language)
    return Section(title, tuple([*_criteria(own, language), *sums]))


def brief(explanation: Explanation, language: Language = "en", reasons: int = 4) -> list[str]:
    """The headline and the first reasons, for the examples that a run prints."""
    shown = [f"  {r.sentence.say(language)}" for r in explanation.reasons[:reasons]]
    return [explanation.headline.say(language), *shown]


def _section(key: str, lines: Sequence[Line], language: Language) -> Section:
    return Section(_word(f"title.{key}", language), tuple(lines))


def _word(key: str, language: Language) -> str:
    return SENTENCES[key][language == "zh"]


def _facts(e: Explanation, language: Language) -> list[Line]:
    """What was read and is no criterion's value; everything where nothing was judged."""
    shown = {c.field for c in e.criteria} if _was_judged(e) else set()
    return [
        (
            f.label.say(language),
            f.value.say(language),
            "" if f.note is None else f.note.say(language),
        )
        for f in e.facts
        if f.id not in shown
    ]


def _criteria(lines: Sequence[CriterionLine], language: Language) -> list[Line]:
    comma = "，" if language == "zh" else ", "
    rows: list[Line] = []
    for c in lines:
        said = [t.say(language) for t in (c.value, c.age, c.said) if t is not None]
        rows.append(
            (
                "  " * c.depth + c.label.say(language),
                comma.join(s for s in said if s),
                c.sum().say(language),
            )
        )
    return rows


def _sums(
    lines: Sequence[CriterionLine],
    label: str,
    total: Text | None,
    evidence: Text | None,
    language: Language,
) -> list[str]:
    """How the score adds up, and how much of the weight has data."""
    found = []
    if total is not None:
        colon = "：" if language == "zh" else ": "
        found.append(label + colon + total.say(language))
    elif lines:
        found.append(_word("score.none", language))
    if evidence is not None:
        found.append(evidence.say(language))
    return found


def _flags(e: Explanation, language: Language) -> list[Line]:
    colon = "：" if language == "zh" else ": "
    rows: list[Line] = []
    for f in e.flags:
        answer = f.answer.say(language)
        if f.effect is not None:
            answer += colon + f.effect.say(language)
        rows.append((f.label.say(language), answer, f.asks.say(language)))
    return rows


def _reasons(reasons: Sequence[Reason], language: Language, all_of_them: bool) -> list[str]:
    shown = reasons if all_of_them else reasons[:REASONS_SHOWN]
    lines = [f"{i}. {r.sentence.say(language)}" for i, r in enumerate(shown, 1)]
    rest = len(reasons) - len(shown)
    if rest:
        key = "reasons.rest.1" if rest == 1 else "reasons.rest"
        lines.append(_word(key, language).format(n=rest))
    return lines


def _cells(cells: Sequence[SeenCell], language: Language, all_of_them: bool) -> list[str]:
    shown = cells if all_of_them else cells[:REASONS_SHOWN]
    lines = [c.sentence.say(language) for c in shown]
    if rest := len(cells) - len(shown):
        lines.append(
            _word("reasons.rest.1" if rest == 1 else "reasons.rest", language).format(n=rest)
        )
    return lines


def _gap(gap: Gap | None, language: Language) -> list[str]:
    return [] if gap is None else [t.say(language) for t in gap.lines]


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows of cells as lines whose columns begin one under the other.

    >>> aligned([("消费额", "80"), ("ab", "100")])
    ['消费额  80', 'ab      100']
    """
    if not rows:
        return []
    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        padded = (text + " " * (w - cells(text)) for text, w in zip(row, widths, strict=True))
        lines.append("  ".join(padded).rstrip())
    return lines


def say_not(instead: Instead, language: Language = "en") -> list[str]:
    """Why not another tier, under its title."""
    title = _word("title.not", language).format(tier=instead.label.say(language))
    return ["", title, *(f"  {line.say(language)}" for line in instead.lines)]


def say_needs(found: Needs, bound: BoundPolicy, language: Language = "en") -> list[str]:
    """What it would take, under its title."""
    tier = tier_label(bound, found.tier)
    title = _word("title.needs", language).format(tier=tier.say(language))
    lines = [change.sentence for change in found.changes]
    if found.reached is None:
        lines.append(both("needs.none" if found.proved else "needs.not_found", tier=tier))
    else:
        key = "needs.cost" if found.proved else "needs.perhaps"
        comes_to = tier_label(bound, found.reached)
        lines.append(both(key, cost=found.cost, tier=comes_to))
    return ["", title, *(f"  {line.say(language)}" for line in lines)]


def say_beside(beside: Beside, language: Language = "en") -> list[str]:
    """Two customers side by side, and what makes the difference."""
    title = _word("title.than", language).format(other=beside.other)
    rows = [tuple(cell.say(language) for cell in line) for line in beside.lines]
    lines = [beside.headlines[1].say(language), "", title]
    lines += [f"  {line}" for line in aligned([("", beside.one, beside.other), *rows])]
    lines += ["", _word("title.than.why", language)]
    return [*lines, *(f"  {line.say(language)}" for line in beside.said)]


def plainly(found: Instead | Beside | Needs) -> dict[str, Any]:
    """An answer as plain values, ready for `json.dumps`."""
    return _fields(found)


# --- JSON -----------------------------------------------------------------------------------------


def as_json(explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain values: numbers as decimal text, sentences as {en, zh}.

    `schema` is `keytier/why/1`; every key is there in every outcome, null or empty where there
    is nothing to say.
    """
    e = explanation
    return {
        "schema": "keytier/why/1",
        **{name: _value(getattr(e, name)) for name in _PLAIN},
        "facts": [_fields(f) for f in e.facts],
        "criteria": [_fields(c) for c in e.criteria],
        "scores": [_fields(s) for s in e.scores],
        "flags": [_fields(f) for f in e.flags],
        "reasons": [_fields(r) for r in e.reasons],
        "cells": [_fields(c) for c in e.cells],
        "keep": None if e.keep is None else _fields(e.keep),
        "reach": None if e.reach is None else _fields(e.reach),
    }


_PLAIN = (
    "id", "policy", "version", "as_of", "profile", "outcome", "tier", "tier_by_points",
    "segment", "stage", "score_label", "score", "score_best", "headline", "score_sum", "evidence",
    "tier_lines", "class_lines", "warning_lines", "sources", "settle", "actions",
)  # fmt: skip


def _fields(thing: Any) -> dict[str, Any]:
    return {name: _value(getattr(thing, name)) for name in thing.__slots__}


def _value(value: Any) -> Any:
    if isinstance(value, Text):
        return value.to_json()
    if isinstance(value, tuple):
        return [_value(v) for v in value]
    return _fields(value) if hasattr(value, "__slots__") else value
