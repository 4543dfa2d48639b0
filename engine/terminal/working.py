"""What `keytier worklist` says: cases with their questions, and what came of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.errors import DataError
from engine.bind.masks import MASK
from engine.explain.say import aligned
from engine.ledger.stored import StoredRun
from engine.report.render import render
from engine.report.render_text import short
from engine.report.visible import json_text, visible
from engine.report.worklist.answers import Answers
from engine.report.worklist.lines import Case, Told, cases, told
from engine.report.worklist.merge import Merged
from engine.terminal.talk import Talk
from engine.terminal.typed import typed
from engine.terminal.words import counting, words


def tell_worklist(talk: Talk, run: StoredRun, wrote: Sequence[Path], format: str) -> None:
    """Everybody who was referred, why, and what is asked, to standard output."""
    if format == "json":
        talk.result(json_text(_document(run)) + "\n")
    else:
        _cases(talk, run, talk.quiet or bool(wrote))
    for file in wrote:
        talk.note("worklist.wrote", file=file)


def _cases(talk: Talk, run: StoredRun, written: bool) -> None:
    say = told(run, talk.language)
    policy, counts = run.manifest.policy, run.manifest.counts
    colour = talk.colour(talk.out)
    waiting, everybody = counts["outcomes"]["refer"], f"{counts['subjects']:,}"
    key = counting("worklist.head", run.bound)
    head = words(key, talk.language, policy=policy["id"], version=policy["version"],
                 day=run.manifest.as_of, n=waiting, all=everybody)  # fmt: skip
    talk.result(head + "\n")
    asked = 0
    for case in cases(run):
        name = visible(case.customer)
        talk.result("\n" + (f"\x1b[1m{name}\x1b[0m" if colour else name) + "\n")
        talk.result("".join(f"  {visible(line)}\n" for line in _lines(case, say)))
        asked += len(case.asks)
    if asked and not written:
        talk.note("worklist.next", run=typed(run.folder))


def _lines(case: Case, say: Told) -> list[str]:
    """The reasons, then each thing that is asked."""
    zh = say.language == "zh"
    lines = []
    if case.due is not None:
        day = from_day(case.due.day).isoformat()
        lines.append(words("worklist.by", say.language, day=day,
                           what=case.due.said.say(say.language)))  # fmt: skip
    why = dict.fromkeys(r.sentence.say(say.language) for ask in case.asks for r in ask.why)
    lines += [words("worklist.why", say.language, why=reason) for reason in why]
    for ask in case.asks:
        text = ask.request.say(say.language) if not ask.part else ask.question.say(say.language)
        if ask.evidence:
            text += f"（{ask.evidence}）" if zh else f" ({ask.evidence})"
        here = ask.kind in ("answer", "value")
        key = "worklist.ask" if here else "worklist.elsewhere" if ask.part else "worklist.person"
        lines.append(words(key, say.language, part=ask.part, text=text, known=say.known(ask),
                           expected=say.expected(ask)))  # fmt: skip
    return lines


def _document(run: StoredRun) -> dict[str, Any]:
    """`keytier/worklist/1`: every case with its asks, both languages."""
    counts = run.manifest.counts
    en, zh = told(run, "en"), told(run, "zh")
    return {
        "schema": "keytier/worklist/1",
        "policy": run.manifest.decided_by,
        "as_of": run.manifest.as_of,
        "subjects": counts["subjects"],
        "referred": counts["outcomes"]["refer"],
        "cases": [
            {
                "customer": case.customer,
                "due": None if case.due is None else from_day(case.due.day).isoformat(),
                "asks": [
                    {
                        "ask": ask.part or None,
                        "kind": ask.kind,
                        "question": ask.question.to_json(),
                        "evidence": ask.evidence,
                        "why": [{"code": r.code, **r.sentence.to_json()} for r in ask.why],
                        "known": None if ask.known is None else ask.known.to_json(),
                        "expected": {"en": en.expected(ask), "zh": zh.expected(ask)},
                    }
                    for ask in case.asks
                ],
            }
            for case in cases(run)
        ],
    }


def tell_dues(talk: Talk, run: StoredRun, format: str) -> None:
    """What is promised by which day, soonest first, to standard output."""
    from engine.report.worklist.due import dues

    found, policy = dues(run), run.manifest.policy
    if format == "json":
        document = {
            "schema": "keytier/due/1",
            "policy": run.manifest.decided_by,
            "as_of": run.manifest.as_of,
            "due": [
                {
                    "day": from_day(due.promise.day).isoformat(),
                    "customer": due.customer,
                    "outcome": due.outcome,
                    "tier": due.tier,
                    "action": due.promise.action,
                    "what": due.promise.said.to_json(),
                    "to": None if due.promise.to is None else due.promise.to.to_json(),
                }
                for due in found
            ],
        }
        talk.result(json_text(document) + "\n")
        return
    head = words("worklist.dues", talk.language, policy=policy["id"], version=policy["version"],
                 day=run.manifest.as_of, n=len(found))  # fmt: skip
    talk.result(head + "\n")
    rows = []
    for due in found:
        to = "" if due.promise.to is None else "→ " + due.promise.to.say(talk.language)
        what = due.promise.said.say(talk.language)
        rows.append((from_day(due.promise.day).isoformat(), due.customer, what, to))
    talk.result("".join(f"{visible(line).rstrip()}\n" for line in aligned(rows)))


def tell_faults(talk: Talk, fault: DataError, format: str) -> int:
    """Every cell that cannot be used, by row and column; nothing was written."""
    if format == "json":
        talk.result(render(fault.diagnostics, "json", talk.language))
    else:
        talk.alarm(render(fault.diagnostics, "text", talk.language, talk.colour(talk.err)))
    talk.note("worklist.refused")
    # A file that cannot be read at all, or lacks the columns, is no sheet with wrong answers.
    return 2 if all(d.code < "KT320" for d in fault.diagnostics) else 1


def tell_answers(
    talk: Talk, run: StoredRun, answers: Answers, merged: Merged | None, output: Path | None,
    format: str,
) -> None:  # fmt: skip
    """How many answers there are, how many are open, and what was written."""
    notes = (*answers.sheet.notes, *(() if merged is None else merged.notes))
    talk.alarm("" if talk.quiet else short(notes, language=talk.language,
                                           colour=talk.colour(talk.err), helps=True))  # fmt: skip
    read = next((s.digest for s in run.manifest.sources if s.role == "customers"), None)
    if merged is not None and read is not None and merged.digest != read:
        talk.must("worklist.other_file")
    if format == "json":
        talk.result(json_text(_answered(run, answers, merged, output)) + "\n")
    else:
        line = words("worklist.answered", talk.language, n=len(answers.given), open=answers.open)
        talk.result(line + "\n")
    if merged is not None and output is not None and not talk.piped:
        talk.note("worklist.merged", file=output, rows=merged.rows, n=merged.cells)


def _answered(
    run: StoredRun, answers: Answers, merged: Merged | None, output: Path | None
) -> dict[str, Any]:
    """`keytier/answers/1`: every answer with who gave it, so that nothing is lost."""
    groups = run.bound.policy.groups is not None
    return {
        "schema": "keytier/answers/1",
        "sheet": {"name": answers.sheet.name, "digest": answers.sheet.digest},
        "answers": [
            {
                "customer": a.customer,
                **({"company": a.rows[0] if len(a.rows) == 1 else None} if groups else {}),
                "ask": a.part,
                "answer": MASK if a.part in run.bound.masked else a.value,
                "date": a.day or None,
                "by": a.by or None,
                "note": a.note or None,
                "row": a.line.number,
            }
            for a in answers.given
        ],
        "open": answers.open,
        "written": None
        if merged is None
        else {"file": str(output), "rows": merged.rows, "cells": merged.cells},
    }
