"""Findings as workflow commands of GitHub Actions: one annotation a finding."""

from __future__ import annotations

from collections.abc import Sequence

from engine.atoms.codes import Language
from engine.atoms.diagnostic import Diagnostic
from engine.report.render import file_of
from engine.report.render_text import place_text
from engine.report.visible import visible


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    language: Language,
    colour: bool = False,
    files: Sequence[str] = (),
) -> str:
    """`::error file=…,line=…::…` lines."""
    return "".join(_line(d, language) for d in diagnostics)


def _line(d: Diagnostic, language: Language) -> str:
    properties: dict[str, object] = {}
    if (name := file_of(d)) is not None:
        properties["file"] = name
    if d.at is not None:
        properties |= {"line": d.at.start.line, "col": d.at.start.column,
                       "endLine": d.at.end.line, "endColumn": d.at.end.column}  # fmt: skip
    elif d.place is not None and d.place.line is not None:
        properties["line"] = d.place.line
    properties["title"] = d.code
    text = visible(d.message(language))
    if d.place is not None:
        text += f" ({place_text(d.place, language)})"
    for extra in (d.caret[language == "zh"] if d.caret is not None else None, d.help(language)):
        if extra:
            text += "\n" + visible(extra)
    listed = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items())
    return f"::{d.severity} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
