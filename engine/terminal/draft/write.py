"""The draft itself: YAML that checks clean, runs, and says in comments what to look at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.atoms.codes import Language
from engine.atoms.kinds import KIND_WORDS
from engine.terminal.draft.guess import Guess, guess
from engine.terminal.draft.ids import ids_of, looks_like
from engine.terminal.draft.ladder import Rungs, rungs, weights
from engine.terminal.draft.remarks import (
    Remark,
    remark_on_cells,
    remarks_on_headings,
    remarks_on_ids,
    set_apart,
)
from engine.terminal.draft.sample import Sample
from engine.terminal.words import words

_CRITERIA = 4
_NEARLY = (9, 10)  # an id that some rows share or lack is an id all the same
_TIERS = (("key", 75), ("valued", 50))
_PLAIN = re.compile(r"[A-Za-z_一-鿿][\w一-鿿 ().%/-]*(?<! )")
_CHINESE = re.compile("[一-鿿]")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with its id and what was guessed of its cells."""

    heading: str
    id: str
    guess: Guess
    personal: bool
    rungs: Rungs | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted policy, and what is worth saying of the file."""

    text: str
    remarks: tuple[Remark, ...]


def draft(file: Sample, name: str, year: int, language: Language) -> Draft:
    """A policy called `name` for the customers of a file, in force in `year`."""
    found, at_fault = set_apart(file)
    columns = _columns(found)
    key = _id_column(found, columns)
    ids = remarks_on_ids(file, key.heading, at_fault, language)
    fields = [c for c in columns if c is not key]
    used = [c for c in fields if c.rungs is not None][:_CRITERIA]
    chinese = any(_CHINESE.search(h) for h in found.headings)
    lines = [
        "# yaml-language-server: $schema=policy.schema.json",
        *_comment(words("draft.top", language, file=found.name, n=found.rows)),
        "keytier: 1",
        f"policy: {name}",
        "version: 0.1.0",
        f"title: {words('draft.title', language)}",
        "owner: customer-success@example.com",
        f"effective: {{from: {year}-01-01, until: {year}-12-31}}",
        "assess: quarterly",
    ]
    if any(c.guess.kind == "money" for c in fields):
        lines.append(f"currency: {_currency(fields, chinese)}")
    lines += ["", f"customers: {{id: {scalar(key.heading)}}}", ""]
    section = ["data:", *(line for c in fields for line in _field(c, language, used=c in used))]
    if not used:  # a section of comments alone would be a finding
        section = [f"# {words('draft.no_criteria', language)}", *_quiet(section)]
    if ids:
        said = "\n".join(words(key, language, **holes) for key, holes in ids)
        section += ["", *_comment(said), "gates: {on_bad_row: set_aside}"]
    lines += [
        *section,
        "",
        *_scorecard(used, language),
        *_tiers(used, language),
        *_tests(used, language),
    ]
    odd = [remark_on_cells(file, c.heading, c.guess, language) for c in fields if c.guess.odd]
    taken: list[Remark] = []
    if not looks_like("id", key.heading):
        taken.append(("draft.id", {"heading": key.heading}))
    remarks = (*remarks_on_headings(file), *taken, *odd, *ids)
    return Draft("\n".join(lines) + "\n", remarks)


def _columns(found: Sample) -> list[Column]:
    ids = ids_of(found.headings)
    columns = []
    for heading, id_, cells in zip(found.headings, ids, found.columns, strict=True):
        g = guess(heading, cells, heading in found.numbers)
        personal = looks_like("personal", heading)
        scored = g.values and not personal and not looks_like("id", heading)
        steps = rungs(g, looks_like("fewer", heading)) if scored else None
        columns.append(Column(heading, id_, g, personal, steps))
    return columns


def _id_column(found: Sample, columns: Sequence[Column]) -> Column:
    """The first column of nearly all different values whose heading speaks of an id, also where
    many rows lack it (merged cells); else, of those that are all different, the first that speaks
    of customers, is a text, or counts nothing; else the text of most different values, else the
    first."""
    nearly = [c for c in columns if c.guess.distinct * _NEARLY[1] >= found.rows * _NEARLY[0]]
    unique = [c for c in nearly if c.guess.distinct == c.guess.filled == found.rows]
    texts = [c for c in columns if c.guess.kind == "text" and c.guess.filled]
    return next(
        fit[0]
        for fit in (
            [c for c in nearly if looks_like("id", c.heading)],
            [c for c in columns if looks_like("id", c.heading) and _told_apart(c)],
            [c for c in unique if looks_like("who", c.heading) and not _counts(c)],
            [c for c in unique if c in texts],
            [c for c in unique if c.guess.kind == "whole" and not _counts(c)],
            sorted(texts, key=lambda c: -c.guess.distinct),
            list(columns),
        )
        if fit
    )


def _told_apart(c: Column) -> bool:
    """Whether nearly all values differ; of a few, one may stand twice."""
    filled, distinct = c.guess.filled, c.guess.distinct
    one_twice = distinct >= 2 and distinct == filled - 1
    return 0 < filled * _NEARLY[0] <= distinct * _NEARLY[1] or one_twice


def _counts(c: Column) -> bool:
    """Whether the heading speaks of what is measured rather than named."""
    return any(looks_like(what, c.heading) for what in ("money", "percent", "fewer", "date"))


def _currency(fields: Sequence[Column], chinese: bool) -> str:
    seen = next((c.guess.currency for c in fields if c.guess.currency), None)
    return seen or ("CNY" if chinese else "USD")


def _field(c: Column, language: Language, used: bool) -> Iterator[str]:
    g = c.guess
    parts = [f"is: {g.kind}"]
    if c.id != c.heading:
        parts.append(f"from: {scalar(c.heading)}")
    if g.words:
        parts.append(f"one_of: [{', '.join(scalar(w) for w in g.words)}]")
    if g.format:
        parts.append(f"format: {scalar(g.format)}")
    if g.round is not None:
        parts.append(f"round: {g.round}")
    if g.fraction or g.percent:
        parts.append(f"written_as: {'fraction' if g.fraction else 'percent'}")
    if g.missing_as:
        parts.append(f"missing_as: [{', '.join(scalar(w) for w in g.missing_as)}]")
    if c.personal:
        parts.append("personal: true")
    if c.id != c.heading:
        parts.append(f"label: {scalar(c.heading)}")
    if g.odd:
        shown = ", ".join(json.dumps(t, ensure_ascii=False) for t in g.odd[:3])
        kind = KIND_WORDS[g.nearly or g.kind][language == "zh"]
        about = "draft.odd" if g.nearly is None else "draft.nearly"
        yield f"  # {words(about, language, n=len(g.odd), shown=shown, kind=kind)}"
    line = f"{c.id}: {{{', '.join(parts)}}}"
    # A field that no rule reads would be a finding: it waits as a comment.
    yield f"  {line}" if used else f"  # {line}"


def _scorecard(used: Sequence[Column], language: Language) -> Iterator[str]:
    if not used:
        return
    yield from _comment(words("draft.scorecard", language))
    yield "scorecard:"
    yield "  criteria:"
    for c in used:
        assert c.rungs is not None
        steps = ", ".join(f"{t}: {p}" for t, p in c.rungs.steps)
        points = f"{{{c.rungs.direction}: {{{steps}}}, otherwise: 10}}"
        label = f", label: {scalar(c.heading)}" if c.id != c.heading else ""
        yield f"    by_{c.id}: {{field: {c.id}, points: {points}{label}}}"
    shares = [f"by_{c.id}: {w}" for c, w in zip(used, weights(len(used)), strict=True)]
    yield f"  # {words('draft.weights', language)}"
    yield f"  weights: {{{', '.join(shares)}}}"
    yield f"  # {words('draft.missing', language)}"
    yield "  missing: reallocate"
    yield "  enough_evidence: 50"
    yield ""


def _tiers(used: Sequence[Column], language: Language) -> Iterator[str]:
    yield from _comment(words("draft.tiers", language))
    yield "tiers:"
    for tier, floor in _TIERS if used else ():
        label = words(f"draft.tier.{tier}", language)
        yield f"  {tier}: {{at_least: {floor}, label: {label}}}"
    yield f"  standard: {{label: {words('draft.tier.standard', language)}}}"


def _tests(used: Sequence[Column], language: Language) -> Iterator[str]:
    if not used:
        return
    best = ", ".join(f"{c.id}: {c.rungs.steps[0][0]}" for c in used if c.rungs is not None)
    yield ""
    yield from _comment(words("draft.tests", language))
    yield "tests:"
    yield f"  - name: {words('draft.case', language)}"
    yield f"    given: {{{best}}}"
    yield "    expect: {outcome: decided, tier: key, score: 100, because: []}"


def _quiet(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("  # ", "#   ", 1) if line.startswith("  # ") else f"# {line}"


def _comment(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"# {line}"


def scalar(text: str) -> str:
    """A text as a YAML scalar that stands anywhere, also in flow style.

    >>> scalar("采购额"), scalar("a: b"), scalar("12")
    ('采购额', '"a: b"', '"12"')
    """
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
