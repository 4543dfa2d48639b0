"""A whole random policy, as YAML text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from engine.atoms.dates import to_day
from engine.atoms.numbers import BOUNDS, FLAT_SCALE, NESTED_SCALE, NUMERIC, SCALES
from tests.generator.chance import Chance
from tests.generator.fields import CLASSES, Spec, draw_bounds, draw_field, draw_words, write
from tests.generator.formulas import Formulas
from tests.generator.rules import (
    DURATIONS,
    draw_actions,
    draw_benefits,
    draw_checklist,
    draw_classes,
    draw_context,
    draw_flags,
    draw_moves,
    draw_override,
    draw_tiers,
    draw_warnings,
)
from tests.generator.scores import Scores
from tests.generator.seats import draw_seats
from tests.generator.yaml_text import document

#: Days to decide on: ends of months, leap days, and an ordinary one.
DAYS = tuple(
    to_day(date.fromisoformat(d))
    for d in ("2026-06-30", "2024-02-29", "2024-03-31", "2025-12-31", "2026-05-15", "2000-01-01")
)


@dataclass
class Drawn:
    """A policy's text with the run that it is decided in."""

    text: str
    as_of: int
    context: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict, repr=False)


def draw_policy(source: Random) -> Drawn:
    """One policy of the language, with its day and context."""
    c = Chance(source)
    as_of = c.pick(DAYS)
    context = [_context_value(c, n) for n in range(c.whole(0, 2))]
    fields = [draw_field(c, f"f{n}") for n in range(c.whole(1, 6))]
    if not any(s.kind in ("percent", "rating", "whole") for s in fields):
        fields.append(draw_field(c, "f9", "percent"))
    if c.percent(20):
        fields.append(draw_field(c, "f8", "date"))
    ages = _make_fresh(c, fields)
    dates = [s.id for s in fields if s.kind == "date" and s.id not in ages]
    for told in ages.values():
        if dates and c.percent(50):
            told["stale_after"] = c.pick(dates)
    raters = _several_raters(c, fields)
    derived = _derive(c, [*fields, *context], as_of)
    named = [*fields, *context, *derived]
    ask = Formulas(c, named, as_of)
    checklist = draw_checklist(c, ask, dates)
    items = [Spec(i, "yes_no") for i in checklist]
    scored = c.percent(92)

    sections: dict[str, Any] = {
        "keytier": 1, "policy": "drawn", "version": "1.0.0", "title": "drawn",
    }  # fmt: skip
    if c.one_in(3):
        sections["reassess_on"] = ["moved", "merged"]
    if c.percent(30) and (formula := ask.truth(2)) is not None:
        sections["applies_when"] = formula
    if context:
        sections["context"] = {s.id: s.declared["is"] for s in context}
    sections["customers"] = {"id": "id"}
    sections["data"] = {
        s.id: s.declared | ages.get(s.id, {}) | raters.get(s.id, {}) for s in fields
    }
    if derived:
        sections["derived"] = {s.id: s.declared for s in _shuffled(c, derived)}
    must = c.some([s.id for s in fields], 1) if c.one_in(4) else []
    if must:
        sections["gates"] = {"must_have": must, "on_bad_row": "set_aside"}
    if checklist:
        sections["checklist"] = checklist

    readable = [s for s in [*fields, *derived, *items] if s.kind not in ("date", "choices")]
    choosers = [s for s in [*context, *fields] if s.kind == "text" and s.words is not None]
    words = [s.id for s in fields if s.kind == "text" and s.id not in ages]
    scores = Scores(c, readable, choosers, words, as_of)
    segments, stages = draw_classes(c, ask, "s"), draw_classes(c, ask, "g")
    scores.segments = list(segments)
    cards: dict[str, Any] = {}
    several = scored and c.percent(45)
    if several:
        cards = sections["scorecards"] = scores.cards()
    elif scored:
        sections["scorecard"] = scores.card()
        cards = {"": sections["scorecard"]}
    if scores.references:
        sections["reference"] = scores.references
    tiers = draw_tiers(c, ask, scored and not several, scores.round_)
    if several:
        sections["matrix"] = scores.matrix(list(cards), list(tiers))
    in_flags = Formulas(c, [*named, *items], as_of)
    flags = draw_flags(
        c, in_flags, list(checklist), list(tiers), list(cards), [s.id for s in derived]
    )
    if flags:
        sections["red_flags"] = flags
    ageless = [s for s in fields if s.id not in ages]
    draw_seats(c, tiers, list(cards), [*(ageless if c.percent(50) else fields), *derived])
    sections["tiers"] = tiers
    if segments:
        sections["segments"] = segments
    if stages:
        sections["stages"] = stages
    if moves := draw_moves(c):
        sections["moves"] = moves
    watchable = [s.id for s in [*fields, *derived] if s.kind in CLASSES]
    scores_of = [f"score.{name}" if name else "score" for name in cards]
    warnings = draw_warnings(c, watchable, scores_of)
    if warnings:
        sections["warnings"] = warnings
    if override := draw_override(c):
        sections["override"] = override
    spoken = [_score(name, card) for name, card in cards.items()]
    in_benefits = Formulas(c, [*named, *spoken, *spoken], as_of)
    benefits = draw_benefits(c, in_benefits)
    if benefits:
        sections["benefits"] = benefits
    classes = {"tier": list(tiers)}
    for what, table in (("segment", segments), ("stage", stages)):
        if table:
            classes[what] = list(table)
    actions = draw_actions(c, list(benefits), classes, list(warnings))
    if actions:
        sections["actions"] = actions
    return Drawn(document(sections), as_of, draw_context(c, context), sections)


def _score(name: str, card: dict[str, Any]) -> Spec:
    """A score as formulas of benefits know it."""
    nested = any("criteria" in v for v in card["criteria"].values())
    scale = NESTED_SCALE if nested else FLAT_SCALE
    id_ = f"score.{name}" if name else "score"
    return Spec(id_, "number", 0, 100 * 10**scale, scale_=scale)


def _context_value(c: Chance, n: int) -> Spec:
    kind = c.pick(["text", "percent", "yes_no", "money"])
    id_ = f"x{n}"
    if kind == "text":
        words = draw_words(c, 2, 4)
        return Spec(id_, kind, words=words,
                    declared={"is": {"one_of": list(words)}, "context": True})  # fmt: skip
    declared: dict[str, Any] = {"is": kind}
    low, high = draw_bounds(c, kind, declared) if kind in NUMERIC else (0, 0)
    return Spec(id_, kind, low, high, declared={"is": declared, "context": True})


def _make_fresh(c: Chance, fields: list[Spec]) -> dict[str, dict[str, str]]:
    """Some fields are good for some time only, by a day of their own."""
    return {
        s.id: {"fresh": c.pick(DURATIONS), "dated": f"{s.id}_date"} for s in fields if c.percent(25)
    }


def _several_raters(c: Chance, fields: list[Spec]) -> dict[str, dict[str, Any]]:
    """Some numbers are given by several people, who may lie apart."""
    found: dict[str, dict[str, Any]] = {}
    for s in fields:
        if s.numeric and s.high > s.low and c.percent(20):
            found[s.id] = {"raters": c.whole(2, 9)}
            if c.percent(80):
                far = min(c.magnitude(0, s.high - s.low), s.high - s.low - 1)
                found[s.id]["disagree"] = write(c, far, s.kind)
    return found


def _derive(c: Chance, named: list[Spec], as_of: int) -> list[Spec]:
    """Derived fields, each over the fields and the derived ones before it."""
    derived: list[Spec] = []
    for n in range(c.whole(0, 4)):
        several = c.one_in(5) and _sources(c, f"d{n}", [*named, *derived])
        if several:
            derived.append(several)
            continue
        changed = c.one_in(6) and _change(c, f"d{n}", [*named, *derived])
        if changed:
            derived.append(changed)
            continue
        kind = c.pick(["number", "percent", "money", "whole", "yes_no", "text", "date"])
        formula = Formulas(c, [*named, *derived], as_of).of(kind, 3)
        if formula is None:
            continue
        declared: dict[str, Any] = {"formula": formula, "is": kind}
        spec = Spec(f"d{n}", kind)
        if kind in CLASSES:
            low, high = draw_bounds(c, kind, declared) if c.percent(20) else (
                -BOUNDS[kind], BOUNDS[kind])  # fmt: skip
            spec = replace(spec, low=low, high=high)
            assert spec.scale == SCALES[kind]
        elif kind == "text" and c.percent(50):
            words = ("a", "b", "华东", "O'Brien", "x y")
            declared["one_of"] = list(words)
            spec = replace(spec, words=words)
        derived.append(replace(spec, declared=declared))
    return derived


def _change(c: Chance, id_: str, named: list[Spec]) -> Spec | None:
    """How much a number has changed since the last assessment, or whether by so much."""
    numbers = [s for s in named if s.kind in CLASSES and s.declared.get("is") == s.kind]
    if not numbers:
        return None
    of = c.pick(numbers)
    declared: dict[str, Any] = {"is": of.kind, "change": of.id}
    if of.kind == "rating":
        declared["is"] = "whole"
    if c.percent(40):
        low, high = -BOUNDS[declared["is"]], BOUNDS[declared["is"]]
        return Spec(id_, declared["is"], low, high, declared=declared)
    declared |= {"is": "yes_no", "by": c.pick(["0", "1", "5", "-1", "-0.5"])}
    if of.kind in ("whole", "rating"):
        declared["by"] = c.pick(["0", "1", "-1"])
    if c.percent(50):
        declared["min_count"] = {c.pick(numbers).id: c.whole(0, 50)}
    return Spec(id_, "yes_no", declared=declared)


def _sources(c: Chance, id_: str, named: list[Spec]) -> Spec | None:
    """The first of several fields of one kind, mostly with a tolerance where they are numbers."""
    first = c.pick(named)
    alike = [s.id for s in named if s.kind == first.kind and "context" not in s.declared]
    if len(alike) < 2 or first.kind == "choices":
        return None
    declared: dict[str, Any] = {"is": first.kind, "sources": c.some(alike, 4)}
    if len(declared["sources"]) < 2:
        return None
    if first.kind in CLASSES and c.percent(80):
        declared["tolerance"] = c.pick(["0", "1", "3", "5%", "100%", "0.5%"])
        if first.kind in ("whole", "rating", "percent"):
            declared["tolerance"] = c.pick(["0", "1", "7"])
    low, high = -BOUNDS.get(first.kind, 0), BOUNDS.get(first.kind, 0)
    return Spec(id_, first.kind, low, high, declared=declared)


def _shuffled(c: Chance, many: list[Spec]) -> list[Spec]:
    """Now and then in another order: a derived field may read one that stands after it."""
    return list(reversed(many)) if c.one_in(4) else many
