"""`keytier explain CODE`: the page of a finding's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.atoms.codes import CODES, Language
from engine.atoms.suggest import nearest
from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.words import words

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _Code(click.ParamType[str]):
    name = "code"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(c, help=e.message[0])
            for c, e in CODES.items()
            if c.startswith(incomplete.upper())
        ]


class _Holes(dict[str, str]):
    """Every hole of a headline as `<name>`."""

    def __missing__(self, key: str) -> str:
        return f"<{key.removesuffix('_zh')}>"


@command("explain")
@click.argument("code", type=_Code(), required=False)
@click.option("--list", "list_all", is_flag=True)
def COMMAND(talk: Talk, code: str | None, list_all: bool) -> int:
    if list_all:
        for name in sorted(CODES):
            entry = CODES[name]
            headline = entry.message[talk.language == "zh"].format_map(_Holes())
            talk.result(f"{name}  {headline}\n")
        return 0
    if code is None:
        raise Mistake("explain.which")
    name = code.upper()
    if name not in CODES:
        name = f"KT{name}" if f"KT{name}" in CODES else name
    if name not in CODES:
        if near := nearest(name, CODES):
            raise Mistake("explain.unknown.near", code=code, near=near)
        raise Mistake("explain.unknown", code=code)
    talk.result(page(name, talk.language))
    return 0


def page(code: str, language: Language) -> str:
    """The page: headline, what, why, what to do, avoid, prefer. Plain text, also readable piped."""
    entry = CODES[code]
    which = language == "zh"
    headline = entry.message[which].format_map(_Holes())
    blocks = [f"{code}: {headline}"]
    for key, text in (
        ("explain.what", entry.what[which]),
        ("explain.why", entry.why[which]),
        ("explain.mend", entry.help[which] if entry.help else ""),
        ("explain.avoid", entry.avoid),
        ("explain.prefer", entry.prefer),
    ):
        if text:
            body = "\n".join(f"  {line}" if line else "" for line in text.rstrip().split("\n"))
            blocks.append(f"{words(key, language)}\n{body}")
    return "\n\n".join(blocks) + "\n"
