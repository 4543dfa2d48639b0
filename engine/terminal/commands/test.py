"""`keytier test PATHS…`: the cases that live with a policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import KeytierError
from engine.report.render import render
from engine.terminal.command import command
from engine.terminal.files import policies
from engine.terminal.settings import setting
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Count, OneOf
from engine.terminal.words import words

if TYPE_CHECKING:
    from engine.rehearse.rehearsal import CaseResult, Rehearsal

FORMATS = ("text", "short", "json", "junit", "github", "sarif")


@dataclass(frozen=True, slots=True)
class Tried:
    """A policy file with the results of its cases, or with what keeps it from being tried."""

    file: Path
    rehearsal: Rehearsal | None
    found: tuple[Diagnostic, ...]


@command("test")
@click.argument("paths", type=FILE, nargs=-1)
@click.option("--format", "format", type=OneOf(*FORMATS))
@click.option("--coverage", is_flag=True)
@click.option("--min-coverage", type=Count(0, 100), metavar="PERCENT")
def COMMAND(
    talk: Talk,
    paths: tuple[Path, ...],
    format: str | None,
    coverage: bool,
    min_coverage: int | None,
) -> int:
    shown = OneOf(*FORMATS).convert(setting("format", format).value, None, None)
    least = _least(min_coverage)
    tried = [_tried(file, least) for file in policies(paths)]
    found = [d for t in tried for d in t.found]
    match shown:
        case "json":
            from engine.report.visible import json_text

            talk.result(json_text(_document(tried, talk)) + "\n")
        case "junit":
            talk.result(_junit(tried, talk))
        case "text" | "short":
            for t in tried:
                if t.rehearsal is not None and shown == "text":
                    talk.result(_lines(t, talk))
            if found:
                talk.result("\n" if shown == "text" else "")
                talk.result(render(found, shown, talk.language, talk.colour(talk.out)))
            for t in tried:
                if t.rehearsal is not None and coverage:
                    talk.result(_coverage(t.rehearsal, talk))
            _summary(tried, talk)
        case _:
            talk.result(render(found, shown, talk.language))  # type: ignore[arg-type]
    return int(bool(found))


def _least(flag: int | None) -> int | None:
    text = setting("min-coverage", None if flag is None else str(flag)).value
    return None if text is None else Count(0, 100).convert(text, None, None)


def _tried(file: Path, least: int | None) -> Tried:
    from engine.author.read import load_source
    from engine.check import inspect
    from engine.rehearse.folder import cases_of
    from engine.rehearse.rehearsal import rehearse

    try:
        bound, found = inspect(load_source(file), None)
    except KeytierError as fault:
        return Tried(file, None, fault.diagnostics)
    errors = tuple(d for d in found if d.severity == "error")
    if bound is None or errors:
        return Tried(file, None, errors)
    cases, more = cases_of(file)
    done = rehearse(bound, (*bound.policy.tests, *cases))
    wrong = (*more, *done.found)
    if least is not None and done.coverage.tenths < least * 10:
        params = {"got": done.coverage.percent, "expected": least}
        wrong += (Diagnostic("KT507", params, bound.policy.spans.get(("tests",))),)
    return Tried(file, done, wrong)


def _lines(t: Tried, talk: Talk) -> str:
    """One line a case: passed or failed, and its name."""
    from engine.report.visible import visible

    assert t.rehearsal is not None
    colour = talk.colour(talk.out)
    lines = []
    for result in t.rehearsal.results:
        key = "test.passed" if result.passed else "test.failed"
        mark = words(key, talk.language)
        if colour:
            mark = f"\x1b[{'32' if result.passed else '1;31'}m{mark}\x1b[0m"
        if not (talk.quiet and result.passed):
            lines.append(f"{mark}  {visible(result.case.name)}\n")
    return visible(str(t.file)) + "\n" + "".join(lines) if lines else ""


def _coverage(done: Rehearsal, talk: Talk) -> str:
    from engine.report.visible import visible

    c = done.coverage
    reached = len(c.spots) - len(c.missed)
    head = words("test.coverage.head", talk.language, percent=c.percent, n=reached,
                 total=len(c.spots))  # fmt: skip
    lines = [f"\n{head}\n"]
    for spot in c.missed:
        where = ""
        if spot.at is not None:
            start = spot.at.start
            where = f"  {spot.at.source.name}:{start.line}:{start.column}"
        lines.append(f"  {visible(spot.words[talk.language == 'zh'])}{visible(where)}\n")
    return "".join(lines)


def _summary(tried: Sequence[Tried], talk: Talk) -> None:
    results = _results(tried)
    failed = sum(not r.passed for r in results)
    if not results and not any(t.found for t in tried):
        talk.note("test.none")
    elif results:
        talk.note("test.summary", n=len(results), failed=failed, passed=len(results) - failed)


def _results(tried: Sequence[Tried]) -> list[CaseResult]:
    return [r for t in tried if t.rehearsal is not None for r in t.rehearsal.results]


def _junit(tried: Sequence[Tried], talk: Talk) -> str:
    from engine.report.render_junit import Case, document

    cases = []
    for t in tried:
        for r in t.rehearsal.results if t.rehearsal is not None else ():
            cases.append(Case(str(t.file), r.case.name, _failure(r.found, talk)))
        of_cases = () if t.rehearsal is None else t.rehearsal.found
        rest = tuple(d for d in t.found if d not in of_cases)
        if rest:
            cases.append(Case(str(t.file), "policy", _failure(rest, talk)))
    return document("keytier test", cases)


def _failure(found: Sequence[Diagnostic], talk: Talk) -> tuple[str, str] | None:
    if not found:
        return None
    return found[0].message(talk.language), render(found, "text", talk.language).rstrip()


def _document(tried: Sequence[Tried], talk: Talk) -> dict[str, Any]:
    """`keytier/test/1`: files with their cases, coverage, and all findings."""
    from engine.report.render_json import as_json

    results = _results(tried)
    failed = sum(not r.passed for r in results)
    return {
        "schema": "keytier/test/1",
        "files": [
            {
                "file": str(t.file),
                "cases": []
                if t.rehearsal is None
                else [
                    {
                        "name": r.case.name,
                        "line": r.case.at.start.line,
                        "passed": r.passed,
                        "outcome": None if r.row is None else r.row["outcome"],
                        "tier": None if r.row is None else r.row["tier"],
                        "reasons": None if r.row is None else r.row["reasons"],
                    }
                    for r in t.rehearsal.results
                ],
                "coverage": None if t.rehearsal is None else _coverage_json(t.rehearsal),
            }
            for t in tried
        ],
        "diagnostics": [as_json(d, talk.language) for t in tried for d in t.found],
        "summary": {"cases": len(results), "passed": len(results) - failed, "failed": failed},
    }


def _coverage_json(done: Rehearsal) -> dict[str, Any]:
    c = done.coverage
    return {
        "percent": c.percent,
        "reached": len(c.spots) - len(c.missed),
        "total": len(c.spots),
        "missed": [
            {"kind": s.key[0], "id": s.key[1], "detail": s.key[2],
             "line": None if s.at is None else s.at.start.line}
            for s in c.missed
        ],
    }  # fmt: skip
