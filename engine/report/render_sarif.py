"""Findings as SARIF 2.1.0, which code-scanning pages and editors read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath
from typing import Any
from urllib.parse import quote

from engine.atoms.codes import CODES, Language
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Span
from engine.report.render import file_of
from engine.report.visible import json_text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    language: Language,
    colour: bool = False,
    files: Sequence[str] = (),
) -> str:
    """One SARIF log with one run."""
    codes = sorted({d.code for d in diagnostics})
    run = {
        "tool": {
            "driver": {
                "name": "keytier",
                "rules": [_rule(code, language) for code in codes],
            }
        },
        "language": "zh-CN" if language == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri(f)}} for f in files],
        "results": [_result(d, codes.index(d.code), language) for d in diagnostics],
    }
    if not files:
        del run["artifacts"]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log) + "\n"


def uri(name: str) -> str:
    """A file name as a URI: relative ones stay relative, other characters are percent-encoded.

    >>> uri("政策/a b.yaml")
    '%E6%94%BF%E7%AD%96/a%20b.yaml'
    """
    path = PurePath(name)
    text = quote(str(PurePosixPath(*path.parts)), errors="surrogatepass")
    return f"file://{text}" if path.is_absolute() else text


def _rule(code: str, language: Language) -> dict[str, Any]:
    entry = CODES[code]
    which = language == "zh"
    rule: dict[str, Any] = {
        "id": code,
        "defaultConfiguration": {"level": entry.severity},
    }
    if entry.what[which]:
        rule["shortDescription"] = {"text": entry.what[which]}
    if entry.why[which]:
        rule["fullDescription"] = {"text": entry.why[which]}
    rule["help"] = {"text": f"keytier explain {code}"}
    return rule


def _result(d: Diagnostic, rule: int, language: Language) -> dict[str, Any]:
    text = d.message(language)
    if (more := d.help(language)) is not None:
        text += f"\n{more}"
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": rule,
        "level": d.severity,
        "message": {"text": text},
    }
    if (name := file_of(d)) is not None:
        result["locations"] = [_location(d, name)]
    if d.labels:
        result["relatedLocations"] = [
            {"physicalLocation": _physical(x.at), "message": {"text": x.text(language)}}
            for x in d.labels
        ]
    if d.fix is not None:
        result["fixes"] = [_fix(d.fix.at, d.fix.text)]
    return result


def _location(d: Diagnostic, name: str) -> dict[str, Any]:
    if d.at is not None:
        return {"physicalLocation": _physical(d.at)}
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(name)}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if d.place is not None:
        if d.place.line is not None:
            physical["region"] = {"startLine": d.place.line}
        facts = {"row": d.place.row, "column": d.place.column, "id": d.place.id,
                 "sheet": d.place.sheet}  # fmt: skip
        if known := {k: v for k, v in facts.items() if v is not None}:
            location["properties"] = known
    return location


def _physical(at: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri(at.source.name)}, "region": _region(at)}


def _region(at: Span) -> dict[str, int]:
    return {
        "startLine": at.start.line,
        "startColumn": at.start.column,
        "endLine": at.end.line,
        "endColumn": at.end.column,
    }


def _fix(at: Span, text: str) -> dict[str, Any]:
    change = {
        "artifactLocation": {"uri": uri(at.source.name)},
        "replacements": [{"deletedRegion": _region(at), "insertedContent": {"text": text}}],
    }
    return {"artifactChanges": [change]}
