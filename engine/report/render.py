"""One list of findings, shown as people or machines want it.

`render` sorts by file, line and column, so the same findings always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Literal, Protocol, get_args

from engine.atoms.codes import Language
from engine.atoms.diagnostic import Diagnostic

Format = Literal["text", "short", "json", "github", "sarif", "junit"]
FORMATS: tuple[Format, ...] = get_args(Format)


class _Renderer(Protocol):
    def render(
        self,
        diagnostics: Sequence[Diagnostic],
        *,
        language: Language,
        colour: bool,
        files: Sequence[str],
    ) -> str: ...


def render(
    diagnostics: Iterable[Diagnostic],
    format: Format = "text",
    language: Language = "en",
    colour: bool = False,
    files: Sequence[str] = (),
) -> str:
    """The findings as one text that ends with a line break, or "" where nothing is to be said.

    `files` names everything that was looked at, so that JUnit and JSON can say what passed.
    Only `text` and `short` take colour.

    >>> print(render([Diagnostic("KT111", {"key": "x", "where": "tiers"})], "short"), end="")
    error[KT111]: unknown key `x` in tiers
    """
    module = "text" if format == "short" else format
    renderer: _Renderer = import_module(f"engine.report.render_{module}")
    ordered = sorted(diagnostics, key=Diagnostic.order)
    if format == "short":
        from engine.report.render_text import short

        return short(ordered, language=language, colour=colour)
    return renderer.render(ordered, language=language, colour=colour, files=files)


def counts(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """How many errors, and how many warnings."""
    found = list(diagnostics)
    errors = sum(d.severity == "error" for d in found)
    return errors, len(found) - errors


def file_of(diagnostic: Diagnostic) -> str | None:
    """The file that a finding speaks of, or None."""
    if diagnostic.at is not None:
        return diagnostic.at.source.name
    return diagnostic.place.file if diagnostic.place is not None else None
