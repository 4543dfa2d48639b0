"""Findings, and the results of policy tests, as JUnit XML.

A file is a suite. A finding is a case that failed; a warning is a case that passed, with a
remark, for a warning alone fails no build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from engine.atoms.codes import Language
from engine.atoms.diagnostic import Diagnostic
from engine.report.render import file_of
from engine.report.render_text import render as as_text
from engine.report.visible import visible


@dataclass(frozen=True, slots=True)
class Case:
    """One test case: `failure` is (headline, details) where it failed, `said` a remark."""

    suite: str
    name: str
    failure: tuple[str, str] | None = None
    kind: str = "failure"
    said: str = ""


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    language: Language,
    colour: bool = False,
    files: Sequence[str] = (),
) -> str:
    """One suite a file; a file without findings has one case, `check`, that passed."""
    cases = [_case(d, language) for d in diagnostics]
    found = {c.suite for c in cases}
    cases += [Case(f, "check") for f in files if f not in found]
    return document("keytier check", cases)


def _case(d: Diagnostic, language: Language) -> Case:
    at = d.at.start if d.at is not None else None
    name = d.code if at is None else f"{d.code} {at.line}:{at.column}"
    if d.place is not None and d.place.line is not None:
        name += f" line {d.place.line}"
    elif d.place is not None and d.place.row is not None:
        name += f" row {d.place.row}"
    headline = visible(d.message(language))
    block = as_text([d], language=language, colour=False).rsplit("\n\n", 1)[0]
    suite = file_of(d) or "keytier"
    if d.severity == "warning":
        return Case(suite, name, said=block)
    return Case(suite, name, failure=(headline, block), kind=d.code)


def document(name: str, cases: Sequence[Case]) -> str:
    """The XML of `cases`, grouped by suite in order of first appearance."""
    failed = sum(c.failure is not None for c in cases)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f"<testsuites{_attributes(name=name, tests=len(cases), failures=failed)}>")
    for suite in dict.fromkeys(c.suite for c in cases):
        here = [c for c in cases if c.suite == suite]
        bad = sum(c.failure is not None for c in here)
        lines.append(f"  <testsuite{_attributes(name=suite, tests=len(here), failures=bad)}>")
        lines += [_element(c) for c in here]
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _element(c: Case) -> str:
    head = f"    <testcase{_attributes(classname=c.suite, name=c.name)}"
    inner = ""
    if c.failure is not None:
        inner = (
            f"<failure{_attributes(message=c.failure[0], type=c.kind)}>"
            f"{escape(_clean(c.failure[1]))}</failure>"
        )
    elif c.said:
        inner = f"<system-out>{escape(_clean(c.said))}</system-out>"
    return f"{head}>{inner}</testcase>" if inner else f"{head}/>"


def _attributes(**values: object) -> str:
    return "".join(f" {k}={quoteattr(visible(str(v)))}" for k, v in values.items())


def _clean(text: str) -> str:
    """XML 1.0 holds few control characters: lines stay, all else is named."""
    return "\n".join(visible(line) for line in text.split("\n"))
