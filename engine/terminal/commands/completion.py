"""`keytier completion SHELL`: the script that a shell loads."""

from __future__ import annotations

import click

from engine.terminal.command import command
from engine.terminal.talk import Talk
from engine.terminal.types import OneOf


@command("completion")
@click.argument("shell", type=OneOf("bash", "zsh", "fish"))
def COMMAND(talk: Talk, shell: str) -> int:
    from click.shell_completion import get_completion_class

    from engine.terminal.door import GROUP

    maker = get_completion_class(shell)
    assert maker is not None
    talk.result(_source(maker(GROUP, {}, "keytier", "_KEYTIER_COMPLETE")))
    return 0


def _source(maker: object) -> str:
    """The script. click's own `source()` of bash first starts a bash to ask its version, which a
    machine that only prepares the script may not have."""
    template: str = maker.source_template  # type: ignore[attr-defined]
    return str(template % maker.source_vars())  # type: ignore[attr-defined]
