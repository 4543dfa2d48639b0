"""Findings as one JSON document, `keytier/diagnostics/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.atoms.codes import Language
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Span
from engine.report.render import counts, file_of
from engine.report.visible import json_text

SCHEMA = "keytier/diagnostics/1"


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    language: Language,
    colour: bool = False,
    files: Sequence[str] = (),
) -> str:
    """One document, also when there are no findings."""
    return json_text(document(diagnostics, language, files)) + "\n"


def document(
    diagnostics: Sequence[Diagnostic], language: Language, files: Sequence[str] = ()
) -> dict[str, Any]:
    """The document as plain values: `diagnostics` and a `summary` of counts."""
    errors, warnings = counts(diagnostics)
    names = {f for d in diagnostics if (f := file_of(d)) is not None}
    return {
        "schema": SCHEMA,
        "diagnostics": [as_json(d, language) for d in diagnostics],
        "summary": {
            "errors": errors,
            "warnings": warnings,
            "files": len(set(files) | names),
            "files_with_findings": len(names),
            "fixable": sum(d.fix is not None for d in diagnostics),
        },
    }


def as_json(d: Diagnostic, language: Language = "en") -> dict[str, Any]:
    """One finding as plain values. Lines and columns count from 1, offsets from 0, in code points.

    `params` are what the words were made from, so another language can be made from them.
    `url` is null until the pages of the codes are published; `keytier explain` has them.
    """
    place = d.place
    return {
        "code": d.code,
        "severity": d.severity,
        "message": d.message(language),
        "params": {k: _plain(v) for k, v in d.params.items()},
        "file": file_of(d),
        "span": None if d.at is None else _span(d.at),
        "place": None
        if place is None
        else {
            "row": place.row,
            "line": place.line,
            "column": place.column,
            "id": place.id,
            "sheet": place.sheet,
        },
        "labels": [
            {"file": x.at.source.name, "span": _span(x.at), "text": x.text(language)}
            for x in d.labels
        ],
        "caret": None if d.caret is None else d.caret[language == "zh"],
        "help": d.help(language),
        "fix": None if d.fix is None else {"span": _span(d.fix.at), "text": d.fix.text},
        "url": None,
    }


def _span(at: Span) -> dict[str, Any]:
    return {
        name: {"line": p.line, "column": p.column, "offset": p.offset}
        for name, p in (("start", at.start), ("end", at.end))
    }


def _plain(value: object) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return str(value)
