"""Every command and option stands in the reference, in both languages."""

from __future__ import annotations

import re

import click
import pytest

from engine.terminal.command import COMMANDS
from engine.terminal.door import GROUP
from engine.terminal.mistake import name_of
from tests.terminal.conftest import ROOT

_EVERYWHERE = {"--lang", "--quiet", "--verbose", "--no-color", "--help"}


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/commands.zh.md"])
def test_commands_in_order(page: str) -> None:
    """The page has a section for each command, in the order of the help."""
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.findall(r"^## keytier (\w+)$", text, re.MULTILINE) == list(COMMANDS)
    for option in _EVERYWHERE:
        assert option in text.partition("## keytier")[0]


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/commands.zh.md"])
@pytest.mark.parametrize("name", COMMANDS)
def test_options(name: str, page: str) -> None:
    """The section of a command names each of its arguments and options."""
    text = (ROOT / page).read_text(encoding="utf-8")
    section = text.partition(f"## keytier {name}\n")[2].partition("\n## ")[0]
    command = GROUP.get_command(click.Context(GROUP), name)
    assert command is not None
    for parameter in command.params:
        written = name_of(parameter)
        if written not in _EVERYWHERE and written != "SHELL" and written != "TARGET":
            assert written in section, written
