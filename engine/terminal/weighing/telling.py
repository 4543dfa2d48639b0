"""The result: tables and the YAML block to standard output, doubts to standard error."""

from __future__ import annotations

from engine.report.render import render
from engine.report.tables import drawn, table
from engine.report.visible import json_text, visible
from engine.terminal.helping import wrap
from engine.terminal.talk import Talk
from engine.terminal.weighing.document import document
from engine.terminal.weighing.gather import Evidence
from engine.terminal.weighing.proposal import Proposal
from engine.terminal.weighing.sections import Table, sections
from engine.terminal.words import words

_WIDE = 96  # cells of a sentence's line


def tell(talk: Talk, evidence: Evidence, proposal: Proposal | None, format: str) -> None:
    """Everything that was found, as text or as one JSON document."""
    notes = [*evidence.study.notes, *(() if proposal is None else proposal.notes)]
    if format == "json":
        talk.result(json_text(document(evidence, proposal, notes, talk.language)) + "\n")
        return
    talk.result(visible(_head(talk, evidence)) + "\n")
    for section in sections(evidence, proposal, talk.language):
        talk.result("\n")
        for part in section:
            _show(talk, part)
    if proposal is not None:
        talk.result("\n" + proposal.yaml)
    if talk.out.isatty() and talk.err.isatty() and notes and not talk.quiet:
        talk.alarm("\n")  # both are read as one page
    if notes and not talk.quiet:
        talk.alarm(render(notes, "short", talk.language, talk.colour(talk.err)))
    talk.note("weights.unchanged" if proposal is not None else "weights.nothing_new")


def _show(talk: Talk, part: str | Table) -> None:
    if isinstance(part, str):
        first, *more = wrap(visible(part), _WIDE - 2)
        talk.result("\n  ".join([" " * (len(part) - len(part.lstrip(" "))) + first, *more]) + "\n")
        return
    right = set(range(part.names, len(part.headings)))
    if talk.colour(talk.out):
        talk.result(drawn(part.headings, part.rows, right))
    else:
        talk.result(table(part.headings, part.rows, right))


def _head(talk: Talk, evidence: Evidence) -> str:
    c = evidence.study.criteria
    if c.whose is None:
        return words("weights.head.none", talk.language, n=c.n)
    whose = f"{c.whose} {c.version}"
    kind = "parent" if c.parent is not None else "profile" if c.profile is not None else ""
    key = f"weights.head.{kind}" if kind else "weights.head"
    return words(key, talk.language, whose=whose, n=c.n, parent=c.parent, profile=c.profile)
