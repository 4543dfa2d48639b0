"""`keytier config`: the settings in force."""

from __future__ import annotations

import click

from engine.report.visible import json_text, pad, visible
from engine.terminal.command import command
from engine.terminal.settings import KNOWN, setting
from engine.terminal.talk import Talk
from engine.terminal.types import OneOf
from engine.terminal.words import words


@command("config")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(talk: Talk, format: str) -> int:
    found = {name: setting(name) for name in KNOWN}
    if format == "json":
        document = {
            "schema": "keytier/config/1",
            "settings": {n: {"value": s.value, "origin": s.origin} for n, s in found.items()},
        }
        talk.result(json_text(document) + "\n")
        return 0
    none = words("config.none", talk.language)
    for name, s in found.items():
        origin = words("config.built_in", talk.language) if s.origin == "built in" else s.origin
        talk.result(f"{pad(name, 14)}{pad(visible(s.value or none), 12)}  {visible(origin)}\n")
    return 0
